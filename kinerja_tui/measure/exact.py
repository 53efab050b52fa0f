"""How the room counts: in its own decimal context, and with steps that say what was done."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    getcontext,
    localcontext,
)
from functools import wraps
from typing import ParamSpec, TypeVar

from kinerja_tui.locale import Message
from kinerja_tui.measure.figures import Figure, Reason, Step
from kinerja_tui.model.base import Number, Source

PRECISION = 50
SHOWN_DECIMALS = 6
HUNDRED = Decimal(100)

P = ParamSpec("P")
T = TypeVar("T")


def exactly(function: Callable[P, T]) -> Callable[P, T]:
    """`function` run with 50 significant digits, whatever context its caller works in."""
    context = Context(
        prec=PRECISION,
        rounding=ROUND_HALF_EVEN,
        traps=[DivisionByZero, InvalidOperation, Overflow],
    )

    @wraps(function)
    def inside(*args: P.args, **kwargs: P.kwargs) -> T:
        here = getcontext()
        if here.prec == PRECISION and here.rounding == ROUND_HALF_EVEN:
            return function(*args, **kwargs)
        with localcontext(context):
            return function(*args, **kwargs)

    return inside


def half_up(number: Decimal, decimals: int) -> Decimal:
    """`number` rounded half up to at most `decimals` places, away from zero at a tie."""
    if decimals_of(number) <= decimals:
        return number
    # One digit more than the number has is the most that rounding can need.
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=2 * PRECISION))


def decimals_of(number: Decimal) -> int:
    """How many decimals `number` is written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown(number: Decimal) -> Decimal:
    """`number` as a formula names it: as recorded, or when computed with at most six decimals."""
    if isinstance(number, Number) or decimals_of(number) <= SHOWN_DECIMALS:
        return number
    return half_up(number, SHOWN_DECIMALS)


def whole(number: Decimal) -> Decimal:
    """`number` without its zeros after the point when it is a whole number."""
    return Decimal(int(number)) if number == number.to_integral_value() else number


def given(what: Message, value: Decimal | int | None, file: str, key: str) -> Step:
    """A step that is an input: `value` as `file` has it at `key`."""
    number = Decimal(value) if isinstance(value, int) else value
    return Step(what, number, None, Source(file, key))


def none(reason: Reason, steps: tuple[Step, ...] = ()) -> Figure:
    """A figure without a number, and why."""
    return Figure(None, reason, steps)
