"""What people really meant when the parser only says that a line is not TOML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.excerpt import excerpt, quoted
from kinerja_tui.store.toml.failure import Advice, Failure
from kinerja_tui.store.toml.hint_twice import twice
from kinerja_tui.store.toml.hint_values import VALUE_RULES

_MOST_DIGITS_OF_INT: Final = 4300
_MOST_DEPTH: Final = 400
_MOST_PARTS: Final = 1000
_KEY_RULE: Final = N_("A key has letters a-z, digits, hyphens and underscores; others need quotes.")


def syntax_problem(error: Exception, text: str, file: str) -> Problem:
    """The problem behind what the parser raised on `text`; never raises."""
    # Carriage returns before line feeds are dropped by the parser before it counts.
    plain = text.replace("\r\n", "\n")
    lineno, colno = getattr(error, "lineno", None), getattr(error, "colno", None)
    if not isinstance(lineno, int) or not isinstance(colno, int):
        return _beyond_measure(error, plain, file)
    failure = _failure(plain, str(getattr(error, "msg", error)), lineno, colno)
    advice = next(filter(None, (rule(failure) for rule in _RULES)), None) or _unknown(failure)
    return _problem("B08", plain, file, advice, lineno, colno)


def _failure(text: str, reason: str, lineno: int, colno: int) -> Failure:
    lines = text.split("\n", lineno)
    line = lines[lineno - 1] if lineno <= len(lines) else ""
    key, sign, value = line.partition("=")
    start = len(key) + 1 + len(value) - len(value.lstrip()) if sign else 0
    # Long enough for every rule, short enough for none of their patterns to take long.
    value = value.strip()[:200] if sign else ""
    return Failure(text, reason, lineno, colno, line, value, start)


def _problem(code: str, text: str, file: str, advice: Advice, lineno: int, colno: int) -> Problem:
    line, column = (advice.line, advice.column) if advice.line else (lineno, colno)
    return Problem(
        code=code,
        file=file,
        line=line,
        column=column,
        message=advice.message,
        excerpt=excerpt(text.encode("utf-8", "surrogatepass"), line, column),
        hint=advice.hint,
    )


def _unclosed(failure: Failure) -> Advice | None:
    """A string without an end: the place is where it begins, not where the parser gave up."""
    quote = {
        'Expected "\'"': "'",
        "Expected \"'''\"": "'''",
        "Unterminated string": '"""' if failure.text.count('"""') % 2 else '"',
    }.get(failure.reason)
    if quote is None and re.match(r"(Illegal|Found invalid) character '\\n'", failure.reason):
        if re.search(r"[“”„‟]\s*$", failure.line):
            return None
        begin = failure.line.find("=") + 1
        found = re.search("[\"']", failure.line[begin:])
        if not found:
            return None
        return _open_string(failure.lineno, begin + found.start() + 1)
    if quote is None:
        return None
    before = failure.text.rfind(quote, 0, max(failure.offset, 0) + 1)
    if before < 0:
        return None
    line = failure.text.count("\n", 0, before) + 1
    return _open_string(line, before - failure.text.rfind("\n", 0, before))


def _open_string(line: int, column: int) -> Advice:
    return Advice(
        message(N_("this text has no closing quotation mark")),
        message(N_('Close it on the same line; text of several lines stands between """ and """.')),
        line,
        column,
    )


def _backslash(failure: Failure) -> Advice | None:
    if not failure.reason.startswith("Unescaped '\\'") and "hex value" not in failure.reason:
        return None
    return Advice(
        message(N_("a backslash between double quotes has a meaning of its own")),
        message(N_("Write two of them, or put the text between single quotes: '...'")),
    )


def _invisible(failure: Failure) -> Advice | None:
    at = failure.line[failure.colno - 1 : failure.colno]
    if not at or at.isprintable() or at == "\t":
        return None
    if at == "\r":
        return Advice(
            message(N_("a line of this file ends in the way of very old computers")),
            message(N_("Save the file with the line ends of Unix or Windows.")),
        )
    return Advice(
        message(N_("a character that cannot be seen stands here: {code}"), code=f"U+{ord(at):04X}"),
        message(N_("Delete it and type the text again.")),
    )


def _unclosed_array(failure: Failure) -> Advice | None:
    # A list left open swallows the lines below it until one of them is no value.
    sign = failure.line.find("=")
    swallowed = failure.reason == "Invalid value" and (sign < 0 or failure.colno <= sign)
    if failure.reason not in ("Unclosed array", "Unclosed inline table") and not swallowed:
        return None
    brace = "{" if "table" in failure.reason else "["
    opened = [*re.finditer(rf"=\s*(\{brace})", failure.text[: failure.offset])]
    if not opened:
        return None
    at = opened[-1].start(1)
    return Advice(
        message(N_("this list or table is not closed, or a comma is missing in it")),
        message(
            N_("Put a comma after each item and {sign} at the end."),
            sign="]" if brace == "[" else "}",
        ),
        failure.text.count("\n", 0, at) + 1,
        at - failure.text.rfind("\n", 0, at),
    )


def _header(failure: Failure) -> Advice | None:
    named = "table declaration" in failure.reason or "array declaration" in failure.reason
    nameless = failure.reason.startswith("Invalid initial character for a key")
    more = "newline" in failure.reason
    if not named and not ((nameless or more) and failure.line.lstrip().startswith("[")):
        return None
    return Advice(
        message(N_("the name of a table stands between brackets, alone on its line")),
        message(N_("Write for instance [realisation]; names have no spaces.")),
    )


def _no_name(failure: Failure) -> Advice | None:
    nameless = failure.reason == "Invalid statement" and failure.line.lstrip()[:1] in ("=", ".")
    if not nameless and not failure.reason.startswith("Invalid initial character for a key"):
        return None
    return Advice(message(N_("the name of a key is missing here")), message(_KEY_RULE))


def _two_on_a_line(failure: Failure) -> Advice | None:
    if "newline" not in failure.reason or "=" not in failure.line[failure.colno - 1 :]:
        return None
    return Advice(
        message(N_("two keys stand on one line")), message(N_("Give each key a line of its own."))
    )


def _no_sign(failure: Failure) -> Advice | None:
    if not failure.reason.startswith("Expected '='"):
        return None
    if re.match(r"\s*[\w-]+\s*:(?!(?:\s+[^\s\"'#]+){3})", failure.line):
        return Advice(
            message(N_("a key and its value are joined by =, not by a colon")),
            message(N_("Write for instance {line}"), line='name = "..."'),
        )
    if re.match(r"\s*[\w.\"-]+\s+[\"'0-9]", failure.line):
        return Advice(
            message(N_("the sign = is missing between the key and its value")),
            message(N_("Write for instance {line}"), line='name = "..."'),
        )
    if "=" in failure.line:
        spaced = failure.line[failure.colno - 2 : failure.colno - 1].isspace()
        text = N_("a key has no spaces") if spaced else N_("a key cannot have this character")
        rule = N_("Join the words with a hyphen or an underscore.") if spaced else _KEY_RULE
        return Advice(message(text), message(rule))
    return _neither()


def _after_value(failure: Failure) -> Advice | None:
    if "newline" not in failure.reason:
        return None
    if failure.line[failure.colno - 1 :].startswith(","):
        return Advice(
            message(N_("several values stand between brackets")),
            message(N_('Write it between brackets: ["...", "..."]')),
        )
    return Advice(
        message(N_("nothing may follow the value on its line")),
        message(N_('A comment begins with #; quotation marks inside text are written \\".')),
    )


def _statement(failure: Failure) -> Advice | None:
    return _neither() if failure.reason == "Invalid statement" else None


def _neither() -> Advice:
    return Advice(
        message(N_("this line is neither a key with a value nor a table")),
        message(N_('Comments begin with #; text of several lines stands between """ and """.')),
    )


def _unknown(failure: Failure) -> Advice:
    return Advice(
        message(N_("this cannot be read as TOML")),
        message(N_("The parser says: {reason}"), reason=quoted(failure.reason, 120)),
    )


_RULES: Final[tuple[Callable[[Failure], Advice | None], ...]] = (
    twice,
    _unclosed,
    _unclosed_array,
    _backslash,
    _invisible,
    _header,
    _no_name,
    _two_on_a_line,
    _no_sign,
    *VALUE_RULES,
    _after_value,
    _statement,
)


def _beyond_measure(error: Exception, text: str, file: str) -> Problem:
    """Problems for which the parser names no place."""
    reason = str(error)
    if "digits" in reason:
        found = re.search(rf"[0-9_]{{{_MOST_DIGITS_OF_INT},}}", text)
        at = found.start() if found else 0
        advice = Advice(message(N_("this number has thousands of digits")))
    elif "parts" in reason:
        dots = re.search(rf"^(?:[^.\n]*\.){{{_MOST_PARTS}}}", text, re.MULTILINE)
        at = dots.start() if dots else 0
        advice = Advice(message(N_("this key has more than a thousand parts")))
    else:
        at = _deep(text)
        advice = Advice(message(N_("tables or lists are nested beyond all measure here")))
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    hint = message(N_("No record needs this; bring back an earlier version of the file."))
    return _problem("B09", text, file, Advice(advice.message, hint), line, column)


def _deep(text: str) -> int:
    """Where brackets first open deeper than the parser goes; strings are not looked into."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if found[0] in "[{" else max(depth - 1, 0)
        if depth >= _MOST_DEPTH:
            return found.start()
    return 0
