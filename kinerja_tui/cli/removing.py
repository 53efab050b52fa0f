"""What `remove` takes away: a record with its file, or a key or a table out of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.cli.editing import UNIT, YEAR, file_of, target_of
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import read
from kinerja_tui.store.splicing.doomed import Doomed, doomed
from kinerja_tui.store.splicing.splice import SpliceError

if TYPE_CHECKING:
    from kinerja_tui.report.page import Page


def doomed_of(root: Path, page: Page, subject: str, key: str | None) -> Doomed:
    """What `subject`, or `key` of it, is in its file; raises `Stop`, `Unreadable`."""
    target = target_of(page, subject)
    full = f"{target.prefix}{key or ''}".rstrip(".")
    file = file_of(target, [full]) if full else target.record.origin
    data = read(root, file)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:  # the record was read a moment ago
        raise Stop(message(N_("{file} is not in UTF-8."), file=one_line(file))) from error
    if not full and subject in (YEAR, UNIT):
        raise Stop(
            message(N_("A unit or a year is not removed as a whole.")),
            message(N_("Name a key of it, or a record.")),
        )
    try:
        return doomed(file, text, full, target.name)
    except SpliceError as error:
        raise Stop(error.reason) from error
