"""The user's own editor, with the cursor on the line where it can be told."""

from __future__ import annotations

import shlex
import subprocess
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


def put_together(environ: Mapping[str, str], mine: str, title: str, theirs: str) -> str:
    """What the user's editor makes of `mine`; `theirs` stands below it, to take words from.

    Raises `OSError` when the editor cannot be run.
    """
    from tempfile import TemporaryDirectory

    cut = f"# {'-' * 8} {title} {'-' * 8}"
    with TemporaryDirectory(prefix="kinerja-") as folder:
        path = Path(folder, "draft.txt")
        path.write_text(f"{mine}\n\n{cut}\n\n{theirs}\n", "utf-8", "replace")
        subprocess.run(command_line(environ, path, 1), check=False)
        text = path.read_text("utf-8", "replace")
    return text.split(cut, 1)[0].strip()


def written(environ: Mapping[str, str], text: str) -> str:
    """What the user's editor makes of `text`, without the line end that editors put at its end.

    Raises `OSError` when the editor cannot be run.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="kinerja-") as folder:
        path = Path(folder, "text.txt")
        path.write_text(f"{text}\n" if text else "", "utf-8", "replace")
        subprocess.run(command_line(environ, path, 1), check=False)
        found = path.read_text("utf-8", "replace")
    return found.removesuffix("\n")
