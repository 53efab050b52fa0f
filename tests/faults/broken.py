"""G9: every way to break a file; each is reported where it is broken, in no time, and all other
records load.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from tests.faults.commands import kinerja, mishap
from tests.faults.counting import Result, Scale, Tally, most
from tests.store import test_broken as corpus
from tests.store.healthy import FILES, PLACES, build, put

PLACE, UNLOADED = "not reported as expected", "other records that did not load"
CRASHED = "loads that broke off"


def run(scale: Scale) -> Result:
    tally = Tally()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, file, expected, make) in enumerate(_cases()):
            root = build(Path(folder) / str(number))
            make(root / file)
            slowest = max(slowest, _load(tally, root, name, file, expected))
        for name in scale.of(("decimal-comma", "no-quotes"), tuple(sorted(corpus.EXPECTED))):
            root = build(Path(folder) / f"command {name}")
            put(root, PLACES[corpus.EXPECTED[name]["kind"]], _data(name))
            _ask(tally, root, name)
    return tally.result(
        tally.least("broken files", 60),
        *tally.told("problems reported", "of these with a line", "asked by the command"),
        most("slowest load", slowest, 1.0, "s"),
        *tally.none(PLACE, UNLOADED, CRASHED, "answers without sense"),
    )


Case = tuple[str, str, list[dict[str, Any]] | None, Callable[[Path], None]]


def _cases() -> list[Case]:
    """The corpus, the files that are built, and what is no file at all."""
    written: list[Case] = [
        (name, PLACES[each["kind"]], each["problem"], _writer(_data(name)))
        for name, each in corpus.EXPECTED.items()
    ]
    built: list[Case] = [
        (name, corpus.HERE, [corpus.BUILT[name]], _writer(make()))
        for name, make in corpus.HUGE.items()
    ]
    odd: list[Case] = [(name, corpus.HERE, None, make) for name, make in corpus.ODD.items()]
    return written + built + odd


def _data(name: str) -> bytes:
    return (corpus.CORPUS / f"{name}.toml").read_bytes()


def _writer(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return write


def _load(
    tally: Tally, root: Path, name: str, file: str, expected: list[dict[str, Any]] | None
) -> float:
    """Load the store; the seconds it took."""
    tally.add("broken files")
    start = time.perf_counter()
    try:
        library = load(root, Scope.everything())
    except Exception as error:
        tally.fault(CRASHED, f"{name}: {type(error).__name__}: {error}")
        return 0.0
    taken = time.perf_counter() - start
    told = [corpus.told(each, file) for each in library.problems]
    tally.add("problems reported", len(told))
    tally.add("of these with a line", sum(each["line"] > 0 for each in told))
    if expected is None:
        tally.expect(len(told) == 1, PLACE, f"{name}: {told}")
    else:
        tally.expect(told == expected, PLACE, f"{name}: {told[:1]}")
    loaded = _origins(library)
    missing = {each for each in FILES if each != file and each not in loaded}
    tally.expect(not missing, UNLOADED, f"{name}: {sorted(missing)[:2]}")
    return taken


def _origins(library: Any) -> set[str]:
    """The files whose records are in a snapshot, by a walk through all of it."""
    found: set[str] = {"kinerja.toml"} if library.settings else set()
    found |= {"laws.toml"} if library.laws else set()
    found |= {each.origin for each in library.scales.values()}
    for unit in library.units.values():
        found |= {unit.unit.origin} | {each.origin for each in unit.plans.values()}
        for book in unit.books.values():
            lists = (
                [book.head, book.goals],
                book.indicators.values(),
                book.agreements,
                book.activities.values(),
            )
            found |= {each.origin for records in lists for each in records if each is not None}
    return found


def _ask(tally: Tally, root: Path, name: str) -> None:
    """What `kinerja status` says beside a broken file."""
    tally.add("asked by the command")
    done = kinerja(root, "status")
    wrong = mishap(done) or (done.stderr if done.returncode not in (0, 2) else "")
    tally.expect(not wrong, "answers without sense", f"{name}: {wrong}")
