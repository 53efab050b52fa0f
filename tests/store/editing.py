"""Making a change with everything that must hold for any change."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import tomli

from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.splice import reverse, steps
from kinerja_tui.store.toml.index import Path


def parsed(text: str) -> dict[str, Any]:
    return tomli.loads(text.removeprefix("\ufeff"), parse_float=Decimal)


def with_value(data: dict[str, Any], path: Path, token: str) -> dict[str, Any]:
    """The data with one value set, tables made on the way."""
    data = copy.deepcopy(data)
    table: Any = data
    for name in path[:-1]:
        table = table[int(name)] if isinstance(table, list) else table.setdefault(name, {})
    last = int(path[-1]) if isinstance(table, list) else path[-1]
    table[last] = parsed(f"x = {token}")["x"]
    return data


def edited(text: str, change: Change) -> str:
    """The text after a change, which the gate passes, and which comes back to the byte."""
    edit = Edit("x.toml", (change,))
    made = steps(text, edit.changes)
    after = made[-1].text
    assert prove(text, after, made[-1].change) is None
    back = reverse(edit, made)
    undone = steps(after, back.changes)
    assert undone[-1].text == text
    assert prove(after, text, undone[-1].change) is None
    redone = steps(text, reverse(back, undone).changes)
    assert redone[-1].text == after
    return after
