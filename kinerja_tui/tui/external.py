"""The user's own editor, with the cursor on the line where it can be told."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

_WITH_LINE = frozenset({"vi", "vim", "nvim", "nano", "emacs", "ed", "micro", "joe", "mg", "kak"})


def command_line(environ: Mapping[str, str], path: Path, line: int) -> list[str]:
    """$VISUAL or $EDITOR (else vi) on `path`; editors known to take `+line` get it."""
    chosen = environ.get("VISUAL") or environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(chosen)
    except ValueError:
        words = [chosen]
    words = words or ["vi"]
    at = [f"+{line}"] if line and Path(words[0]).name in _WITH_LINE else []
    return [*words, *at, str(path)]
