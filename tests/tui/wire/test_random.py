"""What the terminal shows is the same as with Textual's own stream, cell by cell, over more than
ten thousand random changes.
"""

from __future__ import annotations

import pytest

from kinerja_tui.tui.wire.stream import Stream
from tests.tui.wire.emulator import Emulator
from tests.tui.wire.frames import Painter

_STEPS = 1300
_SIZES = ((80, 24), (40, 12), (33, 9), (24, 8), (20, 14), (12, 5), (9, 3), (30, 6))


@pytest.mark.parametrize("number", range(len(_SIZES)))
def test_random_changes_show_the_same_as_the_plain_stream(number: int) -> None:
    size = _SIZES[number]
    steps = _STEPS // 3 if size == (80, 24) else _STEPS + 130
    painter = Painter(number, *size)
    plain, ours, stream = Emulator(*size), Emulator(*size), Stream()
    for step in range(steps):
        if painter.random.random() < 0.01:
            size = (painter.random.randint(8, 44), painter.random.randint(2, 14))
            pieces = painter.resize(*size)
            stream.forget()
            plain.resize(*size)
            ours.resize(*size)
        elif painter.random.random() < 0.01:
            pieces = ["\x1b[?1049l", "\x1b[?1049h", *painter.whole()]
        else:
            pieces = painter.step()
        for piece in pieces:
            plain.feed(piece)
            ours.feed(stream.send(piece, size))
        assert ours.state() == plain.state(), (step, pieces)
    assert ours.fed < plain.fed * 0.8
