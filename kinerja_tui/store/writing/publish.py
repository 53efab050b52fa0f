"""Writing a folder of exports whole or not at all, and nothing that is not ours.

A file `.kinerja-export` in the folder lists what the last export wrote. Those files are replaced
and, when no longer made, removed; everything else in the folder is carried over untouched.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.disk.access import NotPlain, contents, open_folder
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.splicing.refusals import Stop, refused, system_reason
from kinerja_tui.store.writing.swap import NO_EXCHANGE
from kinerja_tui.store.writing.temporary import fill

MANIFEST = ".kinerja-export"
LARGEST = 1 << 28
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class Published(Struct, frozen=True):
    """The folder holds the files; `changed` names those written anew or removed, sorted.

    `doubt` says what went wrong after the files were in place.
    """

    changed: tuple[str, ...]
    doubt: Message | None = None


class _Target(Struct, frozen=True):
    """The folder as it is: its state, what an export wrote, and everything in it."""

    state: os.stat_result | None = None
    owned: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


def publish(
    folder: Path, files: Mapping[str, bytes], system: System | None = None
) -> Published | Refused:
    """Make `folder` hold exactly `files` beside what is not ours; raises `ValueError` on a bad
    name.

    Refused: a folder that is a symbolic link or no folder, and a file of another hand under one
    of the names.
    """
    system = system or System()
    every = _with_manifest(files)
    path = Path(os.path.abspath(folder))
    changed: tuple[str, ...] = ()
    try:
        with ExitStack() as stack:
            path.parent.mkdir(parents=True, exist_ok=True)
            parent = open_folder(system, str(path.parent), stack, linked=True)
            target = _target(system, parent, path)
            changed = _changed(system, parent, path, target, every)
            doubt = _replace(system, parent, path, target, every) if changed else None
    except Stop as stop:
        return stop.reason
    except OSError as error:
        return _after_failure(path, files, changed, error)
    return Published(_without_manifest(changed), doubt)


def exports_of(root: Path) -> Path:
    """Where exports of the records folder `root` lie: beside a folder called `records`, inside one
    of another name.
    """
    return (root.parent if root.name == "records" else root) / "exports"


def compare(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The names, sorted, that an export of `files` to `folder` would write anew or remove."""
    system = System()
    every = _with_manifest(files)
    path = Path(os.path.abspath(folder))
    try:
        with ExitStack() as stack:
            parent = open_folder(system, str(path.parent), stack, linked=True)
            target = _target(system, parent, path)
            return _changed(system, parent, path, target, every, refuse=False)
    except (OSError, Stop):
        return tuple(sorted(files))


def _with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    for name in files:
        if not _is_name(name):
            raise ValueError(name)
    listing = "".join(f"{name}\n" for name in sorted(files))
    return {**files, MANIFEST: listing.encode()}


def _without_manifest(names: tuple[str, ...]) -> tuple[str, ...]:
    """The manifest is named only when nothing else changed."""
    return tuple(name for name in names if name != MANIFEST) or names


def _is_name(name: str) -> bool:
    return bool(name) and not name.startswith(".") and not set(name) & set("/\\\0\n\r")


def _target(system: System, parent: int, path: Path) -> _Target:
    try:
        state = system.stat(path.name, parent)
    except FileNotFoundError:
        return _Target()
    if not stat.S_ISDIR(state.st_mode):
        raise Stop(
            refused(
                "B68",
                str(path),
                message(N_("this is a symbolic link or a file, not a folder")),
                message(N_("Choose another folder with --to, or take it away.")),
            )
        )
    with ExitStack() as stack:
        fd = open_folder(system, path.name, stack, parent)
        listing = _bytes_of(system, fd, MANIFEST) or b""
        owned = {name for name in listing.decode(errors="replace").split("\n") if _is_name(name)}
        if listing:
            owned.add(MANIFEST)
        return _Target(state, frozenset(owned), tuple(system.names(fd)))


def _bytes_of(system: System, folder: int, name: str) -> bytes | None:
    """The bytes of a regular file; None when something else, or nothing, stands there."""
    with ExitStack() as stack, suppress(FileNotFoundError, NotPlain):
        try:
            return contents(system, folder, name, stack, LARGEST).data
        except OSError:
            if stat.S_ISLNK(system.stat(name, folder).st_mode):
                return None
            raise
    return None


def _changed(
    system: System,
    parent: int,
    path: Path,
    target: _Target,
    files: Mapping[str, bytes],
    *,
    refuse: bool = True,
) -> tuple[str, ...]:
    """What differs, is missing or is no longer made; refuses to write over a file of another
    hand.
    """
    if target.state is None:
        return tuple(sorted(files))
    with ExitStack() as stack:
        fd = open_folder(system, path.name, stack, parent)
        differing = {
            name
            for name, data in files.items()
            if name not in target.names or _bytes_of(system, fd, name) != data
        }
    for name in sorted(differing & set(target.names) - target.owned):
        if refuse:
            raise Stop(
                refused(
                    "B68",
                    str(path / name),
                    message(N_("{name} was not written by an export"), name=quoted(name)),
                    message(N_("Move it away, or export to another folder with --to.")),
                )
            )
    stale = (target.owned & set(target.names)) - set(files)
    return tuple(sorted(differing | stale))


def _replace(
    system: System, parent: int, path: Path, target: _Target, files: Mapping[str, bytes]
) -> Message | None:
    """Build the new folder beside the old one, exchange the two, and clear the old one away."""
    name, fresh = path.name, f".{path.name}.{system.fresh()}"
    ours = target.owned | set(files)
    carried = tuple(each for each in target.names if each not in ours)
    with ExitStack() as stack:
        try:
            _build(system, parent, fresh, name, target, carried, files, stack)
            _put(system, parent, fresh, name, target)
        except BaseException:
            with suppress(OSError):
                _clear(system, parent, fresh, {*files, *carried})
            raise
        doubt = None
        if target.state is not None:
            try:
                _empty_out(system, parent, fresh, name, ours)
            except OSError as error:
                doubt = message(
                    N_("what was in the folder before is left in {path}: {reason}"),
                    path=str(path.parent / fresh),
                    reason=system_reason(error)[0],
                )
        system.fsync(parent)
    return doubt


def _build(
    system: System,
    parent: int,
    fresh: str,
    name: str,
    target: _Target,
    carried: tuple[str, ...],
    files: Mapping[str, bytes],
    stack: ExitStack,
) -> None:
    system.mkdir(fresh, 0o777, parent)
    folder = open_folder(system, fresh, stack, parent)
    for each, data in files.items():
        fd = system.open(each, _NEW_FILE, 0o666, folder)
        try:
            fill(system, fd, data)
            system.fsync(fd)
        finally:
            system.close(fd)
    if target.state is not None:
        old = open_folder(system, name, stack, parent)
        for each in carried:
            if stat.S_ISREG(system.stat(each, old).st_mode):
                system.link(old, folder, each)
        if system.fstat(folder).st_gid != target.state.st_gid:
            with suppress(PermissionError):
                system.fchown_group(folder, target.state.st_gid)
        system.fchmod(folder, stat.S_IMODE(target.state.st_mode))
    system.fsync(folder)


def _put(system: System, parent: int, fresh: str, name: str, target: _Target) -> None:
    if target.state is None:
        system.rename(parent, fresh, parent, name)
        return
    try:
        system.exchange(parent, fresh, parent, name)
    except OSError as error:
        if error.errno not in NO_EXCHANGE:
            raise
        aside = f"{fresh}.old"
        system.rename(parent, name, parent, aside)
        try:
            system.rename(parent, fresh, parent, name)
        except OSError:
            system.rename(parent, aside, parent, name)
            raise
        system.rename(parent, aside, parent, fresh)


def _empty_out(system: System, parent: int, fresh: str, name: str, ours: frozenset[str]) -> None:
    """Remove the old folder; what is not ours and not yet in the new one moves there first."""
    with ExitStack() as stack:
        old = open_folder(system, fresh, stack, parent)
        new = open_folder(system, name, stack, parent)
        for each in system.names(old):
            if each not in ours and not _linked(system, old, new, each):
                system.rename(old, each, new, each)
            else:
                system.unlink(each, old)
    system.rmdir(fresh, parent)


def _linked(system: System, old: int, new: int, name: str) -> bool:
    try:
        one, other = system.stat(name, old), system.stat(name, new)
    except FileNotFoundError:
        return False
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def _clear(system: System, parent: int, fresh: str, names: set[str]) -> None:
    """Remove a folder that never came into its place: what we wrote and linked into it."""
    with ExitStack() as stack:
        folder = open_folder(system, fresh, stack, parent)
        for each in system.names(folder):
            if each in names:
                system.unlink(each, folder)
    system.rmdir(fresh, parent)


def _after_failure(
    path: Path, files: Mapping[str, bytes], changed: tuple[str, ...], error: OSError
) -> Published | Refused:
    """What is true now: the folder is compared again before anything is said about it."""
    reason, hint = system_reason(error)
    if changed and not compare(path, files):
        doubt = message(
            N_("the export stands in its folder, but the disk did not confirm it: {reason}"),
            reason=reason,
        )
        return Published(_without_manifest(changed), doubt)
    text = message(N_("{reason}; nothing was exported"), reason=reason)
    return refused("B65", str(path), text, hint)
