"""strace: which calls a command makes on a store, and one of them failing or being its last."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.faults.commands import launched

TRACED = "%file,%desc"
_LINE = re.compile(r"^(?P<thread>\d+)\s+(?P<call>\w+)\((?P<rest>.*)$")
_FRESH = re.compile(r"[0-9a-f]{8,}|\d+")
_BEFORE, _AFTER = 6, 10


class Point(NamedTuple):
    """The `nth` time that a process makes a system call; `text` is the call, numbers and the
    store's own path left out.
    """

    call: str
    nth: int
    text: str


def points(strace: str, line: tuple[str, ...], root: Path, log: Path) -> list[Point]:
    """The calls of the first thread on the store `root`, from those just before it takes the lock
    to the end; before them nothing is written.
    """
    whole = (strace, "-f", "-y", "-s", "200", "-o", str(log), "-e", f"trace={TRACED}", *line)
    done = launched(whole)
    if done.returncode:
        raise RuntimeError(f"{' '.join(whole)}: {done.stderr}")
    seen: Counter[str] = Counter()
    found: list[Point] = []
    thread = ""
    for each in log.read_text("utf-8", "replace").splitlines():
        match = _LINE.match(each)
        if match is None:
            continue
        thread = thread or match["thread"]
        if match["thread"] == thread:
            seen[match["call"]] += 1
            if str(root) in each:
                text = _plain(match["rest"], root)
                found.append(Point(match["call"], seen[match["call"]], text))
    locked = next(place for place, point in enumerate(found) if point.call == "flock")
    return found[max(locked - _BEFORE, 0) :]


def share(found: list[Point], saving: int, reading: int) -> list[Point]:
    """Every `saving`-th call of the save itself, of the reading after it every `reading`-th."""
    end = _AFTER + max(place for place, point in enumerate(found) if point.call == "fsync")
    return found[:end:saving] + found[end::reading]


def struck(
    strace: str, line: tuple[str, ...], point: Point, harm: str, log: Path
) -> subprocess.CompletedProcess[str]:
    """Run the command with `harm` (`signal=KILL`, `error=EIO`) done to it at `point`."""
    # With a filter only the calls that are traced stop the process; but signals are not sent then.
    fast = ("--seccomp-bpf",) if harm.startswith("error") else ()
    return launched(
        (
            strace, "-f", "-y", "-s", "200", *fast, "-o", str(log), "-e", f"trace={point.call}",
            "-e", f"inject={point.call}:{harm}:when={point.nth}", *line,
        )
    )  # fmt: skip


def was_struck(log: Path, point: Point, root: Path) -> bool:
    """Whether the call that was struck in the store `root` is the one that was meant."""
    number = 0
    for each in log.read_text("utf-8", "replace").splitlines():
        match = _LINE.match(each)
        if match is not None and match["call"] == point.call:
            number += 1
            if number == point.nth:
                return _plain(match["rest"], root) == point.text
    return False


def _plain(rest: str, root: Path) -> str:
    """A call's first argument, without numbers and the folder of the store; the others may be
    unknown before it is made.
    """
    return _FRESH.sub("", rest.partition(",")[0].partition(")")[0].replace(str(root), "ROOT"))
