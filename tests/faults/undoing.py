"""G16: the last thousand edits undone after kill -9, in a new process; the files must be what they
were at the start, byte for byte.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from kinerja_tui.store.splicing.edit import Action, Change, Creation, Deletion, Done, Edit, Rework
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.state.history import undoable
from kinerja_tui.store.state.journal import Entry, read_journal
from kinerja_tui.store.state.people import login
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import join_key
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.save import carry_out
from tests.faults.commands import kinerja, mishap
from tests.faults.counting import Result, Scale, Tally, measured
from tests.faults.forks import in_child
from tests.faults.stores import BESIDE, ENDS
from tests.store.documents import HERE
from tests.store.faults import Killed
from tests.store.healthy import build
from tests.store.removing import keys

APART, REFUSED = "files that are not what they were", "undos that were refused"
_RECORDS = HERE / "records" / "biro-osdm" / "2022"
_IN_THE_MIDDLE = 50
_TOKENS = ("62.50", "7719313000", '"diubah"', '"""panjang\nsekali"""', "true", "[1, 2]")


def run(scale: Scale) -> Result:
    tally = Tally()
    edits, commands = scale.of((200, 3), (1_000, 50))
    with tempfile.TemporaryDirectory() as folder:
        root = _store(Path(folder))
        before = _bytes(root)
        code = in_child(_work, root, (edits, commands), scale.seed)
        tally.expect(code == -9, "workers that did not die", str(code))
        settle(root)
        made = read_journal(root).entries
        tally.add("edits before the kill", len(made))
        middle = _bytes(root)
        tally.add("files changed by them", sum(before.get(k) != v for k, v in middle.items()))
        start = time.perf_counter()
        _undo_all(tally, root, made, commands)
        taken = time.perf_counter() - start
        after = _bytes(root)
        for file in sorted({*before, *after}):
            tally.expect(before.get(file) == after.get(file), APART, file)
    return tally.result(
        tally.least("edits before the kill", edits),
        *tally.told("files changed by them"),
        tally.least("undone", edits),
        *tally.told("of these by the command"),
        measured("time of all undos", taken, "s"),
        *tally.none(APART, REFUSED, "workers that did not die", "answers without sense"),
    )


def _store(folder: Path) -> Path:
    """A small store, with records of the sample beside its own, in every kind of line end."""
    root = build(folder / "records")
    for number, name in enumerate(("ip-asn", "sakip", "skm", "spbe")):
        target = root / "biro" / "2022" / "indicators" / f"{name}.toml"
        shutil.copy(_RECORDS / "indicators" / f"{name}.toml", target)
        data = target.read_bytes()
        target.write_bytes(data.replace(b"\n", b"\r\n") if number % 2 else data)
    (root / "biro" / "2022" / "indicators" / "sehat.toml").write_bytes(ENDS["BOM"])
    return root


def _bytes(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def _work(root: Path, amounts: tuple[int, int], seed: int) -> None:
    """Edits of every kind, the last few of a kind that the format allows; then the process dies in
    the middle of one more.
    """
    edits, plain = amounts
    choose = random.Random(seed)
    done = 0
    while done < edits - plain:
        outcome = carry_out(root, _action(root, choose))
        done += isinstance(outcome, Done) and outcome.changed
    for number in range(plain):
        carry_out(root, _ceiling(root, 200 + number))
    carry_out(root, _ceiling(root, 1), system=Killed(_IN_THE_MIDDLE, done=False))


def _ceiling(root: Path, number: int) -> Action:
    return Action((Edit.one(BESIDE, "ceiling", token_at(root, BESIDE, "ceiling"), str(number)),))


def _action(root: Path, choose: random.Random) -> Action:
    files = [path for path in (root / "biro" / "2022").rglob("*.toml") if path != root / BESIDE]
    path = choose.choice(sorted(files))
    file = path.relative_to(root).as_posix()
    text = path.read_bytes().decode()
    kind = choose.random()
    if kind < 0.04:
        return Action((Creation(f"biro/2022/indicators/baru-{choose.random()}.toml", text),), "add")
    if kind < 0.06 and "baru" in file:
        return Action((Deletion(file, text),), "remove")
    if kind < 0.16:
        return _removal(file, text, choose)
    changes = [_change(text, choose, number) for number in range(choose.choice((1, 1, 1, 2, 3)))]
    unique = {each.key: each for each in changes}
    return Action((Edit(file, tuple(unique.values())),))


def _removal(file: str, text: str, choose: random.Random) -> Action:
    """A key or a table goes, with its comments."""
    try:
        return Action((Rework(file, (preview(text, choose.choice(keys(text))),)),), "remove")
    except SpliceError:
        return Action((Edit(file, (_change(text, choose, 0),)),))


def _change(text: str, choose: random.Random, number: int) -> Change:
    leaves = [leaf for leaf in index(text).leaves() if "#" not in text[leaf.start : leaf.end]]
    if leaves and choose.random() < 0.75:
        leaf = choose.choice(leaves)
        return Change(join_key(leaf.path), text[leaf.start : leaf.end], choose.choice(_TOKENS))
    table = choose.choice(("baru", "tambahan.tabel", "q3"))
    key = f"{table}.k{choose.randrange(10_000)}{number}"
    return Change(key, None, choose.choice(_TOKENS))


def _undo_all(tally: Tally, root: Path, made: tuple[Entry, ...], commands: int) -> None:
    """Take back one entry after the other, the first few by the command."""
    for number in range(len(made)):
        if number < commands:
            done = kinerja(root, "undo")
            right = done.returncode == 0 and not mishap(done)
            tally.expect(right, "answers without sense", f"{number}: {done.stderr or done.stdout}")
            tally.add("of these by the command", int(right))
            tally.add("undone", int(right))
            continue
        entry = undoable(read_journal(root), login())
        if entry is None:
            return
        outcome: Any = _taken_back(root, entry)
        if not tally.expect(isinstance(outcome, Done), REFUSED, f"{number}: {outcome}"):
            return
        tally.add("undone")


def _taken_back(root: Path, entry: Entry) -> Any:
    """By the road of a save; what the made-up tokens mean to the format is of no interest here."""
    parts = tuple(each.back for each in reversed(entry.files))
    return carry_out(root, Action(parts, "undo", entry.id))
