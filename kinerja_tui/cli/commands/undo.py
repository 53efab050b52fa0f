"""`kinerja undo`: take back a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "Take back your last change, also one of yesterday; the next undo takes back the one before. "
    "All values of the change go back together, and what it removed returns to the byte. Name an "
    "entry of kinerja log to take back that one instead, of a colleague too. An undo is itself a "
    "change: kinerja redo, or undo with its name, takes it back.\n\n"
    "Ends with 1 when somebody has changed the same value since, with 2 when there is nothing to "
    "take back or it is refused."
)
EXAMPLES = (
    ("kinerja undo", N_("your last change")),
    ("kinerja undo --dry-run", N_("what would come of it")),
    ("kinerja undo 3f9c", N_("an entry of kinerja log")),
)


def run(
    ctx: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("ENTRY"),
            help=N_("the name of an entry of kinerja log (your last change without)"),
            autocompletion=completing("entries"),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("write nothing; show what would come of it"))
    ] = False,
) -> int:
    """Take back a change, and say what became what."""
    from kinerja_tui.cli.backwards import go_back

    session: Session = ctx.obj
    return go_back(session, "undo", entry, dry_run)
