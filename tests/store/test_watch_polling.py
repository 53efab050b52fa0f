"""Without hints of the system: the files are looked at in a steady rhythm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

import pytest

from kinerja_tui.store.watching import hints, watcher
from kinerja_tui.store.watching.settle import SETTLE, settled
from kinerja_tui.store.watching.watcher import ALL, FILE, FOLDERS, Pace
from tests.store.documents import HERE
from tests.store.faults import FILE as RECORD
from tests.store.faults import NEW, store
from tests.store.watching import ENOUGH, FOLDER, YEAR, in_place, watching


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return store(tmp_path)


def tree(root: Path) -> list[tuple[str, int, int]]:
    paths = [root, *sorted(root.rglob("*"))]
    return [(str(each), each.lstat().st_mtime_ns, each.lstat().st_ctime_ns) for each in paths]


class Steps(Pace):
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: SimpleQueue[float] = SimpleQueue()
        self.go: SimpleQueue[None] = SimpleQueue()

    def now(self) -> float:
        return self.time

    def wait(self, stop: Event, seconds: float) -> None:
        self.waits.put(seconds)
        while not stop.is_set():
            try:
                return self.go.get(timeout=0.02)
            except Empty:
                continue

    def move(self, seconds: float) -> None:
        """Let time go by, until the watcher has done what was due and waits again."""
        self.time += seconds
        self.go.put(None)
        assert self.waits.get(timeout=ENOUGH) >= 0

    def begun(self) -> Steps:
        assert self.waits.get(timeout=ENOUGH) == FILE
        return self


def no_hints(*_: object) -> None:
    raise hints.NoHints


@pytest.mark.parametrize("wanted", [False, True], ids=["not wanted", "not to be had"])
def test_without_hints_the_files_are_looked_at(
    root: Path, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if wanted:
        monkeypatch.setattr(watcher, "Hints", no_hints)
    pace = Steps()
    before = tree(root)
    with watching(root, hints=wanted, pace=pace) as (one, ears):
        pace.begun()
        for _ in range(int(2 * ALL) + 10):
            pace.move(FILE)
        assert ears.silent() and tree(root) == before
        one.look_at(RECORD)
        in_place(root / RECORD)
        pace.move(FILE)
        assert ears.hear(RECORD) == [RECORD]
        (root / YEAR).write_bytes(NEW)
        (root / FOLDER / "new.toml").write_bytes(NEW)
        pace.move(FOLDERS)
        assert ears.hear(f"{FOLDER}/new.toml") == [f"{FOLDER}/new.toml"]
        pace.move(ALL)
        assert ears.hear(YEAR) == [YEAR]
        assert ears.silent()


def test_hints_are_asked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(*_: object) -> None:
        asked.append(1)
        raise hints.NoHints

    pace = Steps()
    with monkeypatch.context() as patch:
        patch.setattr(watcher, "Hints", counted)
        with watching(root, pace=pace) as (_, ears):
            pace.begun()
            for _ in range(int(ALL) - 1):
                pace.move(FILE)
            assert len(asked) == 1
            pace.move(FILE)
            assert len(asked) == 2
            patch.setattr(watcher, "Hints", hints.Hints)
            pace.time += ALL
            pace.go.put(None)
            in_place(root / RECORD)
            ears.hear(RECORD)
            pace.time += ALL


def test_a_limit_that_is_reached_means_no_hints(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchfiles import _rust_notify

    def full(*_: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(_rust_notify, "RustNotify", full)
    with pytest.raises(hints.NoHints):
        hints.Hints(root, {"": (0, 0)})


def alone(script: str, *arguments: str | Path) -> list[str]:
    """What a script prints that runs in a Python of its own, by words."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


ALONE = """
import sys
from pathlib import Path
from threading import Event
from kinerja_tui.store.watching.hints import Hints, notifier
hints = Hints(Path(sys.argv[1]), {"": (0, 0)})
(Path(sys.argv[1]) / "x.toml").write_bytes(b"")
assert "x.toml" in hints.below(hints.wait(30, Event()))
print(*sorted(name for name in sys.modules if name.split(".")[0] in ("watchfiles", "anyio")))
import watchfiles
from watchfiles import _rust_notify
assert watchfiles.main.RustNotify is _rust_notify.RustNotify is notifier()
"""


def test_the_compiled_part_of_watchfiles_is_loaded_without_the_rest(root: Path) -> None:
    """The package brings in anyio; the workspace's memory has no room for it."""
    assert alone(ALONE, root) == ["watchfiles._rust_notify"]


INSTEAD = """
import sys
from pathlib import Path
from kinerja_tui.store.watching import hints
class Nowhere:
    @staticmethod
    def find_spec(*_):
        return None
def refused(*_):
    raise ImportError("it may be initialized only once")
setattr(hints, *{"not found": ("PathFinder", Nowhere), "refused": ("module_from_spec", refused)}[
    sys.argv[2]
])
hints.Hints(Path(sys.argv[1]), {"": (0, 0)}).close()
assert "watchfiles.main" in sys.modules
"""


@pytest.mark.parametrize("why", ["not found", "refused"])
def test_where_it_cannot_be_had_alone_the_package_is_run(root: Path, why: str) -> None:
    assert alone(INSTEAD, root, why) == []


def test_a_folder_that_is_gone_means_no_hints(root: Path) -> None:
    with pytest.raises(hints.NoHints):
        hints.Hints(root / "gone", {"": (0, 0)})


def test_a_broken_file_is_looked_at_again() -> None:
    looks, pauses = iter(["half", "whole"]), list[float]()
    assert settled(looks.__next__, lambda found: found == "half", pauses.append) == "whole"
    assert pauses == [SETTLE]
    looks = iter(["whole", "never"])
    assert settled(looks.__next__, lambda found: found == "half", pauses.append) == "whole"
    assert pauses == [SETTLE]
