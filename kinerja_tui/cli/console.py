"""The terminal, or what stands in its place: where text goes, how wide it is, what it can show."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TextIO

if TYPE_CHECKING:
    from kinerja_tui.report.paint.plain import Ink

USUAL_WIDTH = 80
NARROWEST = 20
UNCUT = 1_000_000

# One character for one, so that columns stay in line.
_ASCII = str.maketrans(
    {
        "▲": "+",
        "◆": "~",
        "▼": "-",
        "·": ".",
        "×": "x",
        "−": "-",
        "–": "-",
        "—": "-",
        "─": "-",
        "…": "~",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "→": ">",
        "±": "~",
    }
)


class Console(NamedTuple):
    """Where a command writes: two streams, `width` in columns, colour or not, ASCII alone or
    not.
    """

    out: TextIO
    err: TextIO
    width: int = USUAL_WIDTH
    colour: bool = False
    ascii_only: bool = False

    def say(self, text: str) -> None:
        """Write `text` and a line end to standard output."""
        _write(self.out, f"{self.shown(text)}\n")

    def complain(self, text: str) -> None:
        """Write `text` and a line end to standard error."""
        _write(self.err, f"{self.shown(text)}\n")

    def data(self, content: bytes) -> None:
        """Write bytes as they are (JSON, CSV, Markdown: always UTF-8)."""
        self.out.flush()
        buffer = getattr(self.out, "buffer", None)
        if buffer is None:
            self.out.write(content.decode())
        else:
            buffer.write(content)
            buffer.flush()

    def ink(self) -> Ink:
        """What the painter for terminals needs to know."""
        from kinerja_tui.report.paint.plain import Ink

        return Ink(self.width, self.colour, self.ascii_only)

    def told(self, plain: bool, ascii_only: bool, no_color: bool) -> Console:
        """This console after the options; `plain` cuts nothing to the width and takes no colour."""
        return self._replace(
            width=UNCUT if plain else self.width,
            colour=self.colour and not plain and not no_color,
            ascii_only=self.ascii_only or ascii_only,
        )

    def shown(self, text: str) -> str:
        """`text` with our own signs in ASCII, where nothing else can be shown."""
        return text.translate(_ASCII) if self.ascii_only else text


def let_go(stream: TextIO) -> None:
    """Nobody can read any more: what is still buffered must not complain when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def console(environment: Mapping[str, str]) -> Console:
    """The console that this process has, before any option."""
    out = sys.stdout
    terminal = out.isatty()
    colour = terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return Console(
        out, sys.stderr, _width(environment, terminal), colour, not _unicode(out, environment)
    )


def _width(environment: Mapping[str, str], terminal: bool) -> int:
    """COLUMNS, else the terminal's width, else 80."""
    told = environment.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told):
        return max(int(told), NARROWEST)
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else 0
    except (OSError, ValueError):
        columns = 0
    return max(columns, NARROWEST) if columns else USUAL_WIDTH


def _unicode(out: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether stream and locale take UTF-8."""
    encoding = (getattr(out, "encoding", None) or "utf-8").casefold().replace("-", "")
    if encoding != "utf8":
        return False
    named = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG", "")
    # Python itself sets LC_CTYPE=C.UTF-8 where it finds the locale C; LANG has what was asked for.
    if named == "C.UTF-8" and environment.get("LANG") in ("C", "POSIX"):
        return False
    return not named or "utf8" in named.casefold().replace("-", "")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = getattr(stream, "encoding", None) or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
