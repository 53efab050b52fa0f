"""G8: keys inserted into every table of every document, and files of an earlier form migrated; only
what is meant may differ.
"""

from __future__ import annotations

import difflib
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.splicing.edit import Change, Done
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.splice import SpliceError, eol, steps
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import join_key, split_key
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.migrate import Planned, migrate, survey
from kinerja_tui.store.writing.recover import settle
from tests.faults.corpus import comments_of, documents
from tests.faults.counting import Result, Scale, Tally
from tests.faults.doings import copy
from tests.faults.forks import in_child
from tests.store.editing import parsed, with_value
from tests.store.faults import Killed, Watched
from tests.store.former import DRAFT, DRESSES, SAMPLES, as_it_is, turned_back

WRONG, LOST = "wrong data after an insert", "comments lost"
BACK = "inserts that do not come back to the byte"
REFUSED = "inserts refused by the gate"
MEANT = "lines of a migration that were not meant"
OTHER = "records that mean something else after a migration"
MIXED = "migrations neither done nor undone"
_KEYS = ("brand_new", "note", '"brand new"', "value", "q1")
_OTHER_WAYS = ("array of tables", "cannot hold keys", "is a table")


def run(scale: Scale) -> Result:
    tally = Tally()
    _insert(tally, scale)
    with tempfile.TemporaryDirectory() as folder:
        dressed = [(source, dress) for source in SAMPLES for dress in DRESSES]
        for number, (source, dress) in enumerate([*dressed, (DRAFT, as_it_is)]):
            root = Path(folder) / str(number)
            if source == DRAFT:  # has every kind of line end in it as it is
                shutil.copytree(source, root)
            else:
                turned_back(source, root, dress)
            _migrate(tally, root)
        _kill(tally, Path(folder), scale.of(25, 1))
    return tally.result(
        tally.least("inserts", 2_250),
        tally.least("files migrated", 400),
        *tally.told("lines changed by migrations", "migrations killed"),
        *tally.none(WRONG, LOST, BACK, REFUSED, MEANT, OTHER, MIXED),
    )


def _insert(tally: Tally, scale: Scale) -> None:
    choose = random.Random(scale.seed)
    for name, text in documents(scale.seed, scale.of(300, 1_500), sampled=scale.of(8, 1)):
        for key in _places(text, choose):
            story = f"{name}: {key}"
            try:
                made = steps(text, (Change(key, None, "8888.00"),))[-1]
            except SpliceError as error:
                known = any(each in str(error) for each in _OTHER_WAYS)
                tally.expect(known, REFUSED, f"{story}: {error}")
                continue
            tally.add("inserts")
            reason = prove(text, made.text, made.change)
            tally.expect(reason is None, REFUSED, f"{story}: {reason}")
            path = index(made.text).find(split_key(key))
            right = with_value(parsed(text), split_key(key), "8888.00")
            tally.expect(path is not None and _same(parsed(made.text), right), WRONG, story)
            tally.expect(comments_of(text) == comments_of(made.text), LOST, story)
            gone = Change(key, "8888.00", None, made.change.inserted, True)
            back = steps(made.text, (gone,))[-1].text
            tally.expect(back == text, BACK, story)


def _places(text: str, choose: random.Random) -> Iterator[str]:
    """A key that is absent, for the top and for some tables, and one in a table that is absent."""
    found = index(text)
    tables = [section.node.path for section in found.sections]
    if len(tables) > 4:
        tables = [(), *choose.sample(tables[1:], 3)]
    for table in tables:
        key = choose.choice(_KEYS)
        whole = ".".join(part for part in (join_key(table), key) if part)
        if found.nearest(split_key(whole))[1]:
            yield whole
    yield choose.choice(("fresh.value", "fresh.table.value"))


def _same(one: object, other: object) -> bool:
    """Whether two trees hold the same; a NaN is itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return repr(one) == repr(other)


def _migrate(tally: Tally, root: Path) -> None:
    found = survey(root)
    tally.expect(not found.left, REFUSED, f"{root.name}: {found.left[:1]}")
    tally.add("files migrated", len(found.planned))
    for each in found.planned:
        _look(tally, each)
    outcome = migrate(root, found.planned)
    tally.expect(isinstance(outcome, Done), MIXED, f"{outcome}")
    if isinstance(outcome, Done):
        for each in found.planned:
            stands = (root / each.file).read_bytes() == each.new
            tally.expect(stands, MIXED, f"{each.file} is not as planned")
        keep_all(root, outcome.back)
        for each in found.planned:
            back = (root / each.file).read_bytes() == each.old
            tally.expect(back, BACK, f"the migration of {each.file}")


def _look(tally: Tally, each: Planned) -> None:
    """What a migration changes: names and words that the format renamed, and nothing else."""
    old, new = each.old.decode(), each.new.decode()
    tally.expect(comments_of(old) == comments_of(new), LOST, each.file)
    if kind_of(each.file) is not None:  # a template is no record yet
        before, after = (understand(data, each.file).record for data in (each.old, each.new))
        same = before is not None and _as_one(before) == _as_one(after)
        tally.expect(same, OTHER, each.file)
    for line in difflib.ndiff(_lines(old), _lines(new)):
        if line.startswith(("- ", "+ ")):
            tally.add("lines changed by migrations")
            tally.expect(any(word in line for word in _MEANT), MEANT, f"{each.file}: {line!r}")


def _lines(text: str) -> list[str]:
    """The lines with their ends; the last one has an end, so that a line may come after it."""
    whole = text if text.endswith("\n") else text + eol(text)
    return whole.split("\n")


_MEANT = (
    "schema", "measured_in", "unit_of_measure", "polarity", "year", "followup", "action",
    "first", "second", "party_one", "party_two", "zero_target", "[rules]",
)  # fmt: skip


def _as_one(record: object) -> str:
    return repr(record).replace("schema=0", "schema=1")


def _kill(tally: Tally, folder: Path, share: int) -> None:
    """A migration killed before some of its calls: after the next look, all files or none."""
    ready = folder / "ready"
    shutil.copytree(DRAFT, ready)
    files = survey(ready).planned
    whole = copy(ready, folder / "whole")
    system = Watched()
    assert isinstance(migrate(whole, files, system), Done)
    for at in range(0, len(system.calls), share):
        root = copy(ready, folder / "killed")
        code = in_child(migrate, root, files, Killed(at, done=False))
        tally.add("migrations killed")
        settle(root)
        standing = {(root / each.file).read_bytes() == each.new for each in files}
        tally.expect(code == -9 and len(standing) == 1, MIXED, f"killed before call {at}: {code}")
