"""G18: results of an edit that are wrong in some way are put before the gate, which must refuse
every one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from kinerja_tui.store.splicing.edit import Change, Piece, Removal
from kinerja_tui.store.splicing.pieces import make
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.splicing.splice import SpliceError, steps
from kinerja_tui.store.toml.index import Index, index
from kinerja_tui.store.toml.lexer import join_key
from tests.faults.corpus import comments_of, documents
from tests.faults.counting import Result, Scale, Tally, measured
from tests.store.removing import keys

LET_THROUGH = "wrong results let through"


def run(scale: Scale) -> Result:
    tally = Tally()
    put_before(tally, scale.seed, *scale.of((12, 150), (3, 1_500)))
    kinds = [what for what in tally.numbers if what.startswith("refused: ")]
    return tally.result(
        tally.least("wrong results refused", scale.of(5_000, 50_000)),
        measured("ways of being wrong", len(kinds)),
        *tally.told("right results let through"),
        *tally.none(LET_THROUGH, "right results refused"),
    )


def put_before(tally: Tally, seed: int, sampled: int, generated: int) -> None:
    """Put right and wrong results of edits of every document before the gate."""
    choose = random.Random(seed)
    for name, text in documents(seed, generated, sampled):
        found = index(text)
        for change in _changes(found, choose):
            try:
                made = steps(text, (change,))[-1]
            except SpliceError:
                continue
            story = f"{name}, {change.key}"
            right = prove(text, made.text, made.change)
            tally.expect(right is None, "right results refused", f"{story}: {right}")
            tally.add("right results let through", right is None)
            _mutants(tally, story, text, made.text, made.change, choose)
        _removal(tally, name, text, choose)


def _changes(found: Index, choose: random.Random) -> Iterator[Change]:
    """One value set, one key inserted."""
    leaves = [leaf for leaf in found.leaves() if not comments_of(found.text[leaf.start : leaf.end])]
    if leaves:
        leaf = choose.choice(leaves)
        yield Change(join_key(leaf.path), found.text[leaf.start : leaf.end], "8888.00")
    yield Change("brand_new", None, "8888.00")


def _removal(tally: Tally, name: str, text: str, choose: random.Random) -> None:
    """One key or table taken out, and brought back."""
    try:
        made = make(text, preview(text, choose.choice(keys(text) or ["none"])))
    except SpliceError:
        return
    for old, new, piece in ((text, made.text, made.piece), (made.text, text, made.back)):
        story = f"{name}, {type(piece).__name__} of {piece.key}"
        right = prove_piece(old, new, piece)
        tally.expect(right is None, "right results refused", f"{story}: {right}")
        tally.add("right results let through", right is None)
        _mutants(tally, story, old, new, piece, choose)


def _mutants(
    tally: Tally, story: str, old: str, new: str, piece: Piece, choose: random.Random
) -> None:
    for kind, mutant in _wrong(old, new, piece, choose):
        if mutant == new or _only_elsewhere(old, mutant, piece):
            continue
        if prove_piece(old, mutant, piece) is None:
            tally.fault(LET_THROUGH, f"{kind}: {story}")
            continue
        tally.add("wrong results refused")
        tally.add(f"refused: {kind}")


def _wrong(old: str, new: str, piece: Piece, choose: random.Random) -> Iterator[tuple[str, str]]:
    """The result spoilt in every way a splicer could spoil it."""
    token = (piece.new if isinstance(piece, Change) else "") or ""
    lines = new.splitlines(keepends=True)
    yield "nothing done", old
    yield "cut off", new[: choose.randrange(len(new) + 1)].rstrip()[:-1]
    yield "empty", ""
    if token:
        yield "another number", _at_last(new, token, "8888.01")
        yield "other digits", _at_last(new, token, "8888.0")
        yield "as text", _at_last(new, token, '"8888.00"')
    yield "BOM come or gone", new[1:] if new.startswith("\ufeff") else "\ufeff" + new
    yield "last line end come or gone", new[:-1] if new.endswith("\n") else new + "\n"
    yield (
        "other line ends",
        new.replace("\r\n", "\n") if "\r\n" in new else new.replace("\n", "\r\n"),
    )
    yield "one other line end", _other_end(lines, choose)
    comments = [each for each in comments_of(new) if len(each) > 1]
    if comments:
        comment = choose.choice(comments)
        yield "comment dropped", new.replace(comment, "", 1)
        yield "comment changed", new.replace(comment, comment[:-1], 1)
    yield "comment come", new + "# new"
    if len(lines) > 1:
        at = choose.randrange(len(lines))
        yield "line dropped", "".join(lines[:at] + lines[at + 1 :])
        yield "line twice", "".join([*lines[:at], lines[at], *lines[at:]])
        other = choose.randrange(len(lines))
        swapped = list(lines)
        swapped[at], swapped[other] = swapped[other], swapped[at]
        yield "lines exchanged", "".join(swapped)
    yield from _digits(new, token, choose)
    yield "key come", f"{new}\nfurther = 1\n"


def _only_elsewhere(old: str, mutant: str, piece: Piece) -> bool:
    """Whether the mutant is the old text with the same lines put in, or taken out, at another
    place, which is no wrong result.
    """
    if isinstance(piece, Change):
        return bool(piece.inserted) and mutant.replace(piece.inserted, "", 1) == old
    more, fewer = (old, mutant) if isinstance(piece, Removal) else (mutant, old)
    text = getattr(piece, "text", "")
    return any(
        more[:at] + more[at + len(text) :] == fewer
        for at in range(len(more))
        if more.startswith(text, at)
    )


def _at_last(text: str, token: str, instead: str) -> str:
    """`text` with its last `token` replaced; itself when the token is not there."""
    at = text.rfind(token)
    return text if at < 0 else text[:at] + instead + text[at + len(token) :]


def _other_end(lines: list[str], choose: random.Random) -> str:
    at = choose.randrange(len(lines)) if lines else 0
    changed = [
        (line[:-2] + "\n" if line.endswith("\r\n") else line.replace("\n", "\r\n"))
        if number == at
        else line
        for number, line in enumerate(lines)
    ]
    return "".join(changed)


def _digits(text: str, token: str, choose: random.Random) -> Iterator[tuple[str, str]]:
    """Another figure changed, far from the token."""
    own = text.find(token) if token else len(text)
    places = [
        at
        for at, sign in enumerate(text)
        if sign in "0123456789" and not own <= at < own + len(token)
    ]
    if places:
        at = choose.choice(places)
        yield "another figure", f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"
