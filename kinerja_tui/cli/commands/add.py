"""`kinerja add`: a new goal, a new file, a revision of the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "Add a goal, an indicator, an activity, a recommendation, a version of the agreement, a plan, "
    "a unit or an empty year. A new file has comments that say what may be written into it. An "
    "indicator may begin from a template with its components, weights and scale: --from ip-asn, "
    "spbe, skm, sakip, merit or kelembagaan. A further version of the agreement is a copy of the "
    "last, or of the one named by --from.\n\n"
    "What is required and not said is asked for on a terminal; elsewhere it is refused. Without an "
    "id one is made from the name. kinerja undo takes it away again.\n\n"
    "Ends with 1 when somebody made the same file meanwhile, with 2 when it is refused."
)
EXAMPLES = (
    (
        'kinerja add goal --name "Meningkatnya disiplin pegawai"',
        N_("a goal, its id and code made from what is there"),
    ),
    ("kinerja add indicator ip-asn-biro --from ip-asn --goal tata-kelola", N_("from a template")),
    (
        "kinerja add agreement --date 2022-11-01 --ground strategy",
        N_("a revision, copied from the last version"),
    ),
    ('kinerja add activity --name "Layanan Umum" --ceiling Rp750.000.000', N_("a budget line")),
)


def run(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar=N_("KIND"),
            help=N_("goal, indicator, activity, agreement, recommendation, plan, unit or year"),
            autocompletion=completing("added"),
        ),
    ],
    id_: Annotated[
        str | None,
        typer.Argument(metavar="ID", help=N_("its id (made from the name without)")),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar=N_("NAME"), help=N_("its full name"))
    ] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar=N_("CODE"), help=N_("its code (the next one without)")),
    ] = None,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal",
            metavar=N_("GOAL"),
            help=N_("of an indicator: its goal, by id or code"),
            autocompletion=completing("goals"),
        ),
    ] = None,
    measured_in: Annotated[
        str | None,
        typer.Option(
            "--measured-in", metavar=N_("MEASURE"), help=N_("of an indicator: % for percent")
        ),
    ] = None,
    polarity: Annotated[
        str | None,
        typer.Option(
            "--polarity",
            metavar=N_("POLARITY"),
            help=N_("of an indicator: maximize, minimize or stabilize"),
            autocompletion=completing("polarities"),
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar=N_("TEMPLATE"),
            help=N_("the template of an indicator, or the version of the agreement to copy"),
            autocompletion=completing("sources"),
        ),
    ] = None,
    ceiling: Annotated[
        str | None,
        typer.Option("--ceiling", metavar=N_("RUPIAH"), help=N_("of an activity")),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar=N_("NAME"), help=N_("of a recommendation: who gave it")),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar=N_("TEXT"), help=N_("of a recommendation: the first one")),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar=N_("DATE"),
            help=N_("of an agreement or a recommendation (there a year will do)"),
        ),
    ] = None,
    ground: Annotated[
        str | None,
        typer.Option(
            "--ground",
            metavar=N_("GROUND"),
            help=N_("of a revision: official, strategy or assumption"),
            autocompletion=completing("grounds"),
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar=N_("TEXT"), help=N_("of a revision"))
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--first", metavar=N_("PARTY"), help=N_("of a first agreement: “name; position”")
        ),
    ] = None,
    second: Annotated[
        str | None,
        typer.Option("--second", metavar=N_("PARTY"), help=N_("the same of the second party")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("write nothing; show what would be added"))
    ] = False,
) -> int:
    """Add it, and say where it stands."""
    from kinerja_tui.cli.adding import add, kind_named
    from kinerja_tui.store.writing.add import Wanted

    session: Session = ctx.obj
    wanted = Wanted(
        kind=kind_named(kind, session.words.language),
        language=session.words.language,
        id=id_ or "",
        name=name or "",
        code=code or "",
        goal=goal or "",
        measured_in=measured_in or "",
        polarity=polarity or "",
        source=source or "",
        ceiling=ceiling or "",
        issuer=issuer or "",
        text=text or "",
        date=date or "",
        ground=ground or "",
        reason=reason or "",
        first=first or "",
        second=second or "",
    )
    return add(session, wanted, dry_run)
