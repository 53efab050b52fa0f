"""A few lines of text; showing others repaints only those that differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from kinerja_tui.tui.lines import BLANK, Line, Tone, differs_to, plain
from kinerja_tui.tui.themes import palette
from kinerja_tui.tui.widgets.ink import strip_of


class Painted(Widget, inherit_css=False):
    """A widget that draws toned lines in the colours of the theme."""

    DEFAULT_CSS = "Painted { background: $background; color: $foreground; }"
    ascii_only = False
    _colours: dict[Tone, Style] | None = None

    def on_mount(self) -> None:
        """Take other colours whenever the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._recolour())

    def _read_theme(self) -> dict[Tone, Style]:
        native = self.app.native_ansi_color
        return palette(self.app.current_theme, Style() if native else self.rich_style)

    def _recolour(self) -> None:
        self._colours = None
        self.refresh()

    def strip(self, found: Line) -> Strip:
        """The line in the theme's colours, as wide as the widget."""
        if self._colours is None:
            self._colours = self._read_theme()
        return strip_of(found, self.size.width, self._colours, self.ascii_only)

    def repaint(self, y: int, old: Line, new: Line) -> None:
        """Draw a line again, as far to the right as it has changed."""
        if end := differs_to(old, new):
            end = min(end, self.size.width)  # which is not known for nothing
        if end:
            self.refresh(Region(0, y, end, 1))


class Panel(Painted):
    """Lines that somebody else made."""

    DEFAULT_CSS = "Panel { height: auto; width: 1fr; }"

    def __init__(self, id: str, ascii_only: bool = False) -> None:  # noqa: A002 - Textual's name
        """An empty panel."""
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show `lines` from the top; the rest is blank."""
        old, self.lines = self.lines, list(lines)
        for y in range(max(len(old), len(self.lines))):
            self.repaint(y, _at(old, y), _at(self.lines, y))

    def render_line(self, y: int) -> Strip:
        """The line, or a blank one."""
        return self.strip(_at(self.lines, y))

    @property
    def text(self) -> str:
        """What stands in the panel."""
        return plain(self.lines)


def _at(lines: Sequence[Line], y: int) -> Line:
    return lines[y] if y < len(lines) else BLANK
