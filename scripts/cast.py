"""Do what docs/id/lima-menit.md and docs/en/five-minutes.md tell, and write into them what is seen.

`cast.py` writes the blocks of both pages anew: what a command prints, what the screen shows.
`cast.py --check` changes nothing and exits 1 when a page is not what the program shows now.

A line of nothing but code spans is pressed: each span is a key or a text to type. A block `text`
below it is the screen then: what is not as on the page's screen before, with `...` for the lines
left out between them. `$ kinerja` alone opens the workspace; before the next command it is left.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, chdir
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 80, 24
CUT = "..."
"""Stands for lines that are as they were."""

Tongue = Literal["id", "en"]
PAGES: Mapping[Path, Tongue] = {
    ROOT / "docs" / "id" / "lima-menit.md": "id",
    ROOT / "docs" / "en" / "five-minutes.md": "en",
}
_NAMED = {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    "Enter": "enter",
    "Esc": "escape",
    "Tab": "tab",
    "F2": "f2",
    "F3": "f3",
    "Ctrl+U": "ctrl+u",
}
_SPANS = re.compile(r"`[^`]+`(?: `[^`]+`)*")
_FENCE = "```"


class NotPlayed(Exception):
    """The page cannot be followed: the sentence says where it went wrong."""


class Part(NamedTuple):
    """A part of a page: its lines, and what they are."""

    kind: Literal["words", "keys", "screen", "command"]
    lines: tuple[str, ...]


def parts(text: str) -> Iterator[Part]:
    """The parts of a page, in order; blocks come without their fences."""
    block: list[str] | None = None
    language = ""
    for line in text.splitlines():
        if block is None and line.startswith(_FENCE):
            block, language = [], line.removeprefix(_FENCE)
        elif block is None:
            yield Part("keys" if _SPANS.fullmatch(line) else "words", (line,))
        elif line == _FENCE:
            yield Part("command" if language == "console" else "screen", tuple(block))
            block = None
        else:
            block.append(line)


def pressed(span: str) -> Iterator[tuple[str, str | None]]:
    """The keys of a span in Textual's words, each with the character that it types; raises
    `NotPlayed`.
    """
    from kinerja_tui.tui.keynames import NoKey, key_named

    if span in _NAMED:
        yield _NAMED[span], None
        return
    for sign in span:
        try:
            yield "space" if sign == " " else key_named(sign), sign
        except NoKey as error:
            raise NotPlayed(str(error)) from error


def shown(app: App[int]) -> tuple[str, ...]:
    """What stands on the screen, line by line, without colours."""
    from textual.geometry import Region
    from textual.widget import Widget

    rows = [[" "] * WIDTH for _ in range(HEIGHT)]
    for widget in app.screen.walk_children(Widget):
        place = widget.region
        if widget.children or not widget.display or not place:
            continue
        strips = widget.render_lines(Region(0, 0, place.width, place.height))
        for row, strip in zip(rows[place.y :], strips, strict=False):
            row[place.x : place.x + strip.cell_length] = strip.text
    return tuple("".join(row).rstrip() for row in rows)


def changed(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """The lines of a screen that are not as they were before, with a cut where others are left out;
    the whole screen when there was none.
    """
    if not before:
        return tuple(now)
    lines: list[str] = []
    still: list[str] = []
    for old, new in zip(before, now, strict=True):
        if new == old:
            still += [new] if new else []
        elif new:
            # A single line takes no more room than the sign for it.
            lines += still if len(still) < 2 else [CUT]
            lines.append(new)
            still = []
    return tuple(lines[1:] if lines[:1] == [CUT] else lines)


class Player:
    """Follows one page in a folder of its own; the workspace is open between two commands."""

    def __init__(self, folder: Path, tongue: Tongue) -> None:
        """Whoever follows it has this language."""
        self._folder = folder
        self._tongue = tongue
        self._open = AsyncExitStack()
        self._pilot: Pilot[int] | None = None
        self._before: tuple[str, ...] = ()

    async def play(self, part: Part) -> tuple[str, ...]:
        """Do what the part tells; its lines as they are now. Raises `NotPlayed`."""
        if part.kind == "command":
            command = part.lines[0].removeprefix("$ ")
            if command == "kinerja":
                await self._enter()
                return part.lines
            await self.leave()
            return (part.lines[0], *self._printed(command))
        if part.kind == "keys":
            for span in re.findall(r"`([^`]+)`", part.lines[0]):
                await self._press(span)
        if part.kind == "screen":
            pilot = self._inside()
            await pilot.pause()
            now = shown(pilot.app)
            before, self._before = self._before, now
            return changed(before, now)
        return part.lines

    async def leave(self) -> None:
        """See that the workspace was left."""
        if self._pilot is None:
            return
        app, self._pilot = self._pilot.app, None
        await self._open.aclose()
        if app.return_code != 0:
            raise NotPlayed("the workspace is still open")

    def _inside(self) -> Pilot[int]:
        if self._pilot is None:
            raise NotPlayed("the workspace is not open")
        return self._pilot

    async def _enter(self) -> None:
        from kinerja_tui.locale import LANGUAGES, Words
        from kinerja_tui.tui.desk import Desk
        from kinerja_tui.tui.shelf import Folder
        from kinerja_tui.tui.workspace import Workspace

        root = self._folder / "records"
        settings = tomllib.loads((root / "kinerja.toml").read_text(encoding="utf-8"))
        words = Words(LANGUAGES[self._tongue])
        desk = Desk(Folder(root), settings["unit"], settings["year"], words)
        app = Workspace(desk, theme="ansi-dark")
        running = app.run_test(size=(WIDTH, HEIGHT))
        self._pilot = await self._open.enter_async_context(running)
        await self._settle(self._pilot)

    async def _press(self, span: str) -> None:
        """Send the keys of a span as a terminal does, and wait for all that they begin."""
        from textual.events import Key

        pilot = self._inside()
        for key, sign in pressed(span):
            pilot.app.post_message(Key(key, sign))
        await self._settle(pilot)

    async def _settle(self, pilot: Pilot[int]) -> None:
        await _heard(pilot)
        while pilot.app.workers:  # what ends may begin something else
            await pilot.app.workers.wait_for_complete()
            await _heard(pilot)

    def _printed(self, command: str) -> list[str]:
        words = shlex.split(command)
        if words[:1] != ["kinerja"]:
            raise NotPlayed(f"no command of the program: {command}")
        done = subprocess.run(
            [sys.executable, "-m", "kinerja_tui", *words[1:]],
            cwd=self._folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "LANG": "C.UTF-8",
                "KINERJA_LANG": self._tongue,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.stdout.splitlines()


async def _heard(pilot: Pilot[int]) -> None:
    """Wait until a message has come through: from the app to its screen, and what that sends."""
    for _ in range(3):
        await pilot.pause(0)


async def _renewed(text: str, folder: Path, tongue: Tongue) -> str:
    player = Player(folder, tongue)
    lines: list[str] = []
    for part in parts(text):
        came = await player.play(part)
        if part.kind in ("screen", "command"):
            language = "console" if part.kind == "command" else "text"
            came = (f"{_FENCE}{language}", *came, _FENCE)
        lines += came
    await player.leave()
    return "\n".join(lines) + "\n"


def renewed(text: str, tongue: Tongue) -> str:
    """The page `text` with what is seen when it is followed now. Raises `NotPlayed`."""
    sys.path.insert(0, str(ROOT))
    from kinerja_tui.tui.environment import prepare

    prepare(os.environ)
    with tempfile.TemporaryDirectory() as name, chdir(name):
        return asyncio.run(_renewed(text, Path(name).resolve(), tongue))


def main(arguments: list[str], pages: Mapping[Path, Tongue] = PAGES) -> int:
    """Write the pages anew, or with `--check` only look at them. Gives the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: cast.py [--check]", file=sys.stderr)
        return 2
    old = {page: page.read_text(encoding="utf-8") for page in pages}
    stale = 0
    # Most of the time is waiting; and each page needs a working directory of its own.
    with ProcessPoolExecutor(len(pages), get_context("spawn")) as pool:
        running = {page: pool.submit(renewed, old[page], tongue) for page, tongue in pages.items()}
    for page, future in running.items():
        try:
            new = future.result()
        except NotPlayed as error:
            print(f"{page.name}: {error}")
            stale = 1
            continue
        if not arguments:
            page.write_text(new, encoding="utf-8")
        elif old[page] != new:
            print(f"{page.name}: not what the program shows; run `python scripts/cast.py`")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
