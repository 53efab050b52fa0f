from __future__ import annotations

from kinerja_tui.model.library import code_order


def test_codes_are_ordered_by_their_numbers() -> None:
    codes = ["IK 10", "IK 2", "IK 02.1", "IK", "IK 1.10", "IK 1.9", "IK 0"]
    assert sorted(codes, key=code_order) == [
        "IK", "IK 0", "IK 1.9", "IK 1.10", "IK 2", "IK 02.1", "IK 10"
    ]  # fmt: skip
    assert code_order("IK 007") == code_order("IK 7")


def test_a_code_of_thousands_of_digits_is_ordered_too() -> None:
    long = "IK " + "9" * 5000
    assert sorted([long, "IK 10", "IK 9"], key=code_order) == ["IK 9", "IK 10", long]
