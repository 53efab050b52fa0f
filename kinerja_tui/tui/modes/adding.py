"""A small form in the detail's place: what is added, field by field; Enter adds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import pad, wide
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.splicing.edit import Author, Conflict, Refused
from kinerja_tui.store.writing.add import Added, AddKind, NotAdded, Wanted
from kinerja_tui.tui import adding
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.judging import Why, why_wrong
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, in_rows, line, spread
from kinerja_tui.tui.modes.stage import BELOW, Plain, Stage, saves
from kinerja_tui.tui.rows import field_line
from kinerja_tui.tui.unfinished import Unfinished

Values = dict[str, str]

_SHAPE = "{text} {hint}"  # nothing to translate
_TAKEN = N_("{file} is there already; nothing was added.")
_TITLES: Mapping[AddKind, str] = MappingProxyType(
    {
        "indicator": N_("an indicator"),
        "goal": N_("a goal"),
        "activity": N_("an activity"),
        "agreement": N_("a version of the agreement"),
        "recommendation": N_("recommendations"),
        "plan": N_("a plan"),
        "unit": N_("a unit"),
    }
)


class Adding(Plain):
    """Up, Down and Tab go through the fields; Left and Right choose where there is a choice."""

    def __init__(
        self,
        stage: Stage,
        kinds: Sequence[AddKind],
        left: Unfinished,
        added: Callable[[Added], None],
        first: Mapping[str, str],
        kind: AddKind | None = None,
    ) -> None:
        """A form for one of `kinds`, first for `kind`; `left` keeps what is typed, `first` is what
        is proposed, and `added` is told what stands in the records.
        """
        self._stage = stage
        self._kinds = tuple(kinds)
        self.kind: AddKind = kind or self._kinds[0]
        self._left = left
        self._added = added
        self._first = first
        self._trouble: Message | None = None
        self.at = 0
        self.values: Values = {}
        self.field = Field("", 0)
        self._begin(self.kind)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields, in order."""
        own = adding.asked(self.kind, self._stage.desk.page.book)
        return ("kind", *own) if len(self._kinds) > 1 else own

    @property
    def name(self) -> str:
        """The field that keys go to."""
        return self.names[self.at]

    @property
    def unsaved(self) -> bool:
        """Whether something was typed."""
        return any(self.values.get(each, "") != self._usual(each) for each in self.values)

    @property
    def drafted(self) -> bool:
        """Every field of it."""
        return True

    @property
    def height(self) -> int:
        """A line a field, the title and what is missing, as far as there is room; in a low terminal
        the table is out of sight.
        """
        room = self._stage.whole if self._low else self._stage.room
        return max(min(len(self.names) + 3, room), BELOW)

    @property
    def _low(self) -> bool:
        return self._stage.room <= BELOW

    def key(self, key: str, character: str) -> None:
        """Type, choose, go to another field, add, or leave."""
        if key == "escape":
            self._leave()
        elif saves(self._stage, key):
            self._add()
        elif key in ("down", "tab", "up", "shift+tab"):
            self._go(self.at + (1 if key in ("down", "tab") else -1))
        elif self._choices():
            self._choose(key, character)
        else:
            self._take(self.field.pressed(key) or self.field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text."""
        if not self._choices():
            self._take(self.field.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """What works in this field."""
        words = self._stage.words
        choose = (("← →", words("choose")),) if self._choices() else ()
        return (
            ("Enter", words("add")),
            *choose,
            ("Tab", words("next field")),
            ("Esc", words("leave it")),
        )

    def lines(self, width: int) -> list[Line]:
        """The title, the fields around the one that is typed into, and what is missing."""
        words = self._stage.words
        title = words("Add: {what}", what=words(_TITLES[self.kind]))
        said = self._trouble is not None or self._why(self.name) is not None
        foot = self._foot(width) if said or not self._low else []
        room, many = max(self.height - 1 - len(foot), 1), len(self.names)
        first = min(max(self.at - room + 1, 0), max(many - room, 0))
        rows = [self._row(at, width) for at in range(many)][first : first + room]
        number = f"{self.at + 1}/{many} " if many > room else ""
        head = spread(line(" ", Piece(title, "bold")), line(Piece(number, "dim")), width)
        return [head, *rows, *foot]

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The table follows the page; what was typed stays."""
        self.at = min(self.at, len(self.names) - 1)
        self._stage.show_card()

    def _begin(self, kind: AddKind) -> None:
        self.kind = kind
        own = adding.asked(kind, self._stage.desk.page.book)
        usual = {each: self._usual(each) for each in own}
        here = {name: text for name, text in self._first.items() if name in own}
        self.values = usual | self._left.values(kind) | here
        self._show()

    def _usual(self, name: str) -> str:
        """What a field begins with."""
        if name in self._first:
            return self._first[name]
        offered = adding.choices(name, self._stage.desk.page.book)
        return offered[0] if offered else ""

    def _show(self) -> None:
        text = self.values.get(self.name, "")
        self.field = Field(text, len(text))

    def _choices(self) -> tuple[str, ...]:
        if self.name == "kind":
            return self._kinds
        return adding.choices(self.name, self._stage.desk.page.book)

    def _choose(self, key: str, character: str) -> None:
        offered = self._choices()
        step = {"left": -1, "h": -1, "right": 1, "l": 1, "space": 1}.get(key, 0)
        now = self.kind if self.name == "kind" else self.values[self.name]
        place = offered.index(now) if now in offered else 0
        if not step and character:
            step = next(
                (
                    more
                    for more in range(1, len(offered) + 1)
                    if offered[(place + more) % len(offered)].startswith(character.casefold())
                ),
                0,
            )
        chosen = offered[(place + step) % len(offered)]
        if self.name == "kind":
            self._keep()
            self._begin(self._kinds[(place + step) % len(offered)])
        else:
            self.values[self.name] = chosen
        self._changed()

    def _take(self, field: Field) -> None:
        self.field = field
        self.values[self.name] = field.text
        self._changed()

    def _go(self, at: int) -> None:
        self.at = at % len(self.names)
        self._show()
        self._stage.refresh_lines()

    def _changed(self) -> None:
        self._trouble = None
        self._keep()
        self._stage.refresh_lines()

    def _keep(self) -> None:
        """What is typed is there again when the form is opened again, or the program."""
        if not self.unsaved:
            self._left.done(self.kind)
            return
        words = self._stage.words
        title = words("Add: {what}", what=words(_TITLES[self.kind]))
        book = self._stage.desk.page.book
        typed = [text for name, text in self.values.items() if not adding.choices(name, book)]
        text = " ".join(each for each in typed if each)
        self._left.keep(self.kind, self.values, f"{title} {self._stage.desk.year}", text)

    def _leave(self) -> None:
        self._stage.leave()
        if self.unsaved:
            self._stage.say(self._stage.words("What you typed is kept for the next {key_add}."))

    def _wanted(self) -> Wanted:
        language = self._stage.words.language
        return Wanted(kind=self.kind, language=language, **self.values)

    def _add(self) -> None:
        stage, desk, wanted = self._stage, self._stage.desk, self._wanted()

        def call() -> tuple[Added, adding.Sent] | NotAdded | Refused:
            try:
                found = adding.addition(desk, wanted)
            except Unreadable as error:
                return Refused(error.problem)
            if isinstance(found, NotAdded):
                return found
            return found, adding.carried_out(desk, lambda: found.action(desk.company.id))

        stage.work(call, self._ended)

    def _ended(self, found: tuple[Added, adding.Sent] | NotAdded | Refused) -> None:
        if isinstance(found, NotAdded):
            self._missing(found)
            return
        if isinstance(found, Refused):
            self._back(found.problem.message)
            return
        added, sent = found
        if isinstance(sent.acted, Refused):
            self._refused(sent.acted.problem, added.file)
        elif isinstance(sent.acted, Conflict):
            self._back(message(_TAKEN, file=sent.acted.file))
        else:
            self._left.done(self.kind)
            if sent.fresh is not None:
                self._stage.desk.put_fresh(sent.fresh)
            self._stage.show_card()
            self._added(added)
            if sent.acted.doubt is not None:
                self._stage.say(self._stage.words.say(sent.acted.doubt))

    def _missing(self, error: NotAdded) -> None:
        """Go to the field that is missing or wrong, and say why."""
        self._point((error.field,))
        hint = error.hint
        self._back(message(_SHAPE, text=error.message, hint=hint) if hint else error.message)

    def _refused(self, problem: Problem, file: str) -> None:
        """Go to the field whose key the records refuse, where it is one of `file`, and say why."""
        self._point(reversed(problem.key.split(".")) if problem.file == file else ())
        self._back(problem.message)

    def _point(self, fields: Iterable[str]) -> None:
        """Go to the first of `fields` that the form has."""
        found = next((each for each in fields if each in self.names), None)
        if found is not None:
            self.at = self.names.index(found)
            self._show()

    def _back(self, trouble: Message) -> None:
        self._trouble = trouble
        self._stage.enter(self)

    def _row(self, at: int, width: int) -> Line:
        words, name = self._stage.words, self.names[at]
        label = pad(words(adding.LABELS[name]), self._margin())
        here = at == self.at
        mark = Piece(">" if here else " ", "bold")
        if name == "kind" or adding.choices(name, self._stage.desk.page.book):
            value = self.kind if name == "kind" else self.values[name]
            text = self._called(name, value)
            shown = Piece(f"< {text} >" if here else text, "reverse" if here else "")
            return clipped(line(mark, f"{label} ", shown), width)
        if here:
            typing = field_line(label, self.field, width)[1:]
            return clipped(line(mark, Piece(f"{label} "), *typing), width)
        text = self.values[name]
        if self._why(name) is not None:
            mark = Piece("!", "red")
        instead = self._proposals().get(name, "") or words(adding.hint(self.kind, name))
        piece = Piece(one_line(text))
        if not text and instead:
            piece = Piece(f"[{one_line(instead)}]", "dim")
        return clipped(line(mark, f"{label} ", piece), width)

    def _margin(self) -> int:
        return max(wide(self._stage.words(adding.LABELS[each])) for each in self.names) + 1

    def _called(self, name: str, value: str) -> str:
        """What a value is called on the screen."""
        words, book = self._stage.words, self._stage.desk.page.book
        if name == "goal" and book.goals is not None and value in book.goals.goal:
            goal = book.goals.goal[value]
            return words_of(f"{goal.code}  {goal.name}", words)
        return words(adding.WORDS[value]) if value in adding.WORDS else value

    def _proposals(self) -> Mapping[str, str]:
        return adding.proposed(self.kind, self.values, self._stage.desk.page.book)

    def _why(self, name: str) -> Why | None:
        """What is wrong with what is typed in a field."""
        if name == "kind" or adding.choices(name, self._stage.desk.page.book):
            return None
        return why_wrong(self.kind, name, self.values[name], self._stage.desk)

    def _reason(self, text: Message, width: int) -> list[Line]:
        rows = in_rows(f"! {one_line(self._stage.words.say(text))}", width - 2, 2, "…")
        return [clipped(line(" ", Piece(row, "red")), width) for row in rows]

    def _foot(self, width: int) -> list[Line]:
        """What is missing or wrong; else what stands in for an empty field."""
        words = self._stage.words
        if self._trouble is not None:
            return self._reason(self._trouble, width)
        why = self._why(self.name)
        if why is not None:
            text, hint = why
            return self._reason(message(_SHAPE, text=text, hint=hint) if hint else text, width)
        instead = "" if self.values.get(self.name) else self._proposals().get(self.name, "")
        if instead:
            said = words("Left empty it will be: {text}", text=one_line(instead))
        else:
            said = words(adding.hint(self.kind, self.name))
        return [clipped(line(" ", Piece(said, "dim")), width)] if said else [BLANK]
