"""`kinerja migrate`: bring records of an earlier form of the format up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.locale import N_, Message, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session
    from kinerja_tui.store.writing.migrate import Planned, Survey

HELP = N_(
    "Bring records that were written in an earlier form of the format up to date. What would "
    "change is shown first, file by file; only names and words of the format change, everything "
    "else in the files stays as it is, to the byte.\n\n"
    "On a terminal it asks before it writes; elsewhere it writes only with --write. Where the "
    "records are in Git, everything must be committed before, unless --force says otherwise. "
    "kinerja undo takes all of it back.\n\n"
    "Ends with 1 when something is left to be done, with 2 when it is refused."
)
EXAMPLES = (
    ("kinerja migrate", N_("show what would change")),
    ("kinerja migrate --write", N_("write it")),
)


def run(
    ctx: typer.Context,
    write: Annotated[bool, typer.Option("--write", help=N_("write it, without asking"))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("even when Git has changes that are not committed"))
    ] = False,
) -> int:
    """Show what would change, and write it when that is wanted."""
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.cli.records import store_folder
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.writing.migrate import survey

    session: Session = ctx.obj
    root = store_folder(session)
    try:
        found = survey(root)
    except Unreadable as error:
        complain_of(session, root, [error.problem])
        raise Stop() from error
    complain_of(session, root, found.left)
    if found.closed:
        session.console.complain(
            session.words.count(
                "{n} file of a closed year stays in its earlier form; it is read as it is.",
                "{n} files of closed years stay in their earlier form; they are read as they are.",
                len(found.closed),
            )
        )
    if not found.planned:
        return _nothing(session, found)
    if not session.json and not write:
        _show(session, root, found.planned)
    if not write and not _agreed(session):
        return _not_written(session, found)
    if not force:
        _refuse_uncommitted(session, root)
    return _write(session, root, found)


def _nothing(session: Session, found: Survey) -> int:
    if session.json:
        _say_json(session, found, False)
    elif not found.left:
        session.console.say(session.words("All records are up to date."))
    return 1 if found.left else 0


def _show(session: Session, root: Path, planned: tuple[Planned, ...]) -> None:
    from kinerja_tui.cli.problems import shown_path

    words, console = session.words, session.console
    for each in planned:
        console.say("\n".join(diff(each, shown_path(session, root, each.file))))
    console.say("")
    count = words.count("{n} file would change.", "{n} files would change.", len(planned))
    console.say(count)


def diff(planned: Planned, name: str) -> Iterator[str]:
    """The lines of a unified diff, made safe to show; `name` stands in its head."""
    from difflib import unified_diff

    from kinerja_tui.report.safe import one_line

    old, new = (
        data.decode("utf-8").removeprefix("\ufeff").split("\n")
        for data in (planned.old, planned.new)
    )
    for line in unified_diff(old, new, name, name, n=1, lineterm=""):
        yield one_line(line.removesuffix("\r"))


def _agreed(session: Session) -> bool:
    """The answer on a terminal; no wherever nobody can give one."""
    from kinerja_tui.cli.asking import agrees, can_ask

    if not can_ask(session):
        return False
    words = session.words
    return agrees(session, f"{words('Write this?')} [{words('y/N')}]")


def _not_written(session: Session, found: Survey) -> int:
    if session.json:
        _say_json(session, found, False)
    else:
        words = session.words
        session.console.complain(words("Nothing was written."))
        hint = words("Write it with: kinerja migrate --write")
        session.console.complain(words("Hint: {hint}", hint=hint))
    return 1


def _refuse_uncommitted(session: Session, root: Path) -> None:
    """Raise `Stop` when Git has changes in the records that no commit holds, or cannot say so."""
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line
    from kinerja_tui.store.disk.uncommitted import NoAnswer, uncommitted

    hint = message(N_("Commit them first, or add --force."))
    try:
        changed = uncommitted(root)
    except NoAnswer as error:
        raise Stop(error.reason, message(N_("Add --force to go on without Git."))) from error
    if changed:
        raise Stop(
            message(
                N_("Git has changes in the records that are not committed, for instance {file}."),
                file=one_line(changed[0]),
            ),
            hint,
        )


def _write(session: Session, root: Path, found: Survey) -> int:
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.writing.migrate import migrate

    outcome = migrate(root, found.planned)
    if isinstance(outcome, Refused):
        complain_of(session, root, [outcome.problem])
        return 2
    if isinstance(outcome, Conflict):
        session.console.complain(session.words.say(_changed_meanwhile(outcome.file)))
        return 1
    if session.json:
        _say_json(session, found, True, outcome.entry)
    else:
        _say_written(session, root, found.planned)
    if outcome.doubt is not None:
        session.console.complain(session.words.say(outcome.doubt))
    return 1 if found.left else 0


def _changed_meanwhile(file: str) -> Message:
    return message(N_("{file} was changed meanwhile; nothing was written."), file=file)


def _say_written(session: Session, root: Path, planned: tuple[Planned, ...]) -> None:
    from kinerja_tui.cli.problems import shown_path

    words, console = session.words, session.console
    count = words.count(
        "{n} file is up to date now:", "{n} files are up to date now:", len(planned)
    )
    console.say(count)
    console.say("\n".join(f"  {shown_path(session, root, each.file)}" for each in planned))


def _say_json(session: Session, found: Survey, written: bool, entry: str = "") -> None:
    from kinerja_tui.report.paint import json

    document: dict[str, object] = {
        "version": json.VERSION,
        "written": written,
        "entry": entry or None,
        "files": [
            {"file": each.file, "schema": each.schema, "diff": list(diff(each, each.file))}
            for each in found.planned
        ],
        "closed": list(found.closed),
        "problems": [json.problem(each, session.words) for each in found.left],
    }
    session.console.data(json.encode(document))
