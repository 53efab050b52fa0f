"""What is made and drawn again when a key changes little."""

from __future__ import annotations

import pytest
from rich.style import Style

from kinerja_tui.tui import around, rows
from kinerja_tui.tui.lines import Line, Piece, Tone, line
from kinerja_tui.tui.widgets import grid
from kinerja_tui.tui.widgets.ink import strip_of
from kinerja_tui.tui.widgets.last import Last
from tests.tui.desks import main_of, memory_desk, press, thousand, workspace

SIZE = (80, 24)
_LOOKS: dict[Tone, Style] = {
    "": Style(),
    "bold": Style(bold=True),
    "dim": Style(dim=True),
    "red": Style(color="red"),
    "reverse": Style(reverse=True),
    "caret": Style(underline=True),
}


async def test_a_step_makes_one_row_and_no_header(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def row_line(source: rows.Source, index: int, *rest: object) -> Line:
        made.append(index)
        return rows.row_line(source, index, *rest)  # type: ignore[arg-type]

    def header(*_: object) -> Line:
        made.append("header")
        return line("header")

    app = workspace(memory_desk(thousand(many=60)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "down")
        monkeypatch.setattr(grid, "row_line", row_line)
        monkeypatch.setattr(around, "header", header)
        await press(pilot, "down")
        assert made == [3]  # the row that is left was made before
        made.clear()
        await press(pilot, "up")
        assert made == [2]


async def test_rows_are_made_anew_for_other_figures_and_another_width() -> None:
    app = workspace(memory_desk(thousand(many=60)))
    async with app.run_test(size=SIZE) as pilot:
        table = main_of(app).grid
        await press(pilot, "down", "e", "7")
        assert " 11.48%" in table.text.splitlines()[2]
        other = table.text.splitlines()[5]
        await press(pilot, "escape")
        await pilot.resize_terminal(100, 24)
        await press(pilot, "up")
        wider = table.text.splitlines()[5]
        assert wider != other and wider.split()[:2] == other.split()[:2]
        row = table.source.row(4) if table.source else None
        assert row is not None
        table.picked = frozenset({row.subject})
        table.update()
        assert " *" in table.text.splitlines()[5][:2]
        table.picked = frozenset()
        table.update()
        assert table.text.splitlines()[5] == wider


@pytest.mark.parametrize(
    ("found", "drawn"),
    [
        (line(Piece(" ", "bold"), "name"), [(" ", None), ("name", None)]),
        (line(Piece("met   ", "red")), [("met", "red"), ("   ", None)]),
        (line(Piece("a  ", "dim"), "b"), [("a  ", "dim"), ("b", None)]),
        (line("a", Piece("  ", "reverse")), [("a", None), ("  ", "reverse")]),
        (line("a", Piece("x ", "caret")), [("a", None), ("x ", "caret")]),
    ],
)
def test_a_tone_that_nobody_sees_is_not_drawn(
    found: Line, drawn: list[tuple[str, Tone | None]]
) -> None:
    width = sum(len(text) for text, _ in drawn)
    strip = strip_of(found, width, _LOOKS, False)
    expected = [(text, _LOOKS[tone] if tone else None) for text, tone in drawn]
    assert [(each.text, each.style) for each in strip] == expected


def test_the_last_is_kept_while_it_is_asked_for_the_same() -> None:
    made: list[int] = []
    last: Last[int] = Last()
    one, other = [1], [1]

    def make() -> int:
        made.append(0)
        return len(made)

    asked = [(one, 2), (one, 2), (one, 3), (other, 3), (other, 3), (one, 2)]
    assert [last.of(make, large, small) for large, small in asked] == [1, 1, 2, 3, 3, 4]
