"""The second process: what it tells is whole or not believed, and it is always gone afterwards."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinerja_tui.store.reading import helping
from kinerja_tui.store.reading.helping import Helper, helped, may_help
from tests.store.helped import allow, leaving_no_child, waited

ROOT = Path(__file__).parents[2]
RESULTS = [b"", b"a", b"bb" * 700, bytes(range(256)) * 9]
STREAM = b"".join(helping.message_of(task, RESULTS[task]) for task in reversed(range(len(RESULTS))))


@pytest.fixture(autouse=True)
def _it_is_gone() -> Iterator[None]:
    with leaving_no_child():
        yield


def _telling(task: int) -> bytes | None:
    return RESULTS[task]


def _told(stream: bytes) -> list[bytes | None]:
    """What is believed of `stream`."""
    pipe, into = os.pipe()
    try:
        os.set_blocking(pipe, False)
        os.write(into, stream)
        os.close(into)
        helper = Helper(pipe)
        return [helper.result(task) for task in range(len(RESULTS))]
    finally:
        os.close(pipe)


def test_all_is_told() -> None:
    with helped(_telling, len(RESULTS)) as helper:
        assert [waited(helper, task) for task in range(len(RESULTS))] == RESULTS
        assert [helper.result(task) for task in range(len(RESULTS))] == [None] * len(RESULTS)


def test_more_than_a_pipe_holds_is_told() -> None:
    large = bytes(range(256)) * 5000
    with helped(lambda task: large, 20) as helper:
        assert all(waited(helper, task) == large for task in range(20))


def test_what_is_to_be_done_here_is_not_told() -> None:
    with helped(lambda task: None if task == 1 else b"x", 3) as helper:
        assert [waited(helper, task) for task in range(3)] == [b"x", None, b"x"]


def test_nobody_is_waited_for() -> None:
    pipe, into = os.pipe()
    with helped(lambda task: os.read(pipe, 1), 1) as helper:
        assert helper.result(0) is None
        os.write(into, b"x")
        assert waited(helper, 0) == b"x"
    os.close(pipe)
    os.close(into)


@pytest.mark.parametrize("last", range(4))
def test_one_that_ends_early_has_told_what_it_told(last: int) -> None:
    def ends(task: int) -> bytes | None:
        if task < last:
            os.kill(os.getpid(), signal.SIGKILL)
        return RESULTS[task]

    with helped(ends, len(RESULTS)) as helper:
        found = [waited(helper, task) for task in range(len(RESULTS))]
    assert found == [None] * last + RESULTS[last:]


@pytest.mark.parametrize("error", [ValueError, SystemExit, KeyboardInterrupt, RecursionError])
def test_its_errors_are_its_own(
    error: type[BaseException], capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(task: int) -> bytes | None:
        raise error

    with helped(fails, 3) as helper:
        assert [waited(helper, task) for task in range(3)] == [None] * 3
    assert capfd.readouterr() == ("", "")


def test_of_a_stream_cut_off_anywhere_the_whole_messages_are_believed() -> None:
    assert _told(STREAM) == RESULTS
    for end in range(len(STREAM)):
        found = _told(STREAM[:end])
        assert all(each in (None, RESULTS[task]) for task, each in enumerate(found)), end
        assert None in found


def test_of_a_stream_with_another_byte_nothing_false_is_believed() -> None:
    chance = random.Random(3)
    for place in range(len(STREAM)):
        spoilt = bytearray(STREAM)
        spoilt[place] ^= 1 << chance.randrange(8)
        found = _told(bytes(spoilt))
        assert all(each in (None, RESULTS[task]) for task, each in enumerate(found)), place
        assert None in found


def test_of_random_bytes_nothing_is_believed() -> None:
    chance = random.Random(4)
    for size in (1, 23, 24, 25, 1000, 60_000):
        assert _told(chance.randbytes(size)) == [None] * len(RESULTS)
        assert _told(bytes(size)) == [None] * len(RESULTS)


@pytest.mark.parametrize("call", ["fork", "pipe"])
def test_where_there_can_be_none_nothing_is_told(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = sorted(os.listdir("/proc/self/fd"))
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with helped(_telling, 3) as helper:
            assert helper.result(2) is None
    assert sorted(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_it_is_gone_whatever_happens_here(error: type[BaseException]) -> None:
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    before = sorted(os.listdir("/proc/self/fd"))
    with pytest.raises(error), helped(lambda task: b"x" * 5_000_000, 9):
        raise error
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == mask
    assert sorted(os.listdir("/proc/self/fd")) == before


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Where SIGINT means what it does at a terminal, also for a program in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_here_ends_it() -> None:
    with pytest.raises(KeyboardInterrupt), helped(lambda task: b"x" * 5_000_000, 9):
        signal.raise_signal(signal.SIGINT)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


@pytest.mark.usefixtures("interruptible")
def test_an_interruption_while_it_begins_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        child = fork()
        if child:
            os.kill(os.getpid(), signal.SIGINT)
        return child

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt), helped(lambda task: b"x" * 5_000_000, 9):
        pass
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


def test_it_runs_no_handlers_of_this_process() -> None:
    def handle(number: int, frame: object) -> None:
        os._exit(9)

    def signalled(task: int) -> bytes:
        os.kill(os.getpid(), signal.SIGTERM)
        return b"alive"

    before = signal.signal(signal.SIGTERM, handle)
    try:
        with helped(signalled, 2) as helper:
            assert [waited(helper, task) for task in range(2)] == [b"alive"] * 2
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_it_ends_with_the_process_that_it_helps(number: signal.Signals) -> None:
    code = (
        "import os, signal\n"
        "from kinerja_tui.store.reading.helping import helped\n"
        # It may be ignored where these tests run in the background.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "with helped(lambda task: b'x' * 100_000, 1_000_000):\n"
        "    print('begun', flush=True)\n"
        "    signal.pause()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"begun\n"
        run.send_signal(number)
        # Both have the pipe as their output: it ends when both have.
        ended = bool(select.select([run.stdout], [], [], 20)[0])
        if not ended:
            run.kill()
        assert ended and run.stdout.read() == b""
    assert run.returncode == -number


def test_when_it_may_help(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})
    assert may_help(None)
    assert not may_help(1)
    assert may_help(2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {3})
    assert not may_help(None)
    assert may_help(2)
    monkeypatch.setattr(helping, "_is_safe", lambda: False)
    assert not may_help(2)


def test_when_it_is_safe() -> None:
    code = (
        "import signal, threading\n"
        "from kinerja_tui.store.reading.helping import may_help\n"
        "print(may_help(2))\n"
        "end = threading.Event()\n"
        "thread = threading.Thread(target=end.wait)\n"
        "thread.start()\n"
        "print(may_help(2))\n"
        "end.set()\n"
        "thread.join()\n"
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "print(may_help(2))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["True", "False", "False"]


def test_it_is_not_safe_beside_threads_that_python_does_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "listdir", lambda path: ["1", "2"])
    assert not helping._is_safe()
    monkeypatch.setattr(os, "listdir", lambda path: ["1"])
    assert helping._is_safe()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not helping._is_safe()
