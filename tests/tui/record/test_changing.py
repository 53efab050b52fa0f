"""Changing a value on the page of a record: in its cell, from a list, in several lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.app import App

from kinerja_tui.tui.record.choosing import ChoosingValue
from kinerja_tui.tui.record.typing_line import TypingLine
from kinerja_tui.tui.record.typing_text import TypingText
from kinerja_tui.tui.rows import Drawn
from kinerja_tui.tui.screens.main import MainScreen
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    main_of,
    press,
    row_of,
    sample,
    senja,
    type_text,
    workspace,
)
from tests.tui.record.pages import (
    KASN,
    MERIT,
    REVISION,
    SIZE,
    go_to,
    open_page,
    page_of,
    part,
    pick,
    row_with,
)

YEAR = "biro-osdm/2022/year.toml"


def changed(root: Path, file: str, old: str) -> list[str]:
    """The lines of a file that are not among the old ones."""
    before = old.splitlines()
    return [line for line in (root / file).read_text("utf-8").splitlines() if line not in before]


@pytest.mark.parametrize(
    ("file", "key", "typed", "line"),
    [
        (IP_ASN, "realisation.value", "62,5", "value = 62.5"),
        (IP_ASN, "component.kompetensi.max", "41", "max = 41"),
        (IP_ASN, "realisation.document", "Surat", 'document = "Surat"'),
        (YEAR, "report.date", "30/11/2022", "date = 2022-11-30"),
        (YEAR, "report.date", "30-11-2022", "date = 2022-11-30"),
        (YEAR, "report.date", "30 November 2022", "date = 2022-11-30"),
        (YEAR, "report.date", "2022-11-30", "date = 2022-11-30"),
        (
            "biro-osdm/2022/activities/manajemen-sdm.toml",
            "ceiling",
            "Rp953.000.000",
            "ceiling = 953_000_000",
        ),
    ],
)
async def test_a_value_is_typed_in_its_cell(
    file: str, key: str, typed: str, line: str, tmp_path: Path
) -> None:
    root = sample(tmp_path)
    old = (root / file).read_text("utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, file)
        if key not in {row.subject for row in rows(app)}:
            await press(pilot, "v")
        await go_to(pilot, key)
        await press(pilot, "e")
        assert isinstance(page_of(app).mode, TypingLine)
        await type_text(pilot, typed)
        await press(pilot, "enter")
        assert page_of(app).mode is None
        assert "Saved. u undoes it." in part(app, "foot")
        assert (entry := page_of(app).entry) is not None and ".".join(entry.path) == key
    assert changed(root, file, old) == [line]


def rows(app: App[int]) -> list[Drawn]:
    """The rows of the page."""
    source = page_of(app).grid.source
    return [source.row(index) for index in range(len(source))] if source else []


async def test_the_reason_for_a_refusal_stands_under_the_field(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / IP_ASN).read_text("utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.value")
        await press(pilot, "e")
        await type_text(pilot, "1,234")
        lines = page_of(app).grid.text.splitlines()
        at = next(n for n, line in enumerate(lines) if "1,234" in line)
        assert "1.234 or 1234?" in lines[at + 1]
        await press(pilot, "enter")
        assert isinstance(page_of(app).mode, TypingLine)
        await press(pilot, "escape")
        assert page_of(app).mode is None and "61.34" in row_with(app, "  value")
    assert (root / IP_ASN).read_text("utf-8") == old


async def test_the_table_below_and_undo_follow(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / IP_ASN).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.value")
        await press(pilot, "enter")
        await type_text(pilot, "70")
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, MainScreen)
        assert "114.75%" in row_of(app, "IK 1")
        await open_page(pilot, IP_ASN, "realisation.value")
        await press(pilot, "u")
        assert "61.34" in row_with(app, "  value") and "Undone" in part(app, "foot")
        assert (root / IP_ASN).read_bytes() == old
        await press(pilot, "U")
        assert "70" in row_with(app, "  value") and "Redone" in part(app, "foot")
        await press(pilot, "q")
        assert "114.75%" in row_of(app, "IK 1")


async def test_a_word_is_chosen_by_what_people_call_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.state")
        await press(pilot, "e")
        assert isinstance(page_of(app).mode, ChoosingValue)
        assert "> final" in part(app, "detail")
        await press(pilot, "down", "enter")
        assert 'state = "provisional"\n' in (root / IP_ASN).read_text("utf-8")
        await press(pilot, "e")
        await pick(pilot, "final")
        assert 'state = "final"\n' in (root / IP_ASN).read_text("utf-8")


async def test_an_id_is_offered_from_what_there_is(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "goal")
        await press(pilot, "e")
        assert "SS 2" in part(app, "detail") and "SS 1" in part(app, "detail")
        await pick(pilot, "SS 2")
        assert 'goal = "kepuasan"' in (root / IP_ASN).read_text("utf-8")
        await go_to(pilot, "scale")
        await press(pilot, "e")
        await pick(pilot, "sakip-2021")
        assert 'scale = "sakip-2021"' in (root / IP_ASN).read_text("utf-8")


async def test_a_choice_that_others_contradict_is_refused_and_comes_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / KASN).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, KASN, "indicator")
        await press(pilot, "e")
        await pick(pilot, "IK 4")
        assert isinstance(page_of(app).mode, ChoosingValue)
        assert "does not exist" in part(app, "foot")
    assert (root / KASN).read_bytes() == old


async def test_yes_or_no_is_chosen(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT, "realisation.counted")
        await press(pilot, "e", "down", "enter")
        assert "counted = false" in (root / MERIT).read_text("utf-8")


async def test_a_long_text_has_lines_of_its_own(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE, "analysis.obstacle")
        await press(pilot, "e")
        assert isinstance(page_of(app).mode, TypingText)
        await type_text(pilot, "satu dua")
        await press(pilot, "enter")
        await type_text(pilot, "tiga")
        await press(pilot, "up", "home", "delete", "tab")
        assert page_of(app).mode is None
        assert "atu dua · tiga" in row_with(app, "obstacle")
    assert 'obstacle = """\natu dua\ntiga"""\n' in (root / SPBE).read_text("utf-8")


async def test_a_list_is_typed_one_a_line(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE, "also")
        await press(pilot, "e", "enter")
        await type_text(pilot, "Indeks lain")
        await press(pilot, "tab")
        text = (root / SPBE).read_text("utf-8")
        assert 'also = [\n  "Indeks SPBE",\n  "IKU04",\n  "Indeks lain",\n]\n' in text


async def test_pasted_lines_get_the_room_they_need(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.document")
        await press(pilot, "e")
        mode = page_of(app).mode
        assert isinstance(mode, TypingLine)
        mode.paste("Surat satu\nSurat dua")
        assert isinstance(page_of(app).mode, TypingText)
        await press(pilot, "f2")
        text = (root / IP_ASN).read_text("utf-8")
        assert 'document = """\nSurat satu\nSurat dua"""' in text


async def test_a_text_goes_to_the_editor_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "assert path.read_text('utf-8').startswith('Inventarisasi')\n"
        "path.write_text('Satu.\\nDua.\\n', 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE, "analysis.cause")
        await press(pilot, "o")
        assert isinstance(page_of(app).mode, TypingText)
        assert "Satu." in part(app, "detail")
        await press(pilot, "tab")
    assert 'cause = """\nSatu.\nDua."""' in (root / SPBE).read_text("utf-8")


async def test_a_first_value_is_final(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / IP_ASN
    head, _, rest = path.read_text("utf-8").partition("[realisation]")
    path.write_text(head + rest[rest.index("[composite]") :], "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN)
        await press(pilot, "v")
        await go_to(pilot, "realisation.value")
        await press(pilot, "e")
        await type_text(pilot, "61,34")
        await press(pilot, "enter")
    assert '[realisation]\nvalue = 61.34\nstate = "final"\n' in path.read_text("utf-8")


async def test_what_was_signed_is_not_changed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / REVISION).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, REVISION, "target.spbe.value")
        await press(pilot, "e")
        signed = "A target is what was signed; it changes by a new revision (2, a)."
        assert signed in part(app, "foot")
        await go_to(pilot, "first.name")
        await press(pilot, "e")
        assert "This was signed" in part(app, "foot")
        assert (root / REVISION).read_bytes() == old
        await go_to(pilot, "document")
        await press(pilot, "e")
        await type_text(pilot, "Naskah asli")
        await press(pilot, "enter")
        assert 'document = "Naskah asli"' in (root / REVISION).read_text("utf-8")


async def test_a_version_whose_paper_is_not_named_can_still_be_written(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / REVISION
    text = path.read_text("utf-8").replace('document = "Laporan Kinerja 2022, Lampiran I"\n', "")
    path.write_text(text, "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, REVISION, "target.spbe.value")
        await press(pilot, "e")
        await type_text(pilot, "2,7")
        await press(pilot, "enter")
        assert "value = 2.7\n" in path.read_text("utf-8")
        await press(pilot, "escape")
        assert "2.7" in row_of(app, "IK 4")


async def test_a_closed_year_is_refused_before_anything_is_typed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    head = root / YEAR
    head.write_text(head.read_text("utf-8").replace("closed = false", "closed = true"))
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.value")
        for keys in (["e"], ["d", "enter"]):
            await press(pilot, *keys)
            assert page_of(app).mode is None
            assert "the year 2022 is closed" in part(app, "foot").casefold()


async def test_what_nobody_types_is_said(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "schema")
        await press(pilot, "e")
        assert "belongs to the program" in part(app, "foot")
        await go_to(pilot, "id")
        await press(pilot, "e")
        assert "the name of the file" in part(app, "foot")


async def test_a_list_with_comments_is_left_to_the_editor(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / SPBE
    text = path.read_text("utf-8").replace('  "IKU04",', '  "IKU04", # lama')
    path.write_text(text, "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE, "also")
        await press(pilot, "e")
        assert "Comments stand inside this list" in part(app, "foot")
        assert page_of(app).mode is None


async def test_ids_of_the_other_store_are_offered_too(tmp_path: Path) -> None:
    root = senja(tmp_path)
    unit = min(path.parent.name for path in root.glob("*/unit.toml"))
    year = max(int(path.name) for path in (root / unit).iterdir() if path.name.isdigit())
    app = workspace(desk_of(root, unit, year))
    async with app.run_test(size=SIZE) as pilot:
        assert main_of(app).desk.unit == unit
        await open_page(pilot, f"{unit}/unit.toml", "name")
        assert "Unit" in part(app, "title")
