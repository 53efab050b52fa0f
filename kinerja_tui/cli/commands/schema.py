"""`kinerja schema`: the JSON Schema of a kind of record, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "The JSON Schema of a kind of record. Editors that read the first line of a file "
    "(#:schema ...) check and complete records with it.\n\n"
    "Without KIND the kinds are listed; --write puts every schema into the records folder, "
    "under .schema/."
)
EXAMPLES = (
    ("kinerja schema", N_("the kinds of record")),
    ("kinerja schema indicator", N_("the schema of an indicator")),
    ("kinerja schema --write", N_("all of them, into the records folder")),
)


def run(
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("KIND"), help=N_("the kind of record"), autocompletion=completing("kinds")
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("write every schema into the records folder"))
    ] = False,
) -> int:
    """Print a schema, or write them all."""
    from kinerja_tui.cli.near import did_you_mean
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line
    from kinerja_tui.store.format.kinds import KINDS

    session: Session = ctx.obj
    if write:
        return _write(session)
    if kind is None:
        session.console.say("\n".join(KINDS))
        return 0
    found = next((each for each in KINDS if each == kind.casefold()), None)
    if found is None:
        raise Stop(
            message(N_("There is no kind of record “{name}”."), name=one_line(kind)),
            did_you_mean(kind, KINDS)
            or message(N_("The kinds are: {names}."), names=", ".join(KINDS)),
        )
    from kinerja_tui.store.format.schema import schema_file, schema_files

    session.console.data(schema_files()[schema_file(found)])
    return 0


def _write(session: Session) -> int:
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.cli.records import store_folder
    from kinerja_tui.store.format.schema import FOLDER, schema_files
    from kinerja_tui.store.splicing.edit import Refused
    from kinerja_tui.store.writing.publish import publish

    root = store_folder(session)
    files = {path.rpartition("/")[2]: data for path, data in schema_files().items()}
    outcome = publish(root / FOLDER, files)
    if isinstance(outcome, Refused):
        complain_of(session, root, [outcome.problem])
        return 2
    words = session.words
    session.console.say(
        words.count(
            "{n} schema written into {folder}.",
            "{n} schemas written into {folder}.",
            len(outcome.changed),
            folder=str(root / FOLDER),
        )
        if outcome.changed
        else words("The schemas in {folder} are up to date.", folder=str(root / FOLDER))
    )
    return 0
