"""A system whose every call can fail, or be the last of the process; a store to save into."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Change, Edit, Refused

FILE = "unit/2022/indicators/ip-asn.toml"
OLD = b'schema = 1\nid = "ip-asn" # c\n\n[realisation]\nvalue = 61.34\nstate = "final"\n'
NEW = OLD.replace(b"61.34", b"62.50")
EDIT = Edit.one(FILE, "realisation.value", "61.34", "62.50")
INSERT = Edit(FILE, (Change("q1.value", None, "1"), Change("q1.state", None, '"final"')))
INSERTED = OLD + b'\n[q1]\nvalue = 1\nstate = "final"\n'

CALLS = tuple(
    name
    for name in vars(System)
    if not name.startswith("_") and name not in ("now", "wall", "fresh")
)


class Watched(System):
    """The real system that tells `before` and `after` each call; the calls are counted from 0."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def before(self, number: int, name: str) -> None:
        """May raise, or change the world."""

    def after(self, number: int, name: str) -> None:
        """May raise, or change the world."""

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS:
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            try:
                self.before(number, name)
            except OSError:
                if name == "close":  # the kernel frees the descriptor even when it reports an error
                    found(*args, **kwargs)
                raise
            try:
                result = found(*args, **kwargs)
            finally:
                self.after(number, name)
            return result

        return call


class Failing(Watched):
    """Fails with `errno` at one call."""

    def __init__(self, at: int, errno: int) -> None:
        super().__init__()
        self.at, self.errno = at, errno

    def before(self, number: int, name: str) -> None:
        if number == self.at:
            raise OSError(self.errno, os.strerror(self.errno))


class Killed(Watched):
    """Dies by SIGKILL before, or right after, one call."""

    def __init__(self, at: int, *, done: bool) -> None:
        super().__init__()
        self.at, self.done = at, done

    def before(self, number: int, name: str) -> None:
        if number == self.at and not self.done:
            os.kill(os.getpid(), signal.SIGKILL)

    def after(self, number: int, name: str) -> None:
        if number == self.at and self.done:
            os.kill(os.getpid(), signal.SIGKILL)


def store(folder: Path, data: bytes = OLD) -> Path:
    """A store of one indicator with mode 0640, and its year."""
    root = folder / "records"
    path = root / FILE
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    path.chmod(0o640)
    (root / "unit" / "2022" / "year.toml").write_text("schema = 1\n")
    return root


def leftovers(root: Path) -> list[str]:
    """Temporary files in the store."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*.tmp"))


def refusal(outcome: object, code: str) -> Problem:
    """The problem of a refusal, which has this code, a sentence and a hint."""
    assert isinstance(outcome, Refused), outcome
    assert outcome.problem.code == code
    assert str(outcome.problem.message)
    assert outcome.problem.hint is not None
    return outcome.problem
