"""What an edit did: old and new, where, and what became of the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kinerja_tui.cli.editing import Target
from kinerja_tui.cli.pages.lines import readable, wrapped
from kinerja_tui.locale import Language, Message, Words
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
_NUMBER = re.compile(r"[+-]?[0-9][0-9_]*(\.[0-9_]+)?\Z")


def shown_token(token: str | None, language: Language) -> str:
    """A TOML token for people: numbers with the language's sign, texts on one line, `-` for
    none.
    """
    if token is None:
        return "-"
    if _NUMBER.match(token):
        return readable(Decimal(token.replace("_", "")), language)
    return cut(one_line(" ".join(token.split())), _LONGEST)


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
    for label, before, after in _figures(target, pages, words):
        old, new = _percent(before, pages[0], words), _percent(after, pages[1], words)
        moved = f"{old} -> {new}" if old != new else words("{new}, as before", new=new)
        lines += wrapped(f"{label}: {moved}", ink.width, "  ")
    status = _status(target, pages[1], words, ink)
    if status:
        lines.append(status)
    if dry_run:
        lines.append(words("Nothing was written (--dry-run)."))
    return "\n".join(lines)


def _figures(target: Target, pages: Pages, words: Words) -> list[tuple[str, Figure, Figure]]:
    """The achievement of the indicator, its goal's mean and the unit's, before and after."""
    old, new = pages
    found: list[tuple[str, Figure, Figure]] = []
    one, other = old.card.indicator(target.indicator), new.card.indicator(target.indicator)
    if one is not None and other is not None:
        label = words("Achievement of {code}", code=one_line(other.indicator.code))
        found.append((label, one.achievement.figure, other.achievement.figure))
    first, second = old.goal(target.goal), new.goal(target.goal)
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


def changed_document(
    edit: Edit,
    lines: Sequence[int],
    target: Target,
    pages: Pages,
    changed: bool,
    dry_run: bool,
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
    }
