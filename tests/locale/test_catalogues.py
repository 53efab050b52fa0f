from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import catalogues
from scripts.catalogues import ExtractionError, Found

SOURCE = '''\
from kinerja_tui.locale import N_, Words, message

LABEL = N_("A label")


def say(words: Words, n: int, well: bool) -> list[str]:
    """N_("not this")"""
    return [
        words("Hello {name}, " "welcome", name="x"),
        words.count("{n} file", "{n} files", n),
        words(N_("nested")),
        words("yes" if well else "no"),
        words.say(message("From below: {why}", why=LABEL)),
        words(LABEL),
        "abc".count("b", 1),
    ]
'''
TRANSLATIONS = {
    '"A label"': '"Sebuah label"',
    '"From below: {why}"': '"Dari bawah: {why}"',
    '"Hello {name}, welcome"': '"Halo {name}, selamat datang"',
    '"nested"': '"bersarang"',
    '"no"': '"tidak"',
    '"yes"': '"ya"',
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package whose catalogues are complete."""
    package = tmp_path / "small"
    (package / "locale").mkdir(parents=True)
    (package / "said.py").write_text(SOURCE, encoding="utf-8")
    catalogues.write(package)
    po = catalogues.po_path(package, "id")
    text = po.read_text(encoding="utf-8")
    for source, translation in TRANSLATIONS.items():
        text = text.replace(f'msgid {source}\nmsgstr ""', f"msgid {source}\nmsgstr {translation}")
    po.write_text(text.replace('msgstr[0] ""', 'msgstr[0] "{n} berkas"'), encoding="utf-8")
    catalogues.write(package)
    return package


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change the file's text; a change that changes nothing is a mistake in the test."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def test_every_way_of_marking_a_text_is_found(package: Path) -> None:
    assert [found.id for found in catalogues.extract(package)] == [
        "A label",
        "Hello {name}, welcome",
        ("{n} file", "{n} files"),
        "nested",
        "nested",
        "yes",
        "no",
        "From below: {why}",
    ]


@pytest.mark.parametrize(
    "line", ['N_(f"{1}")', "N_(name)", 'words("a" + name)', 'N_("")', "words.count(one, many, 2)"]
)
def test_a_text_that_is_not_written_out_is_refused(package: Path, line: str) -> None:
    (package / "bad.py").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ExtractionError, match=r"small/bad\.py:2: "):
        catalogues.extract(package)
    assert [line.startswith("small/bad.py:2: ") for line in catalogues.problems(package)] == [True]


def test_complete_catalogues_have_no_problem(package: Path) -> None:
    assert catalogues.problems(package) == []


def test_writing_twice_changes_no_byte(package: Path) -> None:
    files = sorted((package / "locale").rglob("kinerja.*"))
    before = [path.read_bytes() for path in files]
    catalogues.write(package)
    assert [path.read_bytes() for path in files] == before
    assert len(files) == 4
    assert not any(b"Date" in content or b"Babel" in content for content in before)


def test_english_translates_itself(package: Path) -> None:
    text = catalogues.po_path(package, "en").read_text(encoding="utf-8")
    assert 'msgid "A label"\nmsgstr "A label"' in text
    assert 'msgstr[0] "{n} file"\nmsgstr[1] "{n} files"' in text


def test_a_text_that_is_counted_anywhere_is_a_plural_everywhere() -> None:
    found = [Found("a.py", "{n} file"), Found("b.py", ("{n} file", "{n} files"))]
    new = catalogues.update(found, catalogues.StillCatalog(locale="en"), "en")
    assert [entry.id for entry in new if entry.id] == [("{n} file", "{n} files")]
    assert [file for entry in new for file, _ in entry.locations] == ["a.py", "b.py"]


def test_a_text_without_words_needs_no_translator(package: Path) -> None:
    edit(package / "said.py", lambda text: text.replace("words(LABEL)", 'words("{a} x {b} = 10%")'))
    catalogues.write(package)
    assert catalogues.problems(package) == []


def test_a_new_text_is_stale_until_updated_and_then_untranslated(package: Path) -> None:
    edit(package / "said.py", lambda text: text.replace("A label", "A new label"))
    assert any("run `make catalogues`" in line for line in catalogues.problems(package))
    catalogues.write(package)
    assert catalogues.problems(package) == [
        "small/locale/id/LC_MESSAGES/kinerja.po: 'A new label' has no translation"
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda po: po.replace('"Sebuah label"', '""'), "'A label' has no translation"),
        (lambda po: po.replace('"{n} berkas"', '""'), "'{n} file' has no translation"),
        (
            lambda po: po.replace('msgid "A label"', '#, fuzzy\nmsgid "A label"'),
            "the translation of 'A label' is marked fuzzy",
        ),
        (lambda po: po + '\n#~ msgid "Old"\n#~ msgstr "Lama"\n', "'Old' is obsolete"),
        (
            lambda po: po.replace("Halo {name}", "Halo {nama}"),
            "the places in braces differ: 'Hello {name}, welcome' -> 'Halo {nama}, selamat datang'",
        ),
        (
            lambda po: po.replace('"{n} berkas"', '"berkas"'),
            "the places in braces differ: '{n} files' -> 'berkas'",
        ),
        (
            lambda po: po.replace("Halo {name}", "Halo {name"),
            "the places in braces differ: 'Hello {name}, welcome' -> 'Halo {name, selamat datang'",
        ),
        (
            lambda po: po.replace('"Sebuah label"', '"A label"'),
            "'A label' is not translated (if it is the same word, list it in same.txt)",
        ),
        (
            lambda po: po.replace('"Sebuah label"', '"Sebuah label\\n"'),
            "only one of the two ends with a line break: 'A label' -> 'Sebuah label\\n'",
        ),
    ],
)
def test_a_broken_catalogue_fails_the_check(
    package: Path, change: Callable[[str], str], problem: str
) -> None:
    edit(catalogues.po_path(package, "id"), change)
    assert f"small/locale/id/LC_MESSAGES/kinerja.po: {problem}" in catalogues.problems(package)


def test_a_catalogue_that_is_no_catalogue_fails_the_check(package: Path) -> None:
    edit(catalogues.po_path(package, "id"), lambda po: po.replace("msgid", "msgd"))
    assert any("kinerja.po: " in line for line in catalogues.problems(package))


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_compiled_catalogue_must_be_there_and_fresh(package: Path, language: str) -> None:
    mo = catalogues.po_path(package, language).with_suffix(".mo")
    stale = [f"small/locale/{language}/LC_MESSAGES/kinerja.mo: not what the sources give; "]
    mo.write_bytes(mo.read_bytes() + b"\0")
    assert [
        line.removesuffix("run `make catalogues`") for line in catalogues.problems(package)
    ] == (stale)
    mo.unlink()
    assert [
        line.removesuffix("run `make catalogues`") for line in catalogues.problems(package)
    ] == (stale)


def test_the_list_of_same_words_is_honoured_and_kept_short(package: Path) -> None:
    edit(catalogues.po_path(package, "id"), lambda po: po.replace('"Sebuah label"', '"A label"'))
    catalogues.write(package)
    same = package / "locale" / "same.txt"
    same.write_text("# a comment\nA label\n", encoding="utf-8")
    assert catalogues.problems(package) == []
    same.write_text("A label\nnested\nGone\n", encoding="utf-8")
    assert catalogues.problems(package) == [
        "same.txt: 'Gone' is said nowhere",
        "small/locale/id/LC_MESSAGES/kinerja.po: "
        "'nested' is translated, and still listed in same.txt",
    ]
