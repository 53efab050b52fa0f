"""Stores read by two processes, in a way that repeats: the other one is waited for, or spoilt."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kinerja_tui.store.reading import helping

_RESULT = helping.Helper.result


def allow(patch: pytest.MonkeyPatch) -> None:
    """Two processes wherever two are asked for, whatever threads earlier tests have left."""
    patch.setattr(helping, "_is_safe", lambda: True)


def wait(patch: pytest.MonkeyPatch) -> None:
    """From now on nothing is done here that the other process may still tell."""
    patch.setattr(helping.Helper, "result", waited)


def waited(helper: helping.Helper, task: int) -> bytes | None:
    """The result of a task, None when it will never arrive."""
    while (found := _RESULT(helper, task)) is None and helper._pipe is not None:
        select.select([helper._pipe], [], [])
    return found


def end_after(patch: pytest.MonkeyPatch, most: int, last: bytes = b"") -> None:
    """The other process sends so many bytes, then `last`, and is killed."""
    sent = 0

    def send(into: int, data: bytes) -> None:
        nonlocal sent
        os.write(into, data[: most - sent])
        sent += len(data)
        if sent >= most:
            os.write(into, last)
            os.kill(os.getpid(), signal.SIGKILL)

    patch.setattr(helping, "_send", send)


def spoil(patch: pytest.MonkeyPatch, spoilt: Callable[[bytes], bytes]) -> None:
    """The other process sends other bytes than it should."""
    send = helping._send
    patch.setattr(helping, "_send", lambda into, data: send(into, spoilt(data)))


@contextmanager
def leaving_no_child() -> Iterator[None]:
    """Every process begun within is gone and was asked after."""
    before = _children()
    yield
    assert _children() <= before


def _children() -> set[str]:
    """The processes of this one, those included that ended and were not asked after."""
    here = str(os.getpid())
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if path.read_text().rpartition(")")[2].split()[1] == here:
                found.add(path.parent.name)
    return found
