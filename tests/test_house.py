"""Rules of the house that no other tool checks: sizes, locks, set-up, and what tests may not do."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kinerja_tui

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
MOST_LINES = 350


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def pins(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Name -> version and hashes, from a lock; every line must be understood."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        requirement = line.partition("#")[0].strip()
        if requirement:
            match = re.fullmatch(
                r"([a-z0-9-]+)==(\S+)((?:\s+--hash=sha256:[0-9a-f]{64})+)", requirement
            )
            assert match, requirement
            name, version, hashes = match.groups()
            found[name] = (version, frozenset(hashes.split()))
    return found


def test_no_file_is_too_long() -> None:
    files = python_files("kinerja_tui", "scripts", "tests")
    lengths = {shown(path, 1): len(path.read_bytes().splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def floats(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield node.lineno
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"float", "math.fsum"}:
            yield node.lineno


def test_no_number_of_the_records_is_ever_a_float() -> None:
    files = python_files(*(f"kinerja_tui/{room}" for room in ("measure", "model", "numbers")))
    assert [shown(path, line) for path in files for line in floats(tree(path))] == []
    assert list(floats(ast.parse("a = 1.5\nb = float('1')\nc = 1"))) == [1, 2]


def possessive_groups(module: ast.Module) -> Iterator[int]:
    """Lines with a pattern that repeats a group possessively: before 3.11.5, which is older than
    the Python of a Debian still in use, it matches too little.
    """
    for node in ast.walk(module):
        found = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if found and re.search(r"(?<!\\)\)[*+?]\+", str(node.value)):  # type: ignore[attr-defined]
            yield node.lineno  # type: ignore[attr-defined]


def test_no_pattern_repeats_a_group_possessively() -> None:
    files = python_files("kinerja_tui")
    assert [shown(path, line) for path in files for line in possessive_groups(tree(path))] == []
    assert list(possessive_groups(ast.parse("a = '(?:x|y)*+'\nb = '(?>(?:x)*)[ab]++'"))) == [1]


def evasions(module: ast.Module) -> Iterator[int]:
    """Lines where a test skips, expects to fail, or sleeps."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            if re.search(r"\b(skip|skipif|importorskip|xfail|sleep)$", name):
                yield node.lineno


def test_no_test_skips_or_sleeps() -> None:
    files = python_files("tests")
    assert [shown(path, line) for path in files for line in evasions(tree(path))] == []
    assert list(evasions(ast.parse("@pytest.mark.skip\ndef f(): time.sleep(1)"))) == [1, 2]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_packages_and_hashes_and_no_place(lock: str) -> None:
    assert len(pins(lock)) > 10
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|^\s*-[^-\s]|--(?!hash=)\S+|\s/\S+", text, flags=re.MULTILINE) == []


def test_the_development_lock_holds_the_runtime_lock() -> None:
    runtime, development = (pins(lock) for lock in LOCKS)
    assert {name: development.get(name) for name in runtime} == runtime


def test_the_locks_hold_every_package_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.lock": [*project["project"]["dependencies"], "hatchling", "editables"],
        "requirements-dev.lock": project["project"]["optional-dependencies"]["dev"],
    }
    for lock, requirements in asked.items():
        names = {re.split(r"[<>=!~ \[]", requirement)[0] for requirement in requirements}
        assert names <= set(pins(lock))


def test_the_version_is_written_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", kinerja_tui.__version__)


def test_records_and_exports_keep_their_bytes_in_every_checkout() -> None:
    paths = ["records/a.toml", "exports/b/t04.id.csv", "tests/stores/c.toml", "kinerja_tui/d.py"]
    done = subprocess.run(
        ["git", "check-attr", "text", "--", *paths],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said = [line.rsplit(": ", 1)[1] for line in done.stdout.splitlines()]
    assert said == ["unset", "unset", "unset", "auto"]


PYTHON = """#!/bin/sh
case "$2" in
    *version_info*3*) exit {old} ;;
    *ensurepip*) exit {bare} ;;
    *print*) echo 3.12 ;;
esac
"""


@pytest.mark.parametrize(
    ("programs", "environment", "sentence"),
    [
        ({}, {}, "git is missing; "),
        ({}, {"KINERJA_LANG": "id"}, "git belum terpasang; "),
        ({"git": ""}, {}, "Python 3.11 or newer is missing; "),
        ({"git": ""}, {"LANG": "id_ID.UTF-8"}, "Python 3.11 atau yang lebih baru "),
        (
            {"git": "", "python3": PYTHON.format(old=1, bare=0)},
            {},
            "Python 3.11 or newer is missing; ",
        ),
        (
            {"git": "", "python3": PYTHON.format(old=0, bare=1)},
            {},
            "Python 3.12 has no venv module; please install it "
            "(Debian and Ubuntu: `sudo apt install python3.12-venv`).",
        ),
        ({}, {"OS": "Windows_NT"}, "kinerja does not run on Windows itself; please use WSL "),
    ],
)
def test_setting_up_says_in_one_sentence_what_is_missing(
    tmp_path: Path, programs: dict[str, str], environment: dict[str, str], sentence: str
) -> None:
    done = find_python(tmp_path, programs, environment)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


def test_setting_up_takes_the_first_python_that_can(tmp_path: Path) -> None:
    programs = {
        "git": "",
        "python3": PYTHON.format(old=1, bare=0),
        "python3.13": PYTHON.format(old=0, bare=1),
        "python3.11": PYTHON.format(old=0, bare=0),
    }
    done = find_python(tmp_path, programs, {})
    assert (done.returncode, done.stdout) == (0, f"{tmp_path}/python3.11\n")
    done = find_python(tmp_path, programs, {"PYTHON": "python3"})
    assert done.stderr.startswith("Python 3.11 or newer is missing; ")


def find_python(
    folder: Path, programs: dict[str, str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """The set-up's search for a Python, where only `programs` are installed."""
    for name, content in programs.items():
        (folder / name).write_text(content or "#!/bin/sh\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / "find-python")],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
