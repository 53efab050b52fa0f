from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.splicing.prove import comments, prove
from kinerja_tui.store.splicing.splice import steps
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import join_key
from tests.store.documents import SHAPES, texts, variants

OLD = SHAPES["record"]
CHANGE = Change("realisation.value", "61.30", "62.00")
NEW = OLD.replace("61.30", "62.00")
INSERT = Change("realisation.data_year", None, "2022")
INSERTED = OLD.replace('state = "final"\n', 'state = "final"\ndata_year = 2022\n')


def test_what_is_right_passes() -> None:
    assert prove(OLD, NEW, CHANGE) is None
    assert prove(OLD, INSERTED, INSERT) is None
    assert (
        prove(INSERTED, OLD, Change(INSERT.key, "2022", None, "data_year = 2022\n", True)) is None
    )


MUTANTS = {
    "nothing changed": OLD,
    "a comment dropped": NEW.replace("# the parts\n", ""),
    "a trailing comment dropped": NEW.replace("   # leaves only", ""),
    "a comment added": NEW.replace("# the parts", "# a\n# the parts"),
    "a comment changed": NEW.replace("# the parts", "# the part"),
    "a comment moved": NEW.replace("# the parts\n", "").replace(
        "[component.kompetensi]", "# the parts\n[component.kompetensi]"
    ),
    "a key moved": NEW.replace('id = "ip-asn"\n', "").replace(
        "# how it", 'id = "ip-asn"\n# how it'
    ),
    "two keys exchanged": NEW.replace(
        'value = 62.00\nstate = "final"', 'state = "final"\nvalue = 62.00'
    ),
    "another number changed": NEW.replace("13.79", "13.80"),
    "another zero gone": NEW.replace("20.00", "20.0"),
    "an underscore come": NEW.replace("target = 60", "target = 6_0"),
    "the wrong number": OLD.replace("61.30", "62.01"),
    "the right number, other digits": OLD.replace("61.30", "62.0"),
    "LF to CRLF": NEW.replace("\n", "\r\n"),
    "one CRLF": NEW.replace("schema = 1 ", "schema = 1\r\n#", 1),
    "one line end": NEW.replace('id = "ip-asn"\n', 'id = "ip-asn"\r\n'),
    "a BOM come": "\ufeff" + NEW,
    "the last line end gone": NEW.removesuffix("\n"),
    "a blank line more": NEW + "\n",
    "a blank gone": NEW.replace("schema = 1  ", "schema = 1 "),
    "a key more": NEW.replace('state = "final"', 'state = "final"\nx = 1'),
    "a key gone": NEW.replace('state = "final"\n', ""),
    "a table gone": NEW.replace("[history.2021]\ntarget = 60\n", ""),
    "a header renamed": NEW.replace("history.2021", "history.2020"),
    "truncated": NEW[: len(NEW) // 2],
    "empty": "",
    "the other value": OLD.replace("13.79", "62.00"),
    "no TOML": NEW.replace("[realisation]", "[realisation"),
    "text changed": NEW.replace("Lines", "Linen"),
}


@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_a_mutant_is_refused(name: str) -> None:
    assert prove(OLD, MUTANTS[name], CHANGE) is not None


CRLF_MUTANTS = {
    "all LF": NEW,
    "one LF": NEW.replace("\n", "\r\n").replace('"final"\r\n', '"final"\n'),
}


@pytest.mark.parametrize("name", sorted(CRLF_MUTANTS))
def test_lf_for_crlf_is_refused(name: str) -> None:
    assert prove(OLD.replace("\n", "\r\n"), NEW.replace("\n", "\r\n"), CHANGE) is None
    assert prove(OLD.replace("\n", "\r\n"), CRLF_MUTANTS[name], CHANGE) is not None


INSERT_MUTANTS = {
    "in the wrong table": OLD.replace("value = 13.79", "data_year = 2022\nvalue = 13.79"),
    "twice": INSERTED.replace("value = 13.79", "data_year = 2022\nvalue = 13.79"),
    "with a friend": INSERTED.replace("data_year = 2022", "data_year = 2022\nx = 1"),
    "with a comment": INSERTED.replace("data_year = 2022", "data_year = 2022 # new"),
    "with a table": INSERTED.replace("data_year = 2022\n", "data_year = 2022\n[empty]\n"),
    "in place of a line": INSERTED.replace('state = "final"\n', ""),
    "as another type": INSERTED.replace("data_year = 2022", 'data_year = "2022"'),
    "as a float": INSERTED.replace("data_year = 2022", "data_year = 2022.0"),
    "as true": INSERTED.replace("data_year = 2022", "data_year = true"),
    "with CRLF": INSERTED.replace("data_year = 2022\n", "data_year = 2022\r\n"),
    "not at all": OLD,
}


@pytest.mark.parametrize("name", sorted(INSERT_MUTANTS))
def test_a_wrong_insert_is_refused(name: str) -> None:
    assert prove(OLD, INSERT_MUTANTS[name], INSERT) is not None


REMOVE_MUTANTS = {
    "another key too": OLD.replace('state = "final"\n', ""),
    "a comment too": OLD.replace("# the parts\n", ""),
    "nothing": INSERTED,
    "another key instead": INSERTED.replace('state = "final"\n', ""),
}


@pytest.mark.parametrize("name", sorted(REMOVE_MUTANTS))
def test_a_wrong_removal_is_refused(name: str) -> None:
    change = Change(INSERT.key, "2022", None, "data_year = 2022\n", True)
    assert prove(INSERTED, REMOVE_MUTANTS[name], change) is not None


def test_a_table_that_others_use_is_not_removed() -> None:
    old = "a = 1\n[q1]\nvalue = 1\nnote = 'x'\n"
    change = Change("q1.value", "1", None, "[q1]\nvalue = 1\n", True)
    assert prove(old, "a = 1\nnote = 'x'\n", change) is not None
    assert prove(old, "a = 1\n[q1]\nnote = 'x'\n", change) is None


@given(texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_any_further_change_of_one_character_is_refused(text: str, data: st.DataObject) -> None:
    leaves = [leaf for leaf in index(text).leaves() if not comments(text[leaf.start : leaf.end])]
    if not leaves:
        return
    leaf = data.draw(st.sampled_from(leaves))
    change = Change(join_key(leaf.path), text[leaf.start : leaf.end], "8888.00")
    step = steps(text, (change,))[0]
    assert prove(text, step.text, step.change) is None
    place = data.draw(st.integers(0, len(step.text) - 1))
    sign = data.draw(st.sampled_from(["", "#", "1", "\n", " ", "\r\n", '"', "x"]))
    mutant = step.text[:place] + sign + step.text[place + 1 :]
    if mutant != step.text:
        assert prove(text, mutant, step.change) is not None
    mutant = step.text[:place] + (sign or "0") + step.text[place:]
    assert prove(text, mutant, step.change) is not None


@pytest.mark.parametrize("kind", sorted(variants("")))
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_comments_are_those_of_the_index(name: str, kind: str) -> None:
    text = variants(SHAPES[name])[kind]
    found = index(text)
    assert comments(text) == [text[start:end] for start, end in found.comments]


@given(texts())
@settings(max_examples=100, deadline=None)
def test_comments_of_generated_documents_are_those_of_the_index(text: str) -> None:
    assert comments(text) == [text[start:end] for start, end in index(text).comments]
