"""The page of a record: everything in the file, in its order, in people's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.report.width import wide
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.tui.lines import plain
from kinerja_tui.tui.record.register import Register, register
from kinerja_tui.tui.record.rows import RecordRows
from kinerja_tui.tui.record.values import has_comment
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.record import RecordScreen
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import (
    IP_ASN,
    SAMPLE,
    SENJA,
    SPBE,
    desk_of,
    main_of,
    panel,
    press,
    sample,
    workspace,
)
from tests.tui.record.pages import (
    GOALS,
    REVISION,
    SIZE,
    go_to,
    open_page,
    page_of,
    part,
    pick,
    read,
    row_with,
    shown,
)


def every_file() -> list[tuple[Path, str]]:
    """All records of both stores."""
    found = []
    for root in (SAMPLE, SENJA):
        for path in sorted(root.rglob("*.toml")):
            file = path.relative_to(root).as_posix()
            if kind_of(file) is not None:
                found.append((root, file))
    return found


def test_every_line_of_every_record_is_on_its_page() -> None:
    files = every_file()
    assert len({kind_of(file) for _, file in files}) == 13
    for root, file in files:
        found = register(Folder(root), file)
        if not isinstance(found, Register):
            continue
        keys = [each.path for each in found.entries if each.what == "value"]
        lines = [line for section in found.found.sections for line in section.statements]
        assert keys == [line.node.path for line in lines], file
        own = sum(each.what == "comment" for each in found.entries)
        behind = sum(bool(each.remark) for each in found.entries)
        inside = sum(has_comment(each.token) for each in found.entries if each.token)
        assert own + behind <= len(found.found.comments) <= own + behind + 99 * inside, file


@pytest.mark.parametrize("words", [Words(ENGLISH), Words(INDONESIAN)])
def test_every_row_of_every_record_can_be_drawn(words: Words) -> None:
    for root, file in every_file():
        found = register(Folder(root), file)
        if isinstance(found, Register):
            rows = RecordRows(found, words, 80, with_empty=True)
            for index in range(len(rows)):
                assert len(rows.row(index).cells) == 3


async def test_the_record_of_the_row_is_opened_and_left(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "i")
        assert page_of(app).register.file == IP_ASN
        title = part(app, "title").splitlines()
        assert title[0].strip() == "Indicator  IK 1  Indeks Profesionalitas ASN Kementerian Sosial"
        assert IP_ASN in title[1]
        assert row_with(app, "61.34").split() == ["Value", "61.34", "value"]
        assert "[component.kualif" in shown(app)
        assert "# Jumlah keempat dimensi 59,79" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, MainScreen)


async def test_a_value_is_shown_in_the_words_of_people(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_page(pilot, REVISION)
        assert "4 September 2022" in row_with(app, "  date")
        assert "Rp7,719,313,000" in row_with(app, "budget_total")
        assert "change of priorities or assumptions" in row_with(app, "ground")


async def test_the_key_under_the_cursor_is_shown_in_full_with_its_comment(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE)
        await go_to(pilot, "analysis.cause")
        found = part(app, "detail")
        assert "Cause  analysis.cause" in found and "text" in found
        assert "Inventarisasi proses bisnis kementerian belum selesai." in found
        await go_to(pilot, "realisation.state")
        assert "choice, required" in part(app, "detail")


async def test_the_cursor_goes_around_comments(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE)
        await go_to(pilot, "composite.method")
        await press(pilot, "down")
        assert page_of(app).entry == next(
            each
            for each in page_of(app).register.entries
            if each.path == ("component", "kebijakan")
        )
        await press(pilot, "up", "up")
        assert (entry := page_of(app).entry) is not None and entry.path == ("composite",)
        for key in ("g", "G", "pageup", "pagedown", "home", "end"):
            await press(pilot, key)
            assert (entry := page_of(app).entry) is not None and entry.what != "comment"


async def test_keys_that_are_still_empty_are_shown_on_request(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(80, 60)) as pilot:
        await open_page(pilot, IP_ASN)
        assert "Expected on" not in shown(app)
        await press(pilot, "v")
        assert row_with(app, "expected").split() == ["Expected", "on", "-", "expected"]
        await go_to(pilot, "weight")
        assert "(1)" in row_with(app, "  weight")
        assert "Not filled in; without it: 1" in part(app, "detail")
        await press(pilot, "v")
        assert "Expected on" not in shown(app)


async def test_any_record_can_be_chosen(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "I")
        assert "Open a record" in panel(app, "detail")
        await pick(pilot, "settings")
        assert page_of(app).register.file == "kinerja.toml"
        assert "Settings" in part(app, "title")
        await press(pilot, "q", "I")
        await pick(pilot, "plan-2020")
        assert page_of(app).register.sort == "plan"


async def test_a_goal_opens_at_its_own_table(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i")
        assert page_of(app).register.file == GOALS
        assert (entry := page_of(app).entry) is not None and entry.path[0] == "goal"


async def test_a_file_with_a_problem_says_it_at_the_key(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / IP_ASN
    path.write_text(path.read_text("utf-8").replace("value = 61.34", 'value = "61,34"'), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.value")
        assert "! 1" in part(app, "title")
        assert "! a number is expected here." in part(app, "detail")
        await press(pilot, "e", "ctrl+u", "6", "2", "enter")
        assert "value = 62\n" in path.read_text("utf-8")
        assert "! 1" not in part(app, "title")


@pytest.mark.parametrize("text", ["", "a = [", "\x00", "x = 1\n" * 3, "schema = 1\nbad key"])
async def test_what_is_no_record_is_said_in_one_sentence(text: str, tmp_path: Path) -> None:
    root = sample(tmp_path)
    (root / IP_ASN).write_text(text, "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        from kinerja_tui.tui.record.opening import open_record

        open_record(main_of(app), IP_ASN)
        await app.workers.wait_for_complete()
        await pilot.pause()
        if not isinstance(app.screen, RecordScreen):
            assert "ip-asn.toml" in panel(app, "foot")
        else:
            assert text == ""


async def test_controls_and_markup_of_a_record_do_no_harm(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / IP_ASN
    bad = 'document = "\\u001b[31m[bold]x[/bold]\\u202e"  # \\u001b[2J'
    path.write_text(
        path.read_text("utf-8").replace('document = "Laporan Hasil IP ASN"', bad), "utf-8"
    )
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.document")
        text = shown(app)
        assert "[bold]x[/bold]" in text
        assert "\x1b" not in text and "\u202e" not in text


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 12), (130, 40)])
async def test_nothing_is_wider_than_the_screen(size: tuple[int, int], tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=size) as pilot:
        await open_page(pilot, SPBE, "analysis.cause")
        await press(pilot, "v")
        for keys in ([], ["e"], ["escape", "a"], ["escape", "d"], ["escape", "tab"]):
            await press(pilot, *keys)
            assert all(wide(row) <= size[0] for row in shown(app).splitlines())


async def test_the_page_in_ascii(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)), ascii_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE)
        strips = [page_of(app).grid.render_line(y) for y in range(5)]
        assert all(strip.text.isascii() for strip in strips)


async def test_history_copy_help_and_palette_work_on_the_page(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "realisation.value")
        await press(pilot, "y")
        assert "Copied: 61.34" in part(app, "foot")
        await press(pilot, "H")
        assert not isinstance(app.screen, RecordScreen)
        await press(pilot, "escape", "question_mark")
        assert not isinstance(app.screen, RecordScreen)
        await press(pilot, "escape", "c")
        assert not isinstance(app.screen, RecordScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, RecordScreen)


def test_a_page_of_many_tables_is_made_lazily() -> None:
    found = read(SAMPLE, "biro-osdm/2022/published/lakin-2022.toml")
    rows = RecordRows(found, Words(ENGLISH), 80, with_empty=False)
    assert len(rows) == len(found.entries) > 1000
    assert isinstance(rows.entries[0], Entry)
    assert plain([rows.row(0).cells]).split() == ["Format", "version1schema"]


def test_a_line_of_the_file_leads_to_its_key() -> None:
    found = read(SAMPLE, SPBE)
    lines = found.text.splitlines()
    for key, text in (
        ("also", '  "IKU04",'),
        ("composite", "[composite]"),
        ("component.tik.weight", "weight = 10"),
        ("analysis.cause", "Inventarisasi proses bisnis kementerian belum selesai."),
    ):
        numbers = [number for number, line in enumerate(lines, 1) if line == text]
        assert key in [found.key_at(number) for number in numbers]
    assert found.key_at(1) == "schema" and found.key_at(99999) == ""


async def test_a_recommendation_opens_at_its_own_table(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6", "down", "down", "i")
        assert page_of(app).register.sort == "recommendation"
        assert (entry := page_of(app).entry) is not None and entry.path[0] == "item"


async def test_at_40_columns_the_position_is_there_at_once(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(40, 12)) as pilot:
        await open_page(pilot, SPBE)
        assert "1/" in part(app, "title")
        await press(pilot, "a")
        await press(pilot, "escape")
        count = page_of(app).grid.count
        assert f"/{count}" in part(app, "title")


async def test_of_a_long_name_and_path_neither_is_cut_without_a_sign(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "I")
        rows = panel(app, "beside").splitlines()
        assert any("…" in row for row in rows)
        for row in rows:
            assert ".toml" not in row or row.rstrip().endswith((".toml", "…")), row
