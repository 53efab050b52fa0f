"""In forms the reason stands under the field while one types, not only when all is to be added."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.writing.add import AddKind
from kinerja_tui.tui.judging import why_wrong
from kinerja_tui.tui.modes.adding import Adding
from kinerja_tui.tui.record.form import Form
from tests.tui.desks import desk_of, main_of, panel, press, sample, senja, type_text, workspace
from tests.tui.record.pages import MERIT, SIZE, open_page, page_of, part, pick


async def test_the_form_of_a_table_judges_what_is_typed(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: action")
        form = page_of(app).mode
        assert isinstance(form, Form)
        names = form._fields.names
        await press(pilot, *["down"] * names.index("due"))
        await type_text(pilot, "31/2/2022")
        assert "! There is no such day." in part(app, "detail")
        await press(pilot, "up")
        row = next(row for row in part(app, "detail").splitlines() if "31/2/2022" in row)
        assert row[1] == "!", "it is still marked when the cursor is elsewhere"
        await press(pilot, "down", "ctrl+u")
        assert "!" not in part(app, "detail")
        await type_text(pilot, "28/2/2022")
        assert "!" not in part(app, "detail")


async def test_the_beginning_of_a_word_that_fits_is_not_refused_yet(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: action")
        form = page_of(app).mode
        assert isinstance(form, Form)
        await press(pilot, *["down"] * form._fields.names.index("status"))
        await type_text(pilot, "star")
        assert "!" not in part(app, "detail")
        await type_text(pilot, "x")
        assert "!" in part(app, "detail")
        await press(pilot, "backspace", "down")
        assert "!" in part(app, "detail"), "left half-typed it is refused"


async def test_a_name_that_is_left_empty_is_made_later(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: action")
        await press(pilot, "down")
        assert "!" not in part(app, "detail")
        await press(pilot, "f2")
        assert "! This must be filled in." in part(app, "detail")


async def test_the_form_that_adds_a_record_judges_a_date(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "a")
        await type_text(pilot, "31/02/2026")
        assert "! There is no such day." in panel(app, "detail")
        await press(pilot, "down")
        assert "!Date" in panel(app, "detail")
        await press(pilot, "up", "ctrl+u")
        await type_text(pilot, "1/2/2026")
        assert "!" not in panel(app, "detail")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 24)])
async def test_a_refused_id_of_a_table_says_which_letters_it_may_have(
    size: tuple[int, int], tmp_path: Path
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: action")
        await type_text(pilot, "Sosialisasi")
        fields = part(app, "detail").count("\n")
        await press(pilot, "f2")
        said = " ".join(part(app, "detail").split())
        assert "! Sosialisasi cannot be an id. An id has small letters a-z" in said
        if size[0] >= 80:
            assert "digits and hyphens, at most 64, and no hyphen first." in said
        assert part(app, "detail").count("\n") == fields
        await press(pilot, "ctrl+u")
        assert "cannot be an id" not in part(app, "detail")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_reason_stands_under_the_field_in_any_terminal(
    size: tuple[int, int], tmp_path: Path
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a", *["down"] * 3)
        await type_text(pilot, "x_y")
        mode = main_of(app).mode
        assert isinstance(mode, Adding) and mode.name == "id"
        rows = panel(app, "detail").splitlines()
        field = next(n for n, row in enumerate(rows) if row.startswith(">Id"))
        assert any("cannot be an id" in row for row in rows[field:])
        assert len(mode.lines(size[0])) <= mode.height


@pytest.mark.parametrize(
    ("kind", "field", "text", "said"),
    [
        ("activity", "ceiling", "12x", ""),
        ("activity", "ceiling", "Rp7.719.313.000", None),
        ("activity", "id", "meter", "there already"),
        ("goal", "id", "kolaborasi", "there already"),
        ("indicator", "id", "-x", "cannot be an id"),
        ("indicator", "name", "-x", None),
        ("recommendation", "date", "2024", None),
        ("recommendation", "date", "32-1-2024", ""),
        ("agreement", "date", "2024", ""),
        ("agreement", "date", "  ", None),
        ("agreement", "first", "Ratna", None),
        ("unit", "year", "202", "four digits"),
        ("unit", "year", "2026", None),
        ("unit", "id", "dinas-air", "there already"),
        ("plan", "id", "2025", "first and its last year"),
        ("plan", "id", "2025-2029", None),
    ],
)
def test_what_is_wrong_with_one_field(
    kind: AddKind, field: str, text: str, said: str | None, tmp_path: Path
) -> None:
    found = why_wrong(kind, field, text, desk_of(senja(tmp_path), "dinas-air", 2022))
    if said is None:
        assert found is None
    else:
        assert found is not None and said in str(found[0])
