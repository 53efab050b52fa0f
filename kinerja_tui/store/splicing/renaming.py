"""Another name for a key or a table, wherever the text spells it."""

from __future__ import annotations

from kinerja_tui.locale import N_, message
from kinerja_tui.store.splicing.edit import Renaming
from kinerja_tui.store.splicing.items import Item, below, box_of, items, parts_of, way_to
from kinerja_tui.store.splicing.splice import SpliceError, indexed, path_of
from kinerja_tui.store.toml.index import Index, Node
from kinerja_tui.store.toml.lexer import Word, join_key, key_words


def rename(text: str, piece: Renaming) -> str:
    """`text` with the new name in the key's statement, or in every header and dotted key that
    names the table; raises `SpliceError`.
    """
    found = indexed(text)
    node = found.find(path_of(piece.key))
    if node is None or node.parent is None:
        raise SpliceError(message(N_("{key} is not there"), key=piece.key))
    _check_name(node, piece)
    for word in reversed(_words(found, node)):
        token = text[word.start : word.end]
        new = _spelled(token, node.name, piece.name)
        if new is None or _spelled(new, piece.name, node.name) != token:
            raise SpliceError(
                message(
                    N_("{key} is spelled in a way that renaming could not take back"), key=piece.key
                )
            )
        text = text[: word.start] + new + text[word.end :]
    return text


def renamed(piece: Renaming) -> str:
    """The whole key under its new name."""
    return join_key((*path_of(piece.key)[:-1], piece.name))


def _check_name(node: Node, piece: Renaming) -> None:
    assert node.parent is not None  # the root has no name to change
    if node.parent.kind in ("array", "tables"):
        raise SpliceError(message(N_("{key} is a place in a list and has no name"), key=piece.key))
    if piece.name in node.parent.children:
        raise SpliceError(message(N_("there is a {key} already"), key=renamed(piece)))
    try:
        piece.name.encode()
    except UnicodeEncodeError as error:
        raise SpliceError(message(N_("{key} is no key"), key=ascii(piece.name))) from error


def _words(found: Index, node: Node) -> list[Word]:
    """The places of the name, in order: the same part of every key and header below the node."""
    box = box_of(node)
    row = items(found) if box is None else parts_of(found.text, box)
    mine = below(node)
    depth = _named(node)
    words: list[Word] = []
    for each in row:
        place = depth - _outer(each, box) - 1
        if each.node in mine and place >= 0:
            words.append(key_words(found.text, each.word)[place])
    return words


def _outer(item: Item, box: Node | None) -> int:
    """How many names lead to the table that holds the item, which its own key does not spell."""
    if item.header:
        return 0
    holder = box if item.section is None else item.section.node
    return _named(holder) if holder is not None else 0


def _named(node: Node) -> int:
    """How many names lead to the node; a place in a list is none in a header."""
    return sum(each.parent is None or each.parent.kind != "tables" for each in way_to(node))


def _spelled(token: str, old: str, new: str) -> str | None:
    """The new name in the quotes of the old one, where those were not needed; None if it cannot
    be.
    """
    if token == join_key((old,)):
        return join_key((new,))
    plain = join_key((new,)).strip('"') == new
    if token == f'"{old}"' and plain:
        return f'"{new}"'
    if token == f"'{old}'" and "'" not in new and new.isprintable():
        return f"'{new}'"
    return None
