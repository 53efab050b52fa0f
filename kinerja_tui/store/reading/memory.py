"""What earlier loads of a store understood, so that the next one reads only what has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from msgspec import Raw

from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Book
from kinerja_tui.store.format.record import Understood
from kinerja_tui.store.reading.moments import NO_MOMENT, Moment

T = TypeVar("T")
Place = tuple[str, int]
"""A unit and a year."""


class Later(Generic[T]):
    """A value that is made when somebody first asks for it."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        """`make` gives the same value however often it is called."""
        self._make: Callable[[], T] | None = make
        self._made: T

    def __call__(self) -> T:
        """The value."""
        make = self._make  # which another thread may be done with at any moment
        if make is not None:
            self._made = make()
            self._make = None
        return self._made

    @classmethod
    def now(cls, made: T) -> Later[T]:
        """One that needs no making."""
        later = cls.__new__(cls)
        later._make, later._made = None, made
        return later


class Known:
    """One file as it was read: its moment and the digest of its bytes, and what they say.

    `settled` when the moment alone tells whether the file is still the same.
    """

    __slots__ = ("_understood", "digest", "moment", "settled")

    def __init__(
        self,
        understood: Understood | Later[Understood],
        moment: Moment = NO_MOMENT,
        settled: bool = False,
        digest: bytes = b"",
    ) -> None:
        """What was understood, now or later."""
        self._understood = understood
        self.moment = moment
        self.settled = settled
        self.digest = digest

    @property
    def understood(self) -> Understood:
        """The record and the problems of the file alone."""
        found = self._understood
        return found() if isinstance(found, Later) else found

    def at(self, moment: Moment, settled: bool) -> Known:
        """The same bytes, found at `moment`."""
        if (moment, settled) == (self.moment, self.settled):
            return self
        return Known(self._understood, moment, settled, self.digest)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KnownYear:
    """A unit's year: its book and all problems of its files, and what they follow from.

    They follow from the digests of `files`, from what lies around (`key`, empty when they may not
    be used again) and from the indicators it shares (`borrowed`, by file). `moments` are those of
    the files, and `settled` says whether they tell that the files are the same. `form` is the
    year as the cache holds it.
    """

    book: Later[Book]
    problems: tuple[Problem, ...]
    files: Later[Mapping[str, Known]]
    moments: Mapping[str, Moment]
    settled: bool
    goals: frozenset[str] | None
    key: bytes = b""
    borrowed: Mapping[str, bytes]
    form: Raw | None = None


class Books(Mapping[int, Book]):
    """The books of a unit by year, each made when it is first asked for."""

    __slots__ = ("_years",)

    def __init__(self, years: Mapping[int, KnownYear]) -> None:
        """The years that were read."""
        self._years = years

    def __getitem__(self, year: int) -> Book:
        """The book of a year."""
        return self._years[year].book()

    def __iter__(self) -> Iterator[int]:
        """The years, in order."""
        return iter(self._years)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._years)

    def __contains__(self, year: object) -> bool:
        """Whether the year was read; makes nothing."""
        return year in self._years

    def __repr__(self) -> str:
        """As a dictionary would say it."""
        return repr(dict(self))


class Memory:
    """What was understood of one store, by file and by a unit's year.

    For one thread at a time. `latest` are the years of the last load, and `changed` says whether
    it learnt anything.
    """

    def __init__(self, clock: Callable[[], int] = time.time_ns) -> None:
        """An empty memory; `clock` counts nanoseconds as the file system does."""
        self.clock = clock
        self.files: dict[str, Known] = {}
        self.years: dict[Place, KnownYear] = {}
        self.latest: tuple[Place, ...] = ()
        self.changed = False

    @property
    def count(self) -> int:
        """How many files the latest load was about."""
        return len(self.files) + sum(len(self.years[place].moments) for place in self.latest)

    def keep(self, files: dict[str, Known], years: dict[Place, KnownYear]) -> None:
        """Remember a load: `files` outside the years in place of earlier ones, and `years`."""
        latest = tuple(years)
        self.changed = (
            latest != self.latest
            or files.keys() != self.files.keys()
            or any(self.files[file] is not known for file, known in files.items())
            or any(self.years[place] is not year for place, year in years.items())
        )
        self.files = files
        self.years.update(years)
        self.latest = latest
