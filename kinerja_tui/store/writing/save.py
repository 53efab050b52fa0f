"""Saving an action: lock, read, compare, splice, prove, write in the journal, write aside, swap in,
look, sync; all of its files or none.

What the user typed is never lost here: the caller has it until the values stand in the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import structs

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.access import open_folder
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import (
    Action,
    Conflict,
    Creation,
    Deletion,
    Done,
    Edit,
    Part,
    Refused,
    Rewriting,
    Saved,
)
from kinerja_tui.store.splicing.refusals import Stop, refused, system_reason
from kinerja_tui.store.state.history import with_author
from kinerja_tui.store.state.journal import Entry, Touched, Void, append, entry_of
from kinerja_tui.store.state.lock import Lock, hold
from kinerja_tui.store.writing.folders import Folders
from kinerja_tui.store.writing.plan import Planned, digest, place_of, plan
from kinerja_tui.store.writing.ready import by_disk, by_git
from kinerja_tui.store.writing.recover import recover
from kinerja_tui.store.writing.replaced import look_again
from kinerja_tui.store.writing.swap import Moved
from kinerja_tui.store.writing.temporary import Temporary
from kinerja_tui.store.writing.turn import stands, turn

Outcome = Saved | Conflict | Refused
Acted = Done | Conflict | Refused
Validate = Callable[[Mapping[str, bytes | None]], Problem | None]

TRIES = 50
"""How often a save begins again because a file changed under it."""

GIT_PATIENCE = 2.0
"""Seconds that a save waits for a Git command to end."""

_PAUSE = 0.02


@dataclass(slots=True)
class _Work:
    """How far an action has come, for a true word about it when the system fails."""

    old: dict[str, bytes | None] = field(default_factory=dict)
    new: dict[str, bytes | None] = field(default_factory=dict)
    done: Done | None = None


def save(
    root: Path, edit: Edit, validate: Validate | None = None, system: System | None = None
) -> Outcome:
    """Write the changes of one file below the records folder `root`, all or none.

    `validate` is given the new bytes by file and returns what is wrong with them. Never raises on
    what people, disks or other programs do.
    """
    acted = carry_out(root, Action((edit,)), validate, system)
    return saved(edit, acted) if isinstance(acted, Done) else acted


def saved(edit: Edit, done: Done) -> Saved:
    """The outcome of an action that was the one `edit`."""
    back = done.back.parts[0] if done.back.parts else Edit(edit.file, ())
    assert isinstance(back, Edit)
    sha = dict(done.files).get(edit.file) or ""
    return Saved(edit.file, back, done.changed, sha, done.doubt, done.entry)


def carry_out(
    root: Path, action: Action, validate: Validate | None = None, system: System | None = None
) -> Acted:
    """Do everything that `action` says, or nothing; one entry of the journal tells of it.

    `validate` is given the new bytes by file (None = gone) and returns what is wrong with them.
    Never raises on what people, disks or other programs do.
    """
    system = system or System()
    work = _Work()
    try:
        return with_author(root, _locked(system, root, action, validate, work))
    except Stop as stop:
        return stop.reason
    except OSError as error:
        return _after_failure(root, action, work, error)


def _locked(
    system: System, root: Path, action: Action, validate: Validate | None, work: _Work
) -> Acted:
    first = action.parts[0].file if action.parts else ""
    with ExitStack() as stack:
        base = open_folder(system, str(root), stack, linked=True)
        for part in action.parts:
            _look_first(root, part)
        _look_around(system, root, action)
        lock = hold(system, base, first, stack)
        recover(system, base, lock)
        lock.sign()
        for _ in range(TRIES):
            try:
                return _attempt(system, base, lock, action, validate, work)
            except Moved:
                continue
    return refused(
        "B66",
        first,
        message(N_("another program keeps writing this file")),
        message(N_("Close it in the other program, then save again.")),
    )


def _look_first(root: Path, part: Part) -> None:
    """Refuse what cannot be read before a lock file is made for it."""
    place_of(part)
    if _comes_or_goes(part):
        return
    if isinstance(part, Rewriting) and not os.path.lexists(root / part.file):
        return  # somebody has taken the section away: a conflict, not a file that is missing
    try:
        read(root, part.file)
    except Unreadable as unreadable:
        raise Stop(Refused(unreadable.problem)) from None


def _comes_or_goes(part: Part) -> bool:
    """Whether there is no file before, or none after."""
    if isinstance(part, Rewriting):
        return part.seen is None or part.text is None
    return isinstance(part, Creation | Deletion)


def _look_around(system: System, root: Path, action: Action) -> None:
    """Refuse a disk whose locks cannot be trusted, and wait for a Git that is writing."""
    for folder in dict.fromkeys(part.file.rpartition("/")[0] for part in action.parts):
        refusal = by_disk(root, folder, folder)
        if refusal is not None:
            raise Stop(refusal)
    until = system.now() + GIT_PATIENCE
    while (found := by_git(root, [part.file for part in action.parts])) is not None:
        if not found.passing or system.now() > until:
            raise Stop(found.refusal)
        system.pause(_PAUSE)


def _attempt(
    system: System,
    base: int,
    lock: Lock,
    action: Action,
    validate: Validate | None,
    work: _Work,
) -> Acted:
    with ExitStack() as stack:
        folders = Folders(system, base, lock.folder, stack)
        planned: list[Planned] = []
        same: list[tuple[str, str | None]] = []
        for part in action.parts:
            found = plan(folders, part)
            if isinstance(found, Conflict):
                return found
            if isinstance(found, Planned):
                planned.append(found)
            else:
                same.append((part.file, None if found is None else digest(found)))
        if not planned:
            return Done(tuple(same), Action(()), changed=False)
        new = {each.file: each.new for each in planned}
        problem = validate(new) if validate is not None else None
        if problem is not None:
            return Refused(problem)
        touched = tuple(_touched(each) for each in planned)
        entry = entry_of(system, action, touched)
        work.old, work.new = {each.file: each.old for each in planned}, new
        work.done = _done(entry, planned, same)
        made = _write(folders, lock, entry, planned)
        look_again(folders)
        return structs.replace(work.done, doubt=_written_meanwhile(made))


def _touched(each: Planned) -> Touched:
    before = digest(each.old) if each.old is not None else None
    after = digest(each.new) if each.new is not None else None
    return Touched(each.file, before, after, each.part, each.back)


def _done(entry: Entry, planned: list[Planned], same: list[tuple[str, str | None]]) -> Done:
    back = Action(tuple(each.back for each in reversed(planned)), "undo", entry.id)
    files = (*((each.file, each.after) for each in entry.files), *same)
    return Done(files, back, entry=entry.id)


def _write(folders: Folders, lock: Lock, entry: Entry, planned: list[Planned]) -> list[Temporary]:
    """The journal first, then the files; when one of them cannot be written, none is. What was
    swapped out is looked at once more when the disk has the rest.
    """
    with ExitStack() as temporaries:
        try:
            lock.sign(entry.id)
            append(folders.system, lock.folder, entry)
            made = turn(folders, entry.id, planned, temporaries)
        except BaseException:
            _void(folders.system, lock, entry, planned)
            raise
        for folder in dict.fromkeys(each.folder for each in planned):
            folders.system.fsync(folder)
    return made


def _written_meanwhile(made: list[Temporary]) -> Message | None:
    """What to say when somebody wrote into a file that had just been replaced."""
    for each in made:
        if not each.safe:
            return message(
                N_(
                    "the value stands in the file; what another program wrote at the same moment "
                    "is in {path}"
                ),
                path=each.aside,
            )
    return None


def _void(system: System, lock: Lock, entry: Entry, planned: list[Planned]) -> None:
    """Say that the entry did not come about, unless it did; where that is not sure, or cannot be
    written, the next holder of the lock looks.
    """
    try:
        standing = [stands(system, each) for each in planned]
        if not any(standing):
            append(system, lock.folder, Void(entry.id))
        elif not all(standing):
            lock.unfinished = True
    except OSError:
        lock.unfinished = True


def _after_failure(root: Path, action: Action, work: _Work, error: OSError) -> Done | Refused:
    """What is true now: the files are read again before anything is said about them."""
    reason, hint = system_reason(error)
    files = tuple(work.new) or tuple(each.file for each in action.parts)
    now = {file: _now(root, file) for file in files}
    if work.done is not None and now == work.new:
        doubt = message(
            N_("the value stands in the file, but it may not outlive a power failure: {reason}"),
            reason=reason,
        )
        return structs.replace(work.done, doubt=doubt)
    return refused("B65", files[0] if files else "", _what_stands(action, work, now, reason), hint)


def _what_stands(
    action: Action, work: _Work, now: Mapping[str, bytes | None], reason: Message
) -> Message:
    if now == work.old:
        return message(N_("{reason}; nothing was written"), reason=reason)
    meant = {each.file for each in action.parts if not _comes_or_goes(each)}
    if any(now[file] is None for file in meant & now.keys()):
        return message(N_("{reason}, and the file cannot be read again"), reason=reason)
    if not work.old:
        return message(N_("{reason}; nothing was written"), reason=reason)
    return message(N_("{reason}; the file holds what somebody else wrote"), reason=reason)


def _now(root: Path, file: str) -> bytes | None:
    with suppress(Unreadable, OSError):
        return read(root, file)
    return None
