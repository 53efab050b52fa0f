"""`kinerja set`: change one value of a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, Language, message

if TYPE_CHECKING:
    from kinerja_tui.cli.editing import Target
    from kinerja_tui.cli.records import Chosen
    from kinerja_tui.cli.session import Session
    from kinerja_tui.report.page import Page
    from kinerja_tui.store.splicing.edit import Conflict, Edit

HELP = N_(
    "Change a value of a record: of an indicator, goal, version of the agreement, activity or "
    "recommendation by id or code, or of the year or the unit. Only the value is written; "
    "everything else in the file stays as it is, to the byte.\n\n"
    "Type numbers as you write them (61,34 or 61.34; Rp7.719.313.000). Several keys of one "
    "record may be changed together: KEY VALUE KEY VALUE. The value - is read from standard "
    "input; one that begins with - goes after --. A first realisation is final unless --state "
    "says otherwise.\n\n"
    "Ends with 1 when somebody else changed the value meanwhile, with 2 when it is refused."
)
EXAMPLES = (
    ("kinerja set ip-asn realisation.value 61,34", N_("a realisation")),
    ("kinerja set sakip realisation.state carried", N_("its state")),
    ("kinerja set 3-revisi target.spbe.value 2,6", N_("a target")),
    ("kinerja set spbe analysis.cause - < sebab.txt", N_("a text from a file")),
    ("kinerja set ip-asn realisation.value 62 --dry-run", N_("what would come of it")),
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
    pairs: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("KEY VALUE"),
            help=N_("the key as in the file (realisation.value), and what to write"),
            autocompletion=completing("keys"),
        ),
    ],
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar=N_("STATE"),
            help=N_("the state of the realisation: final, provisional, carried ..."),
            autocompletion=completing("states"),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("write nothing; show what would come of it"))
    ] = False,
) -> int:
    """Write the values, and say what they change."""
    from kinerja_tui.cli.editing import edit_of, pairs_of, target_of
    from kinerja_tui.cli.problems import beside_problems
    from kinerja_tui.cli.records import SHOWN_KINDS, choose, open_page

    session: Session = ctx.obj
    typed = [(key, _typed(value)) for key, value in pairs_of(pairs)]
    chosen = choose(session)
    page = open_page(session, chosen, SHOWN_KINDS)
    with beside_problems(session, chosen.root, page.library.problems, subject):
        target = target_of(page, subject)
    edit = edit_of(chosen.root, target, typed, state, session.words.language)
    if dry_run:
        return _would(session, chosen, page, target, edit)
    return _save(session, chosen, page, target, edit)


def _typed(value: str) -> str:
    """The value, or what stands on standard input in its place."""
    if value != "-":
        return value
    import sys

    try:
        text = sys.stdin.read() if sys.stdin else ""
    except UnicodeDecodeError as error:
        from kinerja_tui.cli.stop import Stop

        raise Stop(message(N_("Standard input is not in UTF-8."))) from error
    return text.removesuffix("\n").removesuffix("\r")


def _save(session: Session, chosen: Chosen, page: Page, target: Target, edit: Edit) -> int:
    from kinerja_tui.cli.console import let_go
    from kinerja_tui.cli.records import SHOWN_KINDS, open_page
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.splicing.refusals import system_reason
    from kinerja_tui.store.writing.keep import keep

    outcome = keep(chosen.root, edit)
    if isinstance(outcome, Refused):
        return _refused(session, chosen.root, outcome)
    if isinstance(outcome, Conflict):
        return _conflict(session, chosen.root, outcome)
    after = open_page(session, chosen, SHOWN_KINDS) if outcome.changed else page
    try:
        _say(session, chosen.root, edit, target, (page, after), outcome.changed)
        session.console.out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go(session.console.out)
        reason, _ = system_reason(error)
        text = N_("The value is written to {file}; only this answer could not be shown: {reason}.")
        said = message(text, file=edit.file, reason=reason)
        session.console.complain(session.words.say(said))
    if outcome.doubt is not None:
        session.console.complain(session.words.say(outcome.doubt))
    return 0


def _would(session: Session, chosen: Chosen, page: Page, target: Target, edit: Edit) -> int:
    """What the edit would give; the file is not touched."""
    from msgspec.structs import replace

    from kinerja_tui.measure.scorecard import preview
    from kinerja_tui.model.indicator import Indicator
    from kinerja_tui.store.disk.files import read
    from kinerja_tui.store.format.record import understand
    from kinerja_tui.store.splicing.edit import Refused
    from kinerja_tui.store.splicing.splice import SpliceError, splice

    old = read(chosen.root, edit.file)
    try:
        new = splice(old.decode(), edit.changes).encode()
    except SpliceError as error:
        from kinerja_tui.cli.stop import Stop

        raise Stop(error.reason) from error
    known = {(each.code, each.key) for each in understand(old, edit.file).problems}
    found = understand(new, edit.file)
    for problem in found.problems:
        if (problem.code, problem.key) not in known:
            return _refused(session, chosen.root, Refused(problem))
    after = page
    if isinstance(found.record, Indicator):
        after = replace(page, card=preview(page.library, page.card, found.record))
    changed = any(change.seen != change.new for change in edit.changes)
    _say(session, chosen.root, edit, target, (page, after), changed, dry_run=True)
    return 0


def _refused(session: Session, root: Path, outcome: object) -> int:
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.store.splicing.edit import Refused

    assert isinstance(outcome, Refused)
    complain_of(session, root, [outcome.problem])
    return 2


def _conflict(session: Session, root: Path, conflict: Conflict) -> int:
    """What we saw, what stands there now, and what was to be written; nothing was."""
    from kinerja_tui.cli.problems import hint_line, place_of, shown_path
    from kinerja_tui.store.toml.locate import locate

    words, language = session.words, session.words.language
    file = shown_path(session, root, conflict.file)
    place = locate(root, conflict.file, conflict.key)
    session.console.complain(
        words(
            "{place}: {key} was changed by somebody else: {seen} became {found}; {mine} was "
            "not written.",
            place=place_of(file, place.line, place.column),
            key=conflict.key,
            seen=_shown(conflict.seen, language),
            found=_shown(conflict.found, language),
            mine=_shown(conflict.mine, language),
        )
    )
    hint = message(N_("Look at it, then set it again if your value is right."))
    session.console.complain(f"  {hint_line(words, hint)}")
    return 1


def _say(
    session: Session,
    root: Path,
    edit: Edit,
    target: Target,
    pages: tuple[Page, Page],
    changed: bool,
    *,
    dry_run: bool = False,
) -> None:
    from kinerja_tui.cli.pages.changed import changed_document, changed_page
    from kinerja_tui.cli.problems import place_of, shown_path
    from kinerja_tui.store.toml.locate import locate

    if session.json:
        from kinerja_tui.report.paint import json

        lines = [locate(root, edit.file, change.key).line for change in edit.changes]
        session.console.data(
            json.encode(changed_document(edit, lines, target, pages, changed, dry_run))
        )
        return
    file = shown_path(session, root, edit.file)
    places = []
    for change in edit.changes:
        place = locate(root, edit.file, change.key)
        places.append(place_of(file, place.line, place.column))
    console = session.console
    console.say(
        changed_page(edit, places, target, pages, session.words, console.ink(), dry_run=dry_run)
    )


def _shown(token: str | None, language: Language) -> str:
    from kinerja_tui.cli.pages.changed import shown_token

    return shown_token(token, language)
