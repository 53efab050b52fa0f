"""What would come of an action: the answer of a save, and nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import (
    Action,
    Change,
    Conflict,
    Creation,
    Deletion,
    Done,
    Edit,
    Part,
    Refused,
    Rework,
)
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.writing.keep import Foreseen, keep_all, would

SAMPLE = Path(__file__).resolve().parents[2] / "records"
YEAR = "biro-osdm/2022"
IP_ASN = f"{YEAR}/indicators/ip-asn.toml"
MERIT = f"{YEAR}/recommendations/kasn-merit.toml"
NEW = "setjen/2023/year.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    ours = shutil.ignore_patterns(".kinerja")
    return Path(shutil.copytree(SAMPLE, tmp_path / "records", ignore=ours))


def everything(root: Path) -> dict[str, bytes | None]:
    """Every file and folder of the records."""
    paths = (path for path in root.rglob("*") if ".kinerja" not in path.parts)
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in paths
    }


def text(file: str) -> str:
    return (SAMPLE / file).read_text(encoding="utf-8")


EDIT = Edit.one(IP_ASN, "realisation.value", "61.34", "62.5")
PARTS: dict[str, tuple[Part, ...]] = {
    "edit": (EDIT,),
    "insert": (Edit(IP_ASN, (Change("q1.value", None, "1"), Change("q1.state", None, '"final"'))),),
    "same": (Edit.one(IP_ASN, "realisation.value", "61.34", "61.34"),),
    "removal": (Rework(IP_ASN, (preview(text(IP_ASN), "history.2021"),)),),
    "new folder": (Creation(NEW, "schema = 1\n"),),
    "several": (EDIT, Creation(NEW, "schema = 1\n")),
}
CONFLICTS: dict[str, Part] = {
    "edit": Edit.one(IP_ASN, "realisation.value", "1", "2"),
    "creation": Creation(IP_ASN, "schema = 1\n"),
    "deletion": Deletion(IP_ASN, "schema = 1\n"),
    "removal": Rework(IP_ASN, (preview("[a]\nb = 1\n", "a"),)),
}
REFUSED: dict[str, tuple[Part, str]] = {
    "referred": (Deletion(MERIT, text(MERIT)), "B21"),
    "indicator": (Deletion(IP_ASN, text(IP_ASN)), "B21"),
    "needed": (Rework(IP_ASN, (preview(text(IP_ASN), "name"),)), "B13"),
    "choice": (Edit.one(IP_ASN, "realisation.state", '"final"', '"x"'), "B15"),
    "escaping": (Edit.one("../x.toml", "a", None, "1"), "B61"),
    "token": (Edit.one(IP_ASN, "realisation.value", "61.34", "1 2"), "B62"),
}


@pytest.mark.parametrize("name", PARTS)
def test_the_bytes_foreseen_are_those_that_a_save_writes(root: Path, name: str) -> None:
    action = Action(PARTS[name])
    before = everything(root)
    foreseen = would(root, action)
    assert isinstance(foreseen, Foreseen)
    assert foreseen.problems == ()
    assert everything(root) == before
    assert not (root / ".kinerja").exists()
    done = keep_all(root, action)
    assert isinstance(done, Done)
    assert done.changed == bool(foreseen.new)
    after = everything(root)
    assert {file: after.get(file) for file in foreseen.new} == foreseen.new
    changed = {file for file, data in after.items() if data and data != before.get(file)}
    assert changed == set(foreseen.new)


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_is_foreseen_with_its_author(root: Path, name: str) -> None:
    action = Action((CONFLICTS[name],))
    foreseen, done = would(root, action), keep_all(root, action)
    assert isinstance(foreseen, Conflict)
    assert foreseen == done
    assert foreseen.by is not None and foreseen.by.outside


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_foreseen(root: Path, name: str) -> None:
    part, code = REFUSED[name]
    before = everything(root)
    foreseen, done = would(root, Action((part,))), keep_all(root, Action((part,)))
    assert isinstance(done, Refused)
    assert done.problem.code == code
    if isinstance(foreseen, Foreseen):
        assert foreseen.problems[0] == done.problem
    else:
        assert foreseen == done
    assert everything(root) == before


def test_all_that_refers_to_it_is_foreseen(root: Path) -> None:
    foreseen = would(root, Action((Deletion(MERIT, text(MERIT)),), "remove"))
    assert isinstance(foreseen, Foreseen)
    assert foreseen.new == {MERIT: None}
    assert len(foreseen.problems) > 5
    assert {each.code for each in foreseen.problems} == {"B21"}


def test_the_whole_store_is_looked_at_when_something_goes(tmp_path: Path) -> None:
    fiction = SAMPLE.parent / "tests" / "stores" / "pulau-senja"
    root = Path(shutil.copytree(fiction, tmp_path / "records"))
    file = "pulau-senja/2022/indicators/indeks-ketahanan.toml"
    parts = (Deletion(file, (root / file).read_text(encoding="utf-8")),)
    foreseen = would(root, Action(parts, "remove"))
    assert isinstance(foreseen, Foreseen)
    assert "dinas-air" in {each.file.partition("/")[0] for each in foreseen.problems}


def test_a_store_that_is_not_there_is_one_refusal(tmp_path: Path) -> None:
    outcome = would(tmp_path / "nothing", Action((EDIT,)))
    assert isinstance(outcome, Refused)
    assert outcome.problem.code == "B65"
