"""A small store to which anything may happen from outside, and everything a snapshot says."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from kinerja_tui.model.library import Library
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.reading.memory import Books
from tests.store.healthy import FILES, build, put

_SEHAT: Final = FILES["biro/2022/indicators/sehat.toml"]
_GOALS: Final = FILES["biro/2022/goals.toml"]
MORE: Final = {
    "biro/2022/goals.toml": _GOALS + 'parent = "induk/layanan"\n',
    "biro/2022/year.toml": FILES["biro/2022/year.toml"] + '\n[report]\nsignatory = "kepala"\n',
    "biro/2022/activities/kegiatan.toml": (
        FILES["biro/2022/activities/kegiatan.toml"] + "\n[share.layanan]\npercent = 60.0\n"
    ),
    "biro/2022/indicators/nilai.toml": _SEHAT.replace("sehat", "nilai")
    .replace("IK 1", "IK 2")
    .replace("\n\n[real", '\nscale = "skala"\nkind = "grade"\n\n[real')
    .replace("value = 61.30", 'grade = "a"'),
    "biro/2022/indicators/bersama.toml": (
        'schema = 1\nid = "bersama"\ncode = "IK 3"\ngoal = "layanan"\nsame_as = "induk/ukur"\n'
    ),
    "biro/2022/recommendations/r.toml": (
        'schema = 1\nid = "r"\nname = "R"\nissuer = "K"\nyear = 2021\n\n[item.a]\ntext = "T"\n'
    ),
    "biro/2022/published/p.toml": (
        'schema = 1\nid = "p"\nname = "P"\n\n[place.t]\nname = "T"\nkind = "table"\n\n'
        '[row.t.a]\nindicator = "sehat"\nrealisation = "61,3"\n'
    ),
    "biro/2021/year.toml": "schema = 1\n",
    "biro/2021/goals.toml": _GOALS,
    "biro/2021/indicators/sehat.toml": _SEHAT.replace("61.30", "60.00"),
    "induk/2022/year.toml": "schema = 1\n",
    "induk/2022/goals.toml": _GOALS,
    "induk/2022/indicators/ukur.toml": _SEHAT.replace("sehat", "ukur").replace("61.30", "70"),
}
HEALTHY: Final = {**FILES, **MORE}
_PLACES: Final = (
    *HEALTHY,
    "biro/2022/indicators/baru.toml",
    "biro/2022/agreements/2-revisi.toml",
    "biro/2022/accepted/k01-sehat.toml",
    "biro/2022/goal.toml",
    "biro/2022/indikator/sehat.toml",
    "biro/2023/year.toml",
    "biro/2023/indicators/sehat.toml",
    "scales/lain.toml",
    "scales/Buruk.toml",
    "cabang/unit.toml",
    "cabang/2022/indicators/sehat.toml",
    "unit.toml",
)
_FOLDERS: Final = (
    "biro",
    "induk",
    "biro/2021",
    "biro/2022",
    "induk/2022",
    "biro/2022/indicators",
    "biro/2021/indicators",
    "induk/2022/indicators",
    "scales",
)
_AS_BYTES: Final = ("utf-8", "surrogateescape")
_CHANGES: Final = (
    ("61.30", "61.3"),
    ("61.3", "61.30"),
    ("value = 6", "value = 7"),
    ("value = 7", "value = 6"),
    ('"a"', '"b"'),
    ('"skala"', '"status"'),
    ("layanan", "lain"),
    ("lain", "layanan"),
    ("induk/ukur", "induk/sehat"),
    ('parent = "induk"', 'parent = "cabang"'),
    ("IK 2", "IK 1"),
    ("kepala", "kepada"),
    ("plan-2020-2024", "plan-2020-2025"),
    ("schema = 1", "schema = 7"),
    ("schema = 7", "schema = 1"),
    ("61", "61,5"),
    ('name = "', 'nama = "'),
    ("2022-01-03", "2021-12-31"),
    ("at_least = 80", "at_least = 90.0"),
)


def restless(root: Path) -> Path:
    """The healthy store, with more of each kind, in a new folder."""
    build(root)
    for file, text in MORE.items():
        put(root, file, text)
    return root


def spelt(library: Library) -> str:
    """Everything that a snapshot holds: the order of its dictionaries, each number's digits, and
    what is of which type.
    """

    def named(value: Any) -> Any:
        return dict(value) if isinstance(value, Books) else (type(value).__name__, str(value))

    return repr(library) + str(msgspec.msgpack.encode(library, enc_hook=named))


def wait_for_a_tick(probe: Path) -> None:
    """Until the clock of the file system has moved on, so that the next change has another time."""
    probe.write_bytes(b"")
    before = os.stat(probe).st_ctime_ns
    for _ in range(1_000_000):
        probe.write_bytes(b"")
        if os.stat(probe).st_ctime_ns != before:
            return
    raise AssertionError("the clock of the file system stands still")


def disturb(root: Path, chance: random.Random) -> str:
    """Do one thing to the store that people and programs do; says what."""
    deed = chance.choice(_DEEDS)
    deed(root, chance)
    return deed.__name__


def _some(root: Path, chance: random.Random) -> Path:
    files = sorted(path for path in root.rglob("*.toml") if path.is_file())
    return chance.choice(files) if files else put(root, "kinerja.toml", "schema = 1\n")


def _lay(root: Path, file: str, text: str) -> None:
    if (root / file).is_symlink():
        (root / file).unlink()
    put(root, file, text)


def set_in_place(root: Path, chance: random.Random) -> None:
    """Write other text into the same file."""
    path = _some(root, chance)
    text = path.read_text(*_AS_BYTES)
    old, new = chance.choice([each for each in _CHANGES if each[0] in text] or [("", "# x\n")])
    path.write_text(text.replace(old, new, 1), *_AS_BYTES)


def set_by_rename(root: Path, chance: random.Random) -> None:
    """Write other text into a new file that takes the place of the old one."""
    path = _some(root, chance)
    aside = path.with_name(".aside")
    shutil.copy2(path, aside)
    os.replace(aside, path)
    set_in_place(root, chance)


def change_unseen(root: Path, chance: random.Random) -> None:
    """Change a digit, and put size and time back to what they were."""
    path = _some(root, chance)
    state, text = os.stat(path), path.read_text(*_AS_BYTES)
    digits = [place for place, sign in enumerate(text) if sign.isdigit()]
    if digits:
        place = chance.choice(digits)
        path.write_text(f"{text[:place]}{chance.randrange(10)}{text[place + 1 :]}", *_AS_BYTES)
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def touch(root: Path, chance: random.Random) -> None:
    """Another time, the same bytes."""
    os.utime(_some(root, chance))


def add(root: Path, chance: random.Random) -> None:
    """A file, good where it is or not."""
    place = chance.choice(_PLACES)
    fitting = [text for file, text in HEALTHY.items() if kind_of(file) == kind_of(place)]
    _lay(root, place, chance.choice(fitting or list(HEALTHY.values())))


def mend(root: Path, chance: random.Random) -> None:
    """A file as it was at first."""
    file = chance.choice(list(HEALTHY))
    _lay(root, file, HEALTHY[file])


def check_out(root: Path, chance: random.Random) -> None:
    """Everything as it was at first, but for what came in addition."""
    for file, text in HEALTHY.items():
        _lay(root, file, text)


def shatter(root: Path, chance: random.Random) -> None:
    """Cut a file off, or make something else of it."""
    path = _some(root, chance)
    data = path.read_bytes()
    path.write_bytes(
        chance.choice([b"", data[: len(data) // 2], b"\xff" + data, b"x = [\n" + data])
    )


def delete(root: Path, chance: random.Random) -> None:
    """A file is gone."""
    _some(root, chance).unlink()


def rename(root: Path, chance: random.Random) -> None:
    """A file goes to another place, one where it could belong if there is one."""
    source = _some(root, chance)
    kind = kind_of(source.relative_to(root).as_posix())
    target = root / chance.choice([each for each in _PLACES if kind_of(each) == kind])
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)


def link(root: Path, chance: random.Random) -> None:
    """A symbolic link where a file was."""
    path, target = _some(root, chance), _some(root, chance)
    path.unlink()
    path.symlink_to(target)


def swap_folders(root: Path, chance: random.Random) -> None:
    """Two folders change places, their files untouched."""
    one, other = (root / each for each in chance.sample(_FOLDERS, 2))
    nested = one in other.parents or other in one.parents
    if one.is_dir() and other.is_dir() and not nested:
        aside = root / ".aside"
        os.rename(one, aside)
        os.rename(other, one)
        os.rename(aside, other)


def replace_folder(root: Path, chance: random.Random) -> None:
    """A folder is taken away and a copy put in its place, times kept."""
    folder, aside = root / chance.choice(_FOLDERS), root / ".aside"
    if folder.is_dir():
        shutil.copytree(folder, aside, symlinks=True)
        shutil.rmtree(folder)
        os.rename(aside, folder)


def remove_folder(root: Path, chance: random.Random) -> None:
    """A folder is gone."""
    folder = root / chance.choice(_FOLDERS)
    if folder.is_dir():
        shutil.rmtree(folder)


_DEEDS: Final[tuple[Callable[[Path, random.Random], None], ...]] = (
    *(set_in_place, set_in_place, set_in_place, set_by_rename, change_unseen, change_unseen),
    *(touch, add, add, mend, mend, mend, mend, check_out, check_out, shatter, delete, rename),
    *(link, swap_folders, replace_folder, remove_folder),
)
