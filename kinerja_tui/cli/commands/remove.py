"""`kinerja remove`: take a record, a table or a key away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.pages.acted import Known
    from kinerja_tui.cli.session import Session
    from kinerja_tui.model.base import Problem
    from kinerja_tui.store.splicing.doomed import Doomed
    from kinerja_tui.store.splicing.edit import Conflict

HELP = N_(
    "Remove an indicator, a goal, a version of the agreement, an activity or a recommendation, or "
    "with a key one value or table of it. Every line and comment that goes is shown first, and "
    "what refers to it; as long as something does, nothing is removed.\n\n"
    "On a terminal it asks; elsewhere it wants --yes. kinerja undo brings everything back to the "
    "byte.\n\n"
    "Ends with 1 when the answer is no or somebody changed the file meanwhile, with 2 when it is "
    "refused or --yes is missing."
)
EXAMPLES = (
    ("kinerja remove ip-asn action.pemetaan", N_("a table, after asking")),
    ("kinerja remove spbe analysis.cause --yes", N_("a key, asking nothing")),
    ("kinerja remove ip-asn history.2021 --dry-run", N_("what would go")),
)


def run(
    ctx: typer.Context,
    subject: Annotated[
        str,
        typer.Argument(
            metavar=N_("SUBJECT"),
            help=N_("the record, by id or code"),
            autocompletion=completing("edited"),
        ),
    ],
    key: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("KEY"),
            help=N_("a key or table of it (the whole record without)"),
            autocompletion=completing("tables_and_keys"),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=N_("ask nothing"))] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("remove nothing; show what would go"))
    ] = False,
) -> int:
    """Show what goes, ask, and remove it."""
    from kinerja_tui.cli.outcomes import say_refused
    from kinerja_tui.cli.problems import beside_problems
    from kinerja_tui.cli.records import SHOWN_KINDS, choose, open_page
    from kinerja_tui.cli.removing import doomed_of
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.writing.keep import NEWER, would

    session: Session = ctx.obj
    chosen = choose(session)
    page = open_page(session, chosen, SHOWN_KINDS)
    try:
        with beside_problems(session, chosen.root, page.library.problems, subject):
            doomed = doomed_of(chosen.root, page, subject, key)
    except Unreadable as error:
        return say_refused(session, chosen.root, Refused(error.problem))
    removing = _Removing(session, chosen.root, doomed)
    found = would(chosen.root, doomed.action())
    if isinstance(found, Refused):
        return say_refused(session, chosen.root, found)
    if isinstance(found, Conflict):
        return _conflict(removing, found)
    if found.problems and found.problems[0].code == NEWER:
        return say_refused(session, chosen.root, Refused(found.problems[0]))
    _preview(removing)
    if found.problems:
        return _needed(removing, found.problems)
    if dry_run:
        return _only_shown(removing)
    if not yes and not _agreed(removing):
        return 1
    return _remove(removing)


class _Removing(NamedTuple):
    """What is removed, and where it shows."""

    session: Session
    root: Path
    doomed: Doomed

    @property
    def path(self) -> str:
        """The file as one would type it here."""
        from kinerja_tui.cli.problems import shown_path

        return shown_path(self.session, self.root, self.doomed.file)


def _preview(removing: _Removing) -> None:
    """Show what goes; what could not be shown is not removed."""
    from kinerja_tui.cli.pages.removal import removal_page

    session = removing.session
    if not session.json:
        session.console.say(
            removal_page(removing.doomed, removing.path, session.words, session.console.width)
        )
        session.console.out.flush()


def _needed(removing: _Removing, problems: Sequence[Problem]) -> int:
    """What would no longer be right without it; nothing is removed."""
    from kinerja_tui.cli.pages.removal import needed_lines
    from kinerja_tui.cli.problems import shown_path
    from kinerja_tui.cli.stop import WRONG_USE

    session, words = removing.session, removing.session.words
    _document(removing, problems)
    session.console.complain(words("Nothing was removed, for without it this is wrong:"))
    for line in needed_lines(
        problems, lambda file: shown_path(session, removing.root, file), words
    ):
        session.console.complain(line)
    return WRONG_USE


def _only_shown(removing: _Removing) -> int:
    session = removing.session
    _document(removing, ())
    if not session.json:
        session.console.say(session.words("Nothing was removed (--dry-run)."))
    return 0


def _agreed(removing: _Removing) -> bool:
    """Whether somebody at a terminal says yes; elsewhere that is asked for by `Stop`."""
    from kinerja_tui.cli.asking import agrees, can_ask
    from kinerja_tui.cli.stop import Stop

    session, words = removing.session, removing.session.words
    if not can_ask(session):
        _document(removing, ())
        raise Stop(
            message(N_("Nothing was removed: that wants a yes.")),
            message(N_("Look at what goes, then run it again with --yes.")),
        )
    if agrees(session, words("Remove it? [y/N]")):
        return True
    session.console.say(words("Nothing was removed."))
    return False


def _remove(removing: _Removing) -> int:
    from kinerja_tui.cli.around import page_around
    from kinerja_tui.cli.outcomes import say_refused, told_in_spite
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.writing.keep import keep_all

    session, root, doomed = removing
    before = page_around(session, root, [doomed.file])
    acted = keep_all(root, doomed.action())
    if isinstance(acted, Refused):
        return say_refused(session, root, acted)
    if isinstance(acted, Conflict):
        return _conflict(removing, acted)
    text = N_("{file}: it is removed; only this answer could not be shown: {reason}.")
    with told_in_spite(session, text, file=removing.path):
        after = page_around(session, root, [doomed.file])
        _say(removing, (before, after), acted.entry)
    if acted.doubt is not None:
        session.console.complain(session.words.say(acted.doubt))
    return 0


def _say(removing: _Removing, known: Known, entry: str) -> None:
    from kinerja_tui.cli.pages.acted import moved_document, moved_lines
    from kinerja_tui.store.state.history import Event

    session, _, doomed = removing
    words, console = session.words, session.console
    gone = (Event(entry, "", "", "remove", doomed.file, doomed.key, "", None),)
    if session.json:
        _document(removing, (), removed=True, entry=entry, **moved_document(gone, known))
        return
    text = words("Removed. To bring it back: {command}", command="kinerja undo")
    console.say("\n".join(["", text, *moved_lines(gone, known, words, console.ink())]))


def _document(removing: _Removing, problems: Sequence[Problem], **ended: object) -> None:
    """The JSON, where it is asked for."""
    from kinerja_tui.cli.pages.removal import removal_document

    session = removing.session
    if session.json:
        from kinerja_tui.report.paint import json

        ended = {"removed": False, "entry": None, "indicators": [], "unit": None, **ended}
        document = removal_document(removing.doomed, problems, session.words, **ended)
        session.console.data(json.encode(document))


def _conflict(removing: _Removing, conflict: Conflict) -> int:
    """Somebody changed it between the preview and the yes."""
    from kinerja_tui.cli.outcomes import say_conflict
    from kinerja_tui.cli.pages.conflict import REMOVED

    hint = message(N_("Look at it again, then run the command once more."))
    return say_conflict(
        removing.session, removing.root, conflict, REMOVED, hint, removing.doomed.name
    )
