"""Sentences name a command's key as it is bound now, and none has a key written into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual import events

import kinerja_tui
from kinerja_tui.locale import ENGLISH, INDONESIAN, N_, Language, Words, message
from kinerja_tui.tui.commands import COMMANDS
from kinerja_tui.tui.keyed import KeyedWords, key_of
from kinerja_tui.tui.keynames import shown_key
from kinerja_tui.tui.settings import settings_of
from kinerja_tui.tui.workspace import Workspace
from scripts.catalogues import Found, extract
from tests.tui.desks import desk_of, main_of, panel, press, sample, type_text, workspace

SIZE = (80, 24)
PACKAGE = Path(kinerja_tui.__file__).parent

# Keys that answer a question, or end what is typed: they are those of their mode and do not move.
ANSWERS = frozenset(
    {
        "Enter: choose a state.",
        "Changed meanwhile ({who}), {field}: {value}. Enter asks.",
        "{code}: changed meanwhile; nothing was saved. Enter writes yours.",
        "{code}: {user} wrote there meanwhile; nothing was saved. Enter writes yours.",
        "Goals and their indicators. The result changes while you type a realisation; nothing is "
        "written before Enter.",
        # What is said of the keys themselves.
        "Esc goes back everywhere; it cannot mean anything else",
        "terminals send it for Enter",
        "terminals send it for Tab",
        "terminals send it for Backspace",
        "terminals send it for Esc",
        "terminals, desktops and Esc sequences take it",
        "quits everywhere, as Ctrl+C does",
        # Letters that are no keys.
        "Q{n}",
    }
)

# Words that sentences use without meaning a key.
WORDS = frozenset({"Home", "End", "Space"})
NAMES = sorted({shown_key(key) for each in COMMANDS for key in each.keys.split(",")} - WORDS)
LETTERS = "".join(name for name in NAMES if len(name) == 1 and name.isalpha() and name != "a")
LONG = "|".join(re.escape(name) for name in NAMES if len(name) > 1 and not name.isdigit())
WRITTEN_IN = (
    # A key in brackets, whatever it is.
    re.compile(rf"\((?:{'|'.join(map(re.escape, NAMES))})\)"),
    # A letter that stands alone; “a” only where it is no article.
    re.compile(rf"(?<![\w{{.'’“-])[{LETTERS}](?![\w}}'’”-]|\.\w)"),
    re.compile(r"(?<![\w{.'’“-])a(?=$|[.;:,)]| (?:adds|shows|opens|lists|goes|makes|begins)\b)"),
    # A sign that does something.
    re.compile(r"(?:^|[.;:,] )[\[\]{}/?+-] (?:[a-z]+s)\b"),
    # The name of a key, and a place by its number.
    re.compile(rf"(?<!\w)(?:{LONG})(?!\w)"),
    re.compile(r"\bplace \d"),
)


def texts(found: Found) -> tuple[str, ...]:
    return (found.id,) if isinstance(found.id, str) else tuple(found.id)


def written_in(text: str) -> bool:
    return text not in ANSWERS and any(each.search(text) for each in WRITTEN_IN)


def said_in_the_workspace() -> list[tuple[str, str]]:
    labels = {each.label for each in COMMANDS}
    return [
        (found.file, text)
        for found in extract(PACKAGE)
        for text in texts(found)
        if ("/tui/" in found.file or found.file.endswith("commands/init.py")) and text not in labels
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Saved. u undoes it.",
        "A draft (D)",
        "What you typed is kept for the next a.",
        "Open it: a adds goals.",
        "Only in place 1: {what}.",
        "Enter opens the record.",
        "{year} is made; b lists what is to be set.",
        "Nothing is found; / filters.",
    ],
)
def test_a_key_that_is_written_into_a_sentence_is_found(text: str) -> None:
    assert written_in(text)
    assert not written_in(
        "A date: a number is due, e.g. a day's, by {key_undo} or {a} at T {year}."
    )


def test_no_sentence_of_the_workspace_has_the_key_of_a_command_written_into_it() -> None:
    assert [each for each in said_in_the_workspace() if written_in(each[1])] == []
    assert not ANSWERS - {text for found in extract(PACKAGE) for text in texts(found)}


def test_every_place_for_a_key_is_that_of_a_command_and_has_one_translation() -> None:
    places = [
        (text, id_)
        for found in extract(PACKAGE)
        for text in texts(found)
        for id_ in re.findall(r"\{key_(\w+)\}", text)
    ]
    known = {each.id for each in COMMANDS}
    assert len(places) > 20 and {id_ for _, id_ in places} <= known
    # Only the workspace knows its user's keys.
    assert all("/tui/" in found.file for found in extract(PACKAGE) if "{key_" in str(found.id))


@pytest.mark.parametrize("language", [ENGLISH, INDONESIAN])
def test_words_know_the_keys_of_commands(language: Language) -> None:
    keys = {"undo": "f9,u", "drafts": "", "up": "up"}
    words = KeyedWords(language, lambda id_: key_of(id_, Words(language), True, keys))
    assert (
        words("{key_undo} {key_up} {key_record} {text}", text="{key_undo}") == "F9 Up i {key_undo}"
    )
    assert words.say(message("{why}!", why=message("{key_undo}"))) == "F9!"
    assert words.count("{n} of {key_undo}", "{n} of {key_redo}", 2).startswith("2 of ")
    label = words(N_("what was typed and not saved"))
    assert words("{key_drafts}") == f"“{label}”"
    assert words("{no place}") == "{no place}"


async def test_messages_and_the_places_follow_keys_that_were_moved(tmp_path: Path) -> None:
    text = '[keys]\nundo = "f9"\nremove = "u"\nadd = "ctrl+n"\nplace_2 = "f2"\nplace_3 = ""\n'
    app = Workspace(desk_of(sample(tmp_path)), settings=settings_of(text.encode()))
    async with app.run_test(size=SIZE) as pilot:
        assert " 1 Achievement F2 Agreements Budget 4 Years" in panel(app, "top")
        await press(pilot, "down", "e")
        await type_text(pilot, "62")
        await press(pilot, "enter")
        assert "Saved: IK 1. F9 undoes it." in panel(app, "foot")
        await press(pilot, "f9")
        assert "61" in main_of(app).grid.text
        await press(pilot, "f2", "2")
        assert main_of(app).place == 1
        await press(pilot, "ctrl+n")
        await type_text(pilot, "x")
        await press(pilot, "escape")
        assert "is kept for the next Ctrl+N." in panel(app, "foot")


async def test_the_keys_of_a_preview_take_the_place_of_a_message(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "right", "right", "e")
        await type_text(pilot, "62")
        await press(pilot, "enter")
        assert "Saved: IK 1. u undoes it." in panel(app, "foot")
        app.screen.post_message(events.Paste("60\n61\n62\n"))
        await pilot.pause()
        assert main_of(app).mode is not None
        assert "Saved" not in panel(app, "foot") and "Esc" in panel(app, "foot")


async def test_the_program_stops_from_a_field_a_page_and_the_palette(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    app.remap({"suspend": "f12"})
    stopped: list[bool] = []
    monkeypatch.setattr(app, "action_suspend_process", lambda: stopped.append(True))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+z")
        assert not stopped
        await press(pilot, "f12", "question_mark", "f12", "escape", "down", "e", "6", "f12")
        assert len(stopped) == 3
        field = main_of(app).grid.field
        assert field is not None and field.text == "6"
        await press(pilot, "escape", "i", "f12", "c")
        await type_text(pilot, "stop for a while")
        await press(pilot, "enter")
        assert len(stopped) == 5
        await press(pilot, "escape", "c")
        await type_text(pilot, "stop for a while")
        await press(pilot, "enter")
        assert len(stopped) == 6


async def test_a_long_name_in_a_form_is_cut_with_a_sign(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "down")
        await type_text(
            pilot, "Indeks Kualitas Pengelolaan Sumber Daya Manusia Kementerian Sosial " * 2
        )
        row = next(row for row in panel(app, "detail").splitlines() if "Sosial" in row)
        assert "…" in row
        await press(pilot, "home")
        row = next(row for row in panel(app, "detail").splitlines() if "Indeks Kual" in row)
        assert row.rstrip().endswith("…")
