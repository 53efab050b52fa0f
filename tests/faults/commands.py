"""The real command, run as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
SET = ("set", "sehat", "realisation.value")


def command(root: Path, *arguments: str) -> tuple[str, ...]:
    """`kinerja` on the records below `root`, speaking English."""
    return (
        sys.executable, "-m", "kinerja_tui", "--records", str(root), "--lang", "en", *arguments
    )  # fmt: skip


def kinerja(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `kinerja`; what it said and its exit code."""
    return launched(command(root, *arguments))


def launched(
    line: tuple[str, ...], timeout: float = 60, text: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command line that runs `kinerja`."""
    return subprocess.run(
        line,
        cwd=HERE,
        env={**os.environ, "NO_COLOR": "1"},
        input=text,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )


def mishap(done: subprocess.CompletedProcess[str]) -> str:
    """What a person should never read, if it is there."""
    for sign in ("Traceback", "unexpected error"):
        if sign in done.stderr or sign in done.stdout:
            return done.stderr.strip().splitlines()[0]
    return ""
