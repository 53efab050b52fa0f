"""A section of the report taken away: every line of it is shown, then it goes, or it stays."""

from __future__ import annotations

from kinerja_tui.report.text import words_of
from kinerja_tui.store.splicing.doomed import Doomed
from kinerja_tui.store.splicing.edit import Conflict, Done, Refused
from kinerja_tui.store.splicing.passage import rewriting
from kinerja_tui.store.toml.lexer import BOM
from kinerja_tui.store.writing.papers import Opened
from kinerja_tui.tui.modes.going import Going
from kinerja_tui.tui.modes.stage import Broad, Stage
from kinerja_tui.tui.shelf import Acted


def begin(stage: Stage, file: str) -> None:
    """Show what would go with the section `file`, or say why it stays."""

    def opened(found: Opened | Refused) -> None:
        words = stage.words
        if isinstance(found, Refused):
            stage.say(words.say(found.problem.message))
        elif found.text is None:
            stage.say(words("This section is not begun; there is nothing to remove."))
        else:
            stage.enter(RemovingSection(stage, _going(file, found.text)))

    stage.work(lambda: stage.desk.shelf.section(file), opened)


def _going(file: str, text: str) -> Doomed:
    shown = text.removeprefix(BOM).removesuffix("\n")
    lines = tuple(each.removesuffix("\r") for each in shown.split("\n")) if shown else ()
    name = file.rpartition("/")[2]
    return Doomed(name, file, "", (lines,), 0, rewriting(file, text, None))


class RemovingSection(Going, Broad):
    """The whole section, as it is read."""

    def _title(self) -> str:
        name = words_of(self._going.name, self._stage.words)
        return self._stage.words("{name} goes ({size}):", name=name, size=self._size())

    def _remove(self) -> None:
        stage, going = self._stage, self._going
        desk = stage.desk

        def removed() -> Acted:
            with desk.company.saving(going.file) as saved:
                acted = desk.shelf.act(going.action(desk.company.id))
                if isinstance(acted, Done):
                    for file, digest in acted.files:
                        saved(file, digest)
            return acted

        def settled(acted: Acted) -> None:
            stage.leave()
            stage.show_card()
            stage.say(self._told(acted))

        stage.work(removed, settled)

    def _told(self, acted: Acted) -> str:
        words = self._stage.words
        if isinstance(acted, Refused):
            return words.say(acted.problem.message)
        if isinstance(acted, Conflict):
            return words("It was changed meanwhile; nothing was removed. Look again.")
        if acted.doubt is not None:
            return words.say(acted.doubt)
        if not acted.changed:
            return words("Nothing changed.")
        name = words_of(self._going.name, words)
        return words("Removed: {name}. {key_undo} brings it back.", name=name)
