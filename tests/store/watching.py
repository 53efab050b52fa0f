"""A watcher and what it told; others who write in different ways."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from kinerja_tui.store.watching.watcher import Watcher
from tests.store.faults import FILE, NEW, OLD

FOLDER = FILE.rpartition("/")[0]
YEAR = "unit/2022/year.toml"
ENOUGH = 30.0


class Ears:
    """What a watcher told, in the order of its telling."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[frozenset[str]] = SimpleQueue()

    def hear(self, *wanted: str) -> list[str]:
        """All that was told until the last of `wanted` was; sorted."""
        heard: list[str] = []
        while not set(wanted) <= set(heard):
            heard.extend(self.queue.get(timeout=ENOUGH))
        return sorted(heard)

    def silent(self) -> bool:
        """Whether nothing else was told so far."""
        try:
            self.queue.get_nowait()
        except Empty:
            return True
        return False


@contextmanager
def watching(root: Path, **how: Any) -> Iterator[tuple[Watcher, Ears]]:
    ears = Ears()
    one = Watcher(root, ears.queue.put, **how)
    one.start()
    assert one.ready.wait(ENOUGH)
    try:
        yield one, ears
    finally:
        one.stop()
        thread(one).join(ENOUGH)
        assert not thread(one).is_alive()
    assert one.trouble is None


def thread(one: Watcher) -> threading.Thread:
    return one._thread


def in_place(path: Path) -> None:
    path.write_bytes(NEW)


def as_vim_does(path: Path) -> None:
    """Try the folder, move the old file to a backup, write a new one, remove the backup."""
    swap = path.parent / f".{path.name}.swp"
    swap.write_bytes(b"b0VIM")
    probe = path.parent / "4913"
    probe.write_bytes(b"")
    probe.unlink()
    backup = path.parent / f"{path.name}~"
    path.rename(backup)
    path.write_bytes(NEW)
    backup.unlink()
    swap.unlink()


def as_emacs_does(path: Path) -> None:
    """Lock with a dangling link, keep what is typed aside, write in place, leave a backup."""
    (path.parent / f".#{path.name}").symlink_to("siti@kantor.1")
    (path.parent / f"#{path.name}#").write_bytes(NEW)
    shutil.copy2(path, path.parent / f"{path.name}~")
    path.write_bytes(NEW)
    (path.parent / f".#{path.name}").unlink()


def by_rename(path: Path) -> None:
    (path.parent / f".{path.name}.x1").write_bytes(NEW)
    os.replace(path.parent / f".{path.name}.x1", path)


def with_its_time_put_back(path: Path) -> None:
    """Same size, same time of writing."""
    before = path.stat()
    path.write_bytes(OLD.replace(b"61.34", b"43.16"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def a_link_instead(path: Path) -> None:
    path.unlink()
    path.symlink_to("elsewhere")


def removed(path: Path) -> None:
    path.unlink()


WAYS: tuple[Callable[[Path], None], ...] = (
    in_place,
    as_vim_does,
    as_emacs_does,
    by_rename,
    with_its_time_put_back,
    a_link_instead,
    removed,
)
