"""Place 7 lists all that the export writes, the Markdown summary too, which can be read there."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.locale import INDONESIAN, Words
from kinerja_tui.report.bundle import SUMMARY, bundle
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.tui.listings import contents
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.screens.summary import summary_text
from kinerja_tui.tui.widgets.panel import Panel
from tests.tui.desks import SAMPLE, desk_of, main_of, panel, press, sample, senja, workspace

SIZE = (80, 24)


def test_every_file_of_the_export_is_listed_or_is_the_other_dialect_of_one() -> None:
    desk = desk_of(SAMPLE)
    (table,) = contents(desk.page)
    listed = {str(row.cells[-1].value) for row in table.rows}
    every = set(bundle(desk.page, Words(INDONESIAN)))
    assert every - listed == {each.replace(".csv", ".id.csv") for each in listed - {SUMMARY}}
    assert listed <= every


def test_the_text_is_what_the_export_writes(tmp_path: Path) -> None:
    desk = desk_of(senja(tmp_path), "dinas-air", 2022)
    settings = load(tmp_path / "senja", Scope.everything()).settings
    assert settings is not None and settings.language == "id"
    exported = bundle(desk.page, Words(INDONESIAN))[SUMMARY]
    assert summary_text(desk.page, desk.words).encode() == exported


async def test_enter_shows_the_summary_as_it_will_be_exported(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7", "G")
        assert SUMMARY in main_of(app).grid.text
        assert ".id.csv" in panel(app, "detail")
        await press(pilot, "enter")
        page = app.screen
        assert isinstance(page, Reading)
        assert f"What will be exported: {SUMMARY}" in page.query_one("#title", Panel).text
        first = summary_text(main_of(app).desk.page, main_of(app).words).splitlines()[0]
        said = "".join(piece.text for line in page.sheet.lines[:2] for piece in line)
        assert said.split() == first.split()
        await press(pilot, "escape")
        assert app.screen is main_of(app) and main_of(app).place == 6


async def test_the_summary_that_is_open_follows_a_change(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7", "G", "enter")
        page = app.screen
        assert isinstance(page, Reading)
        path = root / "biro-osdm/unit.toml"
        unit = main_of(app).desk.page.records.unit.name
        path.write_text(path.read_text("utf-8").replace(unit, "Biro Langit"), "utf-8")
        main = main_of(app)
        main.desk.put_fresh(main.desk.reread())
        page.renew()
        await pilot.pause()
        assert "Biro Langit" in "".join(p.text for each in page.sheet.lines[:2] for p in each)


async def test_nothing_else_is_done_with_the_summary(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        for key in ("d", "o", "x", "e"):
            await press(pilot, "7", "G", key)
            assert app.screen is main_of(app) and main_of(app).mode is None
            assert main_of(app).message
