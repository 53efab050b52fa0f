"""Loaded by two processes, by one, with a memory or a cache: the same result in every respect."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.store.disk.files import LIMIT, read_in
from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.reading import cache, helping, load, reader, sharing, years
from kinerja_tui.store.reading.cache import cached_load
from kinerja_tui.store.reading.memory import Memory
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, PLACES, put
from tests.store.helped import allow, end_after, leaving_no_child, spoil, wait
from tests.store.unrest import disturb, restless, spelt, wait_for_a_tick

REPOSITORY = Path(__file__).parents[2]
BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))
EVERYTHING = Scope.everything()
SCOPES = (EVERYTHING, Scope.of("biro", 2022), Scope.with_history("biro", 2022))
SEHAT = "biro/2022/indicators/sehat.toml"
FAR = 1 << 62


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    allow(monkeypatch)
    monkeypatch.setattr(cache, "FEWEST_FILES", 0)
    monkeypatch.setattr(cache, "_programs", lambda: iter(()))
    with leaving_no_child():
        yield


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that the other process can tell is taken from it."""
    wait(monkeypatch)


def _is_same(root: Path, scope: Scope = EVERYTHING) -> bool:
    one = load.load(root, scope, processes=1)
    two = load.load(root, scope, processes=2)
    return one == two and spelt(one) == spelt(two)


def _understood(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that this process understands from now on."""
    found: list[str] = []

    def noting(data: bytes, file: str) -> Understood:
        found.append(file)
        return understand(data, file)

    monkeypatch.setattr(reader, "understand", noting)
    return found


def _untidy(tmp_path: Path) -> Path:
    """A store with slips, a broken file, one that is too large and a link in it."""
    root = restless(tmp_path / "s")
    put(root, "biro/2021/indicators/rusak.toml", FILES[SEHAT].replace("61.30", "61,30"))
    put(root, "biro/2022/indicators/lain.toml", FILES[SEHAT].replace("layanan", "tiada"))
    put(root, "biro/2022/indicators/besar.toml", "#" * (LIMIT + 1))
    (root / "induk/2022/indicators/tautan.toml").symlink_to(root / SEHAT)
    return root


@pytest.mark.parametrize("store", ["records", "tests/stores/pulau-senja", "tests/stores/skema-0"])
def test_the_stores_of_the_repository(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root = REPOSITORY / store
    assert _is_same(root)
    wait(monkeypatch)
    assert _is_same(root)


@pytest.mark.usefixtures("waiting")
def test_the_other_process_reads_all_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = restless(tmp_path / "s")
    found = _understood(monkeypatch)
    here = os.getpid()
    resolve = sharing.resolve

    def there(*given: Any) -> object:
        assert os.getpid() != here
        return resolve(*given)

    monkeypatch.setattr(years, "resolve", there)
    load.load(root, EVERYTHING, processes=2)
    assert found
    assert not [file for file in found if "/20" in file]


@pytest.mark.usefixtures("waiting")
def test_broken_files_of_every_sort(tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    kinds = sorted(PLACES)
    for path in BROKEN:
        text = path.read_bytes()
        for kind in [each for each in kinds if each in path.stem] or ["indicator"]:
            file = PLACES[kind]
            kept = (root / file).read_bytes() if (root / file).exists() else None
            put(root, file, text)
            assert _is_same(root), (path.name, file)
            (root / file).unlink()
            if kept is not None:
                put(root, file, kept)


@pytest.mark.parametrize("patient", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_after_whatever_happened(
    seed: int, patient: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if patient:
        wait(monkeypatch)
    chance = random.Random(seed)
    root = restless(tmp_path / "s")
    memory = Memory(lambda: chance.choice((0, FAR)))
    for _ in range(40):
        wait_for_a_tick(tmp_path / "probe")
        deeds = [disturb(root, chance) for _ in range(chance.randint(1, 3))]
        scope = chance.choice(SCOPES)
        plain = spelt(load.load(root, scope, processes=1))
        assert spelt(load.load(root, scope, processes=2)) == plain, deeds
        assert spelt(load.load(root, scope, memory=memory, processes=2)) == plain, deeds
        for processes in chance.sample((1, 2), 2):
            cached = cached_load(root, scope, tmp_path / "c", lambda: FAR, processes=processes)
            assert spelt(cached) == plain, deeds


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("writes", [1, 2])
def test_the_cache_of_either_serves_the_other(
    writes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = restless(tmp_path / "s")
    put(root, "biro/2021/indicators/rusak.toml", FILES[SEHAT].replace("61.30", "61,30"))
    plain = spelt(load.load(root, EVERYTHING, processes=1))
    folder = tmp_path / "c"
    first = cached_load(root, EVERYTHING, folder, lambda: FAR, processes=writes)
    (file,) = folder.iterdir()
    data = file.read_bytes()
    found = _understood(monkeypatch)
    again = cached_load(root, EVERYTHING, folder, lambda: FAR, processes=3 - writes)
    assert spelt(first) == spelt(again) == plain
    assert found == []
    file.unlink()
    cached_load(root, EVERYTHING, folder, lambda: FAR, processes=3 - writes)
    assert file.read_bytes() == data


@pytest.mark.usefixtures("waiting")
def test_a_look_at_what_an_edit_would_give(tmp_path: Path) -> None:
    root = _untidy(tmp_path)
    instead = {
        SEHAT: FILES[SEHAT].replace("61.30", "7.0").encode(),
        "induk/2022/indicators/ukur.toml": None,
        "biro/2023/indicators/baru.toml": FILES[SEHAT].encode(),
    }
    one = load.load(root, EVERYTHING, instead, processes=1)
    assert spelt(load.load(root, EVERYTHING, instead, processes=2)) == spelt(one)


def test_one_killed_after_any_number_of_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _untidy(tmp_path)
    plain = spelt(load.load(root, EVERYTHING, processes=1))
    chance = random.Random(5)
    sizes = [0, 1, 4, 8, 23, 24, 25, *(chance.randrange(12_000) for _ in range(60))]
    for most in sizes:
        for last in (b"", chance.randbytes(chance.randrange(1, 3000))):
            with monkeypatch.context() as patch:
                wait(patch)
                end_after(patch, most, last)
                assert spelt(load.load(root, EVERYTHING, processes=2)) == plain, most


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: bytes(len(data)),
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes((data[-1] ^ 1,)),
        lambda data: data[::-1],
        lambda data: b"",
        lambda data: helping.message_of(0, b"no year at all"),
        lambda data: helping.message_of(1, b"\x93\x01\x02\x03"),
    ],
)
@pytest.mark.usefixtures("waiting")
def test_garbage_is_passed_over(
    spoilt: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _untidy(tmp_path)
    spoil(monkeypatch, spoilt)
    assert _is_same(root)


@pytest.mark.usefixtures("waiting")
def test_one_that_saw_something_else_around_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _untidy(tmp_path)
    here = os.getpid()
    plain = spelt(load.load(root, EVERYTHING, processes=1))
    goals, lender = load._Goals.of, load._Loading._lender
    with monkeypatch.context() as patch:
        patch.setattr(
            load._Goals,
            "of",
            lambda self, *place: goals(self, *place) if os.getpid() == here else frozenset(),
        )
        assert spelt(load.load(root, EVERYTHING, processes=2)) == plain
    with monkeypatch.context() as patch:
        patch.setattr(
            load._Loading,
            "_lender",
            lambda self, file: lender(self, file) if os.getpid() == here else None,
        )
        assert spelt(load.load(root, EVERYTHING, processes=2)) == plain


@pytest.mark.usefixtures("waiting")
def test_one_that_saw_another_shared_indicator_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = restless(tmp_path / "s")
    here = os.getpid()
    told = load._Loading._told

    def read_otherwise(folder: int, name: str, file: str) -> bytes:
        data = read_in(folder, name, file)
        return data if os.getpid() == here else data.replace(b"value = 70", b"value = 71")

    plain = spelt(load.load(root, EVERYTHING, processes=1))
    monkeypatch.setattr(reader, "read_in", read_otherwise)
    monkeypatch.setattr(
        load._Loading,
        "_told",
        lambda self, place: told(self, place) if place[0] == "biro" else None,
    )
    assert spelt(load.load(root, EVERYTHING, processes=2)) == plain


def test_an_interrupted_load_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = restless(tmp_path / "s")
    here = os.getpid()

    def interrupted(*_: object) -> None:
        if os.getpid() == here:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(load, "read_year", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load.load(root, EVERYTHING, processes=2)


def test_a_small_store_needs_no_second_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1})
    monkeypatch.delattr(os, "fork")
    root = restless(tmp_path / "s")
    one = load.load(root, EVERYTHING, processes=1)
    assert load.load(root, EVERYTHING) == one
    monkeypatch.setattr(load, "FEWEST_FILES", 10)
    with pytest.raises(AttributeError, match="fork"):  # for so many it is asked for
        load.load(root, EVERYTHING)


def test_what_is_remembered_needs_no_second_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = restless(tmp_path / "s")
    memory = Memory(lambda: FAR)
    plain = load.load(root, EVERYTHING, memory=memory, processes=1)
    monkeypatch.delattr(os, "fork")
    assert load.load(root, EVERYTHING, memory=memory, processes=2) == plain
