"""What others do while the workspace is open: it is seen, and nothing that is typed is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.store.state.sessions import Present, Session, others
from kinerja_tui.tui.heading import company_line
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.widgets.panel import Painted
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    main_of,
    panel,
    press,
    row_of,
    sample,
    senja,
    type_text,
    workspace,
)
from tests.tui.together import colleague, editor, opened, somebody, until


def foot(app: Workspace) -> str:
    return panel(app, "foot")


async def test_a_colleagues_value_comes_and_the_cursor_and_the_filter_stay(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "slash", *"ik", "enter", "down", "down", "right", "right")
        place = (main_of(app).grid.row, main_of(app).grid.column)
        colleague(root, "65")
        await until(pilot, lambda: "106.56%" in row_of(app, "IK 1"))
        await until(pilot, lambda: "siti changed IK 1, realisation: 61.34 → 65" in foot(app))
        assert (main_of(app).grid.row, main_of(app).grid.column) == place
        assert main_of(app).wanted == "ik"
        assert main_of(app).desk.page.card.mean == desk_of(root).page.card.mean


async def test_only_what_changed_is_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    drawn: list[tuple[str | None, int]] = []
    original = Painted.refresh

    def refresh(self: Painted, *regions: object, **how: object) -> object:
        drawn.extend((self.id, region.y) for region in regions)  # type: ignore[attr-defined]
        return original(self, *regions, **how)  # type: ignore[arg-type]

    async with opened(root) as (app, pilot):
        await press(pilot, "G")
        monkeypatch.setattr(Painted, "refresh", refresh)
        editor(root, "value = 61.34", "value = 61.35")
        await until(pilot, lambda: "61.35" in row_of(app, "IK 1"))
        await until(pilot, lambda: "another program" in foot(app))
        assert {place for place in drawn if place[0] == "grid"} <= {("grid", 1), ("grid", 2)}
        assert {id_ for id_, _ in drawn} <= {"grid", "foot", "top"}


async def test_what_another_program_wrote_is_said_without_a_name(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        editor(root, "value = 61.34", "value = 66.34")
        await until(pilot, lambda: "IK 1 was changed with another program." in foot(app))
        assert "66.34" in row_of(app, "IK 1")


async def test_a_value_being_typed_is_never_replaced_and_its_neighbours_follow(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        colleague(root, "2.6", SPBE)
        await until(pilot, lambda: "100.00%" in row_of(app, "IK 4"))
        assert "70" in row_of(app, "IK 1") and "114.75%" in row_of(app, "IK 1")
        assert isinstance(main_of(app).mode, Editing)
        colleague(root, "65")
        grid = main_of(app).grid
        await until(pilot, lambda: "Changed meanwhile (siti, " in grid.text)
        assert "realisation: 65. Enter asks." in grid.text
        assert "70" in row_of(app, "IK 1") and "114.75%" in row_of(app, "IK 1")
        await press(pilot, "1")
        assert "701" in row_of(app, "IK 1") and "realisation: 65. Enter asks." in grid.text
        await press(pilot, "enter")
        assert "theirs" in panel(app, "detail")


async def test_a_save_says_who_changed_another_field_meanwhile(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        colleague(root, '"Biro A"', key="owner")
        await press(pilot, "enter")
        assert "Saved: IK 1. Meanwhile: siti changed IK 1" in foot(app)
        assert "owner" in foot(app)
        text = (root / IP_ASN).read_text("utf-8")
        assert "value = 70\n" in text and 'owner = "Biro A"' in text


async def test_a_broken_file_keeps_its_last_good_values_until_it_is_mended(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        editor(root, "value = 61.34", "value = 61,34")
        await until(pilot, lambda: "! 1" in panel(app, "top"))
        assert "ip-asn.toml cannot be read any more (line " in foot(app)
        assert row_of(app, "IK 1").startswith(" !") and "61.34" in row_of(app, "IK 1")
        assert "(5/6)" in panel(app, "top")
        await press(pilot, "down")
        assert row_of(app, "IK 1").startswith(">!")
        assert "! ip-asn.toml is broken, line " in panel(app, "detail")
        assert "decimal point" in panel(app, "detail")
        await press(pilot, "e")
        assert main_of(app).mode is None and "ip-asn.toml, line " in foot(app)
        await press(pilot, "5")
        assert "Write 61.34" in main_of(app).grid.text
        assert main_of(app).file_here()[0] == IP_ASN
        await press(pilot, "1", "down")
        editor(root, "value = 61,34", "value = 62.34")
        await until(pilot, lambda: "62.34" in row_of(app, "IK 1"))
        assert "ip-asn.toml can be read again." in foot(app)
        assert "! 1" not in panel(app, "top") and not row_of(app, "IK 1").startswith(">!")


async def test_a_file_that_is_broken_for_a_moment_is_not_worth_a_word(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        live = main_of(app).live
        editor(root, "value = 61.34", "value = ")
        await until(pilot, lambda: bool(live._suspects))
        assert "! " not in panel(app, "top") and "61.34" in row_of(app, "IK 1")
        editor(root, "value = ", "value = 64")
        await until(pilot, lambda: "64" in row_of(app, "IK 1"))
        await until(pilot, lambda: not live._suspects)
        assert main_of(app).desk.broken == {} and "! " not in panel(app, "top")


async def test_a_record_that_goes_while_it_is_edited_leaves_the_text_as_a_draft(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        (root / IP_ASN).unlink()
        await until(pilot, lambda: main_of(app).mode is None)
        assert "has gone" in foot(app)
        await until(pilot, lambda: "a draft (D)" in panel(app, "top"))
        assert main_of(app).grid.field is None


async def test_news_of_other_units_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = senja(tmp_path)
    async with opened(root, "dinas-air", 2022) as (app, pilot):
        desk = main_of(app).desk
        heard: list[frozenset[str]] = []
        monkeypatch.setattr(main_of(app).live, "heard", heard.append)
        editor(root, "schema", "# x\nschema", "pulau-senja/2022/goals.toml")
        editor(root, "schema", "# x\nschema", "dinas-air/2022/goals.toml")
        await until(pilot, lambda: bool(heard))
        assert heard == [frozenset({"dinas-air/2022/goals.toml"})]
        assert "pulau-senja/unit.toml" in desk.within


async def test_the_filter_and_a_question_stay_when_the_page_changes(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "slash", "s", "p")
        editor(root, "value = 2.28", "value = 2.3", SPBE)
        await until(pilot, lambda: "2.3 " in row_of(app, "IK 4"))
        assert isinstance(main_of(app).mode, Filtering) and main_of(app).grid.count == 2
        await press(pilot, "enter", "down", "s", "right")
        editor(root, "value = 2.3", "value = 2.4", SPBE)
        await until(pilot, lambda: "2.4*" in row_of(app, "IK 4"))
        assert "State of the realisation of IK 4" in panel(app, "detail")


async def test_the_tables_of_other_places_follow(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root, size=(240, 40)) as (app, pilot):
        await press(pilot, "4")
        assert "61.34" in main_of(app).grid.text
        editor(root, "value = 61.34", "value = 67.34")
        await until(pilot, lambda: "67.34" in main_of(app).grid.text)
        await press(pilot, "7", "G", "enter")
        title, text = panel(app, "top").splitlines()[2], main_of(app).grid.text
        editor(root, "value = 67.34", "value = 68.34")
        await until(pilot, lambda: "changed with another program" in foot(app))
        assert panel(app, "top").splitlines()[2] == title
        assert main_of(app).grid.text.splitlines()[0] == text.splitlines()[0]


async def test_a_record_that_goes_is_said_to_be_gone(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        (root / IP_ASN).unlink()
        await until(pilot, lambda: "ip-asn is not there any more." in foot(app))
        assert "IK 1 " not in main_of(app).grid.text


async def test_who_else_is_here_stands_in_the_heading(tmp_path: Path) -> None:
    root = sample(tmp_path)
    with somebody("budi"):
        async with opened(root) as (app, pilot):
            assert "siti" not in panel(app, "top")
            with somebody("siti"):
                session = Session.open(root, "biro-osdm", 2021)
            await until(pilot, lambda: "─ siti ─" in panel(app, "top"))
            mine = Session.open(root, "biro-osdm", 2022)
            await until(pilot, lambda: "budi (you)" in panel(app, "top"))
            assert "siti" in panel(app, "top")
            session.close()
            mine.close()
            await until(pilot, lambda: "siti" not in panel(app, "top"))


async def test_two_workspaces_see_each_other(tmp_path: Path) -> None:
    root = sample(tmp_path)
    with somebody("budi"):
        async with opened(root) as (first, pilot):
            async with opened(root) as (second, other):
                await until(pilot, lambda: "budi (you)" in panel(first, "top"))
                assert "budi (you)" in panel(second, "top")
                await press(other, "down", "e")
                await type_text(other, "70")
                await press(other, "enter")
                await until(pilot, lambda: "114.75%" in row_of(first, "IK 1"))
                await until(pilot, lambda: "budi changed IK 1" in foot(first))
                assert "Saved: IK 1" in foot(second)
            await until(pilot, lambda: "budi" not in panel(first, "top"))


async def test_our_own_saves_are_no_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        heard: list[frozenset[str]] = []
        monkeypatch.setattr(main_of(app).live, "heard", heard.append)
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter", "u", "U")
        editor(root, "value = 2.28", "value = 2.4", SPBE)
        await until(pilot, lambda: bool(heard))
        assert heard == [frozenset({SPBE})]


async def test_the_session_follows_the_year_that_is_shown(tmp_path: Path) -> None:
    root = senja(tmp_path)
    async with opened(root, "dinas-air", 2022) as (app, pilot):
        company = main_of(app).desk.company
        await press(pilot, "left_square_bracket")
        with somebody("siti"):
            other = Session.open(root, "dinas-air", 2022)
        (me,) = others(root, other.id)
        assert (me.id, me.year) == (company.id, 2021)
        other.close()


async def test_nobody_waits_for_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        desk = main_of(app).desk

        def gone(unit: str, year: int) -> object:
            raise OSError("the disk has gone")

        monkeypatch.setattr(desk.shelf, "load", gone)
        editor(root, "value = 61.34", "value = 69.34")
        await until(pilot, lambda: "That did not work: OSError: the disk has gone" in foot(app))
        monkeypatch.undo()
        editor(root, "value = 69.34", "value = 69.35")
        await until(pilot, lambda: "69.35" in row_of(app, "IK 1"))


async def test_what_cannot_be_saved_is_said_before_anything_is_typed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    (root / IP_ASN).chmod(0o444)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        assert main_of(app).mode is None and "write-protected" in foot(app)
        await press(pilot, "s")
        assert main_of(app).mode is None and "write-protected" in foot(app)


async def test_an_edit_begins_with_what_the_file_says_now(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        editor(root, "value = 61.34", "value = 66")
        await press(pilot, "down", "e")
        assert " 66 " in row_of(app, "IK 1")
        await press(pilot, "end", "7", "enter")
        assert "value = 667\n" in (root / IP_ASN).read_text("utf-8")


async def test_journals_that_are_too_old_go(tmp_path: Path) -> None:
    root = sample(tmp_path)
    colleague(root, "65")
    journal = root / ".kinerja/journal"
    (journal / "2020-01-31.budi.jsonl").write_text("", "utf-8")
    async with opened(root) as (_, pilot):
        await until(pilot, lambda: len(list(journal.iterdir())) == 1)


def test_as_many_names_as_fit() -> None:
    here = [
        Present(f"{name}.1", name, "host", 1, "", "", "biro-osdm", 2022)
        for name in ("siti", "budi", "ratna", "siti")
    ]
    words = Words(ENGLISH)
    assert company_line(here, "ani", words, 40) == "siti, budi, ratna"
    assert company_line(here, "ani", words, 13) == "siti, budi +1"
    assert company_line(here, "ani", words, 9) == "siti +2"
    assert company_line(here, "ani", words, 4) == "+3"
    assert company_line(here, "ani", words, 1) == ""
    assert company_line(here[:1], "siti", words, 40) == "siti (you)"
    assert company_line([], "siti", words, 40) == ""
