"""The kinds of file a store holds, and where each kind lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, get_args

from kinerja_tui.locale import N_

Kind = Literal[
    "settings",
    "laws",
    "scale",
    "unit",
    "plan",
    "year",
    "goals",
    "indicator",
    "agreement",
    "activity",
    "recommendation",
    "published",
    "accepted",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

FOLDERS: Final[Mapping[str, Kind]] = {
    "indicators": "indicator",
    "agreements": "agreement",
    "activities": "activity",
    "recommendations": "recommendation",
    "published": "published",
    "accepted": "accepted",
}
FOLDER_OF: Final[Mapping[Kind, str]] = {kind: folder for folder, kind in FOLDERS.items()}
SECTIONS: Final = "report"
"""The folder of a unit's year with the report's sections, which are texts and no records."""
NOT_UNITS: Final = frozenset({"scales", "templates"})
ID_RULE: Final = N_(
    "An id has small letters a-z, digits and hyphens, at most 64, and no hyphen first."
)
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


def where(kind: Kind, unit: str = "", year: int = 0, id_: str = "") -> str:
    """The path of a file below the records folder, with `/` between folders."""
    match kind:
        case "settings":
            return "kinerja.toml"
        case "laws":
            return "laws.toml"
        case "scale":
            return f"scales/{id_}.toml"
        case "unit":
            return f"{unit}/unit.toml"
        case "plan":
            return f"{unit}/{id_}.toml"
        case "year" | "goals":
            return f"{unit}/{year}/{kind}.toml"
    return f"{unit}/{year}/{FOLDER_OF[kind]}/{id_}.toml"


def kind_of(file: str) -> Kind | None:
    """The kind of file that lies at `file`, None when the format knows no file there."""
    folder, _, name = file.rpartition("/")
    stem = name.removesuffix(".toml")
    if stem == name:
        return None
    kind = _kind_within(folder)
    if kind is not None:
        return kind
    folders = file.split("/")[:-1]
    if _is_hidden(folders):
        return None
    match folders:
        case []:
            return {"kinerja": "settings", "laws": "laws"}.get(stem)  # type: ignore[return-value]
        case ["scales"]:
            return "scale"
        case [unit] if unit not in NOT_UNITS:
            return "unit" if stem == "unit" else "plan" if stem.startswith("plan-") else None
        case [unit, year] if unit not in NOT_UNITS and is_year(year):
            return {"year": "year", "goals": "goals"}.get(stem)  # type: ignore[return-value]
    return None


@lru_cache(maxsize=256)
def _kind_within(folder: str) -> Kind | None:
    """The kind of every file in a folder of a unit's year, where most files are."""
    match folder.split("/"):
        case [unit, year, name] if unit not in NOT_UNITS and is_year(year) and name in FOLDERS:
            return None if _is_hidden([unit]) else FOLDERS[name]
    return None


def is_section(file: str) -> bool:
    """Whether a section of a unit's report lies at `file`."""
    match file.split("/"):
        case [unit, year, folder, name] if folder == SECTIONS and name.endswith(".md"):
            return is_year(year) and unit not in NOT_UNITS and not _is_hidden([unit, name])
    return False


def _is_hidden(folders: list[str]) -> bool:
    return any(not folder or folder.startswith(".") for folder in folders)


def unit_and_year(file: str) -> tuple[str, int]:
    """The unit and year a file lies under; `""` and 0 where it lies under none."""
    folders = file.split("/")[:-1]
    unit = folders[0] if folders and folders[0] not in NOT_UNITS else ""
    return unit, int(folders[1]) if len(folders) > 1 and is_year(folders[1]) else 0


def stem_of(file: str) -> str:
    """What a file's `id` must be: its name without `.toml`, or the folder's name for unit.toml."""
    *folders, name = file.split("/")
    return folders[-1] if folders and name == "unit.toml" else name.removesuffix(".toml")


def is_year(name: str) -> bool:
    """Whether `name` is the name of a year folder."""
    return (
        len(name) == 4
        and name.isascii()
        and name.isdigit()
        and FIRST_YEAR <= int(name) <= LAST_YEAR
    )
