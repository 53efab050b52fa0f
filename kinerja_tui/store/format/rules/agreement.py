"""Rules of an agreement and of the versions of one year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.plan import PlanTarget
from kinerja_tui.store.format.rules.around import Around, dangling, grade_known
from kinerja_tui.store.format.rules.value import half_band, wrong_band
from kinerja_tui.store.format.slip import Slip

Path = tuple[str, ...]


def targets_are_one_value(agreement: Agreement, around: Around) -> Iterator[Slip]:
    """Each target is a value, a grade or a band, and belongs to an indicator of the year."""
    indicators = around.names("indicator")
    for id_, target in agreement.target.items():
        path = ("target", id_)
        yield from one_target(path, target)
        yield from dangling(path, id_, indicators, on_key=True)
        indicator = around.indicators.get(id_)
        if indicator is not None:
            yield from grade_known((*path, "grade"), target.grade, indicator.scale, around)


def one_target(path: Path, target: PlanTarget) -> Iterator[Slip]:
    """A slip for a target given in two ways or in none, and for a band out of order."""
    lo, hi = target.lo, target.hi
    ways = [name for name in ("value", "grade", "lo") if getattr(target, name) is not None]
    if "lo" not in ways and hi is not None:
        ways.append("hi")
    if not ways:
        yield Slip(
            "B23", path, message(N_("a target is a value, a grade, or a band from lo to hi"))
        )
    if len(ways) > 1:
        yield Slip(
            "B23",
            (*path, ways[1]),
            message(N_("given in two ways: {one} and {other}"), one=ways[0], other=ways[1]),
            message(N_("Keep one of the two.")),
        )
    if (lo is None) != (hi is None):
        yield half_band((*path, "lo" if hi is None else "hi"))
    elif lo is not None and hi is not None and lo > hi:
        yield wrong_band((*path, "lo"))


def budget_has_activities(agreement: Agreement, around: Around) -> Iterator[Slip]:
    """Each line of the budget belongs to an activity of the year."""
    for id_ in agreement.budget:
        yield from dangling(("budget", id_), id_, around.names("activity"), on_key=True)


def acting_has_dates(agreement: Agreement, around: Around) -> Iterator[Slip]:
    """Whoever signs as Plt. or Plh. does so between two dates (SE BKN 1/SE/I/2021)."""
    for name in ("first", "second"):
        party = agreement.first if name == "first" else agreement.second
        if party.acting is None:
            continue
        for key in ("acting_start", "acting_end"):
            if getattr(party, key) is None:
                yield Slip(
                    "B28",
                    (name, "acting"),
                    message(N_("an acting official needs the date {key}"), key=key),
                )
        start, end = party.acting_start, party.acting_end
        if start is not None and end is not None and start > end:
            yield Slip("B26", (name, "acting_start"), message(N_("the start lies after the end")))


def revision_has_ground(agreement: Agreement, around: Around) -> Iterator[Slip]:
    """From the second version on, the ground of the revision is named (PermenPANRB 53/2014)."""
    first = min((each.version for each in around.agreements), default=agreement.version)
    if agreement.ground is None and agreement.version > min(first, 1):
        yield Slip(
            "B29",
            ("ground",),
            message(N_("a revision needs its ground: the key {key}"), key="ground"),
            message(N_("Allowed here: {words}."), words="official, strategy, assumption"),
        )


def numbers_and_dates_rise(agreement: Agreement, around: Around) -> Iterator[Slip]:
    """A higher number means a later date, and no number stands twice."""
    if agreement.version < 1:
        yield Slip(
            "B30",
            ("id",),
            message(N_("the name of an agreement begins with the number of the version")),
            message(N_("Name the file for instance {name}"), name="1-awal.toml"),
        )
        return
    for other in around.agreements:
        if other.id == agreement.id or other.version < 1:
            continue
        if other.version == agreement.version and other.id < agreement.id:
            yield Slip(
                "B30",
                ("id",),
                message(
                    N_("the version {n} stands twice: also in {other}"),
                    n=other.version,
                    other=other.id,
                ),
            )
        if other.version < agreement.version and other.date >= agreement.date:
            yield Slip(
                "B30",
                ("date",),
                message(
                    N_("the version {version} is dated {day}, not after {other} of {other_day}"),
                    version=agreement.id,
                    day=agreement.date,
                    other=other.id,
                    other_day=other.date,
                ),
            )


RULES: Final[tuple[Callable[[Agreement, Around], Iterator[Slip]], ...]] = (
    targets_are_one_value,
    budget_has_activities,
    acting_has_dates,
    revision_has_ground,
    numbers_and_dates_rise,
)
