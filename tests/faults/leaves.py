"""G6: every value of every document is changed; no other byte may change."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.splice import SpliceError, steps
from kinerja_tui.store.toml.index import Path, index
from kinerja_tui.store.toml.lexer import join_key
from tests.faults.corpus import comments_of, documents
from tests.faults.counting import Result, Scale, Tally
from tests.store.editing import with_value

TOKENS = ("62.50", '"diubah # \\"kini\\""', "[1, [2, 3]]", "1979-05-27", "'''a\nb'''")


def run(scale: Scale) -> Result:
    tally = Tally()
    edit_all(tally, scale.seed, *scale.of((4, 120, 2), (1, 1_500, 12), (1, 6_000, 40)))
    return tally.result(
        *tally.told("documents"),
        tally.least("edits", scale.of(2_300, 23_000)),
        *tally.none(
            "refused edits",
            "wrong data",
            "comments lost",
            "bytes changed outside the value",
            "edits that do not come back to the byte",
        ),
    )


def edit_all(tally: Tally, seed: int, sampled: int, generated: int, most: int) -> None:
    """Change every value of the generated documents, and at most `most` of each record."""
    choose = random.Random(seed)
    for name, text in documents(seed, generated, sampled):
        tally.add("documents")
        leaves = [each for each in _leaves(text) if not comments_of(each[1])]
        if name.partition(",")[0].endswith(".toml") and len(leaves) > most:
            leaves = choose.sample(leaves, most)
        for path, token in leaves:
            new = choose.choice(TOKENS)
            _edit(tally, f"{name}: {join_key(path)} = {new}", text, (path, token, new))


def _leaves(text: str) -> Iterator[tuple[Path, str]]:
    for leaf in index(text).leaves():
        yield leaf.path, text[leaf.start : leaf.end]


def _edit(tally: Tally, story: str, text: str, edit: tuple[Path, str, str]) -> None:
    path, seen, new = edit
    tally.add("edits")
    change = Change(join_key(path), seen, new)
    try:
        made = steps(text, (change,))[-1]
    except SpliceError as error:
        tally.fault("refused edits", f"{story}: {error}")
        return
    token = made.change.new or ""
    reason = prove(text, made.text, made.change)
    tally.expect(reason is None, "refused edits", f"{story}: {reason}")
    tally.expect(_outside_is_kept(text, made.text, seen, token), OUTSIDE, story)
    tally.expect(comments_of(text) == comments_of(made.text), "comments lost", story)
    tally.expect(_right(text, made.text, path, token), "wrong data", story)
    back = steps(made.text, (Change(change.key, made.change.new, seen, back=True),))[-1].text
    tally.expect(back == text, "edits that do not come back to the byte", story)


OUTSIDE = "bytes changed outside the value"


def _outside_is_kept(old: str, new: str, seen: str, token: str) -> bool:
    """Whether `new` is `old` with one place where `token` stands for `seen`, looked for without
    the index.
    """
    if len(new) - len(old) != len(token) - len(seen):
        return False
    at = old.find(seen)
    while at >= 0:
        if new.startswith(old[:at]) and new[at:] == token + old[at + len(seen) :]:
            return True
        at = old.find(seen, at + 1)
    return False


def _right(old: str, new: str, path: Path, token: str) -> bool:
    """Whether the data are the old ones with the one value, digits, types and order included."""
    return repr(_data(new)) == repr(with_value(_data(old), path, token))


def _data(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
