"""The cache on the disk: used when it is ours and whole, rebuilt in silence when it is not."""

from __future__ import annotations

import os
import random
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kinerja_tui.model.library import Library
from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.reading import cache, cachefile, reader
from kinerja_tui.store.reading.cache import cached_load
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.moments import Moment
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, put
from tests.store.unrest import HEALTHY, restless, spelt

SEHAT = "biro/2022/indicators/sehat.toml"
BROKEN = "biro/2022/indicators/rusak.toml"
FAR = 1 << 62


class Cached:
    """A store with a cache, and which files the last load understood."""

    def __init__(self, tmp_path: Path) -> None:
        self.root = restless(tmp_path / "s")
        put(self.root, BROKEN, FILES[SEHAT].replace("61.30", "61,30"))
        self.folder = tmp_path / "cache" / "kinerja"
        self.understood: list[str] = []
        self.plain = spelt(load(self.root, Scope.everything()))

    def load(self, scope: Scope | None = None) -> Library:
        """The snapshot by way of the cache, as if time had passed."""
        self.understood.clear()
        return cached_load(self.root, scope or Scope.everything(), self.folder, lambda: FAR)

    def is_rebuilt(self) -> bool:
        """Whether the next load reads every file anew; its result is always the plain one."""
        assert spelt(self.load()) == self.plain
        assert len(self.understood) in (0, len(HEALTHY) + 1)
        return bool(self.understood)

    @property
    def file(self) -> Path:
        """The one cache file."""
        (found,) = self.folder.iterdir()
        return found


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cached:
    """A small store for which a cache is used all the same, and is there."""
    made = Cached(tmp_path)

    def understanding(data: bytes, file: str) -> Understood:
        made.understood.append(file)
        return understand(data, file)

    monkeypatch.setattr(cache, "FEWEST_FILES", 1)
    monkeypatch.setattr(cache, "_programs", lambda: iter([("program", (1, 2, 3, 4, 5))]))
    monkeypatch.setattr(reader, "understand", understanding)
    assert made.is_rebuilt()
    assert not made.is_rebuilt()
    return made


def test_it_is_ours_alone(cached: Cached) -> None:
    assert stat.S_IMODE(cached.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(cached.file.stat().st_mode) == 0o600
    assert cached.file.is_file() and not cached.file.is_symlink()


def test_nothing_is_written_when_nothing_has_changed(cached: Cached) -> None:
    before = cached.file.stat()
    cached.load()
    assert cached.file.stat() == before
    put(cached.root, SEHAT, FILES[SEHAT] + "# more\n")
    cached.load()
    assert cached.understood == [SEHAT]
    assert cached.file.stat().st_ino != before.st_ino
    cached.load()
    assert cached.understood == []


def test_a_deleted_year_leaves_it(cached: Cached) -> None:
    for path in sorted((cached.root / "biro/2021").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (cached.root / "biro/2021").rmdir()
    cached.load()
    before = cached.file.stat()
    assert list(cached.load().units["biro"].books) == [2022]
    assert cached.file.stat() == before


def test_each_scope_and_each_store_has_its_own(cached: Cached, tmp_path: Path) -> None:
    cached.load(Scope.of("biro", 2022))
    assert cached.understood
    assert not cached.is_rebuilt()
    other = restless(tmp_path / "other")
    cached_load(other, Scope.everything(), cached.folder, lambda: FAR)
    assert len(list(cached.folder.iterdir())) == 3
    assert not cached.is_rebuilt()
    link = tmp_path / "link"
    link.symlink_to(cached.root)
    cached_load(link, Scope.everything(), cached.folder, lambda: FAR)
    assert len(list(cached.folder.iterdir())) == 3


def _symlinked(cached: Cached) -> None:
    path, aside = cached.file, cached.folder.parent / "aside"
    path.rename(aside)
    path.symlink_to(aside)


def _name(cached: Cached) -> str:
    return cache._name(cached.root, Scope.everything())


def _replaced_by_a_pipe(cached: Cached) -> None:
    path = cached.file
    path.unlink()
    os.mkfifo(path, 0o600)


def _hard_linked(cached: Cached) -> None:
    os.link(cached.file, cached.folder.parent / "second")


def _folder_linked(cached: Cached) -> None:
    cached.folder.rename(cached.folder.parent / "real")
    cached.folder.symlink_to(cached.folder.parent / "real")


SPOILT: dict[str, Callable[[Cached], object]] = {
    "a symbolic link": _symlinked,
    "a pipe": _replaced_by_a_pipe,
    "a hard link": _hard_linked,
    "a group that may write": lambda cached: cached.file.chmod(0o660),
    "others who may read": lambda cached: cached.file.chmod(0o604),
    "a folder that a group may write to": lambda cached: cached.folder.chmod(0o770),
    "a folder that is a link": _folder_linked,
    "an empty file": lambda cached: cached.file.write_bytes(b""),
    "zeros": lambda cached: cached.file.write_bytes(bytes(cached.file.stat().st_size)),
    "a byte more": lambda cached: cached.file.write_bytes(cached.file.read_bytes() + b"\0"),
    "no file": lambda cached: cached.file.unlink(),
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_somebody_else_may_have_made_is_not_used(case: str, cached: Cached) -> None:
    SPOILT[case](cached)
    assert cached.is_rebuilt()
    if not cached.folder.is_symlink():
        assert not cached.is_rebuilt()
        assert stat.S_IMODE(cached.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(os.lstat(cached.folder / _name(cached)).st_mode) == 0o600


def test_what_belongs_to_somebody_else_is_not_used(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cached.file.read_bytes()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cached.is_rebuilt()
    assert cached.is_rebuilt()
    assert cached.file.read_bytes() == before


def test_a_file_that_is_too_large_is_neither_read_nor_written(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cached.file.read_bytes()
    monkeypatch.setattr(cachefile, "MOST_BYTES", len(before) - 1)
    assert cached.is_rebuilt()
    assert cached.file.read_bytes() == before


def test_one_cut_off_anywhere_is_rebuilt(cached: Cached) -> None:
    whole = cached.file.read_bytes()
    for length in range(0, len(whole), 50):
        cached.file.write_bytes(whole[:length])
        assert cached.is_rebuilt(), length
    assert not cached.is_rebuilt()


def test_one_with_another_byte_anywhere_is_rebuilt(cached: Cached) -> None:
    chance = random.Random(7)
    whole = cached.file.read_bytes()
    for _ in range(150):
        place = chance.randrange(len(whole))
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << chance.randrange(8)
        cached.file.write_bytes(spoilt)
        assert cached.is_rebuilt(), place


def test_random_bytes_are_rebuilt(cached: Cached) -> None:
    chance = random.Random(8)
    header = cache._header(cached.root, Scope.everything())
    for size in (1, 31, 32, 33, 1000):
        body = chance.randbytes(size)
        for data in (body, header + body, header + cache._digest(body) + body):
            cached.file.write_bytes(data)
            assert cached.is_rebuilt()


@pytest.mark.parametrize("what", ["cache.__version__", "cache.NEWEST", "sys.version"])
def test_another_version_rebuilds_it(
    what: str, cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = {"cache": cache, "sys": sys}[what.partition(".")[0]]
    monkeypatch.setattr(place, what.partition(".")[2], "another")
    assert cached.is_rebuilt()


def test_another_msgspec_or_program_rebuilds_it(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("msgspec.__version__", "0.0.1")
    assert cached.is_rebuilt()
    monkeypatch.setattr(cache, "_programs", lambda: iter([("program", (1, 2, 3, 4, 6))]))
    assert cached.is_rebuilt()
    assert not cached.is_rebuilt()


def test_a_program_that_is_being_replaced_uses_none(
    cached: Cached, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing() -> Iterator[tuple[str, Moment]]:
        raise FileNotFoundError

    monkeypatch.setattr(cache, "_programs", vanishing)
    assert cached.is_rebuilt()


def test_a_path_that_is_no_text(cached: Cached, tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"\xff")
    cached.root.rename(root)
    cached.root = root
    assert cached.is_rebuilt()
    assert not cached.is_rebuilt()


def test_the_program_is_told_by_its_files() -> None:
    names = {Path(file).name for file, _ in _REAL_PROGRAMS()}
    assert {"memoryform.py", "indicator.py", "around.py", "_parser.py"} <= names


_REAL_PROGRAMS = cache._programs


@pytest.mark.parametrize("place", ["a file", "a folder in a file", "no place at all"])
def test_where_it_cannot_be_written_nothing_is_said(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "FEWEST_FILES", 1)
    root = restless(tmp_path / "s")
    (tmp_path / "file").write_bytes(b"")
    folder = {
        "a file": tmp_path / "file",
        "a folder in a file": tmp_path / "file" / "kinerja",
        "no place at all": Path("/proc/none/kinerja"),
    }[place]
    assert spelt(cached_load(root, Scope.everything(), folder)) == spelt(
        load(root, Scope.everything())
    )


def test_a_full_disk_leaves_nothing(cached: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cached.file.read_bytes()

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    put(cached.root, SEHAT, FILES[SEHAT] + "# more\n")
    monkeypatch.setattr(os, "write", full)
    cached.load()
    assert cached.file.read_bytes() == before


def test_the_oldest_go(cached: Cached) -> None:
    stray = cached.folder / "not-ours"
    stray.write_bytes(b"x")
    torn = cached.folder / f"{'0' * 32}.{'1' * 16}"
    for number in range(cachefile.MOST_FILES + 4):
        path = cached.folder / f"{number:032x}"
        path.write_bytes(b"x")
        os.utime(path, (number, number))
    torn.write_bytes(b"x")
    os.utime(torn, (1, 1))
    put(cached.root, SEHAT, FILES[SEHAT] + "# more\n")
    cached.load()
    left = {path.name for path in cached.folder.iterdir()}
    assert _name(cached) in left and stray.name in left and torn.name not in left
    assert len(left) == cachefile.MOST_FILES + 1
    assert f"{0:032x}" not in left and f"{cachefile.MOST_FILES + 3:032x}" in left
