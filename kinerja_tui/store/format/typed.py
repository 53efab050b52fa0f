"""What a person types for a key, as the TOML token that is written: the key's own type
decides.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct
from msgspec.structs import fields

from kinerja_tui.locale import INDONESIAN, N_, Language, Message, message
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.base import ID_PATTERN, Number, Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers.reading import Expects, Refused, read
from kinerja_tui.numbers.tokens import token

_RUPIAH_KEYS: Final = frozenset(
    {"ceiling", "ceiling_initial", "spending", "amount", "budget_total"}
)
_PERCENT_KEYS: Final = frozenset({"physical", "progress", "percent", "cap", "floor"})
_IN_INDICATORS_UNIT: Final = frozenset(
    {"value", "target", "baseline", "lo", "hi", "target_lo", "target_hi"}
)

INDONESIAN_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tetap": "final",
        "sementara": "provisional",
        "angka tahun lalu": "carried",
        "bawaan": "carried",
        "belum tersedia": "unavailable",
        "tidak diukur": "unmeasured",
        "maksimal": "maximize",
        "minimal": "minimize",
        "stabil": "stabilize",
        "jumlah": "sum",
        "rerata": "mean",
        "terakhir": "last",
        "terbuka": "open",
        "belum": "open",
        "mulai": "started",
        "berjalan": "started",
        "selesai": "done",
        "ditolak": "declined",
        "batal": "dropped",
        "mendukung": "supports",
        "menghambat": "hinders",
        "plt.": "plt",
        "plh.": "plh",
        "hijau": "green",
        "kuning": "yellow",
        "merah": "red",
        "abu-abu": "grey",
    }
)
"""What people say for the words of the format's closed lists, in small letters."""
_YES: Final = frozenset({"true", "ya", "yes", "y"})
_NO: Final = frozenset({"false", "tidak", "no", "n", "t"})
_MONTHS: Final = (
    ("jan", "january", "januari"),
    ("feb", "february", "februari"),
    ("mar", "march", "maret"),
    ("apr", "april"),
    ("may", "mei"),
    ("jun", "june", "juni"),
    ("jul", "july", "juli"),
    ("aug", "august", "agu", "ags", "agustus"),
    ("sep", "sept", "september"),
    ("oct", "october", "okt", "oktober"),
    ("nov", "november"),
    ("dec", "december", "des", "desember"),
)


def token_for(
    record: Record,
    key: str,
    text: str,
    language: Language = INDONESIAN,
    measured_in: str = "",
) -> str:
    """The TOML token for `text` typed at `key` (a dotted path) of `record`.

    `measured_in` is the unit of a number whose indicator stands in another record (a target's).

    Raises `Refused` when the record has no such key, or the text does not fit it; an `AsksState`
    for a number that is not there. Words of closed lists are accepted in English and Indonesian.
    """
    if measured_in and _bare(type_at(type(record), key)) is Number:
        expects = Expects(percent=measured_in == "%", measured_in=measured_in)
        return token(read(text, language, expects))
    return _token(type_at(type(record), key), record, key, text, language)


def type_at(kind: type[Struct], key: str) -> Any:
    """The type at `key` below a record of `kind`; raises `Refused` for an unknown key."""
    found: Any = kind
    walked: list[str] = []
    for name in key.split("."):
        found = _bare(found)
        if get_origin(found) is dict:
            id_type, found = get_args(found)
            _known_id(id_type, name, key)
        elif isinstance(found, type) and issubclass(found, Struct):
            types = _types_in(found)
            if name not in types:
                raise _unknown(".".join(walked), name, tuple(types))
            found = types[name]
        else:
            raise _unknown(".".join(walked), name, ())
        walked.append(name)
    return found


@lru_cache(maxsize=64)
def _types_in(kind: type[Struct]) -> Mapping[str, Any]:
    """The types of a struct's keys, which cost more to find out than a record to read."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        each.encode_name: hints[each.name] for each in fields(kind) if each.encode_name != "@file"
    }


def refers(kind: type[Struct], key: str) -> bool:
    """Whether `key` of a record of `kind` holds an id of something else; raises as `type_at`."""
    return _bare(type_at(kind, key)) is str and _pattern(type_at(kind, key)) is not None


def _token(kind: Any, record: Record, key: str, text: str, language: Language) -> str:
    found = _bare(kind)
    if found is Number:
        return token(read(text, language, _expects(record, key)))
    if found is bool:
        return _switch(text)
    if found is int:
        return _whole(kind, record, key, text, language)
    if found is date:
        return _day(text).isoformat()
    if get_origin(found) is Literal and not all(isinstance(w, str) for w in get_args(found)):
        raise Refused(message(N_("“{key}” belongs to the program."), key=key))
    if get_origin(found) is Literal:
        return _word(get_args(found), text)
    if found is str:
        return _text(kind, text)
    raise Refused(
        message(N_("“{key}” is a table or a list."), key=key),
        message(N_("Name one value in it, or open the file in an editor.")),
    )


def _expects(record: Record, key: str) -> Expects:
    """What the number at `key` is counted in."""
    last = key.rsplit(".", 1)[-1]
    if last in _PERCENT_KEYS:
        return Expects(percent=True)
    if isinstance(record, Activity) and key.startswith("volume.") and record.volume:
        return Expects(measured_in=record.volume.measured_in)
    if isinstance(record, Indicator) and last in _IN_INDICATORS_UNIT:
        if key.startswith(("component.", "breakdown.")):
            return Expects()
        return Expects(percent=record.measured_in == "%", measured_in=record.measured_in)
    return Expects()


def _whole(kind: Any, record: Record, key: str, text: str, language: Language) -> str:
    rupiah = key.rsplit(".", 1)[-1] in _RUPIAH_KEYS
    value = int(read(text, language, Expects(rupiah=rupiah, whole=True)))
    least, most = _limits(kind)
    if (least is not None and value < least) or (most is not None and value > most):
        if most is None:
            raise Refused(message(N_("At least {least} is due here."), least=least or 0))
        raise Refused(
            message(N_("A number from {least} to {most} is due here."), least=least or 0, most=most)
        )
    return f"{value:_}" if rupiah else str(value)


def _limits(kind: Any) -> tuple[int | None, int | None]:
    metas = [meta for part in _layers(kind) for meta in part if isinstance(meta, Meta)]
    least = next((int(meta.ge) for meta in metas if meta.ge is not None), None)
    most = next((int(meta.le) for meta in metas if meta.le is not None), None)
    return least, most


def _switch(text: str) -> str:
    typed = text.strip().casefold()
    if typed in _YES:
        return "true"
    if typed in _NO:
        return "false"
    raise Refused(message(N_("Type yes or no.")))


def _word(allowed: tuple[str, ...], text: str) -> str:
    typed = " ".join(text.strip().casefold().split())
    found = typed if typed in allowed else INDONESIAN_WORDS.get(typed, "")
    if found in allowed and found:
        return f'"{found}"'
    near = get_close_matches(typed, [*allowed, *INDONESIAN_WORDS], 1)
    hint = message(N_("Did you mean “{word}”?"), word=near[0]) if near else None
    raise Refused(
        message(N_("One of these words is due here: {words}."), words=", ".join(allowed)), hint
    )


def _day(text: str) -> date:
    typed = text.strip().casefold()
    try:
        if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", typed):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := re.fullmatch(r"([0-9]{1,2})\s+([a-z]{3,9})\.?\s+([0-9]{4})", typed):
            return date(int(match[3]), _month(match[2]), int(match[1]))
    except ValueError:
        raise Refused(message(N_("There is no such day."))) from None
    raise Refused(
        message(N_("A date is due here.")), message(N_("For example 2022-12-31 or 31-12-2022."))
    )


def _month(name: str) -> int:
    for number, names in enumerate(_MONTHS, 1):
        if name in names:
            return number
    raise ValueError(name)


def _text(kind: Any, text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused(message(N_("This text is not in UTF-8.")))
    pattern = _pattern(kind)
    if pattern is not None and not re.search(pattern, text):
        raise Refused(
            message(N_("An id is due here.")),
            message(N_("Small letters, digits and hyphens, beginning with a letter or digit.")),
        )
    needs_text = any(
        isinstance(meta, Meta) and meta.min_length for part in _layers(kind) for meta in part
    )
    if needs_text and not text.strip():
        raise Refused(message(N_("This text may not be empty.")))
    return text_token(text)


def _pattern(kind: Any) -> str | None:
    metas = (meta for part in _layers(kind) for meta in part if isinstance(meta, Meta))
    return next((meta.pattern for meta in metas if meta.pattern), None)


def text_token(text: str) -> str:
    """`text` as a TOML string token; several lines in triple quotes."""
    from tomli_w import dumps  # writing only

    return dumps({"v": text}, multiline_strings="\n" in text).removeprefix("v = ").rstrip("\n")


def _layers(kind: Any) -> list[tuple[Any, ...]]:
    """The metadata of every Annotated around the type, outermost first; unions are looked
    into.
    """
    layers: list[tuple[Any, ...]] = []
    if get_origin(kind) is Annotated:
        inner, *metas = get_args(kind)
        layers = [tuple(metas), *_layers(inner)]
    elif get_origin(kind) in (Union, types.UnionType):
        layers = [layer for each in get_args(kind) for layer in _layers(each)]
    return layers


def _bare(kind: Any) -> Any:
    """The type without Annotated and without None."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, types.UnionType):
            written = (each for each in get_args(kind) if each is not types.NoneType)
            kind = next(each for each in written if _is_written(each))
        else:
            return kind


def _is_written(kind: Any) -> bool:
    return getattr(kind, "__name__", "") != "UnsetType"


def _known_id(id_type: Any, name: str, key: str) -> None:
    if _bare(id_type) is int:
        if not re.fullmatch("[0-9]{4}", name):
            raise Refused(
                message(N_("A year is due in “{key}”, not “{name}”."), key=key, name=name)
            )
    elif not re.search(ID_PATTERN, name):
        raise Refused(message(N_("“{name}” in “{key}” is not an id."), key=key, name=name))


def _unknown(table: str, name: str, known: tuple[str, ...]) -> Refused:
    where: Message = (
        message(N_("There is no key “{name}” in [{table}]."), name=name, table=table)
        if table
        else message(N_("There is no key “{name}” here."), name=name)
    )
    near = get_close_matches(name, known, 1)
    if near:
        return Refused(where, message(N_("Did you mean “{word}”?"), word=near[0]))
    if known:
        return Refused(where, message(N_("The keys are: {keys}."), keys=", ".join(known)))
    return Refused(where)
