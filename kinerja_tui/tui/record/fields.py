"""The fields of a new table: what is typed in each, what it says as a token, and what is wrong."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.shape import Shape, keys_of, named_by
from kinerja_tui.store.splicing.layout import FIRST
from kinerja_tui.tui.record.doubting import doubted
from kinerja_tui.tui.record.named import MADE_OF, NAME, Why, derived, field_meant, why_no_name
from kinerja_tui.tui.record.picking import Choice
from kinerja_tui.tui.record.prose import Prose
from kinerja_tui.tui.record.references import Around, Ids
from kinerja_tui.tui.record.register import Path, Register, dotted
from kinerja_tui.tui.record.sought import Sought, unit_of
from kinerja_tui.tui.record.typing_line import hint_of
from kinerja_tui.tui.record.values import typed_token

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen

_NUMBERS = frozenset({"number", "rupiah", "whole"})
_BOUNDS = frozenset({"min", "max"})
_MUST = N_("This must be filled in.")


class Fields:
    """The fields of a table at `path` of the record that `sought` holds; with `named` of one more
    table below it, the first field of which is its name.
    """

    def __init__(
        self,
        screen: RecordScreen,
        sought: Sought,
        path: Path,
        named: bool,
        texts: Mapping[str, str],
    ) -> None:
        """The fields with `texts`; those without are empty."""
        self._screen = screen
        self.sought = sought
        self.path = path
        self.named = named
        inside = (*path, self._example()) if named else path
        self.shapes = _in_order(keys_of(sought.register.kind, inside))
        first = (NAME,) if named else ()
        self.names: tuple[str, ...] = (*first, *self.shapes)
        self.proses = {name: Prose.of(texts.get(name, "")) for name in self.names}
        self.why: dict[str, Why] = {}
        self.doubts: dict[str, Message] = {}

    @property
    def register(self) -> Register:
        """The record as it is now."""
        return self.sought.register

    @property
    def texts(self) -> dict[str, str]:
        """What is typed in each field."""
        return {name: each.text for name, each in self.proses.items()}

    @property
    def by_years(self) -> bool:
        """Whether the table is named by a year."""
        return named_by(self.register.kind, self.path) == "year"

    @property
    def called(self) -> bool:
        """Whether a field of the table says what it is called, so that its name is made of that."""
        return any(each in self.shapes for each in MADE_OF)

    @property
    def proposed(self) -> str:
        """The name that is made where none is typed; empty for a year, and where the table is
        named after something that is there.
        """
        if self.called or self.by_years or self.known_names():
            return derived(self.texts)
        numbers = (f"{self.path[-1]}-{number}" for number in itertools.count(1))
        return next(
            each for each in numbers if self.register.found.find((*self.path, each)) is None
        )

    @property
    def inside(self) -> Path:
        """The table that the fields are of; as long as it has no good name, one as good as any."""
        if not self.named:
            return self.path
        found = self._id()
        fits = why_no_name(self.register, self.path, found) is None
        return (*self.path, found if fits else self._example())

    def put(self, name: str, prose: Prose) -> bool:
        """Put what is typed into a field; whether its text is another."""
        changed = prose.text != self.proses[name].text
        self.proses[name] = prose
        if changed:
            self.why.pop(name, None)
            self.doubts.pop(name, None)
        return changed

    def known_names(self) -> Ids:
        """What the table can be named after, with what people call it."""
        return self._around().names()

    def choices(self, name: str) -> list[Choice]:
        """What a field can hold, where that is a short list."""
        from kinerja_tui.tui.record.begin import choices_of

        if name == NAME:
            node = self.register.found.find(self.path)
            there = node.children if node is not None else {}
            return [Choice(n, i, i) for i, n in self.known_names().items() if i not in there]
        inside = self.inside
        entry = Entry("absent", (*inside, name), shape=self.shapes[name], table=inside)
        return choices_of(self._screen, replace(self.sought, entry=entry))

    def judge(self, name: str) -> str | None:
        """The token of a field; None when it is empty, or refused, which `why` explains."""
        self.why.pop(name, None)
        self.doubts.pop(name, None)
        if name == NAME:
            return self._judge_name()
        try:
            token = self._read(name)
        except Refused as refused:
            self.why[name] = (refused.message, hint_of(refused))
            return None
        if (doubt := self.doubt(name)) is not None:
            self.doubts[name] = doubt
        return token

    def judge_typing(self, name: str) -> None:
        """The same while it is typed in: nothing is asked of it yet when it is empty, or the
        beginning of something that fits.
        """
        self.judge(name)
        text = self.proses[name].text.strip().casefold()
        fits = (said.casefold() for each in self.choices(name) for said in (each.name, each.detail))
        if not text or any(each.startswith(text) for each in fits):
            self.why.pop(name, None)

    def doubt(self, name: str) -> Message | None:
        """What speaks against the number in a field; None for one that holds no number."""
        if name == NAME or self.shapes[name].sort not in _NUMBERS:
            return None
        beside: dict[str, str] = {}
        for each in self.names:
            token = self._token(each) if each in _BOUNDS else None
            if token is not None:
                beside[each] = token
        path = (*self.inside, name)
        page = self._screen.desk.page
        return doubted(page, self.register, path, self._token(name), beside)

    def finished(self) -> dict[str, str] | None:
        """The tokens of all fields that are filled in; None when one is missing or refused."""
        tokens: dict[str, str] = {}
        for name in self.names:
            token = self.judge(name)
            if name == NAME:
                continue
            if token is not None:
                tokens[name] = token
            elif name not in self.why and self.shapes[name].required:
                self.why[name] = (message(_MUST), None)
        if not self.why and not tokens:
            first = next(iter(self.shapes))
            self.why[first] = (message(N_("Nothing is filled in yet.")), None)
        return None if self.why else tokens

    def meant(self, problem: Problem) -> str | None:
        """The field that a refusal is about, which then has its reason; None for another matter."""
        name = field_meant(problem, self.inside, self.texts)
        if name is not None:
            self.why[name] = (problem.message, problem.hint)
        return name

    def _example(self) -> str:
        return "2000" if self.by_years else "x"

    def _id(self) -> str:
        """The name of the new table, typed or made."""
        return self.proses[NAME].text.strip() or self.proposed if self.named else ""

    def _around(self) -> Around:
        library, register = self._screen.desk.page.library, self.register
        return Around(library, register.file, self.path, register.record)

    def _judge_name(self) -> str | None:
        found = self._id()
        why = why_no_name(self.register, self.path, found)
        if why is not None:
            self.why[NAME] = why
        return found if why is None else None

    def _read(self, name: str) -> str | None:
        """The token of a field that is no name, None when it is empty; raises `Refused`."""
        text = self.proses[name].text.strip()
        chosen = self._chosen(name, text) if text else None
        if not text or chosen is not None:
            return chosen
        inside, library = self.inside, self._screen.desk.page.library
        unit = unit_of(self.register, (*inside, name), library)
        key, language = dotted((*inside, name)), self._screen.words.language
        return typed_token(self.register.kept, key, self.shapes[name], text, language, unit)

    def _token(self, name: str) -> str | None:
        try:
            return self._read(name)
        except Refused:
            return None

    def _chosen(self, name: str, text: str) -> str | None:
        """The token of the choice that is called so."""
        wanted = text.casefold()
        for each in self.choices(name):
            if wanted in (each.name.casefold(), each.detail.casefold()):
                return each.value
        return None


def _in_order(shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """The keys that are typed, those first that stand first in a table."""
    typed = {name: each for name, each in shapes.items() if not each.holds}
    first = [name for name in typed if name in FIRST]
    return {name: typed[name] for name in (*first, *(n for n in typed if n not in first))}
