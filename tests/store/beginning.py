"""Stores in which something begins: a year, a record; and what must hold for any beginning."""

from __future__ import annotations

import shutil
from pathlib import Path

from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import Action, Done
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.add import Added, Place, Wanted, addition
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.start import start
from kinerja_tui.store.writing.undo import take_back

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "records"
SENJA = ROOT / "tests" / "stores" / "pulau-senja"
DRAFT = ROOT / "tests" / "stores" / "skema-0"


def copied(source: Path, folder: Path) -> Path:
    """A copy of a store that may be changed."""
    return Path(
        shutil.copytree(source, folder / "records", ignore=shutil.ignore_patterns(".kinerja"))
    )


def begun(folder: Path) -> Path:
    """A store that `init` has made."""
    start(folder / "records", "biro", "Biro", 2024)
    return folder / "records"


def contents(root: Path) -> dict[str, bytes]:
    """Every record, by its path; and every folder that holds none."""
    found = {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b""
        for path in root.rglob("*")
        if ".kinerja" not in path.parts
    }
    return {name: data for name, data in found.items() if data or (root / name).is_dir()}


def problems(root: Path) -> list[str]:
    """What is wrong with the store, to the word."""
    return [f"{each.file}: {each.message}" for each in load(root, Scope.everything()).problems]


def place(root: Path, unit: str = "biro", year: int = 2024) -> Place:
    """Where something is added."""
    return Place(root=root, library=load(root, Scope.everything()), unit=unit, year=year)


def add(root: Path, wanted: Wanted, unit: str = "biro", year: int = 2024) -> Added:
    """Add it, with everything that must hold: no problem comes, undo takes it away to the byte."""
    found = addition(place(root, unit, year), wanted)
    act_and_back(root, found.action())
    return found


def act_and_back(root: Path, action: Action) -> None:
    """Do it, undo it and do it again; one entry of the journal tells of each."""
    before, known = contents(root), problems(root)
    many = len(read_journal(root).entries)
    acted = keep_all(root, action)
    assert isinstance(acted, Done), acted
    after = contents(root)
    assert after != before and problems(root) == known
    entry = read_journal(root).entries[-1]
    assert len(read_journal(root).entries) == many + 1
    assert isinstance(take_back(root, entry), Done)
    files = {name: data for name, data in contents(root).items() if (root / name).is_file()}
    assert files == {name: data for name, data in before.items() if (root / name).is_file()}
    assert problems(root) == known
    assert isinstance(take_back(root, read_journal(root).entries[-1]), Done)
    assert contents(root) == after
