"""Last good values of broken files: put back where they were, whole, and only those."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kinerja_tui.model.indicator import Borrowed
from kinerja_tui.model.library import Library
from kinerja_tui.tui.lastgood import changed, indicator_in, kept
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import IP_ASN, desk_of, sample, senja

UNIT, YEAR = "dinas-air", 2022


def loaded(root: Path) -> Library:
    return Folder(root).load(UNIT, YEAR)


def files(root: Path) -> list[str]:
    """Every record that the page is made from."""
    wanted = ["kinerja.toml", *sorted(str(p.relative_to(root)) for p in root.glob("scales/*.toml"))]
    own = (root / UNIT).rglob("*.toml")
    return [*wanted, *sorted(p.relative_to(root).as_posix() for p in own if read(p))]


def read(path: Path) -> bool:
    return not {"published", "accepted"} & set(path.parts)


def test_every_kind_of_file_keeps_its_last_good_values(tmp_path: Path) -> None:
    root = senja(tmp_path)
    whole = loaded(root)
    shown = {each.file for each in whole.problems}
    for file in files(root):
        path = root / file
        before = path.read_bytes()
        path.write_bytes(before + b"\nbroken = [")
        found = kept(whole, loaded(root))
        path.write_bytes(before)
        if file in shown or not changed(whole, loaded_without(root, file)):
            continue
        assert list(found.broken) == [file], file
        assert changed(whole, found.library) == {}, file
        assert all(each.file != file for each in found.library.problems)


def loaded_without(root: Path, file: str) -> Library:
    """The page when `file` is not there: whether it matters at all."""
    path = root / file
    before = path.read_bytes()
    path.write_bytes(before + b"\nbroken = [")
    library = loaded(root)
    path.write_bytes(before)
    return library


def test_a_unit_that_another_names_no_more_is_not_said_to_have_changed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / "biro-osdm" / "unit.toml"
    text = path.read_text("utf-8")
    before = Folder(root).load("biro-osdm", 2022)
    assert len(before.units) > 2 and 'parent = "' in text
    path.write_text("\n".join(row for row in text.splitlines() if "parent" not in row), "utf-8")
    after = Folder(root).load("biro-osdm", 2022)
    assert len(after.units) < len(before.units)
    assert changed(before, after) == {"biro-osdm/unit.toml": True}
    assert changed(after, before) == {"biro-osdm/unit.toml": True}


def test_a_unit_that_goes_is_one_record_gone(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = Folder(root).load("biro-osdm", 2022)
    gone = replace(before, units={id_: u for id_, u in before.units.items() if id_ != "biro-osdm"})
    assert changed(before, gone) == {"biro-osdm/unit.toml": False}
    alone = replace(before, units={"biro-osdm": before.units["biro-osdm"]})
    assert changed(before, alone) == {"setjen/unit.toml": False}


def test_a_borrowed_indicator_keeps_what_it_borrowed(tmp_path: Path) -> None:
    root = senja(tmp_path)
    whole = loaded(root)
    book = whole.book(UNIT, YEAR)
    assert book is not None
    borrowed = next(each for each in book.indicators.values() if isinstance(each, Borrowed))
    path = root / borrowed.measured_at
    path.write_text("x = [", "utf-8")
    found = kept(whole, loaded(root))
    assert list(found.broken) == [borrowed.measured_at]
    assert indicator_in(found.library, borrowed.origin) == borrowed


def test_what_was_taken_away_is_gone(tmp_path: Path) -> None:
    root = senja(tmp_path)
    whole = loaded(root)
    for file in (f"{UNIT}/{YEAR}/indicators/keluhan.toml", f"{UNIT}/{YEAR}/goals.toml"):
        (root / file).unlink()
        found = kept(whole, loaded(root))
        assert found.broken == {}
        assert changed(whole, found.library)[file] is False


def test_it_is_kept_again_and_again_and_then_mended(tmp_path: Path) -> None:
    root = senja(tmp_path)
    file = f"{UNIT}/{YEAR}/indicators/keluhan.toml"
    whole, before = loaded(root), (root / file).read_bytes()
    (root / file).write_bytes(b"x = [")
    once = kept(whole, loaded(root))
    (root / file).write_bytes(b"x = [[")
    twice = kept(once.library, loaded(root))
    assert list(twice.broken) == [file] and changed(whole, twice.library) == {}
    (root / file).write_bytes(before)
    mended = kept(twice.library, loaded(root))
    assert mended.broken == {} and changed(whole, mended.library) == {}


@pytest.mark.parametrize("file", ["indicators/ip-asn.toml", "agreements/2-revisi.toml"])
def test_the_figures_stay_as_they_were(file: str, tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    path = next((root / "biro-osdm/2022").glob(file.replace("2-revisi", "*")))
    path.write_text("x = [", "utf-8")
    fresh = desk.reread()
    assert fresh.page.card.mean == desk.page.card.mean
    assert fresh.page.card.goals == desk.page.card.goals
    desk.put_fresh(fresh)
    assert [each.file for each in desk.problems] == [path.relative_to(root).as_posix()]
    assert desk.page.library.problems == () and len(desk.complete.library.problems) == 1


def test_a_page_read_again_has_the_figures_of_one_that_is_opened(tmp_path: Path) -> None:
    root = senja(tmp_path)
    desk = desk_of(root, UNIT, YEAR)
    book = desk.page.book
    for indicator in book.indicators.values():
        path = root / indicator.origin
        text = path.read_text("utf-8")
        path.write_text(text.replace("value = ", "value = 1", 1), "utf-8")
        fresh = desk.reread()
        opened = desk.opened(UNIT, YEAR)
        assert fresh.page.card == opened.card and fresh.page.library == opened.library
        desk.put_fresh(fresh)
    assert desk.reread().page.card is desk.page.card
    goals = root / UNIT / str(YEAR) / "goals.toml"
    goals.write_text(goals.read_text("utf-8").replace("name = ", "name = 'X' # ", 1), "utf-8")
    assert desk.reread().page.card == desk.opened(UNIT, YEAR).card


def test_they_are_kept_however_often_another_year_is_shown(tmp_path: Path) -> None:
    root = senja(tmp_path)
    desk = desk_of(root, UNIT, YEAR)
    before = desk.page
    path = root / UNIT / str(YEAR) / "indicators" / "keluhan.toml"
    whole = path.read_bytes()
    path.write_bytes(b"x = [")
    desk.put_fresh(desk.reread())
    for year in (YEAR - 1, YEAR, YEAR + 1, YEAR):
        desk.put_fresh(desk.turned(UNIT, year))
    assert list(desk.broken) == [path.relative_to(root).as_posix()]
    assert desk.stale("keluhan") is not None
    assert desk.page.card.goals == before.card.goals
    path.write_bytes(whole)
    desk.put_fresh(desk.reread())
    assert desk.broken == {} and desk.page.card == before.card


def test_a_file_that_breaks_while_another_year_is_shown_keeps_them(tmp_path: Path) -> None:
    """Also where it was only seen as one of the years before, and never with values from others."""
    root = senja(tmp_path)
    desk = desk_of(root, UNIT, YEAR)
    last = desk.opened(UNIT, YEAR - 1).card
    desk.put_fresh(desk.turned("pulau-senja", 2023))
    old = root / UNIT / str(YEAR - 1) / "indicators" / "keluhan.toml"
    value = desk_of(root, UNIT, YEAR).page.library.units[UNIT].books[YEAR - 1].indicators
    assert value["keluhan"].origin == old.relative_to(root).as_posix()
    old.write_bytes(b"x = [")
    found = desk.turned(UNIT, YEAR - 1)
    assert list(found.broken) == [old.relative_to(root).as_posix()]
    assert found.page.card.goals == last.goals
    never = desk_of(root, UNIT, YEAR - 1)
    assert never.turned(UNIT, YEAR).broken == {}


def test_the_newest_values_are_kept(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    path = root / IP_ASN
    text = path.read_text("utf-8")
    for value in ("62", "63", "64"):
        path.write_text(text.replace("value = 61.34", f"value = {value}"), "utf-8")
        desk.put_fresh(desk.turned("biro-osdm", 2022))
        desk.put_fresh(desk.turned("biro-osdm", 2021))
    path.write_text("x = [", "utf-8")
    score = desk.turned("biro-osdm", 2022).page.card.indicator("ip-asn")
    assert score is not None and score.value.number == 64
