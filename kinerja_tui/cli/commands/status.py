"""`kinerja status`: the year at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kinerja_tui.locale import N_

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
    ("kinerja status --json", N_("for another program")),
)


def run(ctx: typer.Context) -> int:
    """Print the status of the unit's year."""
    return status(ctx.obj)


def status(session: Session) -> int:
    """The status page, or its JSON; 0."""
    from kinerja_tui.cli.problems import sentence, shown_path
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
        sentence(each, session.words, shown_path(session, chosen.root, each.file))
        for each in problems
    ]
    console = session.console
    console.say(status_page(page, session.words, console.ink(), sentences))
    return 0
