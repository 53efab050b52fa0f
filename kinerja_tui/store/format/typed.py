"""What a person types for a key, as the TOML token that is written: the key's own type
decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin

from msgspec import Meta

from kinerja_tui.locale import INDONESIAN, N_, Language, message
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.base import ID_PATTERN, Number, Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers.reading import Expects, Refused, read
from kinerja_tui.numbers.tokens import token
from kinerja_tui.store.format.shape import RUPIAH_KEYS, bare, layers, limits, pattern_of, type_at

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
        "pejabat": "official",
        "strategi": "strategy",
        "asumsi": "assumption",
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


Kept = Record | type[Record]
"""A record, or only its kind where the record cannot stand."""

_VALUES: Final = frozenset(
    {"realisation.value", "realisation.grade", "realisation.numerator", "realisation.denominator"}
)
_STATE: Final = "realisation.state"
_WITHOUT_VALUE: Final = frozenset({"unavailable", "unmeasured"})


def token_for(
    record: Kept,
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
    kind = type_at(_kind(record), key)
    if measured_in and bare(kind) is Number:
        expects = Expects(percent=measured_in == "%", measured_in=measured_in)
        return token(read(text, language, expects))
    return _token(kind, record, key, text, language)


def list_token(record: Kept, key: str, text: str, language: Language = INDONESIAN) -> str:
    """The token of a whole list: each line of `text` that is not blank is one item.

    Raises `Refused` for a key that holds no list, and for an item that does not fit it.
    """
    kind = bare(type_at(_kind(record), key))
    if get_origin(kind) is not list:
        raise Refused(message(N_("“{key}” is no list."), key=key))
    item = get_args(kind)[0]
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    tokens = [_token(item, record, key, each, language) for each in lines]
    return "\n".join(["[", *(f"  {each}," for each in tokens), "]"]) if tokens else "[]"


def with_state(record: Kept, tokens: Mapping[str, str]) -> dict[str, str]:
    """`tokens` of an indicator by their keys; a value that comes where none was is final, unless
    they say otherwise.
    """
    found = record.realisation if isinstance(record, Indicator) else None
    comes = found is None or found.state in _WITHOUT_VALUE
    if isinstance(record, Indicator) and comes and _VALUES & tokens.keys():
        return {**tokens, _STATE: tokens.get(_STATE, '"final"')}
    return dict(tokens)


def _kind(record: Kept) -> type[Record]:
    return record if isinstance(record, type) else type(record)


def _token(kind: Any, record: Kept, key: str, text: str, language: Language) -> str:
    found = bare(kind)
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
        return _word(get_args(found), text, language)
    if found is str:
        return _text(kind, text)
    raise Refused(
        message(N_("“{key}” is a table or a list."), key=key),
        message(N_("Name one value in it, or open the file in an editor.")),
    )


def _expects(record: Kept, key: str) -> Expects:
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


def _whole(kind: Any, record: Kept, key: str, text: str, language: Language) -> str:
    rupiah = key.rsplit(".", 1)[-1] in RUPIAH_KEYS
    value = int(read(text, language, Expects(rupiah=rupiah, whole=True)))
    least, most = limits(kind)
    if (least is not None and value < least) or (most is not None and value > most):
        if most is None:
            raise Refused(message(N_("At least {least} is due here."), least=least or 0))
        raise Refused(
            message(N_("A number from {least} to {most} is due here."), least=least or 0, most=most)
        )
    return f"{value:_}" if rupiah else str(value)


def _switch(text: str) -> str:
    typed = text.strip().casefold()
    if typed in _YES:
        return "true"
    if typed in _NO:
        return "false"
    raise Refused(message(N_("Type yes or no.")))


def _word(allowed: tuple[str, ...], text: str, language: Language) -> str:
    typed = " ".join(text.strip().casefold().split())
    found = typed if typed in allowed else INDONESIAN_WORDS.get(typed, "")
    if found in allowed and found:
        return f'"{found}"'
    own = {word: each for word, each in INDONESIAN_WORDS.items() if each in allowed}
    near = get_close_matches(typed, [*allowed, *own], 1)
    hint = message(N_("Did you mean “{word}”?"), word=near[0]) if near else None
    offered = ", ".join(_called(each, own, language) for each in allowed)
    raise Refused(message(N_("One of these words is due here: {words}."), words=offered), hint)


def _called(word: str, own: Mapping[str, str], language: Language) -> str:
    """What a word of the format is called in the language, by the first of its names in `own`."""
    if language.code != "id":
        return word
    return next((name for name, each in own.items() if each == word), word)


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
    pattern = pattern_of(kind)
    if pattern is not None and not re.search(pattern, text):
        if pattern != ID_PATTERN:
            raise Refused(
                message(N_("The form unit/id is due here.")),
                message(N_("For example {example}."), example="setjen/ip-asn"),
            )
        raise Refused(
            message(N_("An id is due here.")),
            message(N_("Small letters, digits and hyphens, beginning with a letter or digit.")),
        )
    needs_text = any(
        isinstance(meta, Meta) and meta.min_length for part in layers(kind) for meta in part
    )
    if needs_text and not text.strip():
        raise Refused(message(N_("This text may not be empty.")))
    return text_token(text)


def text_token(text: str) -> str:
    """`text` as a TOML string token; several lines in triple quotes."""
    from tomli_w import dumps  # writing only

    return dumps({"v": text}, multiline_strings="\n" in text).removeprefix("v = ").rstrip("\n")
