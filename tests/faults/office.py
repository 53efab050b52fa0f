"""A day of an office: saves, outside edits, kills and undos in any order, against a dict of what
every file must hold.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kinerja_tui.store.splicing.edit import (
    Action,
    Change,
    Conflict,
    Creation,
    Deletion,
    Done,
    Edit,
    Part,
)
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.save import carry_out
from tests.faults.aftermath import told_of
from tests.faults.corpus import comments_of
from tests.faults.forks import in_child
from tests.faults.stores import digest, held, passing, strangers
from tests.store.faults import Killed

FILES = tuple(f"biro/2022/indicators/{name}.toml" for name in "abc")
KEYS = ("value", "realisation.value", "realisation.reason", "q1.value")
TOKENS = ("1", "62.50", "7719313000", "0.10")
_TEXT = "schema = 1 # {name}\nvalue = 60.00\n\n# angka\n[realisation]\nvalue = 61.30 # tetap\n"

_seen: Counter[str] = Counter()
Data = dict[str, Any]


def counts() -> Counter[str]:
    """What happened on all days so far."""
    return _seen


class Office(RuleBasedStateMachine):
    """One store; `data` is what every file must hold, None where there is none."""

    def __init__(self) -> None:
        super().__init__()
        _seen["random days"] += 1
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "records"
        self.data: dict[str, Data | None] = {}
        self.comments: dict[str, list[str]] = {}
        self.outside: set[str] = set()  # whose last writer was another program
        self.ever: set[str] = set()
        for file in FILES:
            path = self.root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._text(file).encode())
            path.chmod(0o640)
            self._take(file)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _text(self, file: str) -> str:
        ends = "\r\n" if file == FILES[1] else "\n"
        return _TEXT.format(name=Path(file).stem).replace("\n", ends)

    def _take(self, file: str) -> None:
        """Believe what the file says."""
        now = held(self.root, file)
        self.data[file] = None if now is None else _parsed(now)
        if now is not None:
            self.comments[file] = comments_of(now.decode())

    @rule(file=st.sampled_from(FILES), key=st.sampled_from(KEYS), token=st.sampled_from(TOKENS))
    def save(self, file: str, key: str, token: str) -> None:
        if self.data[file] is None:
            return
        _seen["saves"] += 1
        self._do(Action((self._edit(file, key, token),)))
        self._set(file, key, token)

    @rule(key=st.sampled_from(KEYS), token=st.sampled_from(TOKENS))
    def save_all(self, key: str, token: str) -> None:
        files = [file for file in FILES if self.data[file] is not None]
        if not files:
            return
        _seen["saves of several files"] += 1
        parts = tuple(self._edit(file, key, token) for file in files)
        self._do(Action(parts, "paste"))
        for file in files:
            self._set(file, key, token)

    @rule(file=st.sampled_from(FILES), key=st.sampled_from(KEYS), token=st.sampled_from(TOKENS))
    def save_what_is_out_of_date(self, file: str, key: str, token: str) -> None:
        if self.data[file] is None or _at(self.data[file], key) in (None, Decimal(token)):
            return
        _seen["saves over somebody else's value"] += 1
        outcome = carry_out(self.root, Action((Edit.one(file, key, "99", token),)))
        assert isinstance(outcome, Conflict), outcome

    @rule(file=st.sampled_from(FILES))
    def come_or_go(self, file: str) -> None:
        _seen["files that came or went"] += 1
        self._do(Action((self._coming_or_going(file),)))
        self._take(file)

    @rule(
        file=st.sampled_from(FILES),
        token=st.sampled_from(TOKENS),
        way=st.sampled_from(["in place", "by rename"]),
    )
    def edit_outside(self, file: str, token: str, way: str) -> None:
        now = held(self.root, file)
        if now is None:
            return
        _seen["outside edits"] += 1
        text = now.decode()
        old = f"value = {_written(text)}"
        new = text.replace(old, f"value = {token}", 1).encode()
        path = self.root / file
        if way == "by rename":
            path.with_name("editor~").write_bytes(new)
            os.replace(path.with_name("editor~"), path)
        else:
            path.write_bytes(new)
        if new != now:
            self.outside.add(file)
            self.ever.add(file)
        self._take(file)

    @rule(
        key=st.sampled_from(KEYS),
        token=st.sampled_from(TOKENS),
        at=st.integers(0, 110),
        done=st.booleans(),
        what=st.sampled_from(["one", "all", "come or go"]),
    )
    def die(self, key: str, token: str, at: int, done: bool, what: str) -> None:
        """A save dies by SIGKILL; the next look puts things right, all or none."""
        parts: tuple[Part, ...] = tuple(
            self._edit(file, key, token) for file in FILES if self.data[file] is not None
        )
        if what == "come or go":
            parts = (self._coming_or_going(FILES[2]),)
        parts = parts if what == "all" else parts[:1]
        if not parts:
            return
        _seen["kills"] += 1
        files = [part.file for part in parts]
        old = [held(self.root, file) for file in files]
        action = Action(parts)
        code = in_child(carry_out, self.root, action, None, Killed(at, done=done))
        assert code in (0, -9), code
        _seen["kills that struck"] += code == -9
        settle(self.root)
        changed = [held(self.root, file) != was for file, was in zip(files, old, strict=True)]
        meant = [_differs(part, was) for part, was in zip(parts, old, strict=True)]
        assert changed in (meant, [False] * len(files)), (files, changed)
        for file, was in zip(files, old, strict=True):
            self._ours(file, was)
            self._take(file)

    @precondition(lambda self: self._undoable() is not None)
    @rule()
    def undo(self) -> None:
        """The last entry taken back; where somebody changed the same since, a conflict."""
        _seen["undos"] += 1
        entry = self._undoable()
        assert entry is not None
        before = {file: held(self.root, file) for file in FILES}
        parts = tuple(each.back for each in reversed(entry.files))
        outcome = carry_out(self.root, Action(parts, "undo", entry.id))
        if isinstance(outcome, Conflict):
            _seen["undos that were conflicts"] += 1
            assert {file: held(self.root, file) for file in FILES} == before
            assert self.ever & {each.file for each in entry.files}
            return
        assert isinstance(outcome, Done), outcome
        for each in entry.files:
            if each.file not in self.ever:
                assert digest(held(self.root, each.file)) == each.before, each.file
            self._ours(each.file, before[each.file])
            self._take(each.file)

    @invariant()
    def every_file_holds_what_it_must(self) -> None:
        _seen["steps of random days"] += 1
        for file in FILES:
            now = held(self.root, file)
            if now is None:
                assert self.data[file] is None, file
                continue
            assert _parsed(now) == self.data[file], file
            assert comments_of(now.decode()) == self.comments[file], file
            assert (b"\r\n" in now) == (file == FILES[1])
            if file not in self.outside:
                assert told_of(self.root, file, digest(now)) == digest(now), file
        assert strangers(self.root) == []
        assert passing(self.root) == []
        assert set_aside(self.root) == ()

    def _do(self, action: Action) -> None:
        """Carry out what nothing stands in the way of."""
        before = {file: held(self.root, file) for file in FILES}
        outcome = carry_out(self.root, action)
        assert isinstance(outcome, Done), outcome
        for file in FILES:
            self._ours(file, before[file])

    def _ours(self, file: str, before: bytes | None) -> None:
        """We are a file's last writer if it changed."""
        if held(self.root, file) != before:
            self.outside.discard(file)

    def _edit(self, file: str, key: str, token: str) -> Edit:
        found = _at(self.data[file], key)
        return Edit(file, (Change(key, None if found is None else str(found), token),))

    def _set(self, file: str, key: str, token: str) -> None:
        """What the model says after a save; a key that comes brings its table."""
        table = self.data[file]
        assert table is not None
        *names, last = key.split(".")
        for name in names:
            table = table.setdefault(name, {})
        table[last] = _number(token)

    def _coming_or_going(self, file: str) -> Creation | Deletion:
        now = held(self.root, file)
        return Creation(file, self._text(file)) if now is None else Deletion(file, now.decode())

    def _undoable(self) -> Any:
        """The last entry that is no undo and not undone."""
        entries = read_journal(self.root).entries
        undone = {each.undoes for each in entries}
        last = [each for each in entries if not each.undoes and each.id not in undone]
        return last[-1] if last else None


def _parsed(data: bytes) -> Data:
    return tomllib.loads(data.decode(), parse_float=Decimal)


def _number(token: str) -> int | Decimal:
    return Decimal(token) if "." in token else int(token)


def _at(data: Data | None, key: str) -> Any:
    found: Any = data
    for name in key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _written(text: str) -> str:
    """The first value in a text, as it is written."""
    return text.partition("value = ")[2].split()[0]


def _differs(part: Part, old: bytes | None) -> bool:
    """Whether a part changes its file at all."""
    if isinstance(part, Edit):
        change = part.changes[0]
        return change.seen != change.new
    return True
