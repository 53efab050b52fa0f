"""Keep the gettext catalogues what the sources say: extract, update, compile, check.

`catalogues.py` rewrites every `kinerja.po` and `kinerja.mo` and names what is left to translate;
`catalogues.py --check` changes nothing and exits 1 with one line for each thing that is out of
date, unfilled, doubtful or untranslated.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "kinerja_tui"
PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);", "id": "nplurals=1; plural=0;"}
LANGUAGES = tuple(PLURAL_FORMS)
SOURCE_LANGUAGE = "en"
MARKERS = frozenset({"N_", "_"})
SPEAKERS = frozenset({"words", "_words"})
KEYWORDS = MARKERS | SPEAKERS | {"message", "Message"}
HEADERS = (
    "Project-Id-Version",
    "Language",
    "Plural-Forms",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)

MessageId = str | tuple[str, ...] | list[str]


class ExtractionError(Exception):
    """A marked text that no catalogue can hold, with its file and line."""


@dataclass(frozen=True, slots=True)
class Found:
    """One text to translate and the file (relative to the package's parent) that says it."""

    file: str
    id: MessageId


class StillCatalog(Catalog):
    """A catalogue whose header holds no date and no tool's version, so that equal means equal."""

    def __iter__(self) -> Iterator[Message]:
        """The header, reduced, then every entry."""
        for entry in super().__iter__():
            if entry.id == "":
                lines = str(entry.string).splitlines()
                kept = [line for line in lines if line.partition(":")[0] in HEADERS]
                entry.string = "".join(f"{line}\n" for line in kept)
            yield entry


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr, *, marked: bool) -> list[str]:
    """The texts that `node` can be; none for a variable, which must have been marked elsewhere.

    Raises ValueError for a text that is put together while the program runs.
    """
    match node:
        case ast.Constant(value=str(text)) if text:
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return _literals(body, marked=marked) + _literals(orelse, marked=marked)
        case ast.Call(func=func, args=[inner]) if _name(func) in MARKERS:
            return _literals(inner, marked=True)
        case ast.Constant() | ast.JoinedStr() | ast.BinOp():
            raise ValueError
    if marked:
        raise ValueError
    return []


def _ids(call: ast.Call) -> list[MessageId]:
    name = _name(call.func)
    if name in KEYWORDS and call.args:
        return list(_literals(call.args[0], marked=name in MARKERS))
    counts = isinstance(call.func, ast.Attribute) and _name(call.func.value) in SPEAKERS
    if counts and name == "count" and len(call.args) >= 2:
        one, many = (_literals(form, marked=True) for form in call.args[:2])
        return list(zip(one, many, strict=True))
    return []


def extract(package: Path) -> list[Found]:
    """Every text marked in the Python files of `package`, in the order of files and lines.

    Raises ExtractionError where a marked text is empty or is not written out in full.
    """
    found: list[Found] = []
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package.parent).as_posix()
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=file))
            if isinstance(node, ast.Call)
        ]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            try:
                found.extend(Found(file, text) for text in _ids(call))
            except ValueError:
                sentence = "a text to translate must be written out, and not be empty"
                raise ExtractionError(f"{file}:{call.lineno}: {sentence}") from None
    return found


def _singular(text: MessageId) -> str:
    return text if isinstance(text, str) else text[0]


def _plural_ids(found: list[Found]) -> dict[str, MessageId]:
    """Singular -> the id to file it under: what is counted anywhere is a plural everywhere."""
    ids: dict[str, MessageId] = {}
    for item in found:
        key = _singular(item.id)
        if key not in ids or not isinstance(item.id, str):
            ids[key] = item.id
    return ids


def po_path(package: Path, language: str) -> Path:
    """Where the catalogue of `language` lies."""
    return package / "locale" / language / "LC_MESSAGES" / "kinerja.po"


def read(package: Path, language: str) -> Catalog:
    """The catalogue as it lies on the disk; an empty one where there is none."""
    path = po_path(package, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update(found: list[Found], old: Catalog, language: str) -> StillCatalog:
    """A catalogue of exactly the texts in `found`, with the translations that `old` has for them.

    The source language translates itself, and so does a text of places and signs; other new texts
    are left empty.
    """
    new = StillCatalog(
        locale=language,
        project="kinerja",
        version="1",
        header_comment=f"# Catalogue of kinerja: {language}. Made by `make catalogues`.",
        fuzzy=False,
    )
    new.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
    for key, text in sorted(_plural_ids(found).items()):
        known = old.get(key)
        files = sorted({item.file for item in found if key == _singular(item.id)})
        string: MessageId | None = None
        if language == SOURCE_LANGUAGE:
            string = text
        elif known is not None and known.pluralizable == (not isinstance(text, str)):
            string = known.string
        if not string and _wordless(key):
            string = text
        entry = new.add(
            text,
            string,
            locations=[(file, 0) for file in files],
            flags=known.flags if known is not None else (),
            user_comments=known.user_comments if known is not None else (),
        )
        entry.flags -= {"python-format", "python-brace-format"}
    return new


def po_bytes(catalog: StillCatalog) -> bytes:
    """The catalogue as its `.po` file."""
    out = BytesIO()
    write_po(out, catalog, width=100, sort_by_file=False, include_lineno=False)
    return out.getvalue().rstrip(b"\n") + b"\n"


def mo_bytes(catalog: StillCatalog) -> bytes:
    """The catalogue as its `.mo` file."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _wordless(text: str) -> bool:
    """Whether `text` is places and signs alone (`{a} x {b}`), the same in every language."""
    return not re.search(r"[^\W\d_]{2}", re.sub(r"\{\w*\}", "", text))


def _places(text: str) -> set[str] | None:
    """The `{names}` of `text`, or None where its braces are not places."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _forms(entry: Message) -> list[tuple[str, str]]:
    """Source text and translation of each form; a lone translation stands for the plural."""
    ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    strings = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
    if len(strings) == 1:
        return [(ids[-1], str(strings[0]))]
    return [(ids[min(n, len(ids) - 1)], str(text)) for n, text in enumerate(strings)]


def same_list(package: Path) -> frozenset[str]:
    """The texts that are the same in both languages: one a line, `#` for a comment."""
    path = package / "locale" / "same.txt"
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _entry_problems(entry: Message, same: frozenset[str] | None) -> Iterator[str]:
    shown = repr(_singular(entry.id))
    if entry.fuzzy:
        yield f"the translation of {shown} is marked fuzzy"
    forms = _forms(entry)
    if not all(text for _, text in forms):
        yield f"{shown} has no translation"
        return
    for source, text in forms:
        if _places(source) is not None and _places(source) != _places(text):
            yield f"the places in braces differ: {source!r} -> {text!r}"
        if source.endswith("\n") != text.endswith("\n"):
            yield f"only one of the two ends with a line break: {source!r} -> {text!r}"
        if same is not None and text == source and source not in same and not _wordless(source):
            yield f"{shown} is not translated (if it is the same word, list it in same.txt)"
        if same is not None and text != source and source in same:
            yield f"{shown} is translated, and still listed in same.txt"


def problems(package: Path) -> list[str]:
    """What is wrong with the catalogues of `package`, as `file: sentence`."""
    try:
        found = extract(package)
    except ExtractionError as error:
        return [str(error)]
    said: list[str] = []
    ids = _plural_ids(found)
    listed = {text if isinstance(text, str) else text[-1] for text in ids.values()}
    for text in sorted(same_list(package) - listed):
        said.append(f"same.txt: {text!r} is said nowhere")
    for language in LANGUAGES:
        path = po_path(package, language)
        file = path.relative_to(package.parent).as_posix()
        try:
            old = read(package, language)
        except PoFileError as error:
            said.append(f"{file}: {error}")
            continue
        new = update(found, old, language)
        said.extend(f"{file}: {text!r} is obsolete" for text in old.obsolete)
        same = None if language == SOURCE_LANGUAGE else same_list(package)
        for entry in new:
            if entry.id:
                said.extend(f"{file}: {problem}" for problem in _entry_problems(entry, same))
        for stale, content in ((path, po_bytes(new)), (path.with_suffix(".mo"), mo_bytes(new))):
            if not stale.exists() or stale.read_bytes() != content:
                where = stale.relative_to(package.parent).as_posix()
                said.append(f"{where}: not what the sources give; run `make catalogues`")
    return said


def write(package: Path) -> None:
    """Bring every catalogue of `package` up to the sources. Raises ExtractionError, PoFileError."""
    found = extract(package)
    for language in LANGUAGES:
        catalog = update(found, read(package, language), language)
        path = po_path(package, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalog))


def main(arguments: list[str]) -> int:
    """Update, or with `--check` only look. Gives the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: catalogues.py [--check]", file=sys.stderr)
        return 2
    try:
        if not arguments:
            write(PACKAGE)
    except (ExtractionError, PoFileError) as error:
        print(error, file=sys.stderr)
        return 1
    said = problems(PACKAGE)
    for line in said:
        print(line)
    return 1 if said and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
