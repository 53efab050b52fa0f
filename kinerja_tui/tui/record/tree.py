"""The components of a composite value as a tree: each leaf with its figures to change, each group
and the whole as computed, the stated value beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import Words
from kinerja_tui.measure.composite import compose
from kinerja_tui.measure.figures import CompositeScore, PartScore
from kinerja_tui.model.base import Number
from kinerja_tui.model.indicator import Component, Indicator
from kinerja_tui.model.library import Library
from kinerja_tui.numbers import printing
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.kinds import unit_and_year
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.shape import shape_at
from kinerja_tui.tui.lines import Piece
from kinerja_tui.tui.record.register import Register
from kinerja_tui.tui.record.values import value_of
from kinerja_tui.tui.rows import MARGIN, Drawn, Head

COLUMNS = ("name", "value", "max", "weight", "")
"""The keys that stand in the columns; the last column is computed."""

_NUMBER = 9
_DECIMALS = 4


class Branch(Struct, frozen=True):
    """A row of the tree: a component and how deep it stands; without a component a figure of the
    whole.
    """

    id: str
    depth: int = 0
    label: str = ""
    figure: Decimal | None = None


class TreeRows:
    """The tree of a register; `tokens` are values as they would become, by their keys."""

    frozen = 0
    least = 0

    def __init__(
        self,
        register: Register,
        library: Library,
        words: Words,
        width: int,
        tokens: Mapping[str, str | None] | None = None,
    ) -> None:
        """The components in `width` cells."""
        self.register = register
        self._words = words
        record = register.record
        self._indicator = _becoming(record, tokens or {}) if isinstance(record, Indicator) else None
        unit, year = unit_and_year(register.file)
        self._rules = library.rules(unit, year)
        self._score = _score(self._indicator, library)
        parts = self._score.parts if self._score else ()
        self._parts: Mapping[str, PartScore] = {each.id: each for each in parts}
        self.branches = tuple(self._branches())
        titles = (
            words("Component"),
            words("Value"),
            words("Maximum"),
            words("Weight"),
            words("Weighted"),
        )
        name = max(width - MARGIN - 4 * (_NUMBER + 2), 12)
        self.heads = tuple(
            Head(key or "part", title, _NUMBER if place else name, right=bool(place))
            for place, (key, title) in enumerate(zip(COLUMNS, titles, strict=True))
        )

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.branches)

    def row(self, index: int) -> Drawn:
        """The row of a component, or of a figure of the whole; its subject is the dotted table."""
        branch = self.branches[index]
        if not branch.id:
            cells = [Piece(branch.label), Piece(self._computed(branch.figure)), *[Piece("")] * 3]
            return Drawn(tuple(cells), "total", branch.label, ())
        part = self._parts[branch.id]
        found = part.component
        label = "  " * branch.depth + one_line(found.name)
        figures: Sequence[str] = (
            (
                self._computed(part.value.value),
                self._computed(part.max),
                self._computed(part.weight),
            )
            if part.group
            else (
                _typed(found.value, self._words),
                _typed(found.max, self._words),
                _typed(found.weight, self._words),
            )
        )
        dim = "dim" if part.group else ""
        cells = [Piece(label), *(Piece(each, "dim" if dim else "") for each in figures)]
        cells.append(Piece(self._computed(part.weighted), "dim"))
        return Drawn(tuple(cells), "group" if part.group else "item", f"component.{branch.id}", ())

    def mark(self, column: int) -> int:
        """The cell under the cursor itself."""
        return column

    def place(self, key: str) -> int | None:
        """The row of a component, by its table."""
        for index, branch in enumerate(self.branches):
            if branch.id and key in (f"component.{branch.id}", branch.label):
                return index
        return None

    def table(self, index: int) -> tuple[str, ...]:
        """The table of a component or a group; empty for a figure of the whole."""
        branch = self.branches[index] if index < len(self.branches) else None
        return ("component", branch.id) if branch is not None and branch.id else ()

    def inside(self, index: int) -> tuple[tuple[str, ...], ...]:
        """The tables of the components in a group."""
        own = self.table(index)[1:]
        every = self._indicator.component if self._indicator is not None else {}
        return tuple(("component", id_) for id_, each in every.items() if (each.parent,) == own)

    def entry(self, index: int, column: int) -> Entry | None:
        """The key in a cell; None where the figure is computed."""
        branch = self.branches[index] if index < len(self.branches) else None
        name = COLUMNS[column] if column < len(COLUMNS) else ""
        if branch is None or not branch.id or not name:
            return None
        if self._parts[branch.id].group and name != "name":
            return None
        path = ("component", branch.id, name)
        written = self.register.found.find(path) is not None
        token = self.register.found.token(path) or ""
        shape = shape_at(self.register.kind, path)
        return Entry("value" if written else "absent", path, token, shape=shape, table=path[:2])

    def _branches(self) -> Iterator[Branch]:
        if self._indicator is None or self._score is None:
            return
        yield from self._tree(self._indicator.component)
        words, score = self._words, self._score
        stated = _stated(self._indicator)
        yield Branch("", 0, words("Computed from the components"), score.value.value)
        yield Branch("", 0, words("Stated value"), stated)
        if score.difference is not None:
            yield Branch("", 0, words("Stated less computed"), score.difference)

    def _tree(self, every: Mapping[str, Component]) -> Iterator[Branch]:
        """The components, each with those under it; those of a circle of parents come last."""
        under: dict[str | None, list[str]] = {}
        for id_, each in every.items():
            under.setdefault(each.parent if each.parent in every else None, []).append(id_)
        left = dict.fromkeys(every)
        waiting = [(id_, 0) for id_ in reversed(under.get(None, []))]
        while waiting:
            id_, depth = waiting.pop()
            left.pop(id_, None)
            yield Branch(id_, depth)
            waiting += [(child, depth + 1) for child in reversed(under.get(id_, []))]
        yield from (Branch(id_) for id_ in left)

    def _computed(self, value: Decimal | None) -> str:
        if value is None:
            return ""
        places = max(-int(value.normalize().as_tuple().exponent), 0)
        shown = printing.rounded(value, min(places, _DECIMALS), self._rules.rounding)
        return printing.as_typed(shown, self._words.language)


def _typed(value: Decimal | None, words: Words) -> str:
    return printing.as_typed(value, words.language) if value is not None else ""


def _stated(indicator: Indicator) -> Decimal | None:
    found = indicator.realisation
    return found.value if found is not None else None


def _score(indicator: Indicator | None, library: Library) -> CompositeScore | None:
    if indicator is None:
        return None
    return compose(indicator, library.scales, _stated(indicator))


def _becoming(indicator: Indicator, tokens: Mapping[str, str | None]) -> Indicator:
    """The indicator with the figures of its components as they would become."""
    parts = dict(indicator.component)
    for key, token in tokens.items():
        _, id_, name = (*key.split("."), "", "")[:3]
        value = value_of(token) if token is not None else None
        if id_ in parts and name in ("value", "max", "weight") and isinstance(value, int | Decimal):
            fields = {name: Number(value)}
            parts[id_] = _with(parts[id_], fields)
    return replace(indicator, component=parts)


def _with(part: Component, fields: Mapping[str, Number]) -> Component:
    return replace(part, **fields)


def has_parts(register: Register) -> bool:
    """Whether the record is an indicator with components."""
    record = register.record
    return isinstance(record, Indicator) and record.composite is not None and bool(record.component)
