"""The folder that `export` writes: one Markdown summary and every table as CSV in both dialects."""

from __future__ import annotations

from kinerja_tui.locale import N_, Words, message
from kinerja_tui.report import safe
from kinerja_tui.report.page import Page, unread, unsure
from kinerja_tui.report.paint import csv, markdown
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables import BUILDERS, tables
from kinerja_tui.report.tables.agreement import name_of

SUMMARY = "ringkasan.md"

_CHAPTERS = (
    (N_("Chapter I. Introduction"), ("T1",)),
    (N_("Chapter II. Performance planning"), ("T2", "T3")),
    (
        N_("Chapter III. Performance accountability: achievement"),
        ("T4", "T14", "T5", "T6", "T8"),
    ),
    (N_("Chapter III. Performance accountability: budget"), ("T11", "T12")),
)


def bundle(page: Page, words: Words) -> dict[str, bytes]:
    """File names and their bytes: the same records give the same bytes."""
    every = {id_: tables(page, id_) for id_ in BUILDERS}
    files = {SUMMARY: summary(page, words, every).encode()}
    for found in every.values():
        for table in found:
            both = csv.paint_both(table, words)
            files[f"{table.slug}.csv"] = both["std"]
            files[f"{table.slug}.id.csv"] = both["id"]
    return files


def summary(page: Page, words: Words, every: dict[str, tuple[Table, ...]]) -> str:
    """The Markdown summary: the unit and the agreement in force, then the tables chapter by
    chapter.
    """
    parts = [_heading(page, words)]
    for title, ids in _CHAPTERS:
        parts.append(f"## {words(title)}\n")
        parts += [markdown.paint(table, words) for id_ in ids for table in every[id_] if table.rows]
    return "\n".join(parts)


def _heading(page: Page, words: Words) -> str:
    unit = page.records.unit
    lines = [
        f"# {words('Performance report {year}', year=page.year)}: {safe.markdown(unit.name)}",
        "",
    ]
    if page.card.agreement is not None:
        lines.append(
            words.say(
                message(
                    N_("Agreement in force on {day}: {version}."),
                    day=page.card.at,
                    version=name_of(page, page.card.agreement),
                )
            )
        )
    else:
        lines.append(words("No agreement is in force on {day}.", day=page.card.at))
    for doubt in unsure(page):
        lines += ["", f"**{safe.markdown(words.say(doubt))}**"]
    missing = unread(page)
    if missing:
        notice = words("These files could not be read; no figure below contains them:")
        lines += ["", f"**{notice}** {', '.join(safe.markdown(file) for file in missing)}"]
    return "\n".join(lines) + "\n"
