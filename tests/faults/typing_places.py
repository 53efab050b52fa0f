"""The places of the workspace in which somebody types when the line drops: a figure in its cell, a
form that adds a record, a form for a new table of a record.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from tests.faults.terminals import Terminal

IP_ASN = "biro-osdm/2022/indicators/ip-asn.toml"
_INDICATORS = "biro-osdm/2022/indicators"


class TypingPlace(Struct, frozen=True):
    """Where is typed: how one gets there, the `text`, how its draft is `offered` (a pattern with
    the text as its group), how what was taken up is saved, and whether it stands then.
    """

    name: str
    text: str
    offered: str
    begin: Callable[[Terminal], None]
    save: Callable[[Terminal, Path, str], bool]


def _shown(terminal: Terminal, text: str) -> None:
    terminal.until(lambda screen: text in screen)


def _down(terminal: Terminal, times: int) -> None:
    terminal.type_("\x1b[B" * times)


def _begin_cell(terminal: Terminal) -> None:
    _down(terminal, 1)
    _shown(terminal, ">  IK 1")
    terminal.type_("e")
    _shown(terminal, "Enter save")
    terminal.type_("\x15" if "61.34" in terminal.screen else "")


def _save_cell(terminal: Terminal, root: Path, offered: str) -> bool:
    _shown(terminal, "Enter save")
    terminal.type_("\r")
    _shown(terminal, "Saved")
    return f"value = {offered}".encode() in (root / IP_ASN).read_bytes()


def _begin_form(terminal: Terminal) -> None:
    terminal.type_("a")
    _shown(terminal, "Add: an indicator")
    _down(terminal, 2)
    _shown(terminal, ">Name")


def _save_form(terminal: Terminal, root: Path, offered: str) -> bool:
    _shown(terminal, "Enter add")
    _down(terminal, 5)
    _shown(terminal, ">Measured in")
    terminal.type_("hari\r")
    _shown(terminal, "Added: ")
    return any(
        f'name = "{offered}"' in path.read_text("utf-8")
        for path in (root / _INDICATORS).glob("*.toml")
    )


def _begin_table(terminal: Terminal) -> None:
    _down(terminal, 1)
    _shown(terminal, ">  IK 1")
    terminal.type_("i")
    _shown(terminal, "ip-asn.toml")
    terminal.type_("a")
    _shown(terminal, "Enter choose")
    terminal.type_("one more: action")
    _shown(terminal, "search: one more: action")
    terminal.type_("\r")
    _shown(terminal, "F2 save")
    _down(terminal, 2)
    _shown(terminal, ">  Text")


def _save_table(terminal: Terminal, root: Path, offered: str) -> bool:
    _shown(terminal, "F2 save")
    terminal.type_("\x1bOQ")
    _shown(terminal, "Saved")
    return f'text = "{offered}"' in (root / IP_ASN).read_text("utf-8")


PLACES = (
    TypingPlace("cell", "61.3456789012345", r"IK 1 2022\s+([0-9.]+)", _begin_cell, _save_cell),
    TypingPlace(
        "form",
        "waktulayananpeg",
        r"Add: an indicator 2022\s+([a-z]+)",
        _begin_form,
        _save_form,
    ),
    TypingPlace(
        "table", "menyusunkebijak", r"ip-asn  action\s+([a-z]+)", _begin_table, _save_table
    ),
)
