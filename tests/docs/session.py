"""The sessions that pages show: the files they tell to write, the commands, and what was printed.

`python -m tests.docs.session` runs every session anew and writes into the pages what it prints now.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.docs.pages import DOCS, ROOT, blocks, read

ANYTHING = "..."
SESSIONS = {
    DOCS / "id" / "mulai.md": "id",
    DOCS / "en" / "start.md": "en",
    ROOT / "README.md": "en",
    ROOT / "README.id.md": "id",
}
"""The pages whose sessions are run, each with the language of whoever reads it."""

_MARKS = re.compile(r"# (?:berkas|file): (\S+)\n")


class Told(NamedTuple):
    """A command with the lines that the page shows below it; `at` is the command's line, from 1."""

    command: str
    shown: list[str]
    at: int


def told_in(text: str, first: int) -> list[Told]:
    """The commands of a console block whose first line is `first`."""
    found: list[Told] = []
    for number, line in enumerate(text.splitlines(), first):
        if line.startswith("$ "):
            found.append(Told(line.removeprefix("$ "), [], number))
        elif found:
            found[-1].shown.append(line)
    return found


def run_page(page: Path, folder: Path) -> list[tuple[Told, list[str]]]:
    """Follow the page in `folder`: write its files, run its `kinerja` commands; what each printed.

    A page that makes no store of its own works on a copy of the sample.
    """
    text = read(page)
    if "$ kinerja init" not in text:
        ours = shutil.ignore_patterns(".kinerja")
        shutil.copytree(ROOT / "records", folder / "records", ignore=ours)
    came = []
    for block in blocks(text):
        mark = _MARKS.match(block.text)
        if block.language == "toml" and mark:
            path = folder / "records" / mark[1]
            path.write_text(_MARKS.sub("", block.text, count=1), encoding="utf-8")
        elif block.language == "console":
            came += [
                (told, _run(told.command, folder, SESSIONS[page]))
                for told in told_in(block.text, block.line)
                if told.command.startswith("kinerja ")
            ]
    return came


def _run(command: str, folder: Path, language: str) -> list[str]:
    programs = folder / ".bin"
    if not programs.exists():
        programs.mkdir()
        script = programs / "kinerja"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kinerja_tui "$@"\n')
        script.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "KINERJA_LANG": language,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()


def agrees(shown: list[str], came: list[str]) -> bool:
    """Whether a page shows what was printed; a line `...` stands for any lines, no line for all."""
    if not shown:
        return True
    pattern = "".join(
        r"(?:.*\n)*?" if line == ANYTHING else f"{re.escape(line)}\n" for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in came)) is not None


def _renewed(shown: list[str], came: list[str]) -> list[str]:
    """What the page should show: as many lines before and after its `...` as it had."""
    if ANYTHING not in shown:
        return came if shown else []
    before = shown.index(ANYTHING)
    after = len(shown) - before - 1
    return [*came[:before], ANYTHING, *came[len(came) - after :]]


def _write(page: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        came = run_page(page, Path(folder))
    lines = read(page).splitlines()
    for told, printed in reversed(came):
        lines[told.at : told.at + len(told.shown)] = _renewed(told.shown, printed)
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each in SESSIONS:
        _write(each)
