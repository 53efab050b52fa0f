"""<unit>/<year>/accepted/<code>-<subject>.toml: the answer to a finding."""

from __future__ import annotations

from kinerja_tui.model.base import Day, Id, Name, Record


class Accepted(Record, frozen=True, kw_only=True):
    """A finding that somebody accepted, with the reason; it comes back when `seen` no longer
    holds.
    """

    id: Id
    code: Name
    file: Name
    reason: Name
    by: Name
    date: Day
    at: str = ""
    until: Day | None = None
    seen: str = ""
