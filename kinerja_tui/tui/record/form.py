"""A new table of a record, filled in key by key and saved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kinerja_tui.model.base import Problem
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import pad
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.typed import with_state
from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, in_rows, line, spread
from kinerja_tui.tui.modes.stage import BELOW
from kinerja_tui.tui.record.fields import Fields
from kinerja_tui.tui.record.labels import key_label, table_label
from kinerja_tui.tui.record.named import NAME
from kinerja_tui.tui.record.papers import ADDED, PAGE, jot
from kinerja_tui.tui.record.picking import Choice, Picking
from kinerja_tui.tui.record.prose import Prose
from kinerja_tui.tui.record.register import Path, Register, dotted
from kinerja_tui.tui.record.saving import send_edit
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.record.stage import Entered, Typing
from kinerja_tui.tui.record.typing_line import doubtful
from kinerja_tui.tui.rows import field_line

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen

_LABEL = 24


class Form(Typing):
    """The fields of a table at `path`, or with `named` of one more below it, which gets a name."""

    keeps = True

    def __init__(
        self,
        screen: RecordScreen,
        sought: Sought,
        path: Path,
        named: bool,
        texts: Mapping[str, str] | None = None,
        at: str = NAME,
    ) -> None:
        """An empty form, or one with `texts` that are there already, by their fields; the cursor is
        in the field `at`, else in the first.
        """
        super().__init__(screen, sought)
        self._fields = Fields(screen, sought, path, named, texts or {})
        self._first = self._fields.texts
        names = self._fields.names
        self._at = names.index(at) if at in names else 0

    @property
    def height(self) -> int:
        """A line a field, the title and a note; in a low terminal the table is out of sight."""
        room, notes = self._screen.room, self._notes(self._screen.app.size.width)
        most = room if room > BELOW else self._screen.whole
        return min(len(self._fields.names) + 1 + len(notes), most)

    @property
    def name(self) -> str:
        """The field that keys go to."""
        return self._fields.names[self._at]

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed."""
        return self._fields.texts != self._first

    def key(self, key: str, character: str) -> None:
        """Type, go to another field, choose from a list, save, or leave."""
        last = len(self._fields.names) - 1
        if key == "escape":
            self.give_up()
        elif (key == "enter" and self._at == last) or self._screen.means("save_typed", key):
            self._finish()
        elif key in ("enter", "tab", "down"):
            self._go(min(self._at + 1, last))
        elif key in ("up", "shift+tab"):
            self._go(max(self._at - 1, 0))
        elif self._screen.means("choose_typed", key):
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
        found = [("Enter", words("next")), (self._screen.keys_of("save_typed"), words("save"))]
        if self._fields.choices(self.name):
            found.append((self._screen.keys_of("choose_typed"), words("choose from a list")))
        found.append(("Esc", self.leaving()))
        return found

    def lines(self, width: int) -> list[Line]:
        """The fields around the one that is typed, and what is due there."""
        every, notes = self._fields.names, self._notes(width)
        room = max(self.height - 1 - len(notes), 1)
        top = max(min(self._at - room // 2, len(every) - room), 0)
        number = f"{self._at + 1}/{len(every)} " if len(every) > room else ""
        head = line(" ", Piece(self._title(), "bold"))
        draft = f"{self._screen.words('draft')}  " if self._sought.kept else ""
        found = [spread(head, line(Piece(draft, "yellow"), Piece(number, "dim")), width)]
        found += [self._line(name, width) for name in every[top : top + room]]
        return [*found, *notes]

    def entered(self) -> Entered:
        """The texts of all fields."""
        own, at = self._fields, self.name
        texts, path, named = own.texts, own.path, own.named
        fields = {PAGE: ADDED, "table": dotted(path), "named": "yes" if named else ""}
        fields |= {f"={name}": text for name, text in texts.items() if text}
        shown = " ".join(text for text in texts.values() if text)
        return Entered(
            shown, fields, lambda sought: Form(self._screen, sought, path, named, texts, at)
        )

    def refused(self, problem: Problem) -> bool:
        """Go to the field that a refusal is about, with the sentence below it."""
        name = self._fields.meant(problem)
        if name is None:
            return False
        self._at = self._fields.names.index(name)
        self.show()
        return True

    def renewed(self, found: Register) -> None:
        """The form stays; what it is compared with is the record as it is now."""
        self._sought = replace(self._sought, register=found)
        self._fields.sought = self._sought
        self.show()

    @property
    def _now(self) -> Prose:
        return self._fields.proses[self.name]

    def _title(self) -> str:
        words, register, path = self._screen.words, self._sought.register, self._fields.path
        what = table_label(path, register.names(path), words)
        return words("new: {what}", what=what)

    def _line(self, name: str, width: int) -> Line:
        here, fields = name == self.name, self._fields
        mark = Piece(">" if here else " ", "bold")
        wide = min(_LABEL, max(width // 2 - 3, 8))
        head = pad(clipped(line(self._label(name)), wide)[0].text, wide)
        if here:
            field = Field(self._now.text, self._now.at)
            typing = field_line(head, field, max(width - 3, 8))
            return line(mark, Piece("!" if name in fields.why else " ", "red"), *typing)
        sign = Piece("!", "red") if name in fields.why else Piece(" ")
        if name in fields.doubts:
            sign = Piece("?", "yellow")
        return clipped(line(mark, sign, f" {head} ", *self._value(name)), width)

    def _value(self, name: str) -> Line:
        """What is typed in a field, with what a name stands for; in brackets what is proposed."""
        text = self._fields.proses[name].text
        if name == NAME and not text and self._fields.proposed:
            return line(Piece(f"[{self._fields.proposed}]", "dim"))
        known = self._fields.known_names().get(text.strip(), "") if name == NAME else ""
        return line(one_line(text), Piece(f"  {one_line(known)}" if known else "", "dim"))

    def _label(self, name: str) -> str:
        words = self._screen.words
        if name == NAME:
            return words("Year") if self._fields.by_years else words("Id")
        star = " *" if self._fields.shapes[name].required else ""
        return f"{key_label(name, words)}{star}"

    def _notes(self, width: int) -> list[Line]:
        """What is said of the field that is typed: a reason with its hint takes a second line."""
        if self.name not in self._fields.why:
            return [self._note(width)]
        say, (text, hint) = self._screen.words.say, self._fields.why[self.name]
        said = one_line(f"! {say(text)} {say(hint) if hint is not None else ''}")
        rows = in_rows(said, width - 4, 2)
        return [clipped(line("  ", Piece(row, "red")), width) for row in rows]

    def _note(self, width: int) -> Line:
        name, words, fields = self.name, self._screen.words, self._fields
        if (doubt := fields.doubt(name)) is not None:
            return doubtful(doubt, words.say, width)
        choices = fields.choices(name)
        if choices:
            text = ", ".join(each.name for each in choices)
        elif name == NAME and fields.by_years:
            text = words("a year in four digits")
        elif name == NAME and fields.called:
            text = words("small letters, digits and hyphens; empty: made from the name")
        elif name == NAME:
            text = words("small letters, digits and hyphens; empty: {id}", id=fields.proposed)
        elif any(each.required for each in fields.shapes.values()):
            text = words("* must be filled in")
        else:
            return BLANK
        return clipped(line("  ", Piece(one_line(text), "dim")), width)

    def _choose(self) -> None:
        choices = self._fields.choices(self.name)
        if not choices:
            return

        def back() -> None:
            self._screen.enter(self)

        def take(choice: Choice) -> None:
            self._take(Prose.of(choice.detail or choice.name))
            self._go(min(self._at + 1, len(self._fields.names) - 1))
            back()

        self._screen.enter(Picking(self._screen, self._label(self.name), choices, take, back))

    def _take(self, prose: Prose) -> None:
        if self._fields.put(self.name, prose):
            self._fields.judge_typing(self.name)
            entered = self.entered()
            jot(self._screen.desk, self._sought, entered.text, entered.fields)
        self.show()

    def _go(self, at: int) -> None:
        if self._fields.texts[self.name].strip():
            self._fields.judge(self.name)
        self._at = at
        self.show()

    def _finish(self) -> None:
        fields = self._fields
        tokens = fields.finished()
        if tokens is None:
            self._at = next(n for n, name in enumerate(fields.names) if name in fields.why)
            self.show()
            return
        inside = fields.inside
        whole = with_state(
            self._sought.register.kept,
            {dotted((*inside, name)): token for name, token in tokens.items()},
        )
        changes = tuple(Change(key, None, token) for key, token in whole.items())
        sought = replace(self._sought, entry=Entry("table", inside, table=inside))
        edit = Edit(sought.register.file, changes)
        send_edit(self._screen, sought, edit, self.entered())
