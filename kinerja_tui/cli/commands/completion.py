"""`kinerja completion`: the script by which a shell completes commands and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_tui.cli.ids import completing
from kinerja_tui.locale import N_, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

HELP = N_(
    "Print the script by which a shell completes commands, options and ids (bash, zsh or "
    "fish; without SHELL the one in use). Add the line of the example to the shell's own "
    "settings."
)
EXAMPLES = (
    ('eval "$(kinerja completion bash)"', N_("in ~/.bashrc")),
    ('eval "$(kinerja completion zsh)"', N_("in ~/.zshrc, after compinit")),
    ("kinerja completion fish | source", N_("in ~/.config/fish/config.fish")),
)


def run(
    ctx: typer.Context,
    shell: Annotated[
        str | None,
        typer.Argument(
            metavar="SHELL", help=N_("bash, zsh or fish"), autocompletion=completing("shells")
        ),
    ] = None,
) -> int:
    """Print the script for a shell."""
    from kinerja_tui.cli import complete
    from kinerja_tui.cli.stop import Stop
    from kinerja_tui.report.safe import one_line

    session: Session = ctx.obj
    name = shell.casefold() if shell else complete.shell_in_use()
    if name not in complete.SHELLS:
        known = message(N_("The shells are: {names}."), names=", ".join(complete.SHELLS))
        if shell:
            raise Stop(
                message(N_("There is no completion for “{name}”."), name=one_line(shell)), known
            )
        raise Stop(message(N_("Which shell? SHELL does not say.")), known)
    session.console.data((complete.script(name) + "\n").encode())
    return 0
