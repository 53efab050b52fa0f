"""What Git has not committed yet in a folder; its own program is asked, where there is one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.disk.access import STATE_FOLDER
from kinerja_tui.store.disk.excerpt import quoted

PATIENCE: Final = 60
"""Seconds that Git may take."""
_WHERE: Final = (".", f":(exclude){STATE_FOLDER}")


class NoAnswer(Exception):  # noqa: N818 - Git did not answer, which is no fault of ours
    """Git could not say it; `reason` has its words."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason for the caller."""
        super().__init__(str(reason))
        self.reason = reason


def uncommitted(folder: Path) -> tuple[str, ...] | None:
    """The paths in `folder` that are changed or new since the last commit, as Git names them.

    None where the folder is in no work tree or Git is not installed; raises `NoAnswer`.
    """
    try:
        done = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", "status", "--porcelain", "-z", "--", *_WHERE],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        return None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_answer(str(error)) from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == 0:
        return tuple(_paths(done.stdout.decode("utf-8", "backslashreplace").split("\0")))
    if "not a git repository" in said:
        return None
    raise _no_answer(said.strip().partition("\n")[0])


def _no_answer(said: str) -> NoAnswer:
    return NoAnswer(message(N_("Git does not answer: {reason}"), reason=quoted(said, 200)))


def _paths(entries: list[str]) -> list[str]:
    """The paths of `git status --porcelain -z`; a renamed file's old name follows its new one."""
    found: list[str] = []
    waiting = iter(entry for entry in entries if entry)
    for entry in waiting:
        found.append(entry[3:])
        if entry[:1] in ("R", "C"):
            next(waiting, None)
    return found
