"""Completion functions for parameters; what they need is imported when a shell asks."""

from __future__ import annotations

from collections.abc import Callable

import typer


def completing(what: str) -> Callable[[typer.Context, str], list[str]]:
    """The function `what` of the module `complete`, as a parameter of Typer takes it."""

    def candidates(ctx: typer.Context, incomplete: str) -> list[str]:
        from kinerja_tui.cli import complete

        found: list[str] = getattr(complete, what)(ctx, incomplete)
        return found

    return candidates
