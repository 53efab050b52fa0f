"""The look of a cell (attributes and colours), and the shortest code from one look to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Look(NamedTuple):
    """Attributes and colours as SGR numbers; an empty colour is the terminal's own."""

    attributes: tuple[str, ...] = ()
    front: str = ""
    back: str = ""


PLAIN = Look()
_ON = frozenset({"1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
# Only what every terminal knows: a look without any other attribute is reached by a reset.
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27"}
_CACHED = 4096


@lru_cache(_CACHED)
def look_after(codes: str, before: Look) -> Look | None:
    """The look after `ESC [ codes m`; None when a code is not known here."""
    attributes, front, back = set(before.attributes), before.front, before.back
    numbers = codes.split(";")
    index = 0
    while index < len(numbers):
        number = numbers[index]
        index += 1
        if number in ("", "0"):
            attributes, front, back = set(), "", ""
        elif number in _ON:
            attributes.add(number)
        elif number in ("39", "49"):
            front, back = ("", back) if number == "39" else (front, "")
        elif number in ("38", "48"):
            length = {"5": 2, "2": 4}.get(numbers[index] if index < len(numbers) else "")
            rest = numbers[index : index + (length or 0)]
            if length is None or len(rest) != length or not all(rest):
                return None
            index += length
            colour = ";".join([number, *rest])
            front, back = (colour, back) if number == "38" else (front, colour)
        elif len(number) in (2, 3) and number[:-1] in ("3", "9") and number[-1] in "01234567":
            front = number
        elif len(number) in (2, 3) and number[:-1] in ("4", "10") and number[-1] in "01234567":
            back = number
        else:
            return None
    return Look(tuple(sorted(attributes, key=int)), front, back)


@lru_cache(_CACHED)
def change(before: Look | None, after: Look) -> str:
    """The shortest code that leads from one look to another; from None, an unknown one, too."""
    if before == after:
        return ""
    whole = [*after.attributes, *filter(None, (after.front, after.back))]
    if not whole:
        return "\x1b[m"
    if before != PLAIN:
        whole.insert(0, "")  # a number left out is 0, which resets
    step = None if before is None else _step(before, after)
    shortest = min((";".join(each) for each in (whole, step) if each is not None), key=len)
    return f"\x1b[{shortest}m"


def _step(before: Look, after: Look) -> list[str] | None:
    gone = set(before.attributes) - set(after.attributes)
    if not gone <= set(_OFF):
        return None
    off = sorted({_OFF[each] for each in gone})
    left = {each for each in before.attributes if _OFF.get(each) not in off}
    codes = [*off, *(each for each in after.attributes if each not in left)]
    if before.front != after.front:
        codes.append(after.front or "39")
    if before.back != after.back:
        codes.append(after.back or "49")
    return codes
