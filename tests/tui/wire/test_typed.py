"""Keys arrive whole, Esc soon, and the end at once; and nobody polls while nothing is typed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.tui.wire import typed as module
from kinerja_tui.tui.wire.typed import Pastes, typed

Wait = float | None


class Script:
    """A `select` that types what was written for it, and keeps how long it was to wait."""

    def __init__(self, keys: int, wake: int, *typed: bytes) -> None:
        self.waits: list[Wait] = []
        self._keys, self._wake = keys, wake
        self._typed = iter(typed)

    def __call__(
        self, reading: Sequence[int], _: object, __: object, wait: Wait
    ) -> tuple[list[int], list[int], list[int]]:
        assert reading == [self._keys, self._wake]
        self.waits.append(wait)
        if wait is not None:
            return [], [], []
        piece = next(self._typed, b"")
        if not piece:
            return [self._wake], [], []
        os.write(self._write, piece)
        return [self._keys], [], []

    _write = -1


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for each in ends:
        os.close(each)


@pytest.mark.parametrize(
    ("keys", "texts", "waits"),
    [
        ((), [], [None]),
        ((b"j",), ["j", "", ""], [None, 0.1, 0.1, None]),
        ((b"\x1b",), ["\x1b", "", ""], [None, 0.025, 0.1, None]),
        ((b"\x1b[",), ["\x1b[", "", ""], [None, 0.1, 0.1, None]),
        ((b"\xe2\x96", b"\xb2"), ["", "", "▲", "", ""], [None, 0.1, 0.1, None, 0.1, 0.1, None]),
    ],
)
def test_the_waits_fit_what_was_typed(
    keys: tuple[bytes, ...],
    texts: list[str],
    waits: list[Wait],
    pipe: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    script = Script(pipe[0], 99, *keys)
    script._write = pipe[1]
    monkeypatch.setattr(module, "select", script)
    assert list(typed(pipe[0], 99, 0.025)) == texts
    assert script.waits == waits


def test_a_terminal_that_has_gone_is_told_once() -> None:
    keys, theirs = os.pipe()
    wake, _ = ends = os.pipe()
    os.close(theirs)
    assert list(typed(keys, wake, 0.025)) == [None]
    for each in (keys, *ends):
        os.close(each)


def test_who_wakes_it_ends_it_though_keys_wait(pipe: tuple[int, int]) -> None:
    wake, waker = os.pipe()
    os.write(waker, b"\0")
    os.write(pipe[1], b"j")
    assert list(typed(pipe[0], wake, 0.025)) == []
    os.close(wake)
    os.close(waker)


@given(
    st.lists(st.sampled_from(["a", "\x1b", "[", "5", "\x1b[31m", "\x1b[200~", "é", "~", "2", "0"])),
    st.lists(st.integers(min_value=1, max_value=4)),
)
def test_a_paste_holds_no_escape_however_it_comes(parts: list[str], sizes: list[int]) -> None:
    body = "".join(parts)
    text = f"x\x1b[A\x1b[200~{body}\x1b[201~y\x1b"
    pieces, rest = [], text
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    pastes = Pastes()
    came = "".join(pastes.plain(piece) for piece in (*pieces, rest))
    assert came == f"x\x1b[A\x1b[200~{body.replace(chr(27), '')}\x1b[201~y\x1b"
