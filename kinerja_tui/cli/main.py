"""The entry of the program, and its border: whatever happens inside, a person reads a sentence."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui import __version__
from kinerja_tui.cli.console import Console, console, let_go
from kinerja_tui.cli.early import VARIABLE, Early, language_named, scan, settle_language
from kinerja_tui.locale import INDONESIAN, N_, Message, Words, message

if TYPE_CHECKING:
    from kinerja_tui.cli.session import Session

DEBUG = "KINERJA_DEBUG"
COMPLETION = "_KINERJA_COMPLETE"  # as in complete.VARIABLE, which costs an import
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_FAILED = 2
_WINDOWS = N_(
    "kinerja runs on Linux and macOS; on Windows, run it in WSL "
    "(https://learn.microsoft.com/windows/wsl)."
)


def run(argv: list[str] | None = None) -> int:
    """Run `kinerja` with `argv`; the exit code. Raises nothing.

    With None the arguments are the process's own, and the process ends here: taking Python apart
    piece by piece would cost an eighth of a command. KINERJA_DEBUG lets it end the usual way.
    """
    _give_streams()
    code = _bordered(sys.argv[1:] if argv is None else argv)
    if argv is None and not _debugging():
        _leave(code)
    return code


def _bordered(arguments: Sequence[str]) -> int:
    early = scan(arguments)
    if early.version:
        return _say_version(early)
    collecting = gc.isenabled()
    gc.disable()  # a command lives for a moment; looking for rubbish would be a tenth of it
    try:
        return _guarded(arguments, early)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        let_go(sys.stdout)
        return _PIPE_CLOSED
    finally:
        if collecting:
            gc.enable()


def _say_version(early: Early) -> int:
    try:
        sys.stdout.write(f"kinerja {__version__}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        let_go(sys.stdout)
        return _PIPE_CLOSED
    except OSError as error:
        let_go(sys.stdout)
        words = Words(settle_language(early, os.environ, _here()))
        _say_stop(console(os.environ), words, _system_sentence(error), None)
        return _FAILED
    return 0


def _guarded(arguments: Sequence[str], early: Early) -> int:
    """The run; every other failure becomes a sentence here."""
    terminal = console(os.environ)
    if sys.platform == "win32":
        words = Words(language_named(early.lang or os.environ.get(VARIABLE, "")) or INDONESIAN)
        terminal.complain(words(_WINDOWS))
        return _FAILED
    words = Words(settle_language(early, os.environ, _here()))
    try:
        code = _run(arguments, words, terminal)
        sys.stdout.flush()
        return code
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        return _failed(terminal, words, early, _system_sentence(error), error)
    except Exception as error:
        text = message(
            N_("{command} met an unexpected error ({error})."),
            command=f"kinerja {early.command or ''}".rstrip(),
            error=_described(error),
        )
        return _failed(terminal, words, early, text, error)


def _run(arguments: Sequence[str], words: Words, terminal: Console) -> int:
    from kinerja_tui.cli.session import Session
    from kinerja_tui.cli.stop import Stop

    session = Session(os.environ, _here(), date.today(), words, terminal)
    try:
        if not arguments and COMPLETION not in os.environ:
            return _run_alone(session)
        return _run_command(arguments, session)
    except Stop as stop:
        _say_stop(session.console, words, stop.text, stop.hint)
        return stop.code


def _run_alone(session: Session) -> int:
    """`kinerja` without a word: nothing is to be parsed, and Typer would stay in memory beside the
    workspace for the whole day.
    """
    from kinerja_tui.cli.workspace import workspace

    return workspace(session)


def _run_command(arguments: Sequence[str], session: Session) -> int:
    """The command that stands in `arguments`; raises `Stop`."""
    from typer import Exit
    from typer._click.exceptions import ClickException

    from kinerja_tui.cli.app import PROGRAM, root
    from kinerja_tui.cli.usage import explained

    command = root(session.words)
    if COMPLETION in os.environ:
        from kinerja_tui.cli.complete import answer

        return answer(command, session)
    try:
        with command.make_context(PROGRAM, list(arguments), obj=session) as context:
            return int(command.invoke(context) or 0)
    except ClickException as error:
        raise explained(error) from error
    except Exit as left:
        return left.exit_code


def _say_stop(terminal: Console, words: Words, text: Message | None, hint: Message | None) -> None:
    if text is None:
        return
    from kinerja_tui.cli.problems import hint_line
    from kinerja_tui.report.safe import one_line

    terminal.complain(f"kinerja: {one_line(words.say(text))}")
    if hint is not None:
        terminal.complain(f"  {hint_line(words, hint)}")


def _failed(terminal: Console, words: Words, early: Early, text: Message, error: Exception) -> int:
    if _debugging():
        import traceback

        traceback.print_exception(error)
        return _FAILED
    hint = (
        message(N_("Run it once more; tell the administrator if it happens again."))
        if isinstance(error, OSError)
        else message(
            N_("Please report it with the output of the same command after setting {variable}=1."),
            variable=DEBUG,
        )
    )
    _say_stop(terminal, words, text, hint)
    return _FAILED


def _system_sentence(error: OSError) -> Message:
    from kinerja_tui.store.splicing.refusals import system_reason

    reason, _ = system_reason(error)
    if error.filename:
        return message(N_("Stopped at {file}: {reason}."), file=str(error.filename), reason=reason)
    return message(N_("Stopped: {reason}."), reason=reason)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _here() -> Path:
    """The folder we stand in; the root folder when ours was removed."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")


def _debugging() -> bool:
    return os.environ.get(DEBUG, "") not in ("", "0")


def _leave(code: int) -> None:
    """End the process; what is still unsaid is said first."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    os._exit(code)


def _give_streams() -> None:
    """Python has no streams where the shell closed them; then what we say goes nowhere."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - it lasts as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
