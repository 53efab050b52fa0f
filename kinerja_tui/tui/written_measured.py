"""Where a cell of an indicator, of one of its quarters or years, or of a goal is written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import IndicatorScore, TargetValue, Value, YearScore
from kinerja_tui.model.indicator import Borrowed, Component, Indicator, home
from kinerja_tui.model.plan import PlanTarget
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables import course
from kinerja_tui.tui import amend
from kinerja_tui.tui.located import Cell, Written, computed, heading, named, typed

_YEARS: Final = frozenset({"tahun", "t05-antar-tahun"})
_TREND: Final = "tren"
_MID_TERM: Final = frozenset({course.MID_TERM, "t06-jangka-menengah"})
_HEADS: Final[Mapping[str, str]] = MappingProxyType({"name": "name", "indicator": "name"})
_DEFINED: Final = frozenset({"measured_in", "definition", "formula", "source", "owner", "scale"})
_OF_QUARTER: Final = N_("This is computed from the quarter's target and its realisation.")
_OF_YEAR: Final = N_("This is computed from the realisation to date and the year's target.")
_TO_DATE: Final = N_("This is computed from the quarters up to this one.")
_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "achievement": N_("This is computed from the realisation and the target."),
        "change": N_("This is computed from the achievements of two years."),
        "progress": N_("This is computed from the realisation and the plan's target."),
        "remaining": N_("This is computed from the realisation and the plan's target."),
        "step": N_("This is computed from the realisation and the plan's target."),
        "grade": N_("This is looked up in the scale for the realisation."),
        "remarks": N_("This is put together from the realisation's state and its reason."),
        "of_quarter": _OF_QUARTER,
        "of_year": _OF_YEAR,
        "to_date": _TO_DATE,
    }
)
_GOAL_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "absorption": N_("This is computed from the spending of the activities, by their shares."),
        "difference": N_("This is the achievement minus the absorption."),
    }
)
_GOAL: Final = N_("A goal's achievement is computed from its indicators.")
_PARTS: Final = N_("This figure is computed from the components.")
_QUARTERS: Final = N_("This is computed from the quarters.")
_FOLDER: Final = N_("That year has a folder of its own, in which this is filled in.")
_NO_PLAN: Final = N_("No plan that covers this year has the indicator.")
_NO_AGREEMENT: Final = N_("This year has no agreement.")


def of_indicator(page: Page, cell: Cell, score: IndicatorScore, quarter: str) -> Written:
    """A cell in the row of an indicator; `quarter` (`q1` ... `q4`) is empty for its year."""
    own, column = score.indicator, cell.column
    if quarter:
        return _of_quarter(page, own, quarter, column)
    head, year = _year_in(page, cell, score)
    if not cell.table and head in ("code", "name"):
        return heading(own.origin, "realisation")
    if year != page.year:
        return _earlier(page, score, head, year)
    if head in ("target", "plan_target_year", "plan_target_end"):
        return _target(page, cell, score)
    if head == "realisation" or (column == "value" and cell.table == "triwulan"):
        return _realised(page, score)
    if head in ("goal", "goal_code"):
        return of_goal(page, own.goal, head) or heading(own.origin, "goal")
    if head == "code" and cell.table != _TREND:
        return named(own.origin, "code")
    if head in _HEADS:
        return named(home(own), _HEADS[head])
    if head in _DEFINED:
        return _lent(page, own, typed(home(own), head))
    if head == "remarks" and cell.table in _MID_TERM:
        return typed(own.origin, "absent.mid_term")
    why = _WHY.get(head, _WHY["achievement"])
    if head == "code":
        return heading(own.origin, "")
    return computed(home(own), "realisation", message(why), apart=head == "change")


def of_goal(page: Page, id_: str, column: str) -> Written | None:
    """A cell that says something of a goal; None where the goal is in no record."""
    goals = page.book.goals
    if goals is None or id_ not in goals.goal:
        return None
    part = f"goal.{id_}"
    name = {"code": "code", "goal_code": "code", "name": "name", "goal": "name"}.get(column)
    if name is not None:
        return named(goals.origin, f"{part}.{name}", part)
    other = column in _GOAL_WHY
    return computed(goals.origin, part, message(_GOAL_WHY.get(column, _GOAL)), apart=other)


def of_component(page: Page, cell: Cell) -> Written | None:
    """A cell in one of T8's tables of components and breakdowns; None in another table."""
    for score in page.card.indicators:
        start, own = f"t08-{score.id}", score.indicator
        if cell.table == start and score.composite is not None:
            return _part(page, own, cell)
        if cell.table.startswith(f"{start}-"):
            id_ = cell.table.removeprefix(f"{start}-")
            found = own.breakdown.get(id_)
            if found is not None and cell.nth < len(found.part):
                part = f"breakdown.{id_}.part.{list(found.part)[cell.nth]}"
                if cell.column in ("name", "value"):
                    return _lent(page, own, typed(home(own), f"{part}.{cell.column}"))
                return computed(home(own), part, message(N_("This is a part of the base.")))
    return None


def target_name(found: PlanTarget | None, indicator: Indicator) -> str:
    """The key of a target: as it is written, else as the indicator is measured."""
    if found is not None:
        for name in ("value", "grade", "lo"):
            if getattr(found, name) is not None:
                return name
    return "grade" if indicator.kind == "grade" else "value"


def _year_in(page: Page, cell: Cell, score: IndicatorScore) -> tuple[str, int]:
    """What the column says, and of which year."""
    if cell.table in _YEARS:
        head, _, year = cell.column.rpartition("_")
        return (head, int(year)) if head and year.isdigit() else (cell.column, page.year)
    if cell.table == _TREND:
        every = [each.year for each in course.course(score)][::-1]
        head = "achievement" if cell.column == "trend" else cell.column
        return head, every[min(cell.nth, len(every) - 1)]
    if not cell.table and cell.column == "last_year":
        return "realisation", page.year - 1
    return cell.column, page.year


def _lent(page: Page, indicator: Indicator, found: Written) -> Written:
    """What another unit measures is not typed here."""
    if not isinstance(indicator, Borrowed) or found.file == indicator.origin:
        return found
    why = amend.why_not(page.library, page.card.unit, page.year, indicator)
    return found._replace(value=False, why=why)


def _target(page: Page, cell: Cell, score: IndicatorScore) -> Written:
    """The target in force, or in the tables of the mid-term target that of the plan."""
    own = score.indicator
    if cell.table in _MID_TERM:
        plan = page.records.plan_of(page.year)
        id_ = next((each for each in (own.id, *own.was) if plan and each in plan.indicator), None)
        if plan is None or id_ is None:
            file = plan.origin if plan is not None else own.origin
            return computed(file, "indicator" if plan else "", message(_NO_PLAN), apart=True)
        year = page.year if cell.column == "plan_target_year" else plan.end
        name = target_name(plan.indicator[id_].target.get(year), own)
        return typed(plan.origin, f"indicator.{id_}.target.{year}.{name}", apart=True)
    agreement = page.card.agreement
    if agreement is None:
        return computed(own.origin, "", message(_NO_AGREEMENT))
    name = target_name(agreement.target.get(own.id), own)
    return typed(agreement.origin, f"target.{own.id}.{name}", apart=cell.table in _YEARS)


def _realised(page: Page, score: IndicatorScore) -> Written:
    own, way = score.indicator, score.value.way
    found = own.realisation
    if way == "composite":
        return computed(home(own), "composite", message(_PARTS))
    if way == "quarters":
        return computed(home(own), next(iter(own.quarters)), message(_QUARTERS))
    name = "value"
    if found is None or found.value is None:
        written = found is not None and found.grade is not None
        name = "grade" if written or own.kind == "grade" else name
        name = "numerator" if own.kind == "ratio" and not written else name
    return _lent(page, own, typed(home(own), f"realisation.{name}"))


def _of_quarter(page: Page, own: Indicator, quarter: str, column: str) -> Written:
    file, found = home(own), own.quarters.get(quarter)
    graded = own.kind == "grade"
    if column == "target":
        graded = graded if found is None else found.target_grade is not None or graded
        return _lent(page, own, typed(file, f"{quarter}.{'target_grade' if graded else 'target'}"))
    if column == "value":
        stated = found is not None and found.value is not None
        name = "numerator" if own.kind == "ratio" and not stated else "value"
        name = "grade" if graded and not stated else name
        return _lent(page, own, typed(file, f"{quarter}.{name}"))
    if column == "code":
        return heading(file, quarter)
    return computed(file, quarter, message(_WHY.get(column, _OF_YEAR)))


def _earlier(page: Page, score: IndicatorScore, head: str, year: int) -> Written:
    """A cell of a year before: of its own folder, or of `[history]`."""
    own = score.indicator
    found = next((each for each in score.years if each.year == year), None)
    part = f"history.{year}"
    if head not in ("target", "realisation"):
        file, figure = home(own), f"{score.id}.{year}"
        if head == "code":
            return heading(file, part)
        return computed(file, part, message(_WHY["achievement"]), apart=True, figure=figure)
    source = _source(found, head)
    if source is not None:
        return _lent(page, own, typed(*source, apart=True))
    if found is not None and not found.from_history:
        return computed(home(own), "", message(_FOLDER), apart=True)
    graded = own.kind == "grade"
    name = ("target_grade" if graded else "target") if head == "target" else ""
    name = name or ("grade" if graded else "value")
    return _lent(page, own, typed(home(own), f"{part}.{name}", apart=True))


def _source(found: YearScore | None, head: str) -> tuple[str, str] | None:
    if found is None:
        return None
    return _of_target(found.target) if head == "target" else _of_value(found.value)


def _of_target(found: TargetValue | None) -> tuple[str, str] | None:
    return (found.source.file, found.source.key) if found is not None else None


def _of_value(found: Value) -> tuple[str, str] | None:
    if found.way in ("composite", "quarters"):
        return None
    for step in found.figure.steps:
        source = step.source
        if source is not None and source.key.startswith(("realisation.", "history.")):
            return source.file, source.key
    return None


def _part(page: Page, own: Indicator, cell: Cell) -> Written:
    id_, column, file = cell.subject, cell.column, home(own)
    part = f"component.{id_}"
    found: Component | None = own.component.get(id_)
    if found is None:
        return computed(file, "composite", message(_PARTS))
    if column in ("code", "name"):
        return named(file, f"{part}.{column}", part)
    if column in ("value", "weight", "max") and id_ in own.leaves:
        return _lent(page, own, typed(file, f"{part}.{column}"))
    return computed(file, part, _why_part(column))


def _why_part(column: str) -> Message:
    if column == "grade":
        return message(N_("This is looked up in the scale for the value."))
    return message(_PARTS)
