"""`kinerja explain`: how a number came about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session
    from kinerja_tui.measure.figures import Figure
    from kinerja_tui.model.base import Source
    from kinerja_tui.report.page import Page

HELP = N_(
    "How a number came about: every input with its file and line, every formula, every result.\n\n"
    "An indicator or a goal by id or code; of an indicator also ip-asn.value, ip-asn.composite, "
    "ip-asn.grade, ip-asn.status, ip-asn.2021; and unit, budget, efficiency, pmk, activity.ID."
)
EXAMPLES = (
    ("kinerja explain spbe", N_("an achievement")),
    ("kinerja explain spbe.composite", N_("what the components give")),
    ("kinerja explain unit --json", N_("the unit's mean, for another program")),
)


def run(
    ctx: typer.Context,
    subject: Annotated[
        str,
        typer.Argument(
            metavar=N_("SUBJECT"),
            help=N_("what to explain: an id or a code, or one of the names above"),
            autocompletion=completing("explained"),
        ),
    ],
) -> int:
    """Print the derivation of a number."""
    from kinerja_tui.cli.problems import beside_problems
    from kinerja_tui.cli.records import choose, open_page

    session: Session = ctx.obj
    chosen = choose(session)
    page = open_page(session, chosen, history=True)
    with beside_problems(session, chosen.root, page.library.problems, subject):
        name, figure = _figure(page, subject)
    root = chosen.root
    if session.json:
        from kinerja_tui.report.paint import json
        from kinerja_tui.store.toml.locate import locate

        document = json.explain_document(
            name,
            figure,
            page.rules,
            session.words,
            lambda source: locate(root, source.file, source.key).line,
        )
        session.console.data(json.encode(document))
        return 0
    from kinerja_tui.cli.pages.explain import explain_page

    console = session.console
    console.say(
        explain_page(
            _title(page, name),
            figure,
            page.rules,
            session.words,
            console.ink(),
            lambda source: _place(session, root, source),
        )
    )
    return 0


def _place(session: Session, root: Path, source: Source) -> str:
    """`file:line: key`."""
    from kinerja_tui.cli.problems import place_of, shown_path
    from kinerja_tui.store.toml.locate import locate

    file = shown_path(session, root, source.file)
    return f"{place_of(file, locate(root, source.file, source.key).line, 0)}: {source.key}"


def _figure(page: Page, text: str) -> tuple[str, Figure]:
    """The figure by its own name; else by an id or code, with a part after the last point kept."""
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.cli.subject import find_subject, unknown
    from kinerja_tui.measure.explain import explain, subjects

    found = explain(page.card, text)
    if found is not None:
        return text, found
    known = subjects(page.card)
    head, dot, part = text.partition(".")
    try:
        subject = find_subject(page.book, head if dot else text, known)
    except Stop:
        if not dot:
            raise
        raise unknown(text, list(known), head) from None
    prefix = f"{subject.kind}." if subject.kind in ("activity",) else ""
    for name in (f"{prefix}{subject.id}{dot}{part}", f"{subject.kind}.{subject.id}{dot}{part}"):
        found = explain(page.card, name)
        if found is not None:
            return name, found
    raise unknown(text, [each for each in known if each.startswith(subject.id)] or list(known))


def _title(page: Page, name: str) -> str:
    """The name, with what it stands for."""
    from kinerja_tui.report.safe import one_line

    head = name.removeprefix("indicator.").removeprefix("goal.").partition(".")[0]
    score, goal = page.card.indicator(head), page.goal(head)
    if score is not None and not name.startswith("goal."):
        return one_line(f"{name}: {score.indicator.code} {score.indicator.name}")
    if goal is not None:
        return one_line(f"{name}: {goal.goal.code} {goal.goal.name}")
    return one_line(f"{name}: {page.records.unit.label} {page.year}")
