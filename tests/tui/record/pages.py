"""The page of a record in tests: opened, looked at, and its cursor put somewhere."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.tui.record.opening import open_record
from kinerja_tui.tui.record.register import Register, register
from kinerja_tui.tui.record.rows import RecordRows
from kinerja_tui.tui.screens.record import RecordScreen
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.widgets.panel import Panel
from tests.tui.desks import main_of, press

SIZE = (80, 24)
MERIT = "biro-osdm/2022/indicators/merit.toml"
SKM = "biro-osdm/2022/indicators/skm.toml"
GOALS = "biro-osdm/2022/goals.toml"
PLAN = "biro-osdm/plan-2020-2024.toml"
REVISION = "biro-osdm/2022/agreements/3-revisi.toml"
KASN = "biro-osdm/2022/recommendations/kasn-merit.toml"


def page_of(app: App[int]) -> RecordScreen:
    """The page that is open."""
    screen = app.screen
    assert isinstance(screen, RecordScreen)
    return screen


async def open_page(pilot: Pilot[int], file: str, key: str = "") -> RecordScreen:
    """Open the page of a record."""
    open_record(main_of(pilot.app), file, key)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    return page_of(pilot.app)


async def go_to(pilot: Pilot[int], key: str) -> None:
    """Put the cursor on a key."""
    screen = page_of(pilot.app)
    source = screen.grid.source
    assert isinstance(source, RecordRows)
    row = source.place(key)
    assert row is not None and source.row(row).subject == key, key
    screen.grid.go(row, 1)
    await pilot.pause()


def part(app: App[int], name: str) -> str:
    """What a panel of the page says."""
    return page_of(app).query_one(f"#{name}", Panel).text


def shown(app: App[int]) -> str:
    """The whole page as text."""
    return "\n".join(
        [part(app, "title"), page_of(app).grid.text, part(app, "detail"), part(app, "foot")]
    )


def row_with(app: App[int], text: str) -> str:
    """The drawn row that has `text`."""
    return next(row for row in page_of(app).grid.text.splitlines() if text in row)


_KEYS = {" ": "space", ":": "colon", ".": "full_stop", "-": "minus"}


async def pick(pilot: Pilot[int], name: str) -> None:
    """Choose from a list by typing a part of the name."""
    for sign in name:
        await pilot.press(_KEYS.get(sign, sign))
    await press(pilot, "enter")


def read(root: Path, file: str) -> Register:
    """A record of a folder."""
    found = register(Folder(root), file)
    assert isinstance(found, Register) and not isinstance(found, Refused)
    return found
