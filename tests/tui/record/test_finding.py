"""On the page of a record: a filter, letters that lead to rows, and keys of forms that moved."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.modes.jumping import Jumping
from kinerja_tui.tui.modes.stage import Mode
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.picking import Picking
from kinerja_tui.tui.record.typing_text import TypingText
from kinerja_tui.tui.screens.record import RecordScreen
from tests.tui.desks import SAMPLE, desk_of, main_of, press, sample, type_text, workspace
from tests.tui.record.pages import KASN, MERIT, SIZE, go_to, open_page, page_of, part, pick, shown


def now(page: RecordScreen) -> Mode | None:
    return page.mode


def parts(page: RecordScreen) -> bool:
    return page.by_parts


async def test_a_filter_shows_keys_below_their_tables_while_one_types() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, KASN)
        every = page.grid.count
        await press(pilot, "v", "slash")
        assert isinstance(page.mode, Filtering)
        await type_text(pilot, "karier")
        assert part(app, "foot").strip() == "Filter: karier"
        assert "filter: karier" in part(app, "title")
        assert 0 < page.grid.count < every
        source = page.grid.source
        assert source is not None
        every_row = [source.row(index) for index in range(len(source))]
        cells = [each.cells for each in every_row]
        assert cells[0][0].text == "Item standar-kompetensi" and cells[1][1].text == "karier"
        for row in every_row:
            named = row.subject + row.cells[1].text
            assert row.cells[2].text.startswith("[") or "karier" in named
        await press(pilot, "down", "enter")
        assert now(page) is None and page.entry is not None
        kept = page.entry.path
        await press(pilot, "escape")
        assert page.wanted == "" and page.is_current and page.entry.path == kept
        await press(pilot, "slash")
        await type_text(pilot, "nowhere")
        assert "Nothing has “nowhere”." in part(app, "detail") and page.grid.count == 0
        await press(pilot, "enter", "e", "d", "escape", "down", "y", "H")
        await press(pilot, "escape", "escape")
        assert app.screen is page or app.screen is main_of(app)


async def test_a_key_that_is_added_while_a_filter_holds_is_in_sight(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, MERIT)
        await press(pilot, "slash")
        await type_text(pilot, "realisation.value")
        await press(pilot, "enter")
        assert page.grid.count == 2
        await press(pilot, "a")
        await pick(pilot, "realisation.gr")
        assert page.wanted == "" and page.grid.count > 2
        assert page.entry is not None and page.entry.path == ("realisation", "grade")


async def test_two_letters_lead_to_every_row_of_a_record() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, KASN)
        await press(pilot, "v", "g", "f")
        mode = page.mode
        assert isinstance(mode, Jumping) and page.grid.count > 100
        assert "1-7" not in part(app, "foot")
        first = page.grid.in_sight
        await press(pilot, list(mode._plan.pages)[-1])
        assert page.grid.in_sight != first and now(page) is mode
        at = max(page.grid.labels)
        await press(pilot, page.grid.labels[at])
        assert page.grid.row == at == page.grid.count - 1 and now(page) is None
        await press(pilot, "f", "3")
        assert now(page) is None and app.screen is page


async def test_the_tree_of_components_has_letters_and_a_filter_goes_back_to_the_keys() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, MERIT)
        await press(pilot, "tab", "f", "d")
        assert parts(page) and page.grid.row == 2
        await press(pilot, "slash")
        assert not parts(page) and isinstance(page.mode, Filtering)


async def test_the_keys_of_forms_and_texts_can_be_moved(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    app.remap({"save_typed": "f5", "choose_typed": "f6", "editor_typed": ""})
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, MERIT)
        await go_to(pilot, "definition")
        await press(pilot, "e")
        assert isinstance(page.mode, TypingText)
        assert "your editor" not in part(app, "foot")
        await press(pilot, "f4", "f2")
        assert isinstance(page.mode, TypingText)
        await press(pilot, "x", "f5")
        assert now(page) is None and "Saved." in part(app, "foot")
        await press(pilot, "a")
        await pick(pilot, "action")
        form = now(page)
        assert isinstance(form, Form) and " F5 save" in part(app, "foot")
        while "F6 choose from a list" not in part(app, "foot"):
            await press(pilot, "down")
        await press(pilot, "f6")
        assert isinstance(now(page), Picking)
        await press(pilot, "escape", "f5")
        assert now(page) is form and "!" in shown(app)
        assert page_of(app) is page
