"""A realisation being changed: what is typed as tokens to write, and the record they give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from kinerja_tui.locale import N_, Language, Message, Words, message
from kinerja_tui.model.base import Number, State
from kinerja_tui.model.indicator import Indicator, Realisation
from kinerja_tui.model.library import Library
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers import printing
from kinerja_tui.numbers.reading import AsksState, Refused
from kinerja_tui.numbers.shapes import is_absent
from kinerja_tui.store.splicing.edit import Change

TABLE = "realisation."
VALUES = ("value", "grade", "numerator", "denominator")
STATEMENT = ("state", "data_year", "counted", "reason")
KEYS = tuple(TABLE + name for name in (*VALUES, *STATEMENT))
WITHOUT_VALUE: frozenset[State] = frozenset({"unavailable", "unmeasured"})
WITH_REASON: frozenset[State] = WITHOUT_VALUE | {"carried"}

Tokens = dict[str, str]


def first_text(indicator: Indicator, words: Words) -> str:
    """What the field holds when editing begins: the realisation as a person would type it."""
    found = indicator.realisation
    if found is None:
        return ""
    if found.value is not None:
        return printing.as_typed(found.value, words.language)
    if found.grade is not None:
        return found.grade
    if found.numerator is not None and found.denominator is not None:
        top = printing.as_typed(found.numerator, words.language)
        return f"{top} / {printing.as_typed(found.denominator, words.language)}"
    return ""


def value_tokens(
    indicator: Indicator, text: str, language: Language, scale: Scale | None
) -> Tokens:
    """The tokens of a value typed: a number, a grade's name, or `numerator / denominator`.

    Raises `Refused`, and `AsksState` where the text says that there is no value.
    """
    from kinerja_tui.store.format.typed import token_for

    found = indicator.realisation
    if indicator.kind == "grade":
        return {f"{TABLE}grade": _grade(text, scale)}
    stated = found is not None and found.value is not None
    if indicator.kind == "ratio" and not stated and not is_absent(text.strip()):
        top, slash, bottom = text.partition("/")
        if not slash:
            raise Refused(
                message(N_("Type the numerator and the denominator.")),
                message(N_("For example {example}."), example="45 / 60"),
            )
        return {
            f"{TABLE}numerator": token_for(indicator, f"{TABLE}numerator", top, language),
            f"{TABLE}denominator": token_for(indicator, f"{TABLE}denominator", bottom, language),
        }
    return {f"{TABLE}value": token_for(indicator, f"{TABLE}value", text, language)}


def _grade(text: str, scale: Scale | None) -> str:
    typed = " ".join(text.split()).casefold()
    if is_absent(typed):
        raise AsksState(message(N_("There is no grade here.")))
    grades = scale.grade if scale else {}
    for id_, grade in grades.items():
        if typed in (id_.casefold(), grade.name.casefold(), grade.code.casefold()):
            return _text(id_)
    raise Refused(
        message(
            N_("One of these grades is due here: {grades}."),
            grades=", ".join(each.code or each.name for each in grades.values()),
        )
    )


def _text(text: str) -> str:
    from kinerja_tui.store.format.typed import text_token

    return text_token(text)


def with_state(indicator: Indicator, tokens: Tokens, rules: Rules) -> Tokens:
    """`tokens` of a value, and the state it takes where the record's own would contradict it."""
    found = indicator.realisation
    if found is None:
        return {**tokens, f"{TABLE}state": '"final"'}
    if found.state in WITHOUT_VALUE:
        return {**tokens, **state_tokens(indicator, "final", "", rules, 0)}
    return tokens


def state_tokens(
    indicator: Indicator, state: State, reason: str, rules: Rules, year: int
) -> Tokens:
    """The tokens of a state and its reason.

    A carried figure gets the year before unless another is recorded; a figure of this year loses an
    earlier `data_year`; a `counted` that is recorded follows the rules for the new state, and the
    reason for a state that no longer holds goes.
    """
    found = indicator.realisation
    tokens = {f"{TABLE}state": f'"{state}"'}
    stale = found is not None and found.reason and found.state in WITH_REASON
    if reason or state in WITH_REASON or stale:
        tokens[f"{TABLE}reason"] = _text(reason)
    if state == "carried" and (found is None or found.data_year is None):
        tokens[f"{TABLE}data_year"] = str(year - 1)
    if state != "carried" and found is not None and found.data_year is not None and year:
        tokens[f"{TABLE}data_year"] = str(year)
    if found is not None and found.counted is not None and found.state != state:
        tokens[f"{TABLE}counted"] = "true" if state in rules.counted else "false"
    return tokens


def changes(tokens: Mapping[str, str], seen: Mapping[str, str | None]) -> tuple[Change, ...]:
    """The tokens that differ from what was seen, in the order in which the format writes them."""
    return tuple(
        Change(key, seen.get(key), tokens[key])
        for key in KEYS
        if key in tokens and tokens[key] != seen.get(key)
    )


def amended(indicator: Indicator, made: tuple[Change, ...]) -> Indicator:
    """The indicator as the file gives it once `made` is written."""
    old = indicator.realisation or Realisation(state="final")
    fields: dict[str, Any] = {
        change.key.removeprefix(TABLE): _value(change.key, change.new)
        for change in made
        if change.key in KEYS
    }
    if not fields:
        return indicator
    if "state" in fields and fields["state"] is None:
        return replace(indicator, realisation=None)
    return replace(indicator, realisation=replace(old, **fields))


def _value(key: str, token: str | None) -> object:
    from kinerja_tui.store.toml.parse import parse

    name = key.removeprefix(TABLE)
    if token is None:
        return "" if name == "reason" else None
    found = parse(f"x = {token}\n".encode(), "").tables["x"]
    return Number(found) if name in VALUES and name != "grade" else found


def says(indicator: Indicator, tokens: Mapping[str, str | None]) -> bool:
    """Whether the realisation of the indicator is what the tokens of its file say."""
    found = indicator.realisation
    if found is None:
        return not any(tokens.values())
    return all(
        getattr(found, key.removeprefix(TABLE)) == _value(key, token)
        for key, token in tokens.items()
    )


def with_indicator(library: Library, unit: str, year: int, indicator: Indicator) -> Library:
    """The snapshot with one indicator changed; every other record is shared with the old one."""
    book = library.book(unit, year)
    if book is None:
        return library
    records = library.units[unit]
    changed = replace(book, indicators={**book.indicators, indicator.id: indicator})
    held = replace(records, books={**records.books, year: changed})
    return replace(library, units={**library.units, unit: held})


def why_not(library: Library, unit: str, year: int, indicator: Indicator) -> Message | None:
    """Why the indicator's realisation cannot be edited here; None when it can."""
    from kinerja_tui.model.indicator import Borrowed

    book = library.book(unit, year)
    if book is not None and book.closed:
        return message(N_("The year {year} is closed; its records no longer change."), year=year)
    if isinstance(indicator, Borrowed):
        return message(
            N_("{code} is measured by another unit: {reference}. Edit it there."),
            code=indicator.code,
            reference=indicator.same_as,
        )
    return None
