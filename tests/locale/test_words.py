from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kinerja_tui.locale as locale
from kinerja_tui.locale import ENGLISH, INDONESIAN, N_, Words, message
from scripts import catalogues
from scripts.catalogues import Found

TEXTS = (
    Found("p.py", "Saved"),
    Found("p.py", "{name} is {value}"),
    Found("p.py", ("{n} file", "{n} files")),
)
INDONESIAN_PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"
msgid "Saved"
msgstr "Tersimpan"
msgid "{name} is {value}"
msgstr "{name} bernilai {value}"
msgid "{n} file"
msgid_plural "{n} files"
msgstr[0] "{n} berkas"
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues with three known texts, in place of the package's own."""
    for language, text in (("id", INDONESIAN_PO), ("en", None)):
        path = catalogues.po_path(tmp_path, language)
        path.parent.mkdir(parents=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
        new = catalogues.update(list(TEXTS), catalogues.read(tmp_path, language), language)
        path.with_suffix(".mo").write_bytes(catalogues.mo_bytes(new))
    monkeypatch.setattr(locale, "__file__", str(tmp_path / "locale" / "__init__.py"))
    locale._catalogue.cache_clear()
    yield tmp_path
    locale._catalogue.cache_clear()


@pytest.mark.usefixtures("shelf")
def test_a_text_is_said_in_each_language() -> None:
    assert Words(INDONESIAN)("Saved") == "Tersimpan"
    assert Words(ENGLISH)("Saved") == "Saved"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("n", "indonesian", "english"),
    [(0, "0 berkas", "0 files"), (1, "1 berkas", "1 file"), (2, "2 berkas", "2 files")],
)
def test_counting_takes_the_plural_of_the_language(n: int, indonesian: str, english: str) -> None:
    assert Words(INDONESIAN).count("{n} file", "{n} files", n) == indonesian
    assert Words(ENGLISH).count("{n} file", "{n} files", n) == english


@pytest.mark.usefixtures("shelf")
def test_a_text_no_catalogue_knows_is_said_in_english() -> None:
    words = Words(INDONESIAN)
    assert words("Not {what}", what="listed") == "Not listed"
    assert words.count("{n} stray", "{n} strays", 1) == "1 stray"
    assert words.count("{n} stray", "{n} strays", 3) == "3 strays"


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("x", "a bernilai x", "a is x"),
        (7, "a bernilai 7", "a is 7"),
        (Decimal("60.00"), "a bernilai 60,00", "a is 60.00"),
        (Decimal("0.0000001"), "a bernilai 0,0000001", "a is 0.0000001"),
        (message(N_("Saved")), "a bernilai Tersimpan", "a is Saved"),
    ],
)
def test_arguments_are_written_in_the_language(
    value: str | int | Decimal | locale.Message, indonesian: str, english: str
) -> None:
    said = message("{name} is {value}", name="a", value=value)
    assert Words(INDONESIAN).say(said) == indonesian
    assert Words(ENGLISH).say(said) == english


def test_an_argument_is_never_filled_in_twice() -> None:
    assert Words(ENGLISH)("{name}", name="{other}") == "{other}"


def test_braces_stay_where_nothing_is_to_be_filled_in() -> None:
    assert Words(ENGLISH)('{"version": 1}') == '{"version": 1}'


def test_days_are_written_as_people_write_them() -> None:
    day = date(2022, 8, 4)
    assert Words(INDONESIAN).day(day) == "4 Agustus 2022"
    assert Words(INDONESIAN).short_day(day) == "4 Agu 2022"
    assert Words(ENGLISH).day(day) == "4 August 2022"
    assert Words(ENGLISH).short_day(day) == "4 Aug 2022"


def test_short_months_are_all_different() -> None:
    for language in (INDONESIAN, ENGLISH):
        days = {Words(language).short_day(date(2022, month, 1)) for month in range(1, 13)}
        assert len(days) == 12
