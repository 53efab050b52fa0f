"""What goes together is shown in the order of the file, and goes in one part of an action."""

from __future__ import annotations

from itertools import permutations

import pytest

from kinerja_tui.store.splicing.doomed import doomed
from kinerja_tui.store.splicing.edit import Rework
from kinerja_tui.store.splicing.pieces import make

TEXT = """schema = 1

# of the group
[component.g]
name = "G"

[component.a]
name = "A"
parent = "g"

[component.other]
name = "O"

[component.b]
name = "B"
parent = "g"
"""
LEFT = """schema = 1

[component.other]
name = "O"
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("keys", permutations(["component.g", "component.a", "component.b"]))
def test_several_tables_go_together(keys: tuple[str, str, str], ends: str) -> None:
    text = TEXT.replace("\n", ends)
    found = doomed("x.toml", text, keys[0], more=keys[1:])
    heads = [each for stretch in found.stretches for each in stretch if each.startswith("[")]
    assert heads == ["[component.g]", "[component.a]", "[component.b]"]
    assert (found.key, found.lines, found.comments) == (keys[0], 9, 1)
    assert isinstance(found.part, Rework)
    backs = []
    for piece in found.part.pieces:
        made = make(text, piece)
        text = made.text
        backs.append(made.back)
    assert text == LEFT.replace("\n", ends)
    for back in reversed(backs):
        text = make(text, back).text
    assert text == TEXT.replace("\n", ends)
