"""A conflict: the value that was seen, the one that stands there now, and ours, in full."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from kinerja_tui.cli.pages.changed import whole_token
from kinerja_tui.cli.pages.lines import labelled
from kinerja_tui.cli.pages.people import who
from kinerja_tui.locale import N_, Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.edit import Author, Conflict

_FILE = N_("{place}: {who} changed the file meanwhile; nothing was written.")
_ROOM = 2


class Story(NamedTuple):
    """How a conflict is told: the sentence, and the labels of the three values (empty = unsaid)."""

    sentence: str
    seen: str
    found: str
    mine: str


SET: Final = Story(
    N_("{place}: {who} changed {key} meanwhile; your value was not written."),
    N_("before"),
    N_("there now"),
    N_("yours"),
)
TAKEN_BACK: Final = Story(
    N_("{place}: {who} changed {key} since then; it was not taken back."),
    N_("written then"),
    N_("there now"),
    N_("to be put back"),
)
REMOVED: Final = Story(
    N_("{place}: {who} changed {key} meanwhile; nothing was removed."),
    N_("before"),
    N_("there now"),
    "",
)
ADDED: Final = Story(
    N_("{place}: {who} changed {key} meanwhile; nothing was added."),
    "",
    N_("there now"),
    N_("yours"),
)


def conflict_page(
    conflict: Conflict, story: Story, place: str, today: date, words: Words, width: int
) -> str:
    """The sentence on one line, and below it the values, none of them shortened."""
    lines = [
        words(
            story.sentence if conflict.key else _FILE,
            place=place,
            key=one_line(conflict.key),
            who=who(conflict.by, today, words),
        )
    ]
    if conflict.key:
        values = (conflict.seen, conflict.found, conflict.mine)
        rows = [
            (words(label), whole_token(value, words.language))
            for label, value in zip(story[1:], values, strict=True)
            if label
        ]
        lines += [f"  {line}" for line in labelled(rows, width - _ROOM)]
    return "\n".join(lines)


def conflict_document(conflict: Conflict) -> dict[str, Any]:
    """The same as JSON; tokens are TOML as written."""
    return {
        "file": conflict.file,
        "key": conflict.key or None,
        "seen": conflict.seen,
        "found": conflict.found,
        "mine": conflict.mine,
        "by": author_document(conflict.by),
    }


def author_document(by: Author | None) -> dict[str, Any] | None:
    """Who wrote a value, as JSON."""
    return {"user": by.user, "time": by.time, "outside": by.outside} if by is not None else None
