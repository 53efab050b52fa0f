"""Child processes that may die at any moment."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any

from tests.faults.counting import Tally

FAILED = 70
"""The exit code of a child whose function raised."""


def in_child(act: Callable[..., object], *arguments: object) -> int:
    """Run `act` in a forked child; its exit code (0 = it returned), or minus the signal."""
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        code = FAILED
        try:
            act(*arguments)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def together(work: Callable[..., Tally], arguments: Sequence[tuple[Any, ...]]) -> Tally:
    """Run `work` once for each of `arguments`, each in a fresh process, all at the same time; the
    sum of their tallies.
    """
    context = get_context("spawn")
    workers = []
    for each in arguments:
        here, there = context.Pipe(duplex=False)
        worker = context.Process(target=_send, args=(there, work, each))
        worker.start()
        there.close()
        workers.append((worker, here))
    sum_ = Tally()
    for worker, here in workers:
        try:
            sum_.merge(here.recv())
        except EOFError:
            worker.join()
            sum_.fault("workers that broke off", f"{work.__name__} with {worker.exitcode}")
        worker.join()
    return sum_


def _send(pipe: Any, work: Callable[..., Tally], arguments: tuple[Any, ...]) -> None:
    pipe.send(work(*arguments))
    pipe.close()
