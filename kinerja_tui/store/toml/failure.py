"""Where the parser stopped, and what can be said about it."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.locale import Message, message


@dataclass(frozen=True, slots=True)
class Failure:
    """Where the parser stopped and why; `line` is that line, `value` what stands after its `=`."""

    text: str
    reason: str
    lineno: int
    colno: int
    line: str
    value: str
    start: int

    @property
    def offset(self) -> int:
        """The place in the text."""
        lines = self.text.split("\n", self.lineno - 1)
        return sum(len(each) + 1 for each in lines[: self.lineno - 1]) + self.colno - 1


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence, what to do, and the place when it is better known than by the parser."""

    message: Message
    hint: Message | None = None
    line: int = 0
    column: int = 0


def at_value(failure: Failure, text: str, hint: Message | None) -> Advice:
    """Advice about the whole value of the line, pointing at its first character."""
    return Advice(message(text), hint, failure.lineno, failure.start + 1)
