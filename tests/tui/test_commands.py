"""Commands: one definition gives keys, palette, help and key bar."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.tui.commands import BAR, COMMANDS, MAIN, barred, command, working
from kinerja_tui.tui.environment import colourless, prepare
from kinerja_tui.tui.external import command_line
from kinerja_tui.tui.heading import answers, key_bar, keyed
from kinerja_tui.tui.helping import help_lines
from kinerja_tui.tui.lines import plain
from kinerja_tui.tui.verbs import Verbs
from tests.tui.desks import SAMPLE, desk_of, workspace

# Terminals and multiplexers keep these for themselves, or send them for other keys.
TAKEN = {"ctrl+j", "ctrl+m", "ctrl+i", "ctrl+h", "ctrl+s", "ctrl+b", "ctrl+a", "ctrl+enter"}


def test_every_command_of_the_main_screen_does_something() -> None:
    for each in COMMANDS:
        if each.where & MAIN and not each.id.startswith("place_"):
            assert callable(getattr(Verbs, f"do_{each.id}")), each.id


def test_no_key_means_two_things_in_one_place() -> None:
    for where in ("achievement", "table", "page", "indicator", "record"):
        keys = [key for each in working(where) for key in each.keys.split(",")]
        assert len(keys) == len(set(keys))


def test_no_key_is_one_that_terminals_take() -> None:
    keys = {key for each in COMMANDS for key in each.keys.split(",")}
    assert not keys & TAKEN
    assert not any(key.startswith("alt+") for key in keys)


def test_the_key_bar_names_commands_that_have_a_word_for_it() -> None:
    assert all(command(id_).bar for id_ in BAR)
    assert {each.id for each in barred("page")} == {"help", "close"}
    assert {"fill", "next_part", "open_part", "undo"} <= {each.id for each in barred("indicator")}


def test_the_help_has_every_key_that_works_there() -> None:
    for where in ("achievement", "table", "page", "indicator", "record"):
        text = plain(help_lines(where, Words(ENGLISH), 80, False, {}))
        for each in working(where):
            assert each.label in text and each.shown in text
    assert "Tab" not in plain(help_lines("page", Words(ENGLISH), 80, False, {}))


def test_the_help_shows_keys_that_were_moved_and_has_an_ascii_form() -> None:
    text = plain(help_lines("achievement", Words(INDONESIAN), 60, True, {"explain": "f2"}))
    assert text.isascii()
    assert "F2" in text and "Up k" in text


def test_help_stays_in_the_key_bar_when_others_go() -> None:
    keys = (("a", "first"), ("b", "second"), ("?", "help"), ("q", "quit"))
    assert plain([key_bar(keys, 80, "?")]) == " a first  b second  ? help  q quit"
    assert plain([key_bar(keys, 28, "?")]) == " a first  b second  ? help"
    assert plain([key_bar(keys, 20, "?")]) == " a first  ? help"
    assert plain([key_bar(keys, 10, "?")]) == " ? help"


def test_the_key_bar_drops_what_does_not_fit() -> None:
    found = plain([key_bar((("a", "first"), ("b", "second")), 12)])
    assert "first" in found and "second" not in found


def test_a_question_shows_every_answer_whatever_its_words_take() -> None:
    keys = (("t", "keep theirs"), ("m", "write mine and nothing else"), ("Esc", "back"))
    assert plain([key_bar(answers(keys, 80), 80)]) == " " + "  ".join(
        f"{key} {label}" for key, label in keys
    )
    assert plain([key_bar(answers(keys, 40), 40)]) == " t keep theirs  m  Esc back"
    assert plain([key_bar(answers(keys, 12), 12)]) == " t  m  Esc"


def test_quit_keeps_a_key_whatever_is_asked() -> None:
    app = workspace(desk_of(SAMPLE))
    app.remap({"quit": "", "explain": "f2", "no-such-command": "f3"})
    assert app.remapped == {"explain": "f2"}


def test_the_environment_is_prepared_but_the_user_wins() -> None:
    environ = {"TEXTUAL_THEME": "nord"}
    prepare(environ)
    assert environ["TEXTUAL_THEME"] == "nord"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    assert int(environ["ESCDELAY"]) <= 25
    assert colourless({"NO_COLOR": "1"}) and not colourless({"NO_COLOR": ""})


def test_the_editor_gets_the_line_where_it_knows_the_way() -> None:
    path = Path("a b.toml")
    assert command_line({"EDITOR": "vim -n"}, path, 7) == ["vim", "-n", "+7", "a b.toml"]
    assert command_line({"VISUAL": "code --wait", "EDITOR": "vi"}, path, 7) == [
        "code",
        "--wait",
        "a b.toml",
    ]
    assert command_line({}, path, 0) == ["vi", "a b.toml"]
    assert command_line({"EDITOR": "odd 'quote"}, path, 0) == ["odd 'quote", "a b.toml"]


def test_a_command_without_a_key_leaves_no_gap_in_the_bar() -> None:
    assert (
        plain([key_bar(keyed([("a", "add"), ("", "filter"), ("q", "quit")]), 40)])
        == " a add  q quit"
    )
