"""A new year: definitions with their comments, no value, no target that nobody promised."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from kinerja_tui.model.library import Book
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.reading.filled import last_filled
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import Action, Conflict, Creation, Done, Refused
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.new_year import NewYear, NotBegun, new_year
from kinerja_tui.store.writing.undo import take_back
from tests.store.beginning import (
    DRAFT,
    SAMPLE,
    SENJA,
    act_and_back,
    contents,
    copied,
    problems,
)

UNIT = "biro-osdm"


def made(
    root: Path, unit: str = UNIT, year: int | None = None, date: str = ""
) -> tuple[NewYear, Book]:
    """The new year, on the disk."""
    planned = new_year(root, unit, year, date=date)
    assert isinstance(keep_all(root, planned.action()), Done)
    book = load(root, Scope.everything()).book(unit, planned.year)
    assert book is not None
    return planned, book


def said(planned: NewYear) -> str:
    return "\n".join(f"{each.file}: {each.message}" for each in planned.left)


@pytest.mark.parametrize(
    ("store", "unit"),
    [(SAMPLE, UNIT), (SENJA, "dinas-air"), (SENJA, "pulau-senja"), (DRAFT, "pustaka")],
)
def test_a_new_year_brings_no_problem_and_goes_away_again(
    store: Path, unit: str, tmp_path: Path
) -> None:
    root = copied(store, tmp_path)
    act_and_back(root, new_year(root, unit).action())


def test_it_is_one_entry_that_says_what_was_done(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    planned, _ = made(root)
    (entry,) = read_journal(root).entries
    assert entry.doing == "new-year"
    assert [each.file for each in entry.files] == [each.file for each in planned.files]


def test_planning_writes_nothing(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    before = contents(root)
    new_year(root, UNIT)
    assert contents(root) == before and not (root / ".kinerja").exists()


def test_definitions_come_with_their_comments_and_without_values(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    _, book = made(root)
    old = load(root, Scope.everything()).book(UNIT, 2022)
    assert old is not None
    assert (root / UNIT / "2023/goals.toml").read_bytes() == (
        root / UNIT / "2022/goals.toml"
    ).read_bytes()
    assert list(book.indicators) == list(old.indicators)
    for id_, now in book.indicators.items():
        then = old.indicators[id_]
        same = ("code", "goal", "name", "also", "measured_in", "polarity", "scale", "definition")
        assert [getattr(now, key) for key in same] == [getattr(then, key) for key in same]
        assert now.history == then.history
        assert list(now.component) == list(then.component)
        assert [each.weight for each in now.component.values()] == [
            each.weight for each in then.component.values()
        ]
        assert now.realisation is None and not now.quarters
        assert not any(each.value is not None for each in now.component.values())
        assert not (now.action or now.evidence or now.breakdown or now.standard)
        assert not any(now.analysis.__getattribute__(key) for key in ("cause", "obstacle"))
    spbe = (root / UNIT / "2023/indicators/spbe.toml").read_text("utf-8")
    assert "# Bobot menurut PermenPANRB 59/2020" in spbe
    assert "Butir pertama" not in spbe and 'cause = ""\n\nobstacle = ""' in spbe


def test_every_comment_of_the_new_year_is_an_old_one_or_the_programs_own(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    planned, _ = made(root)
    old = {
        comment
        for path in (root / UNIT / "2022").rglob("*.toml")
        for comment in comments(path.read_text("utf-8"))
    }
    ours = [
        comment for each in planned.files for comment in comments(each.text) if comment not in old
    ]
    assert len(ours) == 12
    assert all(
        "2022" in each or "2023" in each or "ganti" in each or "3-revisi" in each for each in ours
    )


def test_no_target_is_carried_over(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    planned, book = made(root)
    (agreement,) = book.agreements
    assert agreement.id == "1-awal" and agreement.name == "Perjanjian Kinerja Tahun 2023"
    assert not agreement.target and not agreement.budget and agreement.budget_total is None
    assert agreement.ground is None and agreement.statement_date is None
    assert agreement.first.name == "Suratna"
    text = (root / agreement.origin).read_text("utf-8")
    assert "#   [target.ip-asn], pada 2022: 61\n" in text
    assert "targets to be set: ip-asn, merit, kelembagaan, spbe, sakip, skm" in said(planned)
    assert "the date stands in for the day of signing" in said(planned)
    assert "check both parties: they are copied from 3-revisi" in said(planned)


def test_the_plans_targets_come_to_be_confirmed(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    plan = root / UNIT / "plan-2020-2024.toml"
    more = "\n[indicator.ip-asn.target.2023]\nvalue = 65.50\n\n[indicator.spbe.target.2023]\n"
    plan.write_text(plan.read_text("utf-8") + more + "lo = 2.7\nhi = 3\n", "utf-8")
    planned, book = made(root)
    (agreement,) = book.agreements
    assert set(agreement.target) == {"ip-asn", "spbe"}
    assert str(agreement.target["ip-asn"].value) == "65.50"
    assert (agreement.target["spbe"].lo, agreement.target["spbe"].hi) != (None, None)
    text = (root / agreement.origin).read_text("utf-8")
    assert "# Dari plan-2020-2024; pastikan sebelum ditandatangani.\n[target.ip-asn]\n" in text
    assert "targets of the plan, to be confirmed: ip-asn, spbe" in said(planned)
    assert "targets to be set: merit, kelembagaan, sakip, skm" in said(planned)


def test_a_grade_that_the_indicator_cannot_have_is_left_to_be_set(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    plan = root / UNIT / "plan-2020-2024.toml"
    more = '\n[indicator.sakip.target.2023]\ngrade = "zz"\n'
    plan.write_text(plan.read_text("utf-8") + more, "utf-8")
    assert "targets to be set: ip-asn, merit, kelembagaan, spbe, sakip" in said(
        new_year(root, UNIT)
    )


def test_activities_come_without_money(tmp_path: Path) -> None:
    root = copied(SENJA, tmp_path)
    planned, book = made(root, "dinas-air")
    for each in book.activities.values():
        assert each.ceiling == 0 and each.spending is None and each.physical is None
        assert not each.revision and each.ceiling_initial is None
        assert not any(each.spending or each.physical for each in each.quarters.values())
        assert each.volume is None or (each.volume.target, each.volume.value) == (None, None)
    assert book.activities["jaringan"].share
    assert "the ceiling is 0 until you set it (2023: 4.200.000.000)" in said(planned)
    assert not book.recommendations and not book.published and not book.accepted


def test_the_rules_are_written_out_and_the_year_is_open(tmp_path: Path) -> None:
    root = copied(SENJA, tmp_path)
    _, book = made(root, "pulau-senja")
    library = load(root, Scope.everything())
    assert library.rules("pulau-senja", 2024) == library.rules("pulau-senja", 2023)
    text = (root / "pulau-senja/2024/year.toml").read_text("utf-8")
    written = tomli.loads(text)["rules"]
    assert {"decimals", "rounding", "status", "counted", "zero_target"} <= set(written)
    assert not book.closed


def test_a_closed_year_opens_a_new_one_and_stays_as_it_is(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    head = root / UNIT / "2022/year.toml"
    head.write_text(head.read_text("utf-8").replace("closed = false", "closed = true"), "utf-8")
    before = {name: data for name, data in contents(root).items() if "/2022/" in name}
    _, book = made(root)
    assert not book.closed
    assert {name: data for name, data in contents(root).items() if "/2022/" in name} == before


def test_what_another_unit_has_not_yet_is_left_out_and_said(tmp_path: Path) -> None:
    root = copied(SENJA, tmp_path)
    planned, book = made(root, "dinas-air")
    assert "ketahanan" not in book.indicators
    assert "left out: pulau-senja/indeks-ketahanan is not in 2024 yet" in said(planned)
    assert "goal.layanan-air.parent is left out" in said(planned)
    assert all(each.parent is None for each in book.goal.values())


def test_what_another_unit_has_already_is_kept(tmp_path: Path) -> None:
    root = copied(SENJA, tmp_path)
    made(root, "pulau-senja")
    planned, book = made(root, "dinas-air")
    assert "left out" not in said(planned)
    assert "ketahanan" in book.indicators
    assert problems(root) == []


def test_a_year_further_on_and_the_day_of_the_agreement(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    planned, book = made(root, year=2025, date="2025-01-09")
    assert (planned.source, planned.year) == (2022, 2025)
    assert book.agreements[0].date.isoformat() == "2025-01-09"
    assert "stands in" not in said(planned)
    assert "no plan of the unit has the year 2025" in said(planned)
    assert book.head is not None and book.head.plan is None


def test_a_year_made_from_a_made_year_says_nothing_twice(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    made(root)
    made(root)
    text = (root / UNIT / "2024/agreements/1-awal.toml").read_text("utf-8")
    assert "2023 berikut" not in text and "3-revisi" not in text
    assert text.count("Tanggal sementara") == text.count("Periksa kedua pihak") == 1
    activity = (root / UNIT / "2024/activities/manajemen-sdm.toml").read_text("utf-8")
    assert "Pagu 2023 belum" not in activity and activity.count("Pagu 2024 belum") == 1


def test_line_ends_stay(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    for path in (root / UNIT / "2022").rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    planned, _ = made(root)
    for each in planned.files:
        assert each.text.count("\n") == each.text.count("\r\n"), each.file


def test_a_year_that_is_there_is_refused(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    before = contents(root)
    for year, why in ((2022, "already"), (2021, "no year before"), (3000, "no year that")):
        with pytest.raises(NotBegun, match=why):
            new_year(root, UNIT, year)
    with pytest.raises(NotBegun, match="no year yet"):
        new_year(root, "setjen")
    with pytest.raises(NotBegun, match="no unit"):
        new_year(root, "nobody")
    (root / UNIT / "2023/report").mkdir(parents=True)
    (root / UNIT / "2023/report/bab-1.md").write_text("x")
    with pytest.raises(NotBegun, match="already"):
        new_year(root, UNIT)
    assert {name: data for name, data in contents(root).items() if "2023" not in name} == before


def test_empty_folders_are_no_year(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    (root / UNIT / "2023/indicators").mkdir(parents=True)
    assert new_year(root, UNIT).year == 2023


def test_a_record_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    path = root / UNIT / "2022/indicators/spbe.toml"
    path.write_text(path.read_text("utf-8").replace("2.28", "2,28"), "utf-8")
    with pytest.raises(Unreadable) as raised:
        new_year(root, UNIT)
    assert raised.value.problem.file.endswith("indicators/spbe.toml")


def test_somebody_who_was_first_wins(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    planned = new_year(root, UNIT)
    other = root / UNIT / "2023/indicators/spbe.toml"
    other.parent.mkdir(parents=True)
    other.write_text("# mine\n")
    assert isinstance(keep_all(root, planned.action()), Conflict)
    assert [path for path in (root / UNIT / "2023").rglob("*") if path.is_file()] == [other]
    assert other.read_text() == "# mine\n"


def test_a_year_that_cannot_be_made_leaves_no_folder(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    broken = Creation(f"{UNIT}/2023/indicators/x.toml", "schema = \n")
    action = Action((*new_year(root, UNIT).files, broken), "new-year")
    assert isinstance(keep_all(root, action), Refused)
    assert not (root / UNIT / "2023").exists()


def test_the_last_year_with_a_file_is_found(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    years = (2022, 2023, 2024)
    (root / UNIT / "2023/indicators").mkdir(parents=True)
    (root / UNIT / "2024").mkdir()
    assert last_filled(root, UNIT, years) == 2022
    (root / UNIT / "2023/indicators/broken.toml").write_text("= \n")
    assert last_filled(root, UNIT, years) == 2023
    (root / UNIT / "2024/indicators").symlink_to(root / UNIT / "2022/indicators")
    assert last_filled(root, UNIT, years) == 2024  # what cannot be looked into is not passed over
    assert last_filled(root, UNIT, (2025,)) == 2025


def test_undo_leaves_what_somebody_has_begun(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    made(root)
    path = root / UNIT / "2023/indicators/spbe.toml"
    path.write_text(path.read_text("utf-8") + "\n[realisation]\nvalue = 3\nstate = 'final'\n")
    before = contents(root)
    assert isinstance(take_back(root, read_journal(root).entries[-1]), Conflict)
    assert contents(root) == before
