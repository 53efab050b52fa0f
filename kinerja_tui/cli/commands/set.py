"""`kinerja set`: change one value of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.editing import Target
    from kinerja_tui.cli.past import Meanwhile
    from kinerja_tui.cli.records import Chosen
    from kinerja_tui.cli.session import Session
    from kinerja_tui.report.page import Page
    from kinerja_tui.store.splicing.edit import Edit

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
    from kinerja_tui.cli.editing import edit_of, pairs_of, seen_by, target_of
    from kinerja_tui.cli.outcomes import say_refused
    from kinerja_tui.cli.problems import beside_problems
    from kinerja_tui.cli.records import SHOWN_KINDS, choose, open_page
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.splicing.edit import Refused

    session: Session = ctx.obj
    given = pairs_of(pairs)
    chosen = choose(session)
    page = open_page(session, chosen, SHOWN_KINDS)
    with beside_problems(session, chosen.root, page.library.problems, subject):
        target = target_of(page, subject)
    try:
        seen = seen_by(chosen.root, target, given, state)
    except Unreadable as error:
        return say_refused(session, chosen.root, Refused(error.problem))
    # The file was read before anything is typed, so that a change made meanwhile is a conflict.
    typed = [(key, _typed(value)) for key, value in given]
    edit = edit_of(seen, target, typed, state, session.words.language)
    setting = _Setting(session, chosen, page, target, edit)
    return _would(setting) if dry_run else _save(setting, seen.data)


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


class _Setting(NamedTuple):
    """What is written, and where it shows."""

    session: Session
    chosen: Chosen
    page: Page
    target: Target
    edit: Edit


def _save(setting: _Setting, data: bytes) -> int:
    """Write the values into the file, which held `data` when they were typed."""
    from kinerja_tui.cli.outcomes import say_conflict, say_refused, told_in_spite
    from kinerja_tui.cli.pages.conflict import SET
    from kinerja_tui.cli.past import meanwhile
    from kinerja_tui.cli.records import SHOWN_KINDS, open_page
    from kinerja_tui.store.splicing.edit import Conflict, Refused
    from kinerja_tui.store.writing.keep import keep

    session, root, edit = setting.session, setting.chosen.root, setting.edit
    outcome = keep(root, edit)
    if isinstance(outcome, Refused):
        return say_refused(session, root, outcome)
    if isinstance(outcome, Conflict):
        hint = message(N_("Run the same command again to write yours over it."))
        return say_conflict(session, root, outcome, SET, hint, setting.target.name)
    text = N_("The value is written to {file}; only this answer could not be shown: {reason}.")
    with told_in_spite(session, text, file=edit.file):
        changed = outcome.changed
        after = open_page(session, setting.chosen, SHOWN_KINDS) if changed else setting.page
        others = meanwhile(root, edit, data, outcome) if changed else ()
        _say(setting, after, outcome.changed, others, entry=outcome.entry)
    if outcome.doubt is not None:
        session.console.complain(session.words.say(outcome.doubt))
    return 0


def _would(setting: _Setting) -> int:
    """What the edit would give, by the checks of a save; nothing is written."""
    from kinerja_tui.cli.outcomes import say_conflict, say_refused
    from kinerja_tui.cli.pages.conflict import SET
    from kinerja_tui.cli.records import SHOWN_KINDS, open_page
    from kinerja_tui.store.splicing.edit import Action, Conflict, Refused
    from kinerja_tui.store.writing.keep import would

    session, chosen = setting.session, setting.chosen
    found = would(chosen.root, Action((setting.edit,)))
    if isinstance(found, Conflict):
        hint = message(N_("Run the same command again to see what would come of it now."))
        return say_conflict(session, chosen.root, found, SET, hint, setting.target.name)
    if isinstance(found, Refused):
        return say_refused(session, chosen.root, found)
    if found.problems:
        return say_refused(session, chosen.root, Refused(found.problems[0]))
    after = open_page(session, chosen, SHOWN_KINDS, instead=found.new)
    _say(setting, after, bool(found.new), (), dry_run=True)
    return 0


def _say(
    setting: _Setting,
    after: Page,
    changed: bool,
    others: Sequence[Meanwhile],
    *,
    entry: str = "",
    dry_run: bool = False,
) -> None:
    from kinerja_tui.cli.outcomes import place_in
    from kinerja_tui.cli.pages.changed import changed_document, changed_page, meanwhile_lines
    from kinerja_tui.store.toml.locate import locate

    session, edit, target = setting.session, setting.edit, setting.target
    root, pages, console = setting.chosen.root, (setting.page, after), session.console
    if session.json:
        from kinerja_tui.report.paint import json

        lines = [locate(root, edit.file, change.key).line for change in edit.changes]
        document = changed_document(edit, lines, target, pages, changed, dry_run, entry, others)
        console.data(json.encode(document))
        return
    places = [place_in(session, root, edit.file, change.key) for change in edit.changes]
    page = changed_page(edit, places, target, pages, session.words, console.ink(), dry_run=dry_run)
    told = meanwhile_lines(others, session.today, session.words, console.width)
    console.say("\n".join([page, *told]))
