"""What `remove` takes away: a record with its file, or a key or a table out of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kinerja_tui.cli.editing import UNIT, YEAR, Target, file_of, target_of
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import read
from kinerja_tui.store.splicing.edit import Action, Deletion, Part, Removal, Rework
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.removal import Scattered, goes, preview, removals
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.lexer import BOM

if TYPE_CHECKING:
    from kinerja_tui.report.page import Page


class Doomed(NamedTuple):
    """What is to go: the record's name, its file, the key (empty = the file with it), the stretches
    of lines in the order of the file, how many comments are among them, and the part of an action.
    """

    name: str
    file: str
    key: str
    stretches: tuple[tuple[str, ...], ...]
    comments: int
    part: Part

    @property
    def lines(self) -> int:
        """How many lines go."""
        return sum(map(len, self.stretches))

    @property
    def action(self) -> Action:
        """The action that takes it away."""
        return Action((self.part,), "remove")


def doomed_of(root: Path, page: Page, subject: str, key: str | None) -> Doomed:
    """What `subject`, or `key` of it, is in its file; raises `Stop`, `Unreadable`."""
    target = target_of(page, subject)
    full = f"{target.prefix}{key or ''}".rstrip(".")
    file = file_of(target, [full]) if full else target.record.origin
    data = read(root, file)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:  # the record was read a moment ago
        raise Stop(message(N_("{file} is not in UTF-8."), file=one_line(file))) from error
    if full:
        return _part(target, file, full, text)
    if subject in (YEAR, UNIT):
        raise Stop(
            message(N_("A unit or a year is not removed as a whole.")),
            message(N_("Name a key of it, or a record.")),
        )
    shown = text.removeprefix(BOM).removesuffix("\n")
    lines = tuple(line.removesuffix("\r") for line in shown.split("\n"))
    return Doomed(target.name, file, "", (lines,), len(comments(text)), Deletion(file, text))


def _part(target: Target, file: str, key: str, text: str) -> Doomed:
    try:
        pieces = tuple(_pieces(text, key))
    except SpliceError as error:
        raise Stop(error.reason) from error
    going = [goes(each) for each in reversed(pieces)]
    return Doomed(
        target.name,
        file,
        key,
        tuple(each.lines for each in going),
        sum(each.comments for each in going),
        Rework(file, pieces),
    )


def _pieces(text: str, key: str) -> Iterator[Removal]:
    """The removals one after the other, the last place of the file first."""
    try:
        yield preview(text, key)
    except Scattered:
        yield from removals(text, key)
