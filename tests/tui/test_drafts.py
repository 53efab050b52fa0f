"""What is typed outlives the workspace: kept within a second, offered at the next start."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kinerja_tui.store.state import drafts
from kinerja_tui.tui.modes.conflict import Choosing
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.modes.leaving import Leaving
from kinerja_tui.tui.modes.offering import Offering
from kinerja_tui.tui.modes.state import StateChoice
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import IP_ASN, main_of, panel, press, row_of, sample, senja, type_text
from tests.tui.together import VALUE, colleague, editor, kept, left, opened, until

SPBE = "biro-osdm/2022/indicators/spbe.toml"


def texts(root: Path) -> list[str]:
    return [each.text for each in kept(root)]


async def test_what_is_typed_is_on_the_disk_and_goes_when_it_is_saved(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        assert kept(root) == []
        await type_text(pilot, "70")
        await until(pilot, lambda: texts(root) == ["70"])
        (paper,) = kept(root)
        assert (paper.file, paper.subject, paper.kept) == (IP_ASN, "IK 1 2022", False)
        assert paper.seen[VALUE] == "61.34" and paper.session == main_of(app).desk.company.id
        await type_text(pilot, ",5")
        await until(pilot, lambda: texts(root) == ["70,5"])
        await press(pilot, "enter")
        await until(pilot, lambda: kept(root) == [])


async def test_esc_gives_the_text_up_and_its_draft(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await until(pilot, lambda: texts(root) == ["70"])
        await press(pilot, "escape")
        await until(pilot, lambda: kept(root) == [])
        assert "a draft" not in panel(app, "top")


async def test_a_state_and_its_reason_are_kept(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "s", "4", "enter")
        await type_text(pilot, "late")
        await until(pilot, lambda: texts(root) == ["late"])
        assert kept(root)[0].fields == {"state": "unavailable"}
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: kept(root) == [])
        assert main_of(app).mode is None


async def test_leaving_keeps_the_draft_and_says_so(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "ctrl+q")
        assert isinstance(main_of(app).mode, Leaving)
        assert "kept as a draft" in panel(app, "detail") and "keep the draft" in panel(app, "foot")
        await press(pilot, "q")
    assert texts(root) == ["70"]


def offered(app: Workspace) -> bool:
    return isinstance(main_of(app).mode, Offering)


async def test_a_draft_of_a_dead_session_is_offered_and_taken_up(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (app, pilot):
        assert offered(app) and "a draft (D)" in panel(app, "top")
        assert "Typed and not saved:" in panel(app, "detail")
        assert "IK 1 2022   70" in panel(app, "detail")
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Editing)
        assert "70" in row_of(app, "IK 1") and "114.75%" in row_of(app, "IK 1")
        assert "a draft" not in panel(app, "top")
        await press(pilot, "enter")
        assert "value = 70\n" in (root / IP_ASN).read_text("utf-8")
        await until(pilot, lambda: kept(root) == [])


async def test_an_offer_is_left_for_later_and_comes_again(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (app, pilot):
        await press(pilot, "escape")
        assert main_of(app).mode is None and "a draft (D)" in panel(app, "top")
        await press(pilot, "down", "D")
        assert offered(app)
        await press(pilot, "enter", "escape")
        assert main_of(app).mode is None
        await until(pilot, lambda: "a draft (D)" in panel(app, "top"))
        assert texts(root) == ["70"]
    async with opened(root) as (app, _):
        assert offered(app)


async def test_an_offer_does_not_stand_in_the_way_of_other_keys(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    async with opened(root) as (app, pilot):
        assert offered(app)
        await press(pilot, "3")
        assert main_of(app).mode is None and main_of(app).place == 2
        await press(pilot, "D", "slash")
        assert isinstance(main_of(app).mode, Filtering)
        assert texts(root) == ["70"]


async def test_a_draft_is_thrown_away_by_one_key(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "70")
    left(root, "2,5", SPBE)
    async with opened(root) as (app, pilot):
        assert "2 drafts" in panel(app, "top") and "2 drafts:" in panel(app, "detail")
        await press(pilot, "down", "d")
        assert offered(app) and "a draft (D)" in panel(app, "top")
        await press(pilot, "d")
        assert main_of(app).mode is None and "draft" not in panel(app, "top")
        await until(pilot, lambda: kept(root) == [])
        await press(pilot, "D")
        assert "No draft is waiting." in panel(app, "foot")


async def test_a_draft_over_a_value_that_has_changed_says_so_and_meets_the_conflict(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    left(root, "70")
    colleague(root, "65")
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        assert "Changed meanwhile (siti, " in main_of(app).grid.text
        assert "realisation: 65. Enter asks." in main_of(app).grid.text
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Choosing)
        assert "61.34" in panel(app, "detail")
        await press(pilot, "m")
        assert "value = 70\n" in (root / IP_ASN).read_text("utf-8")


async def test_a_draft_of_a_state_comes_back_with_its_reason(tmp_path: Path) -> None:
    root = sample(tmp_path)
    left(root, "late", state="unavailable")
    async with opened(root) as (app, pilot):
        assert "not available yet: late" in panel(app, "detail")
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, StateChoice)
        assert "Reason: late" in panel(app, "detail")
        await press(pilot, "enter")
        assert 'reason = "late"' in (root / IP_ASN).read_text("utf-8")


async def test_a_draft_of_another_year_opens_that_year(tmp_path: Path) -> None:
    root = senja(tmp_path)
    left(root, "33", "dinas-air/2022/indicators/keluhan.toml")
    async with opened(root, "dinas-air", 2023) as (app, pilot):
        await press(pilot, "slash", "x", "x", "enter", "D", "enter")
        assert main_of(app).desk.year == 2022
        assert isinstance(main_of(app).mode, Editing)
        assert main_of(app).grid.subject == "keluhan.value"


async def test_a_draft_without_its_record_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    paper = left(root, "70")
    drafts.keep(root, replace(paper, file="biro-osdm/2022/indicators/gone.toml"))
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        assert main_of(app).mode is None and "the draft stays" in panel(app, "foot")
        await until(pilot, lambda: "a draft (D)" in panel(app, "top"))
    editor(root, "value = 61.34", "value = 61,34")
    drafts.keep(root, paper)
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        assert "the draft stays" in panel(app, "foot")
        assert texts(root) == ["70"]


async def test_a_hostile_draft_does_no_harm(tmp_path: Path) -> None:
    root = sample(tmp_path)
    paper = left(root, "\x1b[31m70\n8", state="nonsense")
    drafts.keep(root, replace(paper, subject="[red]\x1b", time="when"))
    async with opened(root) as (app, pilot):
        assert offered(app)
        assert panel(app, "detail").replace("\n", "").isprintable()
        await press(pilot, "enter")
        assert panel(app, "detail").replace("\n", "").isprintable()
        assert main_of(app).grid.text.replace("\n", "").isprintable()
