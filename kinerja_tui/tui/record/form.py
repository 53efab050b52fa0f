"""A new table of a record, filled in key by key and saved at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import ID_PATTERN
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import pad
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.shape import Shape, keys_of, named_by
from kinerja_tui.store.format.typed import with_state
from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.store.splicing.layout import FIRST
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, spread
from kinerja_tui.tui.record.labels import key_label, table_label
from kinerja_tui.tui.record.papers import ADDED, PAGE, jot
from kinerja_tui.tui.record.picking import Choice, Picking
from kinerja_tui.tui.record.prose import Prose
from kinerja_tui.tui.record.register import Path, Register, dotted
from kinerja_tui.tui.record.saving import send_edit
from kinerja_tui.tui.record.sought import Sought, unit_of
from kinerja_tui.tui.record.stage import Entered, Typing
from kinerja_tui.tui.record.typing_line import hint_of, reason
from kinerja_tui.tui.record.values import typed_token
from kinerja_tui.tui.rows import field_line

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen

NAME = ""
"""What the field is called that names the new table."""

_LABEL = 24
_SLUG = 3


class Form(Typing):
    """The fields of a table at `path`, or with `named` of one more below it, which gets a name."""

    def __init__(
        self,
        screen: RecordScreen,
        sought: Sought,
        path: Path,
        named: bool,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        """An empty form, or one with `texts` that were typed before, by their fields."""
        super().__init__(screen, sought)
        self._path = path
        self._named = named
        inside = (*path, self._example()) if named else path
        self._shapes = _in_order(keys_of(sought.register.kind, inside))
        names = [*([NAME] if named else []), *self._shapes]
        known = texts or {}
        self._fields = {name: Prose.of(known.get(name, "")) for name in names}
        self._at = 0
        self._why: dict[str, tuple[Message, Message | None]] = {}

    @property
    def height(self) -> int:
        """A line a field, and the title, as far as there is room."""
        return min(len(self._fields) + 2, self._screen.room)

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed."""
        return any(each.text for each in self._fields.values())

    def key(self, key: str, character: str) -> None:
        """Type, go to another field, choose from a list, save, or leave."""
        last = len(self._fields) - 1
        if key == "escape":
            self.give_up()
        elif key == "f2" or (key == "enter" and self._at == last):
            self._finish()
        elif key in ("enter", "tab", "down"):
            self._go(min(self._at + 1, last))
        elif key in ("up", "shift+tab"):
            self._go(max(self._at - 1, 0))
        elif key == "f3":
            self._choose()
        elif (prose := self._now.pressed(key, 10_000)) is not None:
            self._take(prose)
        elif character:
            self._take(self._now.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text; its lines become one."""
        self._take(self._now.typed(" ".join(text.split("\n")).strip()))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Go on, save, choose, leave."""
        words = self._screen.words
        found = [("Enter", words("next")), ("F2", words("save"))]
        if self._choices():
            found.append(("F3", words("choose from a list")))
        found.append(("Esc", words("later") if self._sought.kept else words("cancel")))
        return found

    def lines(self, width: int) -> list[Line]:
        """The fields around the one that is typed, and what is due there."""
        every = list(self._fields)
        room = max(self.height - 2, 1)
        top = max(min(self._at - room // 2, len(every) - room), 0)
        note = self._note(width)
        number = f"{self._at + 1}/{len(every)} " if len(every) > room else ""
        head = line(" ", Piece(self._title(), "bold"))
        found = [spread(head, line(Piece(number, "dim")), width)]
        found += [self._line(name, width) for name in every[top : top + room]]
        return [*found, note]

    def entered(self) -> Entered:
        """The texts of all fields."""
        texts = {name: each.text for name, each in self._fields.items()}
        path, named = self._path, self._named
        fields = {PAGE: ADDED, "table": dotted(path), "named": "yes" if named else ""}
        fields |= {f"={name}": text for name, text in texts.items() if text}
        shown = " ".join(text for text in texts.values() if text)
        return Entered(shown, fields, lambda sought: Form(self._screen, sought, path, named, texts))

    def renewed(self, found: Register) -> None:
        """The form stays; what it is compared with is the record as it is now."""
        self._sought = replace(self._sought, register=found)
        self.show()

    @property
    def _now(self) -> Prose:
        return self._fields[list(self._fields)[self._at]]

    def _example(self) -> str:
        return "2000" if named_by(self._sought.register.kind, self._path) == "year" else "x"

    def _title(self) -> str:
        words, register = self._screen.words, self._sought.register
        what = table_label(self._path, register.names(self._path), words)
        return words("new: {what}", what=what)

    def _line(self, name: str, width: int) -> Line:
        here = name == list(self._fields)[self._at]
        label = self._label(name)
        mark = Piece(">" if here else " ", "bold")
        wrong = Piece("!" if name in self._why else " ", "red")
        head = f"{pad(clipped(line(label), _LABEL)[0].text, _LABEL)}"
        prose = self._fields[name]
        if here:
            field = Field(prose.text, prose.at)
            return line(mark, wrong, *field_line(head, field, max(width - 3, 8)))
        text = prose.text or (self._derived() if name == NAME else "")
        tone = Piece(one_line(text), "" if prose.text else "dim")
        return clipped(line(mark, wrong, f" {head} ", tone), width)

    def _label(self, name: str) -> str:
        words = self._screen.words
        if name == NAME:
            years = named_by(self._sought.register.kind, self._path) == "year"
            return words("Year") if years else words("Id")
        star = " *" if self._shapes[name].required else ""
        return f"{key_label(name, words)}{star}"

    def _note(self, width: int) -> Line:
        name, words = list(self._fields)[self._at], self._screen.words
        if name in self._why:
            return reason(*self._why[name], words.say, width)
        choices = self._choices()
        if choices:
            text = ", ".join(each.name for each in choices)
            return clipped(line("  ", Piece(one_line(text), "dim")), width)
        if name == NAME:
            text = words("small letters, digits and hyphens; empty: made from the name")
            return clipped(line("  ", Piece(text, "dim")), width)
        text = (
            words("* must be filled in") if any(e.required for e in self._shapes.values()) else ""
        )
        return line("  ", Piece(text, "dim")) if text else BLANK

    def _choices(self) -> list[Choice]:
        """What the field that is typed can hold, where that is a short list."""
        from kinerja_tui.tui.record.begin import choices_of
        from kinerja_tui.tui.record.references import Around

        name, sought = list(self._fields)[self._at], self._sought
        register = sought.register
        library = self._screen.desk.page.library
        if name == NAME:
            around = Around(library, register.file, self._path, register.record)
            node = register.found.find(self._path)
            there = node.children if node is not None else {}
            return [Choice(n, i, i) for i, n in around.names().items() if i not in there]
        inside = self._inside()
        entry = Entry("absent", (*inside, name), shape=self._shapes[name], table=inside)
        return choices_of(self._screen, replace(sought, entry=entry))

    def _choose(self) -> None:
        choices = self._choices()
        if not choices:
            return
        name = list(self._fields)[self._at]

        def back() -> None:
            self._screen.enter(self)

        def take(choice: Choice) -> None:
            self._take(Prose.of(choice.detail or choice.name))
            self._go(min(self._at + 1, len(self._fields) - 1))
            back()

        self._screen.enter(Picking(self._screen, self._label(name), choices, take, back))

    def _take(self, prose: Prose) -> None:
        name = list(self._fields)[self._at]
        if prose.text != self._fields[name].text:
            self._why.pop(name, None)
            self._fields[name] = prose
            entered = self.entered()
            jot(self._screen.desk, self._sought, entered.text, entered.fields)
        self._fields[name] = prose
        self.show()

    def _go(self, at: int) -> None:
        self._judge(list(self._fields)[self._at])
        self._at = at
        self.show()

    def _id(self) -> str:
        """The name of the new table, typed or made."""
        if not self._named:
            return ""
        return self._fields[NAME].text.strip() or self._derived()

    def _derived(self) -> str:
        """An id from the first words of the name or text."""
        for name in ("name", "text"):
            text = self._fields[name].text if name in self._fields else ""
            plain = (
                unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
            )
            found = "-".join(re.findall("[a-z0-9]+", plain)[:_SLUG])[:40].strip("-")
            if found:
                return found
        return ""

    def _inside(self) -> Path:
        """The table that the fields are of; as long as it has no good name, one as good as any."""
        if not self._named:
            return self._path
        found = self._id()
        return (*self._path, found if self._why_no_name(found) is None else self._example())

    def _judge(self, name: str) -> str | None:
        """The token of a field; None when it is empty or refused, for which `_why` has the
        reason.
        """
        self._why.pop(name, None)
        text = self._fields[name].text.strip()
        if name == NAME:
            return self._judge_name()
        if not text:
            return None
        shape = self._shapes[name]
        inside = self._inside()
        register = self._sought.register
        chosen = self._chosen(name, text)
        if chosen is not None:
            return chosen
        language = self._screen.words.language
        unit = unit_of(register, (*inside, name), self._screen.desk.page.library)
        try:
            key = dotted((*inside, name))
            return typed_token(register.kept, key, shape, text, language, unit)
        except Refused as refused:
            self._why[name] = (refused.message, hint_of(refused))
            return None

    def _judge_name(self) -> str | None:
        found = self._id()
        why = self._why_no_name(found)
        if why is not None:
            self._why[NAME] = why
        return found if why is None else None

    def _why_no_name(self, found: str) -> tuple[Message, Message | None] | None:
        """Why the new table cannot be called so; None when it can."""
        register = self._sought.register
        years = named_by(register.kind, self._path) == "year"
        if not found:
            return message(N_("This must be filled in.")), None
        if years and not re.fullmatch("[1-9][0-9]{3}", found):
            return message(N_("A year of four digits is due here.")), None
        if not years and not re.search(ID_PATTERN, found):
            hint = N_("Small letters, digits and hyphens, beginning with a letter or digit.")
            return message(N_("An id is due here.")), message(hint)
        if register.found.find((*self._path, found)) is not None:
            return message(N_("There is one of this name already.")), None
        return None

    def _chosen(self, name: str, text: str) -> str | None:
        """The token of the choice that is called so."""
        before, self._at = self._at, list(self._fields).index(name)
        choices = self._choices()
        self._at = before
        wanted = text.casefold()
        for each in choices:
            if wanted in (each.name.casefold(), each.detail.casefold()):
                return each.value
        return None

    def _finish(self) -> None:
        tokens: dict[str, str] = {}
        for name in self._fields:
            token = self._judge(name)
            if token is not None and name != NAME:
                tokens[name] = token
            elif name != NAME and name not in self._why and self._shapes[name].required:
                self._why[name] = (message(N_("This must be filled in.")), None)
        if not self._why and not tokens:
            first = next(iter(self._shapes))
            self._why[first] = (message(N_("Nothing is filled in yet.")), None)
        if self._why:
            self._at = list(self._fields).index(next(n for n in self._fields if n in self._why))
            self.show()
            return
        inside = self._inside()
        whole = with_state(
            self._sought.register.kept,
            {dotted((*inside, name)): token for name, token in tokens.items()},
        )
        changes = tuple(Change(key, None, token) for key, token in whole.items())
        sought = replace(self._sought, entry=Entry("table", inside, table=inside))
        edit = Edit(sought.register.file, changes)
        send_edit(self._screen, sought, edit, self.entered())


def _in_order(shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """The keys that are typed, those first that stand first in a table."""
    typed = {name: each for name, each in shapes.items() if not each.holds}
    first = [name for name in typed if name in FIRST]
    return {name: typed[name] for name in (*first, *(n for n in typed if n not in first))}
