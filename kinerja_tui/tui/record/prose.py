"""A text of several lines being typed: the text, the caret, and what each key does to them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide

MOST = 100_000
PAGE = 10
"""Rows that a page up or down goes."""

_MOST_LINES = 4096


class Row(NamedTuple):
    """A line on the screen: the characters from `start` up to, not with, `end`."""

    start: int
    end: int


class Prose(NamedTuple):
    """`text` with the caret before the character `at`."""

    text: str
    at: int

    @classmethod
    def of(cls, text: str) -> Prose:
        """A field that begins with `text`, the caret at its end."""
        return cls(text, len(text))

    def typed(self, text: str) -> Prose:
        """The field after `text` was typed or pasted; what is no text becomes a blank."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        put = "\n".join(map(one_line, lines))[: max(MOST - len(self.text), 0)]
        whole = self.text[: self.at] + put + self.text[self.at :]
        return Prose(whole, self.at + len(put))

    def pressed(self, key: str, width: int) -> Prose | None:
        """The field after an editing key, in lines of `width` cells; None for a key that is
        none.
        """
        text, at = self
        match key:
            case "left":
                return Prose(text, max(at - 1, 0))
            case "right":
                return Prose(text, min(at + 1, len(text)))
            case "up" | "down":
                return self._moved(-1 if key == "up" else 1, width)
            case "pageup" | "pagedown":
                return self._moved(-PAGE if key == "pageup" else PAGE, width)
            case "home":
                return Prose(text, rows(text, width)[self._row(width)].start)
            case "end" | "ctrl+e":
                return Prose(text, rows(text, width)[self._row(width)].end)
            case "ctrl+home":
                return Prose(text, 0)
            case "ctrl+end":
                return Prose(text, len(text))
            case "backspace" | "ctrl+h":
                return Prose(text[: max(at - 1, 0)] + text[at:], max(at - 1, 0))
            case "delete" | "ctrl+d":
                return Prose(text[:at] + text[at + 1 :], at)
            case "ctrl+u":
                start = text.rfind("\n", 0, at) + 1
                return Prose(text[:start] + text[at:], start)
            case "ctrl+k":
                end = text.find("\n", at)
                return Prose(text[:at] + (text[end:] if end >= 0 else ""), at)
            case "ctrl+w":
                head = text[:at].rstrip(" ")
                start = max(head.rfind(" "), head.rfind("\n")) + 1
                return Prose(text[:start] + text[at:], start)
            case "enter":
                return self.typed("\n")
        return None

    def caret(self, width: int) -> tuple[int, int]:
        """The row of the caret and its cell there."""
        row = self._row(width)
        start = rows(self.text, width)[row].start
        return row, wide(one_line(self.text[start : self.at]))

    def _row(self, width: int) -> int:
        found = 0
        for number, each in enumerate(rows(self.text, width)):
            if each.start <= self.at:
                found = number
        return found

    def _moved(self, step: int, width: int) -> Prose:
        row, cell = self.caret(width)
        every = rows(self.text, width)
        there = row + step
        if not 0 <= there < len(every):
            return Prose(self.text, 0 if there < 0 else len(self.text))
        start, end = every[there]
        # Before the end of a row that goes on in the next one; at its end the next one begins.
        last = end if there + 1 == len(every) or every[there + 1].start > end else end - 1
        at = start
        while at < last and wide(one_line(self.text[start : at + 1])) <= cell:
            at += 1
        return Prose(self.text, at)


def rows(text: str, width: int) -> list[Row]:
    """The lines of the text on a screen of `width` cells, broken after blanks where there are any;
    every character stands in one of them, but for the line ends.
    """
    width = max(width, 2)
    found: list[Row] = []
    at = 0
    for paragraph in text.split("\n"):
        found.extend(Row(at + start, at + end) for start, end in _broken(paragraph, width))
        at += len(paragraph) + 1
    return found


@lru_cache(maxsize=_MOST_LINES)
def _broken(text: str, width: int) -> tuple[Row, ...]:
    """A line's rows; of a long text only the line that is typed in is broken anew."""
    found: list[Row] = []
    start, blank, taken = 0, -1, 0
    index = 0
    while index < len(text):
        cells = wide(one_line(text[index]))
        if taken + cells > width and index > start:
            end = blank + 1 if blank >= start else index
            found.append(Row(start, end))
            start, blank = end, -1
            taken = wide(one_line(text[start:index]))
        if text[index] == " ":
            blank = index
        taken += cells
        index += 1
    found.append(Row(start, len(text)))
    return tuple(found)
