"""An indicator in full: its figures, how they came about, its parts, its years, what is said about
it.
"""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.cli.pages.facts import Fact, facts_table
from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import IndicatorScore, MidTerm, YearScore
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.indicator import Action, home
from kinerja_tui.numbers.printing import rounded
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables import detail
from kinerja_tui.report.tables.agreement import name_of
from kinerja_tui.report.tables.quarters import quarters

# Shapes without words: nothing to translate.
_ASIDE = "{id} ({name})"
_OF_YEAR = "{state} ({year}), {counted}"
_STATE = "{state}, {counted}"
_NAMED = "{name}: {value}"
_PERCENT = "{n}%"

ANALYSIS = {
    "cause": N_("Cause"),
    "obstacle": N_("Obstacle"),
    "solution": N_("Solution"),
    "efficiency": N_("Use of resources"),
    "programme": N_("Programmes"),
    "target_change": N_("Change of the target"),
}
_DONE = {
    "open": N_("open"),
    "started": N_("started"),
    "done": N_("done"),
    "dropped": N_("dropped"),
    "declined": N_("declined"),
}


def facts(score: IndicatorScore, page: Page) -> Table:
    """Figures first, then what the record says of itself."""
    found = score.indicator
    goal = page.book.goal.get(found.goal)
    last = score.last_year
    rows: list[Fact] = [
        (message(N_("Goal")), cells.text(f"{goal.code} {goal.name}" if goal else found.goal)),
        (message(N_("Measured in")), cells.text(found.measured_in)),
        (message(N_("Target")), cells.target(score.target, found.decimals)),
        (message(N_("Agreement")), _agreement(page, page.card.agreement)),
        (message(N_("Realisation")), cells.indicator_value(score, page.rules)),
        (message(N_("State")), cells.text(_state(score))),
        (message(N_("Reason")), cells.text(found.realisation.reason if found.realisation else "")),
        (message(N_("Achievement")), cells.achievement(score, page.rules)),
        (message(N_("Formula")), cells.text(message(phrases.FORMULAS[score.achievement.formula]))),
        (message(N_("Status")), cells.score_status(score)),
        (message(N_("Grade")), cells.text(phrases.grade_label(score.grade))),
        (message(N_("Year before")), cells.text(_year_line(last, page) if last else None)),
        *((message(N_("Mid-term")), cells.text(_mid_term(each, page))) for each in score.mid_term),
        *(_standard_fact(each.standard.name, each.value) for each in score.standards),
        (message(N_("No year before")), cells.text(found.absent.last_year)),
        (message(N_("No mid-term target")), cells.text(found.absent.mid_term)),
        (message(N_("No standard")), cells.text(found.absent.standard)),
        (message(N_("Definition")), cells.text(found.definition)),
        (message(N_("Source of data")), cells.text(found.source)),
        (message(N_("Keeper of the data")), cells.text(found.owner)),
        *(
            (message(label), cells.text(getattr(found.analysis, name)))
            for name, label in ANALYSIS.items()
        ),
        (message(N_("File")), cells.text(home(found))),
    ]
    title = message(N_("{code} {name}"), code=found.code, name=found.name)
    return facts_table(score.id, title, rows)


def tables(score: IndicatorScore, page: Page) -> tuple[Table, ...]:
    """Components, breakdowns, quarters, years, actions and evidence, as far as there are any."""
    found = score.indicator
    made = [detail.components(score, page)] if score.composite is not None else []
    made += [detail.breakdown(score, id_, each, page) for id_, each in found.breakdown.items()]
    made += [quarters(score, page)] if score.quarters else []
    made += [_years(score, page)] if score.years else []
    made += [_actions(score)] if found.action else []
    made += [_evidence(score)] if found.evidence else []
    return tuple(made)


def _agreement(page: Page, agreement: Agreement | None) -> Cell:
    if agreement is None:
        return cells.EMPTY
    return cells.text(message(_ASIDE, id=agreement.id, name=name_of(page, agreement)))


def _state(score: IndicatorScore) -> Message:
    counted = message(N_("counted")) if score.counts else message(phrases.NOT_COUNTED)
    value = score.value
    if value.state == "carried" and value.data_year is not None:
        return message(
            _OF_YEAR,
            state=phrases.state(score),
            year=str(value.data_year),
            counted=counted,
        )
    return message(_STATE, state=phrases.state(score), counted=counted)


def _year_line(found: YearScore, page: Page) -> Message:
    value = cells.realised(found.value, page.rules)
    percent = cells.percent(found.achievement.figure, page.rules)
    return message(
        N_("{year}: {value} (achievement {percent})"),
        year=str(found.year),
        value=_as_arg(value),
        percent=_percent(percent),
    )


def _mid_term(found: MidTerm, page: Page) -> Message:
    progress = cells.percent(found.progress, page.rules)
    return message(
        N_("{year}: target {target}, reached {percent}"),
        year=str(found.year),
        target=_as_arg(cells.target(found.target)),
        percent=_percent(progress),
    )


def _standard_fact(name: str, value: Decimal | None) -> Fact:
    return message(N_("Standard")), cells.text(
        message(_NAMED, name=name, value=value if value is not None else "-")
    )


def _as_arg(cell: Cell) -> str | int | Decimal | Message:
    """What a cell says, as an argument of a sentence; its decimals are applied."""
    value = cell.value
    if isinstance(value, Decimal):
        return rounded(value, cell.decimals) if cell.decimals is not None else value
    if isinstance(value, str | int | Message):
        return value
    return cell.absent or "-"


def _percent(cell: Cell) -> Message | str:
    value = _as_arg(cell)
    if isinstance(value, Decimal):
        return message(_PERCENT, n=value)
    return value if isinstance(value, Message) else str(value)


def _years(score: IndicatorScore, page: Page) -> Table:
    own = YearScore(
        year=page.year,
        target=score.target,
        value=score.value,
        achievement=score.achievement,
        from_history=False,
    )
    rows = tuple(
        Row(
            cells=(
                cells.text(str(each.year)),
                cells.target(each.target),
                cells.realised(each.value, page.rules),
                cells.percent(each.achievement.figure, page.rules),
            ),
            subject=f"{score.id}.{each.year}",
        )
        for each in sorted((*score.years, own), key=lambda each: each.year)
    )
    return Table(
        id=score.id,
        slug=f"{score.id}-tahun",
        title=message(N_("Year by year")),
        columns=(
            Column(id="year", title=message(N_("Year")), kind="code"),
            Column(id="target", title=message(N_("Target")), kind="number"),
            Column(id="value", title=message(N_("Realisation")), kind="number"),
            Column(id="achievement", title=message(N_("Achievement")), kind="percent"),
        ),
        rows=rows,
        rounding=page.rules.rounding,
    )


def done_word(status: str) -> Cell:
    """Whether something was done, as a word."""
    return Cell(value=message(_DONE[status]), kind="word", word=status)


def _actions(score: IndicatorScore) -> Table:
    rows = tuple(
        Row(
            cells=(
                cells.text(each.text),
                done_word(each.status),
                cells.text(each.person),
                _due(each),
            )
        )
        for each in score.indicator.action.values()
    )
    return Table(
        id=score.id,
        slug=f"{score.id}-tindak-lanjut",
        title=message(N_("Planned follow-up")),
        columns=(
            Column(id="text", title=message(N_("What is to be done"))),
            Column(id="status", title=message(N_("Status")), kind="word"),
            Column(id="person", title=message(N_("Who")), kind="word"),
            Column(id="due", title=message(N_("Due")), kind="date"),
        ),
        rows=rows,
    )


def _due(action: Action) -> Cell:
    return Cell(value=action.due)


def _evidence(score: IndicatorScore) -> Table:
    rows = tuple(
        Row(cells=(cells.text(each.name), cells.text(each.link), Cell(value=each.date)))
        for each in score.indicator.evidence.values()
    )
    return Table(
        id=score.id,
        slug=f"{score.id}-bukti",
        title=message(N_("Evidence")),
        columns=(
            Column(id="name", title=message(N_("Document"))),
            Column(id="link", title=message(N_("Where it is"))),
            Column(id="date", title=message(N_("Date")), kind="date"),
        ),
        rows=rows,
    )
