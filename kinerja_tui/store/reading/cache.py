"""What was understood of a store, kept in a file from one process to the next."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from kinerja_tui import __version__
from kinerja_tui.model.library import Library
from kinerja_tui.store.format.upgrade import NEWEST
from kinerja_tui.store.reading.listing import listing
from kinerja_tui.store.reading.load import load, load_listed, undisturbed
from kinerja_tui.store.reading.memory import Memory
from kinerja_tui.store.reading.moments import Moment, moment_of
from kinerja_tui.store.reading.overlay import AS_IT_STANDS, Instead
from kinerja_tui.store.reading.scope import Scope

Clock = Callable[[], int]
VARIABLE: Final = "KINERJA_CACHE"
FEWEST_FILES: Final = 200
"""Below this reading all files costs less than looking for a cache."""
_DIGEST_BYTES: Final = 32


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The user's folder for caches; None where `KINERJA_CACHE=0` forbids them or no home is known.

    It lies in `XDG_CACHE_HOME`, else in `.cache` at home; a path that is not absolute counts as
    absent.
    """
    if environment.get(VARIABLE) == "0":
        return None
    for start, inner in (("XDG_CACHE_HOME", ""), ("HOME", ".cache")):
        path = Path(environment.get(start, ""))
        if path.is_absolute():
            return path / inner / "kinerja"
    return None


def cached_load(
    root: Path,
    scope: Scope,
    folder: Path | None,
    clock: Clock = time.time_ns,
    instead: Instead = AS_IT_STANDS,
    processes: int | None = None,
) -> Library:
    """The same as `load`, with the help of a cache in `folder` where that pays; None for none.

    A cache that is damaged, of another version or not the user's own is not used, and one that
    cannot be written is not missed. Raises `Unreadable` when `root` cannot be listed.
    """
    if folder is None:
        return load(root, scope, instead, processes=processes)
    with undisturbed():
        started = clock()
        tree = listing(root, scope, instead, with_moments=True)
        if len(tree.moments) < FEWEST_FILES:
            return load_listed(root, scope, tree, instead, processes=processes)
        memory = remembered(root, scope, folder, clock)
        library = load_listed(root, scope, tree, instead, memory, started, processes)
        if memory.changed:
            remember(root, scope, folder, memory)
        return library


def remembered(
    root: Path, scope: Scope, folder: Path | None, clock: Clock = time.time_ns
) -> Memory:
    """A memory of the store with what an earlier process left in `folder`, if there is such."""
    memory = Memory(clock)
    if folder is None:
        return memory
    from kinerja_tui.store.reading.cachefile import taken

    try:
        name = _name(root, scope)
        data = taken(folder, name)
        if data is not None:
            _fill(memory, _header(root, scope), data)
    except (OSError, ValueError):  # the program is just being replaced
        return Memory(clock)
    return memory


def remember(root: Path, scope: Scope, folder: Path, memory: Memory) -> None:
    """Leave the latest load, that of `scope`, for the next process, where the store is large
    enough.
    """
    from kinerja_tui.store.reading.cachefile import put

    if memory.count < FEWEST_FILES:
        return
    try:
        header = _header(root, scope)
    except (OSError, ValueError):  # the program is just being replaced
        return
    data = _filled(memory, header)
    if data is not None:
        put(folder, _name(root, scope), data)


def _fill(memory: Memory, header: bytes, data: bytes) -> None:
    """Put what a cache file holds into an empty memory, if it is whole and of this `header`."""
    from msgspec import DecodeError

    from kinerja_tui.store.reading.memoryform import fill

    if not data.startswith(header):
        return
    body = memoryview(data)[len(header) + _DIGEST_BYTES :]
    if _digest(body) == data[len(header) :][:_DIGEST_BYTES]:
        with suppress(DecodeError):
            fill(memory, body)


def _filled(memory: Memory, header: bytes) -> bytes | None:
    from kinerja_tui.store.reading.memoryform import memory_bytes

    try:
        body = memory_bytes(memory)
    except (TypeError, ValueError, OverflowError):
        return None
    return b"".join((header, _digest(body), body))


def _digest(data: bytes | memoryview) -> bytes:
    from hashlib import blake2b

    return blake2b(data, digest_size=_DIGEST_BYTES).digest()


def _name(root: Path, scope: Scope) -> str:
    """The name of the file for a store and a scope."""
    return _digest(_about(root, scope)).hex()[:32]


def _about(root: Path, scope: Scope) -> bytes:
    from msgspec.msgpack import encode

    path = os.fsencode(os.path.realpath(root))
    return encode((path, scope.units, scope.years, sorted(scope.kinds), scope.compared))


def _header(root: Path, scope: Scope) -> bytes:
    """The bytes with which it must begin: all that decides how a record is understood."""
    from msgspec import __version__ as msgspec_version
    from msgspec.msgpack import encode

    versions = (
        __version__,
        NEWEST,
        sys.version,
        msgspec_version,
        _digest(encode(sorted(_programs()))),
    )
    return b"kinerja cache\n" + encode(_about(root, scope)) + encode(versions)


def _programs() -> Iterator[tuple[str, Moment]]:
    """The files of this package, and the parser, with their moments: an installation that changed
    without a new version is another program.
    """
    import kinerja_tui

    for folder in (*kinerja_tui.__path__, *_parser()):
        for path, _, names in os.walk(folder):
            for name in names:
                if name.endswith((".py", ".so")):
                    file = os.path.join(path, name)
                    yield file, moment_of(os.stat(file))


def _parser() -> Iterator[str]:
    from importlib.util import find_spec

    spec = find_spec("tomli")
    yield from (spec.submodule_search_locations or ()) if spec is not None else ()
