"""The help page of a command: plain text, translated, with examples."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperOption

from kinerja_tui.cli.options import CommonOption
from kinerja_tui.locale import N_, Words

if TYPE_CHECKING:
    from typer._click.core import Context

Example = tuple[str, str]
_WIDEST = 100
_MARGIN = 28


def help_page(
    ctx: Context,
    words: Words,
    width: int,
    *,
    text: str,
    examples: Sequence[Example] = (),
    commands: Sequence[tuple[str, str]] = (),
) -> str:
    """The page: usage, what it does, arguments, commands, options, examples; glosses translated
    here.
    """
    width = min(width, _WIDEST)
    params = [each for each in ctx.command.params if not getattr(each, "hidden", False)]
    arguments = [each for each in params if isinstance(each, TyperArgument)]
    own = [
        each
        for each in params
        if isinstance(each, TyperOption) and not isinstance(each, CommonOption)
    ]
    common = [each for each in params if isinstance(each, CommonOption)]
    sections = [
        _usage(ctx, words, arguments, bool(commands)),
        _paragraphs(text, width),
        _section(words("Arguments"), ((_name(each), each.help or "") for each in arguments), width),
        _section(words("Commands"), commands, width),
        _section(
            words("Options"),
            [*((_option(each), each.help or "") for each in own), _help_row(words)],
            width,
        ),
        _section(
            words("Options of every command, before or after its name"),
            ((_option(each), each.help or "") for each in common),
            width,
        ),
        _section(
            words("Examples"), ((line, words(gloss)) for line, gloss in examples), width, margin=50
        ),
    ]
    return "\n\n".join(section for section in sections if section)


def _help_row(words: Words) -> tuple[str, str]:
    return "-h, --help", words(N_("show this page and stop"))


def _usage(ctx: Context, words: Words, arguments: Iterable[TyperArgument], group: bool) -> str:
    pieces = [ctx.command_path if ctx.parent is None else f"{ctx.parent.info_name} {ctx.info_name}"]
    for each in arguments:
        pieces.append(_name(each) if each.required else f"[{_name(each)}]")
    if group:
        pieces.append(words(N_("[COMMAND]")))
    pieces.append(words(N_("[OPTIONS]")))
    return words("Usage: {usage}", usage=" ".join(pieces))


def _name(argument: TyperArgument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _option(option: TyperOption) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.metavar or ''}".rstrip()


def _paragraphs(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(each, width) for each in text.split("\n\n"))


def _section(title: str, rows: Iterable[tuple[str, str]], width: int, margin: int = _MARGIN) -> str:
    found = list(rows)
    if not found:
        return ""
    column = min(max(len(name) for name, _ in found) + 4, margin)
    return "\n".join([f"{title}:", *(_row(name, text, column, width) for name, text in found)])


def _row(name: str, text: str, column: int, width: int) -> str:
    head = f"  {name}"
    if not text:
        return head
    lines = textwrap.wrap(text, max(width - column, 24))
    if len(head) + 2 > column:
        return "\n".join([head, *(" " * column + line for line in lines)])
    first, *rest = lines
    return "\n".join([head.ljust(column) + first, *(" " * column + line for line in rest)])
