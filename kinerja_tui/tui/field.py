"""A line of text being typed: the text, the caret, and what each key does to them."""

from __future__ import annotations

from typing import NamedTuple

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, wide

MOST = 400
_MORE = "…"


class Field(NamedTuple):
    """`text` with the caret before the character `at`; the first key replaces `fresh` text."""

    text: str
    at: int
    fresh: bool = False

    @classmethod
    def of(cls, text: str) -> Field:
        """A field that begins with `text`, all of it ready to be replaced."""
        return cls(text, len(text), bool(text))

    def typed(self, text: str) -> Field:
        """The field after `text` was typed or pasted; it stays one line."""
        text = one_line(text.split("\n", 1)[0])
        if self.fresh:
            return Field(text[:MOST], len(text[:MOST]))
        whole = (self.text[: self.at] + text + self.text[self.at :])[:MOST]
        return Field(whole, min(self.at + len(text), len(whole)))

    def pressed(self, key: str) -> Field | None:
        """The field after an editing key; None for a key that is none."""
        text, at = self.text, self.at
        match key:
            case "left":
                return Field(text, max(at - 1, 0))
            case "right":
                return Field(text, min(at + 1, len(text)))
            case "home":
                return Field(text, 0)
            case "end" | "ctrl+e":
                return Field(text, len(text))
            case "backspace" | "ctrl+h" if self.fresh:
                return Field("", 0)
            case "backspace" | "ctrl+h":
                return Field(text[: max(at - 1, 0)] + text[at:], max(at - 1, 0))
            case "delete" | "ctrl+d":
                return Field(text[:at] + text[at + 1 :], at)
            case "ctrl+u":
                return Field(text[at:], 0)
            case "ctrl+k":
                return Field(text[:at], at)
            case "ctrl+w":
                head = text[:at].rstrip()
                start = head.rfind(" ") + 1
                return Field(text[:start] + text[at:], start)
        return None

    def window(self, width: int) -> tuple[str, int]:
        """The part of the text that `width` cells show, and the caret's cell in it; the end of a
        line is a sign, and a sign stands where there is more. Fresh text is shown from its start.
        """
        text = one_line(self.text.replace("\n", "↵"))
        at = 0 if self.fresh else self.at
        if wide(text) < width:
            return text, wide(text[:at])
        rest = text[at:]
        for start in (0, *range(max(at - width, 1), at + 1)):
            head = (_MORE if start else "") + text[start:at]
            caret = wide(head)
            if caret + max(wide(rest), 1) <= width:
                return head + rest, caret
            if caret + wide(rest[:1]) < width and rest:
                return head + _begun(rest, width - caret), caret
        return cut(rest, width, ""), 0


def _begun(text: str, width: int) -> str:
    """The beginning of a text that is wider than `width`, and the sign that there is more."""
    end = width
    while wide(text[:end]) > width - 1:
        end -= 1
    return text[:end] + _MORE
