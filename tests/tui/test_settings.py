"""A user's own settings: read strictly, said when they do not hold, and never lost."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from kinerja_tui.cli import workspace as command
from kinerja_tui.cli.main import run
from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.tui import app as way_in
from kinerja_tui.tui.app import open_workspace
from kinerja_tui.tui.commands import COMMANDS, THEMES, TYPING
from kinerja_tui.tui.keynames import NoKey, key_named, shown_key
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.settings import KEPT, NAMES, Settings, settings_of
from kinerja_tui.tui.settings_file import load_settings, remember_theme, settings_path
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import SAMPLE, desk_of, panel, press, sample, type_text

WORDS = Words(ENGLISH)
SIZE = (80, 24)
BROKEN = b"theme = [\n"


def said(text: str) -> list[str]:
    return [each.said(WORDS) for each in settings_of(text.encode()).troubles]


def opened(text: str, file: Path | None = None) -> Workspace:
    settings = settings_of(text.encode())
    return Workspace(desk_of(SAMPLE), settings=settings, settings_file=file)


def test_everything_that_can_be_set_is_read() -> None:
    found = settings_of(
        b'theme = "light"\nlanguage = "en"\nascii = true\nplain_driver = true\n'
        b'mouse = true\n[keys]\nexplain = "f2"\nfilter = ["/", "ctrl+f"]\ncopy = ""\n'
    )
    keys = {"explain": "f2", "filter": "slash,ctrl+f", "copy": ""}
    assert found == Settings("textual-light", "en", True, True, True, keys)
    assert settings_of(b"") == settings_of(b"# nothing yet\n") == Settings()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('theme = "drak"', "settings.toml:1:9: theme is one of: ansi-dark, ansi-light, dark"),
        ("\nlanguage = 3", "settings.toml:2:12: language is one of: id, en"),
        ('ascii = "yes"', "settings.toml:1:9: ascii is true or false"),
        ("asci = true", "settings.toml:1:1: there is no setting asci; did you mean ascii?"),
        ('"\\u001b[31m" = 1', "settings.toml:1:1: there is no setting "),
        ("keys = 1", "settings.toml:1:8: [keys] is a table"),
        (
            '[keys]\nexplainn = "f2"',
            "settings.toml:2:1: there is no command explainn; did you mean",
        ),
        ("[keys]\nexplain = 2", "settings.toml:2:11: a key is a text, several are a list"),
        ('[keys]\nexplain = "f99"', "settings.toml:2:11: there is no key called f99"),
        ('[keys]\nquit = ""', "settings.toml:2:8: quit cannot be without a key"),
        ("[keys]\nclose = []", "settings.toml:2:9: close cannot be without a key"),
        ('[keys]\nedit = "Esc"', "settings.toml:2:8: Esc goes back everywhere"),
        ('[keys]\nexplain = "e"', "settings.toml:2:11: the key e is already that of “edit the"),
        ('[keys]\nsuspend = "z"', "settings.toml:2:11: the key z is needed while something is"),
        ('[keys]\nsave_typed = "ctrl+w"', "settings.toml:2:14: the key Ctrl+W is needed while"),
        ('[keys]\nchoose_typed = "f4"', "settings.toml:2:16: the key F4 is already that of “go on"),
        ('[keys]\nexplain = "ctrl+z"', "settings.toml:2:11: the key ctrl+z cannot be used"),
        ("theme = [", "settings.toml:1:"),
    ],
)
def test_what_does_not_hold_is_said_with_its_place(text: str, sentence: str) -> None:
    (found,) = said(text)
    assert found.startswith(sentence) and found.isprintable()
    assert settings_of(text.encode()).keys == {}


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("ctrl+j", "for Enter"),
        ("Ctrl+M", "for Enter"),
        ("ctrl+i", "for Tab"),
        ("ctrl+h", "for Backspace"),
        ("ctrl+[", "for Esc"),
        ("ctrl+s", "stops the output"),
        ("ctrl+q", "quits from anywhere"),
        ("ctrl+c", "quits from anywhere"),
        ("ctrl+z", "stops the program for a while"),
        ("ctrl+b", "tmux"),
        ("ctrl+a", "screen takes it"),
        ("ctrl+enter", "do not send it"),
        ("ctrl+`", "do not send it"),
        ("alt+x", "Esc sequences"),
        ("ctrl+shift+x", "do not send it"),
    ],
)
def test_keys_that_terminals_take_are_refused_with_the_reason(key: str, reason: str) -> None:
    (found,) = said(f'[keys]\nexplain = "{key}"')
    assert "cannot be used" in found and reason in found


def test_two_commands_may_change_their_keys_with_each_other() -> None:
    found = settings_of(b'[keys]\nexplain = "e"\nedit = "x"\n')
    assert found.keys == {"explain": "e", "edit": "x"} and not found.troubles
    # A key that became free may be taken, and one that works elsewhere too.
    assert not said('[keys]\nexplain = ""\nedit = "x"\n')
    assert not said('[keys]\nclose = "S"\n')


def test_of_two_commands_on_one_key_the_one_written_first_has_it() -> None:
    found = settings_of(b'[keys]\nexplain = "f2"\nundo = "f2"\nredo = "u"\n')
    assert found.keys == {"explain": "f2"}
    assert [each.line for each in found.troubles] == [3, 4]


@given(st.characters(min_codepoint=33, max_codepoint=126))
def test_every_sign_has_the_name_that_the_library_gives_it(sign: str) -> None:
    assert key_named(sign) == _character_to_key(sign)
    assert shown_key(key_named(sign)) == sign


@given(st.text(max_size=12))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        assert shown_key(key_named(text)).isprintable()
    except NoKey as refused:
        assert str(refused)


def test_every_key_of_the_program_has_a_name_and_a_form_to_read() -> None:
    for each in COMMANDS:
        for key in each.keys.split(","):
            assert key_named(key, each.keys.split(",")) == key
            assert shown_key(key, ascii_only=True).isascii()
    assert shown_key("pagedown") == "PgDn" and shown_key("ctrl+e") == "Ctrl+E"
    assert shown_key("up") == "↑" and key_named("shift+g") == "G" and key_named("ctrl++")


def test_the_themes_are_those_of_the_palette() -> None:
    assert set(NAMES.values()) == {name for name, _ in THEMES}
    assert {each.id for each in COMMANDS} >= KEPT and len(TYPING) == 4


def test_the_place_of_the_file_follows_the_environment() -> None:
    where = settings_path({"XDG_CONFIG_HOME": "/c", "HOME": "/h"})
    assert where == Path("/c/kinerja/settings.toml")
    for above in ("", "relative"):
        found = settings_path({"XDG_CONFIG_HOME": above, "HOME": "/h"})
        assert found == Path("/h/.config/kinerja/settings.toml")
    assert settings_path({}) is None
    assert load_settings(None) == Settings()


def test_a_file_that_cannot_be_read_is_said_and_the_defaults_hold(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    assert load_settings(path) == Settings()
    path.mkdir()
    found = load_settings(path)
    assert len(found.troubles) == 1 and found.troubles[0].said(WORDS)
    path.rmdir()
    path.symlink_to(tmp_path / "gone.toml")
    assert len(load_settings(path).troubles) == 1
    (tmp_path / "gone.toml").write_text('theme = "dark"\n', "utf-8")
    assert load_settings(path).theme == "textual-dark"


def test_a_theme_is_written_into_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "config" / "kinerja" / "settings.toml"
    assert remember_theme(path, "kinerja-contrast") is None
    assert path.read_bytes() == b'theme = "contrast"\n'
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('theme = "dark"  # at night\n', 'theme = "light"  # at night\n'),
        ("# mine\r\nascii = true\r\n", '# mine\r\nascii = true\r\ntheme = "light"\r\n'),
        ('[keys]\nexplain = "f2" # x\n', 'theme = "light"\n[keys]\nexplain = "f2" # x\n'),
        ("nonsense = 1\n", 'nonsense = 1\ntheme = "light"\n'),
    ],
)
def test_everything_else_in_the_file_stays(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(old.encode())
    path.chmod(0o600)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    assert remember_theme(link, "textual-light") is None
    assert path.read_bytes() == new.encode() and link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("old", [BROKEN, b"\xff\xfe", b"a = 1\n<<<<<<< x\n", b"[theme]\nx = 1\n"])
def test_a_file_that_is_broken_is_not_touched(old: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(old)
    assert remember_theme(path, "textual-light") is not None
    assert path.read_bytes() == old
    assert remember_theme(tmp_path / "settings.toml" / "x", "textual-light") is not None
    assert remember_theme(None, "textual-light") is not None


@pytest.mark.parametrize("page", ["en/settings.md", "id/pengaturan.md"])
def test_the_page_about_settings_says_what_is_so(page: str) -> None:
    text = (SAMPLE.parent / "docs" / page).read_text("utf-8")
    example = text.split("```toml\n", 1)[1].split("```", 1)[0]
    found = settings_of(example.encode())
    assert not found.troubles and found.theme == NAMES["contrast"] and len(found.keys) == 3
    assert all(name in example for name in NAMES)
    names = set(re.findall(r"`([a-z][a-z_0-9]*)`", text.split("## N", 1)[1].split("## ", 1)[0]))
    assert names == {each.id for each in COMMANDS}
    meaning = text.split("```\n", 1)[1].split("## ", 1)[0]
    assert {field for field in Settings.__struct_fields__ if field != "troubles"} == set(
        re.findall(r"^\| `([a-z_]+)` \|", meaning, re.M)
    )


async def test_moved_keys_are_shown_in_the_key_bar_the_help_and_the_palette() -> None:
    app = opened('[keys]\nexplain = "f2"\nedit = ["z", "ctrl+e"]\nundo = ""\n')
    async with app.run_test(size=SIZE) as pilot:
        foot = panel(app, "foot")
        assert " F2 why" in foot and " z Ctrl+E edit" in foot and "undo" not in foot
        await press(pilot, "down", "u")
        assert "nothing to undo" not in panel(app, "foot")
        await press(pilot, "question_mark")
        assert isinstance(app.screen, Reading)
        assert "F2          explain the number" in app.screen.sheet.text
        await press(pilot, "escape", "f2")
        assert isinstance(app.screen, Reading)
        await press(pilot, "escape", "c")
        await type_text(pilot, "explain")
        assert len(app.screen_stack) == 2


async def test_what_does_not_hold_is_said_at_the_start_and_in_the_help(tmp_path: Path) -> None:
    app = opened('theme = "drak"\nascii = 1\n', tmp_path / "settings.toml")
    async with app.run_test(size=SIZE) as pilot:
        said = panel(app, "detail") + panel(app, "foot")
        assert "settings.toml:1:9: theme is one of" in said and said.endswith("(+1)")
        assert app.theme == "textual-dark"
        await press(pilot, "question_mark")
        assert isinstance(app.screen, Reading)
        text = app.screen.sheet.text
        assert "Your settings" in text and "! settings.toml:2:9: ascii is true or false" in text


async def test_a_chosen_theme_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "kinerja" / "settings.toml"
    app = opened("", path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        await type_text(pilot, "contrast")
        await press(pilot, "enter")
        assert app.theme == "kinerja-contrast"
    assert load_settings(path).theme == "kinerja-contrast"
    again = Workspace(desk_of(SAMPLE), settings=load_settings(path))
    assert again.theme == "kinerja-contrast"


async def test_a_theme_that_cannot_be_remembered_holds_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(BROKEN)
    app = opened("", path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        await type_text(pilot, "contrast")
        await press(pilot, "enter")
        assert "The theme holds until you leave" in panel(app, "foot")
        assert app.theme == "kinerja-contrast"
    assert path.read_bytes() == BROKEN


@pytest.mark.parametrize(("asked", "language"), [(True, "id"), (False, "en")])
def test_the_workspace_opens_as_the_file_says_unless_it_was_told_otherwise(
    asked: bool, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_theme(tmp_path / "kinerja/settings.toml", "textual-light")
    with (tmp_path / "kinerja/settings.toml").open("a", encoding="utf-8") as file:
        file.write(
            'language = "en"\nascii = true\nplain_driver = true\nmouse = true\n'
            '[keys]\nexplain = "f2"\n'
        )
    monkeypatch.setattr(os, "environ", {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)})
    opened: list[Workspace] = []
    mouse: list[bool] = []

    def ran(self: Workspace, **given: bool) -> None:
        opened.append(self)
        mouse.append(given["mouse"])

    monkeypatch.setattr(Workspace, "run", ran)
    open_workspace(sample(tmp_path), "biro-osdm", 2022, INDONESIAN, None, False, asked)
    (app,) = opened
    assert mouse == [True]
    main = app.get_default_screen()
    assert isinstance(main, MainScreen)
    assert main.words.language.code == language and main.ascii_only and app._plain_driver
    assert app.theme == "textual-light" and app.remapped == {"explain": "f2"}


def test_a_language_on_the_command_line_or_in_the_environment_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(command, "on_a_terminal", lambda: True)

    def opened(*given: object) -> int:
        asked.append(given[6])
        return 0

    monkeypatch.setattr(way_in, "open_workspace", opened)
    run(["--records", str(SAMPLE)])
    run(["--records", str(SAMPLE), "--lang", "en"])
    monkeypatch.setenv("KINERJA_LANG", "en")
    run(["--records", str(SAMPLE)])
    assert asked == [False, True, True]
