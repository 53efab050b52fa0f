"""Texts that are no records: sections of the report, and papers in files that the user names."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kinerja_tui.store.disk.files import LIMIT
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.reading.sections import MOST, USUAL, sections
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.writing.papers import Written, begin_section, end_section, write_new


def report(root: Path) -> Path:
    folder = root / "unit" / "2022" / "report"
    folder.mkdir(parents=True)
    return folder


def test_the_usual_chapters_are_listed_before_they_are_begun(tmp_path: Path) -> None:
    (tmp_path / "unit" / "2022").mkdir(parents=True)
    found = sections(tmp_path, "unit", 2022)
    assert tuple(each.name for each in found) == USUAL
    assert all(each.size is None and each.problem is None for each in found)


def test_a_section_says_its_size_its_words_and_how_it_begins(tmp_path: Path) -> None:
    folder = report(tmp_path)
    (folder / "bab-3.md").write_text("# Bab III\n\nIsi bab.\n", "utf-8")
    (folder / "lampiran.md").write_bytes(b"\xff\xfe")
    (folder / "catatan.txt").write_text("tidak", "utf-8")
    (folder / ".hidden.md").write_text("tidak", "utf-8")
    found = {each.name: each for each in sections(tmp_path, "unit", 2022)}
    assert sorted(found) == [*USUAL, "lampiran.md"]
    assert (found["bab-3.md"].size, found["bab-3.md"].words) == (20, 5)
    assert found["bab-3.md"].start.startswith("# Bab III")
    assert found["bab-3.md"].file == "unit/2022/report/bab-3.md"
    assert found["lampiran.md"].size == 2


def test_links_pipes_and_large_files_are_named_and_not_read(tmp_path: Path) -> None:
    folder = report(tmp_path)
    (folder / "bab-1.md").symlink_to("/etc/hostname")
    os.mkfifo(folder / "bab-2.md")
    (folder / "bab-3.md").write_bytes(b"a" * (LIMIT + 1))
    found = {each.name: each for each in sections(tmp_path, "unit", 2022)}
    codes = [found[name].problem for name in ("bab-1.md", "bab-2.md", "bab-3.md")]
    assert [each.code if each else "" for each in codes] == ["B02", "B01", "B03"]
    assert all(not found[name].start for name in USUAL)


def test_a_linked_folder_has_no_sections(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "rahasia.md").write_text("rahasia", "utf-8")
    (tmp_path / "unit" / "2022").mkdir(parents=True)
    (tmp_path / "unit" / "2022" / "report").symlink_to(outside)
    assert [each.name for each in sections(tmp_path, "unit", 2022)] == list(USUAL)
    found = begin_section(tmp_path, "unit/2022/report/bab-1.md", b"# 1\n")
    assert isinstance(found, Refused) and os.listdir(outside) == ["rahasia.md"]


def test_very_many_sections_are_cut_off(tmp_path: Path) -> None:
    folder = report(tmp_path)
    for number in range(MOST + 5):
        (folder / f"a-{number:04}.md").touch()
    assert len(sections(tmp_path, "unit", 2022)) == MOST + len(USUAL)


def test_a_section_is_begun_once_and_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "unit" / "2022").mkdir(parents=True)
    file = "unit/2022/report/bab-1.md"
    assert isinstance(begin_section(tmp_path, file, b"# 1\n"), Written)
    (tmp_path / file).write_bytes(b"isi")
    assert isinstance(begin_section(tmp_path, file, b"# 1\n"), Written)
    assert (tmp_path / file).read_bytes() == b"isi"


def test_a_year_that_is_gone_is_refused(tmp_path: Path) -> None:
    assert isinstance(begin_section(tmp_path, "unit/2022/report/bab-1.md", b"#\n"), Refused)
    assert os.listdir(tmp_path) == []


def test_a_paper_is_a_new_file_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pk.md"
    assert write_new(path, b"isi\n") == Written(path)
    assert path.read_bytes() == b"isi\n"
    found = write_new(path, b"lain\n")
    assert isinstance(found, Refused) and path.read_bytes() == b"isi\n"
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "elsewhere.md")
    assert isinstance(write_new(link, b"lain\n"), Refused)
    assert not (tmp_path / "elsewhere.md").exists()
    assert isinstance(write_new(tmp_path / "none" / "pk.md", b""), Refused)
    assert isinstance(write_new(tmp_path / "a\0b", b""), Refused)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_refuses_leaves_no_half_of_a_paper(tmp_path: Path, call: str) -> None:
    class Full(System):
        """A disk without room."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    system = Full()
    setattr(system, call, refuse)
    found = write_new(tmp_path / "pk.md", b"isi\n", system)
    assert isinstance(found, Refused) and "full" in str(found.problem.message)
    assert os.listdir(tmp_path) == []


def test_only_a_section_with_nothing_written_in_it_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "unit" / "2022").mkdir(parents=True)
    one, other = "unit/2022/report/bab-1.md", "unit/2022/report/bab-2.md"
    for file in (one, other):
        begun = begin_section(tmp_path, file, b"# a\n")
        assert isinstance(begun, Written) and begun.fresh
    again = begin_section(tmp_path, one, b"# b\n")
    assert isinstance(again, Written) and not again.fresh
    (tmp_path / other).write_bytes(b"# a\n\nIsi\n")
    for file in (one, other, "unit/2022/report/bab-3.md", "unit/2023/report/bab-1.md"):
        end_section(tmp_path, file, b"# a\n")
    assert not (tmp_path / one).exists()
    assert (tmp_path / other).read_bytes() == b"# a\n\nIsi\n"
    (tmp_path / other).unlink()
    begin_section(tmp_path, one, b"# a\n")
    end_section(tmp_path, one, b"# a\n")
    assert not (tmp_path / "unit/2022/report").exists()
