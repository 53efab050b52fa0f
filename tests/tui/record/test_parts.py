"""What the page of a record is made of: values there and back, texts, the tree, the lists."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, Language, Words
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.report.width import wide
from kinerja_tui.store.format.record import STRUCTS
from kinerja_tui.store.format.shape import Shape, keys_of, shape_at
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.tui.commands import working
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.record.labels import KEYS, TABLES, word_label
from kinerja_tui.tui.record.prose import Prose, rows
from kinerja_tui.tui.record.references import Around
from kinerja_tui.tui.record.register import Register, dotted, register
from kinerja_tui.tui.record.sought import same
from kinerja_tui.tui.record.tree import TreeRows
from kinerja_tui.tui.record.values import first_text, has_comment, typed_token
from kinerja_tui.tui.record.verbs import PageVerbs
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import IP_ASN, SAMPLE, SPBE, desk_of, press, sample, type_text, workspace
from tests.tui.record.pages import KASN, SIZE, open_page, page_of, part, read
from tests.tui.record.test_page import every_file

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=80)


def every_key(kind: type, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """All keys that the format knows below a table."""
    found = []
    for name, shape in keys_of(kind, path).items():
        inside = (*path, name)
        found.append(inside)
        if shape.sort == "table":
            found += every_key(kind, inside)
        if shape.sort == "tables":
            for example in ("x", "2022"):
                below = shape_at(kind, (*inside, example))
                if below is not None and below.sort == "tables":
                    found += every_key(kind, (*inside, example, "x"))
                elif below is not None:
                    found += every_key(kind, (*inside, example))
                    break
    return found


def test_every_key_and_word_of_the_format_has_a_name_for_people() -> None:
    for kind in STRUCTS.values():
        for path in every_key(kind):
            shape = shape_at(kind, path)
            assert shape is not None
            assert path[-1] in (TABLES if shape.holds else KEYS), path
            for word in shape.words:
                assert word_label(word, Words(ENGLISH))


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
def test_what_the_field_begins_with_says_what_is_there(language: Language) -> None:
    for root, file in every_file():
        found = register(Folder(root), file)
        if not isinstance(found, Register) or found.record is None:
            continue
        for each in found.entries:
            if each.what != "value" or each.shape is None or each.shape.sort == "program":
                continue
            if has_comment(each.token) or each.shape.holds:
                continue
            text = first_text(each.token, each.shape, language)
            try:
                token = typed_token(found.kept, dotted(each.path), each.shape, text, language)
            except Refused:
                assert "1.000" in text or text == "" or language is ENGLISH, (file, each.path)
                continue
            assert same(each.token, token), (file, each.path, text, token)


@given(PLAIN, st.integers(2, 40))
def test_every_character_of_a_text_is_in_one_row(text: str, width: int) -> None:
    found = rows(text, width)
    assert found[0].start == 0 and found[-1].end == len(text)
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        assert between in ("", "\n")
    for start, end in found:
        assert wide(text[start:end].rstrip(" ")) <= max(width, 2) or end - start == 1


_ARROWS = ["left", "right", "up", "down", "home", "end", "ctrl+home", "ctrl+end"]
KEYSTROKES = st.sampled_from(
    [*_ARROWS, "backspace", "delete", "ctrl+u", "ctrl+k", "ctrl+w", "enter"]
)


@given(PLAIN, st.lists(st.one_of(KEYSTROKES, st.just("typed")), max_size=30), st.integers(2, 30))
def test_the_caret_stays_in_the_text(text: str, keys: list[str], width: int) -> None:
    prose = Prose.of(text)
    for key in keys:
        prose = prose.typed("ab c") if key == "typed" else prose.pressed(key, width) or prose
        assert 0 <= prose.at <= len(prose.text)
        row, cell = prose.caret(width)
        assert row < len(rows(prose.text, width)) and cell >= 0


def test_moving_alone_changes_nothing_and_goes_by_rows() -> None:
    prose = Prose("satu dua tiga empat", 2)
    assert [tuple(each) for each in rows(prose.text, 10)] == [(0, 9), (9, 19)]
    down = prose.pressed("down", 10)
    assert down is not None and down.text == prose.text and down.at > prose.at
    up = down.pressed("up", 10)
    assert up is not None and up.at == prose.at


def test_controls_that_are_pasted_become_harmless() -> None:
    assert Prose.of("").typed("a\x1b[2J\r\nb\tc").text == "a\ufffd[2J\nb c"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ('"a"', "'a'", True),
        ("7719", "7_719", True),
        ("60.00", "60", False),
        ("60.0", "60.00", False),
        ("true", '"true"', False),
        (None, '""', False),
        (None, None, True),
    ],
)
def test_tokens_that_say_the_same(one: str | None, other: str | None, alike: bool) -> None:
    assert same(one, other) is alike


def around(desk: Desk, file: str, key: str) -> Around:
    found = read(SAMPLE, file)
    return Around(desk.page.library, file, split_key(key), found.record)


@pytest.mark.parametrize(
    ("file", "key", "holds"),
    [
        (IP_ASN, "goal", "tata-kelola"),
        (IP_ASN, "scale", "ip-asn-2018"),
        (SPBE, "component.tik.parent", "manajemen"),
        (KASN, "indicator", "merit"),
        (KASN, "item.x.component", "kebutuhan"),
        ("biro-osdm/2022/agreements/3-revisi.toml", "target.sakip.grade", "bb"),
        ("biro-osdm/2022/year.toml", "plan", "plan-2020-2024"),
        ("biro-osdm/2022/year.toml", "report.signatory", "suratna"),
        ("kinerja.toml", "unit", "biro-osdm"),
        ("kinerja.toml", "rules.status", "status"),
    ],
)
def test_ids_are_offered_from_what_there_is(file: str, key: str, holds: str) -> None:
    assert holds in around(desk_of(SAMPLE), file, key).ids()


def test_a_component_is_not_its_own_parent() -> None:
    found = around(desk_of(SAMPLE), SPBE, "component.manajemen.parent").ids()
    assert "manajemen" not in found and "layanan" in found and "tik" not in found


def test_the_tree_stands_whole_whatever_the_parents_say(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / SPBE
    parts = [f'[component.c{n}]\nname = "C{n}"\nparent = "c{n + 1}"\n' for n in range(3000)]
    parts += ['[component.c3000]\nname = "C"\n', '[component.a]\nname = "A"\nparent = "b"\n']
    parts += ['[component.b]\nname = "B"\nparent = "a"\n']
    path.write_text(path.read_text("utf-8") + "\n" + "\n".join(parts), "utf-8")
    found = read(root, SPBE)
    tree = TreeRows(found, desk_of(SAMPLE).page.library, Words(ENGLISH), 80)
    record = found.record
    assert {each.id for each in tree.branches if each.id} == set(record.component)  # type: ignore[union-attr]
    assert len(tree.row(5).cells) == 5


async def test_components_are_a_tree_with_both_totals(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 30)) as pilot:
        await open_page(pilot, SPBE)
        await press(pilot, "tab")
        text = page_of(app).grid.text
        assert "  Domain Manajemen SPBE" in text and "    Audit TIK" in text
        assert "2.2841" in next(row for row in text.splitlines() if "Computed" in row)
        assert "2.28" in next(row for row in text.splitlines() if "Stated value" in row)
        assert "-0.0041" in next(row for row in text.splitlines() if "Stated less" in row)
        await press(pilot, "e")
        assert "computed from the components" in part(app, "foot")
        await press(pilot, "down", "e")
        await type_text(pilot, "5")
        computed = next(r for r in page_of(app).grid.text.splitlines() if "Computed" in r)
        assert "2.2841" not in computed
        await press(pilot, "enter")
        assert "value = 5\n" in (root / SPBE).read_text("utf-8")
        assert page_of(app).by_parts
        await press(pilot, "right", "right", "e")
        await type_text(pilot, "12")
        await press(pilot, "enter")
        assert "weight = 12\n\n[component.tata-kelola]" in (root / SPBE).read_text("utf-8")
        await press(pilot, "escape")
        assert not page_of(app).by_parts


async def test_a_group_is_named_and_removed_in_the_tree(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / SPBE
    group = '[component.baru]\nname = "Domain Baru"\n\n'
    leaf = '[component.isi]\nname = "Isi"\nparent = "baru"\nvalue = 1\nmax = 5\nweight = 1\n\n'
    text = path.read_text("utf-8")
    first = "[component.kebijakan-internal]\n"
    path.write_text(text.replace(first, group + leaf + first, 1), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 30)) as pilot:
        await open_page(pilot, SPBE)
        await press(pilot, "tab", "down", "down", "e")
        assert "computed from the components" in part(app, "foot")
        await press(pilot, "left", "e", "ctrl+u")
        await type_text(pilot, "Domain Lain")
        await press(pilot, "enter")
        assert '[component.baru]\nname = "Domain Lain"\n' in path.read_text("utf-8")
        await press(pilot, "down", "right", "d")
        assert "the table Component isi" in part(app, "detail")
        assert "the key" not in part(app, "detail")
        # Its components name it, and it is none itself: they go together, and come back together.
        before = path.read_text("utf-8")
        await press(pilot, "escape", "up", "d")
        assert "Component baru with its part" in part(app, "detail")
        await press(pilot, "enter")
        assert "component.baru goes (8 lines)" in part(app, "detail")
        assert 'name = "Isi"' in part(app, "detail")
        await press(pilot, "y")
        assert path.read_text("utf-8") == text
        await press(pilot, "u")
        assert path.read_text("utf-8") == before
        await press(pilot, "U", "g", "d", "enter")
        # The document that was printed tells the group's figures.
        assert "It stays" in part(app, "detail") and "published" in part(app, "detail")
        await press(pilot, "y", "escape")
        assert path.read_text("utf-8") == text
        await press(pilot, "G", "d")
        assert part(app, "detail").splitlines()[2].split()[:3] == [">", "the", "whole"]


async def test_a_record_without_components_has_no_tree(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, KASN)
        await press(pilot, "tab")
        assert "no components" in part(app, "foot")
        assert "tree" not in part(app, "foot")


def test_shapes_tell_what_is_due() -> None:
    kind = STRUCTS["indicator"]
    assert shape_at(kind, ("realisation", "state")) == Shape(
        "word", ("final", "provisional", "carried", "unavailable", "unmeasured"), True
    )
    weight = shape_at(kind, ("weight",))
    assert weight is not None and weight.default == Decimal(1) and not weight.required
    assert shape_at(kind, ("no", "such")) is None
    counted = shape_at(STRUCTS["settings"], ("rules", "counted"))
    assert counted is not None and counted.sort == "list" and "final" in counted.words


def test_every_command_of_the_page_does_something() -> None:
    for each in working("record"):
        assert callable(getattr(PageVerbs, f"do_{each.id}")), each.id
