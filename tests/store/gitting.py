"""A Git repository for a test, with nothing of the machine's own settings in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Siti",
    "GIT_AUTHOR_EMAIL": "siti@example.org",
    "GIT_AUTHOR_DATE": "2022-01-03T08:00:00+0700",
    "GIT_COMMITTER_NAME": "Siti",
    "GIT_COMMITTER_EMAIL": "siti@example.org",
    "GIT_COMMITTER_DATE": "2022-01-03T08:00:00+0700",
    "GIT_EDITOR": "true",
    "PYTHONPATH": str(ROOT),
    "LANG": "C.UTF-8",
    "KINERJA_LANG": "en",
}


class Git:
    """A working tree at `top`; `git("status")` gives what Git prints."""

    def __init__(self, top: Path, start: bool = True) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        self.environment = {**kept, **SETTINGS, "HOME": str(top)}
        if start:
            self("init", "-q", "-b", "main")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.call("git", *arguments)

    def call(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            cwd=self.top,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        # decoded here: line ends must stay as they are
        out, err = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(command, done.returncode, out, err)

    def kinerja(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.call(sys.executable, "-m", "kinerja_tui", *arguments)

    def __call__(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.top / name).parent.mkdir(parents=True, exist_ok=True)
            (self.top / name).write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.top / name).read_bytes().decode()

    def commit(self, files: dict[str, str], words: str = "changes") -> None:
        self.write(files)
        self("add", "-A")
        self("commit", "-q", "-m", words)

    def branches(self, base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
        """Commit `base`, `theirs` on the branch "side", and `ours` on "main", which stays."""
        self.commit(base, "base")
        self("checkout", "-q", "-b", "side")
        self.commit(theirs, "theirs")
        self("checkout", "-q", "main")
        self.commit(ours, "ours")

    def conflicts(self) -> list[str]:
        """The files that Git says are not merged."""
        return self("diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]
