"""Texts that are no records: a new file that the user names, and a section of the report. What is
there already is never written over.
"""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, suppress
from pathlib import Path

from msgspec import Struct

from kinerja_tui.locale import N_, message
from kinerja_tui.store.disk.access import STATE_FOLDER, holds, open_folder, walk
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Action, Refused, Rewriting
from kinerja_tui.store.splicing.refusals import refused, system_reason
from kinerja_tui.store.toml.parse import decoded
from kinerja_tui.store.writing.keep import would
from kinerja_tui.store.writing.plan import digest
from kinerja_tui.store.writing.ready import by_disk, by_git, ready
from kinerja_tui.store.writing.temporary import fill

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Written(Struct, frozen=True):
    """The file is on the disk; `fresh`: it was not there before."""

    path: Path
    fresh: bool = True


def write_new(path: Path, data: bytes, system: System | None = None) -> Written | Refused:
    """Write `data` to the new file `path`, synced; the folder must be there.

    Refused (B68) where something has that name already, or the disk refuses; then nothing is left
    behind.
    """
    system = system or System()
    target = Path(os.path.abspath(path))
    try:
        with ExitStack() as stack:
            folder = open_folder(system, str(target.parent), stack, linked=True)
            _write(system, folder, target.name, data)
            with suppress(OSError):
                system.fsync(folder)
    except FileExistsError:
        text = message(N_("there is something with this name already"))
        return refused("B68", str(path), text, message(N_("Choose another name.")))
    except (OSError, ValueError) as error:
        reason = error if isinstance(error, OSError) else OSError(0, str(error))
        return refused("B68", str(path), *system_reason(reason))
    return Written(target)


def _write(system: System, folder: int, name: str, data: bytes) -> None:
    fd = system.open(name, _NEW, 0o666, folder)
    try:
        try:
            fill(system, fd, data)
            system.fsync(fd)
        finally:
            system.close(fd)
    except BaseException:
        with suppress(OSError):
            system.unlink(name, folder)
        raise


class Opened(Struct, frozen=True):
    """The text of a section, None where there is none yet, and the SHA-256 of its file."""

    text: str | None
    digest: str | None = None


def open_section(root: Path, file: str) -> Opened | Refused:
    """What the section `file` holds, if it could be saved now."""
    if not os.path.lexists(root / file):
        found = would(root, Action((Rewriting(file, None, ""),)))
        if isinstance(found, Refused):
            return found
        return _by_place(root, file) or Opened(None)
    refusal = ready(root, file)
    if refusal is not None:
        return refusal
    try:
        data = read(root, file)
        return Opened(decoded(data, file), digest(data))
    except Unreadable as unreadable:
        return Refused(unreadable.problem)


def _by_place(root: Path, file: str) -> Refused | None:
    """Why a section that is not there yet could not be made."""
    stopped = by_git(root, (file,))
    if stopped is not None and not stopped.passing:
        return stopped.refusal
    folder = file.rpartition("/")[0]
    refusal = by_disk(root, folder, file)
    if refusal is not None:
        return refusal
    for place in (root / folder, root / STATE_FOLDER):
        while not os.path.lexists(place):
            place = place.parent
        if not os.access(place, os.W_OK | os.X_OK):
            return refused("B65", file, *system_reason(OSError(errno.EACCES, "")))
    return None


def begin_section(root: Path, file: str, data: bytes) -> Written | Refused:
    """Make the section `file` (`<unit>/<year>/report/<name>.md` below `root`) and its folder.

    A section that is there already is as good; a link on the way is refused.
    """
    system, fresh = System(), False
    unit, year, report, name = file.split("/")
    try:
        with ExitStack() as stack:
            folder = open_folder(system, str(root), stack, linked=True)
            folder = walk(system, folder, (unit, year), stack)
            with suppress(FileExistsError):
                system.mkdir(report, 0o777, folder)
            folder = open_folder(system, report, stack, folder)
            with suppress(FileExistsError):
                _write(system, folder, name, data)
                fresh = True
    except OSError as error:
        return refused("B68", file, *system_reason(error))
    return Written(root / file, fresh)


def end_section(root: Path, file: str, data: bytes) -> None:
    """Take a section away that was begun with `data` and holds nothing else, and its folder when
    that is empty then; where it cannot be taken away it stays.
    """
    system = System()
    unit, year, report, name = file.split("/")
    with suppress(OSError), ExitStack() as stack:
        base = open_folder(system, str(root), stack, linked=True)
        above = walk(system, base, (unit, year), stack)
        folder = open_folder(system, report, stack, above)
        if holds(system, folder, name, data):
            system.unlink(name, folder)
            system.rmdir(report, above)
