"""The program's commands; a command's module is imported when the command is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, Final

import typer
from typer._click.exceptions import UsageError
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from kinerja_tui.cli.near import did_you_mean
from kinerja_tui.cli.options import CommonOption, common_options
from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import Stop
from kinerja_tui.cli.usage import see_help
from kinerja_tui.locale import N_, Words, message
from kinerja_tui.report.safe import one_line

if TYPE_CHECKING:
    from typer._click.core import Command as ClickCommand
    from typer._click.core import Context as ClickContext

PROGRAM: Final = "kinerja"
COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "status": N_("the year at a glance"),
        "show": N_("a table of the report, an indicator, or another record"),
        "explain": N_("how a number came about, step by step"),
        "set": N_("change one value of a record"),
        "add": N_("add a goal, an indicator, a revision of the agreement ..."),
        "remove": N_("take away a record, a table or a value, after a look at it"),
        "undo": N_("take back a change"),
        "redo": N_("do again what was taken back"),
        "log": N_("who changed what, when, from what to what"),
        "export": N_("write the report's tables as files"),
        "init": N_("make a new records folder"),
        "new-year": N_("make a unit's new year from its last"),
        "migrate": N_("bring records of an earlier form up to date"),
        "schema": N_("the JSON Schema of a kind of record"),
        "merge-driver": N_("what Git calls to merge records key by key"),
        "completion": N_("the completion of commands and ids for a shell"),
    }
)
_EXAMPLES: Final = (
    ("kinerja", N_("open the workspace")),
    ("kinerja status", N_("the year at a glance")),
    ("kinerja status --lang en --year 2022", N_("the same in English, of a year")),
    ("kinerja set ip-asn realisation.value 61,34", N_("record a realisation")),
    ("kinerja show T4 --format csv", N_("one table, for a spreadsheet")),
)
_HELP: Final = N_(
    "Performance of a unit in plain text files: goals, indicators, targets, realisations and "
    "budget.\n\n"
    "Without a command it opens the workspace; where there is no terminal it prints the "
    "status."
)


class Leaf(TyperCommand):
    """A command with our own help page, which refuses what is one argument too many."""

    words: Words
    examples: tuple[tuple[str, str], ...] = ()

    def get_help(self, ctx: ClickContext) -> str:
        """The help page."""
        from kinerja_tui.cli.help import help_page

        session: Session = ctx.obj
        return session.console.shown(
            help_page(
                ctx,
                self.words,
                session.console.width,
                text=self.help or "",
                examples=self.examples,
            )
        )

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """The arguments that are left over, which must be none."""
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if left and not ctx.resilient_parsing:
            raise Stop(
                message(N_("“{text}” is one argument too many."), text=one_line(str(left[0]))),
                see_help(f"{PROGRAM} {self.name}"),
            )
        return left


class Root(TyperGroup):
    """The program itself: it knows its commands by name and imports the one that is asked for."""

    words: Words

    def list_commands(self, ctx: ClickContext) -> list[str]:
        """The names of the commands, in the order of the help page."""
        return list(COMMANDS)

    def parse_args(self, ctx: ClickContext, args: list[str]) -> list[str]:
        """The options before the command are read; the command and what follows is left."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_command(self, ctx: ClickContext, cmd_name: str) -> ClickCommand | None:
        """The command `cmd_name`, or None when there is none."""
        return leaf(cmd_name, self.words) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: ClickContext, args: list[str]
    ) -> tuple[str | None, ClickCommand | None, list[str]]:
        """The command that `args` begin with; raises `Stop` with the nearest name."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            raise Stop(
                message(N_("There is no command “{name}”."), name=one_line(args[0])),
                did_you_mean(args[0], COMMANDS) or see_help(PROGRAM),
            )
        return args[0] if found else None, found, args[1:]

    def get_help(self, ctx: ClickContext) -> str:
        """The help page."""
        from kinerja_tui.cli.help import help_page

        session: Session = ctx.obj
        return session.console.shown(
            help_page(
                ctx,
                self.words,
                session.console.width,
                text=self.words(_HELP),
                examples=_EXAMPLES,
                commands=[(name, self.words(text)) for name, text in COMMANDS.items()],
            )
        )


def leaf(name: str, words: Words) -> Leaf:
    """The command `name`, its texts in the language of `words`."""
    module: ModuleType = import_module(f"kinerja_tui.cli.commands.{name.replace('-', '_')}")
    app = _typer()
    app.command(name, cls=Leaf, help=words(module.HELP))(module.run)
    command = get_command(app)
    assert isinstance(command, Leaf)
    command.words = words
    command.examples = module.EXAMPLES
    for param in command.params:
        _translate(param, words)
    command.params.extend(common_options(words))
    return command


def root(words: Words) -> Root:
    """The program, its texts in the language of `words`."""
    app = _typer(cls=Root, invoke_without_command=True)
    app.callback()(_without_command)
    command = get_command(app)
    assert isinstance(command, Root)
    command.words = words
    command.params.append(
        TyperOption(
            param_decls=["--version", "-V"],
            is_flag=True,
            default=False,
            expose_value=False,
            help=words(N_("the version of the program")),
        )
    )
    command.params.extend(common_options(words))
    return command


def _typer(**settings: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def _translate(param: Any, words: Words) -> None:
    if isinstance(param, TyperArgument | TyperOption) and not isinstance(param, CommonOption):
        param.help = words(param.help) if param.help else param.help
        if param.metavar and param.metavar.isupper():
            param.metavar = words(param.metavar)


def _without_command(ctx: typer.Context) -> int:
    if ctx.invoked_subcommand is not None:
        return 0
    from kinerja_tui.cli.workspace import workspace

    return workspace(ctx.obj)
