"""Where a user's settings lie; how they are read, and how a chosen theme is written there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.tui.settings import NAME, NAMES, Settings, Trouble, settings_of

_THEME = "theme"


def settings_path(environ: Mapping[str, str]) -> Path | None:
    """`$XDG_CONFIG_HOME/kinerja/settings.toml`, else the same below `~/.config`; None without a
    home.
    """
    above = environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(above):  # an empty or relative one is to be passed over
        home = environ.get("HOME", "")
        if not os.path.isabs(home):
            return None
        above = os.path.join(home, ".config")
    return Path(above) / "kinerja" / NAME


def load_settings(path: Path | None) -> Settings:
    """The settings in the file; where there is none, or it cannot be read, none, with the reason.

    A link is followed, as people keep such files elsewhere.
    """
    if path is None or not os.path.lexists(path):
        return Settings()
    from kinerja_tui.store.disk.files import Unreadable

    try:
        return settings_of(_bytes(path))
    except Unreadable as unreadable:
        return Settings(troubles=(Trouble(unreadable.problem.message),))


def _bytes(path: Path) -> bytes:
    """What the file holds; raises `Unreadable`."""
    from kinerja_tui.store.disk.files import read

    real = os.path.realpath(path)
    return read(Path(os.path.dirname(real)), os.path.basename(real))


def remember_theme(path: Path | None, theme: str) -> Message | None:
    """Write the theme, by the library's name, into the file; why it could not be, or None.

    Everything else in the file stays to the byte; a file that cannot be read is not touched.
    """
    name = next((each for each, known in NAMES.items() if known == theme), None)
    if path is None or name is None:
        return message(N_("there is no folder for settings"))
    from kinerja_tui.store.disk.files import Unreadable

    try:
        if not os.path.lexists(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _put(path, _with_theme("", name).encode(), 0o644)
            return None
        old = _bytes(path)
        new = _with_theme(old.decode("utf-8"), name).encode()
        if new != old:
            real = Path(os.path.realpath(path))
            _put(real, new, stat.S_IMODE(real.stat().st_mode))
    except Unreadable as unreadable:
        return unreadable.problem.message
    except UnicodeDecodeError:
        return message(N_("this file is not in UTF-8"))
    except OSError as error:
        return message(N_("the system says: {reason}"), reason=error.strerror or str(error))
    except _Stays as stays:
        return stays.reason
    return None


class _Stays(Exception):  # noqa: N818 - it says what happens to the file
    """The file cannot take the theme."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _with_theme(text: str, name: str) -> str:
    """The text with the theme in it, and the proof that nothing else in it changed; raises
    `_Stays`.
    """
    from kinerja_tui.store.splicing.edit import Change
    from kinerja_tui.store.splicing.prove import prove
    from kinerja_tui.store.splicing.splice import SpliceError, indexed, steps

    try:
        seen = indexed(text).token((_THEME,))
        (step,) = steps(text, (Change(_THEME, seen, f'"{name}"'),))
    except SpliceError as error:
        raise _Stays(error.reason) from error
    reason = prove(text, step.text, step.change)
    if reason is not None:
        raise _Stays(reason)
    return step.text


def _put(path: Path, data: bytes, mode: int) -> None:
    """The bytes under the name at once, or not at all; raises `OSError`."""
    descriptor, aside = mkstemp(prefix=f".{NAME}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, mode)
        os.replace(aside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(aside)
        raise
