"""`kinerja status`: the year at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "The year at a glance: goals and indicators with target, realisation, achievement and status, "
    "the unit's mean, absorption and efficiency.\n\n"
    "Ends with 0 if something could be shown, with 2 if nothing could be read."
)
EXAMPLES = (
    ("kinerja status", N_("this year")),
    ("kinerja status --year 2022 --at 2022-06-30", N_("as agreed on a day")),
    ("kinerja status --due", N_("what is still to be filled in")),
    ("kinerja status --due --quarter 2", N_("the same of the second quarter")),
    ("kinerja status --json", N_("for another program")),
)
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def run(
    ctx: typer.Context,
    due: Annotated[
        bool,
        typer.Option("--due", help=N_("what is still to be filled in, each with file and key")),
    ] = False,
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter",
            metavar="1|2|3|4",
            help=N_("what is still to be filled in for that quarter"),
        ),
    ] = None,
) -> int:
    """Print the status of the unit's year, or what it lacks."""
    if due or quarter is not None:
        return _due(ctx.obj, 0 if quarter is None else _quarter(quarter))
    return status(ctx.obj)


def status(session: Session) -> int:
    """The status page, or its JSON; 0."""
    from kinerja_tui.cli.problems import hint_line, sentence, shown_path
    from kinerja_tui.cli.records import choose, open_page

    chosen = choose(session)
    page = open_page(session, chosen)
    problems = page.library.problems
    if session.json:
        from kinerja_tui.report.paint import json

        session.console.data(json.encode(json.status_document(page, problems, session.words)))
        return 0
    from kinerja_tui.cli.pages.status import status_page

    sentences = [
        (
            sentence(each, session.words, shown_path(session, chosen.root, each.file)),
            hint_line(session.words, each.hint) if each.hint is not None else "",
        )
        for each in problems
    ]
    console = session.console
    console.say(status_page(page, session.words, console.ink(), sentences))
    return 0


def _quarter(text: str) -> int:
    """The number of a quarter: `2`, `q2`, `II`, `tw2`, `triwulan 2`; raises `Stop`."""
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    typed = text.strip().casefold()
    for word in ("triwulan", "quarter", "tw", "q"):
        typed = typed.removeprefix(word).strip(" -")
    if typed not in _QUARTERS:
        raise Stop(
            message(N_("“{text}” is no quarter."), text=one_line(text)),
            message(N_("The quarters are 1, 2, 3 and 4.")),
        )
    return _QUARTERS[typed]


def _due(session: Session, quarter: int) -> int:
    """What the year or the quarter lacks; 0."""
    from kinerja_tui.cli.pages.due import due_document, due_page
    from kinerja_tui.cli.problems import beside_problems, place_of, shown_path
    from kinerja_tui.cli.records import SHOWN_KINDS, choose, open_page
    from kinerja_tui.measure.due import Due
    from kinerja_tui.report.tables.due import due_of
    from kinerja_tui.store.toml.locate import locate

    chosen = choose(session)
    today = chosen.at if session.text("at") else session.today
    page = open_page(session, chosen, SHOWN_KINDS)
    found = due_of(page, today, quarter)
    root = chosen.root

    def line(each: Due) -> int:
        """The line of the key, or of the table that it belongs into; 0 where there is none."""
        found = locate(root, each.file, each.key).line if each.key else 0
        return found if found > 1 else 0

    def place(each: Due) -> str:
        return place_of(shown_path(session, root, each.file), line(each), 0)

    with beside_problems(session, root, page.library.problems, ""):
        if session.json:
            from kinerja_tui.report.paint import json

            document = due_document(page, found, quarter, today, line)
            session.console.data(json.encode(document))
            return 0
        console = session.console
        console.say(due_page(page, found, quarter, place, session.words, console.ink()))
    return 0
