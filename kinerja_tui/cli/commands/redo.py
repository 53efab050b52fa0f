"""`kinerja redo`: do again what was taken back last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.locale import N_

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "Do again what your last undo took back, as long as you have changed nothing else since.\n\n"
    "Ends with 1 when somebody has changed the same value since, with 2 when there is nothing to "
    "do again or it is refused."
)
EXAMPLES = (
    ("kinerja redo", N_("what the last undo took back")),
    ("kinerja redo --dry-run", N_("what would come of it")),
)


def run(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("write nothing; show what would come of it"))
    ] = False,
) -> int:
    """Do a change again, and say what became what."""
    from kinerja_tui.cli.backwards import go_back

    session: Session = ctx.obj
    return go_back(session, "redo", None, dry_run)
