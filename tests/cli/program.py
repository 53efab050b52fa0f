"""What the tests of the command line share: where things are, what a run gave."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDS = ROOT / "records"
FICTION = ROOT / "tests" / "stores" / "pulau-senja"
GOLDEN = Path(__file__).parent / "golden"


class Result(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON, numbers as Decimal with their digits."""
        return json.loads(self.out, parse_float=Decimal, parse_int=Decimal)


Kinerja = Callable[..., Result]
Become = Callable[[str], None]
SetClock = Callable[[str], None]
YEAR = "records/biro-osdm/2022"
IP_ASN = f"{YEAR}/indicators/ip-asn.toml"
SPBE = f"{YEAR}/indicators/spbe.toml"


def edit(path: Path, old: str, new: str) -> None:
    """Replace one text in a file; it must be there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def documented() -> set[str]:
    """Every field that the page about JSON names."""
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))
    return {word for span in spans for word in re.findall(r"\w+", span)}


def fields(document: Any) -> set[str]:
    """The names of all fields in a document."""
    if isinstance(document, dict):
        return set(document).union(*map(fields, document.values()))
    return set().union(*map(fields, document)) if isinstance(document, list) else set()
