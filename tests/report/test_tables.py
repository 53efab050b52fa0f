"""The tables of the sample hold the numbers that its report should have printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables import BUILDERS, tables
from kinerja_tui.report.tables.overview import overview
from kinerja_tui.report.text import row_texts
from tests.report.pages import EVERY, page_of, sample

_ID = Words(INDONESIAN)
_EN = Words(ENGLISH)


def column(table: Table, name: str, words: Words = _ID) -> list[str]:
    index = [each.id for each in table.columns].index(name)
    return [row[index] for row in row_texts(table, words)]


def test_the_overview_shows_goals_and_indicators() -> None:
    table = overview(sample())
    assert column(table, "code") == [
        "SS 1", "IK 1", "IK 2", "IK 3", "IK 4", "IK 5", "SS 2", "IK 6"
    ]  # fmt: skip
    assert column(table, "achievement") == [
        "101,86%", "100,56%", "100,15%", "119,03%", "87,69%", "(99,00%)", "100,40%", "100,40%"
    ]  # fmt: skip
    assert column(table, "status", _EN) == [
        "4 of 5", "achieved", "achieved", "achieved", "near", "not counted", "1 of 1", "achieved"
    ]  # fmt: skip
    assert column(table, "realisation") == [
        "", "61,34", "336,5*", "83,32", "2,28", "75,24*", "", "90,36"
    ]  # fmt: skip


def test_achievement_is_a_bare_number_where_the_title_says_percent() -> None:
    first, goals = tables(sample(), "T4")
    assert column(first, "achievement", _EN) == [
        "100.56", "100.15", "119.03", "87.69", "(99.00)", "100.40"
    ]  # fmt: skip
    assert column(goals, "achievement") == ["101,86", "100,40", "101,13"]
    assert column(goals, "counted") == ["4 dari 5", "1 dari 1", "5 dari 6"]


def test_every_signed_version_is_a_table_of_its_own() -> None:
    found = tables(sample(), "T2")
    assert [table.slug for table in found] == [
        "t02-perjanjian-1-awal",
        "t02-anggaran-1-awal",
        "t02-perjanjian-2-revisi",
        "t02-anggaran-2-revisi",
        "t02-perjanjian-3-revisi",
        "t02-anggaran-3-revisi",
    ]
    assert column(found[0], "target") == ["61", "330", "70", "2,6", "76", "78"]
    assert column(found[4], "target") == ["61", "336", "70", "2,6", "76", "90"]
    assert column(found[1], "amount")[-1] == "7.719.313.000"


def test_only_the_targets_that_moved_are_called_changed() -> None:
    (table,) = tables(sample(), "T3")
    assert column(table, "changed") == ["tidak", "ya", "tidak", "tidak", "tidak", "ya"]


def test_the_year_before_stands_beside_this_one() -> None:
    (table,) = tables(sample(), "T5")
    assert column(table, "achievement_2021") == [
        "69,41", "103,54", "100,00", "n.a.", "103,07", "110,00"
    ]  # fmt: skip
    assert column(table, "target_2021") == ["85", "325", "69", "n.a.", "73", "70"]
    assert column(table, "change") == ["31,15", "-3,39", "19,03", "", "", "-9,60"]


def test_components_print_their_deviation_and_result() -> None:
    found = {table.slug: table for table in tables(sample(), "T8")}
    structure = found["t08-kelembagaan"]
    assert column(structure, "deviation")[:4] == ["16,72", "18,32", "14,32", "15,92"]
    assert column(structure, "value")[-1] == "83,32"
    assert column(found["t08-spbe"], "value")[-1] == "2,28"
    assert column(found["t08-spbe"], "max")[0] == "5"
    assert column(found["t08-skm"], "grade")[2] == "B, Baik"
    assert column(found["t08-skm"], "value")[-1] == "90,36"
    assert column(found["t08-skm-layanan"], "share") == ["69,01", "28,65", "16,67", "3,51"]
    assert column(found["t08-merit"], "value")[-1] == "n.a."


def test_a_stated_value_that_the_components_do_not_give_is_said() -> None:
    found = {table.slug: table for table in tables(sample(), "T8")}
    (note,) = found["t08-ip-asn"].notes
    assert "1,55" in _ID.say(note)
    (agreeing,) = found["t08-kelembagaan"].notes
    assert "rounding" in agreeing.text


def test_the_budget_adds_up() -> None:
    (table,) = tables(sample(), "T11")
    names, absorptions = column(table, "activity"), column(table, "absorption")
    assert list(zip(names, absorptions, strict=True)) == [
        ("Layanan Dukungan Manajemen Internal", "93,04"),
        ("Layanan Manajemen SDM Internal", "96,87"),
        ("Layanan Manajemen Kinerja Internal", "98,79"),
        ("JUMLAH", "96,40"),
    ]
    assert column(table, "spending")[-1] == "7.441.369.733"
    assert "ceiling_initial" not in [each.id for each in table.columns]


def test_a_goal_without_activities_has_no_efficiency_and_says_why() -> None:
    simple, pmk = tables(sample(), "T12")
    assert column(simple, "difference") == ["n.a.", "n.a.", "4,73"]
    assert column(simple, "remarks", _EN)[:2] == ["no activity is linked to it"] * 2
    assert column(pmk, "result")[-2:] == ["3,60", "59,00"]


def test_every_indicator_is_in_exactly_one_class() -> None:
    (table,) = tables(sample(), "T14")
    assert column(table, "indicators") == ["4", "1", "0", "1", "0", "6"]
    for root, unit, year in EVERY:
        page = page_of(root, unit, year)
        (table,) = tables(page, "T14")
        counts = [int(text) for text in column(table, "indicators")]
        assert sum(counts[:-1]) == counts[-1] == len(page.card.indicators)


def test_the_initial_ceiling_is_printed_where_one_is_recorded() -> None:
    root, unit, year = EVERY[2]
    (table,) = tables(page_of(root, unit, year), "T11")
    assert "ceiling_initial" in [each.id for each in table.columns]


@pytest.mark.parametrize(("root", "unit", "year"), EVERY)
@pytest.mark.parametrize("id_", list(BUILDERS))
def test_every_table_is_whole(root: Path, unit: str, year: int, id_: str) -> None:
    page = page_of(root, unit, year)
    for table in tables(page, id_):
        ids = [column.id for column in table.columns]
        assert len(ids) == len(set(ids))
        for row in table.rows:
            assert len(row.cells) == len(ids)
            for cell in row.cells:
                assert not isinstance(cell.value, float)
                assert not (isinstance(cell.value, Decimal) and not cell.value.is_finite())


def test_slugs_name_one_table_each() -> None:
    for root, unit, year in EVERY:
        page = page_of(root, unit, year)
        slugs = [table.slug for id_ in BUILDERS for table in tables(page, id_)]
        assert len(slugs) == len(set(slugs))
