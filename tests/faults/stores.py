"""Stores to save into, and what must hold in them after a fault."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, build

FILE: Final = "biro/2022/indicators/sehat.toml"
BESIDE: Final = "biro/2022/activities/kegiatan.toml"
MODE: Final = 0o640
TEXT: Final = (
    FILES[FILE]
    .replace("value = 61.30\n", "value = 61.30 # angka tetap\n")
    .replace("[realisation]", "# dihitung tiap tahun\n[realisation]")
)
ENDS: Final[Mapping[str, bytes]] = {
    "LF": TEXT.encode(),
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "BOM": b"\xef\xbb\xbf" + TEXT.encode(),
}


def store(folder: Path, data: bytes = ENDS["LF"]) -> Path:
    """A sound store in `folder`, made anew, whose indicator `sehat` holds `data`."""
    root = folder / "records"
    shutil.rmtree(root, ignore_errors=True)
    build(root)
    (root / FILE).write_bytes(data)
    (root / FILE).chmod(MODE)
    return root


def held(root: Path, file: str = FILE) -> bytes | None:
    """What a file holds; None when it is not there."""
    try:
        return (root / file).read_bytes()
    except FileNotFoundError:
        return None


def digest(data: bytes | None) -> str | None:
    """The SHA-256 of a file's bytes; None of a file that is not there."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def strangers(root: Path) -> list[str]:
    """Files beside the records that are none: temporary files, forgotten copies."""
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and path.suffix != ".toml" and ".kinerja" not in path.parts
    )


def passing(root: Path) -> list[str]:
    """What lies in the folder of temporary files."""
    folder = root / ".kinerja" / "tmp"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def problems(root: Path) -> list[str]:
    """What is wrong with the records, each as file, line and code."""
    found = load(root, Scope.everything()).problems
    return [f"{each.file}:{each.line} {each.code}" for each in found]
