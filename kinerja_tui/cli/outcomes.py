"""How an action ended, told to a person: refused, in conflict, or done and yet not shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kinerja_tui.cli.console import let_go
from kinerja_tui.cli.pages.conflict import Story, conflict_document, conflict_page
from kinerja_tui.cli.problems import complain_of, hint_line, place_of, shown_path
from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import DIFFERENCE, WRONG_USE, Stop
from kinerja_tui.locale import Message, message
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.splicing.edit import Conflict, Refused
from kinerja_tui.store.splicing.refusals import system_reason
from kinerja_tui.store.toml.locate import NOWHERE, locate


def place_in(session: Session, root: Path, file: str, key: str) -> str:
    """`file:line:column` of a key; of a whole file, or of what is gone, the file alone."""
    found = locate(root, file, key) if key else NOWHERE
    return place_of(shown_path(session, root, file), found.line, found.column)


def say_refused(session: Session, root: Path, refused: Refused) -> int:
    """The refusal in full; the exit code."""
    complain_of(session, root, [refused.problem])
    return WRONG_USE


def say_conflict(
    session: Session,
    root: Path,
    conflict: Conflict,
    story: Story,
    hint: Message,
    subject: str = "",
) -> int:
    """The values of a conflict and what to do about it, as JSON too; the exit code."""
    words, console = session.words, session.console
    place = place_in(session, root, conflict.file, conflict.key)
    page = conflict_page(conflict, story, place, session.today, words, console.width)
    console.complain(f"{page}\n  {hint_line(words, hint)}")
    if session.json:
        from kinerja_tui.report.paint import json

        head = {"version": json.VERSION, **({"subject": subject} if subject else {})}
        document = {**head, "changed": False, "conflict": conflict_document(conflict)}
        console.data(json.encode(document))
    return DIFFERENCE


@contextmanager
def told_in_spite(session: Session, text: str, **args: str) -> Iterator[None]:
    """Say with `text` (with a place for the reason) that the records are written, where what came
    of it cannot be read again or standard output fails.
    """
    try:
        yield
        session.console.out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go(session.console.out)
        _say_done(session, text, args, system_reason(error)[0])
    except Unreadable as unreadable:
        _say_done(session, text, args, unreadable.problem.message)
    except Stop as stop:
        if stop.text is not None:
            _say_done(session, text, args, stop.text)


def _say_done(session: Session, text: str, args: Mapping[str, str], reason: Message) -> None:
    said: dict[str, str | Message] = {**args, "reason": reason}
    session.console.complain(session.words.say(message(text, **said)))
