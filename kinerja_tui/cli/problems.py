"""Problems of the records, as compilers print them: place, sentence, the line, a caret, a hint."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.report.safe import one_line

if TYPE_CHECKING:
    from kinerja_tui.model.base import Problem

_ENDING: Final = ".toml"
_GOALS: Final = "goals"
_NOT_READ: Final = N_("“{name}” cannot be read; see above.")
_NOT_ALL_READ: Final = N_(
    "Nothing that can be read here is called “{name}”, and not everything can be read; see above."
)


def complain_of(session: Session, root: Path, problems: Iterable[Problem]) -> None:
    """Every problem in full, on standard error."""
    for problem in problems:
        session.console.complain(
            in_full(problem, session.words, shown_path(session, root, problem.file))
        )


@contextmanager
def beside_problems(
    session: Session, root: Path, problems: Sequence[Problem], name: str
) -> Iterator[None]:
    """Mention that there are problems; show those that may be why `name` is not found."""
    try:
        yield
    except Stop as stop:
        named = {name, *name.split(".")} - {""}
        own = [each for each in problems if _stem(each) in named]
        goals = [each for each in problems if _stem(each) == _GOALS and each not in own]
        folders = [each for each in problems if stop.missing and not _stem(each)]
        complain_of(session, root, [*own, *goals, *folders])
        if not stop.missing or not (own or folders):
            raise
        if own:
            raise Stop(message(_NOT_READ, name=one_line(_stem(own[0])))) from None
        raise Stop(message(_NOT_ALL_READ, name=one_line(stop.missing)), stop.hint) from None
    if problems:
        session.console.complain(
            session.words.count(
                "{n} problem in the records; see: kinerja status",
                "{n} problems in the records; see: kinerja status",
                len(problems),
            )
        )


def _stem(problem: Problem) -> str:
    """What the record in the problem's file is called; empty for a folder."""
    file = problem.file.rpartition("/")[2]
    return file.removesuffix(_ENDING) if file.endswith(_ENDING) else ""


def shown_path(session: Session, root: Path, file: str) -> str:
    """`file` below the records folder as one would type it here; absolute when it is elsewhere."""
    path = os.path.join(root, file)
    below = os.path.relpath(path, session.here)
    return one_line(path if below.startswith("..") else below)


def place_of(file: str, line: int, column: int) -> str:
    """`file:line:column`, as far as it is known."""
    return ":".join([file, *(str(number) for number in (line, column) if number)])


def sentence(problem: Problem, words: Words, file: str) -> str:
    """One line: place, sentence, code."""
    place = place_of(file, problem.line, problem.column)
    return f"{place}: {one_line(words.say(problem.message))} [{problem.code}]"


def in_full(problem: Problem, words: Words, file: str) -> str:
    """The sentence, the line of the file with a caret, and the hint."""
    lines = [sentence(problem, words, file)]
    lines += [f"  {one_line(line)}" for line in problem.excerpt.split("\n") if line.strip()]
    if problem.hint is not None:
        lines.append(f"  {hint_line(words, problem.hint)}")
    return "\n".join(lines)


def hint_line(words: Words, hint: Message) -> str:
    """What to do, after the word that says so."""
    return words(N_("Hint: {hint}"), hint=one_line(words.say(hint)))
