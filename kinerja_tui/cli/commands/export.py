"""`kinerja export`: the report's tables as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import LANGUAGES, N_, Words, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session
    from kinerja_tui.report.page import Page

HELP = N_(
    "Write the report's tables: a summary in Markdown, and each table as CSV with commas and "
    "points and as CSV for an Indonesian spreadsheet (.id.csv). The folder is written whole "
    "or not at all; the same records give the same bytes. Other files in the folder are left "
    "alone.\n\n"
    "The language is that of --lang, else of kinerja.toml. With --check nothing is written, "
    "and it ends with 1 when the files differ from the records."
)
EXAMPLES = (
    ("kinerja export", N_("into exports/UNIT-YEAR/ beside records/")),
    ("kinerja export --to ~/lakin --format md", N_("the summary alone, elsewhere")),
    ("kinerja export --check", N_("are the files up to date?")),
)
_KINDS = ("md", "csv", "csv-id")


def run(
    ctx: typer.Context,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar=N_("DIR"),
            help=N_("the folder to write (exports/UNIT-YEAR without; - prints the summary)"),
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help=N_("write nothing; say what differs"))
    ] = False,
    how: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="md|csv|csv-id",
            help=N_("only these kinds of file (may be repeated)"),
            autocompletion=completing("formats"),
        ),
    ] = None,
) -> int:
    """Write, or compare, the exports of the unit's year."""
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.cli.records import choose, open_page
    from kinerja_tui.report.bundle import bundle
    from kinerja_tui.store.writing.publish import compare, exports_of

    session: Session = ctx.obj
    kinds = _kinds(how or [])
    if to == "-":
        return _print_summary(session, kinds, check)
    chosen = choose(session)
    page = open_page(session, chosen, history=True)
    files = _only(bundle(page, _words(session, page)), kinds)
    default = f"{chosen.unit}-{chosen.year}"
    folder = _named_folder(to, chosen.root) if to else exports_of(chosen.root) / default
    complain_of(session, chosen.root, page.library.problems)
    if check:
        return _say_differences(session, folder, compare(folder, files))
    return _write(session, folder, files)


def _print_summary(session: Session, kinds: frozenset[str], check: bool) -> int:
    """The one export that is a single text, on standard output."""
    from kinerja_tui.cli.problems import complain_of
    from kinerja_tui.cli.records import choose, open_page
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.bundle import SUMMARY, bundle

    if check or "md" not in kinds:
        raise Stop(message(N_("Only the summary in Markdown can be written to standard output.")))
    chosen = choose(session)
    page = open_page(session, chosen, history=True)
    complain_of(session, chosen.root, page.library.problems)
    session.console.data(bundle(page, _words(session, page))[SUMMARY])
    return 0


def _named_folder(to: str, root: Path) -> Path:
    """The folder that --to names; raises `Stop` for one that cannot be exchanged as a whole."""
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    try:
        here = Path.cwd().resolve()
    except OSError:
        raise Stop(
            message(N_("The folder you are in is gone.")),
            message(N_("Change to another folder, then run it again.")),
        ) from None
    folder = (here / Path(to).expanduser()).resolve()
    if here.is_relative_to(folder):
        raise Stop(
            message(N_("{folder} is the folder you are in, or holds it."), folder=one_line(to)),
            message(N_("An export replaces its folder as a whole: name one of its own.")),
        )
    records = root.resolve()
    inside = folder.is_relative_to(records) and not folder.is_relative_to(records / "exports")
    if inside or records.is_relative_to(folder):
        raise Stop(
            message(N_("{folder} holds records."), folder=one_line(to)),
            message(N_("An export replaces its folder as a whole: name one of its own.")),
        )
    return folder


def _words(session: Session, page: Page) -> Words:
    """The language of a file is not a matter of who runs the command, so KINERJA_LANG is not
    asked.
    """
    settings = page.library.settings
    if session.text("lang") or settings is None:
        return session.words
    return Words(LANGUAGES[settings.language])


def _kinds(named: Sequence[str]) -> frozenset[str]:
    from kinerja_tui.cli.pages.tables import format_named
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    for name in named:
        if format_named(name) not in _KINDS:
            raise Stop(
                message(N_("There is no export as “{name}”."), name=one_line(name)),
                message(N_("The formats are: {names}."), names=", ".join(_KINDS)),
            )
    return frozenset(str(format_named(name)) for name in named) or frozenset(_KINDS)


def _only(files: Mapping[str, bytes], kinds: frozenset[str]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if _kind_of(name) in kinds}


def _kind_of(name: str) -> str:
    if name.endswith(".id.csv"):
        return "csv-id"
    return name.rpartition(".")[2]


def _say_differences(session: Session, folder: Path, names: Sequence[str]) -> int:
    words, console = session.words, session.console
    if session.json:
        _say_json(session, folder, names)
    elif not names:
        console.say(
            words("The exports in {folder} are up to date.", folder=_shown(session, folder))
        )
    else:
        console.say(
            words.count(
                "{n} file in {folder} differs from the records:",
                "{n} files in {folder} differ from the records:",
                len(names),
                folder=_shown(session, folder),
            )
        )
        console.say("\n".join(f"  {name}" for name in names))
        console.complain(words("Hint: {hint}", hint=words("Write them with: kinerja export")))
    return 1 if names else 0


def _write(session: Session, folder: Path, files: Mapping[str, bytes]) -> int:
    from kinerja_tui.cli.problems import in_full
    from kinerja_tui.store.splicing.edit import Refused
    from kinerja_tui.store.writing.publish import publish

    outcome = publish(folder, files)
    words, console = session.words, session.console
    if isinstance(outcome, Refused):
        console.complain(in_full(outcome.problem, words, outcome.problem.file))
        return 2
    if session.json:
        _say_json(session, folder, outcome.changed)
    elif not outcome.changed:
        console.say(
            words.count(
                "{n} file in {folder}, none of them changed.",
                "{n} files in {folder}, none of them changed.",
                len(files),
                folder=_shown(session, folder),
            )
        )
    else:
        console.say(
            words.count(
                "{n} file in {folder}, changed:",
                "{n} files in {folder}, changed:",
                len(files),
                folder=_shown(session, folder),
            )
        )
        console.say("\n".join(f"  {name}" for name in outcome.changed))
    if outcome.doubt is not None:
        console.complain(words.say(outcome.doubt))
    return 0


def _say_json(session: Session, folder: Path, names: Sequence[str]) -> None:
    from kinerja_tui.report.paint import json

    document = {"version": json.VERSION, "folder": str(folder), "changed": list(names)}
    session.console.data(json.encode(document))


def _shown(session: Session, folder: Path) -> str:
    from kinerja_tui.cli.problems import shown_path

    return shown_path(session, folder.parent, folder.name)
