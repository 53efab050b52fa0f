"""Workspaces with company: on one folder, beside colleagues, editors and dead sessions."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from msgspec.structs import replace
from textual.pilot import Pilot

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.store.splicing.edit import Edit, Saved
from kinerja_tui.store.state import drafts
from kinerja_tui.store.state.people import VARIABLE
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.keep import keep
from kinerja_tui.tui.company import Presence
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import IP_ASN, main_of, workspace

VALUE = "realisation.value"
SIZE = (80, 24)
_PATIENCE = 20.0


@asynccontextmanager
async def opened(
    root: Path, unit: str = "biro-osdm", year: int = 2022, size: tuple[int, int] = SIZE
) -> AsyncIterator[tuple[Workspace, Pilot[int]]]:
    """A workspace with company, when everything that the start brings has come."""
    company = Presence(root)
    desk = Desk(Folder(root), unit, year, Words(ENGLISH), company=company)
    app = workspace(desk)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: main_of(app).live.begun)
            assert company._watcher is not None
            await until(pilot, company._watcher.ready.is_set)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            yield app, pilot
    finally:
        company.close()


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Let the app work until the condition holds."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        await pilot.pause()


@contextmanager
def somebody(name: str) -> Iterator[None]:
    """What is done inside is done by `name`."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def colleague(
    root: Path, new: str, file: str = IP_ASN, key: str = VALUE, who: str = "siti"
) -> None:
    """A colleague changes a value with this program."""
    with somebody(who):
        outcome = keep(root, Edit.one(file, key, token_at(root, file, key), new), f"{who}.other")
    assert isinstance(outcome, Saved) and outcome.changed


def editor(root: Path, old: str, new: str, file: str = IP_ASN) -> None:
    """An editor that knows nothing of this program writes the file."""
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def left(root: Path, text: str, file: str = IP_ASN, **fields: str) -> drafts.Draft:
    """A draft of a session that is dead."""
    seen = {VALUE: token_at(root, file, VALUE)}
    seen["realisation.state"] = token_at(root, file, "realisation.state")
    seen["realisation.reason"] = token_at(root, file, "realisation.reason")
    paper = drafts.new_draft("dead.1", file, VALUE, seen, "IK 1 2022")
    paper = replace(paper, text=text, fields=fields)
    drafts.keep(root, paper)
    return paper


def kept(root: Path) -> list[drafts.Draft]:
    """All drafts on the disk, whoever types them."""
    return list(drafts.waiting(root, ()))
