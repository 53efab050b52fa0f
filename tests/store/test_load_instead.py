"""A look at the store as it would be: other bytes, files that are new, files that are gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kinerja_tui.store.reading.listing import listing
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.memory import Memory
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, put
from tests.store.unrest import HEALTHY, restless, spelt

SEHAT = "biro/2022/indicators/sehat.toml"
CASES: dict[str, dict[str, bytes | None]] = {
    "other bytes": {SEHAT: FILES[SEHAT].replace("61.30", "61.3").encode()},
    "a broken file": {SEHAT: b"x = 61,3\n"},
    "the same bytes": {SEHAT: FILES[SEHAT].encode()},
    "a file that is gone": {SEHAT: None},
    "a file that never was": {"biro/2022/indicators/tidak.toml": None},
    "goals that are gone": {"induk/2022/goals.toml": None},
    "settings that are gone": {"kinerja.toml": None},
    "a unit that is gone": {file: None for file in HEALTHY if file.startswith("induk/")},
    "a lender that is gone": {"induk/2022/indicators/ukur.toml": None},
    "a file more": {
        "biro/2022/indicators/baru.toml": FILES[SEHAT].replace("sehat", "baru").encode()
    },
    "a folder more": {"biro/2022/accepted/k.toml": b"schema = 1\n"},
    "a year more": {"biro/2023/indicators/sehat.toml": FILES[SEHAT].encode()},
    "a unit more": {
        "cabang/unit.toml": b'schema = 1\nid = "cabang"\nname = "C"\nparent = "biro"\n',
        "cabang/2022/year.toml": b"schema = 1\n",
        "cabang/plan-2020-2024.toml": b"schema = 1\n",
    },
    "scales of its own": {"scales/baru.toml": FILES["scales/skala.toml"].encode()},
    "a name that cannot be": {"biro/2022/indicators/Tidak Bisa.toml": b"schema = 1\n"},
    "a place unknown": {"biro/2022/sehat.toml": b"schema = 1\n"},
    "one file for another": {
        SEHAT: None,
        "biro/2022/indicators/baru.toml": FILES[SEHAT].replace('"sehat"', '"baru"').encode(),
    },
    "a hidden file": {"biro/.kinerja.toml": b"x = 1\n"},
}


@pytest.mark.parametrize("scope", [Scope.everything(), Scope.of("biro", 2022)])
@pytest.mark.parametrize("case", CASES)
def test_it_is_as_if_the_files_were_so(case: str, scope: Scope, tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    memory = Memory(lambda: 1 << 62)
    before = load(root, scope, memory=memory)
    looked = load(root, scope, CASES[case])
    remembered = load(root, scope, CASES[case], memory)
    assert spelt(load(root, scope, memory=memory)) == spelt(before)
    for file, data in CASES[case].items():
        if data is not None:
            put(root, file, data)
        elif (root / file).exists():
            (root / file).unlink()
    done = load(root, scope)
    assert looked == done and spelt(looked) == spelt(done)
    assert remembered == done and spelt(remembered) == spelt(done)


def test_a_new_file_counts_where_something_else_stands(tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    plain = load(root, Scope.everything())
    (root / SEHAT).rename(root / "elsewhere")
    (root / SEHAT).symlink_to(root / "elsewhere")
    assert load(root, Scope.everything()).problems
    looked = load(root, Scope.everything(), {SEHAT: FILES[SEHAT].encode()})
    assert spelt(looked) == spelt(plain)
    without = load(root, Scope.everything(), {SEHAT: None})
    assert {each.code for each in without.problems} == {"B21"}


def test_nothing_is_read_below_a_link(tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    shutil.move(root / "biro/2022/indicators", tmp_path / "elsewhere")
    (root / "biro/2022/indicators").symlink_to(tmp_path / "elsewhere")
    tree = listing(root, instead={SEHAT: FILES[SEHAT].encode()})
    assert [(each.code, each.file) for each in tree.problems] == [("B02", "biro/2022/indicators")]
    assert "indicator" not in tree.units["biro"].years[2022]
