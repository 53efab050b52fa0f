"""Where new keys and tables go, and what is left when they go again."""

from __future__ import annotations

import pytest

from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.splice import reverse, splice, steps
from tests.store.editing import edited


@pytest.mark.parametrize(
    ("text", "key", "new", "expected"),
    [
        pytest.param(
            "[realisation]\nvalue = 1 # c\n\n# about q1\n[q1]\nvalue = 2\n",
            "realisation.state",
            '"final"',
            '[realisation]\nvalue = 1 # c\nstate = "final"\n\n# about q1\n[q1]\nvalue = 2\n',
            id="before the comment that introduces the next table",
        ),
        pytest.param(
            'schema = 1\n\n[realisation]\nstate = "final"\ndata_year = 2022\n',
            "realisation.value",
            "61.3",
            'schema = 1\n\n[realisation]\nvalue = 61.3\nstate = "final"\ndata_year = 2022\n',
            id="value and state are neighbours",
        ),
        pytest.param(
            '[realisation]\n# how sure\nstate = "final"\nreason = ""\n',
            "realisation.value",
            "61.3",
            '[realisation]\n# how sure\nstate = "final"\nvalue = 61.3\nreason = ""\n',
            id="not between a comment and its key",
        ),
        pytest.param(
            '[component.a]\nname = "A"\nmax = 4\n',
            "component.a.value",
            "3",
            '[component.a]\nvalue = 3\n\nname = "A"\nmax = 4\n',
            id="the number of a repeated table stands first",
        ),
        pytest.param(
            "[analysis]\ncause = 'x'\n",
            "analysis.obstacle",
            "'y'",
            "[analysis]\ncause = 'x'\n\nobstacle = 'y'\n",
            id="a blank line between two people's keys",
        ),
        pytest.param(
            "a = 1\n\n[component.x]\nvalue = 1\n# value = 2\n\n# end\n[history.2021]\ntarget = 1\n",
            "component.y.value",
            "5",
            "a = 1\n\n[component.x]\nvalue = 1\n# value = 2\n\n[component.y]\nvalue = 5\n\n# end\n"
            "[history.2021]\ntarget = 1\n",
            id="a table after the last of its kind",
        ),
        pytest.param(
            "a = 1\n\n[ratio]\nfactor = 1\n\n[analysis]\ncause = ''\n",
            "realisation.value",
            "5",
            "a = 1\n\n[ratio]\nfactor = 1\n\n[realisation]\nvalue = 5\n\n[analysis]\ncause = ''\n",
            id="a table in the order of the format",
        ),
        pytest.param(
            "a = 1\n# the end",
            "realisation.value",
            "5",
            "a = 1\n# the end\n\n[realisation]\nvalue = 5",
            id="at the end, without a last line end",
        ),
        pytest.param(
            "a = 1\r\n\r\n[q1]\r\nvalue = 1\r\n",
            "q1.note",
            '"""\nx\ny"""',
            'a = 1\r\n\r\n[q1]\r\nvalue = 1\r\n\r\nnote = """\r\nx\r\ny"""\r\n',
            id="the file's line ends",
        ),
        pytest.param("\ufeff", "schema", "1", "\ufeffschema = 1\n", id="nothing but a BOM"),
        pytest.param("", "a.b", "1", "[a]\nb = 1\n", id="nothing"),
        pytest.param("t = {}", "t.a", "1", "t = { a = 1 }", id="an empty inline table"),
        pytest.param("t = { a.b = 1 }", "t.c", "2", "t = { a.b = 1, c = 2 }", id="inline table"),
        pytest.param(
            "[t]\na.b = 1\nc = 2\n", "t.a.d", "3", "[t]\na.b = 1\na.d = 3\nc = 2\n", id="dotted"
        ),
    ],
)
def test_where_a_new_key_goes(text: str, key: str, new: str, expected: str) -> None:
    assert edited(text, Change(key, None, new)) == expected


def test_a_first_realisation_is_one_table_and_one_undo() -> None:
    edit = Edit(
        "x.toml",
        (
            Change("q1.value", None, "48.5"),
            Change("q1.state", None, '"final"'),
        ),
    )
    text = "schema = 1\n"
    made = steps(text, edit.changes)
    assert made[-1].text == 'schema = 1\n\n[q1]\nvalue = 48.5\nstate = "final"\n'
    assert splice(made[-1].text, reverse(edit, made).changes) == text


def test_undo_of_a_table_leaves_what_others_put_into_it() -> None:
    edit = Edit.one("x.toml", "q1.value", None, "48.5")
    made = steps("schema = 1\n", edit.changes)
    later = made[-1].text + 'note = "mine"\n'
    undo = reverse(edit, made).changes
    undone = steps(later, undo)
    assert undone[-1].text == 'schema = 1\n\n[q1]\nnote = "mine"\n'
    assert prove(later, undone[-1].text, undone[-1].change) is None


def test_undo_after_an_edit_elsewhere_keeps_that_edit() -> None:
    edit = Edit.one("x.toml", "q1.value", None, "48.5")
    made = steps("schema = 1\n\n[q3]\nvalue = 1\n", edit.changes)
    later = made[-1].text.replace("schema = 1", "# c\nschema = 1")
    assert splice(later, reverse(edit, made).changes) == "# c\nschema = 1\n\n[q3]\nvalue = 1\n"


def test_undo_never_takes_a_comment_along() -> None:
    edit = Edit.one("x.toml", "q1.value", None, "48.5")
    made = steps("[q1]\ntarget = 1\n", edit.changes)
    later = made[-1].text.replace("48.5", "48.5 # checked")
    undone = steps(later, reverse(edit, made).changes)
    assert prove(later, undone[-1].text, undone[-1].change) is not None
