"""Who we are, in a form that may be part of a file's name."""

from __future__ import annotations

import os
import re

VARIABLE = "KINERJA_USER"
MOST = 32


def login() -> str:
    """Our name: `KINERJA_USER`, else the system's name of the user, else the user's number."""
    return plain(os.environ.get(VARIABLE, "")) or plain(_system_name()) or str(os.geteuid())


def host() -> str:
    """The name of this machine."""
    return plain(os.uname().nodename) or "localhost"


def plain(name: str) -> str:
    """`name` as part of a file's name: at most 32 of `a-z0-9._-`, no dot first; may be empty."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower())[: 4 * MOST].strip(".-_")[:MOST]


def _system_name() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""
