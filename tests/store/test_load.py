"""One snapshot of the store, and of the part of it that is asked for."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from kinerja_tui.model.indicator import Borrowed, home
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.reading import reader
from kinerja_tui.store.reading.load import load, undisturbed
from kinerja_tui.store.reading.scope import COMPARED_KINDS, EVERY_KIND, STATUS_KINDS, Scope
from tests.store.healthy import FILES, build, put

REPOSITORY = Path(__file__).parent.parent.parent
INDICATOR = FILES["biro/2022/indicators/sehat.toml"]
SHARED = (
    'schema = 1\nid = "bersama"\ncode = "IK 7"\ngoal = "layanan"\n'
    'same_as = "induk/ukur"\nweight = 2\n'
)


@pytest.mark.parametrize("store", ["records", "tests/stores/pulau-senja"])
def test_the_stores_of_the_repository_have_no_problem(store: str) -> None:
    library = load(REPOSITORY / store, Scope.everything())
    assert [(each.file, str(each.message)) for each in library.problems] == []
    assert library.settings is not None
    assert library.units
    assert library.scales


def test_healthy_store(tmp_path: Path) -> None:
    library = load(build(tmp_path / "s"), Scope.everything())
    assert library.problems == ()
    book = library.units["biro"].books[2022]
    indicator = book.indicators["sehat"]
    assert indicator.origin == "biro/2022/indicators/sehat.toml"
    assert indicator.realisation is not None
    assert str(indicator.realisation.value) == "61.30"
    assert isinstance(indicator.realisation.value, Decimal)
    assert [each.id for each in book.agreements] == ["1-awal"]
    assert library.units["biro"].plan_of(2022) is library.units["biro"].plans["plan-2020-2024"]
    assert library.laws["sakip"].name == "SAKIP"


def test_empty_text_counts_as_absent(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    head, table = INDICATOR.split("\n\n")
    put(root, "biro/2022/indicators/sehat.toml", f'{head}\nscale = ""\nformula = ""\n\n{table}')
    library = load(root, Scope.everything())
    assert library.problems == ()
    indicator = library.units["biro"].books[2022].indicators["sehat"]
    assert (indicator.scale, indicator.formula) == (None, None)


def test_comment_and_mark_before_the_first_key(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    line = "#:schema ../../../.schema/indicator.json\n"
    put(root, "biro/2022/indicators/sehat.toml", "\ufeff" + line + INDICATOR)
    assert load(root, Scope.everything()).problems == ()


def test_line_ends_do_not_matter(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "biro/2022/indicators/sehat.toml", INDICATOR.replace("\n", "\r\n"))
    assert load(root, Scope.everything()).problems == ()


def test_unknown_key_does_not_stop_the_record(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "biro/2022/indicators/sehat.toml", INDICATOR + 'catatan = "x"\n"@file" = "x"\n')
    library = load(root, Scope.everything())
    assert [each.code for each in library.problems] == ["B20", "B20"]
    assert library.units["biro"].books[2022].indicators["sehat"].origin.endswith("sehat.toml")


def test_an_origin_cannot_be_forged(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "biro/2022/indicators/sehat.toml", '"@file" = "/etc/passwd"\n' + INDICATOR)
    library = load(root, Scope.everything())
    assert [each.code for each in library.problems] == ["B20"]
    indicator = library.units["biro"].books[2022].indicators["sehat"]
    assert indicator.origin == "biro/2022/indicators/sehat.toml"


def test_the_name_of_the_file_is_the_address(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    put(root, "biro/2022/indicators/lain.toml", INDICATOR.replace("IK 1", "IK 2"))
    library = load(root, Scope.everything())
    assert [(each.code, each.file) for each in library.problems] == [
        ("B17", "biro/2022/indicators/lain.toml")
    ]
    assert library.units["biro"].books[2022].indicators["lain"].id == "lain"


def test_newer_schema_is_shown_with_its_number(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    text = INDICATOR.replace("schema = 1", "schema = 3") + "\n[masa_depan]\nx = 1\n"
    put(root, "biro/2022/indicators/sehat.toml", text)
    library = load(root, Scope.everything())
    assert [each.code for each in library.problems] == ["B12"]
    assert int(library.units["biro"].books[2022].indicators["sehat"].schema) == 3


def test_unit_without_its_file_still_shows_its_years(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    (root / "biro" / "unit.toml").unlink()
    library = load(root, Scope.everything())
    assert [(each.code, each.file) for each in library.problems] == [("B41", "biro/unit.toml")]
    assert library.units["biro"].unit.name == "biro"
    assert "sehat" in library.units["biro"].books[2022].indicators


def test_missing_goals_and_settings_are_said(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    (root / "kinerja.toml").unlink()
    (root / "biro" / "2022" / "goals.toml").unlink()
    library = load(root, Scope.everything())
    assert [(each.code, each.file) for each in library.problems] == [
        ("B37", "biro/2022/goals.toml"),
        ("B37", "kinerja.toml"),
    ]


def test_no_folder_raises(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        load(tmp_path / "tidak-ada", Scope.everything())


def _with_shared(tmp_path: Path) -> Path:
    root = build(tmp_path / "s")
    put(root, "induk/2022/year.toml", "schema = 1\n")
    put(root, "induk/2022/goals.toml", FILES["biro/2022/goals.toml"])
    put(root, "induk/2022/indicators/ukur.toml", INDICATOR.replace('"sehat"', '"ukur"'))
    put(root, "biro/2022/indicators/bersama.toml", SHARED)
    return root


@pytest.mark.parametrize("scope", [Scope.everything(), Scope.of("biro", 2022)])
def test_shared_indicator_is_made_whole(scope: Scope, tmp_path: Path) -> None:
    library = load(_with_shared(tmp_path), scope)
    assert library.problems == ()
    shared = library.units["biro"].books[2022].indicators["bersama"]
    assert isinstance(shared, Borrowed)
    assert (shared.code, shared.weight, shared.name) == ("IK 7", Decimal(2), "Indikator sehat")
    assert shared.origin == "biro/2022/indicators/bersama.toml"
    assert home(shared) == "induk/2022/indicators/ukur.toml"


def test_broken_source_is_reported_beside_the_shared_one(tmp_path: Path) -> None:
    root = _with_shared(tmp_path)
    put(root, "induk/2022/indicators/ukur.toml", "schema = 1\nx = 61,34\n")
    library = load(root, Scope.of("biro", 2022))
    assert [(each.code, each.file) for each in library.problems] == [
        ("B40", "biro/2022/indicators/bersama.toml"),
        ("B08", "induk/2022/indicators/ukur.toml"),
    ]
    assert list(library.units["biro"].books[2022].indicators) == ["sehat"]


def test_a_chain_is_refused(tmp_path: Path) -> None:
    root = _with_shared(tmp_path)
    put(root, "induk/2022/indicators/ukur.toml", SHARED.replace("bersama", "ukur"))
    library = load(root, Scope.of("biro", 2022))
    assert [each.code for each in library.problems] == ["B40"]


def test_a_broken_file_makes_no_reference_to_it_wrong(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    for file in (
        "biro/2022/indicators/sehat.toml",
        "biro/2022/activities/kegiatan.toml",
        "biro/2022/goals.toml",
        "biro/plan-2020-2024.toml",
        "induk/unit.toml",
        "scales/skala.toml",
        "laws.toml",
    ):
        put(root, file, "x = 61,34\n")
    library = load(root, Scope.everything())
    assert {each.code for each in library.problems} == {"B08", "B41"}
    assert len(library.problems) == 8


def _reads(monkeypatch: pytest.MonkeyPatch, root: Path, scope: Scope) -> set[str]:
    read: set[str] = set()

    def noting(data: bytes, file: str) -> Understood:
        read.add(file)
        return understand(data, file)

    with monkeypatch.context() as patch:
        patch.setattr(reader, "understand", noting)
        load(root, scope)
    return read


def _large(tmp_path: Path) -> Path:
    root = _with_shared(tmp_path)
    for year in (2020, 2021):
        shutil.copytree(root / "biro" / "2022", root / "biro" / str(year))
        (root / "biro" / str(year) / "indicators" / "bersama.toml").unlink()
    recommendation = 'schema = 1\nid = "r"\nname = "R"\nissuer = "K"\nyear = 2021\n'
    put(root, "biro/2022/recommendations/r.toml", recommendation)
    put(root, "biro/2022/published/p.toml", 'schema = 1\nid = "p"\nname = "P"\n')
    put(root, "lain/unit.toml", 'schema = 1\nid = "lain"\nname = "Lain"\n')
    shutil.copytree(root / "biro" / "2022", root / "lain" / "2022")
    return root


def test_status_reads_only_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _large(tmp_path)
    assert _reads(monkeypatch, root, Scope.of("biro", 2022)) == {
        "kinerja.toml",
        "laws.toml",
        "scales/skala.toml",
        "biro/unit.toml",
        "biro/plan-2020-2024.toml",
        "induk/unit.toml",
        "biro/2022/year.toml",
        "biro/2022/goals.toml",
        "biro/2022/indicators/sehat.toml",
        "biro/2022/indicators/bersama.toml",
        "biro/2022/agreements/1-awal.toml",
        "biro/2022/activities/kegiatan.toml",
        "biro/2021/year.toml",
        "biro/2021/goals.toml",
        "biro/2021/indicators/sehat.toml",
        "biro/2021/agreements/1-awal.toml",
        "induk/2022/indicators/ukur.toml",
    }


def test_scoped_snapshot_names_all_years(tmp_path: Path) -> None:
    library = load(_large(tmp_path), Scope.of("biro", 2022))
    assert library.problems == ()
    assert set(library.units) == {"biro", "induk"}
    assert library.units["biro"].years == (2020, 2021, 2022)
    assert set(library.units["biro"].books) == {2021, 2022}
    assert library.units["induk"].books == {}
    assert library.book("biro", 2020) is None


def test_scope_with_every_kind(tmp_path: Path) -> None:
    book = load(_large(tmp_path), Scope.of("biro", 2022, EVERY_KIND)).book("biro", 2022)
    assert book is not None
    assert list(book.recommendations) == ["r"]
    assert list(book.published) == ["p"]


def test_kinds_of_the_scopes() -> None:
    assert COMPARED_KINDS < STATUS_KINDS < EVERY_KIND
    assert not STATUS_KINDS & {"published", "recommendation", "accepted"}


def test_unknown_unit_is_simply_not_there(tmp_path: Path) -> None:
    library = load(build(tmp_path / "s"), Scope.of("tidak-ada", 2022))
    assert library.units == {}
    assert library.problems == ()


def test_a_sound_store_needs_none_of_the_helpers_of_errors(tmp_path: Path) -> None:
    build(tmp_path / "s")
    code = (
        "import sys; from pathlib import Path;"
        "from kinerja_tui.store.reading.load import load;"
        "from kinerja_tui.store.reading.scope import Scope;"
        "print(len(load(Path(sys.argv[1]), Scope.everything()).problems));"
        "names = ['format.checking', 'toml.hints', 'toml.locate', 'toml.index', 'format.schema'];"
        "names = ['kinerja_tui.store.' + each for each in [*names, 'writing.start']];"
        "print([each for each in [*names, 'difflib', 'tomli_w'] if each in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "s")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.split("\n") == ["0", "[]", ""]


def test_history_brings_what_earlier_years_are_compared_by() -> None:
    root = Path(__file__).resolve().parents[1] / "stores" / "pulau-senja"
    found = load(root, Scope.with_history("dinas-air", 2023)).units["dinas-air"].books
    assert sorted(found) == [2021, 2022, 2023]
    assert found[2021].indicators and not found[2021].activities
    assert found[2023].activities
    middle = load(root, Scope.with_history("dinas-air", 2022)).units["dinas-air"].books
    assert sorted(middle) == [2021, 2022]


def test_what_a_load_makes_counts_as_old(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gc.isenabled()
    with undisturbed():
        assert not gc.isenabled()
        made = [[number] for number in range(5000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    assert any(each is made[-1] for each in gc.get_objects(generation=2))
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 1)
    monkeypatch.delattr(gc, "unfreeze")
    with undisturbed():  # what somebody else has frozen stays so
        pass
    assert gc.isenabled()


def test_a_year_without_its_head_is_said(tmp_path: Path) -> None:
    root = build(tmp_path / "s")
    (root / "biro/2022/year.toml").unlink(missing_ok=True)
    (problem,) = load(root, Scope.of("biro", 2022)).problems
    assert (problem.code, problem.file) == ("B37", "biro/2022/year.toml")
