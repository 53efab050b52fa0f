"""The history of a record, as lines to read: when, who, what, from what to what."""

from __future__ import annotations

from kinerja_tui.locale import N_, Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import pad, wide
from kinerja_tui.store.state.history import Event
from kinerja_tui.store.state.journal import KEPT_DAYS, Lost
from kinerja_tui.tui import news
from kinerja_tui.tui.lines import Line, Piece, clipped, line, paragraph, wrapped
from kinerja_tui.tui.past import History

_DOINGS = {
    "set": N_("changed"),
    "paste": N_("pasted"),
    "add": N_("added"),
    "remove": N_("removed"),
    "undo": N_("undone"),
    "redo": N_("done again"),
    "import": N_("imported"),
    "new-year": N_("new year"),
    "migrate": N_("brought to the new format"),
    "merge": N_("merged"),
}

_FATES = {"theirs": N_("not written"), "mine": N_("gave way"), "draft": N_("became a draft")}

_MARGIN = 3
_LABEL = 16


def history_lines(found: History, words: Words, width: int) -> list[Line]:
    """Every change, newest first; what other programs wrote in between is said where it was."""
    if not found.items:
        text = words(
            "Nothing was changed here with this program in the last {n} days.", n=KEPT_DAYS
        )
        return [line(" ", each) for each in wrapped(text, width - 2)]
    lines: list[Line] = []
    for item in found.items:
        lines += _lost(item, words, width) if isinstance(item, Lost) else _event(item, words, width)
        if isinstance(item, Event) and item.entry in found.gaps:
            text = words("before that, changed with another program")
            lines.append(clipped(line(" " * _MARGIN, Piece(text, "dim")), width))
    return lines


def _event(event: Event, words: Words, width: int) -> list[Line]:
    doing = words(_DOINGS.get(event.doing, event.doing))
    whole = (
        N_("the whole file") if event.old is None or event.new is None else N_("lines of the text")
    )
    what = news.field(event.key, words) if event.key else words(whole)
    old, new = (news.spoken(token, words, event.key) for token in (event.old, event.new))
    head = _head(event.time, event.user, f"{what}, {doing}", words, width)
    short = f"{old} → {new}"
    if "\n" not in short and wide(short) <= width - _MARGIN - 1:
        return [head, line(" " * _MARGIN, one_line(short))]
    return [head, *_texts(((N_("before"), old), (N_("after"), new)), words, width)]


def _lost(lost: Lost, words: Words, width: int) -> list[Line]:
    """A conflict: what stood there in the end, and what did not."""
    found, mine = (news.spoken(token, words, lost.key) for token in (lost.found, lost.mine))
    stays, goes = (mine, found) if lost.choice == "mine" else (found, mine)
    field = news.field(lost.key, words) if lost.key else words("the whole file")
    head = _head(lost.time, lost.user, words("{field}, conflict", field=field), words, width)
    return [head, *_texts(((N_("stands"), stays), (_FATES[lost.choice], goes)), words, width)]


def _texts(texts: tuple[tuple[str, str], ...], words: Words, width: int) -> list[Line]:
    """Labelled texts, each wrapped."""
    found: list[Line] = []
    for label, text in texts:
        rows = "\n".join(one_line(each) for each in text.splitlines())
        body = paragraph(words(label), rows, width - _MARGIN - 1, _LABEL)
        found += [line(" " * _MARGIN, *each) for each in body]
    return found


def _head(time: str, user: str, what: str, words: Words, width: int) -> Line:
    moment = Piece(pad(news.when(time, words), 13), "dim")
    return clipped(line(" ", moment, " ", Piece(one_line(user), "bold"), f"  {what}"), width)
