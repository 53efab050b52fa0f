"""What is said, and what is marked, when records change, break or go beside the workspace."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.tui import news
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import (
    IP_ASN,
    SAMPLE,
    desk_of,
    main_of,
    panel,
    press,
    row_of,
    sample,
    type_text,
)
from tests.tui.record.pages import MERIT
from tests.tui.together import colleague, opened, until


def foot(app: Workspace) -> str:
    return panel(app, "foot")


async def test_what_changes_beside_the_field_is_said_and_enter_asks_nothing(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "down", "e")
        await type_text(pilot, "340")
        colleague(root, "2020", MERIT, "realisation.data_year")
        grid = main_of(app).grid
        await until(pilot, lambda: "Changed meanwhile (siti, " in grid.text)
        assert "2020." in grid.text and "Enter asks" not in grid.text
        await press(pilot, "enter")
        assert "Saved: IK 2. Meanwhile: " in foot(app) and "2020" in foot(app)
        assert "value = 340\n" in (root / MERIT).read_text("utf-8")


async def test_a_folder_that_goes_is_named_and_what_was_read_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        root.rename(tmp_path / "elsewhere")
        await press(pilot, "r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert f"{root}: this file is not there" in foot(app)
        assert "what was read before stays" in foot(app)
        assert "61.34" in row_of(app, "IK 1")


async def test_a_year_that_goes_is_not_told_as_a_change(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        (root / "biro-osdm/2022").rename(tmp_path / "2022")
        await until(pilot, lambda: "records are not there any more." in foot(app))


def test_what_went_and_what_changed_are_counted_apart() -> None:
    library, words = desk_of(SAMPLE).page.library, Words(ENGLISH)
    files = [f"biro-osdm/2022/{name}.toml" for name in ("goals", "year", "activities/x")]
    for gone, said in (
        ((), "3 records were changed with another program."),
        (files[:1], "1 record is not there any more. 2 records were changed with another program."),
        (files, "3 records are not there any more."),
    ):
        assert news.outside(files, gone, library, words) == said
    assert news.outside(files[:1], files, library, words).startswith("biro-osdm/2022/goals.toml is")


async def test_rows_of_a_broken_file_are_marked_in_every_place(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        main = main_of(app)
        for file in (IP_ASN, "biro-osdm/2022/activities/manajemen-sdm.toml"):
            with (root / file).open("a", encoding="utf-8") as out:
                out.write("rusak\n")
        await until(pilot, lambda: len(main.desk.broken) == 2)
        for key, row in (("1", "IK 1 "), ("4", "IK 1 "), ("3", "Manajemen")):
            await press(pilot, key)
            lines = [each for each in main.grid.text.splitlines() if row in each]
            marked = ["!" in each[:3] for each in lines]
            assert any(marked), (key, lines)
        await press(pilot, "4")
        others = [each for each in main.grid.text.splitlines() if "IK 2 " in each]
        assert others and all("!" not in each[:3] for each in others)
