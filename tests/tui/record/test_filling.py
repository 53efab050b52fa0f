"""From what is due, and from the rows of a place, to the field where it is typed."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from kinerja_tui.locale import message
from kinerja_tui.model.base import Problem
from kinerja_tui.tui.record.filling import fill_in
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.named import NAME, derived, field_meant
from kinerja_tui.tui.record.references import Around
from kinerja_tui.tui.record.typing_line import TypingLine
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import (
    IP_ASN,
    SAMPLE,
    desk_of,
    main_of,
    press,
    sample,
    senja,
    thousand,
    type_text,
    workspace,
)
from tests.tui.record.pages import (
    MERIT,
    REVISION,
    SIZE,
    open_page,
    page_of,
    part,
    pick,
    read,
)


def without_target(root: Path) -> Path:
    """An agreement that is not signed yet, without the target of IK 4."""
    path = root / REVISION
    text = path.read_text("utf-8")
    text = re.sub(r"\[target\.spbe\]\n(?:[^\[]+\n)*", "", text)
    text = re.sub(r"(?m)^(date) = .*$", r"\1 = 2099-12-31", text, count=1)
    path.write_text(text, "utf-8")
    return path


def form(app: object) -> Form:
    mode = page_of(app).mode  # type: ignore[arg-type]
    assert isinstance(mode, Form)
    return mode


async def test_a_target_that_is_not_there_is_typed_at_once(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = without_target(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        fill_in(main_of(app), REVISION, "target.spbe.value")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert form(app).name == "value" and not form(app).unsaved
        assert "spbe  IK 4" in part(app, "detail")
        await type_text(pilot, "2,6")
        await press(pilot, "f2")
        assert page_of(app).mode is None
    assert "[target.spbe]\nvalue = 2.6\n" in path.read_text("utf-8")


async def test_from_the_list_of_what_is_due_to_the_target(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "N", "enter")
        path = root / "biro-osdm/2023/agreements/1-awal.toml"
        await press(pilot, "b")
        source = main_of(app).grid.source
        assert source is not None
        rows = [source.row(n) for n in range(len(source))]
        place = next(n for n, row in enumerate(rows) if row.cells[1].text.strip() == "target")
        main_of(app).grid.go(place, 0)
        await press(pilot, "enter")
        await pilot.pause()
        await press(pilot)
        assert form(app).name == "value"
        await type_text(pilot, "62")
        await press(pilot, "f2")
    assert re.search(r"(?m)^\[target\.[a-z-]+\]\nvalue = 62$", path.read_text("utf-8"))


async def test_a_number_that_is_due_is_typed_at_once(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / "biro-osdm/2022/activities/manajemen-sdm.toml"
    path.write_text(re.sub(r"(?m)^spending = .*\n", "", path.read_text("utf-8")), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        fill_in(main_of(app), "biro-osdm/2022/activities/manajemen-sdm.toml", "spending")
        for _ in range(2):
            await app.workers.wait_for_complete()
            await pilot.pause()
        assert isinstance(page_of(app).mode, TypingLine)


async def test_nothing_is_typed_into_what_was_signed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = without_target(root)
    path.write_text(path.read_text("utf-8").replace("2099-12-31", "2022-09-04"), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        fill_in(main_of(app), REVISION, "target.spbe.value")
        for _ in range(2):
            await app.workers.wait_for_complete()
            await pilot.pause()
        assert page_of(app).mode is None
        assert "changes by a new revision" in part(app, "foot")


async def test_a_year_is_added_to_the_years_and_a_quarter_to_the_quarters(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "a")
        await pilot.pause()
        await press(pilot)
        assert form(app).name == NAME and "a year in four digits" in part(app, "detail")
        await type_text(pilot, "2019")
        await press(pilot, "down")
        await type_text(pilot, "55,5")
        await press(pilot, "f2", "escape")
        assert "[history.2019]\nvalue = 55.5\n" in (root / IP_ASN).read_text("utf-8")
        await press(pilot, "1", "t", "a")
        await pilot.pause()
        await press(pilot)
        assert "Quarter 1" in part(app, "detail") or "quarter 1" in part(app, "detail").lower()
        await press(pilot, "escape")
        assert app.screen is main_of(app) and main_of(app).opened_table is not None


async def test_a_refusal_goes_to_the_field_it_is_about(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / MERIT).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: history")
        await type_text(pilot, "2019")
        fields = form(app)._fields.names
        await press(pilot, *["down"] * fields.index("target_hi"))
        await type_text(pilot, "3")
        await press(pilot, *["up"] * (fields.index("target_hi") - fields.index("value")))
        await type_text(pilot, "300")
        await press(pilot, "f2")
        assert form(app).name == "target_hi"
        assert "! a band needs both bounds" in part(app, "detail").lower()
        assert form(app)._fields.texts["value"] == "300"
    assert (root / MERIT).read_bytes() == old


def problem(key: str, text: str) -> Problem:
    return Problem(code="B23", file="x.toml", key=key, message=message(text))


def test_which_field_a_refusal_means() -> None:
    texts = {NAME: "x", "value": "1", "grade": ""}
    inside = ("standard", "x")
    assert field_meant(problem("standard.x.grade", "no"), inside, texts) == "grade"
    table = problem("standard.x", "a standard needs a value or a grade")
    assert field_meant(table, inside, texts) == "grade"
    assert field_meant(problem("standard.x", "no"), inside, texts) == NAME
    assert field_meant(problem("standard.y.grade", "no"), inside, texts) is None
    assert field_meant(problem("", "no"), inside, texts) is None
    assert field_meant(problem("a b =", "no"), inside, texts) is None


def test_an_id_from_the_first_words() -> None:
    assert derived({"name": "Nilai Baru Éselon Dua"}) == "nilai-baru-eselon"
    assert derived({"text": "- - a"}) == "a"
    assert derived({"name": "…"}) == ""


def test_references_stand_in_the_order_that_people_know() -> None:
    library = thousand(many=12)
    around = Around(library, REVISION, ("target",), None)
    codes = [each.partition("  ")[0] for each in around.names().values()]
    assert codes == [f"IK {number}" for number in range(1, 13)]
    found = Folder(SAMPLE).load("biro-osdm", 2022)
    names = list(Around(found, IP_ASN, ("goal",), None).ids().values())
    assert [each[:4] for each in names] == ["SS 1", "SS 2"]
    scales = list(Around(found, IP_ASN, ("scale",), None).ids().values())
    assert scales == sorted(scales, key=str.casefold)


async def test_what_cannot_be_is_said_while_it_is_typed_and_saved_all_the_same(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.value")
        await press(pilot, "enter")
        await type_text(pilot, "6134")
        assert "? Above the highest value of the scale, 100." in page_of(app).grid.text
        await press(pilot, "ctrl+u")
        await type_text(pilot, "61,5")
        assert "?" not in page_of(app).grid.text
        await press(pilot, "ctrl+u")
        await type_text(pilot, "6134")
        await press(pilot, "enter")
    assert "value = 6134\n" in (root / IP_ASN).read_text("utf-8")


async def test_a_form_doubts_a_component_above_the_maximum_beside_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN)
        await press(pilot, "a")
        await pick(pilot, "one more: component")
        await press(pilot, "down")
        fields = form(app)._fields.names
        await press(pilot, *["down"] * (fields.index("max") - 1))
        await type_text(pilot, "40")
        step = fields.index("max") - fields.index("value")
        await press(pilot, *["up" if step > 0 else "down"] * abs(step))
        await type_text(pilot, "41")
        assert "? Above the maximum of this component, 40." in part(app, "detail")
        await press(pilot, "up")
        assert any(row[1:2] == "?" for row in part(app, "detail").splitlines())


async def test_the_first_place_doubts_too(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "100,5")
        assert "? Above the highest value of the scale, 100." in main_of(app).grid.text
        await press(pilot, "backspace", "backspace")
        assert "?" not in main_of(app).grid.text
        await press(pilot, "escape")


async def test_the_form_of_a_low_terminal_has_a_line_a_field(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(40, 12)) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: action")
        assert len(form(app).lines(40)) == form(app).height == 7
        await press(pilot, "escape")
        assert page_of(app).grid.size.height > 0


def test_a_record_that_cannot_stand_is_not_doubted(tmp_path: Path) -> None:
    from kinerja_tui.report.page import Page
    from kinerja_tui.tui.record.doubting import doubted

    desk = desk_of(senja(tmp_path), "dinas-air")
    found = replace(read(SAMPLE, IP_ASN), record=None)
    page = Page(desk.page.library, desk.page.card)
    assert doubted(page, found, ("realisation", "value"), "6134") is None
    assert doubted(page, found, ("realisation", "value"), '"text"') is None
    assert doubted(page, found, ("realisation", "value"), None) is None
    assert doubted(page, found, ("weight",), str(Decimal(-1))) is not None
