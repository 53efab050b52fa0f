"""What `a` adds where one is: what the place shows; or why nothing is added there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.indicator import home
from kinerja_tui.tui.places import PLACES

if TYPE_CHECKING:
    from kinerja_tui.measure.figures import IndicatorScore
    from kinerja_tui.tui.screens.main import MainScreen

FORMS: Final = frozenset({"achievement", "agreement", "budget", "follow-up"})
"""The places in which a form adds a record."""

_FINDINGS = N_("Nothing is added here: {key_open} goes to the record.")
_REPORT = N_("Nothing is added here: {key_open} opens a table, or begins a section.")
_DUE = N_("Nothing is added here: {key_open} goes to what is due.")
_NO_ROW = N_("An indicator comes first; it is added in place {key_place_1}.")
_TABLE = N_("Nothing is added to a table of the report.")


def adds_form(screen: MainScreen) -> bool:
    """Whether a form adds a record here."""
    return screen.opened_table is None and PLACES[screen.place].id in FORMS


def adds_unit(screen: MainScreen) -> bool:
    """Whether a form adds a unit here: among all units."""
    from kinerja_tui.report.tables import units

    return screen.opened_table is not None and screen.opened_table.slug == units.SLUG


def adds_here(screen: MainScreen) -> bool:
    """Whether `a` adds something here."""
    return adds_form(screen) or why_not(screen) is None


def why_not(screen: MainScreen) -> Message | None:
    """Why nothing is added to the table that is shown; None where something is."""
    from kinerja_tui.report.tables import due, quarterly, units

    place, opened = PLACES[screen.place].id, screen.opened_table
    if place in ("findings", "report"):
        return message(_FINDINGS if place == "findings" else _REPORT)
    if opened is None:
        return None if score_here(screen) is not None else message(_NO_ROW)
    if opened.slug == quarterly.SLUG:
        return _no_quarter(screen)
    if opened.slug == units.SLUG:
        return None
    return message(_DUE if opened.slug == due.SLUG else _TABLE)


def key_here(screen: MainScreen) -> tuple[str, str]:
    """The file and the dotted key of the table that is added to the indicator of the row: its next
    quarter, an earlier year, or on the way to the mid-term target a year of the plan.
    """
    score = score_here(screen)
    assert score is not None
    file = home(score.indicator)
    if screen.opened_table is not None:
        return file, f"q{_next_quarter(score)}"
    plan = _planned(screen, score)
    return plan or (file, "history")


def score_here(screen: MainScreen) -> IndicatorScore | None:
    """The indicator of the row under the cursor."""
    row = screen.grid.current
    return screen.desk.score(row.subject.partition(".")[0]) if row is not None else None


def _no_quarter(screen: MainScreen) -> Message | None:
    score = score_here(screen)
    if score is None:
        return message(_NO_ROW)
    if _next_quarter(score):
        return None
    text = N_("{code} has all four quarters; {key_record} shows them key by key.")
    return message(text, code=score.indicator.code)


def _next_quarter(score: IndicatorScore) -> int:
    """The first quarter that is not written; 0 where all are."""
    return next((n for n in range(1, 5) if f"q{n}" not in score.indicator.quarters), 0)


def _planned(screen: MainScreen, score: IndicatorScore) -> tuple[str, str] | None:
    from kinerja_tui.report.tables import course

    page, table = screen.desk.page, screen.tables[screen.turned] if screen.tables else None
    records = page.library.units.get(page.card.unit)
    plan = records.plan_of(page.year) if records is not None else None
    if plan is None or table is None or table.slug != course.MID_TERM:
        return None
    own = score.indicator
    id_ = next((each for each in (own.id, *own.was) if each in plan.indicator), None)
    return (plan.origin, f"indicator.{id_}.target") if id_ is not None else None
