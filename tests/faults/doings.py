"""What people do to records, each as one action, with the files that it concerns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from kinerja_tui.store.splicing.edit import (
    Action,
    Change,
    Creation,
    Deletion,
    Done,
    Edit,
    Rework,
)
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.save import carry_out
from tests.faults.stores import BESIDE, FILE, held

NEW_FILE: Final = "biro/2022/indicators/baru.toml"
_SET = Action((Edit.one(FILE, "realisation.value", "61.30", "62.50"),))
_TABLE = (Change("q1.value", None, "15"), Change("q1.state", None, '"final"'))
_CEILING = Edit.one(BESIDE, "ceiling", "100", "7719313000")


class Doing(NamedTuple):
    """An action on the store `root`, and the files that it changes."""

    action: Callable[[Path], Action]
    files: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda _: None


def _done(root: Path, action: Action) -> None:
    assert isinstance(carry_out(root, action), Done)


def _undo(root: Path) -> Action:
    """What takes back the last entry of the journal."""
    entry = read_journal(root).entries[-1]
    return Action(tuple(each.back for each in reversed(entry.files)), "undo", entry.id)


def _text(root: Path, like: str, id_: str) -> str:
    """A new record's text, with the line ends of the one that stands there."""
    found = (held(root, like) or b"").decode()
    return found.replace('id = "sehat"', f'id = "{id_}"').replace('"IK 1"', '"IK 2"')


def _removal(root: Path) -> Action:
    """A table goes, with the comment above it."""
    text = (held(root) or b"").decode()
    return Action((Rework(FILE, (preview(text, "realisation"),)),), "remove")


def _creation(root: Path) -> Action:
    return Action((Creation(NEW_FILE, _text(root, FILE, "baru")),), "add")


def _deletion(root: Path) -> Action:
    return Action((Deletion(NEW_FILE, (held(root, NEW_FILE) or b"").decode()),), "remove")


def _several(root: Path) -> Action:
    return Action((*_SET.parts, _CEILING, *_creation(root).parts), "paste")


DOINGS: Final[Mapping[str, Doing]] = MappingProxyType(
    {
        "set": Doing(lambda _: _SET, (FILE,)),
        "insert": Doing(lambda _: Action((Edit(FILE, _TABLE),)), (FILE,)),
        "remove": Doing(_removal, (FILE,)),
        "new file": Doing(_creation, (NEW_FILE,)),
        "delete": Doing(_deletion, (NEW_FILE,), lambda root: _done(root, _creation(root))),
        "undo": Doing(_undo, (FILE,), lambda root: _done(root, _SET)),
        "several files": Doing(_several, (FILE, BESIDE, NEW_FILE)),
    }
)


def states(root: Path, files: tuple[str, ...]) -> tuple[bytes | None, ...]:
    """What the files hold, in their order."""
    return tuple(held(root, file) for file in files)


def copy(source: Path, target: Path) -> Path:
    """A store like `source`, modes and journal included, in place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    return target
