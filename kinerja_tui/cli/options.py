"""The options that every command takes, before or after its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

from kinerja_tui.cli.early import language_named
from kinerja_tui.cli.ids import completing
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, Words, message

if TYPE_CHECKING:
    from typer import Context
    from typer._click.core import Parameter

Completer = Callable[[Any, str], list[str]]


class CommonOption(TyperOption):
    """An option of every command; its value is kept in the session, not handed to the command."""


def common_options(words: Words) -> list[CommonOption]:
    """The common options with their help in the language of `words`."""
    return [
        _valued(
            "--records",
            N_("DIR"),
            words,
            N_("the records folder (else KINERJA_RECORDS, else upward)"),
        ),
        _valued("--unit", "UNIT", words, N_("the unit, by id or name"), completing("units")),
        _valued("--year", N_("YEAR"), words, N_("the year"), completing("years")),
        _valued(
            "--at",
            N_("DATE"),
            words,
            N_("the day for which the agreement counts (2022-12-31, 31-12-2022)"),
        ),
        _valued(
            "--lang",
            "id|en",
            words,
            N_("the language (else KINERJA_LANG)"),
            completing("languages"),
        ),
        _flag("--json", words, N_("print JSON")),
        _flag(
            "--plain", words, N_("plain lines: nothing cut to the width, no colour, no workspace")
        ),
        _flag("--ascii", words, N_("signs of ASCII alone")),
        _flag("--no-color", words, N_("no colour (as with NO_COLOR)")),
        _flag("--plain-driver", words, N_("the workspace draws with Textual's own driver")),
        _flag("--no-cache", words, N_("read every record anew; use no cache")),
    ]


def _valued(
    name: str, metavar: str, words: Words, text: str, completer: Completer | None = None
) -> CommonOption:
    return CommonOption(
        param_decls=[name],
        metavar=metavar if "|" in metavar else words(metavar),
        help=words(text),
        expose_value=False,
        callback=_keep,
        autocompletion=(lambda ctx, args, typed: completer(ctx, typed)) if completer else None,
    )


def _flag(name: str, words: Words, text: str) -> CommonOption:
    return CommonOption(
        param_decls=[name],
        is_flag=True,
        default=False,
        help=words(text),
        expose_value=False,
        callback=_keep,
    )


def _keep(ctx: Context, param: Parameter, value: str | bool | None) -> str | bool | None:
    if not value or (ctx.resilient_parsing and ctx.obj is None):
        return value
    if param.name == "lang" and isinstance(value, str) and language_named(value) is None:
        raise Stop(
            message(N_("There is no language “{name}”."), name=value),
            message(N_("The languages are id and en.")),
        )
    ctx.obj.given[param.name] = value
    return value
