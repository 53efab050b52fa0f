"""`kinerja log`: who changed what, when, from what to what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.pages.log import Item
    from kinerja_tui.cli.past import Past
    from kinerja_tui.cli.session import Session
    from kinerja_tui.cli.wanted import Wanted

HELP = N_(
    "Show who changed what, when, from what to what; the newest first. Without a subject it tells "
    "of all records, or of the unit and year that are named; with one of that record (by id or "
    "code, or year, unit, or the path of a file or folder), with a key of that value alone.\n\n"
    "What several values of one action became is one entry. An undo is an entry of its own, and "
    "the one it took back says so; kinerja undo NAME takes back any of them. Values that lost in a "
    "conflict are shown, too. The journal goes back 90 days."
)
EXAMPLES = (
    ("kinerja log", N_("the last 20 changes")),
    ("kinerja log ip-asn realisation.value", N_("what a value was before")),
    ("kinerja log --user siti --since 2022-12-01", N_("of one person, since a day")),
)
MOST = 20


def run(
    ctx: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("SUBJECT"),
            help=N_("a record by id or code, or a path"),
            autocompletion=completing("logged"),
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("KEY"),
            help=N_("a key as in the file (realisation.value)"),
            autocompletion=completing("tables_and_keys"),
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=N_("DATE"), help=N_("from this day on (2022-12-31, 31-12-2022)")
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            "--user",
            metavar=N_("NAME"),
            help=N_("what this person changed"),
            autocompletion=completing("people"),
        ),
    ] = None,
    most: Annotated[
        int, typer.Option("-n", metavar="N", help=N_("at most so many entries (20 without)"))
    ] = MOST,
) -> int:
    """Print the journal."""
    from kinerja_tui.cli.past import past_of
    from kinerja_tui.cli.records import day_named, store_folder
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.cli.wanted import wanted_of

    session: Session = ctx.obj
    if most < 1:
        raise Stop(message(N_("-n takes a number from 1 on.")))
    first = day_named(session, since) if since is not None else None
    root = store_folder(session)
    past = past_of(root)
    wanted = wanted_of(session, root, subject, key, past.journal)
    found = _items(past, wanted, first, user)
    _complain(session, past, user)
    _say(session, root, past, found, wanted, most)
    return 0


def _items(past: Past, wanted: Wanted, first: date | None, user: str | None) -> list[Item]:
    """The actions and decided conflicts that are asked for, newest first."""
    from kinerja_tui.cli.past import moment_of
    from kinerja_tui.store.state.history import events
    from kinerja_tui.store.state.journal import Journal
    from kinerja_tui.store.state.people import plain

    name = plain(user) if user is not None else None

    def meant(item: Item) -> bool:
        if name is not None and plain(item.user) != name:
            return False
        if first is None:
            return True
        moment = moment_of(item.time)
        return moment is None or moment.date() >= first

    journal = past.journal
    items: list[Item] = [
        each
        for each in journal.entries
        if meant(each) and any(wanted.wants(one.file, one.key) for one in events(Journal((each,))))
    ]
    items += [each for each in journal.lost if meant(each) and wanted.wants(each.file, each.key)]
    return sorted(items, key=lambda each: each.id, reverse=True)


def _complain(session: Session, past: Past, user: str | None) -> None:
    """What the page cannot tell: files of the journal that are closed to us, a name unknown to
    it.
    """
    words, console = session.words, session.console
    if past.unread:
        console.complain(
            words.count(
                "{n} file of the journal cannot be read; what it tells of is missing here.",
                "{n} files of the journal cannot be read; what they tell of is missing here.",
                past.unread,
            )
        )
    if user is None:
        return
    from kinerja_tui.cli.pages.people import called
    from kinerja_tui.store.state.people import plain

    journal = past.journal
    users = {each.user for each in journal.entries} | {each.user for each in journal.lost}
    known = sorted(map(called, users))
    if known and plain(user) not in map(plain, known):
        console.complain(words("The journal knows: {names}.", names=", ".join(known)))


def _say(
    session: Session, root: Path, past: Past, found: list[Item], wanted: Wanted, most: int
) -> None:
    from kinerja_tui.cli.pages.log import Told, log_document, log_page
    from kinerja_tui.cli.problems import shown_path
    from kinerja_tui.store.state.aside import set_aside

    told = Told(
        found[:most],
        max(len(found) - most, 0),
        past.journal,
        lambda each: wanted.wants(each.file, each.key),
    )
    aside = set_aside(root)
    console, words = session.console, session.words
    if session.json:
        from kinerja_tui.report.paint import json

        console.data(json.encode(log_document(told, aside)))
        return
    page = log_page(told, session.today, words, console.ink())
    nothing = (
        words("The journal tells of no such change.")
        if past.journal.entries
        else words("The journal tells of no change yet.")
    )
    console.say(page or nothing)
    if aside:
        from kinerja_tui.cli.pages.log import aside_lines

        paths = [shown_path(session, root, each) for each in aside]
        console.say("\n".join(["", *aside_lines(paths, words, console.width)]))
