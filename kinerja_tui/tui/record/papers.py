"""What is typed on the page of a record, kept on the disk until it is saved or given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.record.sought import Sought
    from kinerja_tui.tui.record.stage import Entered
    from kinerja_tui.tui.screens.main import MainScreen

PAGE = "page"
"""The field of a draft that says on which page it was typed."""

KEY, ADDED, SECTION = "key", "added", "section"


def of_page(paper: Paper) -> bool:
    """Whether the draft was typed on the page of a record."""
    return PAGE in paper.fields


def resume(main: MainScreen, paper: Paper) -> None:
    """Go on with a draft where it was typed."""
    from kinerja_tui.tui.unfinished import is_form

    if paper.fields.get(PAGE) == SECTION:
        from kinerja_tui.tui.modes.section import take_up as in_section

        in_section(main, paper)
    elif is_form(paper):
        main.verbs.resume_add(paper)
    elif of_page(paper):
        from kinerja_tui.tui.record.opening import take_up as on_page

        on_page(main, paper)
    else:
        from kinerja_tui.tui.modes.writing import take_up

        take_up(main, paper)


def jot(desk: Desk, sought: Sought, text: str, fields: Mapping[str, str]) -> None:
    """Keep what is typed."""
    if sought.paper is not None:
        desk.company.write(replace(sought.paper, text=text, fields=_fields(fields)))


def dropped(desk: Desk, sought: Sought) -> None:
    """What was typed is saved, or given up."""
    desk.company.look_at("")
    if sought.paper is not None:
        desk.company.drop(sought.paper)


def put_aside(desk: Desk, sought: Sought, entered: Entered) -> None:
    """Keep what was typed until it is wanted again."""
    desk.company.look_at("")
    if sought.paper is not None:
        fields = _fields(entered.fields)
        desk.company.put_aside(replace(sought.paper, text=entered.text, fields=fields))


def _fields(fields: Mapping[str, str]) -> dict[str, str]:
    return {PAGE: KEY, **fields}
