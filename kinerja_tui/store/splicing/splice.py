"""Editing a TOML text by splicing: a value's token is replaced, an absent key comes as a line of
its own.

Every other character stays as it is. Nothing is deleted, except exactly what an insert had added.
"""

from __future__ import annotations

import tomllib

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.store.splicing.layout import leads, neighbour, place_of_table, stands_apart
from kinerja_tui.store.toml.index import VALUES, Index, Node, Path, Section, index
from kinerja_tui.store.toml.lexer import NotToml, Span, join_key, split_key


class SpliceError(ValueError):
    """A change that this text cannot take; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason for the caller."""
        super().__init__(str(reason))
        self.reason = reason


class Step(Struct, frozen=True):
    """The text after one change, and the change as it was made (line ends of the file, what was
    inserted).
    """

    text: str
    change: Change


def splice(text: str, changes: tuple[Change, ...]) -> str:
    """`text` with the changes made one after the other; raises `SpliceError`."""
    made = steps(text, changes)
    return made[-1].text if made else text


def steps(text: str, changes: tuple[Change, ...], known: Index | None = None) -> tuple[Step, ...]:
    """The text after each of the changes; raises `SpliceError`. `known` is the index of `text`."""
    made: list[Step] = []
    for change in changes:
        found = (
            known if known is not None and not made else indexed(made[-1].text if made else text)
        )
        made.append(_step(found, change))
    return tuple(made)


def reverse(edit: Edit, made: tuple[Step, ...]) -> Edit:
    """The edit that takes the steps back, last first."""
    return Edit(
        edit.file,
        tuple(undone(step.change) for step in reversed(made)),
    )


def undone(change: Change) -> Change:
    """The change that takes back one that was made."""
    inserted = change.inserted if change.seen is None else ""
    return Change(change.key, change.new, change.seen, inserted, back=True)


def indexed(text: str) -> Index:
    """The index of `text`; raises `SpliceError` when it is no TOML."""
    try:
        return index(text)
    except NotToml as error:
        raise SpliceError(message(N_("the file is not valid TOML"))) from error


def path_of(key: str) -> Path:
    """The path of a dotted key; raises `SpliceError`."""
    try:
        return split_key(key)
    except NotToml as error:
        raise SpliceError(message(N_("{key} is no key"), key=key)) from error


def as_written(text: str, change: Change) -> str | None:
    """The new token with the line ends of `text`, where those are all alike."""
    token = change.new
    return token if token is None or change.back else with_ends_of(text, token)


def with_ends_of(text: str, part: str) -> str:
    """`part` with the line ends of `text`, where those are all alike."""
    crlf = text.count("\r\n")
    if "\n" not in part or (crlf and crlf < text.count("\n")):
        return part
    return part.replace("\r\n", "\n").replace("\n", eol(text))


def eol(text: str) -> str:
    """The line end that most lines of `text` have."""
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def check_token(token: str) -> None:
    """Raise `SpliceError` unless `token` is one TOML 1.0 value and nothing else."""
    try:
        token.encode()
        tomllib.loads(f"x = {token}")
        whole = index(f"x = {token}").find(("x",))
    except (ValueError, RecursionError) as error:
        raise SpliceError(message(N_("{token} is no TOML value"), token=token[:40])) from error
    if whole is None or (whole.start, whole.end) != (4, 4 + len(token)):
        raise SpliceError(message(N_("{token} is not one TOML value"), token=token[:40]))


def _step(found: Index, change: Change) -> Step:
    text, path = found.text, path_of(change.key)
    if change.new is None:
        return _remove(found, path, change)
    check_token(change.new)
    new = as_written(text, change) or ""
    node, rest = found.nearest(path)
    if rest:
        return _insert(found, node, rest, change, new)
    if node.kind not in VALUES:
        raise SpliceError(message(N_("{key} is a table, not a value"), key=change.key))
    seen = text[node.start : node.end]
    return Step(
        text[: node.start] + new + text[node.end :], Change(change.key, seen, new, back=change.back)
    )


def _insert(found: Index, node: Node, rest: Path, change: Change, new: str) -> Step:
    pair = f"{join_key(rest)} = {new}"
    if node.kind in ("value", "array", "tables"):
        raise SpliceError(
            message(N_("{key} cannot hold keys"), key=join_key(node.path) or change.key)
        )
    if node.kind == "inline":
        return _put(found.text, *put_inside(found.text, node, pair), change, new)
    if node.kind == "dotted":
        return _put(found.text, *_among_dotted(found, node, rest, new), change, new)
    if len(rest) > 1 or node.section is None:
        return _put(found.text, *_new_table(found, node.path + rest, new), change, new)
    return _put(found.text, *_in_section(found.text, node.section, rest[0], pair), change, new)


def _put(text: str, at: int, chunk: str, change: Change, new: str) -> Step:
    return Step(text[:at] + chunk + text[at:], Change(change.key, None, new, chunk, change.back))


def put_inside(text: str, table: Node, pair: str) -> tuple[int, str]:
    """Where `pair` goes in an inline table, after its last value, and how it is written there."""
    if not table.children:
        return table.start + 1, f" {pair} " if table.end - table.start == 2 else f" {pair}"
    return max(_last_end(child) for child in table.children.values()), f", {pair}"


def _last_end(node: Node) -> int:
    """The end of a value, or of the last one among those of a dotted key."""
    waiting, last = [node], node.end
    while waiting:
        each = waiting.pop()
        last = max(last, each.end)
        if each.kind == "dotted":
            waiting.extend(each.children.values())
    return last


def _among_dotted(found: Index, table: Node, rest: Path, new: str) -> tuple[int, str]:
    """A line after the last one of a table that dotted keys make, or into the inline table that
    holds it.
    """
    holder = table
    while holder.kind == "dotted" and holder.parent is not None:
        holder = holder.parent
    pair = f"{join_key(table.path[len(holder.path) :] + rest)} = {new}"
    if holder.kind == "inline":
        return put_inside(found.text, holder, pair)
    assert holder.section is not None  # a dotted key stands under a header or at the top
    end = max(line.end for line in holder.section.statements if _is_below(line.node, table))
    return _line(found.text, end, pair)


def _is_below(node: Node, table: Node) -> bool:
    each: Node | None = node
    while each is not None and each is not table:
        each = each.parent
    return each is table


def _in_section(text: str, section: Section, key: str, pair: str) -> tuple[int, str]:
    beside = neighbour(section, key, text)
    if beside is not None:
        at, after = beside
        return _line(text, at, pair) if after else (at, pair + eol_before(text, section.last_end))
    if leads(section, key) and section.statements:
        blank = text.startswith(("\n", "\r\n"), section.body_start)
        at, chunk = _line(text, section.body_start, pair)
        return at, chunk if blank else chunk + eol_before(text, at)
    return _line(text, section.last_end, pair, apart=stands_apart(section, key))


def _new_table(found: Index, path: Path, new: str) -> tuple[int, str]:
    """A table with its one key, a blank line before it."""
    text = found.text
    if any(node.kind == "tables" for node in _way(found, path)):
        raise SpliceError(message(N_("a table inside an array of tables cannot be added")))
    at = place_of_table(found, path[:-1])
    at = len(text) if at is None else at
    body = f"[{join_key(path[:-1])}]{eol(text)}{join_key(path[-1:])} = {new}"
    return _line(text, at, body, apart=not blank_before(text, at))


def blank_before(text: str, at: int) -> bool:
    """Whether a blank line, or nothing at all, stands before `at`."""
    start = 0
    if text.endswith("\n", 0, at):
        start = text.rfind("\n", 0, at - 1) + 1
    elif "\n" in text[:at]:
        return False
    return not text[start:at].strip("\ufeff \t\r\n")


def _way(found: Index, path: Path) -> list[Node]:
    nodes, node = [], found.root
    for name in path:
        child = node.children.get(name)
        if child is None:
            break
        nodes.append(child)
        node = child
    return nodes


def _line(text: str, at: int, body: str, *, apart: bool = False) -> tuple[int, str]:
    """`body` as a line at `at`, which ends a line; without a last line end the text gets none."""
    end = eol_before(text, at)
    before = end if apart else ""
    if at > 0 and text[at - 1] not in "\n\ufeff":
        return at, f"{end}{before}{body}"
    return at, f"{before}{body}{end}"


def eol_before(text: str, at: int) -> str:
    """The line end of the line that ends at `at`, else the text's."""
    if text.endswith("\r\n", 0, at):
        return "\r\n"
    return "\n" if text.endswith("\n", 0, at) else eol(text)


def _remove(found: Index, path: Path, change: Change) -> Step:
    node = found.find(path)
    if not change.inserted:
        raise SpliceError(message(N_("{key} is not removed: only a new key is"), key=change.key))
    if node is None or node.kind not in VALUES:
        raise SpliceError(message(N_("{key} is not there"), key=change.key))
    text = found.text
    span = _as_inserted(text, node, change.inserted)
    header = _header_in(found, node, span)
    if span is None or (header is not None and len(header.statements) > 1):
        span = _own_line(found, node)
    if span is None:
        raise SpliceError(message(N_("the line of {key} was changed since"), key=change.key))
    removed = text[span.start : span.end]
    seen = text[node.start : node.end]
    left = text[: span.start] + text[span.end :]
    return Step(left, Change(change.key, seen, None, removed, True))


def _as_inserted(text: str, node: Node, chunk: str) -> Span | None:
    """Where exactly `chunk` stands around the key and its value."""
    start = text.find(chunk, max(node.end - len(chunk), 0), node.key.start + len(chunk))
    return None if start < 0 or start > node.key.start else Span(start, start + len(chunk))


def _header_in(found: Index, node: Node, span: Span | None) -> Section | None:
    section = node.parent.section if node.parent is not None else None
    if span is None or section is None or section is found.sections[0]:
        return None
    return section if span.start <= section.start < span.end else None


def _own_line(found: Index, node: Node) -> Span | None:
    for section in found.sections:
        for line in section.statements:
            if line.node is node:
                return Span(line.start, line.end)
    return None
