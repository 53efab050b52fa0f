"""Documents of every shape, in every kind of line end: the tests' own, the records, the broken
files that are TOML all the same, and generated ones.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.store.documents import SHAPES, records, variants

BROKEN = Path(__file__).resolve().parents[1] / "store" / "broken"

_COMMENT = re.compile(
    r'"{3}(?:[^\\]|\\.)*?"{3,5}' r"|'{3}.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'|(#[^\n]*)",
    re.DOTALL,
)


def documents(seed: int, generated: int, sampled: int = 1) -> Iterator[tuple[str, str]]:
    """Name and text of every document; of the records every `sampled`-th variant."""
    for name, text in SHAPES.items():
        for kind, made in variants(text).items():
            yield f"{name}, {kind}", made
    for name, text in _files():
        for number, (kind, made) in enumerate(variants(text).items()):
            if (number + len(name)) % sampled == 0:
                yield f"{name}, {kind}", made
    choose = random.Random(seed)
    for number in range(generated):
        kinds = variants(document(choose))
        kind = choose.choice(sorted(kinds))
        yield f"generated {number}, {kind}", kinds[kind]


def _files() -> Iterator[tuple[str, str]]:
    for path in records() + sorted(BROKEN.glob("*.toml")):
        try:
            text = path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
            tomllib.loads(text)
        except ValueError:
            continue
        yield path.name, text


def comments_of(text: str) -> list[str]:
    """The comments of a document, found by one expression that knows TOML's four strings."""
    return [found.removesuffix("\r") for found in _COMMENT.findall(text) if found]


def document(choose: random.Random) -> str:
    """A valid document with `\\n` at the end of its lines."""
    lines = [*_gap(choose), *_statements(choose, "t")]
    for number in range(choose.randint(0, 5)):
        lines += _gap(choose)
        header = choose.choice(
            ["[s{}]", "[ s{} . 'a b' ]", '["s{}"."é".x]', "[g.s{}]", "[[many]]", "\t[s{}.deep]"]
        )
        lines.append(header.format(number) + _comment(choose))
        lines += _statements(choose, f"s{number}")
    return "".join(f"{line}\n" for line in lines)


def _statements(choose: random.Random, name: str) -> list[str]:
    lines = []
    for number in range(choose.randint(0, 5)):
        key = choose.choice(["k{}", "'k {}'", '"k\\"{}"', "d{}.a", "d{} . 'b.c'", "{}", "-{}-"])
        before, after = choose.choice(["", "  ", "\t"]), choose.choice(["", " ", "  "])
        token = _token(choose, 2)
        lines.append(f"{before}{key.format(number)}{after}={after}{token}{_comment(choose)}")
        lines += _gap(choose) if choose.random() < 0.3 else []
    return lines


def _gap(choose: random.Random) -> list[str]:
    return choose.choices(
        ["", "# antara", "  # x = \"1\" 'y' [z]", " \t", "#"], k=choose.randint(0, 2)
    )


def _comment(choose: random.Random) -> str:
    return choose.choice(["", "", " # c", '# """ \'', "\t# é = [ ] {", " #"])


_SCALARS = (
    "1", "-0", "1_000", "60.00", "6.02e23", "inf", "-nan", "0xDEAD_beef", "0o755", "0b1010",
    "true", "false", "2022-01-03", "2022-01-03 07:32:00.5-08:00", "07:32:00", '""', "''",
    '"a # b"', "'l # \\'", '"\\"\\\\ \\u00e9"', '"""m\n# n "" \\""""', '"""\\\n   x"""',
    "'''o\n\"p' ''q''''", '""""x"""""',
)  # fmt: skip


def _token(choose: random.Random, depth: int) -> str:
    shape = choose.random() if depth else 0.0
    if shape < 0.6:
        return choose.choice(_SCALARS)
    items = [_token(choose, depth - 1) for _ in range(choose.randint(0, 3))]
    if shape < 0.75:
        return "[" + ", ".join(items) + choose.choice(["", ","] if items else [""]) + "]"
    if shape < 0.87:
        return "[\n" + "".join(f"  {item},{_comment(choose)}\n" for item in items) + "]"
    pairs = [f"i{number} = {item}" for number, item in enumerate(items) if "\n" not in item]
    return "{ " + ", ".join(pairs) + " }"
