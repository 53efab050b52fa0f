"""A process died while it saved: the next command shows the old record or the new one, never half
of an action, and needs no repair.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kinerja_tui.store.disk import leftover
from kinerja_tui.store.disk.access import STATE_FOLDER
from kinerja_tui.store.splicing.edit import Action, Edit
from kinerja_tui.store.writing import recover
from kinerja_tui.store.writing.save import carry_out
from tests.cli.program import IP_ASN, SPBE, Kinerja
from tests.store.faults import Killed, Watched

VALUE = "realisation.value"
ACTION = Action(
    (
        Edit.one(IP_ASN.removeprefix("records/"), VALUE, "61.34", "62.5"),
        Edit.one(SPBE.removeprefix("records/"), VALUE, "2.28", "2.3"),
    ),
    "paste",
)


def killed(root: Path, at: int, *, done: bool) -> None:
    """Somebody carries out the action and dies at one call."""
    child = os.fork()
    if child == 0:
        try:
            carry_out(root, ACTION, system=Killed(at, done=done))
        finally:
            os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def calls(folder: Path) -> list[str]:
    """The calls of the action, in a copy of the records."""
    import shutil

    shutil.copytree(folder / "records", folder / "copy")
    system = Watched()
    carry_out(folder / "copy", ACTION, system=system)
    return system.calls


@pytest.mark.parametrize("command", ["status", "show ip-asn", "log", "workspace"])
def test_half_an_action_is_taken_back_before_anything_is_shown(
    command: str, kinerja: Kinerja, folder: Path
) -> None:
    root = folder / "records"
    before = {path: (folder / path).read_bytes() for path in (IP_ASN, SPBE)}
    killed(root, calls(folder).index("exchange"), done=True)
    assert {path: (folder / path).read_bytes() for path in before} != before
    done = kinerja(*([] if command == "workspace" else command.split()))
    assert done.code == 0
    assert {path: (folder / path).read_bytes() for path in before} == before
    assert (root / ".kinerja/lock").read_bytes() == b""
    assert kinerja("log").out == "Catatan perubahan masih kosong.\n"
    assert kinerja("undo").code == 2


def test_what_stands_whole_stays_and_can_be_taken_back(kinerja: Kinerja, folder: Path) -> None:
    root = folder / "records"
    before = {path: (folder / path).read_bytes() for path in (IP_ASN, SPBE)}
    killed(root, len(calls(folder)) - 1 - calls_after_the_last_exchange(folder), done=True)
    assert "62,5" in kinerja("show", "ip-asn").out
    assert "realisation.value: 2,28 -> 2,3" in kinerja("log").out
    assert kinerja("undo").code == 0
    assert {path: (folder / path).read_bytes() for path in before} == before


def calls_after_the_last_exchange(folder: Path) -> int:
    import shutil

    shutil.rmtree(folder / "copy")
    return calls(folder)[::-1].index("exchange")


def test_a_store_at_rest_costs_one_look(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinerja("set", "ip-asn", VALUE, "62")

    def settle(root: Path) -> None:
        raise AssertionError("there is nothing to settle")

    monkeypatch.setattr(recover, "settle", settle)
    assert kinerja("status").code == 0
    assert leftover.STATE == STATE_FOLDER
    assert (folder / "records" / STATE_FOLDER / leftover.LOCK).is_file()
    assert (folder / "records" / STATE_FOLDER / leftover.REPLACED).is_dir()


def test_a_note_that_cannot_be_looked_at_is_no_obstacle(kinerja: Kinerja, folder: Path) -> None:
    state = folder / "records/.kinerja"
    state.mkdir()
    for make in (
        lambda lock: lock.write_text("garbage"),
        lambda lock: lock.mkdir(),
        lambda lock: lock.symlink_to("/etc/passwd"),
        os.mkfifo,
    ):
        make(state / "lock")
        done = kinerja("status")
        assert (done.code, done.err) == (0, "")
        found = state / "lock"
        found.rmdir() if found.is_dir() else found.unlink()
