"""A document as a row of items, its headers and statements in order, and a value as a row of its
own: what a key consists of in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_tui.store.toml.index import Index, Node, Section
from kinerja_tui.store.toml.lexer import gap_end


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A header or a `key = value` with its whole lines, or one part of an array or inline table.

    `word` is where its key begins (in an array, its value). `section` holds it; None for a part of
    a value.
    """

    node: Node
    start: int
    end: int
    word: int
    section: Section | None = None
    header: bool = False


def items(found: Index) -> list[Item]:
    """The headers and statements of the document."""
    text, made = found.text, list[Item]()
    for section in found.sections:
        if section is not found.sections[0]:
            first = line_start(found, section.start)
            word = gap_end(text, section.start + (2 if text.startswith("[[", section.start) else 1))
            made.append(Item(section.node, first, section.body_start, word, section, True))
        for line in section.statements:
            word = gap_end(text, line.start)
            made.append(Item(line.node, line.start, line.end, word, section))
    return made


def line_start(found: Index, pos: int) -> int:
    """Where the line of `pos` begins; a byte order mark is before the first."""
    return max(found.text.rfind("\n", 0, pos) + 1, found.root.key.start)


def parts_of(text: str, box: Node) -> list[Item]:
    """The parts of an array or inline table; the keys of a dotted key's table count one by one."""
    made: list[Item] = []
    pos = box.start + 1
    for node in sorted(_values(box), key=lambda each: each.start):
        pos = gap_end(text, pos)
        if text.startswith(",", pos):
            pos = gap_end(text, pos + 1)
        made.append(Item(node, pos, node.end, pos))
        pos = node.end
    return made


def box_of(node: Node) -> Node | None:
    """The array or inline table that `node` is a part of; None when it has lines of its own."""
    holder = node.parent
    while holder is not None and holder.kind == "dotted":
        holder = holder.parent
    return holder if holder is not None and holder.kind in ("array", "inline") else None


def below(node: Node) -> frozenset[Node]:
    """The node with everything under it."""
    found, waiting = {node}, [node]
    while waiting:
        children = waiting.pop().children.values()
        found.update(children)
        waiting.extend(children)
    return frozenset(found)


def way_to(node: Node) -> list[Node]:
    """The nodes from below the root down to `node`."""
    way: list[Node] = []
    each: Node = node
    while each.parent is not None:
        way.append(each)
        each = each.parent
    return way[::-1]


def _values(box: Node) -> list[Node]:
    found: list[Node] = []
    waiting = list(box.children.values())
    while waiting:
        node = waiting.pop()
        if node.kind == "dotted":
            waiting.extend(node.children.values())
        else:
            found.append(node)
    return found
