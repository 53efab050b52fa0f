"""Loading again with a memory: only what changed is read, and nothing is taken on trust."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.locale import message
from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Book
from kinerja_tui.store.disk.files import Unreadable, read, read_in
from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.reading import reader
from kinerja_tui.store.reading.listing import listing
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.memory import Books, Known, Memory
from kinerja_tui.store.reading.moments import COARSEST, is_settled
from kinerja_tui.store.reading.overlay import AS_IT_STANDS, Instead
from kinerja_tui.store.reading.scope import EVERY_KIND, Scope
from kinerja_tui.store.reading.sharing import standing
from kinerja_tui.store.reading.surroundings import Surroundings, within
from tests.store.healthy import FILES, put
from tests.store.unrest import HEALTHY, restless, spelt, wait_for_a_tick

SEHAT = "biro/2022/indicators/sehat.toml"
UKUR = "induk/2022/indicators/ukur.toml"
FAR = 1 << 62


class Store:
    """A store, a memory of it, and which files the last load understood anew or read again."""

    def __init__(self, root: Path, clock: Callable[[], int] = lambda: FAR) -> None:
        self.root = restless(root)
        self.memory = Memory(clock)
        self.understood: list[str] = []
        self.read: list[str] = []
        self.when_read: Callable[[str], None] = lambda file: None

    def load(self, scope: Scope | None = None, instead: Instead = AS_IT_STANDS) -> Any:
        """What the memory gives, which is what a fresh load gives."""
        asked = scope or Scope.everything()
        fresh = load(self.root, asked, instead)
        self.understood, self.read = [], []
        found = load(self.root, asked, instead, self.memory)
        assert found == fresh
        assert spelt(found) == spelt(fresh)
        return found


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose files are all long settled."""
    made = Store(tmp_path / "s")

    def understanding(data: bytes, file: str) -> Understood:
        made.understood.append(file)
        return understand(data, file)

    def reading(folder: int, name: str, file: str) -> bytes:
        data = read_in(folder, name, file)
        made.read.append(file)
        made.when_read(file)
        return data

    monkeypatch.setattr(reader, "understand", understanding)
    monkeypatch.setattr(reader, "read_in", reading)
    return made


def test_the_first_load_reads_everything_and_the_second_nothing(store: Store) -> None:
    first = store.load()
    assert sorted(store.understood) == sorted(store.read) == sorted(HEALTHY)
    learnt = [store.memory.changed]
    second = store.load()
    assert (store.understood, store.read) == ([], [])
    assert [*learnt, store.memory.changed] == [True, False]
    assert second.units["biro"].books[2022] is first.units["biro"].books[2022]


def test_only_what_changed_is_read(store: Store) -> None:
    store.load()
    put(store.root, SEHAT, FILES[SEHAT].replace("61.30", "61.3"))
    changed = store.load()
    assert store.understood == store.read == [SEHAT]
    value = changed.units["biro"].books[2022].indicators["sehat"].realisation.value
    assert str(value) == "61.3"


def test_a_file_with_another_time_and_the_same_bytes_is_not_understood_again(store: Store) -> None:
    before = store.load()
    os.utime(store.root / SEHAT)
    after = store.load()
    assert (store.understood, store.read) == ([], [SEHAT])
    assert after.units["biro"].books[2022] is before.units["biro"].books[2022]
    store.load()
    assert store.read == []


def test_a_change_elsewhere_is_seen_from_a_year_that_has_not_changed(store: Store) -> None:
    assert store.load().problems == ()
    put(store.root, "induk/2022/goals.toml", HEALTHY["induk/2022/goals.toml"].replace("lay", "l"))
    codes = {(each.code, each.file) for each in store.load().problems}
    assert ("B21", "biro/2022/goals.toml") in codes
    (store.root / UKUR).unlink()
    codes = {(each.code, each.file) for each in store.load().problems}
    assert ("B40", "biro/2022/indicators/bersama.toml") in codes
    assert store.understood == []


def test_the_lender_outside_the_scope_is_looked_at(store: Store) -> None:
    scope = Scope.of("biro", 2022)
    store.load(scope)
    assert UKUR in store.understood
    store.load(scope)
    assert store.read == []
    put(store.root, UKUR, HEALTHY[UKUR].replace("= 70", "= 70.0"))
    shared = store.load(scope).units["biro"].books[2022].indicators["bersama"]
    assert str(shared.realisation.value) == "70.0"
    assert store.understood == [UKUR]


def test_one_memory_for_several_scopes(store: Store) -> None:
    scopes = [Scope.everything(), Scope.of("biro", 2022), Scope.with_history("biro", 2022)]
    for scope in [*scopes, *scopes]:
        store.load(scope)


def test_what_cannot_be_read_is_tried_again(store: Store) -> None:
    def worn_out(file: str) -> None:
        if file == SEHAT:
            raise Unreadable(Problem(code="B04", file=file, message=message("worn out")))

    store.load()
    os.utime(store.root / SEHAT)
    sound, store.when_read = store.when_read, worn_out
    assert "sehat" not in store.load().units["biro"].books[2022].indicators
    store.when_read = sound
    assert "sehat" in store.load().units["biro"].books[2022].indicators


def test_what_could_not_be_read_is_not_said_where_nobody_asks(store: Store) -> None:
    def worn_out(file: str) -> None:
        if "published" in file:
            raise Unreadable(Problem(code="B04", file=file, message=message("worn out")))

    sound, store.when_read = store.when_read, worn_out
    load(store.root, Scope.everything(), memory=store.memory)
    store.when_read = sound
    assert store.load(Scope(kinds=EVERY_KIND - {"published"})).problems == ()


def test_lines_of_other_bytes_are_not_remembered(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store.root, SEHAT, FILES[SEHAT].replace("layanan", "lain"))
    with monkeypatch.context() as patch:
        patch.setattr(reader, "read", lambda root, file: b"\n" + read(root, file))
        moved = load(store.root, Scope.everything(), memory=store.memory)
    still = store.load()
    assert [each.line for each in moved.problems] == [each.line + 1 for each in still.problems]


def test_how_far_a_reference_leads(store: Store) -> None:
    tree = listing(store.root)
    files = ("lain/2022/indicators/a.toml", "induk/2021/indicators/a.toml")
    ways = {standing(file, None, tree) for file in (*files, "induk/2022/indicators/a.toml")}
    assert len(ways) == 3
    assert standing(UKUR, Known(Understood(None), digest=b"digest"), tree) == b"digest"


def test_a_look_at_what_would_be_is_not_remembered(store: Store) -> None:
    before = store.load()
    held = (dict(store.memory.files), dict(store.memory.years))
    instead: Instead = {
        SEHAT: FILES[SEHAT].replace("61.30", "70").encode(),
        UKUR: None,
        "biro/2023/indicators/sehat.toml": FILES[SEHAT].encode(),
    }
    looked = store.load(instead=instead)
    assert sorted(store.understood) == [SEHAT, "biro/2023/indicators/sehat.toml"]
    assert list(looked.units["biro"].books) == [2021, 2022, 2023]
    assert (store.memory.files, store.memory.years) == held
    assert spelt(store.load()) == spelt(before)
    assert store.read == []


def test_a_file_that_changes_while_it_is_read_is_read_again(store: Store, tmp_path: Path) -> None:
    def changed(file: str) -> None:
        if file == SEHAT:
            wait_for_a_tick(tmp_path / "probe")
            put(store.root, SEHAT, FILES[SEHAT].replace("61.30", "62.30"))

    still, store.when_read = store.when_read, changed
    load(store.root, Scope.everything(), memory=store.memory)
    store.when_read = still
    value = store.load().units["biro"].books[2022].indicators["sehat"].realisation.value
    assert (str(value), store.read[-1]) == ("62.30", SEHAT)


def test_what_has_just_changed_is_read_again_until_time_has_passed(store: Store) -> None:
    times = [os.stat(store.root / file).st_ctime_ns for file in HEALTHY]
    newest = max(times)
    clock = [0]
    memory = Memory(lambda: clock[0])
    for clock[0], expected in (
        (newest, len(HEALTHY)),
        (newest + COARSEST, len(HEALTHY)),
        (newest + COARSEST + 1, times.count(newest)),
        (newest + COARSEST + 1, 0),
        (0, 0),
    ):
        store.read.clear()
        load(store.root, Scope.everything(), memory=memory)
        assert len(store.read) == expected


def test_when_a_moment_can_be_trusted() -> None:
    assert is_settled((1, 2, 3, 1000, 500), 1000 + COARSEST + 1)
    assert not is_settled((1, 2, 3, 1000, 500), 1000 + COARSEST)
    assert not is_settled((1, 2, 3, 500, 1000), 1000 + COARSEST)
    assert not is_settled((1, 2, 3, FAR, 5), 10)


def test_every_field_around_a_year_counts(tmp_path: Path) -> None:
    tree = listing(restless(tmp_path / "s"))
    around = Surroundings(tree, Scope.everything(), {}, {}, {}, {}, lambda unit, year: None)
    here = around.of("biro", 2022)
    other: dict[str, Any] = {"unit": "x", "year": 1, "agreements": (1,)}
    for field in fields(Around):
        value = getattr(here, field.name)
        if isinstance(value, frozenset) or value is None:
            value = frozenset({"x"})
        elif isinstance(value, dict):
            value = {**value, "x": None}
        changed = replace(here, **{field.name: other.get(field.name, value)})
        assert around.key(changed) != around.key(here), field.name
    assert around.key(around.of("biro", 2022)) == around.key(here)
    assert around.key(around.of("biro", 2021)) != around.key(here)


def test_what_the_rules_see_of_a_year_is_its_book() -> None:
    """What `within` adds may depend on the book alone: the key tells about everything else."""
    book = Book(unit="biro", year=2022)
    changed = within(Around(), book)
    own = {"goals", "awards", "indicators", "agreements", "recommendations"}
    outside = {field.name for field in fields(Around)} - own
    assert {name for name in outside if getattr(changed, name) != getattr(Around(), name)} == set()


def test_the_collector_works_again_afterwards(tmp_path: Path) -> None:
    assert gc.isenabled()
    load(restless(tmp_path / "s"), Scope.everything())
    assert gc.isenabled()
    with pytest.raises(Unreadable):
        load(tmp_path / "none", Scope.everything())
    assert gc.isenabled()


def test_books_are_a_mapping_like_any_other(tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    plain = load(root, Scope.everything()).units["biro"].books
    later = load(root, Scope.everything(), memory=Memory()).units["biro"].books
    assert isinstance(plain, dict) and isinstance(later, Books)
    assert later == plain and plain == later and {**later} == plain
    assert (len(later), list(later), 2022 in later, 1999 in later) == (2, [2021, 2022], True, False)
    assert repr(later) == repr(plain)
    assert later.get(1999) is None


def test_a_load_that_has_ended_holds_nothing(store: Store) -> None:
    """What holds itself stays in memory until all of it is looked through."""
    store.load()
    gc.collect()
    gc.disable()
    try:
        store.load()
        assert not [each for each in _unreachable() if isinstance(each, Known | Memory | Book)]
    finally:
        gc.enable()


def _unreachable() -> list[Any]:
    """What only the collector could free now."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        return list(gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
