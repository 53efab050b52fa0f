"""What somebody else has written at a key while it is being typed, in one line."""

from __future__ import annotations

from kinerja_tui.locale import Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.tui import news
from kinerja_tui.tui.company import Company
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.record.values import shown


def theirs(sought: Sought, words: Words, company: Company) -> str:
    """What is theirs and was before, or what they have just written; empty when nobody has."""
    who = news.by(sought.over.by if sought.over is not None else sought.by, words)
    if sought.over is not None:
        found, seen = (
            one_line(shown(token, sought.shape, words)) or "-"
            for token in (sought.over.found, sought.over.seen)
        )
        return words("theirs: {found} ({who})   before: {seen}", found=found, who=who, seen=seen)
    if sought.overtaken:
        value = one_line(shown(sought.now, sought.shape, words)) or "-"
        return words("Changed meanwhile ({who}): {value}. Saving asks.", who=who, value=value)
    if company.trouble is not None:
        return words("What you type is not kept on the disk: {reason}", reason=company.trouble)
    return ""
