"""Completion for shells: names of commands and options, and ids by the names of files.

Only goals.toml and the record whose keys are completed are looked into; neither is parsed as data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from kinerja_tui.cli.early import setting, settings_text
from kinerja_tui.cli.session import Session

if TYPE_CHECKING:
    from typer._click.core import Command
    from typer._click.shell_completion import CompletionItem, ShellComplete

    from kinerja_tui.store.format.kinds import Kind
    from kinerja_tui.store.state.journal import Journal

VARIABLE: Final = "_KINERJA_COMPLETE"
SHELLS: Final = ("bash", "zsh", "fish")
FORMATS: Final = ("plain", "md", "csv", "csv-id", "tsv", "json")
_RECORDS: Final[tuple[Kind, ...]] = ("indicator", "activity", "agreement", "recommendation")
_PARTS: Final = ("value", "composite", "grade", "status")
_MOST_ENTRIES: Final = 30


class _Names(NamedTuple):
    """What the folder of a unit's year holds, by name."""

    root: Path
    unit: str
    year: int
    units: tuple[str, ...]
    years: tuple[int, ...]
    ids: Mapping[Kind, tuple[str, ...]]


def units(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the units."""
    found = _names(ctx.obj)
    return list(found.units) if found else []


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """The years of the unit."""
    found = _names(ctx.obj)
    return [str(year) for year in found.years] if found else []


def languages(ctx: typer.Context, incomplete: str) -> list[str]:
    """The two languages."""
    return ["id", "en"]


def formats(ctx: typer.Context, incomplete: str) -> list[str]:
    """The formats of `show`."""
    return list(FORMATS)


def states(ctx: typer.Context, incomplete: str) -> list[str]:
    """The states of a realisation."""
    return ["final", "provisional", "carried", "unavailable", "unmeasured"]


def kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """The kinds of record."""
    from kinerja_tui.store.format.kinds import KINDS

    return list(KINDS)


def added(ctx: typer.Context, incomplete: str) -> list[str]:
    """The kinds of record that `add` makes."""
    from kinerja_tui.store.writing.add import KINDS

    return list(KINDS)


def sources(ctx: typer.Context, incomplete: str) -> list[str]:
    """The templates of indicators, and the versions of the agreement."""
    from kinerja_tui.store.writing.add import TEMPLATES

    if ctx.params.get("kind") in ("agreement", "perjanjian"):
        found = _names(ctx.obj)
        return list(found.ids.get("agreement", ())) if found else []
    return list(TEMPLATES)


def goals(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the year's goals."""
    found = _names(ctx.obj)
    return _goals(found) if found else []


def polarities(ctx: typer.Context, incomplete: str) -> list[str]:
    """The directions of an indicator."""
    return ["maximize", "minimize", "stabilize"]


def grounds(ctx: typer.Context, incomplete: str) -> list[str]:
    """The grounds of a revision."""
    return ["official", "strategy", "assumption"]


def shells(ctx: typer.Context, incomplete: str) -> list[str]:
    """The shells that can complete."""
    return list(SHELLS)


def shown(ctx: typer.Context, incomplete: str) -> list[str]:
    """What `show` takes: ids of records and goals, and of tables."""
    from kinerja_tui.report.tables import BUILDERS

    tables = [id_.lower() if incomplete[:1] == "t" else id_ for id_ in BUILDERS]
    return [*_subjects(ctx.obj), *tables]


def explained(ctx: typer.Context, incomplete: str) -> list[str]:
    """What `explain` takes: indicators with their figures, goals, activities, the unit's own
    figures.
    """
    found = _names(ctx.obj)
    if found is None:
        return []
    indicators = found.ids.get("indicator", ())
    id_, dot, _ = incomplete.partition(".")
    if dot and id_ in indicators:
        return [f"{id_}.{part}" for part in _PARTS]
    activities = [f"activity.{each}" for each in found.ids.get("activity", ())]
    return [*indicators, *_goals(found), *activities, "unit", "budget", "efficiency", "pmk"]


def edited(ctx: typer.Context, incomplete: str) -> list[str]:
    """What `set` takes: ids of records and goals."""
    return _subjects(ctx.obj)


def logged(ctx: typer.Context, incomplete: str) -> list[str]:
    """What `log` takes: ids of records and goals, the year and the unit."""
    return [*_subjects(ctx.obj), "year", "unit"]


def keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """The keys that stand in the record named before, and those of a realisation."""
    found = _names(ctx.obj)
    subject = str(ctx.params.get("subject") or "")
    if found is None:
        return []
    file = _file_of(found, subject)
    if file:
        due = ["realisation.value", "realisation.state"] if "/indicators/" in file else []
        return list(dict.fromkeys([*due, *_keys_in(found.root, file)]))
    return [f"goal.{subject}.{key}" for key in ("name", "code", "weight")] if subject else []


def tables_and_keys(ctx: typer.Context, incomplete: str) -> list[str]:
    """The tables and keys that stand in the record named before."""
    found = _names(ctx.obj)
    subject = str(ctx.params.get("subject") or "")
    file = _file_of(found, subject) if found is not None else ""
    return list(_keys_in(found.root, file, tables=True)) if found is not None and file else []


def people(ctx: typer.Context, incomplete: str) -> list[str]:
    """Those whom the journal knows, by names that the program itself gives."""
    from kinerja_tui.store.state.people import plain

    users = (each.user for each in reversed(_journal(ctx.obj).entries))
    return [user for user in dict.fromkeys(users) if user and plain(user) == user]


def entries(ctx: typer.Context, incomplete: str) -> list[str]:
    """The names of the journal's last entries that still stand, newest first."""
    from kinerja_tui.cli.past import names_of, taken_back

    found = _journal(ctx.obj).entries
    names, taken = names_of(found), taken_back(found)
    standing = [each.id for each in reversed(found) if each.id not in taken]
    return [names[id_] for id_ in standing[:_MOST_ENTRIES]]


def _journal(session: Session) -> Journal:
    from kinerja_tui.store.disk.find import NoStore, find_store
    from kinerja_tui.store.state.journal import Journal, read_journal

    named = session.text("records")
    try:
        root = find_store(session.here, Path(named) if named else None, session.environment)
    except (NoStore, ValueError):
        return Journal()
    return read_journal(root)


def _file_of(found: _Names, subject: str) -> str:
    """The file of a record by its id; empty when there is none."""
    from kinerja_tui.store.format.kinds import where

    for kind in _RECORDS:
        if subject in found.ids.get(kind, ()):
            return where(kind, found.unit, found.year, subject)
    return ""


def _subjects(session: Session) -> list[str]:
    found = _names(session)
    if found is None:
        return []
    ids = [id_ for kind in _RECORDS for id_ in found.ids.get(kind, ())]
    return list(dict.fromkeys([*ids, *_goals(found)]))


def _goals(found: _Names) -> list[str]:
    text = _text(found.root, f"{found.unit}/{found.year}/goals.toml")
    return re.findall(r"^[ \t]*\[goal\.([a-z0-9][a-z0-9-]*)\]", text, re.MULTILINE)


def _keys_in(root: Path, file: str, tables: bool = False) -> Iterator[str]:
    from kinerja_tui.store.toml.index import index
    from kinerja_tui.store.toml.lexer import NotToml

    seen: set[tuple[str, ...]] = set()
    try:
        for node in index(_text(root, file)).leaves():
            path = node.path
            for depth in range(1, len(path)):
                if tables and path[:depth] not in seen:
                    seen.add(path[:depth])
                    yield ".".join(path[:depth])
            if path not in (("schema",), ("id",)):
                yield ".".join(path)
    except NotToml:
        return


def _text(root: Path, file: str) -> str:
    from kinerja_tui.store.disk.files import Unreadable, read

    try:
        return read(root, file).decode("utf-8", "replace")
    except Unreadable:
        return ""


def _names(session: Session) -> _Names | None:
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.disk.find import NoStore, find_store
    from kinerja_tui.store.reading.filled import last_filled
    from kinerja_tui.store.reading.listing import listing
    from kinerja_tui.store.reading.scope import Scope

    named = session.text("records")
    try:
        root = find_store(session.here, Path(named) if named else None, session.environment)
        top = listing(root, Scope(units=(), years=()))
    except (NoStore, Unreadable, ValueError):
        return None
    settings = settings_text(root)
    able = [id_ for id_, files in top.units.items() if files.years]
    wanted = (session.text("unit"), setting(settings, "unit"), *able[:1])
    unit = next((each for each in wanted if each and each in top.units), "")
    every = tuple(sorted(top.units[unit].years)) if unit else ()
    last = (str(last_filled(root, unit, every)),) if every else ()
    asked = [session.text("year"), setting(settings, "year"), *last]
    year = next((int(each) for each in asked if each and each.isdigit() and int(each) in every), 0)
    tree = listing(root, Scope(units=(unit,), years=(year,))) if year else top
    ids = tree.units[unit].years.get(year, {}) if unit else {}
    return _Names(root, unit, year, tuple(top.units), every, ids)


def answer(command: Command, session: Session) -> int:
    """Answer the shell's question in the environment; nothing else is printed."""
    instruction, _, shell = session.environment.get(VARIABLE, "").partition("_")
    if instruction != "complete" or shell not in SHELLS:
        return 2
    try:
        session.terminal.say(
            _shell(shell)(command, {"obj": session}, "kinerja", VARIABLE).complete()
        )
    except SystemExit as left:  # fish asks whether there is anything, and is told by the exit code
        return int(left.code or 0)
    return 0


def _shell(name: str) -> type[ShellComplete]:
    from typer._completion_classes import BashComplete, FishComplete, ZshComplete

    class Zsh(ZshComplete):
        """zsh, with our plain help texts: the vendored class would import Rich to clean them."""

        def format_completion(self, item: CompletionItem) -> str:
            """The value, and its help after a colon."""
            if not item.help:
                return f'"{_for_zsh(item.value)}"'
            return f'"{_for_zsh(item.value)}":"{_for_zsh(item.help)}"'

    class Fish(FishComplete):
        """fish, likewise."""

        def format_completion(self, item: CompletionItem) -> str:
            """The value, and its help after a tab."""
            if not item.help:
                return str(item.value)
            return f"{item.value}\t{' '.join(item.help.split())}"

    return {"bash": BashComplete, "zsh": Zsh, "fish": Fish}[name]


def _for_zsh(text: str) -> str:
    found = {'"': '""', "'": "''", "$": "\\$", "`": "\\`", ":": "\\\\:"}
    return "".join(found.get(character, character) for character in text)


def script(shell: str) -> str:
    """The script that a shell reads to ask us; `shell` is one of `SHELLS`."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="kinerja", complete_var=VARIABLE, shell=shell)


def shell_in_use() -> str:
    """The name of the user's shell by SHELL, or empty."""
    name = os.path.basename(os.environ.get("SHELL", ""))
    return name if name in SHELLS else ""
