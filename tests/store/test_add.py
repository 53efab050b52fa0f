"""What is added: it loads without new problems, and an undo takes it away to the byte."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH
from kinerja_tui.store.format.schema import schema_line
from kinerja_tui.store.reading.listing import usable
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import Action, Conflict, Deletion, Done, Refused
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.add import (
    KINDS,
    TEMPLATES,
    NotAdded,
    Wanted,
    addition,
    id_of,
    next_code,
    short_id,
)
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.undo import take_back
from tests.store.beginning import SAMPLE, add, begun, contents, copied, place

RATIO = Wanted(kind="indicator", name="Berkas tepat waktu", measured_in="%", polarity="maksimal")
FIRST = Wanted(kind="agreement", date="3-1-2024", first="Ratna; Kepala", second="Harun; Bupati")


def refused(root: Path, wanted: Wanted) -> NotAdded:
    with pytest.raises(NotAdded) as raised:
        addition(place(root), wanted)
    return raised.value


@pytest.mark.parametrize("source", TEMPLATES)
def test_an_indicator_from_every_template(source: str, tmp_path: Path) -> None:
    root = begun(tmp_path)
    found = add(root, Wanted(kind="indicator", source=source))
    assert found.id == source
    book = load(root, Scope.everything()).book("biro", 2024)
    assert book is not None
    made = book.indicators[source]
    assert made.scale and made.composite is not None and made.definition and made.source
    assert made.leaves and all(each.value is None for each in made.leaves.values())
    weights = [each.weight for each in made.leaves.values() if each.weight is not None]
    assert not weights or sum(weights) == 100
    maxima = sum((each.max or Decimal(0) for each in made.leaves.values()), Decimal(0))
    expected = {"ip-asn": 100, "sakip": 100, "merit": 400, "kelembagaan": 100}
    assert maxima == expected.get(source, maxima)


def test_the_templates_agree_with_the_sample() -> None:
    for name in ("ip-asn", "spbe", "merit", "kelembagaan"):
        shape = tomli.loads(
            Path(f"kinerja_tui/templates/indicators/{name}.toml").read_text("utf-8")
        )
        found = tomli.loads((SAMPLE / f"biro-osdm/2022/indicators/{name}.toml").read_text("utf-8"))
        assert shape["composite"] == found["composite"] and shape["scale"] == found["scale"]
        keys = ("max", "min", "weight", "parent")
        for id_, part in found["component"].items():
            own = shape["component"][id_]
            assert [own.get(key) for key in keys] == [part.get(key) for key in keys], (name, id_)


def test_a_scale_that_the_store_lacks_comes_with_it(tmp_path: Path) -> None:
    root = begun(tmp_path)
    (root / "scales/skm-2017.toml").unlink()
    found = add(root, Wanted(kind="indicator", source="skm"))
    assert [each.file for each in found.parts][1:] == ["scales/skm-2017.toml"]


def test_an_indicator_of_ones_own(tmp_path: Path) -> None:
    root = begun(tmp_path)
    found = add(root, RATIO)
    assert (found.id, found.file) == (
        "berkas-tepat-waktu",
        "biro/2024/indicators/berkas-tepat-waktu.toml",
    )
    text = (root / found.file).read_text("utf-8")
    assert text.startswith(schema_line("indicator", found.file))
    data = tomli.loads(text)
    assert (data["code"], data["goal"], data["polarity"]) == ("IK 1", "sasaran-1", "maximize")
    assert "# Satuan:" in text


def test_a_store_without_schemas_gets_no_line_for_them(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    wanted = Wanted(kind="activity", name="Layanan", ceiling="Rp750.000.000")
    found = add(root, wanted, "biro-osdm", 2022)
    text = (root / found.file).read_text("utf-8")
    assert text.startswith("schema = 1\n") and "ceiling = 750_000_000\n" in text


def test_a_goal_comes_after_the_last_and_refers_no_one(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    path = root / "biro-osdm/2022/goals.toml"
    before = path.read_text("utf-8")
    found = add(root, Wanted(kind="goal", name='Meningkatnya "x"'), "biro-osdm", 2022)
    after = path.read_text("utf-8")
    assert after.startswith(before)
    assert tomli.loads(after)["goal"][found.id] == {
        "weight": 1,
        "code": "SS 3",
        "name": 'Meningkatnya "x"',
    }


@pytest.mark.parametrize("ending", ["\n", "", "\n\n\n", "\n# a last remark\n"])
@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_a_goal_leaves_every_byte_of_the_file(ending: str, lines: str, tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    path = root / "biro-osdm/2022/goals.toml"
    text = (path.read_text("utf-8").rstrip("\n") + ending).replace("\n", lines)
    path.write_bytes(text.encode())
    add(root, Wanted(kind="goal", name="Baru"), "biro-osdm", 2022)
    after = path.read_bytes().decode()
    body = text.rstrip("\r\n")
    assert after.startswith(body) and after.count("\n") == after.count(lines)
    assert after.endswith(text[len(body) :])


def test_an_added_goal_that_is_in_use_is_not_taken_away(tmp_path: Path) -> None:
    root = begun(tmp_path)
    add(root, Wanted(kind="goal", name="Dua"))
    entry = read_journal(root).entries[-1]
    add(root, Wanted(kind="indicator", source="skm", goal="dua"))
    assert isinstance(take_back(root, entry), Refused)


def test_a_first_agreement_and_its_revision(tmp_path: Path) -> None:
    root = begun(tmp_path)
    add(root, RATIO)
    first = add(root, FIRST)
    assert first.id == "1-awal"
    path = root / first.file
    text = path.read_text("utf-8").replace("# [target.id-indikator]", "# [target.x]")
    more = "\n[target.berkas-tepat-waktu]\nvalue = 90\nreason = 'lama'  # mengapa\n"
    path.write_text(text.replace('number = ""', 'number = "7"') + more, "utf-8")
    later = add(root, Wanted(kind="agreement", date="1 Juni 2024", ground="asumsi", reason="X"))
    assert later.id == "2-revisi"
    data = tomli.loads((root / later.file).read_text("utf-8"))
    assert data["target"] == {"berkas-tepat-waktu": {"value": 90}}
    assert (data["ground"], data["reason"], data["number"]) == ("assumption", "X", "")
    assert data["date"].isoformat() == "2024-06-01"
    assert data["first"] == {"name": "Ratna", "position": "Kepala"}


def test_a_revision_of_the_sample_drops_what_belongs_to_the_old_paper(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    wanted = Wanted(kind="agreement", date="2022-11-01", ground="strategy")
    found = add(root, wanted, "biro-osdm", 2022)
    text = (root / found.file).read_text("utf-8")
    old = tomli.loads((root / "biro-osdm/2022/agreements/3-revisi.toml").read_text("utf-8"))
    new = tomli.loads(text)
    assert (new["target"], new["budget"]) == (old["target"], old["budget"])
    assert "statement_date" not in new and "27 Juni" not in text
    copy = addition(
        place(root, "biro-osdm", 2022),
        Wanted(kind="agreement", date="2022-12-01", ground="strategy", source="1-awal"),
    )
    assert copy.id == "5-revisi"


def test_the_other_kinds(tmp_path: Path) -> None:
    root = begun(tmp_path)
    asked = Wanted(
        kind="recommendation", name="LHE 2023", issuer="Inspektorat", date="2023", text="Perbaiki"
    )
    assert add(root, asked).id == "lhe-2023"
    assert add(root, Wanted(kind="plan", id="2025-2029", name="Renstra")).id == "plan-2025-2029"
    assert add(root, Wanted(kind="unit", name="Biro Umum")).id == "biro-umum"
    assert add(root, Wanted(kind="year", id="2024"), "biro-umum", 0).id == "2024"
    assert add(root, Wanted(kind="goal", name="Satu"), "biro-umum").key == "goal.satu"
    assert add(root, Wanted(kind="indicator", source="spbe"), "biro-umum").id == "spbe"
    assert {each.kind for each in KINDS_ASKED} == set(KINDS)


KINDS_ASKED = [Wanted(kind=kind) for kind in KINDS]


@pytest.mark.parametrize("wanted", KINDS_ASKED, ids=lambda each: each.kind)
def test_what_is_missing_is_named(wanted: Wanted, tmp_path: Path) -> None:
    root = begun(tmp_path)
    error = refused(root, wanted)
    expected = {"agreement": "date", "plan": "id", "year": "id"}
    assert error.field == expected.get(wanted.kind, "name")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(kind="indicator", name="x"), "measured_in"),
        (Wanted(kind="indicator", name="x", measured_in="y"), "polarity"),
        (Wanted(kind="indicator", name="x", measured_in="y", polarity="up"), "polarity"),
        (Wanted(kind="indicator", source="skm", goal="nowhere"), "goal"),
        (Wanted(kind="indicator", source="skmm"), "source"),
        (Wanted(kind="indicator", source="skm", id="../x"), "id"),
        (Wanted(kind="indicator", source="skm", id="con"), "id"),
        (Wanted(kind="activity", name="x"), "ceiling"),
        (Wanted(kind="activity", name="x", ceiling="12,5"), "ceiling"),
        (Wanted(kind="activity", name="x", ceiling="nan"), "ceiling"),
        (Wanted(kind="recommendation", name="x"), "issuer"),
        (Wanted(kind="recommendation", name="x", issuer="y", date="31-2-2024"), "date"),
        (Wanted(kind="agreement", date="3-1-2024"), "first"),
        (Wanted(kind="agreement", date="3-1-2024", first="A; B"), "second"),
        (Wanted(kind="plan", id="2029-2025", name="x"), "id"),
        (Wanted(kind="unit", name="x", id="scales"), "id"),
        (Wanted(kind="year", id="24"), "id"),
        (Wanted(kind="year", id="2024"), "id"),
    ],
)
def test_what_is_wrong_is_named(wanted: Wanted, field: str, tmp_path: Path) -> None:
    root = begun(tmp_path)
    before = contents(root)
    assert refused(root, wanted).field == field
    assert contents(root) == before


def test_an_id_that_is_taken_is_refused_and_another_proposed(tmp_path: Path) -> None:
    root = begun(tmp_path)
    add(root, RATIO)
    taken = Wanted(kind="indicator", source="skm", id="berkas-tepat-waktu")
    assert refused(root, taken).field == "id"
    assert add(root, RATIO).id == "berkas-tepat-waktu-2"
    add(root, Wanted(kind="indicator", source="skm"))
    assert add(root, Wanted(kind="indicator", source="skm")).id == "indeks-kepuasan"


def test_two_who_add_the_same_meet(tmp_path: Path) -> None:
    root = begun(tmp_path)
    mine = addition(place(root), RATIO)
    other = addition(place(root), Wanted(kind="indicator", source="skm", id=mine.id))
    assert isinstance(keep_all(root, other.action()), Done)
    before = contents(root)
    assert isinstance(keep_all(root, mine.action()), Conflict)
    assert contents(root) == before


def test_numbers_are_read_as_the_person_writes_them(tmp_path: Path) -> None:
    root = begun(tmp_path)
    wanted = Wanted(kind="activity", name="x", ceiling="1,234,567", language=ENGLISH)
    (part,) = addition(place(root), wanted).parts
    assert "ceiling = 1_234_567\n" in getattr(part, "text", "")


def test_a_file_that_came_is_deleted_by_its_undo_only_as_it_was(tmp_path: Path) -> None:
    root = begun(tmp_path)
    found = add(root, RATIO)
    path = root / found.file
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    (part,) = found.parts
    gone = Deletion(found.file, getattr(part, "text", ""))
    assert isinstance(keep_all(root, Action((gone,), "undo")), Conflict)
    assert path.exists()


@given(st.text(max_size=90), st.lists(st.text(max_size=30), max_size=3))
def test_a_proposed_id_can_be_one_and_is_free(name: str, others: list[str]) -> None:
    taken = {short_id(each) for each in others}
    found = short_id(name, taken)
    assert found not in taken or not found
    assert not found or usable(found) or found in ("con", "nul", "prn", "aux")
    assert len(found) <= 27 and len(id_of(name)) <= 64


def test_codes_go_on_from_the_highest() -> None:
    assert next_code((), "IK 1") == "IK 1"
    assert next_code(["IK 2", "IK 10", "IK 9"], "IK 1") == "IK 11"
    assert next_code(["IKU.3"], "IK 1") == "IKU.4"
    assert next_code(["a", "b"], "IK 1") == "IK 1"
