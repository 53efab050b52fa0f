"""What the tree holds, and what is passed over and said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kinerja_tui.store.format.kinds import KINDS, kind_of, stem_of, unit_and_year, where
from kinerja_tui.store.reading.listing import listing
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, build, put


def test_lists_the_healthy_store(tmp_path: Path) -> None:
    tree = listing(build(tmp_path / "s"))
    assert tree.problems == ()
    assert (tree.settings, tree.laws, tree.scales) == (True, True, ("skala",))
    assert list(tree.units) == ["biro", "induk"]
    assert tree.units["biro"].plans == ("plan-2020-2024",)
    assert tree.units["biro"].years == {
        2022: {
            "year": ("year",),
            "goals": ("goals",),
            "indicator": ("sehat",),
            "agreement": ("1-awal",),
            "activity": ("kegiatan",),
        }
    }


def test_years_outside_the_scope_are_named_only(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "biro/2021/goals.toml", "schema = 1\n")
    os.mkfifo(root / "biro" / "2021" / "x.toml")
    tree = listing(root, Scope(years=(2022,)))
    assert list(tree.units["biro"].years) == [2021, 2022]
    assert tree.units["biro"].years[2021] == {}
    assert tree.problems == ()


def test_what_is_passed_over_in_silence(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    for file in (
        ".kinerja/lock.toml",
        ".schema/x.json",
        "templates/indicator.toml",
        "README.md",
        "biro/.catatan.toml",
        "biro/catatan.md",
        "biro/bukti/x.pdf",
        "biro/2022/report/bab-1.md",
        "biro/2022/bukti/x.pdf",
        "biro/2022/indicators/sehat.toml~",
        "biro/2022/indicators/.sehat.toml.swp",
        "lampiran/x.pdf",
    ):
        put(root, file, "x")
    tree = listing(root)
    assert tree.problems == ()
    assert tree == listing(build(tmp_path / "healthy"))


@pytest.mark.parametrize(
    ("file", "code", "hint"),
    [
        ("unit.toml", "B19", "UNIT/unit.toml"),
        ("biro/goal.toml", "B19", "goals.toml"),
        ("biro/2022/sehat.toml", "B19", "folders"),
        ("biro/2022/Year.toml", "B19", "UNIT/2022/year.toml"),
        ("biro/2022/indicators/IP ASN.toml", "B10", "small letters"),
        ("biro/2022/indicators/con.toml", "B10", "small letters"),
        ("biro/2022/indicators/-x.toml", "B10", "small letters"),
        ("biro/2022/indicators/" + "a" * 65 + ".toml", "B10", "at most 64"),
        ("Biro Umum/unit.toml", "B10", "small letters"),
        ("aux/unit.toml", "B10", "small letters"),
        ("scales/Skala.toml", "B10", "small letters"),
    ],
)
def test_misplaced_and_misnamed_files_are_said(
    file: str, code: str, hint: str, tmp_path: Path
) -> None:
    root = build(tmp_path / "s")
    put(root, file, "schema = 1\n")
    (problem,) = listing(root).problems
    assert problem.code == code
    assert problem.file in (file, file.split("/")[0])
    assert hint in str(problem.hint)


def test_misspelt_folder_is_said(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "biro/2022/indicator/x.toml", "schema = 1\n")
    (problem,) = listing(root).problems
    assert (problem.code, problem.file) == ("B19", "biro/2022/indicator")
    assert "indicators" in str(problem.hint)


def test_a_name_that_is_no_text_is_shown_safely(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    folder = os.fsencode(root / "biro" / "2022" / "indicators")
    with open(folder + b"/\x1b[31m\xff.toml", "wb") as handle:
        handle.write(b"schema = 1\n")
    (problem,) = listing(root).problems
    assert "\x1b" not in str(problem.message)
    assert str(problem.message).encode()


def test_agreements_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    for name in ("10-revisi", "2-revisi"):
        put(root, f"biro/2022/agreements/{name}.toml", "schema = 1\n")
    found = listing(root).units["biro"].years[2022]["agreement"]
    assert found == ("1-awal", "2-revisi", "10-revisi")


def test_every_kind_has_one_place() -> None:
    for kind in KINDS:
        file = where(kind, "biro", 2022, "plan-2020-2024" if kind == "plan" else "x")
        assert kind_of(file) == kind
    assert {kind_of(file) for file in FILES} <= set(KINDS)
    assert kind_of("scales/2022/goals.toml") is None
    assert kind_of("templates/unit.toml") is None
    assert kind_of(".kinerja/unit.toml") is None
    assert kind_of("biro/20222/goals.toml") is None
    assert kind_of("biro/2022/indicators/a/b.toml") is None
    assert kind_of("biro/2022/indicators/a.txt") is None


def test_places_tell_unit_year_and_id() -> None:
    assert unit_and_year("biro/2022/indicators/x.toml") == ("biro", 2022)
    assert unit_and_year("biro/unit.toml") == ("biro", 0)
    assert unit_and_year("scales/x.toml") == ("", 0)
    assert unit_and_year("kinerja.toml") == ("", 0)
    assert stem_of("biro/unit.toml") == "biro"
    assert stem_of("biro/2022/indicators/x.toml") == "x"
