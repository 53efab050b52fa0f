"""`kinerja new-year`: a unit's next year, made from its last."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session
    from kinerja_tui.model.base import Problem
    from kinerja_tui.store.splicing.edit import Conflict
    from kinerja_tui.store.writing.new_year import NewYear

HELP = N_(
    "Make a unit's new year from its last: goals, indicators and activities with their comments, "
    "the rules, and a first version of the agreement. What was reached, spent, analysed and "
    "planned stays in the old year. Targets come from the plan where it has them, to be confirmed; "
    "the others are left to be set, and no ceiling is carried over.\n\n"
    "What would be made is shown first. On a terminal it asks; elsewhere it wants --yes. "
    "kinerja undo takes all of it back.\n\n"
    "Ends with 1 when the answer is no or somebody made one of the files meanwhile, with 2 when it "
    "is refused or --yes is missing."
)
EXAMPLES = (
    ("kinerja new-year --dry-run", N_("what the next year would be")),
    ("kinerja new-year 2023 --yes", N_("make 2023, asking nothing")),
    ("kinerja new-year --date 2023-01-09 --yes", N_("with the day of the agreement")),
)


def run(
    ctx: typer.Context,
    new: Annotated[  # the name of the common option is taken
        str | None,
        typer.Argument(metavar=N_("YEAR"), help=N_("the year to make (the one after the last)")),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar=N_("DATE"), help=N_("the day the agreement was signed")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=N_("ask nothing"))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("write nothing; show what would be made"))
    ] = False,
) -> int:
    """Show what would be made, ask, and make it."""
    from kinerja_tui.cli.outcomes import say_refused
    from kinerja_tui.cli.records import choose_unit, day_named
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.writing.keep import would
    from kinerja_tui.store.writing.new_year import NotBegun, new_year

    session: Session = ctx.obj
    typed = new if new is not None else session.text("year")
    wanted = None if typed is None else _year(typed)
    day = "" if date is None else day_named(session, date).isoformat()
    root, unit = choose_unit(session)
    try:
        planned = new_year(root, unit, wanted, session.words.language.code, day)
    except NotBegun as error:
        raise Stop(error.message, error.hint) from error
    except Unreadable as error:
        return say_refused(session, root, Refused(error.problem))
    making = _Making(session, root, planned)
    found = would(root, planned.action())
    if isinstance(found, Refused):
        return say_refused(session, root, found)
    if isinstance(found, Conflict):
        return _conflict(making, found)
    _preview(making)
    if found.problems:
        return _wrong(making, found.problems)
    if dry_run:
        return _only_shown(making)
    if not yes and not _agreed(making):
        return 1
    return _make(making)


class _Making(NamedTuple):
    """What is made, and where it shows."""

    session: Session
    root: Path
    planned: NewYear


def _year(text: str) -> int:
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    if not re.fullmatch("[0-9]{4}", text.strip(), re.ASCII):
        raise Stop(
            message(N_("“{text}” is no year."), text=one_line(text)),
            message(N_("Write the year in four digits.")),
        )
    return int(text)


def _preview(making: _Making) -> None:
    """Show what comes; what could not be shown is not made."""
    from kinerja_tui.cli.pages.new_year import new_year_page
    from kinerja_tui.cli.problems import shown_path

    session, root, planned = making
    if not session.json:
        page = new_year_page(
            planned,
            lambda file: shown_path(session, root, file),
            session.words,
            session.console.width,
        )
        session.console.say(page)
        session.console.out.flush()


def _wrong(making: _Making, problems: tuple[Problem, ...]) -> int:
    """What would be wrong with the new year; nothing is made."""
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.cli.stop import WRONG_USE

    session = making.session
    _document(making, problems=problems)
    session.console.complain(session.words("Nothing was written, for this would be wrong:"))
    complain_of(session, making.root, problems)
    return WRONG_USE


def _only_shown(making: _Making) -> int:
    session = making.session
    _document(making)
    if not session.json:
        session.console.say(session.words("Nothing was written (--dry-run)."))
    return 0


def _agreed(making: _Making) -> bool:
    """Whether somebody at a terminal says yes; elsewhere that is asked for by `Stop`."""
    from kinerja_tui.cli.asking import agrees, can_ask
    from kinerja_tui.cli.stop import Stop

    session, words = making.session, making.session.words
    if not can_ask(session):
        _document(making)
        raise Stop(
            message(N_("Nothing was written: that wants a yes.")),
            message(N_("Look at what would be made, then run it again with --yes.")),
        )
    if agrees(session, f"{words('Write this?')} [{words('y/N')}]"):
        return True
    session.console.say(words("Nothing was written."))
    return False


def _make(making: _Making) -> int:
    from kinerja_tui.cli.outcomes import say_refused, told_in_spite
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.writing.keep import keep_all

    session, root, planned = making
    acted = keep_all(root, planned.action())
    if isinstance(acted, Refused):
        return say_refused(session, root, acted)
    if isinstance(acted, Conflict):
        return _conflict(making, acted)
    text = N_("The year {year} is made; only this answer could not be shown: {reason}.")
    with told_in_spite(session, text, year=str(planned.year)):
        _document(making, written=True, entry=acted.entry)
        if not session.json:
            session.console.say(_next_steps(making))
    if acted.doubt is not None:
        session.console.complain(session.words.say(acted.doubt))
    return 0


def _next_steps(making: _Making) -> str:
    session, root, planned = making
    words = session.words
    year, unit = str(planned.year), planned.unit
    lines = [
        words("The year {year} of {unit} is made.", year=year, unit=unit),
        words("What is still to be filled in: {command}", command=_command(making, "status --due")),
        words("To take it back: {command}", command="kinerja undo"),
    ]
    if _opens(root) not in ("", year):
        text = "kinerja.toml still opens {old}; change its key {key} when {year} is the usual year."
        lines.append(words(text, old=_opens(root), key="year", year=year))
    return "\n".join(lines)


def _command(making: _Making, rest: str) -> str:
    return f"kinerja {rest} --unit {making.planned.unit} --year {making.planned.year}"


def _opens(root: Path) -> str:
    """The year that kinerja.toml says is opened; empty where it says none."""
    from kinerja_tui.cli.early import setting, settings_text

    return setting(settings_text(root), "year")


def _document(
    making: _Making, problems: tuple[Problem, ...] = (), written: bool = False, entry: str = ""
) -> None:
    """The JSON, where it is asked for."""
    from kinerja_tui.cli.pages.new_year import new_year_document

    session = making.session
    if session.json:
        from kinerja_tui.report.paint import json

        document = new_year_document(making.planned, problems, session.words, written, entry)
        session.console.data(json.encode(document))


def _conflict(making: _Making, conflict: Conflict) -> int:
    """Somebody made one of the files meanwhile."""
    from kinerja_tui.cli.outcomes import say_conflict
    from kinerja_tui.cli.pages.conflict import ADDED

    hint = message(N_("Look at it, then run the command once more."))
    return say_conflict(making.session, making.root, conflict, ADDED, hint)
