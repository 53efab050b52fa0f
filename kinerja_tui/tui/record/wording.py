"""What the format says of a key, in a few words."""

from __future__ import annotations

from kinerja_tui.locale import N_, Words
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.shape import Sort

SORTS: dict[Sort, str] = {
    "number": N_("number"),
    "rupiah": N_("rupiah"),
    "whole": N_("whole number"),
    "year": N_("year"),
    "switch": N_("yes or no"),
    "day": N_("date"),
    "word": N_("choice"),
    "text": N_("text"),
    "id": N_("id"),
    "reference": N_("unit/id"),
    "list": N_("list, one a line"),
}


def noted(entry: Entry, words: Words) -> str:
    """The sort of the value, and whether it must be there."""
    shape = entry.shape
    if shape is None:
        return words("not known to the format")
    found = words(SORTS[shape.sort]) if shape.sort in SORTS else ""
    if shape.required and not shape.holds:
        found = f"{found}, {words('required')}" if found else words("required")
    return found
