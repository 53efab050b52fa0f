"""A new store: settings, a unit with its year, scales, templates, schemas; overwrites nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Final

from kinerja_tui.locale import N_, LanguageCode, Message, message
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.files import Unreadable, opened
from kinerja_tui.store.format.kinds import FOLDERS, ID_RULE, NOT_UNITS, Kind, is_year, where
from kinerja_tui.store.format.schema import schema_files, schema_line
from kinerja_tui.store.reading.listing import usable

TEMPLATES: Final[tuple[Kind, ...]] = (
    "settings",
    "unit",
    "year",
    "goals",
    "indicator",
    "agreement",
    "activity",
)
_IGNORED: Final = "# Locks, the journal and drafts belong to this copy alone.\n.kinerja/\n"
ATTRIBUTES: Final = ("*.toml -text merge=kinerja", "*.md -text")
"""What Git is told about the records: never rewrite a line end, and who merges them."""


class NotStarted(Exception):
    """No store can be made there, or under this name; `hint` says what to do."""

    def __init__(self, message: Message, hint: Message) -> None:
        """Keep both sentences untranslated."""
        super().__init__(str(message))
        self.message = message
        self.hint = hint


def start(
    folder: Path, unit_id: str, unit_name: str, year: int, language: LanguageCode = "id"
) -> tuple[str, ...]:
    """Make a store in `folder` (made when it is not there) and give the files written.

    What is there already stays as it is. Raises `NotStarted`, and `OSError` when the disk refuses;
    kinerja.toml is written last, so that half a store is none.
    """
    check_id(unit_id)
    check_name(unit_name)
    check_year(year)
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, data in _content(unit_id, unit_name, year, language):
        if _write(folder, file, data):
            written.append(file)
    for name in FOLDERS:
        _make_folders(folder, (unit_id, str(year), name))
    settings = where("settings")
    values: dict[str, str | int] = {"unit": unit_id, "year": year, "language": language}
    if not _write(folder, settings, filled("settings", settings, values, language)):
        raise NotStarted(*_already(folder))
    return (*written, settings)


def template(kind: Kind, language: LanguageCode = "id") -> str:
    """The commented text of a new file, with `$name` where a value goes; Indonesian or English."""
    found = files("kinerja_tui") / "templates" / language / f"{_NAMES.get(kind, kind)}.toml"
    return found.read_text("utf-8")


def filled(
    kind: Kind, file: str, values: Mapping[str, str | int], language: LanguageCode = "id"
) -> bytes:
    """A new file of `kind` to lie at `file`, its places filled with `values` as TOML tokens.

    Begins with the line by which editors find the schema. Raises `KeyError` for a missing value.
    """
    tokens = {name: _token(name, value) for name, value in values.items()}
    text = Template(template(kind, language)).substitute(tokens)
    return f"{schema_line(kind, file)}\n{text}".encode()


_NAMES: Final[Mapping[Kind, str]] = {"settings": "kinerja"}


def _token(name: str, value: str | int) -> str:
    """`value` as TOML writes it; in a place named `..._key`, as part of a table's name."""
    if name.endswith("_key"):
        return str(value)
    import tomli_w

    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def _content(
    unit_id: str, unit_name: str, year: int, language: LanguageCode
) -> Iterator[tuple[str, bytes]]:
    """Every file of a new store but kinerja.toml."""
    samples = _samples(unit_id, unit_name, year, language)
    heads: tuple[Kind, ...] = ("unit", "year", "goals")
    for kind in heads:
        file = where(kind, unit_id, year)
        values: dict[str, str | int] = {**samples, "id": unit_id, "name": unit_name}
        yield file, filled(kind, file, values, language)
    for source in sorted(_scales(), key=lambda each: each.name):
        yield f"scales/{source.name}", source.read_bytes()
    for kind in TEMPLATES:
        # The path of the schema is that of the place the copy is meant for.
        meant = where(kind, unit_id, year, "id")
        yield f"templates/{_NAMES.get(kind, kind)}.toml", filled(kind, meant, samples, language)
    yield from schema_files().items()
    yield ".gitignore", _IGNORED.encode()
    yield ".gitattributes", "".join(f"{line}\n" for line in ATTRIBUTES).encode()


def _scales() -> Iterator[Traversable]:
    found = (files("kinerja_tui") / "scales").iterdir()
    return (each for each in found if each.name.endswith(".toml"))


def _samples(
    unit_id: str, unit_name: str, year: int, language: LanguageCode
) -> Mapping[str, str | int]:
    """Values that show what goes where, for the copies of the templates."""
    indonesian = language == "id"
    return {
        "language": language,
        "unit": unit_id,
        "year": year,
        "id": "contoh" if indonesian else "example",
        "name": "Ganti dengan nama lengkap" if indonesian else "Replace with the full name",
        "goal": "sasaran-1" if indonesian else "goal-1",
        "goal_key": "sasaran-1" if indonesian else "goal-1",
        "goal_name": "Ganti dengan bunyi sasaran strategis"
        if indonesian
        else "Replace with the text of the strategic goal",
        "goal_code": "SS 1",
        "code": "IK 1",
        "measured_in": "%",
        "polarity": "maximize",
        "agreement": "1-awal",
        "unit_name": unit_name,
    }


def check_id(unit_id: str) -> None:
    """Raise `NotStarted` for what cannot be the id of a unit."""
    if not unit_id:
        raise NotStarted(message(N_("the unit needs an id")), message(ID_RULE))
    if not usable(unit_id) or unit_id in NOT_UNITS:
        raise NotStarted(
            message(N_("{name} cannot be the id of a unit"), name=quoted(unit_id)), message(ID_RULE)
        )


def check_name(unit_name: str) -> None:
    """Raise `NotStarted` for an empty name of a unit."""
    if not unit_name.strip():
        raise NotStarted(
            message(N_("the unit needs a name")), message(N_("Give its full official name."))
        )


def check_year(year: int) -> None:
    """Raise `NotStarted` for a year that no records can have."""
    if not is_year(str(year)):
        raise NotStarted(
            message(N_("{year} is no year that records can have"), year=str(year)),
            message(N_("Write the year in four digits.")),
        )


def check_folder(folder: Path) -> None:
    """Raise `NotStarted` for a folder that has records already."""
    if os.path.lexists(folder / where("settings")):
        raise NotStarted(*_already(folder))


def _already(folder: Path) -> tuple[Message, Message]:
    return (
        message(N_("there are records in {folder} already"), folder=quoted(str(folder), 200)),
        message(N_("Name another folder, or work with the one that is there.")),
    )


def _write(root: Path, file: str, data: bytes) -> bool:
    """Make `file` with `data`; False when something of this name is there already."""
    *folders, name = file.split("/")
    _make_folders(root, tuple(folders))
    with opened(root, tuple(folders)) as folder:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            descriptor = os.open(name, flags, 0o666, dir_fd=folder)
        except FileExistsError:
            return False
        try:
            with open(descriptor, "wb") as handle:
                handle.write(data)
        except OSError:
            os.unlink(name, dir_fd=folder)
            raise
    return True


def _make_folders(root: Path, folders: tuple[str, ...]) -> None:
    """Make the folders below `root` one by one, following no link."""
    for depth, name in enumerate(folders):
        with opened(root, folders[:depth]) as folder:
            try:
                os.mkdir(name, dir_fd=folder)
            except FileExistsError:
                continue
    try:
        with opened(root, folders):
            pass
    except Unreadable as error:
        raise NotStarted(
            error.problem.message,
            message(
                N_("Name another folder, or take {name} away."), name=quoted("/".join(folders))
            ),
        ) from error
