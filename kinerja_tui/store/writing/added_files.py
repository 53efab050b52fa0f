"""The files that `add` makes, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace

from kinerja_tui.locale import N_, Language, LanguageCode, message
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.numbers.reading import Refused as Unread
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.format.kinds import FIRST_YEAR, LAST_YEAR, Kind, where
from kinerja_tui.store.format.typed import text_token, token_for
from kinerja_tui.store.splicing.edit import Creation, Part, Restoration, Rework
from kinerja_tui.store.splicing.restoration import digest
from kinerja_tui.store.splicing.splice import eol
from kinerja_tui.store.toml.parse import parse
from kinerja_tui.store.writing.add import (
    TEMPLATES,
    Added,
    AddKind,
    Maker,
    NotAdded,
    Place,
    Wanted,
    file_at,
    next_code,
    short_id,
    usable_id,
)
from kinerja_tui.store.writing.copying import ended, with_value
from kinerja_tui.store.writing.start import filled
from kinerja_tui.store.writing.year_files import rule_tokens

_ACTIVITY: Final = Activity(schema=1, id="x", name="x", ceiling=0)
_RECOMMENDATION: Final = Recommendation(schema=1, id="x", name="x", issuer="x")
_INDICATOR: Final = Indicator(
    schema=1, id="x", code="x", goal="x", name="x", measured_in="x", polarity="maximize"
)


def goal(place: Place, wanted: Wanted) -> Added:
    """A goal: a table at the end of goals.toml, or the first in a new one."""
    _need_year(place)
    known = place.book.goals.goal if place.book.goals else {}
    name = needed(wanted.name, "name")
    id_ = usable_id(wanted.id, short_id(name, known), known)
    code = wanted.code.strip() or next_code((each.code for each in known.values()), "SS 1")
    file = file_at(place, "goal", "")
    values = {"goal_key": id_, "goal_code": code, "goal_name": name}
    try:
        text = read(place.root, file).decode()
    except Unreadable as error:
        if error.problem.code != "B04":
            raise
        part: Part = _new(place, "goals", file, values)
    else:
        lines = (f"[goal.{id_}]", "weight = 1", f"code = {text_token(code)}")
        block = "\n".join((*lines, f"name = {text_token(name)}"))
        end, body = eol(text), text.rstrip("\r\n")
        at = len(body) + (len(end) if len(body) < len(text) else 0)
        chunk = end * (1 if at > len(body) else 2) + block.replace("\n", end) + end
        last = f"goal.{next(reversed(known))}" if known else ""
        piece = Restoration(f"goal.{id_}", chunk, at, digest(text), last)
        part = Rework(file, (piece,))
    return Added(kind="goal", id=id_, file=file, parts=(part,), key=f"goal.{id_}")


def indicator(place: Place, wanted: Wanted) -> Added:
    """An indicator, with the components and the scale of a template where one is named."""
    _need_year(place)
    shape = shape_of(wanted.source)
    known = place.book.indicators
    name = needed(wanted.name or str(shape.get("name", "")), "name")
    id_ = usable_id(wanted.id, indicator_id(wanted.source, name, known), _ids(place, "indicator"))
    measured_in = needed(wanted.measured_in or str(shape.get("measured_in", "")), "measured_in")
    values: dict[str, str | int] = {
        "id": id_,
        "code": wanted.code.strip() or next_code((each.code for each in known.values()), "IK 1"),
        "name": name,
        "measured_in": measured_in,
        "polarity": _polarity(wanted, str(shape.get("polarity", ""))),
        "goal": _goal(place, wanted.goal),
    }
    file = file_at(place, "indicator", id_)
    part = _new(place, "indicator", file, values)
    parts = [part]
    if shape:
        part = Creation(file, _with_shape(part.text, wanted.source, shape))
        parts = [part, *_scales(place, shape)]
    return Added(kind="indicator", id=id_, file=file, parts=tuple(parts))


def indicator_id(source: str, name: str, known: Collection[str]) -> str:
    """The id that is proposed: the template's own, else one made of the name."""
    return source if source and source not in known else short_id(name, known)


def activity(place: Place, wanted: Wanted) -> Added:
    """An activity with its ceiling."""
    _need_year(place)
    name = needed(wanted.name, "name")
    taken = _ids(place, "activity")
    id_ = usable_id(wanted.id, short_id(name, taken), taken)
    ceiling = word(_ACTIVITY, "ceiling", wanted.ceiling, wanted.language)
    file = file_at(place, "activity", id_)
    text = _new(place, "activity", file, {"id": id_, "name": name}).text
    if wanted.code.strip():
        text = with_value(text, "code", text_token(wanted.code.strip()))
    part = Creation(file, with_value(text, "ceiling", ceiling))
    return Added(kind="activity", id=id_, file=file, parts=(part,))


def recommendation(place: Place, wanted: Wanted) -> Added:
    """Recommendations of an issuer; `text` is the first of them."""
    _need_year(place)
    name, issuer = needed(wanted.name, "name"), needed(wanted.issuer, "issuer")
    taken = _ids(place, "recommendation")
    id_ = usable_id(wanted.id, short_id(name, taken), taken)
    typed = needed(wanted.date, "date")
    key = "year" if re.fullmatch("[0-9]{4}", typed, re.ASCII) else "date"
    token = word(_RECOMMENDATION, key, typed, wanted.language, "date")
    file = file_at(place, "recommendation", id_)
    values = {"id": id_, "name": name, "issuer": issuer}
    text = with_value(_new(place, "recommendation", file, values).text, key, token)
    if wanted.text.strip():
        item = short_id(wanted.text) or "1"
        lines = (
            f"[item.{item}]",
            'status = "open"',
            "",
            f"text = {text_token(wanted.text.strip())}",
        )
        text = ended(text, "\n".join(lines))
    return Added(kind="recommendation", id=id_, file=file, parts=(Creation(file, text),))


def plan(place: Place, wanted: Wanted) -> Added:
    """A plan; its id says its first and its last year."""
    years = re.fullmatch(r"(?:plan-)?([0-9]{4})-([0-9]{4})", wanted.id.strip(), re.ASCII)
    hint = message(N_("For example {example}."), example="2025-2029")
    if years is None:
        raise NotAdded(message(N_("A plan is called by its first and its last year.")), hint, "id")
    start, end = int(years[1]), int(years[2])
    if not FIRST_YEAR <= start <= end <= LAST_YEAR:
        raise NotAdded(message(N_("These are no years of a plan.")), hint, "id")
    known = place.library.units[place.unit].plans if place.unit in place.library.units else {}
    id_ = usable_id(f"plan-{start}-{end}", "", known)
    file = file_at(place, "plan", id_)
    values: dict[str, str | int] = {
        "id": id_,
        "name": needed(wanted.name, "name"),
        "start": start,
        "end": end,
    }
    return Added(kind="plan", id=id_, file=file, parts=(_new(place, "plan", file, values),))


def unit(place: Place, wanted: Wanted) -> Added:
    """A unit, with its first year where one was said."""
    name = needed(wanted.name, "name")
    id_ = usable_id(wanted.id, short_id(name, place.library.units), place.library.units)
    file = file_at(place, "unit", id_)
    parts: tuple[Part, ...] = (_new(place, "unit", file, {"id": id_, "name": name}),)
    if wanted.year.strip():
        try:
            parts += year(replace(place, unit=id_, year=0), replace(wanted, id=wanted.year)).parts
        except NotAdded as error:
            raise NotAdded(error.message, error.hint, "year") from None
    return Added(kind="unit", id=id_, file=file, parts=parts)


def year(place: Place, wanted: Wanted) -> Added:
    """An empty year with every rule in force; a year like the last one is made by `new_year`."""
    typed = wanted.id.strip() or (str(place.year) if place.year else "")
    if not (re.fullmatch("[0-9]{4}", typed, re.ASCII) and FIRST_YEAR <= int(typed) <= LAST_YEAR):
        wrong = message(N_("“{text}” is no year."), text=typed)
        rule = N_("Write the year in four digits, from {first} to {last}.")
        hint = message(rule, first=FIRST_YEAR, last=LAST_YEAR)
        raise NotAdded(wrong if typed else message(N_("The year is missing.")), hint, "id")
    number = int(typed)
    file = where("year", place.unit, number)
    if place.library.book(place.unit, number) is not None and _there(place, file):
        raise NotAdded(
            message(N_("{unit} has a year {year} already."), unit=place.unit, year=typed),
            message(N_("Nothing that is there is overwritten; name another year.")),
            "id",
        )
    text = _new(place, "year", file, {"year": number}).text
    for name, token in rule_tokens(place.library.rules(place.unit, number)):
        text = with_value(text, f"rules.{name}", token)
    return Added(kind="year", id=typed, file=file, parts=(Creation(file, text),))


def needed(text: str, field: str) -> str:
    """The text without blanks around it; raises `NotAdded` when there is none."""
    if not text.strip():
        raise NotAdded(message(MISSING[field]), None, field)
    return text.strip()


MISSING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": N_("The name is missing."),
        "goal": N_("The goal is missing."),
        "measured_in": N_("The unit of measure is missing."),
        "polarity": N_("The polarity is missing: maximize, minimize or stabilize."),
        "ceiling": N_("The ceiling is missing."),
        "issuer": N_("The issuer is missing."),
        "date": N_("The date is missing."),
        "ground": N_("The ground is missing: official, strategy or assumption."),
        "first": N_("The first party is missing: name; position."),
        "second": N_("The second party is missing: name; position."),
    }
)


def word(record: Record, key: str, typed: str, language: Language, field: str = "") -> str:
    """The token of what was typed for a key of `record`; raises `NotAdded`."""
    text = needed(typed, field or key)
    try:
        return token_for(record, key, text, language)
    except Unread as error:
        offers = "  ".join(error.offers)
        hint = message(N_("Type one of: {offers}"), offers=offers) if offers else error.hint
        raise NotAdded(error.message, hint, field or key) from error


def _polarity(wanted: Wanted, usual: str) -> str:
    typed = wanted.polarity or usual
    return word(_INDICATOR, "polarity", typed, wanted.language).strip('"')


def _goal(place: Place, typed: str) -> str:
    """The id of the goal that was named by id or code; the only one where none was named."""
    known = place.book.goals.goal if place.book.goals else {}
    if not typed.strip() and len(known) == 1:
        return next(iter(known))
    if not known:
        hint = message(N_("Add a goal first."))
        raise NotAdded(message(N_("There is no goal yet.")), hint, "goal")
    names = message(N_("The goals are: {names}."), names=", ".join(known))
    if not typed.strip():
        raise NotAdded(message(MISSING["goal"]), names, "goal")
    wanted = typed.strip().casefold()
    for id_, each in known.items():
        if wanted in (id_, each.code.casefold()):
            return id_
    raise NotAdded(message(N_("There is no goal “{name}”."), name=typed.strip()), names, "goal")


def _new(place: Place, kind: Kind, file: str, values: Mapping[str, str | int]) -> Creation:
    """A file from its template, in the language of the store."""
    settings = place.library.settings
    language: LanguageCode = settings.language if settings else "id"
    text = filled(kind, file, values, language).decode()
    if not (place.root / ".schema").is_dir():
        text = text.partition("\n")[2]
    return Creation(file, text)


def shape_of(source: str) -> dict[str, object]:
    """The data of an indicator's template; none for no name, `NotAdded` for an unknown one."""
    if not source:
        return {}
    if source not in TEMPLATES:
        raise NotAdded(
            message(N_("There is no template “{name}”."), name=source),
            message(N_("The templates are: {names}."), names=", ".join(TEMPLATES)),
            "source",
        )
    return parse(_shape_text(source).encode(), source).tables


def _shape_text(source: str) -> str:
    found = files("kinerja_tui") / "templates" / "indicators" / f"{source}.toml"
    return found.read_text("utf-8")


def _with_shape(text: str, source: str, shape: Mapping[str, object]) -> str:
    """The file with the template's scale, texts and components."""
    head, _, parts = _shape_text(source).partition("\n\n")
    comment = "".join(f"{line}\n" for line in head.splitlines() if line.startswith("#"))
    scale = text_token(str(shape["scale"]))
    text = re.sub(r'^# scale = "[^"]*"$', f"scale = {scale}", text, count=1, flags=re.MULTILINE)
    for key in ("definition", "source"):
        text = with_value(text, key, text_token(str(shape[key])))
    return text.replace("[analysis]\n", f"{comment}\n{parts.strip()}\n\n[analysis]\n", 1)


def _scales(place: Place, shape: Mapping[str, object]) -> Iterable[Creation]:
    """The scales that the template names and the store lacks."""
    composite = shape.get("composite")
    inner = composite.get("scale") if isinstance(composite, dict) else None
    for id_ in (shape["scale"], inner):
        file = where("scale", id_=str(id_))
        if id_ and str(id_) not in place.library.scales and not _there(place, file):
            source = files("kinerja_tui") / "scales" / f"{id_}.toml"
            yield Creation(file, source.read_text("utf-8"))


def _ids(place: Place, kind: AddKind) -> set[str]:
    """The ids of the year's files of a kind, of broken ones too."""
    folder = (place.root / file_at(place, kind, "x")).parent
    try:
        return {each.stem for each in folder.iterdir() if each.suffix == ".toml"}
    except OSError:
        return set()


def _there(place: Place, file: str) -> bool:
    return (place.root / file).exists()


def _need_year(place: Place) -> None:
    if not place.year:
        raise NotAdded(
            message(N_("{unit} has no year yet."), unit=place.unit),
            message(N_("Make its first year: {command}"), command="kinerja add year"),
        )


def _agreement(place: Place, wanted: Wanted) -> Added:
    from kinerja_tui.store.writing.versions import agreement

    _need_year(place)
    return agreement(place, wanted)


MAKERS: Final[Mapping[AddKind, Maker]] = MappingProxyType(
    {
        "goal": goal,
        "indicator": indicator,
        "activity": activity,
        "agreement": _agreement,
        "recommendation": recommendation,
        "plan": plan,
        "unit": unit,
        "year": year,
    }
)
