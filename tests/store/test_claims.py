"""One session takes a waiting draft up or throws it away; what another one types is left alone."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from kinerja_tui.locale import Message
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.state.claims import take_up, throw_away
from kinerja_tui.store.state.drafts import FOLDER, Draft, keep, new_draft, waiting
from kinerja_tui.store.state.own import found_folder
from tests.store.faults import FILE, store


@pytest.fixture(autouse=True)
def _siti(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINERJA_USER", "siti")


def waits(root: Path, **others: object) -> Draft:
    draft = replace(new_draft("dead.1", FILE, "realisation.value", {}), text="62", **others)
    keep(root, draft)
    return draft


def test_who_takes_a_draft_up_signs_it_at_once(tmp_path: Path) -> None:
    root = store(tmp_path)
    draft = waits(root, kept=True)
    assert take_up(root, draft.id, "a", {"b"}) == replace(draft, session="a", kept=False)
    assert waiting(root, {"a", "b"}) == ()
    elsewhere = take_up(root, draft.id, "b", {"a"})
    assert isinstance(elsewhere, Message) and "another of your sessions" in str(elsewhere)
    assert throw_away(root, draft.id, {"a"}) == elsewhere
    assert [each.text for each in waiting(root, ())] == ["62"]


def test_what_its_session_put_aside_or_died_over_can_be_taken(tmp_path: Path) -> None:
    root = store(tmp_path)
    draft = waits(root)
    taken = take_up(root, draft.id, "a", ())
    assert isinstance(taken, Draft)
    keep(root, replace(taken, text="62,5", kept=True))
    again = take_up(root, draft.id, "b", {"a"})
    assert isinstance(again, Draft) and (again.text, again.session) == ("62,5", "b")
    assert throw_away(root, draft.id, {"a"}) is None
    assert waiting(root, ()) == ()


def test_what_is_gone_cannot_be_taken_up(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert isinstance(take_up(root, "none", "a", ()), Message)
    draft = waits(root)
    assert throw_away(root, draft.id, ()) is None
    assert throw_away(root, draft.id, ()) is None
    gone = take_up(root, draft.id, "a", ())
    assert isinstance(gone, Message) and "is gone" in str(gone)


class Full(System):
    """A disk that takes no new byte."""

    def write(self, fd: int, data: bytes | memoryview) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_keeps_nobody_from_taking_a_draft_up(tmp_path: Path) -> None:
    root = store(tmp_path)
    draft = waits(root)
    assert take_up(root, draft.id, "a", (), Full()) == replace(draft, session="a")
    assert waiting(root, ()) == (draft,)


class Impatient(System):
    """A clock on which every look takes a second."""

    def __init__(self) -> None:
        """Begin at nought."""
        self._seconds = 0.0

    def now(self) -> float:
        """A second later."""
        self._seconds += 1
        return self._seconds

    def pause(self, seconds: float) -> None:
        """Not at all."""


def test_two_sessions_do_not_claim_a_draft_at_the_same_time(tmp_path: Path) -> None:
    root = store(tmp_path)
    draft = waits(root)
    with ExitStack() as stack:
        folder = found_folder(System(), root, (FOLDER, "siti"), stack)
        assert folder is not None and System().lock(folder)
        with pytest.raises(OSError, match="locked"):
            take_up(root, draft.id, "a", (), Impatient())
    assert isinstance(take_up(root, draft.id, "a", (), Impatient()), Draft)


class NoLocks(System):
    """A disk that cannot lock folders."""

    def lock(self, fd: int) -> bool:
        """Refuse."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def test_a_disk_without_locks_for_folders_still_gives_drafts_back(tmp_path: Path) -> None:
    root = store(tmp_path)
    draft = waits(root)
    assert isinstance(take_up(root, draft.id, "a", (), NoLocks()), Draft)
    assert isinstance(take_up(root, draft.id, "b", {"a"}, NoLocks()), Message)
