"""One fault test in a process of its own: `python -m tests.faults.one MODULE SIZE SEED FILE`.

Writes its result as JSON to FILE. A part that cannot run is a result that failed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import msgspec

from tests.faults.counting import Lacking, Result, Scale, Size


def main(module: str, size: str, seed: str, answer: str) -> None:
    try:
        scale = Scale(msgspec.convert(size, type=Size), int(seed))
        result: Result = import_module(f"tests.faults.{module}").run(scale)
    except Lacking as lacking:
        result = Result((), (f"could not run: {lacking}",))
    Path(answer).write_bytes(msgspec.json.encode(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
