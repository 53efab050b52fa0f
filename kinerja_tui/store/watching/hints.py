"""Hints from the system that something changed; never the truth, which is in the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

_TOGETHER: Final = 50
_STEP: Final = 10
"""Milliseconds: hints that follow one another are given together; how often is looked. A hint comes
after one to two steps, and each step wakes the processor, also when nothing happens.
"""

_PACKAGE: Final = "watchfiles"
_COMPILED: Final = "watchfiles._rust_notify"

Identity = tuple[int, int]
"""Device and inode."""


class NoHints(Exception):  # noqa: N818 - it says that there are none, it is no error
    """The system gives no hints: a limit is reached, or a folder went meanwhile."""


class Hints:
    """What watchfiles says about some folders. Its Rust class is used itself: the function over it
    waits in one fixed rhythm, listens to the environment, and makes an object of every hint.

    On Linux each folder is named: told to go down by itself, it follows symbolic links, to the end
    of the disk if need be. Elsewhere the system watches a tree as one, and follows none.
    """

    def __init__(self, root: Path, folders: Mapping[str, Identity]) -> None:
        """Begin to listen to `folders` below `root`, given with their identities; raises
        `NoHints`.
        """
        self._root = os.path.realpath(root)
        self._folders = folders
        self._wide = sys.platform != "linux"
        below = [""] if self._wide else sorted(folders)
        paths = [os.path.join(self._root, folder) for folder in below]
        try:
            # No debugging, no polling of its own, and no errors passed over: a limit that is
            # reached would otherwise leave folders unwatched in silence.
            self._notify = notifier()(paths, False, False, 0, self._wide, False)
        except (ImportError, OSError, RuntimeError, TypeError) as error:
            raise NoHints from error

    def wait(self, seconds: float, stop: Event) -> frozenset[str]:
        """The paths of the next hints, empty after `seconds` or when `stop` is set; raises
        `NoHints` when no more will come.
        """
        try:
            found = self._notify.watch(_TOGETHER, _STEP, max(1, int(seconds * 1000)), stop)
        except RuntimeError as error:
            raise NoHints from error
        return frozenset(path for _, path in found) if isinstance(found, set) else frozenset()

    def cover(self, folders: Mapping[str, Identity]) -> bool:
        """Whether they hear of everything in `folders`."""
        if self._wide:
            self._folders = folders
        return self._folders == folders

    def below(self, paths: Iterable[str]) -> frozenset[str]:
        """The same paths as they are called below the root (`""` is the root itself), without those
        that lie elsewhere.
        """
        head = f"{self._root}/"
        found = {path[len(head) :] for path in paths if path.startswith(head)}
        return frozenset(found | {""} if self._root in paths else found)

    def close(self) -> None:
        """Listen no more."""
        self._notify.close()


def notifier() -> type[RustNotify]:
    """The compiled class of watchfiles, without running the package around it, whose own functions
    bring in anyio and more; where it cannot be had alone, with it. Raises `ImportError`.
    """
    if _COMPILED not in sys.modules:
        with suppress(ImportError, AttributeError):
            _load_alone()
    from watchfiles._rust_notify import RustNotify

    return RustNotify


def _load_alone() -> None:
    """Load the compiled module under its own name: whoever imports the package later gets it."""
    package = PathFinder.find_spec(_PACKAGE)
    places = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec(_COMPILED, places) if places else None
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[_COMPILED] = module
