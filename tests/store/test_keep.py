"""An edit may not leave a record worse than it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import (
    Action,
    Change,
    Deletion,
    Done,
    Edit,
    Refused,
    Saved,
)
from kinerja_tui.store.writing.keep import keep, keep_all

_SAMPLE = Path(__file__).resolve().parents[2] / "records"
_FILE = "unit/2024/indicators/air.toml"
_RECORD = """schema = 1
id = "air"
code = "IK 1"
goal = "layanan"
name = "Cakupan"
measured_in = "%"
polarity = "maximize"
colour = "blue"

[realisation]
value = 61.30 # sementara
state = "final"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / _FILE
    path.parent.mkdir(parents=True)
    path.write_text(_RECORD, encoding="utf-8")
    return tmp_path


def text(root: Path) -> str:
    return (root / _FILE).read_text(encoding="utf-8")


def test_an_edit_is_saved_although_the_file_has_an_unknown_key(root: Path) -> None:
    done = keep(root, Edit.one(_FILE, "realisation.value", "61.30", "61.34"))
    assert isinstance(done, Saved)
    assert text(root) == _RECORD.replace("61.30", "61.34")


@pytest.mark.parametrize(
    ("key", "seen", "new", "code"),
    [
        ("realisation.value", "61.30", '"61,34"', "B14"),
        ("realisation.state", '"final"', '"finl"', "B15"),
        ("realisation.wert", None, "1", "B20"),
        ("name", '"Cakupan"', '""', "B13"),
    ],
)
def test_an_edit_that_breaks_the_record_is_refused(
    root: Path, key: str, seen: str | None, new: str, code: str
) -> None:
    done = keep(root, Edit(_FILE, (Change(key, seen, new),)))
    assert isinstance(done, Refused)
    assert done.problem.code == code
    assert text(root) == _RECORD


def test_a_record_of_a_newer_version_is_not_changed(root: Path) -> None:
    (root / _FILE).write_text(_RECORD.replace("schema = 1", "schema = 2"), encoding="utf-8")
    done = keep(root, Edit.one(_FILE, "realisation.value", "61.30", "61.34"))
    assert isinstance(done, Refused)
    assert done.problem.code == "B12"
    assert "61.30" in text(root)
    gone = keep_all(root, Action((Deletion(_FILE, text(root)),), "remove"))
    assert isinstance(gone, Refused) and gone.problem.code == "B12"
    assert "61.30" in text(root)


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(_SAMPLE, root)
    file = "biro-osdm/2022/indicators/skm.toml"
    before = (root / file).read_bytes()
    for key, seen, new in (
        ("goal", '"kepuasan"', '"kepuasam"'),
        ("scale", '"skm-2017"', '"skm-2016"'),
        ("composite.scale", '"skm-unsur-2017"', '"skm-unsur"'),
    ):
        done = keep(root, Edit.one(file, key, seen, new))
        assert isinstance(done, Refused)
        assert done.problem.code == "B21"
        assert done.problem.key == key
    assert (root / file).read_bytes() == before
    assert isinstance(keep(root, Edit.one(file, "goal", '"kepuasan"', '"tata-kelola"')), Saved)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ((Change("realisation.state", '"final"', '"carried"'),), "B27"),
        ((Change("cap", None, "10"), Change("floor", None, "20")), "B26"),
    ],
)
def test_an_edit_that_contradicts_the_record_is_refused(
    root: Path, changes: tuple[Change, ...], code: str
) -> None:
    done = keep(root, Edit(_FILE, changes))
    assert isinstance(done, Refused)
    assert done.problem.code == code
    assert text(root) == _RECORD


def test_what_is_no_text_is_refused(root: Path) -> None:
    done = keep(root, Edit.one(_FILE, "name", '"Cakupan"', '"\udcff"'))
    assert isinstance(done, Refused)
    assert text(root) == _RECORD


def test_values_may_be_set_aside_in_several_records_as_in_one(root: Path) -> None:
    """A value that stays beside `unavailable` is kept on purpose, in one file or in many."""
    other = "unit/2024/indicators/jalan.toml"
    (root / other).write_text(_RECORD.replace('"air"', '"jalan"'), encoding="utf-8")
    changes = (
        Change("realisation.state", '"final"', '"unavailable"'),
        Change("realisation.reason", None, '"no survey"'),
    )
    done = keep_all(root, Action((Edit(_FILE, changes), Edit(other, changes))))
    assert isinstance(done, Done) and len(done.files) == 2
    broken = Edit.one(other, "realisation.state", '"unavailable"', '"finl"')
    whole = Edit.one(_FILE, "name", '"Cakupan"', '"Air"')
    before = text(root)
    assert isinstance(keep_all(root, Action((whole, broken))), Refused)
    assert text(root) == before


def test_a_record_that_could_not_stand_is_mended_by_an_edit(tmp_path: Path) -> None:
    root = Path(shutil.copytree(_SAMPLE, tmp_path / "records"))
    file = "biro-osdm/2022/indicators/ip-asn.toml"
    path = root / file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("value = 61.34", 'value = "61,34"'), "utf-8")
    assert isinstance(keep(root, Edit.one(file, "realisation.value", '"61,34"', "61.34")), Saved)
    assert path.read_text("utf-8") == whole


def test_a_new_table_may_be_named_after_another_record(tmp_path: Path) -> None:
    root = Path(shutil.copytree(_SAMPLE, tmp_path / "records"))
    file = "biro-osdm/2022/activities/manajemen-sdm.toml"
    key = "support.{}.effect"
    assert isinstance(keep(root, Edit.one(file, key.format("spbe"), None, '"hinders"')), Saved)
    outcome = keep(root, Edit.one(file, key.format("nobody"), None, '"hinders"'))
    assert isinstance(outcome, Refused) and "nobody" in str(outcome.problem.message)


def test_the_first_save_of_a_day_lets_go_of_journals_that_are_too_old(root: Path) -> None:
    folder = root / ".kinerja" / "journal"
    folder.mkdir(parents=True)
    old = folder / "2020-01-01.siti.jsonl"
    old.touch()
    assert isinstance(keep(root, Edit.one(_FILE, "realisation.value", "61.30", "61.3")), Saved)
    assert not old.exists()
    assert len(list(folder.iterdir())) == 1
    old.touch()
    assert isinstance(keep(root, Edit.one(_FILE, "realisation.value", "61.3", "61.34")), Saved)
    assert old.exists()  # once a day is enough
