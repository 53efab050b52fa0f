"""Telling Git about the merge driver: its command in the repository's own settings, and the files
it is for in `.gitattributes`.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.git import repository
from kinerja_tui.store.writing.start import ATTRIBUTES

NAME: Final = "merge.kinerja.name"
DRIVER: Final = "merge.kinerja.driver"
ATTRIBUTES_FILE: Final = ".gitattributes"
_TITLE: Final = "kinerja: records merged key by key"
_PROBE: Final = "kinerja.toml"


class State(NamedTuple):
    """What Git knows: the driver's command, and whether records go to the driver as they are."""

    driver: str
    assigned: bool


def command() -> str:
    """The driver's command line, as Git takes it.

    Should the program be gone or broken one day, Git's own merge is done instead.
    """
    ours = f"{_program()} merge-driver --marker-size %L -L %X -L %S -L %Y -- %O %A %B %P"
    marked = r'grep -q "^<\{%L\}" %A'
    text = "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    return f"{ours}; case $? in 0) exit 0;; 1) {marked} && exit 1;; 3) exit 1;; esac; {text}"


def state(root: Path) -> State:
    """What Git knows about the records in `root`; raises `Stop` without Git or a repository."""
    _in_repository(root)
    _plain(root / ATTRIBUTES_FILE)  # Git would wait at a pipe for ever
    driver = _git(root, "config", "--get", DRIVER, allowed=(0, 1)).rstrip("\n")
    told = _git(root, "check-attr", "-z", "merge", "text", "--", _PROBE).split("\0")
    return State(driver, told[2::3] == ["kinerja", "unset"])


def install(root: Path) -> tuple[bool, bool]:
    """Set the driver, and add the missing lines to `.gitattributes`; whether each was needed."""
    before = state(root)
    wanted = command()
    settled = before.driver == wanted
    if not settled:
        _git(root, "config", "--local", NAME, _TITLE)
        _git(root, "config", "--local", DRIVER, wanted)
    return not settled, _add_lines(root / ATTRIBUTES_FILE)


def _plain(file: Path) -> None:
    """Raise `Stop` when something other than a plain file has this name."""
    try:
        mode = file.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise Stop(message(N_("{file} is no plain file."), file=one_line(str(file))))


def _add_lines(file: Path) -> bool:
    """Append the lines that the file lacks; others' lines stay as they are."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(file, flags, 0o666)
    try:
        data = b"".join(iter(lambda: os.read(descriptor, 1 << 16), b""))
        had = {line.strip() for line in data.decode("utf-8", "replace").splitlines()}
        missing = [line for line in ATTRIBUTES if line not in had]
        if not missing:
            return False
        eol = "\r\n" if b"\r\n" in data else "\n"
        start = "" if not data or data.endswith(b"\n") else eol
        os.write(descriptor, (start + "".join(line + eol for line in missing)).encode())
    finally:
        os.close(descriptor)
    return True


def _program() -> str:
    """This program as a shell can call it from any folder, its signs safe from shell and Git."""
    script = Path(sys.argv[0] if sys.argv else "")
    if script.name == "kinerja" and os.access(script, os.X_OK) and script.is_file():
        words = [os.path.abspath(script)]
    else:
        words = [sys.executable, "-P", "-m", "kinerja_tui"]
    return shlex.join(words).replace("%", "%%")


def _in_repository(root: Path) -> None:
    if repository(root) is None:
        raise Stop(
            message(N_("{folder} is in no Git repository."), folder=one_line(str(root))),
            message(N_("Make one there with: git init")),
        )


def _git(root: Path, *arguments: str, allowed: tuple[int, ...] = (0,)) -> str:
    """What a Git command prints; raises `Stop` with what Git says when it fails."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise Stop(message(N_("Git is not installed."))) from error
    if done.returncode not in allowed:
        raise Stop(message(N_("Git says: {reason}"), reason=one_line(done.stderr.strip())))
    return done.stdout
