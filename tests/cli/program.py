"""What the tests of the command line share: where things are, what a run gave."""

from __future__ import annotations

import json
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


def edit(path: Path, old: str, new: str) -> None:
    """Replace one text in a file; it must be there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
