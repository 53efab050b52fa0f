"""A terminal to compare with: pyte, taught what it leaves out."""

from __future__ import annotations

import pyte


class Emulator:
    """A terminal that shows what it is fed."""

    def __init__(self, columns: int, lines: int) -> None:
        self.fed = 0
        self._screen = _Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self._stream.feed("\x1b[?7l")  # as the driver sets it at the start

    def feed(self, data: str) -> None:
        """Take in what a program writes, through the system's terminal: returns before newlines."""
        self.fed += len(data.encode()) + data.count("\n")
        self._stream.feed(data.replace("\n", "\r\n"))

    def resize(self, columns: int, lines: int) -> None:
        self._screen.resize(lines, columns)

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    def state(self) -> tuple[object, ...]:
        """Every cell with its look, the cursor, the title, the pointer: what must be equal."""
        screen = self._screen
        cursor = screen.cursor
        rows = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
        place = (min(cursor.x, screen.columns - 1), cursor.y, cursor.hidden)
        return rows, place, screen.title, screen.pointer, screen.rung


class _Screen(pyte.Screen):
    """With an empty screen to change to, dim text (which is kept as blinking), and a bell that
    counts.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self.rung = 0
        self.pointer = ";default"
        super().__init__(columns, lines)

    def select_graphic_rendition(self, *attrs: int) -> None:
        known: list[int] = []
        for each in attrs:
            known += {2: [5], 22: [22, 25]}.get(each, [each])
        # 5 and 2 also stand inside colours: 38;5;n and 38;2;r;g;b are left as they are.
        super().select_graphic_rendition(*(attrs if {38, 48} & set(attrs) else known))

    def set_mode(self, *modes: int, **private: bool) -> None:
        super().set_mode(*modes, **private)
        if private.get("private") and 1049 in modes:
            self.erase_in_display(2)  # the other screen is an empty one

    def set_title(self, param: str) -> None:
        if param.startswith(";"):
            self.pointer = param  # pyte takes 22, the pointer's shape, for 2, the title
        else:
            super().set_title(param)

    def bell(self, *args: object) -> None:
        self.rung += 1
