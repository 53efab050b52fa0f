"""Which columns of a table are in sight, and which one is beside another."""

from __future__ import annotations

from kinerja_tui.tui.rows import MARGIN, Source

EDGE = 2
"""The cells at the right end where a sign says that there are more columns."""


def shown_columns(source: Source, first: int, width: int) -> tuple[int, ...]:
    """The columns that are (partly) visible: the frozen one, then those from `first` on."""
    room = width - MARGIN
    heads = source.heads
    shown: list[int] = []
    every = visible(source)
    if not every:
        return ()
    whole = sum(heads[each].width + heads[each].gap for each in every) - heads[every[0]].gap
    order = every if whole <= room else [source.frozen, *_without(source, first)]
    room -= 0 if whole <= room else EDGE
    for index in order:
        head = heads[index]
        # A number that is cut is another number: it is shown whole or not at all.
        need = (head.width if head.right and shown else min(head.width, 6)) + (
            head.gap if shown else 0
        )
        if need > room:
            break
        shown.append(index)
        room -= head.width + (head.gap if len(shown) > 1 else 0)
    return tuple(shown)


def column_at(source: Source, shown: tuple[int, ...], cell: int) -> int | None:
    """Which of the columns that are `shown` has the cell of the line; None where none has."""
    at = MARGIN
    for place, index in enumerate(shown):
        at += source.heads[index].gap if place else 0
        if at <= cell < at + source.heads[index].width:
            return index
        at += source.heads[index].width
    return None


def visible(source: Source) -> list[int]:
    """The columns that are not hidden."""
    return [index for index, head in enumerate(source.heads) if not head.hidden]


def beside(source: Source, column: int, step: int) -> int:
    """The next column in the direction of `step` that is not hidden, else the nearest one."""
    every = [index for index in visible(source) if index >= source.least] or [column]
    if step == 0:
        return min(every, key=lambda index: (abs(index - column), -index))
    further = [index for index in every if (index - column) * step > 0]
    return (min if step > 0 else max)(further) if further else beside(source, column, 0)


def _without(source: Source, first: int) -> list[int]:
    return [index for index in visible(source) if index >= first and index != source.frozen]


def first_column(source: Source, column: int, first: int, width: int) -> int:
    """The first scrolled column with which `column` is wholly visible, moving little; none is
    scrolled away without need.
    """
    if column == source.frozen or _whole(source, column, 0, width):
        return 0
    first = min(first, column)
    while first < column and not _whole(source, column, first, width):
        first += 1
    return first


def _whole(source: Source, column: int, first: int, width: int) -> bool:
    shown = shown_columns(source, first, width)
    if column not in shown:
        return False
    taken = sum(source.heads[index].width + source.heads[index].gap for index in shown)
    edge = EDGE if len(shown) < len(visible(source)) else 0
    return taken - source.heads[shown[0]].gap + MARGIN + edge <= width or column != shown[-1]
