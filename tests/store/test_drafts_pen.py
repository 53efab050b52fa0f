"""The pen: what is typed is on the disk within a second, and nobody waits for it."""

from __future__ import annotations

import errno
import os
import signal
import time
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from msgspec.structs import replace

from kinerja_tui.store.state.drafts import (
    PAUSE,
    RETRY,
    Clock,
    Draft,
    Order,
    Pen,
    drop,
    keep,
    waiting,
)
from tests.store.faults import Watched, store

ENOUGH = 20.0
ONE = Draft(id="one", user="siti", session="s.1", time="2022-01-01", file="a.toml", key="a")


class Still(Clock):
    """A clock that stands still until a test moves it, and tells how long the pen wants to wait."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: SimpleQueue[float | None] = SimpleQueue()
        self.orders: SimpleQueue[Any] = SimpleQueue()

    def now(self) -> float:
        return self.time

    def order(self, orders: SimpleQueue[Order], seconds: float | None) -> Order | None:
        self.orders = orders
        self.waits.put(seconds)
        return orders.get()

    def waited(self) -> float | None:
        """For how long the pen waits, now that it has nothing else to do."""
        return self.waits.get(timeout=ENOUGH)

    def move(self, seconds: float) -> float | None:
        """Let time go by."""
        self.time += seconds
        self.orders.put(None)
        return self.waited()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KINERJA_USER", "siti")
    return store(tmp_path)


def texts(root: Path) -> list[str]:
    return [each.text for each in waiting(root, ())]


def typed(text: str, id_: str = "one") -> Draft:
    return replace(ONE, id=id_, text=text)


def test_the_first_key_is_written_at_once_and_the_next_after_a_pause(root: Path) -> None:
    clock = Still()
    pen = Pen(root, clock=clock)
    pen.write(typed("6"))
    assert (clock.waited(), clock.waited()) == (None, None)
    assert texts(root) == ["6"]
    clock.time += 0.1
    pen.write(typed("62"))
    assert clock.waited() == pytest.approx(PAUSE - 0.1)
    assert clock.move(0.2) == pytest.approx(PAUSE - 0.3)
    pen.write(typed("62,"))
    assert clock.waited() == pytest.approx(PAUSE - 0.3)
    assert texts(root) == ["6"]
    assert clock.move(PAUSE - 0.3) is None
    assert texts(root) == ["62,"]
    assert PAUSE < 1 and pen.trouble is None
    assert pen.close(ENOUGH)


def test_a_dropped_draft_goes_at_once(root: Path) -> None:
    clock = Still()
    pen = Pen(root, clock=clock)
    pen.drop()
    pen.write(typed("6"))
    assert (clock.waited(), clock.waited()) == (None, None)
    pen.write(typed("62"))
    clock.waited()
    pen.drop()
    assert clock.waited() is None
    assert texts(root) == []
    pen.drop()
    assert pen.close(ENOUGH)


def test_two_texts_are_kept_apart(root: Path) -> None:
    clock = Still()
    pen = Pen(root, clock=clock)
    for id_ in ("one", "two", "one", "two"):
        pen.write(typed(f"of {id_}", id_))
    pen.drop()
    assert pen.flush(ENOUGH)
    assert texts(root) == ["of one"]
    assert pen.close(ENOUGH)


def test_a_draft_of_an_earlier_session_can_be_dropped(root: Path) -> None:
    keep(root, typed("earlier", "old"))
    pen = Pen(root)
    pen.write(typed("now"))
    pen.drop("old")
    assert pen.flush(ENOUGH)
    assert texts(root) == ["now"]
    pen.drop()
    assert pen.close(ENOUGH)
    assert texts(root) == []


def test_flushing_writes_what_is_due_later(root: Path) -> None:
    clock = Still()
    pen = Pen(root, clock=clock)
    assert pen.flush() and pen.close()
    for text in ("6", "62", "62,5"):
        pen.write(typed(text))
    assert pen.flush(ENOUGH)
    assert texts(root) == ["62,5"]
    pen.write(typed("62,55"))
    assert pen.close(ENOUGH)
    assert texts(root) == ["62,55"]
    pen.write(typed("7"))
    assert pen.close(ENOUGH)
    assert texts(root) == ["7"]


class Full(Watched):
    """A disk that is full for a while."""

    full = True

    def before(self, number: int, name: str) -> None:
        if name == "write" and self.full:
            raise OSError(errno.ENOSPC, "full")


def test_a_refusal_is_told_and_tried_again(root: Path) -> None:
    clock, system = Still(), Full()
    pen = Pen(root, system, clock)
    pen.write(typed("62"))
    assert (clock.waited(), clock.waited()) == (None, RETRY)
    assert "full" in str(pen.trouble)
    assert not pen.flush(ENOUGH)
    assert clock.waited() == RETRY
    system.full = False
    assert clock.move(RETRY) is None
    assert pen.trouble is None
    assert texts(root) == ["62"]
    assert pen.close(ENOUGH)


def test_nobody_waits_for_a_disk_that_hangs(root: Path) -> None:
    go: SimpleQueue[None] = SimpleQueue()

    class Hanging(Watched):
        def before(self, number: int, name: str) -> None:
            if name == "fsync":
                go.get()

    pen = Pen(root, Hanging())
    for length in range(1000):
        pen.write(typed("x" * length))
    assert not pen.flush(0.01)
    for _ in range(10):
        go.put(None)
    assert pen.close(ENOUGH)
    assert texts(root) == ["x" * 999]


def type_on(pipe: Connection, root: str) -> None:
    """Somebody who types a letter every few milliseconds and tells when each was given away."""
    pen = Pen(Path(root))
    for length in count(1):
        pen.write(typed("x" * length))
        pipe.send((length, time.monotonic()))
        pipe.poll(0.005)


@pytest.mark.parametrize("after", [1.1, 1.5, 1.9])
def test_a_killed_terminal_loses_at_most_a_second(root: Path, after: float) -> None:
    context = get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=type_on, args=(there, str(root)))
    worker.start()
    there.close()
    told = [here.recv()]
    while told[-1][1] < told[0][1] + after:
        told.append(here.recv())
    killed = time.monotonic()
    worker.kill()
    worker.join()
    (text,) = texts(root)
    safe = [length for length, moment in told if moment <= killed - 1.0]
    assert safe and len(text) >= safe[-1]
    drop(root, "one")
    assert texts(root) == []


def type_until_told(pipe: Connection, root: str) -> None:
    """Somebody who types without a rest and whose line is dropped in the midst of it."""
    pen = Pen(Path(root))
    done = [0]

    def hung_up(*_: object) -> None:
        written = done[0]
        pipe.send((pen.flush(ENOUGH), written))
        os._exit(0)

    signal.signal(signal.SIGHUP, hung_up)
    for length in count(1):
        pen.write(typed("x" * (length % 5000)))
        done[0] = length % 5000
        if length == 200:
            pipe.send("typing")


def test_a_dropped_line_loses_nothing(root: Path) -> None:
    context = get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=type_until_told, args=(there, str(root)))
    worker.start()
    assert here.recv() == "typing"
    os.kill(worker.pid or 0, signal.SIGHUP)
    flushed, written = here.recv()
    worker.join()
    assert (worker.exitcode, flushed) == (0, True)
    (text,) = texts(root)
    assert len(text) in (written, (written + 1) % 5000)
