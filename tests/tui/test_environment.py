"""What is in memory while the workspace runs, and what Python finds again later."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.tui.desks import ROOT, sample
from tests.tui.wire.terminal import Terminal

_WORKSPACE = """
import fcntl, os, sys, termios
from pathlib import Path
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.environ["KINERJA_RECORDS"] = sys.argv[1]
from kinerja_tui.cli.main import run
code = run([])
maps = Path("/proc/self/maps")
mapped = maps.read_text() if maps.exists() else ""
Path(os.environ["OUT"]).write_text("\\n".join([*sys.modules, mapped]))
sys.exit(code)
"""
_LATER = """
import sys
from kinerja_tui.tui.environment import without_openssl
without_openssl()
import asyncio, hashlib
print({"ssl", "_ssl", "_hashlib"} & sys.modules.keys())
print(hashlib.sha256(b"kinerja").hexdigest())
print(hashlib.blake2b(b"kinerja", digest_size=8).hexdigest())
import hmac, ssl
print(ssl.SSLContext.__name__, hmac.new(b"a", b"b", "sha256").hexdigest())
async def ends():
    await asyncio.sleep(0)
    return "ended"
print(asyncio.run(ends()))
"""
_WITHOUT = _LATER.replace("without_openssl()\n", "", 1).replace(
    'print({"ssl", "_ssl", "_hashlib"} & sys.modules.keys())', "print(set())"
)


def test_the_workspace_alone_is_in_memory(tmp_path: Path) -> None:
    out = tmp_path / "modules"
    with Terminal(sample(tmp_path / "records"), _WORKSPACE, OUT=str(out)) as terminal:
        terminal.shows("IK 6", "? bantuan")
        terminal.press("q")
        assert terminal.ended() == 0
    loaded = out.read_text("utf-8")
    assert {"textual.app", "kinerja_tui.tui.workspace"} <= set(loaded.split("\n"))
    assert not {"typer", "ssl", "_ssl", "_hashlib"} & set(loaded.split("\n"))
    assert "libcrypto" not in loaded


def test_what_was_left_out_is_found_later_and_hashes_are_the_same() -> None:
    ours, usual = (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout
        for code in (_LATER, _WITHOUT)
    )
    assert ours.startswith("set()\n") and ours.endswith("ended\n")
    assert ours == usual
