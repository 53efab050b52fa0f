"""What an edit did: old and new, where, and what became of the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kinerja_tui.cli.editing import Target
from kinerja_tui.cli.pages.lines import readable, wrapped
from kinerja_tui.cli.pages.people import who
from kinerja_tui.cli.past import Meanwhile
from kinerja_tui.locale import N_, Language, Message, Words
from kinerja_tui.measure.figures import Figure
from kinerja_tui.report import cells
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import json
from kinerja_tui.report.paint.plain import Ink, symbol
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.table import Cell, Column
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import cut
from kinerja_tui.store.splicing.edit import Edit

Pages = tuple[Page, Page]
_LONGEST = 60
_LONGEST_TEXT = 4000
_NUMBER = re.compile(r"[+-]?[0-9][0-9_]*(\.[0-9_]+)?\Z")


def shown_token(token: str | None, language: Language) -> str:
    """A TOML token for people: numbers with the language's sign, texts on one line and shortened,
    `-` for none.
    """
    return cut(whole_token(token, language), _LONGEST)


def whole_token(token: str | None, language: Language) -> str:
    """The same, and not shortened to what a line holds."""
    if token is None:
        return "-"
    if len(token) < _LONGEST and _NUMBER.match(token):
        return readable(Decimal(token.replace("_", "")), language)
    return cut(one_line(" ".join(token.split())), _LONGEST_TEXT)


def changed_page(
    edit: Edit,
    places: Sequence[str],
    target: Target,
    pages: Pages,
    words: Words,
    ink: Ink,
    *,
    dry_run: bool = False,
) -> str:
    """`key: old -> new` with its place, then every figure that moved."""
    language = words.language
    lines: list[str] = []
    for change, place in zip(edit.changes, places, strict=True):
        old, new = shown_token(change.seen, language), shown_token(change.new, language)
        if change.seen == change.new:
            lines.append(
                words("{name} {key}: {new}, as before", name=target.name, key=change.key, new=new)
            )
        else:
            lines.append(f"{target.name} {change.key}: {old} -> {new}")
        lines.append(f"  {place}")
    lines += figure_lines((target.indicator,), (target.goal,), pages, words, ink)
    status = _status(target, pages[1], words, ink)
    if status:
        lines.append(status)
    if dry_run:
        lines.append(words("Nothing was written (--dry-run)."))
    return "\n".join(lines)


def figure_lines(
    indicators: Sequence[str],
    goals: Sequence[str],
    pages: Pages,
    words: Words,
    ink: Ink,
    *,
    moved: bool = False,
) -> list[str]:
    """The achievements of the indicators, the means of the goals and of the unit, before and after;
    all of them, or those that `moved`.
    """
    lines: list[str] = []
    for label, before, after in _figures(indicators, goals, pages, words):
        old, new = _percent(before, pages[0], words), _percent(after, pages[1], words)
        if old == new and moved:
            continue
        became = f"{old} -> {new}" if old != new else words("{new}, as before", new=new)
        lines += wrapped(f"{label}: {became}", ink.width, "  ")
    return lines


def _figures(
    indicators: Sequence[str], goals: Sequence[str], pages: Pages, words: Words
) -> list[tuple[str, Figure, Figure]]:
    old, new = pages
    found: list[tuple[str, Figure, Figure]] = []
    for id_ in indicators:
        one, other = old.card.indicator(id_), new.card.indicator(id_)
        if one is not None and other is not None:
            label = words("Achievement of {code}", code=one_line(other.indicator.code))
            found.append((label, one.achievement.figure, other.achievement.figure))
    for id_ in goals:
        first, second = old.goal(id_), new.goal(id_)
        if first is not None and second is not None:
            label = words("Mean of {code}", code=one_line(second.goal.code))
            found.append((label, first.mean.figure, second.mean.figure))
    if found or old.card.mean.figure.value != new.card.mean.figure.value:
        found.append((words("Mean of the unit"), old.card.mean.figure, new.card.mean.figure))
    return found


def _percent(figure: Figure, page: Page, words: Words) -> str:
    return cell_text(cells.percent(figure, page.rules), _FIGURE, words)


_UNSAID = ""
_FIGURE = Column(id="figure", title=Message(_UNSAID))


def _status(target: Target, page: Page, words: Words, ink: Ink) -> str:
    score = page.card.indicator(target.indicator)
    if score is None:
        return ""
    cell: Cell = cells.score_status(score)
    return f"{symbol(cell, ink)} {cell_text(cell, _FIGURE, words)}"


def meanwhile_lines(
    others: Sequence[Meanwhile], today: date, words: Words, width: int
) -> list[str]:
    """Who changed what else in the file before our save: one sentence each."""
    lines: list[str] = []
    for each in others:
        by = words("another program") if each.by is None else who(each.by, today, words)
        text = (
            N_("Meanwhile {who} changed {key}: {old} -> {new}; both are kept.")
            if each.key
            else N_("Meanwhile {who} changed something else in the file; both are kept.")
        )
        old, new = (shown_token(token, words.language) for token in (each.old, each.new))
        lines += wrapped(words(text, who=by, key=one_line(each.key), old=old, new=new), width)
    return lines


def changed_document(
    edit: Edit,
    lines: Sequence[int],
    target: Target,
    pages: Pages,
    changed: bool,
    dry_run: bool,
    entry: str = "",
    others: Sequence[Meanwhile] = (),
) -> dict[str, Any]:
    """The same as JSON; tokens are TOML as written."""
    old, new = pages
    one, other = old.card.indicator(target.indicator), new.card.indicator(target.indicator)
    return {
        "version": json.VERSION,
        "subject": target.name,
        "file": edit.file,
        "changed": changed,
        "dry_run": dry_run,
        "changes": [
            {"key": change.key, "line": line or None, "old": change.seen, "new": change.new}
            for change, line in zip(edit.changes, lines, strict=True)
        ],
        "achievement": {
            "before": json.computed(one.achievement.figure, old.rules) if one else None,
            "after": json.computed(other.achievement.figure, new.rules) if other else None,
            "reason": other.reason if other else None,
        },
        "unit": {
            "before": json.computed(old.card.mean.figure, old.rules),
            "after": json.computed(new.card.mean.figure, new.rules),
        },
        "entry": entry or None,
        "meanwhile": [
            {
                "key": each.key or None,
                "old": each.old,
                "new": each.new,
                "user": each.by.user if each.by else None,
                "time": each.by.time if each.by else None,
            }
            for each in others
        ],
        "conflict": None,
    }
