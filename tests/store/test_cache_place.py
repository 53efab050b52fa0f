"""When there is a cache, and where it lies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.reading.cache import FEWEST_FILES, cache_folder, cached_load
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, put
from tests.store.unrest import HEALTHY, restless, spelt

SEHAT = "biro/2022/indicators/sehat.toml"
FAR = 1 << 62


def test_a_small_store_has_none(tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    assert len(HEALTHY) < FEWEST_FILES
    cached_load(root, Scope.everything(), tmp_path / "cache")
    cached_load(root, Scope.everything(), None)
    assert not (tmp_path / "cache").exists()


def test_a_large_store_has_one(tmp_path: Path) -> None:
    root = restless(tmp_path / "s")
    for number in range(FEWEST_FILES):
        text = FILES[SEHAT].replace('"sehat"', f'"i-{number}"').replace("IK 1", f"IK {number}")
        put(root, f"induk/2022/indicators/i-{number}.toml", text)
    first = cached_load(root, Scope.everything(), tmp_path / "cache", lambda: FAR)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    second = cached_load(root, Scope.everything(), tmp_path / "cache", lambda: FAR)
    assert spelt(first) == spelt(second) == spelt(load(root, Scope.everything()))


def test_no_folder_raises(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        cached_load(tmp_path / "none", Scope.everything(), tmp_path / "cache")


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/kinerja"),
        ({"HOME": "/h"}, "/h/.cache/kinerja"),
        ({"XDG_CACHE_HOME": "x", "HOME": "/h"}, "/h/.cache/kinerja"),
        ({"XDG_CACHE_HOME": "", "HOME": "h"}, None),
        ({}, None),
        ({"KINERJA_CACHE": "0", "HOME": "/h"}, None),
        ({"KINERJA_CACHE": "", "HOME": "/h"}, "/h/.cache/kinerja"),
    ],
)
def test_where_it_lies(environment: dict[str, str], folder: str | None) -> None:
    found = cache_folder(environment)
    assert found == (Path(folder) if folder else None)


def test_nothing_of_it_is_loaded_for_a_small_store(tmp_path: Path) -> None:
    restless(tmp_path / "s")
    code = (
        "import sys; from pathlib import Path;"
        "from kinerja_tui.store.reading.cache import cached_load;"
        "from kinerja_tui.store.reading.scope import Scope;"
        "cached_load(Path(sys.argv[1]), Scope.everything(), Path(sys.argv[2]));"
        "names = ['cachefile', 'memoryform', 'forms'];"
        "names = ['hashlib', *('kinerja_tui.store.reading.' + each for each in names)];"
        "print([each for each in names if each in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "s"), str(tmp_path / "cache")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
