from __future__ import annotations

from decimal import ROUND_DOWN, Context, Decimal, getcontext, localcontext

import pytest

from kinerja_tui.measure.exact import exactly, half_up, shown, whole
from kinerja_tui.model.base import Number


@exactly
def third(number: Decimal) -> Decimal:
    return number / 3


def test_the_callers_context_neither_matters_nor_changes() -> None:
    expected = third(Decimal(2))
    assert len(expected.as_tuple().digits) == 50
    before = getcontext().copy()
    with localcontext(Context(prec=3, rounding=ROUND_DOWN)):
        assert third(Decimal(2)) == expected
    assert getcontext().prec == before.prec
    assert getcontext().rounding == before.rounding
    assert getcontext().flags == before.flags


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("88.305", 2, "88.31"),
        ("2.5", 0, "3"),
        ("7", 2, "7"),
        ("7.50", 3, "7.50"),
        (f"{'9' * 48}.55", 1, f"{'9' * 48}.6"),
    ],
)
def test_half_up(number: str, decimals: int, expected: str) -> None:
    assert str(half_up(Decimal(number), decimals)) == expected


def test_formulas_show_recorded_numbers_whole() -> None:
    assert str(shown(Number("83.32088745"))) == "83.32088745"
    assert str(shown(Decimal("83.32088745"))) == "83.320887"
    assert str(shown(Decimal("90.3600"))) == "90.3600"


def test_whole_numbers_lose_their_zeros() -> None:
    assert str(whole(Decimal("100.0"))) == "100"
    assert str(whole(Decimal("99.50"))) == "99.50"
