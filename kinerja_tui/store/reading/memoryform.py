"""A memory as bytes, and back: years are read back whole only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from zlib import compress, decompress

import msgspec
from msgspec import Raw, Struct

from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Borrowed
from kinerja_tui.model.library import Book
from kinerja_tui.store.format.kinds import Kind, kind_of, stem_of
from kinerja_tui.store.format.record import Understood
from kinerja_tui.store.reading.forms import (
    ProblemForm,
    RecordForm,
    UnderstoodForm,
    encoded,
    problem_forms,
    problems_in,
    record_form,
    record_in,
    understood_form,
    understood_in,
)
from kinerja_tui.store.reading.memory import Known, KnownYear, Later, Memory, Place
from kinerja_tui.store.reading.moments import Moment
from kinerja_tui.store.reading.years import book_of

_FASTEST: Final = 1


class _FileForm(Struct, frozen=True, array_like=True):
    settled: bool
    digest: bytes
    understood: Raw


class _YearForm(Struct, frozen=True, array_like=True):
    """A unit's year; `files` are in the order of `moments`; `whole` are its shared indicators."""

    unit: str
    year: int
    moments: dict[str, Moment]
    settled: bool
    goals: list[str] | None
    key: bytes
    borrowed: dict[str, bytes]
    problems: list[ProblemForm]
    files: bytes
    packed: bool
    whole: Raw


class _MemoryForm(Struct, frozen=True, array_like=True):
    files: dict[str, tuple[Moment, _FileForm]]
    years: list[Raw]


def memory_bytes(memory: Memory) -> bytes:
    """The latest load in `memory` as bytes; a year that has no exact form is left out.

    Raises `TypeError` or `ValueError` when a file outside the years has none.
    """
    files = {file: (known.moment, _file_form(known)) for file, known in memory.files.items()}
    years = []
    for place in memory.latest:
        year = memory.years[place]
        try:
            form = year.form if year.form is not None else year_bytes(place, year)
        except (TypeError, ValueError, OverflowError):
            continue
        years.append(Raw(form))
    return encoded(_MemoryForm(files, years))


def fill(memory: Memory, data: bytes | memoryview) -> None:
    """Put what `memory_bytes` gave into an empty memory; raises `msgspec.DecodeError` for other
    bytes.
    """
    found = msgspec.msgpack.decode(data, type=_MemoryForm)
    decoder = msgspec.msgpack.Decoder(_YearForm)
    years = {}
    for raw in found.years:
        form = decoder.decode(raw)
        years[form.unit, form.year] = _year(form, raw)
    memory.files = {file: _known(moment, form) for file, (moment, form) in found.files.items()}
    memory.years = years
    memory.latest = tuple(years)


def year_bytes(place: Place, year: KnownYear, packed: bool = True) -> bytes:
    """A unit's year as bytes, `packed` where they are to be kept.

    Raises `TypeError`, `ValueError` or `OverflowError` when it has no exact form.
    """
    return encoded(_year_form(place, year, packed))


def year_in(data: bytes) -> KnownYear:
    """What `year_bytes` gave; raises `msgspec.DecodeError` for other bytes."""
    return _year(msgspec.msgpack.decode(data, type=_YearForm), Raw(data))


def _file_form(known: Known) -> _FileForm:
    understood = Raw(encoded(understood_form(known.understood)))
    return _FileForm(known.settled, known.digest, understood)


def _known(moment: Moment, form: _FileForm) -> Known:
    understood = Later(partial(_understood, form.understood))
    return Known(understood, moment, form.settled, form.digest)


def _understood(form: Raw) -> Understood:
    return understood_in(msgspec.msgpack.decode(form, type=UnderstoodForm))


def _year_form(place: Place, year: KnownYear, packed: bool) -> _YearForm:
    files = encoded([_file_form(known) for known in year.files().values()])
    whole = {
        each.origin: record_form(each)
        for each in year.book().indicators.values()
        if isinstance(each, Borrowed)
    }
    return _YearForm(
        unit=place[0],
        year=place[1],
        moments=dict(year.moments),
        settled=year.settled,
        goals=None if year.goals is None else sorted(year.goals),
        key=year.key,
        borrowed=dict(year.borrowed),
        problems=problem_forms(year.problems),
        files=compress(files, _FASTEST) if packed else files,
        packed=packed,
        whole=Raw(encoded(whole)),
    )


def _year(form: _YearForm, raw: Raw) -> KnownYear:
    files = Later(partial(_files, form))
    return KnownYear(
        book=Later(partial(_book, form, files)),
        problems=problems_in(form.problems),
        files=files,
        moments=form.moments,
        settled=form.settled,
        goals=None if form.goals is None else frozenset(form.goals),
        key=form.key,
        borrowed=form.borrowed,
        form=raw,
    )


def _files(form: _YearForm) -> Mapping[str, Known]:
    data = decompress(form.files) if form.packed else form.files
    found = msgspec.msgpack.decode(data, type=list[_FileForm])
    return {
        file: _known(moment, each)
        for (file, moment), each in zip(form.moments.items(), found, strict=True)
    }


def _book(form: _YearForm, files: Later[Mapping[str, Known]]) -> Book:
    kinds: dict[Kind, tuple[str, ...]] = {}
    records: dict[str, Record] = {}
    for file, known in files().items():
        kind, record = kind_of(file), known.understood.record
        if kind is not None and record is not None:
            kinds[kind] = (*kinds.get(kind, ()), stem_of(file))
            records[file] = record
    shared = msgspec.msgpack.decode(form.whole, type=dict[str, RecordForm])
    made = ((file, record_in(each)) for file, each in shared.items())
    whole = {file: record for file, record in made if isinstance(record, Borrowed)}
    return book_of((form.unit, form.year), kinds, records, whole)
