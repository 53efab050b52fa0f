"""G7: random documents that are edited, and random days of an office against a plain dict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import join_key
from tests.faults.corpus import comments_of
from tests.faults.counting import Result, Scale, Tally
from tests.faults.office import Office, counts
from tests.store.documents import TOKENS, texts
from tests.store.editing import edited, parsed, with_value

DOCUMENTS, STEPS = "random documents edited", "steps of random days"
WRONG = "documents or days that went wrong"
INSERTED = (("brand", "new"), ("brand new",))


def run(scale: Scale) -> Result:
    tally = Tally()
    _try(tally, "documents", lambda: _documents(tally, scale))
    _try(tally, "days", lambda: _days(scale))
    days = counts()
    for what, number in days.items():
        tally.add(what, number)
    return tally.result(
        tally.least(DOCUMENTS, scale.of(4_000, 20_000, 100_000)),
        *tally.told("random days"),
        tally.least(STEPS, scale.of(500, 10_000, 50_000)),
        *tally.told(*sorted(what for what in days if what not in (STEPS, "random days"))),
        *tally.none(WRONG),
    )


def _try(tally: Tally, what: str, act: Callable[[], object]) -> None:
    try:
        act()
    except Exception as error:
        notes = " ".join(getattr(error, "__notes__", ()))
        tally.fault(WRONG, f"{what}: {type(error).__name__}: {error} {notes}"[:1_000])


def _steady(examples: int, **more: Any) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        **more,
    )


def _documents(tally: Tally, scale: Scale) -> None:
    """A value set or a key inserted, in any document: right, and it comes back to the byte."""

    @seed(scale.seed)
    @_steady(scale.of(4_000, 20_000, 100_000))
    @given(texts(), st.data())
    def property_(text: str, data: st.DataObject) -> None:
        tally.add(DOCUMENTS)
        leaves = [leaf for leaf in index(text).leaves() if not comments_of(_token(text, leaf))]
        path = data.draw(st.sampled_from([*INSERTED, *(leaf.path for leaf in leaves)]))
        token = data.draw(TOKENS.filter(lambda each: "\n" not in each and "#" not in each))
        node = index(text).find(path)
        seen = None if node is None else _token(text, node)
        if seen == token:
            return
        after = edited(text, Change(join_key(path), seen, token))
        assert _plain(parsed(after)) == _plain(with_value(parsed(text), path, token))
        assert comments_of(after) == comments_of(text)

    property_()


def _plain(value: Any) -> str:
    """A value in words, digits and types included; a key that came may stand at any place."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_plain(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_plain, value)) + "]"
    return repr(value)


def _token(text: str, leaf: Any) -> str:
    return text[leaf.start : leaf.end]


def _days(scale: Scale) -> None:
    machine = seed(scale.seed)(Office)
    days = scale.of(40, 600, 3_000)
    run_state_machine_as_test(machine, settings=_steady(days, stateful_step_count=30))
