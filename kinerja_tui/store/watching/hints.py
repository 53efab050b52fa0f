"""Hints from the system that something changed; never the truth, which is in the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Event
from typing import Final

_TOGETHER: Final = 50
_STEP: Final = 20
"""Milliseconds: hints that follow one another are given together; how often is looked."""


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
            from watchfiles._rust_notify import RustNotify

            # No debugging, no polling of its own, and no errors passed over: a limit that is
            # reached would otherwise leave folders unwatched in silence.
            self._notify = RustNotify(paths, False, False, 0, self._wide, False)
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

    def folders(self, paths: Iterable[str]) -> frozenset[str]:
        """Which folders to look at after hints about `paths`."""
        found = set()
        for path in paths:
            if path != self._root and not path.startswith(f"{self._root}/"):
                continue
            below = path[len(self._root) + 1 :]
            folder = below.rpartition("/")[0]
            found |= {each for each in (folder, below) if each in self._folders}
        return frozenset(found)

    def close(self) -> None:
        """Listen no more."""
        self._notify.close()
