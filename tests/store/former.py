"""Records turned back into the draft format, schema 0, line by line; shares nothing with the steps
that lead from it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from kinerja_tui.store.format.kinds import Kind, kind_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = (ROOT / "records", ROOT / "tests" / "stores" / "pulau-senja")
DRAFT = ROOT / "tests" / "stores" / "skema-0"

_WORDS = {"maximize": "higher", "minimize": "lower", "stabilize": "range"}


def former(kind: Kind, text: str) -> str:
    """A record of schema 1 as the draft format wrote it."""
    text = re.sub(r"^(\ufeff?)schema = 1\b", r"\1schema = 0", text, count=1, flags=re.M)
    if kind in ("plan", "indicator", "activity"):
        text = re.sub(r"^measured_in\b", "unit_of_measure", text, flags=re.M)
    if kind == "indicator":
        text = re.sub(r"^data_year\b", "year", text, flags=re.M)
        text = re.sub(r"^\[action\.", "[followup.", text, flags=re.M)
        text = re.sub(r'^polarity = "(\w+)"', _polarity, text, flags=re.M)
    if kind == "agreement":
        text = re.sub(r"^\[first\]", "[party_one]", text, flags=re.M)
        text = re.sub(r"^\[second\]", "[party_two]", text, flags=re.M)
    return text


def _polarity(found: re.Match[str]) -> str:
    return f'polarity = "{_WORDS[found[1]]}"'


def turned_back(
    source: Path, root: Path, dress: Callable[[bytes], bytes] = bytes
) -> dict[str, bytes]:
    """A copy of a store in schema 0 at `root`, each file dressed; the dressed originals by file."""
    shutil.copytree(source, root, ignore=shutil.ignore_patterns(".kinerja"))
    wanted = {}
    for path in sorted(root.rglob("*.toml")):
        file = path.relative_to(root).as_posix()
        kind = kind_of(file)
        if kind is not None:
            text = path.read_bytes().decode()
            wanted[file] = dress(text.encode())
            path.write_bytes(dress(former(kind, text).encode()))
    return wanted


def as_it_is(data: bytes) -> bytes:
    return data


def crlf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def marked(data: bytes) -> bytes:
    return data if data.startswith(b"\xef\xbb\xbf") else b"\xef\xbb\xbf" + data


def marked_crlf(data: bytes) -> bytes:
    return marked(crlf(data))


def endless(data: bytes) -> bytes:
    """Without the last line end."""
    return data.removesuffix(b"\n")


DRESSES = (as_it_is, crlf, marked, marked_crlf, endless)
