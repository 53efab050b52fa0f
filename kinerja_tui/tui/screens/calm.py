"""A screen whose first frame is whole: while it is laid out, nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

from textual import events
from textual.binding import Binding
from textual.screen import Screen

from kinerja_tui.tui.commands import Where, working


def bindings(where: frozenset[Where]) -> Iterator[Binding]:
    """The keys of the commands that work somewhere in `where`; their ids are the commands'."""
    seen: set[str] = set()
    for place in sorted(where):
        for each in working(place):
            if each.id not in seen:
                seen.add(each.id)
                yield Binding(each.keys, f"do('{each.id}')", each.label, show=False, id=each.id)


class CalmScreen(Screen[None], inherit_bindings=False):
    """Keys and frames as the workspace wants them; the screen itself gets the keys."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        """A screen that has not been drawn."""
        super().__init__()
        self._held: ExitStack | None = None

    def on_compose(self) -> None:
        """Hold the frames back."""
        self._held = ExitStack()
        self._held.enter_context(self.app.batch_update())

    def on_mount(self) -> None:
        """Hide what is empty: hidden later, it would cause one more frame."""
        for toasts in self.query("#textual-toastrack"):
            toasts.display = False

    def on_resize(self, event: events.Resize) -> None:
        """The layout is known: draw, once everything else that it causes has happened."""
        self.call_later(self._draw)

    def on_unmount(self) -> None:
        """A screen that goes before it was drawn holds nothing back."""
        self._draw()

    def _draw(self) -> None:
        if self._held is not None:
            for each in self.walk_children():
                each.refresh()  # what was drawn in the meantime went nowhere
            self._held.close()
            self._held = None
            self.call_after_refresh(self.drawn)

    def drawn(self) -> None:
        """The first frame is on its way."""
