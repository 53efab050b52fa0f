"""Values as people write them, and how a record writes them: one small rule a habit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.numbers.shapes import is_absent
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.toml.failure import Advice, Failure, at_value


def _curly_quotes(failure: Failure) -> Advice | None:
    found = re.search("[“”„‟‘’‚«»″]", failure.line)
    if not found or "string" in failure.reason:
        return None
    return Advice(
        message(N_("curly quotation marks are not quotation marks here")),
        message(N_('Type straight ones: "..." (word processors change them).')),
        failure.lineno,
        found.start() + 1,
    )


def _decimal_comma(failure: Failure) -> Advice | None:
    found = re.match(
        r"([+-]?[0-9]{1,3}(?:\.[0-9]{3})+|[+-]?[0-9]+),([0-9]+)\s*[%;,]?(?:\s*#.*)?$", failure.value
    )
    if not found:
        return None
    written = f"{found[1].replace('.', '')}.{found[2]}"
    return at_value(
        failure,
        N_("a number in a record has a decimal point, not a comma"),
        message(N_("Write {number}"), number=written),
    )


def _thousands(failure: Failure) -> Advice | None:
    found = re.match(
        r"(?:Rp\.?\s*)?([0-9]{1,3}(?:([.,])[0-9]{3})(?:\2[0-9]{3})+|[0-9]{1,3}(?:([ '’])[0-9]{3})"
        r"(?:\3[0-9]{3})*)(?![0-9])(?:[.,]([0-9]+))?",
        failure.value,
    )
    if not found:
        return None
    groups = re.sub("[.,' ’]", "_", found[1])
    fraction = f".{found[4]}" if (found[4] or "").strip("0") else ""
    return at_value(
        failure,
        N_("a number in a record has no signs between the thousands"),
        message(
            N_("Write {plain} or {groups}"),
            plain=groups.replace("_", "") + fraction,
            groups=groups + fraction,
        ),
    )


def _percent(failure: Failure) -> Advice | None:
    found = re.match(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*%", failure.value)
    if not found:
        return None
    return at_value(
        failure,
        N_("a number in a record has no percent sign"),
        message(N_("Write {number}"), number=found[1]),
    )


def _rupiah(failure: Failure) -> Advice | None:
    if not re.match(r"(?i)(rp|idr)[.\s]*[0-9]", failure.value):
        return None
    return at_value(
        failure,
        N_("an amount in a record is its digits alone, without Rp"),
        message(N_("Write for instance {number}"), number="7_719_313_000"),
    )


def _day(failure: Failure) -> Advice | None:
    shapes = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2} [A-Za-z]+ \d{4}"
    if not re.match(rf"(?:{shapes})\b", failure.value, re.ASCII):
        return None
    return at_value(
        failure,
        N_("this is not a date of the calendar as records write it"),
        message(N_("Write year-month-day without quotes, for instance {day}"), day="2022-12-31"),
    )


def _truth(failure: Failure) -> Advice | None:
    word = failure.value.split("#")[0].strip()
    known = {"true": "true", "yes": "true", "ya": "true", "benar": "true"}
    known |= {"false": "false", "no": "false", "tidak": "false", "salah": "false"}
    if word.lower() not in known:
        return None
    return at_value(
        failure,
        N_("yes and no are written true and false, in small letters"),
        message(N_("Write {word}"), word=known[word.lower()]),
    )


def _number_shape(failure: Failure) -> Advice | None:
    value = failure.value.split("#")[0].strip()
    if not re.fullmatch(r"[+-]?([0-9]*\.[0-9]*|[0-9]+)", value) or value.strip("+-") in ("", "."):
        return None
    sign = value[0] if value[0] in "+-" else ""
    whole, point, fraction = value.lstrip("+-").partition(".")
    whole = whole.lstrip("0") or "0"
    written = f"{sign}{whole}.{fraction}" if point and fraction else sign + whole
    return at_value(
        failure,
        N_("a number needs a digit on both sides of its point, and no zeros in front"),
        message(N_("Write {number}"), number=written),
    )


def _number_and_more(failure: Failure) -> Advice | None:
    if not re.match(r"[+-]?[0-9]", failure.value) or "newline" not in failure.reason:
        return None
    if re.match(r"\S+\s+[\w\"'.-]+\s*=|\S+\s*(?://|--|;|/\*)", failure.value):
        return None
    return at_value(
        failure,
        N_("something that is no number follows the number"),
        message(N_("Write the number alone, or put text between quotes.")),
    )


def _minus(failure: Failure) -> Advice | None:
    found = re.match(r"[−–—]\s*([0-9]+(?:\.[0-9]+)?)(?:\s*#.*)?$", failure.value)
    if not found:
        return None
    return at_value(
        failure,
        N_("this dash is no minus sign"),
        message(N_("Write {number}"), number=f"-{found[1]}"),
    )


def _nothing_there(failure: Failure) -> Advice | None:
    value = failure.value.split(" #")[0].strip()
    if not value or not (is_absent(value) or value.lower() in ("null", "none", "nil", "?")):
        return None
    return at_value(
        failure,
        N_("there is no sign for a value that is not there"),
        message(N_("Leave the key out while there is no number, and say why in reason.")),
    )


def _no_quotes(failure: Failure) -> Advice | None:
    if failure.reason != "Invalid value":
        return None
    if not failure.value or failure.value.startswith("#"):
        return Advice(
            message(N_("a value is missing after the =")),
            message(N_("Delete the line when there is nothing to say yet.")),
        )
    if not failure.value[0].isalpha():
        return None
    written = in_quotes(failure.value.split(" #")[0].strip())
    return at_value(
        failure,
        N_("text stands between quotation marks"),
        message(N_("Write {value}"), value=written),
    )


def in_quotes(text: str) -> str:
    """`text`, typed with half of its quotation marks or none, as TOML writes it; cut to a line."""
    if text.count('"') == 1:
        text = text.strip('"')
    shown = quoted(text)
    if '"' not in shown:
        return '"' + shown.replace("\\", "\\\\") + '"'
    return f"'{shown}'" if "'" not in shown else '"' + shown.replace('"', r"\"") + '"'


def _in_a_list(failure: Failure) -> Advice | None:
    """An item of a list on one line, at which the parser stopped."""
    rest = failure.line[failure.colno - 1 :]
    if failure.reason != "Invalid value" or not failure.value.startswith(("[", "{")):
        return None
    found = re.match(r"\w[^,\]}#]{0,200}", rest)
    if not found or not found[0][0].isalpha():
        return None
    return Advice(
        message(N_("text stands between quotation marks")),
        message(N_("Write {value}"), value=in_quotes(found[0].strip())),
    )


def _no_value(failure: Failure) -> Advice | None:
    if failure.reason != "Invalid value":
        return None
    return Advice(
        message(N_("this is neither a number nor a date nor text between quotes")),
        message(N_("For instance {examples}"), examples='61.34, 2022-12-31, "..."'),
    )


VALUE_RULES: Final[tuple[Callable[[Failure], Advice | None], ...]] = (
    _curly_quotes,
    _decimal_comma,
    _thousands,
    _percent,
    _rupiah,
    _day,
    _truth,
    _number_shape,
    _number_and_more,
    _minus,
    _nothing_there,
    _no_quotes,
    _in_a_list,
    _no_value,
)
