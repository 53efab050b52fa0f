"""What a fault test counts, what the counts must come to, and how one that cannot run says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from msgspec import Struct

T = TypeVar("T")
Size = Literal["ci", "full", "nightly"]

STORIES = 5
"""How many failures are told in words; all are counted."""


class Lacking(Exception):  # noqa: N818 - it says what is lacking
    """A part cannot run here; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is to be done, and the number from which everything random starts."""

    size: Size
    seed: int

    def of(self, ci: T, full: T, nightly: T | None = None) -> T:
        """The amount for this scale; a nightly run does the full amount unless it has its own."""
        if self.size == "ci":
            return ci
        return full if self.size == "full" or nightly is None else nightly


class Count(Struct, frozen=True):
    """One number that was counted or measured; `goal` in words, empty where there is none."""

    what: str
    number: float
    goal: str = ""
    reached: bool = True
    unit: str = ""


class Result(Struct, frozen=True):
    """The counts of one fault test, its failures in words, and whether it came out as it must."""

    counts: tuple[Count, ...]
    stories: tuple[str, ...] = ()
    note: str = ""

    @property
    def ok(self) -> bool:
        """Every goal reached and nothing to tell."""
        return all(each.reached for each in self.counts) and not self.stories


@dataclass(slots=True)
class Tally:
    """Counts in the making."""

    numbers: Counter[str] = field(default_factory=Counter)
    stories: list[str] = field(default_factory=list)

    def add(self, what: str, number: int = 1) -> None:
        """Count something that is no fault."""
        self.numbers[what] += number

    def fault(self, what: str, story: str) -> None:
        """Count a fault and keep its story."""
        self.numbers[what] += 1
        if len(self.stories) < STORIES:
            self.stories.append(f"{what}: {' '.join(story.split())}")

    def expect(self, holds: bool, what: str, story: str) -> bool:
        """Count a fault unless `holds`."""
        if not holds:
            self.fault(what, story)
        return holds

    def merge(self, other: Tally) -> None:
        """Add the counts of another worker."""
        self.numbers.update(other.numbers)
        self.stories.extend(other.stories[: STORIES - len(self.stories)])

    def none(self, *names: str) -> tuple[Count, ...]:
        """Faults that must not have happened."""
        return tuple(
            Count(what, self.numbers[what], "0", self.numbers[what] == 0) for what in names
        )

    def least(self, what: str, goal: int) -> Count:
        """A count that must come to at least `goal`."""
        return Count(what, self.numbers[what], f"at least {goal:,}", self.numbers[what] >= goal)

    def told(self, *names: str) -> tuple[Count, ...]:
        """Counts without a goal."""
        return tuple(Count(what, self.numbers[what]) for what in names)

    def result(self, *counts: Count, note: str = "") -> Result:
        """The result; a fault that no count names makes it fail all the same."""
        return Result(counts, tuple(self.stories), note)


def most(what: str, number: float, goal: float, unit: str = "") -> Count:
    """A measured number that may be at most `goal`."""
    words = f"at most {goal:g}{_unit(unit)}" if goal else "0"
    return Count(what, number, words, number <= goal, unit)


def measured(what: str, number: float, unit: str = "") -> Count:
    """A measured number without a goal."""
    return Count(what, number, unit=unit)


def shown(count: Count) -> str:
    """The number as it is printed."""
    number = count.number
    text = f"{number:,.0f}" if float(number).is_integer() else f"{number:,.4g}"
    return text + _unit(count.unit)


def _unit(unit: str) -> str:
    return unit if unit in ("", "x") else f" {unit}"
