"""What is overdue: work that was to be done by a day and is not."""

from __future__ import annotations

from datetime import date

OPEN = frozenset({"open", "started"})
"""The states of work that is still owed."""


def days_late(status: str, due: date | None, at: date) -> int:
    """How many days after `due` the day `at` is, for work still owed; else 0."""
    if due is None or status not in OPEN:
        return 0
    return max((at - due).days, 0)
