"""A second process that works through a row of tasks from its end while this one does so from its
start.

Nothing depends on it: it only tells, and what has not arrived whole when it is due is done here.
So nobody ever waits for it, and it may fail or be killed at any time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, NoReturn

Work = Callable[[int], bytes | None]
"""The result of a task, by its number; None for one that is to be done here."""

_ROOM: Final = 1 << 20
_NUMBER_BYTES: Final = 4
_DIGEST_BYTES: Final = 16
_HEAD_BYTES: Final = 2 * _NUMBER_BYTES + _DIGEST_BYTES


class Helper:
    """The results that have arrived so far; with no `pipe` none ever does."""

    def __init__(self, pipe: int | None = None) -> None:
        """Nothing has arrived yet; `pipe` does not block."""
        self._pipe = pipe
        self._waiting = bytearray()
        self._arrived: dict[int, bytes] = {}

    def result(self, task: int) -> bytes | None:
        """The result of a task, None when it has not arrived; never waits."""
        while self._pipe is not None and self._listen(self._pipe):
            pass
        return self._arrived.pop(task, None)

    def _listen(self, pipe: int) -> bool:
        """Take what is in the pipe, and whether there may be more. From bytes that are not sound
        on, nothing is believed.
        """
        try:
            piece = os.read(pipe, _ROOM)
        except BlockingIOError:
            return False
        except OSError:
            piece = b""
        self._waiting += piece
        if not piece or not self._take():
            self._pipe = None
            return False
        return len(piece) == _ROOM

    def _take(self) -> bool:
        """Take the results that are there in full; False when one is not what was sent."""
        waiting = self._waiting
        while len(waiting) >= _HEAD_BYTES:
            end = _HEAD_BYTES + int.from_bytes(waiting[:_NUMBER_BYTES], "big")
            if len(waiting) < end:
                break
            sent = bytes(waiting[:end])
            del waiting[:end]
            task = int.from_bytes(sent[_NUMBER_BYTES : 2 * _NUMBER_BYTES], "big")
            data = sent[_HEAD_BYTES:]
            if message_of(task, data) != sent:
                return False
            self._arrived[task] = data
        return True


def message_of(task: int, data: bytes) -> bytes:
    """A result as it is sent: its length, its task, the digest of both and itself."""
    from hashlib import blake2b

    head = len(data).to_bytes(_NUMBER_BYTES, "big") + task.to_bytes(_NUMBER_BYTES, "big")
    digest = blake2b(head, digest_size=_DIGEST_BYTES)
    digest.update(data)
    return b"".join((head, digest.digest(), data))


def may_help(processes: int | None) -> bool:
    """Whether there is to be a second process: as `processes` says, else when more than one
    processor is ours. Never where forking is not safe.
    """
    if not _is_safe():
        return False
    return len(os.sched_getaffinity(0)) > 1 if processes is None else processes > 1


@contextmanager
def helped(work: Work, tasks: int) -> Iterator[Helper]:
    """A helper that does `work` from the last of so many tasks to the first; when it cannot be had,
    one that tells nothing. It is gone afterwards.
    """
    import signal

    # The child must not run the handlers of this process, and must not be forgotten when a signal
    # comes between its birth and the `try` that ends it. Blocking may itself raise, in the name of
    # a signal that came before.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    begun = None
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        begun = _begun(work, tasks)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield Helper() if begun is None else Helper(begun[1])
    finally:
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        finally:
            if begun is not None:
                _end(*begun)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(child: int, pipe: int) -> None:
    import signal

    os.close(pipe)
    with suppress(OSError):
        os.kill(child, signal.SIGKILL)
    with suppress(OSError):
        os.waitpid(child, 0)


def _is_safe() -> bool:
    """Whether this process may fork: it has one thread, and its children wait to be asked after."""
    if sys.platform != "linux":
        return False
    import signal
    import threading

    if threading.active_count() != 1 or signal.getsignal(signal.SIGCHLD) != signal.SIG_DFL:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # which counts those that are not Python's
    except OSError:
        return False


def _begun(work: Work, tasks: int) -> tuple[int, int] | None:
    """The process and the pipe from it."""
    try:
        pipe, into = os.pipe()
    except OSError:
        return None
    try:
        child = os.fork()
    except OSError:
        os.close(pipe)
        os.close(into)
        return None
    if child == 0:
        _help(pipe, into, work, tasks)
    os.close(into)
    os.set_blocking(pipe, False)
    return child, pipe


def _help(pipe: int, into: int, work: Work, tasks: int) -> NoReturn:
    """The life of the child. It ends when it is done, at any error, and when nobody listens."""
    try:
        os.close(pipe)
        _make_room(into)
        for task in reversed(range(tasks)):
            data = work(task)
            if data is not None:
                _send(into, message_of(task, data))
    finally:
        os._exit(0)


def _make_room(into: int) -> None:
    """So much that the child need not wait while a task is done here."""
    import fcntl

    with suppress(OSError):
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, _ROOM)


def _send(into: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(into, rest) :]
