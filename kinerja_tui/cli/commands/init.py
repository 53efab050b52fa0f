"""`kinerja init`: a new records folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "Make a new records folder: settings, a unit with its first year, scales, templates and "
    "schemas. Nothing that is there already is changed.\n\n"
    "On a terminal it asks for what the options do not say; elsewhere it asks nothing."
)
EXAMPLES = (
    ("kinerja init", N_("in ./records, asking for the rest")),
    ('kinerja init --unit biro-osdm --name "Biro OSDM" --year 2022', N_("asking nothing")),
)
_FOLDER = "records"
_UNIT = "unit"


def run(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar=N_("DIR"), help=N_("the folder to make (records without)")),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar=N_("NAME"), help=N_("the unit's full name"))
    ] = None,
) -> int:
    """Make a records folder."""
    session: Session = ctx.obj
    typed = folder or session.text("records") or _FOLDER
    written = begin(session, typed, name)
    session.console.say(_next_steps(session, typed, written))
    return 0


def begin(session: Session, folder: str = _FOLDER, name: str | None = None) -> tuple[str, ...]:
    """Make the records folder `folder`, asking for what is not said; the files that were written.

    Raises `Stop`.
    """
    from kinerja_tui.cli.asking import can_ask
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.store.writing.start import NotStarted, start

    root, today = session.here / folder, str(session.today.year)
    said = _Said(name or "", session.text("unit") or "", session.text("year") or "")
    try:
        if can_ask(session):
            said = _completed(session, root, said)
        id_ = said.id or _id_of(said.name)
        year = _year(said.year or today)
        return start(root, id_, said.name or id_, year, session.words.language.code)
    except NotStarted as error:
        raise Stop(error.message, error.hint) from error


class _Said(NamedTuple):
    """What is known of the new unit; empty is what nobody has said yet."""

    name: str
    id: str
    year: str


def _completed(session: Session, root: Path, said: _Said) -> _Said:
    """The same with what somebody at the terminal answers; raises `NotStarted` for what is wrong
    before anything is asked, so that no answer is given in vain.
    """
    from kinerja_tui.store.writing.start import check_folder, check_id, check_name

    check_folder(root)
    if said.name:
        check_name(said.name)
    if said.id:
        check_id(said.id)
    if said.year:
        _check_year(said.year)
    name, id_, year = said
    name = name or _ask(session, N_("Full name of the unit"), check_name)
    id_ = id_ or _ask(session, N_("Short id of the unit"), check_id, _id_of(name))
    year = year or _ask(session, N_("Year"), _check_year, str(session.today.year))
    return _Said(name, id_, year)


def _ask(session: Session, question: str, check: Callable[[str], None], default: str = "") -> str:
    """The first answer that `check` takes, an empty one being `default` where that can be taken;
    of every other it is said what is wrong, and the question is asked again.
    """
    from kinerja_tui.cli.asking import answer, say_wrong
    from kinerja_tui.store.writing.start import NotStarted

    try:
        check(default)
    except NotStarted:
        default = ""
    shown = f" [{default}]" if default else ""
    while True:
        typed = answer(session.console.shown(f"{session.words(question)}{shown}: ")) or default
        try:
            check(typed)
        except NotStarted as error:
            say_wrong(session, error.message, error.hint)
        else:
            return typed


def _id_of(name: str) -> str:
    """An id made of the letters and digits of a name."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or _UNIT


def _year(text: str) -> int:
    """The year that was typed; raises `NotStarted`."""
    from kinerja_tui.report.safe import one_line
    from kinerja_tui.store.writing.start import NotStarted

    if not re.fullmatch("[0-9]{4}", text.strip(), re.ASCII):
        raise NotStarted(
            message(N_("“{text}” is no year."), text=one_line(text)),
            message(N_("Write the year in four digits.")),
        )
    return int(text)


def _check_year(text: str) -> None:
    """Raise `NotStarted` for what is no year that records can have."""
    from kinerja_tui.store.writing.start import check_year

    check_year(_year(text))


def _key_of(id_: str, session: Session) -> str:
    """The key of a command of the workspace, as its user has set it."""
    from kinerja_tui.tui.keyed import key_of
    from kinerja_tui.tui.settings_file import load_settings, settings_path

    settings = load_settings(settings_path(session.environment))
    return key_of(id_, session.words, ascii_only=settings.ascii, keys=settings.keys)


def _next_steps(session: Session, folder: str, written: tuple[str, ...]) -> str:
    from kinerja_tui.cli.pages.lines import wrapped

    words = session.words
    place = Path(folder)
    # What is not found by itself has to be named.
    kinerja = "kinerja" if folder in (_FOLDER, ".") else f"kinerja --records {quote(folder)}"
    width = session.console.width
    steps = (
        words(
            "Open the workspace with {command}: {add} adds goals, indicators and the agreement.",
            command=kinerja,
            add=_key_of("add", session),
        ),
        words("Or add them from here: {command}", command=f"{kinerja} add indicator --help"),
        words("See how it stands: {command}", command=f"{kinerja} status"),
    )
    lines = [
        words.count(
            "{n} file written into {folder}.",
            "{n} files written into {folder}.",
            len(written),
            folder=folder,
        ),
        "",
        words("Next:"),
        *(
            line
            for number, step in enumerate(steps, 1)
            for line in wrapped(step, width, " " * 5, f"  {number}. ")
        ),
        "",
        words("What may stand in each file is in {folder}.", folder=str(place / "templates")),
    ]
    return "\n".join(lines)
