"""What people type for a key becomes the token that the key's type allows, or is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN, Language
from kinerja_tui.model.base import Record
from kinerja_tui.numbers import AsksState, Refused
from kinerja_tui.store.format.typed import text_token, token_for
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope

_ROOT = Path(__file__).resolve().parents[2] / "records"
_BOOK = load(_ROOT, Scope.of("biro-osdm", 2022)).book("biro-osdm", 2022)
assert _BOOK is not None
_INDEX, _SKM = _BOOK.indicators["ip-asn"], _BOOK.indicators["skm"]
_ACTIVITY = _BOOK.activities["manajemen-sdm"]
_AGREEMENT = _BOOK.agreements[0]


@pytest.mark.parametrize(
    ("record", "key", "typed", "token"),
    [
        (_INDEX, "realisation.value", "61,34", "61.34"),
        (_INDEX, "realisation.value", "61,30", "61.30"),
        (_INDEX, "realisation.value", "62", "62"),
        (_INDEX, "realisation.value", "61,34 indeks", "61.34"),
        (_INDEX, "realisation.state", "tetap", '"final"'),
        (_INDEX, "realisation.state", "Angka  tahun lalu", '"carried"'),
        (_INDEX, "realisation.counted", "ya", "true"),
        (_INDEX, "realisation.counted", "no", "false"),
        (_INDEX, "realisation.expected", "31 Maret 2023", "2023-03-31"),
        (_INDEX, "realisation.expected", "1-12-2023", "2023-12-01"),
        (_INDEX, "realisation.data_year", "2021", "2021"),
        (_INDEX, "analysis.cause", "satu", '"satu"'),
        (_INDEX, "component.kompetensi.value", "14,5", "14.5"),
        (_INDEX, "history.2021.value", "59", "59"),
        (_INDEX, "cap", "120%", "120"),
        (_SKM, "composite.factor", "25", "25"),
        (_ACTIVITY, "spending", "Rp7.719.313.000", "7_719_313_000"),
        (_ACTIVITY, "spending", "7.719.313.000", "7_719_313_000"),
        (_ACTIVITY, "physical", "100%", "100"),
        (_AGREEMENT, "target.spbe.value", "2,6", "2.6"),
        (_AGREEMENT, "first.acting", "Plt.", '"plt"'),
    ],
)
def test_a_text_that_fits_is_a_token(record: Record, key: str, typed: str, token: str) -> None:
    assert token_for(record, key, typed, INDONESIAN) == token


@pytest.mark.parametrize(
    ("record", "key", "typed", "says", "hint"),
    [
        (_INDEX, "realisation.value", "1.234", "1.234 or 1234?", "thousands"),
        (_INDEX, "realisation.value", "61,34%", "indeks|percent", ""),
        (_INDEX, "realisation.state", "finl", "tetap, sementara", "“final”"),
        (_INDEX, "realisation.expected", "31-2-2023", "no such day", ""),
        (_INDEX, "realisation.expected", "besok", "date is due", "2022-12-31"),
        (_INDEX, "realisation.counted", "mungkin", "yes or no", ""),
        (_INDEX, "realisation.data_year", "21", "1900 to 2200", ""),
        (_INDEX, "analisys.cause", "x", "no key “analisys”", "“analysis”"),
        (_INDEX, "realisation.@file", "x", "no key", ""),
        (_INDEX, "history.21.value", "1", "year is due", ""),
        (_INDEX, "component.A B.value", "1", "not an id", ""),
        (_INDEX, "composite", "x", "table or a list", "one value"),
        (_INDEX, "also", "x", "table or a list", "editor"),
        (_INDEX, "name", " ", "may not be empty", ""),
        (_INDEX, "goal", "Tata Kelola", "id is due", "hyphens"),
        (_INDEX, "value.value", "1", "no key “value”", ""),
        (_ACTIVITY, "spending", "-5", "from 0 to", ""),
        (_ACTIVITY, "spending", "12,5", "whole number", ""),
    ],
)
def test_a_text_that_does_not_fit_says_why(
    record: Record, key: str, typed: str, says: str, hint: str
) -> None:
    with pytest.raises(Refused) as refused:
        token_for(record, key, typed, INDONESIAN)
    assert any(each in str(refused.value.message) for each in says.split("|"))
    assert hint in str(refused.value.hint or "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (INDONESIAN, ": tetap, sementara, angka tahun lalu, belum tersedia, tidak diukur."),
        (ENGLISH, ": final, provisional, carried, unavailable, unmeasured."),
    ],
)
def test_the_words_offered_are_of_the_language_and_accepted(language: Language, said: str) -> None:
    with pytest.raises(Refused) as refused:
        token_for(_INDEX, "realisation.state", "merah", language)
    assert str(refused.value.message).endswith(said)
    assert refused.value.hint is None
    for word in said.strip(": .").split(", "):
        assert token_for(_INDEX, "realisation.state", word, language)


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
def test_no_number_asks_for_a_state(language: Language) -> None:
    for typed in ("-", "", "n.a.", "...."):
        with pytest.raises(AsksState):
            token_for(_INDEX, "realisation.value", typed, language)


def test_text_of_several_lines_keeps_its_lines() -> None:
    import tomli

    for text in ("satu\ndua", 'a "b" \\ c', "'''\n\"\"\"", "\ttab", "a\n", "\x1b[31m"):
        assert tomli.loads(f"v = {text_token(text)}") == {"v": text}


def test_days_read_day_first() -> None:
    token = token_for(_INDEX, "realisation.date", "3/1/2022", ENGLISH)
    assert date.fromisoformat(token) == date(2022, 1, 3)


def test_a_target_takes_the_unit_of_its_indicator() -> None:
    assert token_for(_AGREEMENT, "target.spbe.value", "2,6 indeks", INDONESIAN, "indeks") == "2.6"
    assert token_for(_AGREEMENT, "target.spbe.value", "87,69%", INDONESIAN, "%") == "87.69"
    assert token_for(_ACTIVITY, "volume.value", "1 Layanan") == "1"


@pytest.mark.parametrize("typed", ["3 marmer 2022", "3 junk 2022"])
def test_a_word_that_begins_like_a_month_is_no_month(typed: str) -> None:
    with pytest.raises(Refused):
        token_for(_INDEX, "realisation.date", typed)


def test_a_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(Refused):
        token_for(_INDEX, "name", "\udcff")
