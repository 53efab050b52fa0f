"""The codes of the problems that keep a record, or part of it, from loading; never renumbered.

From B01 to B19 the file, or what stands in it, cannot be read and stays out of the snapshot; but
B12 (shown as far as it can be read) and B17 (goes by its file name). From B20 on the record loads,
and the problem says which figure cannot be trusted; only B40 leaves nothing to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kinerja_tui.locale import N_

CODES: Final[Mapping[str, str]] = {
    "B01": N_("not a regular file: a folder, a pipe or a device"),
    "B02": N_("a symbolic link, which is never followed"),
    "B03": N_("larger than 1 MB"),
    "B04": N_("cannot be opened or read"),
    "B05": N_("not in UTF-8"),
    "B06": N_("empty, or filled with zero bytes"),
    "B07": N_("holds the marks of an unfinished Git merge"),
    "B08": N_("not valid TOML"),
    "B09": N_("nested too deeply, or a number or key beyond all measure"),
    "B10": N_("a file or folder name that the format does not allow"),
    "B11": N_("the key schema is missing"),
    "B12": N_("written for a newer version of the program"),
    "B13": N_("a required key is missing"),
    "B14": N_("a value of the wrong type"),
    "B15": N_("a word that is not among those allowed"),
    "B16": N_("a value outside its limits"),
    "B17": N_("the id differs from the name of the file"),
    "B18": N_("a table name that is not an id or a year"),
    "B19": N_("a file that the format does not know at this place"),
    "B20": N_("an unknown key"),
    "B21": N_("a reference to something that does not exist"),
    "B22": N_("a loop of parents"),
    "B23": N_("a value given in two ways, or in none"),
    "B24": N_("a group of components that has figures of its own, or lies in another group"),
    "B25": N_("a weight is missing"),
    "B26": N_("bounds in the wrong order, or one of the two is missing"),
    "B27": N_("the state does not agree with what is written beside it"),
    "B28": N_("an acting official without dates"),
    "B29": N_("a revision without its ground"),
    "B30": N_("versions whose numbers and dates do not rise together"),
    "B31": N_("a table or key that another one makes necessary is missing"),
    "B32": N_("grades without a bound, or not from best to worst"),
    "B33": N_("years that do not agree"),
    "B34": N_("the same code twice"),
    "B35": N_("two settings that contradict each other"),
    "B36": N_("shares that add up to more than 100"),
    "B37": N_("a file that others need is missing"),
    "B38": N_("written in a newer TOML than the format allows"),
    "B39": N_("a weight below 0"),
    "B40": N_("a shared indicator whose source cannot be followed"),
    "B41": N_("a unit without a readable unit.toml; it goes by the name of its folder"),
}
