"""Wrong use of the command line as a sentence of ours, with what to do about it."""

from __future__ import annotations

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, Message, message
from kinerja_tui.report.safe import one_line


def see_help(path: str) -> Message:
    """Where the help for the command is."""
    return message(N_("See: {command} --help"), command=path)


def explained(error: ClickException) -> Stop:
    """The same error in our own words; exit code 2."""
    path = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else "kinerja"
    return Stop(_sentence(error), _hint(error) or see_help(path))


def _sentence(error: ClickException) -> Message:
    match error:
        case NoSuchOption():
            return message(N_("There is no option {option}."), option=one_line(error.option_name))
        case MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return message(N_("The argument {name} is missing."), name=name)
        case BadOptionUsage():
            option = one_line(error.option_name)
            if _takes_value(error):
                return message(N_("The option {option} needs a value."), option=option)
            return message(N_("The option {option} takes no value."), option=option)
        case BadParameter():
            param = error.param
            named = param.opts[0] if param and param.param_type_name == "option" else ""
            name = named or (param.human_readable_name if param else "")
            return message(N_("The value of {name} cannot be used."), name=name)
    return message(
        N_("The command line cannot be understood: {reason}"), reason=one_line(error.message)
    )


def _hint(error: ClickException) -> Message | None:
    if not isinstance(error, NoSuchOption):
        return None
    if error.possibilities:
        return message(N_("Did you mean “{name}”?"), name=error.possibilities[0])
    if error.ctx is not None and error.option_name[1:2].isdigit():
        return message(N_("A value that begins with - goes after --."))
    return None


def _takes_value(error: BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx else []
    return not any(
        getattr(param, "is_flag", False) for param in params if error.option_name in param.opts
    )
