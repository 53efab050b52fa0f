"""What Git's merge driver does with three files: merge them key by key, else as Git merges text."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import LIMIT
from kinerja_tui.store.splicing.fates import Sides
from kinerja_tui.store.splicing.merge import Declined, Marks, merge
from kinerja_tui.store.splicing.prove_merge import doubt

CLEAN: Final = 0
CONFLICT: Final = 1
DOUBT: Final = 3
FAILED: Final = 129
"""Exit codes: from 129 on Git takes it that nothing was merged."""


class Files(NamedTuple):
    """The three versions; the result goes where `ours` lies."""

    base: Path
    ours: Path
    theirs: Path


class Driven(NamedTuple):
    """How it ended: the exit code, the keys between marks, and why it was not merged by keys."""

    code: int
    conflicts: tuple[str, ...] = ()
    reason: Message | None = None


def drive(files: Files, marks: Marks) -> Driven:
    """Merge the files into `ours`, which is replaced in one step or left alone; raises nothing.

    Whatever cannot be merged by keys becomes what `git merge-file` makes of it.
    """
    try:
        texts = Sides(*(_text(file) for file in files))
        merged = merge(texts.base, texts.ours, texts.theirs, marks)
    except Exception as error:  # whatever it is, Git's own merge is still to be had
        return _as_text(files, marks, None, _reason(error))
    if isinstance(merged, Declined):
        return _as_text(files, marks, texts, merged.reason)
    try:
        _replace(files.ours, merged.text.encode())
    except OSError as error:
        return Driven(FAILED, reason=_reason(error))
    return Driven(CONFLICT if merged.conflicts else CLEAN, merged.conflicts)


def _text(file: Path) -> str:
    with open(file, "rb") as opened:
        data = opened.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ValueError("larger than 1 MB")
    return data.decode("utf-8")


def _as_text(files: Files, marks: Marks, texts: Sides[str] | None, reason: Message) -> Driven:
    """What Git makes of the files, line by line; `texts` are theirs, where they could be read."""
    size = f"--marker-size={marks.size}"
    names = ("-L", marks.ours, "-L", "base", "-L", marks.theirs)
    paths = [os.path.abspath(file) for file in (files.ours, files.base, files.theirs)]
    try:
        done = subprocess.run(
            ["git", "merge-file", "-p", size, *names, *paths],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if not 0 <= done.returncode < 128:
            return Driven(FAILED, reason=reason)
        _replace(files.ours, done.stdout)
    except OSError as error:
        return Driven(FAILED, reason=_reason(error))
    if done.returncode:
        return Driven(CONFLICT, reason=reason)
    wrong = texts and doubt(
        texts.base, texts.ours, texts.theirs, done.stdout.decode("utf-8", "replace")
    )
    return Driven(DOUBT, reason=wrong) if wrong else Driven(CLEAN, reason=reason)


def _replace(file: Path, data: bytes) -> None:
    """Put `data` in the place of the file, with its mode, in one step; raises `OSError`."""
    descriptor, name = tempfile.mkstemp(prefix=".merge-", dir=file.parent)
    try:
        with open(descriptor, "wb") as opened:
            opened.write(data)
        shutil.copymode(file, name)
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _reason(error: Exception) -> Message:
    if isinstance(error, UnicodeDecodeError):
        return message(N_("this file is not in UTF-8"))
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return message(N_("the system says: {reason}"), reason=one_line(text or type(error).__name__))
