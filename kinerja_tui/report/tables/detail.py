"""T8: each indicator in full: how it is measured, its components, its supporting figures
(PermenPANRB 53/2014).
"""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import IndicatorScore, PartScore
from kinerja_tui.model.indicator import Breakdown
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page, marked
from kinerja_tui.report.table import Cell, Column, Row, RowKind, Table
from kinerja_tui.report.tables.achievement import CODE, INDICATOR

_NAME = Column(id="name", title=message(N_("Component")))
_VALUE = Column(id="value", title=message(N_("Value")), kind="number")


def definitions(page: Page) -> Table:
    """T8, the first table: definition, formula, source of data, keeper, and the grade of the
    value.
    """
    rows = tuple(
        Row(
            kind="item",
            subject=score.id,
            cells=(
                cells.text(score.indicator.code),
                cells.text(score.indicator.name),
                cells.text(score.indicator.definition),
                cells.text(message(phrases.FORMULAS[score.achievement.formula])),
                cells.text(score.indicator.source),
                cells.text(score.indicator.owner),
                cells.indicator_value(score, page.rules),
                cells.text(phrases.grade_label(score.grade)),
                cells.text(_scale_name(score, page)),
            ),
        )
        for score in page.card.indicators
    )
    return Table(
        id="T8",
        slug="t08-indikator",
        layout="records",
        notes=marked(page),
        title=message(N_("Definition and grade of each indicator")),
        columns=(
            CODE,
            INDICATOR,
            Column(id="definition", title=message(N_("Operational definition"))),
            Column(id="formula", title=message(N_("Formula of the achievement"))),
            Column(id="source", title=message(N_("Source of data"))),
            Column(id="owner", title=message(N_("Keeper of the data"))),
            Column(id="realisation", title=message(N_("Realisation")), kind="number"),
            Column(id="grade", title=message(N_("Grade")), kind="word"),
            Column(id="scale", title=message(N_("Scale"))),
        ),
        rows=rows,
        rounding=page.rules.rounding,
    )


def _scale_name(score: IndicatorScore, page: Page) -> str:
    scale = page.library.scales.get(score.indicator.scale or "")
    if scale is None:
        return ""
    return f"{scale.name} ({scale.basis})" if scale.basis else scale.name


def details(page: Page) -> tuple[Table, ...]:
    """T8: the definitions, then for each indicator its components and its breakdowns, where it
    has them.
    """
    tables = [definitions(page)]
    for score in page.card.indicators:
        if score.composite is not None:
            tables.append(components(score, page))
        tables += [
            breakdown(score, id_, each, page) for id_, each in score.indicator.breakdown.items()
        ]
    return tuple(tables)


def components(score: IndicatorScore, page: Page) -> Table:
    """The components: value, weight, weighted value, maximum and deviation from it, grade; groups
    and the total.
    """
    composite = score.composite
    assert composite is not None
    parts = composite.parts
    weighted = any(part.weight is not None for part in parts)
    bounded = any(part.max is not None for part in parts)
    graded = any(part.grade is not None for part in parts)
    columns = [
        Column(id="code", title=message(N_("Code")), kind="code"),
        _NAME,
        _VALUE,
        *_when(
            weighted,
            Column(id="weight", title=message(N_("Weight")), kind="number"),
            Column(id="weighted", title=message(N_("Value × weight")), kind="number"),
        ),
        *_when(
            bounded,
            Column(id="max", title=message(N_("Maximum")), kind="number"),
            Column(
                id="deviation", title=message(N_("Deviation from the maximum (%)")), kind="number"
            ),
        ),
        *_when(graded, Column(id="grade", title=message(N_("Grade")), kind="word")),
    ]
    rows = [_part_row(part, page, weighted, bounded, graded) for part in parts]
    rows.append(_total_row(score, page, len(columns)))
    return Table(
        id="T8",
        slug=f"t08-{score.id}",
        title=message(
            N_("Components of {code} {name}"),
            code=score.indicator.code,
            name=score.indicator.name,
        ),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=_difference_notes(score, page),
        rounding=page.rules.rounding,
    )


def _when(wanted: bool, *columns: Column) -> tuple[Column, ...]:
    return columns if wanted else ()


def _part_row(part: PartScore, page: Page, weighted: bool, bounded: bool, graded: bool) -> Row:
    component = part.component
    value = (
        cells.computed(part.value, page.rules)
        if part.group
        else Cell(value=part.value.value, absent=cells.NOT_AVAILABLE)
    )
    found = [cells.text(component.code), cells.text(component.name), value]
    if weighted:
        found += [cells.number(part.weight), cells.derived(part.weighted, page.rules)]
    if bounded:
        found += [cells.number(_plain(part.max)), cells.derived(part.deviation, page.rules)]
    if graded:
        found.append(cells.text(phrases.grade_label(part.grade)))
    kind: RowKind = "group" if part.group else "part"
    return Row(kind=kind, cells=tuple(found), subject=f"{part.id}")


def _plain(value: Decimal | None) -> Decimal | None:
    """A sum of maxima without the zeros that adding gave it: 50.0 is 50."""
    if value is None or value != value.to_integral_value():
        return value
    return value.to_integral_value()


def _total_row(score: IndicatorScore, page: Page, width: int) -> Row:
    composite = score.composite
    assert composite is not None
    found = [
        cells.EMPTY,
        cells.text(message(N_("Result from the components"))),
        cells.computed(composite.value, page.rules, f"{score.id}.composite"),
    ]
    return Row(
        kind="total",
        cells=(*found, *([cells.EMPTY] * (width - len(found)))),
        subject=f"{score.id}.composite",
    )


def _difference_notes(score: IndicatorScore, page: Page) -> tuple[Message, ...]:
    notes: list[Message] = []
    composite = score.composite
    assert composite is not None
    if composite.difference:
        within = (
            composite.tolerance is not None and abs(composite.difference) <= composite.tolerance
        )
        notes.append(
            message(
                N_("The stated value agrees with the components up to rounding ({difference}).")
                if within
                else N_("The stated value counts; it differs from the components by {difference}."),
                difference=composite.difference.normalize(),
            )
        )
    nothing = all(part.value.value is None for part in composite.parts)
    if nothing and score.indicator.absent.components:
        notes.append(
            message(
                N_("The components' values are not published: {reason}"),
                reason=score.indicator.absent.components,
            )
        )
    return tuple(notes)


def breakdown(score: IndicatorScore, id_: str, found: Breakdown, page: Page) -> Table:
    """Supporting figures; counts and shares with their part of the base in percent."""
    shared = found.kind in ("count", "share") and found.base is not None
    rows = tuple(
        Row(
            kind="part",
            cells=(
                cells.text(part.name),
                cells.number(part.value),
                *((cells.derived(_share(part.value, found.base), page.rules),) if shared else ()),
            ),
        )
        for part in found.part.values()
    )
    notes: tuple[Message, ...] = ()
    if found.multiple and found.base is not None:
        notes = (
            message(N_("Of {base} respondents, who may give several answers."), base=found.base),
        )
    return Table(
        id="T8",
        slug=f"t08-{score.id}-{id_}",
        title=message(N_("{code}: {name}"), code=score.indicator.code, name=found.name),
        columns=(
            Column(id="name", title=message(N_("Detail"))),
            _VALUE,
            *_when(shared, Column(id="share", title=message(N_("Share (%)")), kind="number")),
        ),
        rows=rows,
        notes=notes,
        rounding=page.rules.rounding,
    )


def _share(value: Decimal, base: Decimal | None) -> Decimal | None:
    return value * 100 / base if base else None
