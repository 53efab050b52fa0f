"""The Markdown summary to read, as the export will write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.locale import LANGUAGES, Words
from kinerja_tui.report.bundle import SUMMARY, summary
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.tables import BUILDERS, tables
from kinerja_tui.tui.lines import Line, line, wrapped
from kinerja_tui.tui.screens.reading import Reading

if TYPE_CHECKING:
    from kinerja_tui.report.page import Page
    from kinerja_tui.tui.screens.main import MainScreen


def read_summary(main: MainScreen) -> None:
    """Open the summary of the unit's year; it follows what is changed meanwhile."""
    page = main.desk.page

    def written(text: str) -> None:
        known = [(page, text)]

        def make(width: int) -> list[Line]:
            now = main.desk.page
            if now is not known[0][0]:
                known[0] = (now, summary_text(now, main.words))
            rows = (row for each in known[0][1].splitlines() for row in wrapped(each, width - 2))
            return [line(" ", one_line(row)) for row in rows]

        title = main.words("What will be exported: {file}", file=SUMMARY)
        main.app.push_screen(Reading(main, title, make))

    main.work(lambda: summary_text(page, main.words), written)


def summary_text(page: Page, words: Words) -> str:
    """The summary's text in the language of the records, else in that of `words`."""
    settings = page.library.settings
    own = Words(LANGUAGES[settings.language]) if settings is not None else words
    return summary(page, own, {id_: tables(page, id_) for id_ in BUILDERS})
