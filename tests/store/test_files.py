"""Reading files of the store, and only those."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kinerja_tui.store.disk.files import LIMIT, Unreadable, read
from tests.store.healthy import FILES, build, put

FILE = "biro/2022/indicators/sehat.toml"


def _code(root: Path, file: str) -> str:
    with pytest.raises(Unreadable) as raised:
        read(root, file)
    assert raised.value.problem.file == file or raised.value.problem.code in ("B02", "B04")
    return raised.value.problem.code


def test_reads_a_file(tmp_path: Path) -> None:
    assert read(build(tmp_path / "s"), FILE) == FILES[FILE].encode()


def test_root_may_be_a_link(tmp_path: Path) -> None:
    build(tmp_path / "s")
    (tmp_path / "link").symlink_to(tmp_path / "s", target_is_directory=True)
    assert read(tmp_path / "link", FILE) == FILES[FILE].encode()


@pytest.mark.parametrize(
    "file",
    [
        "",
        "/etc/hostname",
        "../outside.toml",
        "biro/../kinerja.toml",
        "./kinerja.toml",
        "biro//x",
        "a\0b",
    ],
)
def test_no_way_out(file: str, tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text("schema = 1\n")
    assert _code(build(tmp_path / "s"), file) == "B04"


def test_no_link_on_the_way(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    (root / "biro").rename(tmp_path / "away")
    (root / "biro").symlink_to(tmp_path / "away", target_is_directory=True)
    assert _code(root, FILE) == "B02"


def test_not_there(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    assert _code(root, "biro/2022/indicators/tidak-ada.toml") == "B04"
    assert _code(root, "tidak-ada/2022/x.toml") == "B04"
    assert _code(root, f"{FILE}/x.toml") == "B04"


def test_a_pipe_never_blocks(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    os.mkfifo(root / "pipe.toml")
    assert _code(root, "pipe.toml") == "B01"
    assert _code(root, "biro") == "B01"


def test_the_limit_is_exact(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "x.toml", b"#" * LIMIT)
    assert len(read(root, "x.toml")) == LIMIT
    put(root, "x.toml", b"#" * (LIMIT + 1))
    assert _code(root, "x.toml") == "B03"


def test_leaves_no_descriptor_open(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    os.mkfifo(root / "pipe.toml")
    before = len(os.listdir("/dev/fd"))
    for file in (FILE, "pipe.toml", "biro", "tidak-ada/x", "kinerja.toml/x"):
        try:
            read(root, file)
        except Unreadable:
            continue
    assert len(os.listdir("/dev/fd")) == before


def test_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = build(tmp_path / "s")
    real = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == "sehat.toml":
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unreadable, match="may not read"):
        read(root, FILE)
