"""G1, the worse cases: the process that puts things right is killed as well; and a text editor has
written the file at the moment of the exchange, just before the save is killed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from kinerja_tui.store.splicing.edit import Action
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.save import carry_out
from tests.faults.aftermath import look_after_next_save, look_at_once, save_something_else
from tests.faults.counting import Tally
from tests.faults.doings import DOINGS, copy, states
from tests.faults.forks import in_child
from tests.faults.stores import ENDS, FILE, MODE, digest, held, store
from tests.store.faults import Killed, Watched

RESCUES = "kills of those who put things right"
BESIDE = "kills just after an editor wrote"
LOST = "texts of an editor lost"
TORN = "torn, missing or mixed files"
_THEIRS: Final = ENDS["LF"].replace(b"Indikator sehat", b"Indikator lain")
_KILLED = -9


def kill_rescues(tally: Tally, place: Path, name: str, shares: tuple[int, int]) -> None:
    """A save killed at every so many of its calls, then whoever looks next at every so many of
    theirs.
    """
    doing = DOINGS[name]
    ready = store(place / "ready")
    doing.prepare(ready)
    old = states(ready, doing.files)
    whole = copy(ready, place / "whole")
    system = Watched()
    carry_out(whole, doing.action(whole), system=system)
    either = (old, states(whole, doing.files))
    for at in range(0, len(system.calls), shares[0]):
        dead = copy(ready, place / "dead")
        in_child(carry_out, dead, doing.action(dead), None, Killed(at, done=True))
        rescue = Watched()
        settle(copy(dead, place / "counted"), rescue)
        for second in range(0, len(rescue.calls), shares[1]):
            root = copy(dead, place / "records")
            story = f"{name}, killed after call {at}, the rescue before its call {second}"
            code = in_child(settle, root, Killed(second, done=False))
            tally.add(RESCUES)
            tally.expect(code == _KILLED, "kills that missed", f"{story}: {code}")
            look_at_once(tally, root, doing.files, story)
            save_something_else(tally, root, story)
            now = states(root, doing.files)
            tally.expect(now in either, TORN, f"{story}, after the next save")
            said = tuple(digest(each) for each in old)
            look_after_next_save(tally, root, doing.files, story, said)


class _Editor(Killed):
    """An editor writes the file just before it is exchanged; then the process dies at a call."""

    def __init__(self, root: Path, way: str, at: int) -> None:
        super().__init__(at, done=False)
        self.path, self.way = root / FILE, way
        self.wrote = False

    def before(self, number: int, name: str) -> None:
        if name in ("exchange", "place") and not self.wrote and self.path.exists():
            self.wrote = True
            _write(self.path, self.way)
        super().before(number, name)


def kill_beside_an_editor(tally: Tally, place: Path, share: int) -> None:
    """What the editor wrote must stand in the file, with our value or without, or lie in
    `.kinerja/conflicts`; and what lies there must be its text.
    """
    for name in ("set", "remove", "several files"):
        for way in ("by rename", "in place"):
            ready = store(place / f"{name} {way}")
            action = DOINGS[name].action(ready)
            counting = _Editor(copy(ready, place / "counted"), way, -1)
            carry_out(place / "counted", action, system=counting)
            first = counting.calls.index("exchange")
            for at in range(first, len(counting.calls), share):
                root = copy(ready, place / "records")
                story = f"{name}, an editor {way}, killed before call {at} ({counting.calls[at]})"
                _die(tally, root, action, _Editor(root, way, at), story)


def _die(tally: Tally, root: Path, action: Action, system: _Editor, story: str) -> None:
    code = in_child(carry_out, root, action, None, system)
    tally.add(BESIDE)
    tally.expect(code == _KILLED, "kills that missed", f"{story}: {code}")
    look_at_once(tally, root, (FILE,), story)
    save_something_else(tally, root, story)
    aside = [(root / name).read_bytes() for name in set_aside(root)]
    stands = b"Indikator lain" in (held(root) or b"")
    tally.expect(stands or _THEIRS in aside, LOST, f"{story}: {held(root)!r}, aside {aside}")


def _write(path: Path, way: str) -> None:
    if way == "in place":
        path.write_bytes(_THEIRS)
        return
    path.with_name("editor~").write_bytes(_THEIRS)
    path.with_name("editor~").chmod(MODE)
    os.replace(path.with_name("editor~"), path)
