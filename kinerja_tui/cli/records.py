"""Which records a command is about: the folder, the unit, the year and the day; then the page of
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from kinerja_tui.cli.near import did_you_mean
from kinerja_tui.cli.problems import complain_of
from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.disk.find import NoStore, find_store
from kinerja_tui.store.disk.leftover import is_left
from kinerja_tui.store.format.kinds import Kind
from kinerja_tui.store.reading.cache import cache_folder, cached_load
from kinerja_tui.store.reading.filled import last_filled
from kinerja_tui.store.reading.listing import Tree, listing
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import STATUS_KINDS, Scope

if TYPE_CHECKING:
    from kinerja_tui.model.settings import Settings
    from kinerja_tui.report.page import Page

_SETTINGS: frozenset[Kind] = frozenset({"settings"})
SHOWN_KINDS: frozenset[Kind] = STATUS_KINDS | {"recommendation"}


class Chosen(NamedTuple):
    """The folder of records, a unit, a year, and the day for which the agreement counts."""

    root: Path
    unit: str
    year: int
    at: date


def store_folder(session: Session) -> Path:
    """The records folder, where nothing is left half done; raises `Stop` when there is none."""
    named = session.text("records")
    try:
        root = find_store(session.here, Path(named) if named else None, session.environment)
    except NoStore as error:
        raise Stop(error.message, error.hint) from error
    except ValueError as error:
        raise Stop(message(N_("This is no path: {path}"), path=one_line(named or ""))) from error
    _settle(root)
    return root


def _settle(root: Path) -> None:
    """Let what a killed process left half done be finished or taken back; one look, as a rule."""
    if is_left(root):
        from kinerja_tui.store.writing.recover import settle

        settle(root)


def choose(session: Session) -> Chosen:
    """Folder, unit, year and day by the options, else by kinerja.toml; raises `Stop`."""
    root, unit, tree, settings = _choose_unit(session)
    year = _year(session, root, tree, unit, settings)
    return Chosen(root, unit, year, day_in(session, year))


def choose_unit(session: Session) -> tuple[Path, str]:
    """Folder and unit by the options, else by kinerja.toml; raises `Stop`."""
    root, unit, _, _ = _choose_unit(session)
    return root, unit


def _choose_unit(session: Session) -> tuple[Path, str, Tree, Settings | None]:
    root = store_folder(session)
    try:
        tree = listing(root, Scope(units=(), years=()))
        library = load(root, Scope(units=(), years=(), kinds=_SETTINGS))
    except Unreadable as error:
        complain_of(session, root, [error.problem])
        raise Stop() from error
    return root, _unit(session, root, tree, library.settings), tree, library.settings


def open_page(
    session: Session,
    chosen: Chosen,
    kinds: frozenset[Kind] = STATUS_KINDS,
    history: bool = False,
    instead: Mapping[str, bytes | None] = MappingProxyType({}),
) -> Page:
    """The unit's year, read and measured, with every year before when `history`; raises `Stop` when
    nothing of it can be shown. `instead` are bytes in place of those of files, None = gone.
    """
    from kinerja_tui.measure.scorecard import scorecard
    from kinerja_tui.report.page import Page

    scope = Scope.with_history if history else Scope.of
    library = cached_load(
        chosen.root,
        scope(chosen.unit, chosen.year, kinds),
        None if session.asked("no_cache") else cache_folder(session.environment),
        instead=instead,
    )
    if chosen.unit not in library.units or library.book(chosen.unit, chosen.year) is None:
        complain_of(session, chosen.root, library.problems)
        raise Stop(
            message(N_("Nothing of {unit} {year} can be read."), unit=chosen.unit, year=chosen.year)
        )
    return Page(library, scorecard(library, chosen.unit, chosen.year, chosen.at))


def _unit(session: Session, root: Path, tree: Tree, settings: Settings | None) -> str:
    named = session.text("unit")
    if named:
        return _unit_named(root, tree, named)
    if settings and settings.unit in tree.units:
        return str(settings.unit)
    able = [id_ for id_, files in tree.units.items() if files.years] or list(tree.units)
    if len(able) == 1:
        return able[0]
    if not able:
        raise Stop(
            message(N_("There is no unit in {folder}."), folder=one_line(str(root))),
            message(N_("Make one with: kinerja init")),
        )
    complain_of(session, root, load(root, Scope(units=(), years=(), kinds=_SETTINGS)).problems)
    raise Stop(
        message(N_("Which unit? There are: {units}."), units=", ".join(able)),
        message(
            N_('Name one with --unit, or write unit = "{unit}" in kinerja.toml.'), unit=able[0]
        ),
    )


def _unit_named(root: Path, tree: Tree, named: str) -> str:
    if named in tree.units:
        return named
    wanted = same_name(named)
    known: dict[str, str] = {same_name(id_): id_ for id_ in tree.units}
    library = load(root, Scope(years=(), kinds=frozenset({"unit"})))
    for id_, records in library.units.items():
        unit = records.unit
        for name in (unit.name, unit.short, *unit.also):
            known.setdefault(same_name(name), id_)
    known.pop("", None)
    if wanted in known:
        return known[wanted]
    raise Stop(
        message(N_("There is no unit “{name}”."), name=one_line(named)),
        did_you_mean(named, tree.units)
        or message(N_("The units are: {units}."), units=", ".join(tree.units)),
    )


def same_name(text: str) -> str:
    """`text` reduced to what makes two names the same: letters and digits."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _year(session: Session, root: Path, tree: Tree, unit: str, settings: Settings | None) -> int:
    years = sorted(tree.units[unit].years)
    named = session.text("year")
    if named is not None:
        typed = named.strip()
        year = int(typed) if re.fullmatch("[0-9]{4}", typed, re.ASCII) else 0
        if year in years:
            return year
        known = message(N_("The years are: {years}."), years=", ".join(map(str, years)) or "-")
        if not year:
            raise Stop(message(N_("“{text}” is no year."), text=one_line(named)), known)
        raise Stop(message(N_("{unit} has no year {year}."), unit=unit, year=str(year)), known)
    if settings and settings.year in years:
        return int(settings.year or 0)
    if not years:
        raise Stop(
            message(N_("{unit} has no year yet."), unit=unit),
            message(
                N_("A year is a folder such as {unit}/{year}."), unit=unit, year=session.today.year
            ),
        )
    return last_filled(root, unit, years)


def day_in(session: Session, year: int) -> date:
    """The day for which the agreement counts; raises `Stop`."""
    from kinerja_tui.measure.scorecard import usual_day

    named = session.text("at")
    return usual_day(year, session.today) if named is None else day_named(session, named)


def day_named(session: Session, named: str) -> date:
    """The day that `named` names; raises `Stop`."""
    typed = named.strip().casefold()
    if typed in ("today", "hari ini"):
        return session.today
    found = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed, re.ASCII)
    order = (1, 2, 3)
    if found is None:
        found = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", typed, re.ASCII)
        order = (3, 2, 1)
    try:
        if found is not None:
            return date(*(int(found[place]) for place in order))
    except ValueError:
        pass
    raise Stop(
        message(N_("“{text}” is no date."), text=one_line(named)),
        message(N_("For example 2022-12-31 or 31-12-2022.")),
    )
