"""Others who write at the same time: colleagues with the lock, editors without."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import (
    Action,
    Conflict,
    Deletion,
    Edit,
    Refused,
    Saved,
)
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.save import carry_out, save
from tests.store.faults import EDIT, FILE, OLD, Watched, leftovers, store

TIMES = 500
THEIRS = OLD.replace(b"61.34", b"10.00")
BESIDE = OLD.replace(b'"final"', b'"provisional"')


def count_up(root: str, key: str, times: int) -> None:
    """Add one to a number `times` times, by compare and set."""
    done = 0
    while done < times:
        seen = token_at(Path(root), FILE, key)
        assert seen is not None
        outcome = save(Path(root), Edit.one(FILE, key, seen, str(int(seen) + 1)))
        assert not isinstance(outcome, Refused), outcome
        done += isinstance(outcome, Saved) and outcome.changed


@pytest.mark.parametrize("keys", [("a", "a"), ("a", "b")], ids=["same field", "two fields"])
def test_two_processes_lose_nothing(tmp_path: Path, keys: tuple[str, str]) -> None:
    root = store(tmp_path, b"schema = 1 # c\na = 0\n\nb = 0\n")
    context = get_context("spawn")
    workers = [context.Process(target=count_up, args=(str(root), key, TIMES)) for key in keys]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    total = {key: keys.count(key) * TIMES for key in ("a", "b")}
    assert (root / FILE).read_text() == (f"schema = 1 # c\na = {total['a']}\n\nb = {total['b']}\n")
    assert leftovers(root) == []


class _Rival(Watched):
    """Somebody without our lock who writes at one call, or at each exchange."""

    def __init__(self, act: Callable[[], None], moment: Callable[[int, str], bool]) -> None:
        super().__init__()
        self.act, self.moment = act, moment

    def before(self, number: int, name: str) -> None:
        if self.moment(number, name):
            self.act()


def in_place(path: Path, data: bytes) -> Callable[[], None]:
    def act() -> None:
        path.write_bytes(data)

    return act


def by_rename(path: Path, data: bytes) -> Callable[[], None]:
    def act() -> None:
        (path.parent / "editor~").write_bytes(data)
        os.replace(path.parent / "editor~", path)

    return act


WAYS = pytest.mark.parametrize("way", [in_place, by_rename], ids=["in place", "by rename"])


def calls(folder: Path) -> list[str]:
    system = Watched()
    save(store(folder), EDIT, system=system)
    return system.calls


def _at_call(at: int, number: int, name: str) -> bool:
    return number == at


@WAYS
@pytest.mark.parametrize("theirs", [THEIRS, BESIDE], ids=["same field", "other field"])
def test_an_editor_at_every_call_is_not_overwritten_unseen(
    tmp_path: Path, way: Callable[[Path, bytes], Callable[[], None]], theirs: bytes
) -> None:
    """Whenever it writes, its text stands at the end, alone or with our value in it."""
    for at in range(len(calls(tmp_path / "count"))):
        root = store(tmp_path / str(at))
        path = root / FILE
        system = _Rival(way(path, theirs), partial(_at_call, at))
        outcome = save(root, EDIT, system=system)
        stands = path.read_bytes()
        if isinstance(outcome, Conflict):
            assert outcome.found == "10.00"
            assert stands == theirs == THEIRS
        else:
            assert isinstance(outcome, Saved)
            ours_in_theirs = theirs.replace(b"61.34", b"62.50")
            # It wrote after we were done and had seen the folder: then it is the last writer.
            assert stands in (theirs, ours_in_theirs)
        assert leftovers(root) == []


@WAYS
def test_an_editor_between_look_and_exchange_is_noticed(
    tmp_path: Path, way: Callable[[Path, bytes], Callable[[], None]]
) -> None:
    root = store(tmp_path)
    path = root / FILE
    first = [True]

    def moment(_: int, name: str) -> bool:
        return name == "exchange" and bool(first and first.pop())

    outcome = save(root, EDIT, system=_Rival(way(path, BESIDE), moment))
    assert isinstance(outcome, Saved)
    assert path.read_bytes() == BESIDE.replace(b"61.34", b"62.50")
    assert leftovers(root) == []


def test_an_editor_that_never_stops(tmp_path: Path) -> None:
    root = store(tmp_path)
    path = root / FILE
    number = iter(range(10_000))

    def act() -> None:
        path.write_bytes(OLD + f"# {next(number)}\n".encode())

    times = [0]

    def moment(_: int, name: str) -> bool:
        times[0] += name == "exchange"
        return name == "exchange" and times[0] % 2 == 1

    outcome = save(root, EDIT, system=_Rival(act, moment))
    assert isinstance(outcome, Refused)
    assert outcome.problem.code == "B66"
    assert path.read_bytes().startswith(OLD)
    assert leftovers(root) == []


def test_an_editor_that_writes_again_while_its_text_is_put_back(tmp_path: Path) -> None:
    """Its last text stands in the file; its earlier one is kept aside and named."""
    root = store(tmp_path)
    path = root / FILE
    texts = iter([THEIRS, THEIRS + b"# again\n"])
    system = _Rival(
        lambda: by_rename(path, next(texts))(),
        lambda _, name: name == "exchange" and system.calls.count("exchange") <= 2,
    )
    outcome = save(root, EDIT, system=system)
    assert isinstance(outcome, Refused)
    assert outcome.problem.code == "B67"
    assert path.read_bytes() == THEIRS + b"# again\n"
    (kept,) = leftovers(root)
    assert (root / kept).read_bytes() == THEIRS
    assert kept in str(outcome.problem.message)


@pytest.mark.parametrize("at", [(1, 2, 3), (1, 3), (1, 2, 3, 4), (1, 2, 4, 5), tuple(range(1, 40))])
def test_its_last_text_stands_however_often_it_writes(tmp_path: Path, at: tuple[int, ...]) -> None:
    """It writes before the exchanges with these numbers, while its texts are put back."""
    root = store(tmp_path)
    path = root / FILE
    texts = [THEIRS + f"# {number}\n".encode() for number in at]
    waiting = list(texts)
    written: list[bytes] = []

    def act() -> None:
        written.append(waiting.pop(0))
        by_rename(path, written[-1])()

    system = _Rival(
        act, lambda _, name: name == "exchange" and system.calls.count("exchange") in at
    )
    outcome = save(root, EDIT, system=system)
    assert isinstance(outcome, Refused | Conflict)
    assert path.read_bytes() == written[-1]
    kept = [(root / each).read_bytes() for each in leftovers(root)]
    assert len(kept) <= 1 and set(kept) <= set(written[:-1])


def test_a_file_that_became_a_folder_or_link_comes_back(tmp_path: Path) -> None:
    root = store(tmp_path)
    path = root / FILE

    def act() -> None:
        path.unlink()
        path.mkdir()

    system = _Rival(act, lambda _, name: name == "exchange" and system.calls.count(name) == 1)
    assert isinstance(save(root, EDIT, system=system), Refused)
    assert path.is_dir()
    assert leftovers(root) == []


def test_a_file_that_was_removed_is_not_made_again(tmp_path: Path) -> None:
    root = store(tmp_path)
    path = root / FILE
    outcome = save(root, EDIT, system=_Rival(path.unlink, lambda _, name: name == "exchange"))
    assert isinstance(outcome, Refused)
    assert not path.exists()
    assert leftovers(root) == []


def test_a_record_that_changes_while_it_is_taken_away_comes_back(tmp_path: Path) -> None:
    root = store(tmp_path)
    path = root / FILE
    system = _Rival(
        in_place(path, BESIDE), lambda _, name: name == "place" and system.calls.count(name) == 1
    )
    outcome = carry_out(root, Action((Deletion(FILE, OLD.decode()),)), system=system)
    assert isinstance(outcome, Conflict | Refused)
    assert "gone" not in str(getattr(outcome, "problem", ""))
    assert path.read_bytes() == BESIDE
    assert leftovers(root) == [] and not (root / ".kinerja/conflicts").exists()


def test_what_came_out_cannot_be_read(tmp_path: Path) -> None:
    """An error at the look after the exchange: the old text goes back."""
    root = store(tmp_path)
    swapped = [False]

    class Blind(Watched):
        def before(self, number: int, name: str) -> None:
            if name == "read" and "exchange" in self.calls and not swapped[0]:
                swapped[0] = True
                raise OSError(errno.EIO, "")

    outcome = save(root, EDIT, system=Blind())
    assert isinstance(outcome, Refused)
    assert (root / FILE).read_bytes() == OLD
    assert leftovers(root) == []


class _Old(_Rival):
    """A rival on a disk that cannot exchange names."""

    def before(self, number: int, name: str) -> None:
        super().before(number, name)
        if name == "exchange":
            raise OSError(errno.ENOSYS, "")


@WAYS
def test_without_exchange_the_last_look_notices(
    tmp_path: Path, way: Callable[[Path, bytes], Callable[[], None]]
) -> None:
    root = store(tmp_path)
    path = root / FILE
    system = _Old(way(path, THEIRS), lambda _, name: name == "exchange")
    assert isinstance(save(root, EDIT, system=system), Conflict)
    assert path.read_bytes() == THEIRS
    assert leftovers(root) == []


def editor(pipe: Connection, root: str) -> None:
    """An editor with a text of its own; told how long, it waits some turns and writes by rename."""
    path = Path(root) / FILE
    while (turns := pipe.recv()) is not None:
        number, text = turns
        act = by_rename(path, text)
        pipe.send("ready")
        for _ in range(number):
            pass
        act()
        pipe.send("done")


def test_an_editor_in_another_process(tmp_path: Path) -> None:
    """Wherever in a save the editor's rename falls, its text is in the file at the end."""
    root = store(tmp_path)
    context = get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=editor, args=(there, str(root)))
    worker.start()
    for turn in range(200):
        (root / FILE).write_bytes(OLD)
        mark = f"# {turn}\n".encode()
        here.send((turn * 400, (THEIRS if turn % 2 else BESIDE) + mark))
        assert here.recv() == "ready"
        outcome = save(root, EDIT)
        assert here.recv() == "done"
        assert isinstance(outcome, Saved | Conflict)
        assert (root / FILE).read_bytes().endswith(mark)
        assert leftovers(root) == []
    here.send(None)
    worker.join()
    assert worker.exitcode == 0
