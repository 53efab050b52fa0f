"""Making a new text out of an old one: only what was asked for goes or changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from kinerja_tui.store.splicing.prove import comments, parsed
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.lexer import join_key
from kinerja_tui.store.writing.copying import above, bare, ended, renewed, with_value, without
from kinerja_tui.store.writing.start import template
from tests.store.documents import records, variants

TEXT = """\
# top
schema = 1

# when it was signed
# and where
date = 2022-01-03  # a Monday
place = "Jakarta"

# about the target
[target.a]
value = 1

[target.b]
value = 2
"""


@pytest.mark.parametrize(("place", "path"), list(enumerate(records())))
def test_any_table_or_key_can_be_left_out_and_nothing_else_goes(place: int, path: Path) -> None:
    every = list(variants(path.read_text("utf-8")).values())
    text = every[place % len(every)]
    data = parsed(text)
    for key in list(data)[1::2]:
        try:
            left = without(text, [join_key((key,))])
        except SpliceError:
            continue  # refused, not spoilt
        assert parsed(left) == {name: each for name, each in data.items() if name != key}
        assert set(comments(left)) <= set(comments(text))


def test_a_comment_goes_with_its_key_alone() -> None:
    left = without(TEXT, ["date", "target.a"])
    assert left == '# top\nschema = 1\n\nplace = "Jakarta"\n\n[target.b]\nvalue = 2\n'
    assert without(TEXT, ["nothing", "target.z"]) == TEXT


def test_help_of_a_template_stays() -> None:
    text = template("activity")
    filled = text.replace("$id", '"x"').replace("$name", '"X"')
    left = without(filled, ["ceiling", "note"])
    assert comments(left) == comments(filled)
    assert "ceiling" not in tomli.loads(left)


def test_a_value_gets_a_new_comment() -> None:
    new = renewed(TEXT, "date", "2023-01-09", ["for the time being"])
    assert new == TEXT.replace(
        "# when it was signed\n# and where\ndate = 2022-01-03  # a Monday",
        "# for the time being\ndate = 2023-01-09",
    )
    assert renewed("schema = 1\n", "date", "2023-01-09", ["new"]) == (
        "schema = 1\n# new\ndate = 2023-01-09\n"
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_that_come_end_like_the_others(ending: str) -> None:
    text = TEXT.replace("\n", ending)
    for new in (
        renewed(text, "date", "2023-01-09", ["one", "two"]),
        above(text, "target.b", ["one"]),
        ended(text, "[x]\ny = 1"),
        with_value(text, "target.b.reason", '"x"'),
    ):
        assert new.count("\n") == new.count(ending)
        tomli.loads(new)


def test_a_table_loses_its_remark_but_no_other() -> None:
    assert bare(TEXT, "target.a") == TEXT.replace("# about the target\n", "")
    assert bare(TEXT, "target.b") == bare(TEXT, "nothing") == TEXT
