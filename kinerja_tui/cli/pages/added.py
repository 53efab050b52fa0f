"""What was added or would be: the lines to come, the place, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kinerja_tui.cli.pages.lines import wrapped
from kinerja_tui.locale import Words
from kinerja_tui.report.paint import json
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.edit import Creation, Part, Restoration, Rework
from kinerja_tui.store.writing.add import Added, Place


def coming_lines(added: Added, path: str, words: Words, width: int) -> Iterator[str]:
    """Every line that would come, file by file."""
    head = (
        words("{file}: {key} would be added.", file=path, key=added.key)
        if added.key
        else words("{file} would be made.", file=path)
    )
    yield from wrapped(head, width)
    for part in added.parts:
        if part.file != added.file:
            yield from ("", words("{file} would be made.", file=one_line(part.file)))
        for line in _lines(part):
            yield f"+ {one_line(line)}".rstrip()
    yield ""
    yield words("Nothing was written (--dry-run).")


def added_lines(added: Added, place: Place, path: str, words: Words, width: int) -> Iterator[str]:
    """Where it stands, what to do next, and how to take it back."""
    yield from wrapped(words("{id} is added: {file}", id=added.id, file=path), width, "  ", "")
    for part in added.parts:
        if part.file != added.file:
            text = words("{file} came with it.", file=one_line(part.file))
            yield from wrapped(text, width, "  ", "")
    following = _following(added, place)
    if following:
        yield words("Next: {command}", command=following)
    yield words("To take it back: {command}", command="kinerja undo")


def _following(added: Added, place: Place) -> str:
    """The command that most people will want next; empty where there is none."""
    versions = sorted(place.book.agreements, key=lambda each: each.version)
    match added.kind:
        case "indicator" if versions:
            return f"kinerja set {versions[-1].id} target.{added.id}.value ..."
        case "goal":
            return f"kinerja add indicator --goal {added.id}"
        case "unit":
            return f"kinerja add year --unit {added.id}"
        case "year":
            return f"kinerja add goal --unit {place.unit} --year {added.id}"
        case "agreement":
            return f"kinerja show {added.id}"
    return ""


def added_document(added: Added, place: Place, ended: dict[str, Any]) -> dict[str, Any]:
    """The same as JSON; `ended` says what came of it."""
    return {
        "version": json.VERSION,
        "kind": added.kind,
        "id": added.id,
        "unit": place.unit or None,
        "year": place.year or None,
        "file": added.file,
        "key": added.key or None,
        "files": [{"file": part.file, "lines": _lines(part)} for part in added.parts],
        **ended,
        "conflict": None,
    }


def _lines(part: Part) -> list[str]:
    """The lines that a part brings."""
    if isinstance(part, Creation):
        return part.text.splitlines()
    if isinstance(part, Rework):
        texts = (each.text for each in part.pieces if isinstance(each, Restoration))
        return "".join(texts).strip("\r\n").splitlines()
    return []
