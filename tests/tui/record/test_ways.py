"""Ways on the page of a record: to the tree and back, to what is missing, after a conflict."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.locale import INDONESIAN, Words
from kinerja_tui.tui import news
from kinerja_tui.tui.modes.conflict import Choosing
from tests.tui.desks import IP_ASN, SPBE, desk_of, main_of, press, sample, type_text, workspace
from tests.tui.record.pages import MERIT, SIZE, go_to, open_page, page_of, part
from tests.tui.together import colleague, opened

ACTIVITY = "biro-osdm/2022/activities/manajemen-sdm.toml"


async def test_the_tree_opens_on_a_component_and_comes_back_to_the_key(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SPBE)
        await go_to(pilot, "realisation.state")
        await press(pilot, "tab")
        assert screen.grid.row == 0
        await press(pilot, "tab")
        assert "realisation.state" in str(screen.grid.current)
        await go_to(pilot, "component.tik.weight")
        await press(pilot, "tab")
        assert "component.tik" in str(screen.grid.current)


async def test_a_finding_about_a_missing_key_goes_to_where_it_is_to_stand(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / MERIT
    path.write_text(path.read_text("utf-8").replace("\nname =", "\n# name =", 1), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        main = main_of(app)
        source = main.grid.source
        assert source is not None
        rows = [" ".join(cell.text for cell in source.row(n).cells) for n in range(len(source))]
        main.grid.go(next(n for n, row in enumerate(rows) if "name is missing" in row), 0)
        await press(pilot, "enter")
        row = page_of(app).grid.current
        assert row is not None and row.subject == "name"
        await press(pilot, "e")
        assert page_of(app).mode is not None


async def test_what_was_written_over_is_not_called_elsewhere(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN)
        await go_to(pilot, "realisation.value")
        await press(pilot, "e")
        await type_text(pilot, "70")
        colleague(root, "65")
        await press(pilot, "enter")
        assert isinstance(page_of(app).mode, Choosing)
        await press(pilot, "m")
        assert "elsewhere" not in part(app, "foot") and "undoes it" in part(app, "foot")


def test_money_is_grouped_where_two_values_stand_side_by_side() -> None:
    words = Words(INDONESIAN)
    assert news.spoken("1255330000", words, "ceiling") == "Rp1.255.330.000"
    assert news.spoken("1_000", words, "q1.spending") == "Rp1.000"
    assert news.spoken("1000", words, "realisation.value") == "1000"
