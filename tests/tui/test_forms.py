"""Forms that add something: what is typed in them outlives the program, and what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.state import drafts
from kinerja_tui.store.writing.add import AddKind
from kinerja_tui.tui.modes.adding import Adding
from kinerja_tui.tui.modes.offering import Offering
from kinerja_tui.tui.unfinished import FORM, Unfinished
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import desk_of, main_of, panel, press, row_of, sample, type_text, workspace
from tests.tui.together import kept, opened, until

SIZE = (80, 24)


def form(app: Workspace) -> Adding:
    mode = main_of(app).mode
    assert isinstance(mode, Adding)
    return mode


def orphaned(root: Path, kind: str = "indicator", **values: str) -> drafts.Draft:
    """A form that a session left which is no more."""
    made = drafts.new_draft("gone", "biro-osdm/2022/year.toml", FORM, {}, "Add: an indicator 2022")
    fields = {"page": FORM, "kind": kind, **{f"={name}": text for name, text in values.items()}}
    paper = drafts.Draft(
        id=made.id,
        user=made.user,
        session=made.session,
        time=made.time,
        file=made.file,
        key=made.key,
        subject=made.subject,
        text=values.get("name", ""),
        fields=fields,
    )
    drafts.keep(root, paper)
    return paper


async def test_what_is_typed_is_on_the_disk_and_goes_when_it_is_added(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "a", "down", "down")
        assert kept(root) == []
        await type_text(pilot, "Waktu")
        await until(pilot, lambda: [each.text for each in kept(root)] == ["Waktu"])
        (paper,) = kept(root)
        assert paper.fields["=name"] == "Waktu" and paper.fields["kind"] == "indicator"
        assert paper.subject == "Add: an indicator 2022"
        await press(pilot, "down", "down", "down")
        await type_text(pilot, "hari")
        await until(pilot, lambda: kept(root)[0].text == "Waktu hari")
        assert len(kept(root)) == 1
        await press(pilot, "enter")
        await until(pilot, lambda: kept(root) == [])
        assert "Added: waktu" in panel(app, "foot")


async def test_what_is_taken_back_leaves_no_draft(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (_, pilot):
        await press(pilot, "a", "down", "down", "x")
        await until(pilot, lambda: len(kept(root)) == 1)
        await press(pilot, "backspace")
        await until(pilot, lambda: kept(root) == [])


async def test_a_form_of_a_dead_session_is_offered_and_added(tmp_path: Path) -> None:
    root = sample(tmp_path)
    orphaned(root, name="Waktu layanan", measured_in="hari", goal="kepuasan")
    async with opened(root) as (app, pilot):
        assert isinstance(main_of(app).mode, Offering)
        assert "Add: an indicator 2022   Waktu layanan" in panel(app, "detail")
        await press(pilot, "enter")
        assert form(app).values["name"] == "Waktu layanan"
        assert form(app).values["goal"] == "kepuasan"
        assert "a draft" not in panel(app, "top")
        await press(pilot, "enter")
        assert "IK 7" in row_of(app, "IK 7")
        await until(pilot, lambda: kept(root) == [])
    text = (root / "biro-osdm/2022/indicators/waktu-layanan.toml").read_text("utf-8")
    assert 'measured_in = "hari"' in text and 'goal = "kepuasan"' in text


async def test_a_form_that_is_left_is_offered_at_the_next_start(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (_, pilot):
        await press(pilot, "3", "a")
        await type_text(pilot, "Layanan")
        await press(pilot, "escape")
    async with opened(root) as (app, pilot):
        assert isinstance(main_of(app).mode, Offering)
        await press(pilot, "enter")
        assert (form(app).kind, form(app).values["name"]) == ("activity", "Layanan")
        assert main_of(app).place == 2
        await press(pilot, "escape")
        assert main_of(app).mode is None
    async with opened(root) as (app, pilot):
        await press(pilot, "d")
        await until(pilot, lambda: kept(root) == [])


async def test_a_form_of_another_year_opens_that_year(tmp_path: Path) -> None:
    root = sample(tmp_path)
    orphaned(root, "goal", name="Meningkatnya disiplin")
    async with opened(root, "biro-osdm", 2022) as (app, pilot):
        await press(pilot, "escape", "N", "enter")
        assert main_of(app).desk.year == 2023
        await press(pilot, "D", "enter")
        assert main_of(app).desk.year == 2022
        assert (form(app).kind, form(app).values["name"]) == ("goal", "Meningkatnya disiplin")


@pytest.mark.parametrize(("kind", "goes_on"), [("unit", True), ("goal", False)])
async def test_in_a_closed_year_only_the_form_of_a_unit_goes_on(
    kind: str, goes_on: bool, tmp_path: Path
) -> None:
    root = sample(tmp_path)
    orphaned(root, kind, name="Biro Umum")
    year = root / "biro-osdm/2022/year.toml"
    year.write_text(year.read_text("utf-8").replace("closed = false", "closed = true"), "utf-8")
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        await until(pilot, lambda: goes_on or "is closed" in panel(app, "foot"))
        assert isinstance(main_of(app).mode, Adding) == goes_on
    assert len(kept(root)) == 1


@pytest.mark.parametrize("kind", ["satellite", "year"])
async def test_a_form_of_a_kind_that_is_not_known_stays_a_draft(kind: str, tmp_path: Path) -> None:
    root = sample(tmp_path)
    orphaned(root, kind, name="x")
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        assert main_of(app).mode is None
        await until(pilot, lambda: "a draft (D)" in panel(app, "top"))
    assert len(kept(root)) == 1


async def test_a_draft_may_say_anything(tmp_path: Path) -> None:
    root = sample(tmp_path)
    orphaned(root, name="[red]x\x1b[2J\n", kind_="x", language="xx", goal="nowhere")
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        assert form(app).kind == "indicator" and "\x1b" not in panel(app, "detail")
        await press(pilot, "enter")
        assert form(app).name == "measured_in"
        await type_text(pilot, "hari")
        await press(pilot, "enter")
        assert form(app).name == "goal"
        await press(pilot, "right", "enter")
        assert "Added: " in panel(app, "foot")


def test_each_year_has_its_own_forms(tmp_path: Path) -> None:
    desk = desk_of(sample(tmp_path))
    left, kind = Unfinished(desk), "goal"
    goal: AddKind = "goal"
    left.keep(goal, {"name": "x"}, kind, "x")
    assert left.values(goal) == {"name": "x"} and left.values("indicator") == {}
    left.done(goal)
    assert left.values(goal) == {}


async def test_what_is_proposed_stands_in_brackets(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        found = panel(app, "detail")
        assert "[IK 7]" in found and "[% for percent]" in found
        await press(pilot, "down", "down")
        await type_text(pilot, "Waktu")
        await press(pilot, "up")
        found = panel(app, "detail")
        assert "[waktu]" in found and " Waktu" in found and "[Waktu]" not in found


async def test_in_a_low_terminal_the_form_has_the_table_s_lines(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(40, 12)) as pilot:
        before = main_of(app).grid.size.height
        await press(pilot, "a")
        rows = form(app).lines(40)
        assert len(rows) == 6 and "1/8" in "".join(each.text for each in rows[0])
        assert all(sum(wide(each.text) for each in row) <= 40 for row in rows)
        await press(pilot, *["down"] * 7)
        assert "8/8" in "".join(each.text for each in form(app).lines(40)[0])
        await press(pilot, "up", "up", "enter")
        assert "! The name is missing." in panel(app, "detail")
        await press(pilot, "escape")
        assert main_of(app).grid.size.height == before


async def test_a_refusal_of_the_records_is_said_at_its_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kinerja_tui.locale import message
    from kinerja_tui.model.base import Problem
    from kinerja_tui.tui.adding import Sent

    file = "biro-osdm/2022/activities/layanan.toml"
    problem = Problem(code="B30", file=file, key="ceiling", message=message("too much"))
    monkeypatch.setattr(
        "kinerja_tui.tui.adding.carried_out", lambda desk, make: Sent(Refused(problem))
    )
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "a")
        await type_text(pilot, "Layanan")
        await press(pilot, "down", "down", "down")
        await type_text(pilot, "5")
        await press(pilot, "up", "up", "enter")
        assert form(app).name == "ceiling"
        assert "! too much" in panel(app, "detail")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("5", "a"), "Enter goes to the record."),
        (("7", "a"), "begins a section."),
        (("b", "a"), "Enter goes to what is due."),
    ],
)
async def test_where_nothing_is_added_it_is_said(
    keys: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, keys[0])
        place, table = main_of(app).place, main_of(app).opened_table
        assert "a add" not in panel(app, "foot")
        await press(pilot, *keys[1:])
        assert said in panel(app, "foot")
        assert (main_of(app).mode, main_of(app).place) == (None, place)
        assert main_of(app).opened_table is table


@pytest.mark.parametrize("place", ["1", "2", "3", "6"])
async def test_where_a_form_adds_the_key_bar_says_so(place: str, tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, place)
        assert "a add" in panel(app, "foot")
        await press(pilot, "a")
        assert isinstance(main_of(app).mode, Adding)


@pytest.mark.parametrize("place", ["2", "3"])
@pytest.mark.parametrize("key", ["s", "v"])
async def test_a_key_of_the_first_place_says_so_elsewhere(
    key: str, place: str, tmp_path: Path
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, place, key)
        assert "Only in place 1: " in panel(app, "foot")
        assert "i opens the record." in panel(app, "foot")
        await press(pilot, "1", "t", key)
        assert "After Esc, among the indicators: " in panel(app, "foot")
        await press(pilot, "j")
        assert "After Esc" not in panel(app, "foot")


async def test_a_form_is_taken_up_by_one_session_alone(tmp_path: Path) -> None:
    root = sample(tmp_path)
    orphaned(root, name="Waktu layanan")
    async with opened(root) as (one, first), opened(root) as (other, second):
        await press(first, "enter")
        assert form(one).values["name"] == "Waktu layanan"
        await press(second, "enter")
        assert main_of(other).mode is None and panel(other, "foot").strip()
        await press(first, "down", "down", "x")
        await until(first, lambda: [each.text for each in kept(root)] == ["Waktu layananx"])
