"""A signal that the system hands to another thread wakes the loop that waits."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

from kinerja_tui.tui.signals import wakeful
from tests.tui.desks import ROOT

_PATIENCE = 10.0
_MAIN = Path(f"/proc/self/task/{threading.main_thread().native_id}/stat")


def _wait_till_it_sleeps() -> None:
    while _MAIN.exists() and _MAIN.read_text("ascii").rpartition(")")[2].split()[0] != "S":
        pass


def _heard_by_a_waiting_loop() -> bool:
    heard = threading.Event()

    def handler(number: int, frame: FrameType | None) -> None:
        heard.set()

    async def wait() -> bool:
        done = wakeful()
        loop = asyncio.get_running_loop()
        told: asyncio.Future[bool] = loop.create_future()

        def other() -> None:
            _wait_till_it_sleeps()
            signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
            loop.call_soon_threadsafe(told.set_result, heard.wait(_PATIENCE))

        thread = threading.Thread(target=other)
        thread.start()
        try:
            return await told
        finally:
            thread.join()
            done()

    before = signal.signal(signal.SIGUSR1, handler)
    try:
        return asyncio.run(wait())
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_signal_to_another_thread_is_heard_at_once() -> None:
    assert _heard_by_a_waiting_loop()


_HANGS = """
import os, signal, threading
from kinerja_tui.tui import signals
signals._PATIENCE = 0.1
class Hanging:
    def close(self):
        threading.Event().wait()
    def leave(self, code):
        raise AssertionError
with signals.ends_well(Hanging(), Hanging()):
    os.kill(os.getpid(), signal.SIGHUP)
    threading.Event().wait()
"""


def test_what_hangs_while_the_line_drops_keeps_nobody_alive() -> None:
    done = subprocess.run([sys.executable, "-c", _HANGS], cwd=ROOT, timeout=_PATIENCE, check=False)
    assert done.returncode == 128 + signal.SIGHUP


def test_nothing_stays_behind() -> None:
    before = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(before)
    assert _heard_by_a_waiting_loop()
    assert signal.set_wakeup_fd(before) == before


def test_a_loop_of_another_thread_is_left_alone() -> None:
    async def try_it() -> None:
        wakeful()()

    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(try_it())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert failures == []
