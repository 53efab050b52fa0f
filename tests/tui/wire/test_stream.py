"""What goes to the terminal for a frame, and what passes by."""

from __future__ import annotations

import pyte
import pytest
from rich.cells import cell_len

from kinerja_tui.tui.wire import cells as cells_
from kinerja_tui.tui.wire.cells import BLANK, Cell, Row, put, sure
from kinerja_tui.tui.wire.looks import PLAIN, Look, change, look_after
from kinerja_tui.tui.wire.scrolling import Scroll, find
from kinerja_tui.tui.wire.stream import SYNC_END, SYNC_START, Stream

SIZE = (10, 3)
WHOLE = "\x1b[1;1Hone       \n\x1b[2;1Htwo       \n\x1b[3;1Hthree     \x1b[1;1H"


def begun() -> Stream:
    """A stream whose screen is known."""
    stream = Stream()
    assert stream.send(WHOLE, SIZE) == "\x1b[m\x1b[2J\x1b[Hone\r\ntwo\r\nthree\x1b[H"
    return stream


@pytest.mark.parametrize(
    ("frame", "sent"),
    [
        (WHOLE, ""),
        ("\x1b[1;1Hone       \x1b[2;4H", "\x1b[2;4H"),
        ("\x1b[2;1Hten       \x1b[1;1H", "\r\nten\x1b[H"),
        ("\x1b[3;1H          \x1b[1;1H", "\x1b[3H\x1b[K\x1b[H"),
        ("\x1b[1;1H\x1b[1mone\x1b[0m\x1b[1;1H", "\x1b[1mone\x1b[m \r"),
        ("\x1b[1;1H\x1b[31mone\x1b[0m more\x1b[1;1H", "\x1b[31mone\x1b[m more\r"),
        ("\x1b[1;10H!\x1b[1;1H", "\x1b[9C!\r"),
        ("\x1b[1;1H漢n\x1b[1;3H", "\x1b[K漢\x1b[3Gn\b"),
    ],
)
def test_only_what_differs_is_sent(frame: str, sent: str) -> None:
    assert begun().send(frame, SIZE) == sent


def painted(before: str, after: str, width: int = 24) -> str:
    """What is sent so that lines show `after` instead of `before`; the cursor is at home."""
    size = (width, before.count("\n") + 1)
    stream = Stream()
    stream.send(whole(before, width), size)
    return stream.send(whole(after, width), size)


def whole(text: str, width: int) -> str:
    lines = [f"\x1b[{y};1H{row:{width}}" for y, row in enumerate(text.split("\n"), 1)]
    return "\n".join(lines) + "\x1b[1;1H"


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("a 12 b", "a 34 b", "a 34\r"),
        # What stands before a change is written again where that is shorter than to pass it.
        ("x = 1, y = 1", "x = 2, y = 2", "\x1b[5G2\x1b[6C2\r"),
        ("1 - 2", "2 - 3", "2 - 3\r"),
        # Blanks are passed over in an emptied line, where that is shorter than to write them.
        ("a" * 20, "b" + " " * 12 + "c", "\x1b[Kb\x1b[14Gc\r"),
    ],
)
def test_every_way_is_the_shortest(before: str, after: str, sent: str) -> None:
    assert painted(before, after) == sent


def test_a_single_line_that_has_moved_is_moved_where_it_is_dear() -> None:
    rule = "─" * 24
    sent = painted(f"help\n{rule}\none\ntwo", f"main\nplaces\n{rule}\nthree")
    assert sent.startswith("\x1b[2;3r\x1b[2H\x1bM\x1b[r") and "─" not in sent


def test_painting_begins_in_the_line_of_the_cursor() -> None:
    stream, size = Stream(), (20, 9)
    rows = [f"line {y}" for y in range(9)]
    stream.send(whole("\n".join(rows), 20)[:-6] + "\x1b[6;7H", size)
    rows[0], rows[5] = "line A", "line 5B"
    sent = stream.send(whole("\n".join(rows), 20)[:-6] + "\x1b[6;8H", size)
    assert sent == "B\x1b[1;6HA\x1b[6;8H"


def test_the_shape_of_the_pointer_is_set_when_it_changes() -> None:
    stream = begun()
    shape = "\x1b]22;{}\x07"
    names = ("default", "text", "text", "default")
    sent = [stream.send(shape.format(name), SIZE) for name in names]
    assert sent == ["", shape.format("text"), "", shape.format("default")]
    assert stream.send(WHOLE, SIZE) == ""


@pytest.mark.parametrize(
    "piece",
    ["\x07", "\x1b]52;c;YQ==\x07", "\x1b[?25h", "\x1b[>25u", "\x1b]2;x\x1b\\", "\x1b[?2026$p"],
)
def test_what_paints_nothing_passes_and_nothing_is_forgotten(piece: str) -> None:
    stream = begun()
    assert stream.send(piece, SIZE) == piece
    assert stream.send(WHOLE, SIZE) == ""


@pytest.mark.parametrize(
    "piece",
    [
        "\x1b[?1049h",
        "\x1b[2J",
        "text",
        "\x1b[1;1Hno place at its end",
        "\x1b[1;1H\ttab\x1b[1;1H",
        "\x1b[1;1H\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\x1b[1;1H",
        "\x1b[1;1H\x1b[4:3mcurly\x1b[0m\x1b[1;1H",
        "\x1b[1;1H\x1b[1mnot reset\x1b[1;1H",
        "\x1b[1;5Htoo long for it\x1b[1;1H",
        "\x1b[4;1Hbelow\x1b[1;1H",
        "\x1b[1;1H\u0301\x1b[1;1H",
        "\x1b[0;1Hx\x1b[1;1H",
    ],
)
def test_what_is_not_understood_passes_and_all_is_painted_again(piece: str) -> None:
    stream = begun()
    assert stream.send(piece, SIZE) == piece
    assert stream.send(WHOLE, SIZE) == "\x1b[m\x1b[2J\x1b[Hone\r\ntwo\r\nthree\x1b[H"


def test_another_size_is_painted_whole() -> None:
    stream = begun()
    assert stream.send(WHOLE, (11, 3)).endswith("two       \r\nthree     \x1b[H")
    assert "\x1b[2J" in stream.send("\x1b[1;1Hab\n\x1b[2;1Hcd\x1b[1;1H", (2, 2))


def test_marks_go_around_large_frames_only() -> None:
    stream = begun()
    assert [stream.send(each, SIZE) for each in (SYNC_START, WHOLE, SYNC_END)] == ["", "", ""]
    row = "".join(f"\x1b[3{number % 8}mx\x1b[0m" for number in range(300))
    sent = [stream.send(each, (300, 1)) for each in (SYNC_START, f"\x1b[1;1H{row}\x1b[1;1H")]
    assert sent[0] == "" and sent[1].startswith(SYNC_START)
    assert stream.send(SYNC_END, (300, 1)) == SYNC_END
    assert [stream.send(each, SIZE) for each in (SYNC_START, "\x07", SYNC_END)] == [
        "",
        SYNC_START + "\x07",
        SYNC_END,
    ]


def test_a_stop_in_the_middle_of_a_frame_sends_it_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = begun()
    shadow = stream.shadow
    assert shadow is not None
    paint = shadow.paint

    def stopped(frame: object) -> str | None:
        stream.forget()
        return paint(frame)  # type: ignore[arg-type]

    monkeypatch.setattr(shadow, "paint", stopped)
    assert stream.send(WHOLE, SIZE) == WHOLE
    assert "\x1b[2J" in stream.send(WHOLE, SIZE)


@pytest.mark.parametrize("width", [1, 2])
def test_a_terminal_that_sees_a_sign_otherwise_keeps_its_columns(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture takes one cell on some terminals, and two on others."""
    wide = pyte.screens.wcwidth
    monkeypatch.setattr(pyte.screens, "wcwidth", lambda sign: width if sign == "😀" else wide(sign))
    screen = pyte.Screen(20, 2)
    terminal = pyte.Stream(screen)
    terminal.feed("\x1b[?7l")
    stream = Stream()
    for text in ("stale text, all over", "😀 to 12 | 34       ", "x😀to 12 | 35       "):
        frame = f"\x1b[1;1H{text}\n\x1b[2;1H{' ' * 20}\x1b[1;1H"
        terminal.feed(stream.send(frame, (20, 2)))
    shown = [screen.buffer[0][x].data for x in range(20)]
    assert shown[:2] == ["x", "😀"] and shown[2].strip() == ""
    assert "".join(shown[3:]).rstrip() == "to 12 | 35"


def test_sure_signs_have_one_cell_and_no_others_are_sure() -> None:
    for number in range(0x20, 0x30000):
        sign = chr(number)
        assert not sure(sign) or sign.isascii() or cell_len(sign) == 1, hex(number)
    assert not any(sure(sign) for sign in "漢😀\u0301\u200d\ufe0f\u200b\ue000")
    assert all(sure(sign) for sign in "▲◆▼·…─│×−±“”–—≤→↓Σ")


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("ae\u0301b", ["a", "e\u0301", "b"]),
        ("漢a", ["漢", "", "a"]),
        ("👩\u200d🚀a", ["👩\u200d🚀", "", "a"]),
        ("☀\ufe0fa", ["☀\ufe0f", "", "a"]),
    ],
)
def test_signs_of_several_characters_are_one_cell(text: str, signs: list[str]) -> None:
    found: list[Cell] = []
    assert put(found, text, PLAIN)
    assert [sign for sign, _ in found] == signs
    assert cells_.sure_row([BLANK, None]) and not cells_.sure_row(list(found))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("1", "1;31", "\x1b[31m"),
        ("1;31", "31", "\x1b[22m"),
        ("1;2", "1", "\x1b[;1m"),
        ("31", "", "\x1b[m"),
        ("38;2;1;2;3;4", "38;2;1;2;3", "\x1b[24m"),
        ("9", "31", "\x1b[;31m"),
        ("41;97", "97", "\x1b[49m"),
    ],
)
def test_looks_change_by_the_shortest_code(before: str, after: str, code: str) -> None:
    first, second = look_after(before, PLAIN), look_after(after, PLAIN)
    assert first is not None and second is not None
    assert change(first, second) == code


@pytest.mark.parametrize(
    "codes", ["58;5;1", "10", "38", "38;5", "48;2;1;2", "38;7;1", "120", "4:3"]
)
def test_unknown_codes_are_no_look(codes: str) -> None:
    assert look_after(codes, PLAIN) is None


def test_from_an_unknown_look_everything_is_said() -> None:
    assert change(None, PLAIN) == "\x1b[m"
    assert change(None, Look(("1",), "31")) == "\x1b[;1;31m"


def rows(text: str) -> list[Row]:
    return [[(sign, PLAIN) for sign in f"{line * 12:12}"[:12]] for line in text]


@pytest.mark.parametrize(
    ("shown", "wanted", "scroll"),
    [
        ("abcdefg", "abdefhg", Scroll(2, 5, 1)),
        ("abcdefg", "axbcdeg", Scroll(1, 5, -1)),
        ("abcdefg", "abcdefg", None),
        ("abcdefg", "abcdefh", None),
        ("abcdefg", "hijklmn", None),
        ("aaaaaaa", "abababa", None),
    ],
)
def test_lines_that_moved_are_found(shown: str, wanted: str, scroll: Scroll | None) -> None:
    assert find(rows(shown), rows(wanted)) == scroll


def test_cells_that_are_left_to_the_terminal_are_not_moved() -> None:
    shown, wanted = rows("abcdefghij"), rows("abdefghixj")
    assert find(shown, wanted) == Scroll(2, 8, 1)
    wanted[5][5] = shown[5][5] = None
    found = find(shown, wanted)
    assert found is None or not found.top <= 5 <= found.bottom
