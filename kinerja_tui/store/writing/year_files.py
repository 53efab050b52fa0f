"""Each file of a new year, made from the text of last year's: definitions stay with their comments;
values, analyses, signatures and amounts go. Of what goes by quarters the quarters stay, empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol

from msgspec import Struct

from kinerja_tui.locale import N_, LanguageCode, Message, message
from kinerja_tui.model.indicator import Borrowed
from kinerja_tui.model.library import Book
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers.printing import plain
from kinerja_tui.store.format.kinds import where
from kinerja_tui.store.format.typed import text_token
from kinerja_tui.store.toml.lexer import join_key
from kinerja_tui.store.writing.copying import (
    bare,
    emptied,
    ended,
    renewed,
    tables,
    with_value,
    without,
)
from kinerja_tui.store.writing.remarks import Remark
from kinerja_tui.store.writing.start import filled, template

Note = Callable[[str, Message], None]

_QUARTERS: Final = ("q1", "q2", "q3", "q4")
_REACHED: Final = (
    "realisation",
    "breakdown",
    "standard",
    "absent",
    "action",
    "evidence",
    "composite.respondents",
)
_SPENT: Final = (
    "ceiling_initial",
    "spending",
    "physical",
    "revision",
    "volume.target",
    "volume.value",
    "volume.reported",
)
_OF_THE_YEAR: Final = (
    "staff",
    "report.date",
    "report.due",
    "report.signatory",
    "budget.date",
    "issue",
    "award",
)
_ANALYSIS: Final = (
    "[analysis]\n"
    'cause = ""\n\nobstacle = ""\n\nsolution = ""\n\n'
    'efficiency = ""\n\nprogramme = ""\n\ntarget_change = ""\n'
)


class Elsewhere(Protocol):
    """What other units have in the new year."""

    def has_indicator(self, reference: str) -> bool:
        """Whether `<unit>/<indicator>` is there."""

    def has_goal(self, reference: str) -> bool:
        """Whether `<unit>/<goal>` is there."""


class Plans(Struct, frozen=True):
    """The unit's plans, and the one whose years hold the new year."""

    every: Mapping[str, Plan]
    fitting: Plan | None = None


class Turn(Struct, frozen=True, kw_only=True):
    """From the year `source` of a unit to the new `year`; `book`, `rules` and `scales` are those of
    the year `source`; `lost` are shared indicators that have no source; `date` (ISO) is the
    agreement's, empty while it is not known.
    """

    unit: str
    source: int
    year: int
    book: Book
    plan: Plans
    rules: Rules
    scales: Mapping[str, Scale]
    remark: Remark
    language: LanguageCode
    elsewhere: Elsewhere
    lost: frozenset[str] = frozenset()
    date: str = ""


def borrowed_in_vain(book: Book, elsewhere: Elsewhere) -> frozenset[str]:
    """The shared indicators whose source is not in the new year."""
    return frozenset(
        id_
        for id_, each in book.indicators.items()
        if isinstance(each, Borrowed) and not elsewhere.has_indicator(each.same_as)
    )


def head(turn: Turn, text: str, note: Note) -> str:
    """year.toml: open, with every rule in force; made from a template where there was none."""
    file = where("year", turn.unit, turn.year)
    if not text:
        text = filled("year", file, {"year": turn.year}, turn.language).decode()
    text = without(text, _OF_THE_YEAR)
    for table in ("report", "budget"):
        text = bare(text, table)
    found = tables(text)
    if "closed" in found:
        text = renewed(text, "closed", "false")
    if found.get("budget", {}).get("document"):
        text = renewed(text, "budget.document", '""')
    if found.get("plan") and not _holds(turn.plan.every.get(found["plan"]), turn.year):
        text = without(text, ["plan"])
        if turn.plan.fitting is not None:
            text = with_value(text, "plan", text_token(turn.plan.fitting.id))
    if turn.plan.fitting is None and turn.plan.every:
        note(file, message(N_("no plan of the unit has the year {year}"), year=str(turn.year)))
    for name, token in rule_tokens(turn.rules):
        if name not in found.get("rules", {}):
            text = with_value(text, f"rules.{name}", token)
    return _dated(text, turn)


def goals(turn: Turn, text: str, note: Note) -> str:
    """goals.toml as it was; without the parents that are not in the new year."""
    file = where("goals", turn.unit, turn.year)
    for id_, goal in tables(text).get("goal", {}).items():
        text = _without_parent(
            text, join_key(("goal", id_, "parent")), goal, turn.elsewhere.has_goal, (file, note)
        )
    return text


def indicator(turn: Turn, text: str, id_: str, note: Note) -> str | None:
    """An indicator's definition, not yet measured; None for a shared one without its source."""
    file = where("indicator", turn.unit, turn.year, id_)
    if id_ in turn.lost:
        note(
            file,
            message(
                N_("left out: {source} is not in {year} yet; begin the year of that unit first"),
                source=tables(text)["same_as"],
                year=str(turn.year),
            ),
        )
        return None
    found = tables(text)
    values = [join_key(("component", each, "value")) for each in found.get("component", {})]
    text = emptied(without(text, [*_REACHED, *values, "analysis"]), _QUARTERS)
    if "analysis" in found:
        text = ended(text, _ANALYSIS)
    text = _without_parent(text, "parent", found, turn.elsewhere.has_indicator, (file, note))
    scale = turn.scales.get(str(found.get("scale")))
    if scale is not None and scale.end is not None and scale.end < turn.year:
        note(
            file,
            message(
                N_("the scale {scale} is in use until {year}; name the one that follows it"),
                scale=scale.id,
                year=str(scale.end),
            ),
        )
    return text


def activity(turn: Turn, text: str, id_: str, note: Note) -> str:
    """An activity without spending; its ceiling is 0 until the new one is known."""
    file = where("activity", turn.unit, turn.year, id_)
    found = tables(text)
    lost = turn.lost & set(found.get("support", {}))
    text = without(text, [*_SPENT, *(join_key(("support", each)) for each in sorted(lost))])
    text = emptied(text, _QUARTERS)
    if found.get("note"):
        text = renewed(text, "note", '""')
    was = f"{found.get('ceiling', 0):_}".replace("_", "." if turn.language == "id" else ",")
    comment = turn.remark("ceiling", year=turn.year, was=was, **{"from": turn.source})
    text_ = N_("the ceiling is 0 until you set it ({year}: {was})")
    note(file, message(text_, year=str(turn.source), was=was))
    return renewed(text, "ceiling", "0", [comment])


def _without_parent(
    text: str,
    key: str,
    table: Mapping[str, object],
    there: Callable[[str], bool],
    told: tuple[str, Note],
) -> str:
    parent = table.get("parent")
    if not isinstance(parent, str) or there(parent):
        return text
    file, note = told
    note(file, message(N_("{key} is left out: {parent} is not there yet"), key=key, parent=parent))
    return without(text, [key])


def rule_tokens(rules: Rules) -> Iterator[tuple[str, str]]:
    """The keys of `[rules]` with their tokens, as they are in force."""
    yield "decimals", str(rules.decimals)
    yield "rounding", text_token(rules.rounding)
    yield "status", text_token(rules.status)
    for name in ("cap", "floor"):
        number = getattr(rules, name)
        if number is not None:
            yield name, plain(number)
    states = "".join(f"  {text_token(each)},\n" for each in rules.counted)
    yield "counted", f"[\n{states}]"
    yield "zero_target", text_token(rules.zero_target)


def _dated(text: str, turn: Turn) -> str:
    """The text with the new year in the template's comments that name the old one."""
    languages: tuple[LanguageCode, ...] = ("id", "en")
    lines = (line for each in languages for line in template("year", each).splitlines())
    for line in lines:
        if line.startswith("#") and "$year" in line:
            old, new = (line.replace("$year", str(year)) for year in (turn.source, turn.year))
            text = text.replace(old, new)
    return text


def _holds(plan: Plan | None, year: int) -> bool:
    return plan is not None and plan.start <= year <= plan.end
