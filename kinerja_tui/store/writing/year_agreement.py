"""The first agreement of a new year: the parties of the last one and the targets of the plan; no
other target is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kinerja_tui.locale import N_, LanguageCode, message
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.plan import PlanTarget
from kinerja_tui.numbers.printing import plain
from kinerja_tui.store.format.kinds import where
from kinerja_tui.store.format.typed import text_token
from kinerja_tui.store.writing.copying import (
    above,
    bare,
    ended,
    renewed,
    tables,
    with_value,
    without,
)
from kinerja_tui.store.writing.year_files import Note, Turn

_SIGNED: Final = (
    "statement_date",
    "annex_date",
    "ground",
    "budget_total",
    "target",
    "budget",
)


def agreement(turn: Turn, text: str, id_: str, note: Note) -> str:
    """The first version of the new year: the parties of the last one, and the targets that the plan
    has; the others are named in a comment and left to be set.
    """
    file = where("agreement", turn.unit, turn.year, id_)
    source = str(tables(text).get("id", ""))
    last = next(each for each in turn.book.agreements if each.id == source or not source)
    text = renewed(without(_without_list(text, turn), _SIGNED), "id", text_token(id_))
    found = tables(text)
    for key in ("number", "reason", "document"):
        if found.get(key):
            text = renewed(text, key, '""')
    if found.get("name"):
        name = re.sub(rf"\b{turn.source}\b", str(turn.year), found["name"])
        text = with_value(text, "name", text_token(name))
    if turn.date:
        text = renewed(text, "date", turn.date)
    else:
        text = renewed(text, "date", f"{turn.year}-01-01", [turn.remark("date")])
        note(file, message(N_("the date stands in for the day of signing; set it")))
    text = above(bare(text, "first"), "first", [turn.remark("parties", **{"from": last.id})])
    note(file, message(N_("check both parties: they are copied from {version}"), version=last.id))
    return _with_targets(turn, text, last, (file, note))


def first_version(versions: Sequence[str], language: LanguageCode) -> str:
    """What the first version of a year is called: as it was last year."""
    usual = "1-awal" if language == "id" else "1-first"
    return next((each for each in versions if each.startswith("1-")), usual)


def _with_targets(turn: Turn, text: str, last: Agreement, told: tuple[str, Note]) -> str:
    file, note = told
    missing: list[str] = []
    lost = turn.lost
    for id_ in dict.fromkeys((*last.target, *turn.book.indicators)):
        if id_ not in turn.book.indicators or id_ in lost:
            continue
        planned = _planned(turn, id_)
        if planned:
            assert turn.plan.fitting is not None
            lines = [f"{key} = {token}" for key, token in planned]
            comment = turn.remark("planned", plan=turn.plan.fitting.id)
            text = ended(text, "\n".join([f"# {comment}", f"[target.{id_}]", *lines]))
        else:
            missing.append(id_)
    if missing:
        lines = [turn.remark("missing", year=turn.year)]
        lines += [_missing(turn, id_, last) for id_ in missing]
        text = ended(text, "\n".join(f"# {line}" for line in lines))
        note(file, message(N_("targets to be set: {ids}"), ids=", ".join(missing)))
    confirmed = ", ".join(tables(text).get("target", {}))
    if confirmed:
        note(file, message(N_("targets of the plan, to be confirmed: {ids}"), ids=confirmed))
    return text


def _planned(turn: Turn, id_: str) -> list[tuple[str, str]]:
    """The plan's target of the new year as keys and tokens; none where it cannot be used."""
    own = turn.book.indicators[id_]
    if turn.plan.fitting is None:
        return []
    for name in (id_, *own.was):
        planned = turn.plan.fitting.indicator.get(name)
        if planned is None:
            continue
        target = planned.target.get(turn.year)
        if target is None:
            return []
        scale = turn.scales.get(own.scale or "")
        if target.grade is not None and (scale is None or target.grade not in scale.grade):
            return []
        return list(_tokens(target))
    return []


def _tokens(target: PlanTarget) -> Iterator[tuple[str, str]]:
    for name in ("value", "lo", "hi"):
        number = getattr(target, name)
        if number is not None:
            yield name, plain(number)
    if target.grade is not None:
        yield "grade", text_token(target.grade)


def _missing(turn: Turn, id_: str, last: Agreement) -> str:
    was = last.target.get(id_)
    if was is None:
        return turn.remark("missing_new", id=id_)
    shown = " - ".join(token for _, token in _tokens(was))
    return turn.remark("missing_one", id=id_, was=shown, **{"from": turn.source})


def _without_list(text: str, turn: Turn) -> str:
    """The text without the list of targets that were missing when last year's file was made."""
    head = f"# {turn.remark('missing', year=turn.source)}"
    lines = text.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if line.rstrip("\r\n") == head), len(lines))
    last = first + 1
    while last < len(lines) and lines[last].startswith("#   [target."):
        last += 1
    return "".join(lines[:first] + lines[last:])
