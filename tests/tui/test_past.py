"""Undo across restarts, the conflict that it may meet, and the history of a field."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.store.splicing.edit import Action, Author, Change, Done, Edit
from kinerja_tui.store.state.history import Event, undoable
from kinerja_tui.store.state.journal import Lost, read_journal
from kinerja_tui.store.state.people import login
from kinerja_tui.store.state.sessions import Session
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.keep import keep, keep_all
from kinerja_tui.store.writing.undo import take_back
from kinerja_tui.tui import news
from kinerja_tui.tui.history import history_lines
from kinerja_tui.tui.lines import plain, width_of
from kinerja_tui.tui.modes.conflict import Choosing
from kinerja_tui.tui.past import History
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import IP_ASN, SPBE, desk_of, main_of, panel, press, row_of, sample, type_text
from tests.tui.together import VALUE, colleague, editor, opened, somebody

WORDS = Words(ENGLISH)
NOON = datetime(2026, 11, 3, 12, 0).astimezone()


def at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def page(app: Workspace) -> str:
    """The page that lies on the main screen."""
    assert isinstance(app.screen, Reading)
    return app.screen.sheet.text


def text(root: Path, file: str = IP_ASN) -> str:
    return (root / file).read_text("utf-8")


async def test_what_another_session_did_is_taken_back_with_its_time(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = text(root)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter")
    async with opened(root) as (app, pilot):
        await press(pilot, "u")
        assert "Undone: realisation of IK 1 2022, changed " in panel(app, "foot")
        assert text(root) == before and "100.56%" in row_of(app, "IK 1")
        await press(pilot, "u")
        assert "nothing to undo" in panel(app, "foot")
    async with opened(root) as (app, pilot):
        await press(pilot, "U")
        assert "Redone: realisation of IK 1 2022, taken back " in panel(app, "foot")
        assert "value = 70\n" in text(root)
        await press(pilot, "u")
        assert "Undone: realisation of IK 1 2022." in panel(app, "foot")


async def test_own_steps_come_before_those_of_the_command_line(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter")
        keep(root, Edit.one(SPBE, VALUE, token_at(root, SPBE, VALUE), "2.5"))
        await press(pilot, "u")
        assert "value = 61.34\n" in text(root) and "value = 2.5\n" in text(root, SPBE)
        await press(pilot, "u")
        assert "value = 2.28\n" in text(root, SPBE)
        assert "87.69%" in row_of(app, "IK 4")


async def test_what_others_and_other_open_workspaces_did_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    other = Session.open(root, "biro-osdm", 2022)
    keep(root, Edit.one(SPBE, VALUE, token_at(root, SPBE, VALUE), "2.5"), other.id)
    colleague(root, "65")
    async with opened(root) as (app, pilot):
        await press(pilot, "u")
        assert "nothing to undo" in panel(app, "foot")
        other.close()
        await press(pilot, "u")
        assert "value = 2.28\n" in text(root, SPBE) and "value = 65\n" in text(root)


async def test_an_action_of_several_files_is_taken_back_whole(tmp_path: Path) -> None:
    root = sample(tmp_path)
    parts = (
        Edit(IP_ASN, (Change(VALUE, "61.34", "63"), Change("owner", None, '"Biro A"'))),
        Edit.one(SPBE, VALUE, "2.28", "2.5"),
    )
    assert isinstance(keep_all(root, Action(parts, "import")), Done)
    before = text(root)
    async with opened(root) as (app, pilot):
        await press(pilot, "u")
        assert "Undone: changes in 2 files, changed " in panel(app, "foot")
        assert text(root) != before and "61.34" in row_of(app, "IK 1")
        assert "2.28" in row_of(app, "IK 4")


@pytest.mark.parametrize(("answer", "stands"), [("t", "65"), ("m", "61.34"), ("escape", "65")])
async def test_an_undo_over_a_newer_value_is_a_conflict(
    answer: str, stands: str, tmp_path: Path
) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter")
        colleague(root, "65")
        await press(pilot, "u")
        assert isinstance(main_of(app).mode, Choosing)
        values = panel(app, "detail").splitlines()[3].split()
        assert values == ["70", "65", "61.34"]
        assert "by siti (" in panel(app, "detail")
        await press(pilot, answer)
        assert main_of(app).mode is None
        assert f"value = {stands}\n" in text(root) and f" {stands} " in row_of(app, "IK 1")
        assert [each.choice for each in read_journal(root).lost] == (
            ["mine"] if answer == "m" else []
        )


async def test_an_undo_that_is_refused_says_why(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter")
        (root / IP_ASN).chmod(0o444)
        await press(pilot, "u")
        assert "write-protected" in panel(app, "foot")


async def test_the_history_of_a_field_has_every_change_and_what_lost(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        colleague(root, '"Biro A"', key="owner")
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        colleague(root, "65")
        await press(pilot, "enter", "m", "u", "H")
        said = page(app)
        places = [said.index(each) for each in ("70 → 65", "65 → 70", "61.34 → 65")]
        assert places == sorted(places)
        assert "realisation, conflict" in said and "gave way" in said and "siti" in said
        assert "owner" not in said
        await press(pilot, "q", "left", "left", "H")
        assert "Biro A" in page(app)


async def test_without_changes_the_history_says_so(tmp_path: Path) -> None:
    async with opened(sample(tmp_path)) as (app, pilot):
        await press(pilot, "H")
        assert "Nothing was changed here with this program" in page(app)
        await press(pilot, "q", "7", "H")
        assert "no file of its own" in panel(app, "foot")


async def test_what_another_program_did_in_between_is_a_gap(tmp_path: Path) -> None:
    root = sample(tmp_path)
    colleague(root, "65")
    editor(root, "value = 65", "value = 66")
    colleague(root, "67")
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "H")
        said = page(app)
        assert said.index("66 → 67") < said.index("another program") < said.index("61.34 → 65")


def test_long_and_hostile_values_fit_every_width() -> None:
    words = " ".join(["kata"] * 60)
    items = (
        Event("e", "no time", "x\x1b[31m", "set", IP_ASN, "a.b", f'"{words}"', '"a\\u001bb"'),
        Event("f", at(NOON), "siti", "import", IP_ASN, "", None, "schema = 1\n\x1b"),
        Lost("g", at(NOON), "budi", IP_ASN, VALUE, "1", "2", None, "theirs"),
        Lost("h", at(NOON), "budi", IP_ASN, VALUE, "1", "2", '"""x\ny"""', "draft"),
    )
    for width in (40, 80, 130):
        lines = history_lines(History(items, frozenset({"e"})), WORDS, width)
        assert all(plain([each]).isprintable() for each in lines)
        assert max(map(width_of, lines)) <= width
        assert "not written" in plain(lines) and "became a draft" in plain(lines)


@pytest.mark.parametrize(
    ("token", "key", "said"),
    [
        ("61.30", "value", "61,30"),
        ('"final"', "realisation.state", "tetap"),
        ('"final"', "name", "final"),
        ('"""a\nb"""', "value", "a\nb"),
        ("2022-01-31", "value", "2022-01-31"),
        ("[1, 2]", "value", "[1, 2]"),
        ("not toml", "", "not toml"),
        (None, "", "-"),
    ],
)
def test_a_token_is_read_as_people_do(token: str | None, key: str, said: str) -> None:
    assert news.spoken(token, Words(INDONESIAN), key) == said


def test_a_moment_is_as_long_as_it_must_be() -> None:
    assert news.when(at(NOON), WORDS, NOON) == "12:00"
    assert news.when(at(NOON), WORDS, NOON + timedelta(days=1)) == "3 Nov 12:00"
    assert news.when(at(NOON), WORDS, NOON.replace(year=2027)) == "3 Nov 2026 12:00"
    assert news.when("\x1b", WORDS) == "\ufffd"
    assert news.by(None, WORDS) == "another program"
    author = Author("siti", at(datetime.combine(date.today(), NOON.timetz())), outside=True)
    assert news.by(author, WORDS) == "another program, 12:00"


def event(user: str = "siti", file: str = IP_ASN, key: str = VALUE, **how: str | None) -> Event:
    tokens = {"old": "61.34", "new": "65", **how}
    return Event("e", "t", user, "set", file, key, tokens["old"], tokens["new"])


def test_changes_of_others_are_one_line(tmp_path: Path) -> None:
    library = desk_of(sample(tmp_path)).page.library

    def said(*events: Event) -> str:
        return news.changes(events, library, WORDS)

    assert said(event()) == "siti changed IK 1, realisation: 61.34 → 65"
    assert said(event(), event(old="65", new="66")).endswith("61.34 → 66")
    assert said(event(key="q2.value"), event(key="owner")) == "siti changed IK 1: q2.value, owner"
    assert said(event(), event("budi", SPBE)) == "siti, budi changed 2 values in 2 records."
    assert said(event(key="", new=None, file="a/2022/indicators/x.toml")) == "siti removed x."
    assert said(event(key="", old=None, file="a/2022/indicators/x.toml")) == "siti added x."
    long = event(key="analysis.cause", new=f'"{"kata " * 30}"')
    assert said(long) == "siti changed IK 1: analysis.cause"
    assert said(event("\x1b[31m")).startswith("\ufffd[31m changed")


async def test_somebody_else_cannot_take_our_changes_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    colleague(root, "65", who="budi")
    with somebody("siti"):
        async with opened(root) as (app, pilot):
            await press(pilot, "u")
            assert "nothing to undo" in panel(app, "foot")


async def test_what_was_taken_back_elsewhere_is_not_taken_back_again(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = text(root)
    async with opened(root) as (app, pilot):
        for value in ("62", "63"):
            main_of(app).grid.go(1, main_of(app).grid.column)
            await press(pilot, "e")
            await type_text(pilot, value)
            await press(pilot, "enter")
        entry = undoable(read_journal(root), login())
        assert entry is not None and isinstance(take_back(root, entry), Done)
        assert "value = 62\n" in text(root)
        await press(pilot, "u")
        assert text(root) == before
        await press(pilot, "u")
        assert "nothing to undo" in panel(app, "foot")


async def test_what_stands_as_before_already_is_passed_over(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = text(root)
    async with opened(root) as (app, pilot):
        for key, value in ((SPBE, "2.5"), (IP_ASN, "62")):
            keep(root, Edit.one(key, VALUE, token_at(root, key, VALUE), value))
        (root / IP_ASN).write_text(before, "utf-8")
        await press(pilot, "u")
        assert "value = 2.28\n" in text(root, SPBE) and text(root) == before
        assert "IK 4" in panel(app, "foot")


async def test_a_later_change_of_ones_own_from_elsewhere_is_taken_back_first(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    before = text(root)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter")
        keep(root, Edit.one(IP_ASN, VALUE, token_at(root, IP_ASN, VALUE), "71"))
        for left in ("value = 70\n", "value = 61.34\n"):
            await press(pilot, "u")
            assert main_of(app).mode is None and left in text(root)
    assert text(root) == before
