"""G4: colleagues who save the same file at the same time, while others read it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.splicing.edit import Conflict, Edit, Refused, Saved
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.toml.parse import parse
from kinerja_tui.store.writing.save import save
from tests.faults.commands import SET, kinerja, mishap
from tests.faults.counting import Result, Scale, Tally
from tests.faults.forks import together
from tests.faults.stores import FILE, digest, held, passing, store, strangers

KEYS = ("a", "b", "c", "d")
LOST, BAD = "edits lost", "bad reads"
COMMANDED = "edits saved by the command"
APART = "edits that the journal does not tell of"


def run(scale: Scale) -> Result:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for writers, times in scale.of(((2, 500), (4, 250)), ((2, 10_000), (4, 5_000))):
            for same in (True, False):
                root = _counters(Path(folder) / f"{writers}{same}")
                keys = [KEYS[0] if same else KEYS[number] for number in range(writers)]
                tally.merge(_contest(root, keys, times))
        times = scale.of(12, 100)
        for writers in (2, 4):
            for same in (True, False):
                root = store(Path(folder) / f"command{writers}{same}")
                tally.merge(_by_command(root, writers, times // writers, same))
    return tally.result(
        tally.least("edits saved", scale.of(4_000, 80_000)),
        tally.least(COMMANDED, scale.of(40, 400)),
        tally.least("reads beside them", scale.of(5_000, 100_000)),
        *tally.told("conflicts offered", "conflicts offered by the command"),
        *tally.none(
            LOST, BAD, APART, "saves refused", "temporary files left", "answers without sense"
        ),
    )


def _counters(folder: Path) -> Path:
    lines = "\n".join(f"{key} = 0 # {key}\n" for key in KEYS)
    return store(folder, f"schema = 1\n\n{lines}".encode())


def _contest(root: Path, keys: Sequence[str], times: int) -> Tally:
    """Every writer adds one to its key `times` times; a reader goes on until all are done."""
    stop = root.parent / "stop"
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    reader = context.Process(target=_reader, args=(there, str(root), str(stop)), daemon=True)
    reader.start()
    tally = together(_writer, [(str(root), key, times) for key in keys])
    stop.touch()
    tally.merge(here.recv())
    reader.join()
    data = parse(held(root) or b"", FILE).tables
    for key in KEYS:
        missing = keys.count(key) * times - int(str(data[key]))
        tally.expect(missing == 0, LOST, f"{missing} of {key} with {len(keys)} writers")
    _ask_the_journal(tally, root, len(keys) * times)
    _look(tally, root)
    return tally


def _ask_the_journal(tally: Tally, root: Path, edits: int) -> None:
    """Every edit is told once, and each begins with what the one before left."""
    entries = [each for entry in read_journal(root).entries for each in entry.files]
    tally.expect(len(entries) == edits, APART, f"{len(entries)} entries for {edits} edits")
    last = entries[0].before if entries else None
    for each in entries:
        tally.expect(each.before == last, APART, "an entry that does not follow the one before")
        last = each.after
    tally.expect(last == digest(held(root)), APART, "the file is not what the last entry says")


def _writer(root: str, key: str, times: int) -> Tally:
    tally = Tally()
    done = 0
    while done < times:
        seen = token_at(Path(root), FILE, key)
        if seen is None:
            tally.fault(BAD, f"{key} is not there")
            continue
        outcome = save(Path(root), Edit.one(FILE, key, seen, str(int(seen) + 1)))
        if isinstance(outcome, Saved) and outcome.changed:
            done += 1
            tally.add("edits saved")
        elif isinstance(outcome, Conflict):
            tally.add("conflicts offered")
        elif isinstance(outcome, Refused):
            tally.fault("saves refused", str(outcome.problem.message))
            done += 1
    return tally


def _reader(pipe: Any, root: str, stop: str) -> None:
    """Every reading must be a whole file, and no number may go back."""
    tally = Tally()
    last = dict.fromkeys(KEYS, 0)
    while not os.path.exists(stop):
        for _ in range(50):
            _read_once(tally, Path(root), last)
    pipe.send(tally)


def _read_once(tally: Tally, root: Path, last: dict[str, int]) -> None:
    tally.add("reads beside them")
    try:
        data = read(root, FILE)
        tables = parse(data, FILE).tables
    except Unreadable as error:
        tally.fault(BAD, str(error.problem.message))
        return
    for key in KEYS:
        number = int(str(tables.get(key, -1)))
        tally.expect(number >= last[key], BAD, f"{key} went from {last[key]} to {number}")
        last[key] = max(last[key], number)
    tally.expect(data.count(b"#") == len(KEYS), BAD, "a comment is missing")


def _by_command(root: Path, writers: int, times: int, same: bool) -> Tally:
    """The same by `kinerja set`; the last values that were accepted must stand."""
    fields = ["realisation.value"] * writers if same else ["realisation.value", *NAMES[1:writers]]
    tally = together(_commander, [(str(root), n, field, times) for n, field in enumerate(fields)])
    text = (held(root) or b"").decode()
    _ask_the_journal(tally, root, tally.numbers[COMMANDED])
    for field in set(fields):
        last = [f"{n + 1}{times - 1:04}" for n, each in enumerate(fields) if each == field]
        stands = [number for number in last if number in text]
        tally.expect(len(stands) == 1, LOST, f"{field}: none of {last} stands at the end")
    _look(tally, root)
    return tally


NAMES = ("realisation.value", "name", "measured_in", "source")


def _commander(root: str, number: int, field: str, times: int) -> Tally:
    tally = Tally()
    done = 0
    while done < times:
        answer = kinerja(Path(root), SET[0], SET[1], field, f"{number + 1}{done:04}")
        if answer.returncode == 0:
            tally.add(COMMANDED)
            done += 1
        elif answer.returncode == 1 and answer.stderr and not mishap(answer):
            tally.add("conflicts offered by the command")
        else:
            tally.fault("answers without sense", mishap(answer) or answer.stderr)
            done += 1
    return tally


def _look(tally: Tally, root: Path) -> None:
    for name in (*passing(root), *strangers(root)):
        tally.fault("temporary files left", name)
