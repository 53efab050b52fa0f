"""`kinerja show`: a table of the report, or one record in full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.pages.tables import Format
    from kinerja_tui.cli.session import Session
    from kinerja_tui.cli.subject import Subject
    from kinerja_tui.report.page import Page
    from kinerja_tui.report.table import Table

HELP = N_(
    "Show a table of the report (T1 to T14), or an indicator, a goal, a version of the "
    "agreement, an activity or a recommendation, by its id or code.\n\n"
    "Some ids give several tables. CSV and TSV then print the first one, or the one named "
    "with --table; with --all every one, parted by an empty line."
)
EXAMPLES = (
    ("kinerja show ip-asn", N_("an indicator in full")),
    ('kinerja show "IK 1"', N_("the same, by its code")),
    ("kinerja show T4", N_("targets and realisations")),
    ("kinerja show T4 --format csv", N_("with commas and points")),
    ("kinerja show T8 --table spbe --format csv-id", N_("for an Indonesian spreadsheet")),
)


def run(
    ctx: typer.Context,
    subject: Annotated[
        str,
        typer.Argument(
            metavar=N_("SUBJECT"),
            help=N_("a table's id, or a record's id or code"),
            autocompletion=completing("shown"),
        ),
    ],
    how: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="plain|md|csv|csv-id|tsv|json",
            help=N_("how to print it (plain without)"),
            autocompletion=completing("formats"),
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar=N_("NAME"), help=N_("one of several tables, by (part of) its name")
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help=N_("every table of the id, in CSV and TSV too"))
    ] = False,
) -> int:
    """Print what `subject` names."""
    from kinerja_tui.cli.problems import beside_problems
    from kinerja_tui.cli.records import SHOWN_KINDS, choose, open_page
    from kinerja_tui.report.tables import BUILDERS, tables

    session: Session = ctx.obj
    form = _form(session, how)
    chosen = choose(session)
    page = open_page(session, chosen, SHOWN_KINDS, history=True)
    with beside_problems(session, chosen.root, page.library.problems, subject):
        if subject.upper() in BUILDERS:
            found = _selected(session, tables(page, subject), subject, table, every, form)
            return _print_tables(session, found, form)
        from kinerja_tui.cli.subject import find_subject

        named = find_subject(page.book, subject, tuple(BUILDERS))
        return _print_record(session, page, named, form)


def _form(session: Session, how: str | None) -> Format:
    from kinerja_tui.cli.pages.tables import FORMATS, format_named
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    if how is None:
        return "json" if session.json else "plain"
    found = format_named(how)
    if found is None:
        raise Stop(
            message(N_("There is no format “{name}”."), name=one_line(how)),
            message(N_("The formats are: {names}."), names=", ".join(FORMATS)),
        )
    return found


def _selected(
    session: Session,
    found: Sequence[Table],
    id_: str,
    slug: str | None,
    every: bool,
    form: Format,
) -> Sequence[Table]:
    """The tables that are meant; for a spreadsheet only the first unless others are asked for."""
    from kinerja_tui.cli.pages.tables import SPREADSHEETS, tables_named
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    if not found:
        raise Stop(message(N_("{id} has no table this year."), id=id_.upper()))
    names = ", ".join(each.slug for each in found)
    if slug is not None:
        named = tables_named(found, slug)
        if not named:
            raise Stop(
                message(N_("{id} has no table “{name}”."), id=id_.upper(), name=one_line(slug)),
                message(N_("The tables are: {names}."), names=names),
            )
        found = named
    if every or form not in SPREADSHEETS or len(found) == 1:
        return found
    session.console.complain(
        session.words(
            "{id}: only {first} is printed, the first of {n} tables; see --table and --all.",
            id=id_.upper(),
            first=found[0].slug,
            n=len(found),
        )
    )
    return found[:1]


def _print_tables(session: Session, tables: Sequence[Table], form: Format) -> int:
    from kinerja_tui.cli.pages.tables import painted

    console = session.console
    _put(session, painted(tables, form, session.words, console.ink()))
    return 0


def _print_record(session: Session, page: Page, subject: Subject, form: Format) -> int:
    from kinerja_tui.cli.pages import indicator, records
    from kinerja_tui.cli.pages.facts import record_page

    words, ink = session.words, session.console.ink()
    facts: Table
    tables: Sequence[Table]
    if subject.kind == "indicator":
        score = page.card.indicator(subject.id)
        if score is None:
            raise _nowhere(subject)
        if form == "json":
            from kinerja_tui.cli.pages.indicator_json import document
            from kinerja_tui.report.paint import json

            _put(session, json.encode(document(score, page)))
            return 0
        facts, tables = indicator.facts(score, page), indicator.tables(score, page)
    elif subject.kind == "goal":
        goal = page.goal(subject.id)
        if goal is None:
            raise _nowhere(subject)
        facts, tables = records.goal_page(goal, page)
    elif subject.kind == "agreement":
        agreement = next(each for each in page.book.agreements if each.id == subject.id)
        facts, tables = records.agreement_page(agreement, page)
    elif subject.kind == "activity":
        activity = next(
            each for each in page.card.budget.activities if each.activity.id == subject.id
        )
        facts, tables = records.activity_page(activity, page)
    else:
        facts, tables = records.recommendation_page(page.book.recommendations[subject.id])
    _put(session, record_page(facts, tables, form, words, ink))
    return 0


def _nowhere(subject: Subject) -> Exception:
    """An indicator whose goal does not exist is on no page."""
    from kinerja_tui.cli.stop import Stop

    return Stop(
        message(N_("{id} belongs to no goal of the year."), id=subject.id),
        message(N_("Correct its key goal, or add the goal to goals.toml.")),
    )


def _put(session: Session, content: str | bytes) -> None:
    if isinstance(content, bytes):
        session.console.data(content)
    else:
        session.console.say(content)
