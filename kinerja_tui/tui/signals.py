"""What other programs and the shell tell the workspace: to end, to stop, to go on."""

from __future__ import annotations

import os
import signal
import threading
from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinerja_tui.tui.company import Company
    from kinerja_tui.tui.workspace import Workspace

_PATIENCE = 4.0
"""Seconds that a terminal which has gone may keep the program from its end."""


@contextmanager
def ends_well(app: Workspace, company: Company) -> Iterator[None]:
    """When the line drops (SIGHUP) or the system asks to end (SIGTERM), what is typed goes to the
    disk first, then the workspace leaves as if by itself; a terminal that has gone cannot stop it.
    """

    def ended(number: int, frame: FrameType | None) -> None:
        last = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        last.daemon = True
        last.start()  # first: what the signal has interrupted may hold what the next line waits for
        company.close()
        app.leave(128 + number)

    before = {number: signal.signal(number, ended) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wakeful() -> Callable[[], None]:
    """Let every signal wake the running loop, until what is given back is called.

    Python acts on a signal only once its main thread runs. The system may hand the signal to
    another thread, as it does after `fg`; a loop that waits for keys would then wait for ever.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    loop = get_running_loop()
    heard, told = os.pipe()
    for end in (heard, told):
        os.set_blocking(end, False)

    def drain() -> None:
        with suppress(BlockingIOError):
            os.read(heard, 1 << 12)

    loop.add_reader(heard, drain)
    before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)

    def done() -> None:
        signal.set_wakeup_fd(before)
        loop.remove_reader(heard)
        os.close(heard)
        os.close(told)

    return done
