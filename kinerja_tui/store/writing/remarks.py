"""The comments that the program writes into new files, in the language of the records."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from string import Template

import tomli

from kinerja_tui.locale import LanguageCode

Remark = Callable[..., str]
"""Gives the comment of a name with its places filled in, on one line."""


def remarks(language: LanguageCode) -> Remark:
    """The comments in `language`."""
    source = files("kinerja_tui") / "templates" / language / "comments.toml"
    texts = tomli.loads(source.read_text("utf-8"))

    def remark(name: str, /, **values: object) -> str:
        text = Template(texts[name]).substitute({key: str(each) for key, each in values.items()})
        return "".join(sign if sign.isprintable() else " " for sign in text)

    return remark
