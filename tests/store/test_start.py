"""A new store: complete, sound, and never at the cost of what was there."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from kinerja_tui.locale import LanguageCode
from kinerja_tui.store.format.kinds import where
from kinerja_tui.store.format.schema import schema_files
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.writing.start import TEMPLATES, NotStarted, filled, start, template

REPOSITORY = Path(__file__).parent.parent.parent
LANGUAGES: tuple[LanguageCode, ...] = ("id", "en")


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_store_has_no_problem(language: LanguageCode, tmp_path: Path) -> None:
    name = 'Biro "Umum" \\ é'
    written = start(tmp_path / "s", "biro-umum", name, 2024, language)
    assert set(written) == set(_tree(tmp_path / "s"))
    library = load(tmp_path / "s", Scope.everything())
    assert library.problems == ()
    assert library.units["biro-umum"].unit.name == name
    assert library.settings is not None
    assert library.settings.language == language
    assert (library.settings.unit, library.settings.year) == ("biro-umum", 2024)
    book = library.book("biro-umum", 2024)
    assert book is not None
    assert len(book.goal) == 1
    assert library.scales


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_of_the_templates_load_where_they_are_meant_to_lie(
    language: LanguageCode, tmp_path: Path
) -> None:
    root = tmp_path / "s"
    start(root, "biro", "Biro", 2024, language)
    for kind in TEMPLATES:
        name = "kinerja" if kind == "settings" else kind
        text = (root / "templates" / f"{name}.toml").read_text("utf-8")
        id_ = tomli.loads(text).get("id", "")
        file = where(kind, "contoh" if language == "id" else "example", 2024, id_)
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind != "settings":
            path.write_text(text, "utf-8")
        line = text.split("\n", 1)[0].removeprefix("#:schema ")
        assert (path.parent / line).resolve().is_file()
    library = load(root, Scope.everything())
    assert [(each.file, str(each.message)) for each in library.problems] == []
    (unit,) = set(library.units) - {"biro"}
    book = library.book(unit, 2024)
    assert book is not None
    assert (len(book.indicators), len(book.agreements), len(book.activities)) == (1, 1, 1)


def test_the_two_languages_have_the_same_keys() -> None:
    for kind in TEMPLATES:
        one, other = (
            [line for line in template(kind, language).split("\n") if line[:1].isalpha()]
            for language in LANGUAGES
        )
        assert [line.split("=")[0] for line in one] == [line.split("=")[0] for line in other]


def test_a_name_cannot_break_out_of_its_place() -> None:
    name = 'x"\nid = "lain'
    data = filled("unit", "biro/unit.toml", {"id": "biro", "name": name})
    assert tomli.loads(data.decode())["name"] == name
    assert tomli.loads(data.decode())["id"] == "biro"


def test_a_missing_value_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        filled("unit", "biro/unit.toml", {"id": "biro"})


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    root = tmp_path / "s"
    (root / "biro").mkdir(parents=True)
    kept = 'schema = 1\nid = "biro"\nname = "Lama"\n'
    (root / "biro" / "unit.toml").write_text(kept)
    (root / ".gitignore").write_text("*.bak\n")
    written = start(root, "biro", "Baru", 2024)
    assert (root / "biro" / "unit.toml").read_text() == kept
    assert (root / ".gitignore").read_text() == "*.bak\n"
    assert not {"biro/unit.toml", ".gitignore"} & set(written)
    assert load(root, Scope.everything()).problems == ()


def test_an_existing_store_is_left_alone(tmp_path: Path) -> None:
    start(tmp_path, "biro", "Biro", 2024)
    before = _tree(tmp_path)
    with pytest.raises(NotStarted, match="already"):
        start(tmp_path, "lain", "Lain", 2024)
    assert _tree(tmp_path) == before


@pytest.mark.parametrize(
    ("unit", "name", "year"),
    [
        ("Biro Umum", "Biro", 2024),
        ("../biro", "Biro", 2024),
        ("scales", "Biro", 2024),
        ("templates", "Biro", 2024),
        ("nul", "Biro", 2024),
        ("biro", "  ", 2024),
        ("biro", "Biro", 24),
        ("biro", "Biro", 20244),
    ],
)
def test_what_cannot_be_a_store_is_refused(unit: str, name: str, year: int, tmp_path: Path) -> None:
    with pytest.raises(NotStarted) as raised:
        start(tmp_path / "s", unit, name, year)
    assert str(raised.value.hint)
    assert not (tmp_path / "s").exists()


def test_a_linked_folder_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "away").mkdir()
    (tmp_path / "s" / "scales").symlink_to(tmp_path / "away", target_is_directory=True)
    with pytest.raises(NotStarted, match="link"):
        start(tmp_path / "s", "biro", "Biro", 2024)
    assert list((tmp_path / "away").iterdir()) == []
    assert not (tmp_path / "s" / "kinerja.toml").exists()


def test_shipped_scales_are_those_of_the_records() -> None:
    shipped = _tree(REPOSITORY / "kinerja_tui" / "scales")
    assert shipped == _tree(REPOSITORY / "records" / "scales")
    assert "status.toml" in shipped


def test_schemas_come_with_the_store(tmp_path: Path) -> None:
    start(tmp_path, "biro", "Biro", 2024)
    tree = _tree(tmp_path)
    assert {file: tree[file] for file in schema_files()} == schema_files()
