"""Where a cell of an activity is written: its money, its progress, its goals."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.activity import Activity
from kinerja_tui.report.page import Page
from kinerja_tui.tui.located import Cell, Written, computed, heading, named, typed

_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ceiling": "ceiling",
        "aaro": "ceiling",
        "ceiling_initial": "ceiling_initial",
        "spending": "spending",
        "raro": "spending",
        "physical": "physical",
        "volume": "volume.target",
        "tvro": "volume.target",
        "rvro": "volume.reported",
        "measured_in": "volume.measured_in",
    }
)
_BESIDE: Final = frozenset({"physical", "volume.measured_in"})
"""Keys that do not go into the absorption, which is the row's number."""
_HEADS: Final = frozenset({"activity", "name", "stage"})
_ABSORBED: Final = N_("This is computed from the spending and the ceiling.")
_SPENT: Final = N_("This is the sum of the spending in the quarters.")
_PROGRESS: Final = N_("This is the progress of the last quarter that has one.")
_CHANGE: Final = N_("This is the ceiling minus the one before it.")
_REACHED: Final = N_("This is computed from the volume and its target.")
_UNDATED: Final = N_("The first ceiling has no date and no document; a revision has.")
_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {"change": _CHANGE, "cro": _REACHED, "date": _UNDATED, "document": _UNDATED}
)


def of_activity(page: Page, cell: Cell, activity: Activity) -> Written:
    """A cell in the row of an activity, of one of its ceilings, or of its share in a goal."""
    file, column = activity.origin, cell.column
    if cell.table == "revisi-pagu" and cell.nth:
        return _of_revision(cell, activity)
    if cell.table == "kegiatan-sasaran" and column in ("share", "code", "name"):
        part = f"share.{cell.group}" if cell.group in activity.share else "share"
        if column == "share":
            return typed(file, f"{part}.percent") if part != "share" else _linked(file)
        return named(file, "name", part if part != "share" else "")
    if column in _HEADS:
        return named(file, "name")
    key = _KEYS.get(column)
    if key is None:
        return computed(file, "", message(_WHY.get(column, _ABSORBED)))
    volume, quarters = activity.volume, activity.quarters
    if column == "rvro" and (volume is None or volume.reported is None):
        key = "volume.value"
    if key == "spending" and activity.spending is None:
        first = next((id_ for id_, each in quarters.items() if each.spending is not None), "")
        return computed(file, first, message(_SPENT)) if first else typed(file, key)
    apart = key in _BESIDE
    if key == "physical" and activity.physical is None:
        every = [id_ for id_, each in quarters.items() if each.physical is not None]
        if every:
            return computed(file, every[-1], message(_PROGRESS), apart=apart)
    return typed(file, key, apart=apart)


def _linked(file: str) -> Written:
    """A share that is not there yet: one more of the activity's shares."""
    return Written(file, "share", "", value=True)


def _of_revision(cell: Cell, activity: Activity) -> Written:
    """One of the ceilings below an activity: the initial one, the revised ones, the final one."""
    file, column = activity.origin, cell.column
    revised = sorted(activity.revision.items(), key=lambda each: each[1].date)
    if 1 < cell.nth < len(revised) + 2:
        part = f"revision.{revised[cell.nth - 2][0]}"
        if column in ("ceiling", "date", "document"):
            return typed(file, f"{part}.{column}")
        found = heading(file, part)
        return found if column == "stage" else computed(file, part, message(_CHANGE))
    key = "ceiling_initial" if cell.nth == 1 else "ceiling"
    if column == "ceiling":
        return typed(file, key)
    return computed(file, key, message(_CHANGE)) if column == "change" else heading(file, key)
