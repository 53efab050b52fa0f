"""A new version of the agreement: the first of a year, or a revision by copying."""

from __future__ import annotations

from datetime import date
from typing import Final

from kinerja_tui.locale import N_, LanguageCode, message
from kinerja_tui.model.agreement import Agreement, Party
from kinerja_tui.store.disk.files import read
from kinerja_tui.store.format.typed import text_token
from kinerja_tui.store.splicing.edit import Creation
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.lexer import join_key
from kinerja_tui.store.writing.add import Added, NotAdded, Place, Wanted, file_at, usable_id
from kinerja_tui.store.writing.copying import renewed, tables, with_value, without
from kinerja_tui.store.writing.remarks import remarks
from kinerja_tui.store.writing.start import filled

_NAMES: Final[dict[LanguageCode, tuple[str, str]]] = {
    "id": ("awal", "revisi"),
    "en": ("first", "revision"),
}
_NOBODY: Final = Party(name="x", position="x")
_SIGNED: Final = Agreement(schema=1, id="x", date=date.min, first=_NOBODY, second=_NOBODY)


def agreement(place: Place, wanted: Wanted) -> Added:
    """The year's first version, or a copy of the last (or of `source`) that is to be revised.

    A revision keeps the targets and the budget; what belongs to the old paper (numbers, dates,
    reasons, the document) goes. Raises `NotAdded`, `Unreadable`.
    """
    known = {each.id: each for each in place.book.agreements}
    last = max(known.values(), key=lambda each: each.version) if known else None
    number = last.version + 1 if last else 1
    word = _NAMES[_language(place)][1 if last else 0]
    id_ = usable_id(wanted.id, f"{number}-{word}", known)
    file = file_at(place, "agreement", id_)
    copied = _source(known, wanted.source) if wanted.source else last
    day = _token(wanted, "date", wanted.date)
    if copied is None:
        text = _first(place, wanted, file, id_, day)
    else:
        text = _revised(place, wanted, copied, id_, day)
    return Added(kind="agreement", id=id_, file=file, parts=(Creation(file, text),))


def _source(known: dict[str, Agreement], typed: str) -> Agreement:
    if typed in known:
        return known[typed]
    raise NotAdded(
        message(N_("There is no version “{name}” of the agreement."), name=typed),
        message(N_("The versions are: {names}."), names=", ".join(known)),
        "source",
    )


def _first(place: Place, wanted: Wanted, file: str, id_: str, day: str) -> str:
    values: dict[str, str | int] = {"agreement": id_, "year": place.year}
    text = filled("agreement", file, values, _language(place)).decode()
    if not (place.root / ".schema").is_dir():
        text = text.partition("\n")[2]
    text = with_value(text, "date", day)
    parties = (("first", wanted.first or _holder(place)), ("second", wanted.second))
    for table, typed in parties:
        name, _, position = typed.partition(";")
        for key, part in (("name", name), ("position", position)):
            if not part.strip():
                raise _without_part(table, typed)
            text = with_value(text, f"{table}.{key}", text_token(part.strip()))
    return text


def _without_part(table: str, typed: str) -> NotAdded:
    """That a party lacks its name or its position, or was not named at all."""
    from kinerja_tui.store.writing.added_files import MISSING

    if not typed.strip():
        return NotAdded(message(MISSING[table]), None, table)
    text = N_("A party has a name and a position, with a semicolon between: name; position.")
    return NotAdded(message(text), None, table)


def _holder(place: Place) -> str:
    """Who holds the office, as `name; position`; empty when that is not recorded for one alone."""
    records = place.library.units.get(place.unit)
    if records is None:
        return ""
    holders = [each for each in records.unit.holder.values() if not each.acting]
    now = [each for each in holders if each.end is None or each.end.year >= place.year]
    return f"{now[0].name}; {now[0].position}" if len(now) == 1 else ""


def _revised(place: Place, wanted: Wanted, source: Agreement, id_: str, day: str) -> str:
    ground = _token(wanted, "ground", wanted.ground)
    text = read(place.root, source.origin).decode()
    try:
        reasons = [join_key(("target", each, "reason")) for each in source.target]
        text = without(_without_remarks(text, place), ["statement_date", "annex_date", *reasons])
        text = renewed(text, "id", text_token(id_))
        text = renewed(text, "date", day)
        text = renewed(text, "ground", ground)
        found = tables(text)
        for key in ("number", "document"):
            if found.get(key):
                text = renewed(text, key, '""')
        if found.get("reason") or wanted.reason.strip():
            text = renewed(text, "reason", text_token(wanted.reason.strip()))
    except SpliceError as error:
        raise NotAdded(
            message(
                N_("{version} cannot be copied, because {reason}"),
                version=source.id,
                reason=error.reason,
            )
        ) from error
    return text


def _without_remarks(text: str, place: Place) -> str:
    """The text without what the program itself remarked when the version was new."""
    remark = remarks(_language(place))
    plans = place.library.units[place.unit].plans if place.unit in place.library.units else {}
    known = {remark("date"), remark("missing", year=place.year)}
    known |= {remark("planned", plan=id_) for id_ in plans}
    head = remark("parties", **{"from": ""}).rstrip(". ")
    lines = []
    for line in text.splitlines(keepends=True):
        said = line.strip().removeprefix("# ")
        mine = said in known or said.startswith((head, "  [target."))
        if not (line.startswith("#") and mine):
            lines.append(line)
    return "".join(lines)


def _token(wanted: Wanted, key: str, typed: str) -> str:
    from kinerja_tui.store.writing.added_files import word

    return word(_SIGNED, key, typed, wanted.language)


def _language(place: Place) -> LanguageCode:
    settings = place.library.settings
    return settings.language if settings else "id"
