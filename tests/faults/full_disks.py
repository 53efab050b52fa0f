"""G3: full disks, read-only disks and used-up shares. Runs in a set of mounts of its own, so that
nothing stays mounted.
"""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kinerja_tui.store.splicing.edit import Action, Done, Refused
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.ready import ready
from tests.faults import needs
from tests.faults.aftermath import (
    FAULTS,
    look_after_next_save,
    look_at_once,
    save_something_else,
)
from tests.faults.commands import SET, kinerja, mishap
from tests.faults.counting import Lacking, Result, Scale, Tally
from tests.faults.doings import DOINGS, Doing, copy, states
from tests.faults.errors_traced import fail_commands
from tests.faults.stores import FILE, digest, held, passing, store
from tests.faults.terminals import opened

FALSE_SAVED, FALSE_FAILED = '"saved" that is not', '"failed" that is saved'
LOST, VAGUE = "old bytes lost", "answers that do not name the disk"
TYPED = "typed texts lost"
LEFT = "temporary files left at once"
_FILLER = "filler"
_PAGE = 4096
_FULL = ("the disk is full", "disk can only be read")


def run(scale: Scale) -> Result:
    needs.program("mount")
    needs.tracing()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in scale.of(("set", "several files"), tuple(DOINGS)):
            template = _template(place, name)
            for pages in range(scale.of(8, 24)):
                for inodes in (False, True):
                    _full_data(tally, place, template, (pages, inodes))
                _full_state(tally, place, template, pages)
            _read_only(tally, place, template)
        _by_command(tally, place)
        _on_screen(tally, place)
        _used_up(tally, place, scale)
    return tally.result(
        tally.least("saves on a disk that fills up", scale.of(20, 200)),
        tally.least("saves while the state folder fills up", scale.of(10, 100)),
        *tally.told("saves on a read-only disk", "saves with a used-up share", "saved", "refused"),
        *tally.told("asked beforehand and told no", "texts kept on the screen of a full disk"),
        *tally.none(LOST, TYPED, FALSE_SAVED, FALSE_FAILED, VAGUE, LEFT, *FAULTS),
    )


class _Template(NamedTuple):
    """A store on which something can be done, and what its files hold when it is done."""

    name: str
    root: Path
    doing: Doing
    new: tuple[bytes | None, ...]


def _template(place: Path, name: str) -> _Template:
    doing = DOINGS[name]
    root = store(place / name)
    doing.prepare(root)
    whole = copy(root, place / f"{name}, done")
    keep_all(whole, doing.action(whole))
    return _Template(name, root, doing, states(whole, doing.files))


@contextmanager
def _disk(point: Path, options: str) -> Iterator[Path]:
    """A small disk in memory, mounted for as long as it is used."""
    point.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", options, "none", str(point))
    try:
        yield point
    finally:
        subprocess.run(["umount", "-l", str(point)], check=False, capture_output=True)


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Lacking(f"the right to mount a small tmpfs is missing: {done.stderr.strip()}")


def _fill(disk: Path, left: tuple[int, bool]) -> Path:
    """Fill a disk up, but for some pages, or for some files."""
    filler = disk / _FILLER
    filler.mkdir()
    pages, inodes = left
    try:
        if inodes:
            for number in range(10_000):
                (filler / str(number)).touch()
        else:
            with open(filler / "0", "wb", buffering=0) as out:
                while out.write(b"x" * _PAGE):
                    pass
    except OSError:
        pass
    if inodes:
        for each in list(filler.iterdir())[:pages]:
            each.unlink()
    elif (filler / "0").exists():
        os.truncate(filler / "0", max((filler / "0").stat().st_size - pages * _PAGE, 0))
    return filler


def _empty(filler: Path) -> None:
    for each in filler.iterdir():
        each.unlink()
    filler.rmdir()


def _full_data(tally: Tally, place: Path, template: _Template, left: tuple[int, bool]) -> None:
    """The whole store on one disk that is full but for a little."""
    with _disk(place / "disk", "size=1m,nr_inodes=200") as disk:
        root = copy(template.root, disk / "records")
        filler = _fill(disk, left)
        tally.add("saves on a disk that fills up")
        what = "files" if left[1] else "pages"
        _save(tally, root, template, f"{left[0]} {what} left", lambda: _empty(filler))


def _full_state(tally: Tally, place: Path, template: _Template, pages: int) -> None:
    """Only `.kinerja` on a disk of its own, which is full; records on another disk than `.kinerja`
    are refused anyway.
    """
    root = copy(template.root, place / "records")
    action = template.doing.action(root)
    with _disk(root / ".kinerja", "size=64k,nr_inodes=40") as disk:
        filler = _fill(disk, (pages, False))
        tally.add("saves while the state folder fills up")
        _save(tally, root, template, f".kinerja with {pages} pages", None, action)
        _empty(filler)


def _read_only(tally: Tally, place: Path, template: _Template) -> None:
    with _disk(place / "disk", "size=1m") as disk:
        root = copy(template.root, disk / "records")
        _mount("-o", "remount,ro", str(disk))
        tally.add("saves on a read-only disk")
        reason = ready(root, FILE)
        tally.add("asked beforehand and told no", reason is not None)
        tally.expect(reason is not None, VAGUE, f"{template.name}: ready() sees nothing in the way")

        def writable() -> None:
            _mount("-o", "remount,rw", str(disk))

        _save(tally, root, template, "read-only", writable)


def _save(
    tally: Tally,
    root: Path,
    template: _Template,
    where: str,
    mend: Callable[[], None] | None,
    action: Action | None = None,
) -> None:
    """Save, look at what is said and what stands; then `mend` the disk, and save something else."""
    doing, story = template.doing, f"{template.name}, {where}"
    old = states(root, doing.files)
    outcome = keep_all(root, action or doing.action(root))
    now = states(root, doing.files)
    if isinstance(outcome, Done):
        tally.add("saved")
        tally.expect(now == template.new, FALSE_SAVED, story)
    else:
        tally.add("refused")
        tally.expect(now == old, FALSE_FAILED, f"{story}: {outcome}")
        said = str(outcome.problem.message) if isinstance(outcome, Refused) else ""
        clear = any(each in said for each in (*_FULL, "another disk"))
        tally.expect(clear, VAGUE, f"{story}: {outcome}")
    for number, file in enumerate(doing.files):
        whole = now[number] in (old[number], template.new[number])
        tally.expect(whole, LOST, f"{story}: {file}")
    for name in passing(root):
        tally.fault(LEFT, f"{story}: {name}")
    look_at_once(tally, root, doing.files, story)
    if mend is not None:
        mend()
        save_something_else(tally, root, story)
        tally.expect(states(root, doing.files) == now, LOST, f"{story}, after the next save")
        look_after_next_save(tally, root, doing.files, story, tuple(digest(each) for each in old))


def _by_command(tally: Tally, place: Path) -> None:
    """What the command says on a full and on a read-only disk."""
    with _disk(place / "disk", "size=1m") as disk:
        root = store(disk)
        kinerja(root, *SET, "61.4")
        filler = _fill(disk, (0, False))
        _say_no(tally, root, "on a full disk")
        _empty(filler)
        _mount("-o", "remount,ro", str(disk))
        _say_no(tally, root, "on a read-only disk")


def _say_no(tally: Tally, root: Path, where: str) -> None:
    old = held(root)
    done = kinerja(root, *SET, "62.5")
    tally.add("refused")
    tally.expect(done.returncode == 2 and held(root) == old, FALSE_SAVED, f"kinerja set {where}")
    clear = any(each in done.stderr for each in _FULL) and not mishap(done)
    tally.expect(clear, VAGUE, f"kinerja set {where}: {done.stderr}")


def _on_screen(tally: Tally, place: Path) -> None:
    """What is typed in the workspace on a full disk stays in its field until it can be saved."""
    with _disk(place / "disk", "size=1m") as disk:
        root = store(disk)
        kinerja(root, *SET, "61.4")
        with opened(root, "IK 1") as terminal:
            terminal.type_("\x1b[B")
            terminal.until(lambda screen: ">  IK 1" in screen)
            terminal.type_("e")
            terminal.until(lambda screen: "Enter save" in screen)
            filler = _fill(disk, (0, False))
            terminal.type_("62.517\r")
            told = terminal.until(lambda screen: _FULL[0] in screen and "62.517" in screen)
            tally.expect(told is not None, VAGUE, f"on the screen: {terminal.screen}")
            kept = "62.517" in terminal.screen and b"62.517" not in (held(root) or b"")
            tally.expect(kept, TYPED, f"on a full disk: {held(root)!r} {terminal.screen}")
            _empty(filler)
            terminal.type_("\r")
            saved = terminal.until(lambda screen: "Saved" in screen)
            stands = saved is not None and b"62.517" in (held(root) or b"")
            tally.expect(stands, TYPED, f"once there was room: {terminal.screen}")
            tally.add("texts kept on the screen of a full disk", int(kept and stands))


def _used_up(tally: Tally, place: Path, scale: Scale) -> None:
    """A share (quota) that is used up: EDQUOT from the kernel's own calls, by strace."""
    inner = Tally()
    fail_commands(inner, place, scale, (errno.EDQUOT,), only=("write", "pwrite64", "fsync"))
    tally.add("saves with a used-up share", inner.numbers["errors of the real command"])
    for what in (FALSE_SAVED, FALSE_FAILED, LEFT):
        tally.numbers[what] += inner.numbers[what]
    tally.stories.extend(inner.stories)
