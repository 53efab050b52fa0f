"""What starts quickly stays quick: which modules a command or a room brings in, and no others."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kinerja_tui"

RUN = """
import sys
from kinerja_tui.cli.main import run
try:
    code = run({arguments!r})
except SystemExit as left:
    code = left.code
"""
REPORT = """
with open({out!r}, "w", encoding="utf-8") as out:
    out.write("\\n".join(sys.modules))
sys.exit(code)
"""

# What a command must not import; a name stands for the module and everything under it.
SCREEN = ("textual", "kinerja_tui.tui")
RICH = ("rich", "markdown_it", "pygments")
WRITING = ("tomli_w", "kinerja_tui.report.templates")
NEVER = ("babel", "jinja2", "pydantic", "pytest", "tomlkit", "asyncio", "unittest")
FORBIDDEN = {
    "--version": (
        *SCREEN,
        *RICH,
        *WRITING,
        *NEVER,
        "msgspec",
        "tomli",
        "kinerja_tui.measure",
        "kinerja_tui.model",
        "kinerja_tui.report",
        "kinerja_tui.store",
    ),
    "--help": (*SCREEN, *RICH, *WRITING, *NEVER),
    "status": (*SCREEN, *RICH, *WRITING, *NEVER),
    "status --json": (*SCREEN, *RICH, *WRITING, *NEVER),
    "show T4 --format csv": (*SCREEN, *RICH, "tomli_w", *NEVER),
    "explain spbe": (*SCREEN, *RICH, *WRITING, *NEVER),
    "schema": (*SCREEN, *RICH, *WRITING, *NEVER, "tomli"),
}

# Which installed packages a room may bring in; what is not named here is refused.
MSGSPEC = frozenset({"msgspec", "typing_extensions"})  # msgspec uses the second where it is there
ALLOWED = {
    "locale": frozenset[str](),
    "numbers": frozenset[str](),
    "model": MSGSPEC,
    "measure": MSGSPEC,
    "store": MSGSPEC | {"tomli", "tomli_w"},
    "report": MSGSPEC,
    "audit": MSGSPEC,
    "intake": MSGSPEC,
}


def modules(code: str, out: Path) -> frozenset[str]:
    """The modules that are loaded when a new Python has run `code`, which sets `code`."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("KINERJA_")
    }
    environment |= {
        "KINERJA_RECORDS": str(ROOT / "records"),
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", code + REPORT.format(out=str(out))],
        cwd=out.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return frozenset(out.read_text(encoding="utf-8").split())


@cache
def installed() -> frozenset[str]:
    """The top-level names that installed packages bring, without the halves of compiled ones."""
    names = frozenset(packages_distributions()) - {"kinerja_tui"}
    return frozenset(name for name in names if not name.endswith("__mypyc"))


def under(names: frozenset[str], *tops: str) -> list[str]:
    """Those of `names` that are one of `tops` or lie under it."""
    return sorted(
        name for name in names if any(name == top or name.startswith(f"{top}.") for top in tops)
    )


def rooms() -> list[str]:
    """The rooms that are built below the screen."""
    built = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return sorted(built - {"cli", "tui"})


def everything_in(room: str) -> str:
    """Code that imports every module of a room."""
    paths = sorted((PACKAGE / room).rglob("*.py"))
    dotted = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
    ]
    return "".join(f"import {name}\n" for name in dotted)


@pytest.mark.parametrize("command", FORBIDDEN)
def test_a_command_imports_no_more_than_it_needs(command: str, tmp_path: Path) -> None:
    loaded = modules(RUN.format(arguments=command.split()), tmp_path / "modules")
    assert "kinerja_tui.cli.main" in loaded
    assert under(loaded, *FORBIDDEN[command]) == []


def test_the_bare_package_imports_nothing(tmp_path: Path) -> None:
    loaded = modules("import sys, kinerja_tui\ncode = 0\n", tmp_path / "modules")
    assert under(loaded, "kinerja_tui") == ["kinerja_tui"]


def test_every_room_below_the_screen_is_in_the_table() -> None:
    assert set(rooms()) <= set(ALLOWED)


@pytest.mark.parametrize("room", rooms())
def test_a_room_brings_in_only_its_own_packages(room: str, tmp_path: Path) -> None:
    bare = modules("import sys\ncode = 0\n", tmp_path / "bare")
    loaded = modules(f"import sys\n{everything_in(room)}code = 0\n", tmp_path / "modules")
    tops = {name.partition(".")[0] for name in loaded - bare}
    assert tops & installed() <= ALLOWED[room]
    assert under(loaded, "kinerja_tui.tui", "kinerja_tui.cli", "asyncio") == []


def test_the_meter_sees_what_is_imported(tmp_path: Path) -> None:
    loaded = modules("import sys, tomli_w, json.tool\ncode = 0\n", tmp_path / "modules")
    assert under(loaded, "tomli_w", "json.tool", "jso") == [
        "json.tool",
        "tomli_w",
        "tomli_w._writer",
    ]
    assert "tomli_w" in installed()
