"""How Textual is to behave: it reads these settings from the environment while it is imported."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import cast

_SETTINGS = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_THEME": "ansi-dark",
    "ESCDELAY": "25",
}
_OWN_HASHES = (
    *("_md5", "_sha1", "_sha3", "_blake2"),
    *(("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")),
)
"""Where Python has the hashes of its own; some systems build it without."""


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what the user has not: no animation, the terminal's own colours, a quick Esc."""
    for name, value in _SETTINGS.items():
        environ.setdefault(name, value)


def without_openssl() -> None:
    """Load `asyncio` and `hashlib` as on a Python that was built without OpenSSL: the workspace
    makes no connections and hashes small texts, and OpenSSL is a tenth of its memory. Python finds
    it again as ever where something else asks for it later.
    """
    _load_without("ssl", "asyncio")
    if all(find_spec(each) for each in _OWN_HASHES):
        _load_without("_hashlib", "hashlib")


def _load_without(missing: str, name: str) -> None:
    if {missing, name} & sys.modules.keys():
        return
    sys.modules[missing] = cast("ModuleType", None)  # what makes an import fail
    try:
        import_module(name)
    finally:
        del sys.modules[missing]


def colourless(environ: MutableMapping[str, str]) -> bool:
    """Whether the user asked for no colours (https://no-color.org)."""
    return bool(environ.get("NO_COLOR"))


def plain_driver(environ: MutableMapping[str, str]) -> bool:
    """Whether the user asked for Textual's own terminal driver."""
    return environ.get("KINERJA_PLAIN_DRIVER", "") not in ("", "0")
