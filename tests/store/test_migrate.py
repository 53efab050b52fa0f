"""Migrations change what is meant and nothing else, in every shape a file can have; run twice they
have nothing to do.
"""

from __future__ import annotations

import difflib
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import Conflict, Done, Refused
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.migrate import (
    NotMigrated,
    Survey,
    migrate,
    newest,
    planned,
    survey,
)
from kinerja_tui.store.writing.ready import ready
from tests.store.former import DRAFT, DRESSES, SAMPLES, as_it_is, former, turned_back
from tests.store.healthy import FILES, build, put

FILE = "biro/2022/indicators/sehat.toml"
DRAFTED = former("indicator", FILES[FILE])


def test_there_is_nothing_to_do_in_a_store_of_today(tmp_path: Path) -> None:
    assert survey(build(tmp_path)) == Survey()
    with pytest.raises(Unreadable):
        survey(tmp_path / "nowhere")


@pytest.mark.parametrize("dress", DRESSES, ids=lambda each: each.__name__)
@pytest.mark.parametrize("store", SAMPLES, ids=lambda each: each.name)
def test_every_record_comes_back_to_the_byte(
    store: Path, dress: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    root = tmp_path / "store"
    wanted = turned_back(store, root, dress)
    found = survey(root)
    assert found.left == ()
    assert {each.file for each in found.planned} | {*found.closed} == set(wanted)
    assert {each.file: each.new for each in found.planned} == {
        each.file: wanted[each.file] for each in found.planned
    }
    for each in found.planned:
        assert each.old == (root / each.file).read_bytes()
        old, new = understand(each.old, each.file), understand(each.new, each.file)
        assert old.record is not None and new.record is not None
        assert structs.replace(old.record, schema=1) == new.record


@pytest.mark.parametrize("store", SAMPLES, ids=lambda each: each.name)
def test_the_whole_store_is_written_as_one_entry(store: Path, tmp_path: Path) -> None:
    root = tmp_path / "store"
    wanted = turned_back(store, root)
    before = {file: (root / file).read_bytes() for file in wanted}
    read_before = load(root, Scope.everything())
    found = survey(root)
    done = migrate(root, found.planned)
    assert isinstance(done, Done) and done.changed
    for file, data in wanted.items():
        assert (root / file).read_bytes() == (before[file] if file in found.closed else data)
    assert len(read_journal(root).entries) == 1
    again = survey(root)
    assert (again.planned, again.left, again.closed) == ((), (), found.closed)
    read_after = load(root, Scope.everything())
    assert read_after.problems == read_before.problems
    undone = keep_all(root, done.back)
    assert isinstance(undone, Done)
    assert {file: (root / file).read_bytes() for file in wanted} == before


def test_the_store_in_the_draft_format_changes_only_where_meant(tmp_path: Path) -> None:
    root = tmp_path / "store"
    shutil.copytree(DRAFT, root)
    found = survey(root)
    assert found.left == ()
    assert len(found.planned) == 14
    closed = ("year.toml", "goals.toml", "indicators/kunjungan.toml")
    assert found.closed == tuple(f"pustaka/2023/{name}" for name in closed)
    lines = [line for each in found.planned for line in changed(each.old, each.new)]
    assert set(lines) == {
        ("\"unit_of_measure\" = 'indeks'", "\"measured_in\" = 'indeks'"),
        ("", 'zero_target = "all-or-nothing"'),
        ("[followup.jam-buka]", "[action.jam-buka]"),
        ("[followup.mobil]", "[action.mobil]"),
        ("[party_one]   # pihak pertama", "[first]   # pihak pertama"),
        ("[party_two]", "[second]"),
        ('followup.survei.status = "open"', 'action.survei.status = "open"'),
        ('followup.survei.text = "Survei ulang"', 'action.survei.text = "Survei ulang"'),
        ('polarity = "higher"', 'polarity = "maximize"'),
        (
            'polarity = "higher"  # lebih banyak lebih baik',
            'polarity = "maximize"  # lebih banyak lebih baik',
        ),
        ('polarity = "lower"\r', 'polarity = "minimize"\r'),
        ('polarity = "range"', 'polarity = "stabilize"'),
        ("polarity = 'higher'", 'polarity = "maximize"'),
        (
            'realisation = { value = 81.20, state = "final", year = 2024 }',
            'realisation = { value = 81.20, state = "final", data_year = 2024 }',
        ),
        ("schema = 0", "schema = 1"),
        ("schema = 0\r", "schema = 1\r"),
        ('unit_of_measure = "%"', 'measured_in = "%"'),
        ('unit_of_measure = "bulan"', 'measured_in = "bulan"'),
        ('unit_of_measure = "derajat"', 'measured_in = "derajat"'),
        ('unit_of_measure = "kunjungan"', 'measured_in = "kunjungan"'),
        (
            'unit_of_measure = "kunjungan"      # per tahun',
            'measured_in = "kunjungan"      # per tahun',
        ),
        ('unit_of_measure = "menit"\r', 'measured_in = "menit"\r'),
        ("year = 2023", "data_year = 2023"),
        ("year = 2024", "data_year = 2024"),
    }
    before = load(root, Scope.everything())
    assert isinstance(migrate(root, found.planned), Done)
    assert planned(root) == ()
    assert alike(load(root, Scope.everything())) == alike(before)


def changed(old: bytes, new: bytes) -> list[tuple[str, str]]:
    """The lines that differ, side by side; an empty text where a line came."""
    one, other = old.decode().split("\n"), new.decode().split("\n")
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, one, other, False).get_opcodes():
        if tag != "equal":
            gone, came = one[i1:i2], other[j1:j2]
            assert len(gone) in (0, len(came))
            found += zip(gone or [""] * len(came), came, strict=True)
    return found


def alike(library: object) -> str:
    """A snapshot without the schema that each record was read from."""
    return repr(library).replace("schema=0", "schema=1")


def test_files_of_other_schemas_are_left_alone(tmp_path: Path) -> None:
    root = build(tmp_path)
    texts = {
        FILE: FILES[FILE].replace("schema = 1", "schema = 2"),
        "laws.toml": former("laws", FILES["laws.toml"]),
        "biro/2022/goals.toml": FILES["biro/2022/goals.toml"].replace("schema = 1", "schema = -1"),
        "biro/unit.toml": FILES["biro/unit.toml"].replace("schema = 1", 'schema = "0"'),
    }
    for file, text in texts.items():
        put(root, file, text)
    found = survey(root)
    assert [each.file for each in found.planned] == ["laws.toml"]
    assert found.left == ()
    assert isinstance(migrate(root, found.planned), Done)
    for file, text in texts.items():
        assert (root / file).read_text() == (FILES[file] if file == "laws.toml" else text)


def test_a_broken_file_stops_no_other(tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, FILE, DRAFTED.replace("61.30", "61,30"))
    put(root, "laws.toml", former("laws", FILES["laws.toml"]))
    put(root, "biro/2022/indicators/lengkap.toml", DRAFTED.replace('code = "IK 1"\n', ""))
    found = survey(root)
    assert [each.file for each in found.planned] == [
        "laws.toml",
        "biro/2022/indicators/lengkap.toml",
    ]
    assert [(each.file, each.code) for each in found.left] == [(FILE, "B08")]


def test_a_name_that_is_taken_stays(tmp_path: Path) -> None:
    text = DRAFTED.replace("unit_of_measure", 'measured_in = "baru"\nunit_of_measure')
    new, _ = newest("indicator", text, FILE)
    assert 'measured_in = "baru"\nunit_of_measure = "indeks"' in new
    assert new.startswith("schema = 1\n")


@pytest.mark.parametrize(
    "text",
    [
        'schema = 0\n"unit_\\u006ff_measure" = "x"\n',
        "schema = 0\nrealisation = [{ year = 1 }]\n[[followup]]\n",
    ],
)
def test_an_odd_shape_is_changed_rightly_or_not_at_all(text: str, tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, FILE, text)
    found = survey(root)
    assert len(found.planned) + len(found.left) == 1
    for problem in found.left:
        assert problem.code == "B62"
        assert "not brought up to date, because" in str(problem.message)
    (root / FILE).unlink()
    assert survey(root) == Survey()


def test_what_cannot_be_spliced_says_why() -> None:
    with pytest.raises(NotMigrated) as caught:
        newest("indicator", 'schema = 0\n"unit_\\u006ff_measure" = "x"\n', FILE)
    assert caught.value.key == "unit_of_measure"
    assert "renaming" in str(caught.value)


def test_a_file_that_changed_since_it_was_shown_is_not_written(tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, FILE, DRAFTED)
    put(root, "laws.toml", former("laws", FILES["laws.toml"]))
    found = planned(root)
    late = DRAFTED.replace("61.30", "61.31")
    put(root, FILE, late)
    outcome = migrate(root, found)
    assert isinstance(outcome, Refused)
    assert outcome.problem.file == FILE
    assert "since it was shown" in str(outcome.problem.message)
    assert (root / FILE).read_text() == late
    assert (root / "laws.toml").read_text().startswith("schema = 0")
    assert isinstance(migrate(root, planned(root)), Done)


def test_a_file_that_a_colleague_migrated_first(tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, FILE, DRAFTED)
    found = planned(root)
    put(root, FILE, FILES[FILE])
    assert isinstance(migrate(root, found), Refused | Conflict)
    assert (root / FILE).read_text() == FILES[FILE]


def test_a_closed_year_keeps_its_form(tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, FILE, DRAFTED)
    put(root, "biro/2022/year.toml", "schema = 0\nclosed = true\n")
    assert survey(root) == Survey(closed=("biro/2022/year.toml", FILE))
    put(root, "biro/2022/year.toml", "schema = 0\nclosed = yes\n")
    found = survey(root)
    assert (found.planned, found.closed) == ((), ())
    assert [each.file for each in found.left] == ["biro/2022/year.toml"]


def test_templates_come_along(tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, "templates/indicator.toml", DRAFTED)
    put(root, "templates/kinerja.toml", "schema = 0\n")
    put(root, "templates/lain.toml", "schema = 0\n")
    assert isinstance(migrate(root, planned(root)), Done)
    assert (root / "templates/indicator.toml").read_text() == FILES[FILE]
    assert "all-or-nothing" in (root / "templates/kinerja.toml").read_text()
    assert (root / "templates/lain.toml").read_text() == "schema = 0\n"


def test_more_files_than_a_process_may_have_open(tmp_path: Path) -> None:
    root = build(tmp_path)
    for number in range(150):
        text = DRAFTED.replace('"sehat"', f'"i{number}"')
        put(root, f"biro/2022/indicators/i{number}.toml", text)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        outcome = migrate(root, planned(root))
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (256, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert isinstance(outcome, Done)
    assert planned(root) == ()


def test_an_older_file_is_not_edited_before(tmp_path: Path) -> None:
    root = build(tmp_path)
    put(root, FILE, DRAFTED)
    found = ready(root, FILE)
    assert found is not None and found.problem.code == "B61"
    assert str(found.problem.hint) == "Bring the records up to date first: kinerja migrate"
    assert ready(root, FILE, migrating=True) is None
    migrate(root, planned(root))
    assert ready(root, FILE) is None


def test_turning_back_touches_every_kind_of_record() -> None:
    """The tests above prove something only where the draft differs from today."""
    differing = {
        kind
        for store in SAMPLES
        for path in store.rglob("*.toml")
        if (kind := kind_of(path.relative_to(store).as_posix())) is not None
        for text in [path.read_bytes().decode()]
        if former(kind, text).replace("schema = 0", "schema = 1") != text
    }
    assert differing == {"plan", "indicator", "agreement", "activity"}
    assert as_it_is(b"x") == b"x"
