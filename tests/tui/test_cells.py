"""Editing, opening, removing, history and printing by the cell under the cursor, in places 2 to 7;
and the way from a finding to its field.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from kinerja_tui.model.indicator import Borrowed, home
from kinerja_tui.tui.around import about, file_of
from kinerja_tui.tui.modes.naming import Naming
from kinerja_tui.tui.record.picking import Picking
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.reading import Reading
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    main_of,
    panel,
    press,
    sample,
    senja,
    type_text,
    workspace,
)
from tests.tui.record.pages import GOALS, PLAN, page_of, part, pick

SIZE = (80, 24)
FIRST = "biro-osdm/2022/agreements/1-awal.toml"
SECOND = "biro-osdm/2022/agreements/2-revisi.toml"
SDM = "biro-osdm/2022/activities/manajemen-sdm.toml"
TARGET = "A target is what was signed; it changes by a new revision (2, a)."


async def to_cell(pilot: Pilot[int], subject: str, column: str) -> None:
    """Put the cursor on a cell of the table that is shown."""
    grid = main_of(pilot.app).grid
    assert grid.source is not None
    rows = [grid.source.row(index).subject for index in range(len(grid.source))]
    columns = [each.id for each in grid.source.heads]
    grid.go(rows.index(subject), columns.index(column))
    await pilot.pause()


def where(app: App[int]) -> tuple[str, str]:
    """The file of the page that is open, and the key under its cursor."""
    screen = page_of(app)
    assert screen.entry is not None
    return screen.register.file, ".".join(screen.entry.path)


def unsigned(root: Path) -> None:
    """The last version becomes one whose paper is not named."""
    path = root / "biro-osdm/2022/agreements/3-revisi.toml"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith(("document", "number"))]
    path.write_text("".join(kept), "utf-8")


async def test_a_version_s_column_leads_to_that_version(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        await to_cell(pilot, "merit", "version_1-awal")
        assert file_of(main_of(app))[0] == FIRST and file_of(main_of(app))[1] > 0
        assert "target.merit.value" in about(main_of(app))[1]
        await press(pilot, "i")
        assert where(app) == (FIRST, "target.merit.value")
        await press(pilot, "q", "d")
        assert where(app) == (FIRST, "target.merit")
        assert "[target.merit]" in part(app, "detail")
        await press(pilot, "escape", "x")
        assert "There is no computed number here." in panel(app, "foot")
        await press(pilot, "H")
        assert isinstance(app.screen, Reading)
        assert "1-awal  target.merit.value" in app.screen._heading


async def test_a_version_s_own_table_and_its_budget_do_too(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "tab")
        await to_cell(pilot, "activity.manajemen-sdm", "version_2-revisi")
        await press(pilot, "i")
        assert where(app) == (SECOND, "budget.manajemen-sdm.amount")
        await press(pilot, "q", "tab")
        await to_cell(pilot, "merit", "indicator")
        await press(pilot, "i")
        assert where(app) == (FIRST, "target.merit")
        await press(pilot, "q", "d")
        assert isinstance(page_of(app).mode, Picking)
        assert "[target.merit]" in part(app, "detail")


async def test_the_version_on_the_screen_is_printed(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "tab", "tab", "p")
        assert isinstance(main_of(app).mode, Naming)
        assert "2022-1-awal.md" in panel(app, "detail")


async def test_what_was_signed_is_not_typed_and_no_page_opens(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        await to_cell(pilot, "merit", "version_1-awal")
        await press(pilot, "e")
        assert isinstance(app.screen, MainScreen) and TARGET in panel(app, "foot")


async def test_a_target_that_is_not_signed_is_typed_and_one_is_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    unsigned(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        await to_cell(pilot, "merit", "version_3-revisi")
        before = (main_of(app).grid.row, main_of(app).grid.column)
        await press(pilot, "e")
        assert where(app)[1] == "target.merit.value" and page_of(app).mode is not None
        await press(pilot, "ctrl+u")
        await type_text(pilot, "340")
        await press(pilot, "enter")
        assert isinstance(app.screen, MainScreen)
        assert "Saved. u undoes it." in panel(app, "foot")
        assert (main_of(app).grid.row, main_of(app).grid.column) == before
        row = next(each for each in main_of(app).grid.text.splitlines() if " IK 2 " in each)
        assert "340" in row
        await press(pilot, "u")
        row = next(each for each in main_of(app).grid.text.splitlines() if " IK 2 " in each)
        assert "336" in row and "340" not in row


async def test_spending_is_typed_in_the_budget(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3")
        await to_cell(pilot, "activity.manajemen-sdm", "spending")
        await press(pilot, "i")
        assert where(app) == (SDM, "spending")
        await press(pilot, "q", "e")
        assert page_of(app).grid.field is not None
        await press(pilot, "escape")
        assert isinstance(app.screen, MainScreen)
        await press(pilot, "e", "ctrl+u")
        await type_text(pilot, "zzz")
        await press(pilot, "enter")
        assert page_of(app).mode is not None, "a refused text stays in its field"
        await press(pilot, "ctrl+u")
        await type_text(pilot, "5000000000")
        await press(pilot, "enter")
        assert isinstance(app.screen, MainScreen)
        assert "5,000,000,000" in main_of(app).grid.text
        assert "spending = 5_000_000_000" in (root / SDM).read_text("utf-8")


async def test_keys_typed_ahead_go_to_the_table_once_the_value_is_saved(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3")
        await to_cell(pilot, "activity.manajemen-kinerja", "spending")
        row = main_of(app).grid.row
        await press(pilot, "e", "ctrl+u", "5")
        await pilot.press("enter", "down")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, MainScreen) and main_of(app).grid.row == row + 1


async def test_what_others_wrote_meanwhile_is_asked_about_first(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3")
        await to_cell(pilot, "activity.manajemen-sdm", "physical")
        await press(pilot, "e", "ctrl+u")
        await type_text(pilot, "90")
        text = (root / SDM).read_text("utf-8")
        (root / SDM).write_text(text.replace("physical = 100", "physical = 80"), "utf-8")
        await press(pilot, "enter")
        assert page_of(app).mode is not None and "80" in part(app, "detail")
        await press(pilot, "t")
        assert isinstance(app.screen, MainScreen)
        assert "Theirs stays." in panel(app, "foot")
        assert "physical = 80" in (root / SDM).read_text("utf-8")


@pytest.mark.parametrize(
    ("keys", "subject", "column", "said"),
    [
        ("3", "activity.manajemen-sdm", "absorption", "computed from the spending and the ceiling"),
        ("3", "budget", "ceiling", "computed from other records"),
        ("2", "merit", "change", "computed from what the versions say"),
        ("2", "agreement.1-awal", "indicator", "put together from the version's date"),
        ("4", "merit", "change", "computed from the achievements of two years"),
        ("t", "merit", "of_year", "computed from the realisation"),
    ],
)
async def test_a_computed_cell_says_what_it_is_computed_from(
    keys: str, subject: str, column: str, said: str, tmp_path: Path
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        await to_cell(pilot, subject, column)
        await press(pilot, "e")
        assert isinstance(app.screen, MainScreen) and said in panel(app, "foot")


async def test_a_year_before_and_its_quarters_are_typed_where_they_are(tmp_path: Path) -> None:
    root = senja(tmp_path)
    desk = desk_of(root, "dinas-air", 2022)
    score = next(each for each in desk.page.card.indicators if each.quarters)
    app = workspace(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        await to_cell(pilot, f"{score.id}.q1", "target")
        await press(pilot, "e")
        assert where(app)[1] in ("q1.target", "q1.target_grade")
        await press(pilot, "escape")
        assert main_of(app).opened_table is not None


async def test_the_plan_s_target_is_in_the_plan(tmp_path: Path) -> None:
    root = sample(tmp_path)
    plan = root / PLAN
    plan.write_text(plan.read_text("utf-8") + "\n[indicator.ip-asn.target.2024]\nvalue = 75\n")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "tab", "tab")
        await to_cell(pilot, "ip-asn", "target")
        await press(pilot, "i")
        assert where(app) == (PLAN, "indicator.ip-asn.target.2024.value")
        await press(pilot, "q", "d")
        assert where(app)[1] == "indicator.ip-asn.target.2024"
        await press(pilot, "escape")
        await to_cell(pilot, "merit", "target")
        await press(pilot, "e")
        assert "new: " in part(app, "detail") and "2024" in part(app, "detail")
        await press(pilot, "escape")
        assert isinstance(app.screen, MainScreen)


FINDINGS = [
    (SDM, "spending = 5_674_472_118", "spending = 2022-01-01", "spending"),
    (SPBE, "code = ", "decimals = true\ncode = ", "decimals"),
    (SECOND, "[budget.manajemen-sdm]", "[target.tidak-ada]\nvalue = 1\n\n[budget.manajemen-sdm]",
     "target.tidak-ada"),
    (GOALS, "weight = 1", "weight = -1", "weight"),
    ("biro-osdm/2022/year.toml", "schema = 1", "schema = 1\nunknown = 1", "unknown"),
]  # fmt: skip


async def test_the_state_of_a_recommendation_is_chosen_and_one_is_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6")
        subject = main_of(app).grid.current
        assert subject is not None and subject.subject.startswith("recommendation.kasn-merit.")
        await to_cell(pilot, subject.subject, "status")
        await press(pilot, "e")
        assert where(app)[1].endswith(".status") and page_of(app).mode is not None
        await press(pilot, "escape")
        assert isinstance(app.screen, MainScreen)
        await press(pilot, "e")
        await pick(pilot, "done")
        assert isinstance(app.screen, MainScreen)
        assert "Saved" in panel(app, "foot") and "done" in main_of(app).grid.text


async def test_what_another_unit_measures_is_not_typed_here(tmp_path: Path) -> None:
    desk = desk_of(senja(tmp_path), "dinas-air", 2022)
    score = next(each for each in desk.page.card.indicators if isinstance(each.indicator, Borrowed))
    app = workspace(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        await to_cell(pilot, score.id, "realisation_2022")
        await press(pilot, "e")
        assert isinstance(app.screen, MainScreen) and "by another unit" in panel(app, "foot")
        await press(pilot, "i")
        assert where(app)[0] == home(score.indicator)


@pytest.mark.parametrize(("file", "old", "new", "key"), FINDINGS)
async def test_enter_on_a_finding_goes_to_its_field(
    file: str, old: str, new: str, key: str, tmp_path: Path
) -> None:
    root = sample(tmp_path)
    text = (root / file).read_text("utf-8")
    changed = text.replace(old, new, 1) if old in text else f"{text}{new}\n"
    (root / file).write_text(changed, "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        desk = main_of(app).desk
        row = next(n for n, each in enumerate(desk.problems) if each.file == file)
        main_of(app).grid.go(row, 1)
        await press(pilot, "enter")
        assert where(app)[0] == file and key in where(app)[1]
        assert part(app, "foot").strip()
        entered = where(app)
        await press(pilot, "q", "i")
        assert where(app) == entered


async def test_a_file_that_is_no_toml_goes_to_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text('utf-8').replace('61,34', '61.34'), 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    path = root / IP_ASN
    path.write_text(path.read_text("utf-8").replace("61.34", "61,34"), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        assert IP_ASN in panel(app, "detail")
        await press(pilot, "enter")
        assert "61.34" in path.read_text("utf-8")
        assert "No file has a problem." in panel(app, "detail")


async def test_a_linked_record_is_not_given_to_the_editor(tmp_path: Path) -> None:
    root = sample(tmp_path)
    outside = tmp_path / "outside.toml"
    (root / SDM).rename(outside)
    (root / SDM).symlink_to(outside)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", "enter")
        assert isinstance(app.screen, MainScreen) and "symbolic link" in panel(app, "foot")
