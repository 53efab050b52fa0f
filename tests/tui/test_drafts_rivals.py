"""Drafts that two sessions of one user are offered at once: one gets them, nothing is lost."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kinerja_tui.store.state import drafts
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.offering import Offering
from kinerja_tui.tui.screens.record import RecordScreen
from tests.tui.desks import IP_ASN, main_of, panel, press, sample, type_text
from tests.tui.together import kept, left, opened, until

ELSEWHERE = "This draft is being typed in another of your sessions."


def mine(root: Path, session: str) -> list[str]:
    return [each.text for each in kept(root) if each.session == session]


async def test_a_draft_taken_up_is_not_thrown_away_by_another_session(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (one, first), opened(root) as (two, second):
        assert isinstance(main_of(one).mode, Offering) and isinstance(main_of(two).mode, Offering)
        await press(first, "enter")
        assert isinstance(main_of(one).mode, Editing)
        assert mine(root, main_of(one).desk.company.id) == ["70"]
        await press(second, "d")
        assert ELSEWHERE in panel(two, "foot")
        assert mine(root, main_of(one).desk.company.id) == ["70"]
        await type_text(first, ",5")
        await until(first, lambda: [each.text for each in kept(root)] == ["70,5"])
    (paper,) = kept(root)
    assert paper.text == "70,5"


async def test_a_draft_taken_up_is_not_taken_up_twice(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (_, first), opened(root) as (two, second):
        await press(first, "enter")
        await press(second, "enter")
        assert main_of(two).mode is None and ELSEWHERE in panel(two, "foot")
        assert "draft" not in panel(two, "top")
        await press(first, "enter")
        assert "value = 70\n" in (root / IP_ASN).read_text("utf-8")
        await until(first, lambda: kept(root) == [])


async def test_a_draft_that_another_session_threw_away_is_gone(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (_, first), opened(root) as (two, second):
        await press(first, "d")
        assert kept(root) == []
        await press(second, "enter")
        assert main_of(two).mode is None and "This draft is gone" in panel(two, "foot")


async def test_what_another_session_typed_on_and_put_aside_is_what_is_taken_up(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (_, first), opened(root) as (two, second):
        await press(first, "enter")
        await type_text(first, ",5")
        await press(first, "escape")
        await until(first, lambda: [each.kept for each in kept(root)] == [True])
        await press(second, "enter")
        mode = main_of(two).mode
        assert isinstance(mode, Editing) and mode._field.text == "70,5"


async def test_a_draft_of_a_page_and_of_a_form_are_taken_up_once(tmp_path: Path) -> None:
    root = sample(tmp_path)
    page = drafts.new_draft("dead.1", IP_ASN, "analysis.cause", {}, "ip-asn  analysis.cause")
    for fields in ({"page": "key"}, {"page": "add", "kind": "indicator", "=name": "Waktu"}):
        paper = replace(page, text="Karena hujan.", fields=fields)
        drafts.keep(root, paper)
        async with opened(root) as (one, first), opened(root) as (two, second):
            await press(first, "enter")
            assert mine(root, main_of(one).desk.company.id) == ["Karena hujan."]
            await press(second, "enter")
            top = two.screen
            said = top.message if isinstance(top, RecordScreen) else main_of(two).message
            assert said == ELSEWHERE and main_of(two).mode is None
        drafts.drop(root, paper.id)
