"""What is still to be filled in: for people by record, for programs as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from kinerja_tui.cli.pages.lines import paragraphs, wrapped
from kinerja_tui.locale import Words
from kinerja_tui.measure.due import Due
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import json
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.tables.due import NAMES

PlaceOf = Callable[[Due], str]
LineOf = Callable[[Due], int]


def due_page(
    page: Page, found: Sequence[Due], quarter: int, place_of: PlaceOf, words: Words, ink: Ink
) -> str:
    """The count, then a record a block: what is missing, and the file with the key."""
    unit = one_line(page.records.unit.label)
    year = str(page.year)
    head = (
        words("{unit}  quarter {n} of {year}", unit=unit, n=quarter, year=year)
        if quarter
        else f"{unit}  {year}"
    )
    if not found:
        return f"{head}\n{words('Everything is filled in.')}"
    count = words.count("{n} thing to be filled in", "{n} things to be filled in", len(found))
    blocks: list[list[str]] = [[head, count]]
    last = ""
    for each in found:
        if each.subject != last or not last:
            last = each.subject
            blocks.append([ink.paint(_title(page, each), "1")])
        blocks[-1] += _lines(each, place_of(each), words, ink)
    return paragraphs(blocks)


def _title(page: Page, each: Due) -> str:
    indicator = page.book.indicators.get(each.subject)
    activity = page.book.activities.get(each.subject)
    record = indicator or activity or page.book.recommendations.get(each.subject)
    name = f"{each.code}  {record.name}" if record is not None else each.code
    return one_line(name)


def _lines(each: Due, place: str, words: Words, ink: Ink) -> list[str]:
    text = words(NAMES[each.what])
    if each.day is not None:
        text = words("{what}, due {day}", what=text, day=each.day)
    full = f"{text}: {place}: {one_line(each.key)}" if each.key else f"{text}: {place}"
    return wrapped(full, ink.width, "    ", "  ")


def due_document(
    page: Page, found: Sequence[Due], quarter: int, today: date, line_of: LineOf
) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "version": json.VERSION,
        "unit": page.card.unit,
        "year": page.year,
        "quarter": quarter or None,
        "at": today.isoformat(),
        "due": [
            {
                "what": each.what,
                "unit": each.unit,
                "subject": each.subject or None,
                "code": each.code,
                "file": each.file,
                "key": each.key or None,
                "line": line_of(each) or None,
                "day": each.day.isoformat() if each.day is not None else None,
            }
            for each in found
        ],
    }
