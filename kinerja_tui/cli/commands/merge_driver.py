"""`kinerja merge-driver`: what Git calls to merge records key by key."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.merging import Driven
    from kinerja_tui.cli.session import Session

HELP = N_(
    "Merge the records of two branches key by key. Git calls it with three versions of a file; "
    "the result goes into OURS. Two values for the same key are left between Git's marks, and "
    "what cannot be merged with certainty is left to Git's own merge.\n\n"
    "--install tells the repository of the records about it, once in every clone."
)
EXAMPLES = (
    ("kinerja merge-driver --install", N_("from now on Git merges records with it")),
    ("kinerja merge-driver --check", N_("whether Git knows about it")),
)
_PLACES = frozenset({"", "%S", "%X", "%Y"})
_USUAL_NAMES = ("ours", "base", "theirs")
_USUAL_SIZE = 7


def run(
    ctx: typer.Context,
    base: Annotated[
        str | None, typer.Argument(metavar="BASE", help=N_("the common ancestor (%O)"))
    ] = None,
    ours: Annotated[
        str | None, typer.Argument(metavar="OURS", help=N_("our version, and the result (%A)"))
    ] = None,
    theirs: Annotated[
        str | None, typer.Argument(metavar="THEIRS", help=N_("the other version (%B)"))
    ] = None,
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help=N_("the file's path, for messages (%P)"))
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            "-L",
            metavar=N_("NAME"),
            help=N_("what stands beside the marks: for ours, the ancestor and theirs, in turn"),
        ),
    ] = None,
    marker_size: Annotated[
        int,
        typer.Option("--marker-size", min=1, metavar="N", help=N_("the length of a mark (%L)")),
    ] = _USUAL_SIZE,
    install: Annotated[
        bool, typer.Option("--install", help=N_("tell the records' Git repository about it"))
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help=N_("say whether Git knows about it; if not, exit with 1")),
    ] = False,
) -> int:
    """Merge three files, or set the driver up."""
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.cli.usage import see_help

    session: Session = ctx.obj
    if install or check:
        return _install(session) if install else _check(session)
    if base is None or ours is None or theirs is None:
        raise Stop(
            message(N_("The three files are missing; Git names them.")),
            see_help("kinerja merge-driver"),
        )
    from kinerja_tui.cli.merging import Files, drive
    from kinerja_tui.store.splicing.merge import Marks

    mine, _, other = (_name(label or [], place) for place in range(3))
    here = session.here
    done = drive(Files(here / base, here / ours, here / theirs), Marks(mine, other, marker_size))
    with suppress(OSError, ValueError):  # Git must have the code, even if nobody hears us
        _tell(session, path or ours, done)
    return done.code


def _name(labels: list[str], place: int) -> str:
    """What stands beside a mark; the usual word where Git has no name to give."""
    from kinerja_tui.report.safe import one_line

    text = labels[place] if place < len(labels) else ""
    return _USUAL_NAMES[place] if text in _PLACES else one_line(text)


def _tell(session: Session, file: str, done: Driven) -> None:
    """On standard error, since Git talks there too; nothing after a clean merge by keys."""
    from kinerja_tui.cli.merging import CLEAN, DOUBT, FAILED
    from kinerja_tui.report.safe import one_line

    words, name = session.words, one_line(file)
    if done.conflicts:
        keys = ", ".join(one_line(key) for key in done.conflicts)
        text = words(N_("{file}: both sides changed {keys}"), file=name, keys=keys)
    elif done.reason is None:
        return
    elif done.code == FAILED:
        text = words(N_("{file}: not merged: {reason}"), file=name, reason=done.reason)
    elif done.code == DOUBT:
        text = words(
            N_("{file}: merged by Git, but look at it before you commit: {reason}"),
            file=name,
            reason=done.reason,
        )
    elif done.code == CLEAN:
        text = words(N_("{file}: merged by Git as text: {reason}"), file=name, reason=done.reason)
    else:
        text = words(
            N_("{file}: left to Git, which found conflicts: {reason}"),
            file=name,
            reason=done.reason,
        )
    session.console.complain(f"kinerja: {text}")


def _install(session: Session) -> int:
    from kinerja_tui.cli.merge_setup import ATTRIBUTES_FILE, install
    from kinerja_tui.cli.records import store_folder

    root = store_folder(session)
    words, file = session.words, str(root / ATTRIBUTES_FILE)
    command, lines = install(root)
    session.console.say(
        words("Git's settings of this repository: the merge driver was set.")
        if command
        else words("Git's settings of this repository: the merge driver was set already.")
    )
    session.console.say(
        words("{file}: lines added; commit it, so that every clone has them.", file=file)
        if lines
        else words("{file}: has the lines already.", file=file)
    )
    return 0


def _check(session: Session) -> int:
    from kinerja_tui.cli.merge_setup import command, state
    from kinerja_tui.cli.records import store_folder
    from kinerja_tui.cli.stop import DIFFERENCE

    root = store_folder(session)
    found = state(root)
    words = session.words
    lines: list[str] = []
    if not found.driver:
        lines.append(words("Git's settings of this repository do not name the merge driver."))
    elif found.driver != command():
        lines.append(words("Git's settings name another command than this program's."))
    if not found.assigned:
        lines.append(
            words("{folder}: .gitattributes does not send records to it.", folder=str(root))
        )
    if lines:
        lines.append(words("Set it up with: {command}", command="kinerja merge-driver --install"))
    session.console.say("\n".join(lines) or words("Git merges these records key by key."))
    return DIFFERENCE if lines else 0
