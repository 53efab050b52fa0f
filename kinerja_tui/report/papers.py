"""One version of the agreement as a paper of its own, in Markdown."""

from __future__ import annotations

from kinerja_tui.locale import N_, Words
from kinerja_tui.model.agreement import Agreement, Party
from kinerja_tui.report import phrases, safe
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import markdown
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables.agreement import name_of, versions

_ACTING = {"plt": "Plt. ", "plh": "Plh. "}


def tables_of(page: Page, agreement: Agreement) -> tuple[Table, ...]:
    """The version's own tables of T2: its targets, and its budget where it has one."""
    return tuple(each for each in versions(page) if each.slug.endswith(f"-{agreement.id}"))


def agreement_paper(page: Page, agreement: Agreement, words: Words) -> str:
    """The version in Markdown: whose it is, its facts, then its tables; text of records is
    escaped.
    """
    unit = agreement.unit_name or page.records.unit.name
    heading = words(
        "Performance agreement {year}: {version}",
        year=page.year,
        version=name_of(page, agreement),
    )
    lines = [f"# {safe.markdown(heading)}", "", f"**{safe.markdown(unit)}**", ""]
    lines += [
        f"- {words(title)}: {safe.markdown(text)}"
        for title, text in _facts(agreement, words)
        if text
    ]
    painted = (markdown.paint(each, words, 2) for each in tables_of(page, agreement))
    return "\n".join([*lines, "", *painted])


def _facts(agreement: Agreement, words: Words) -> tuple[tuple[str, str], ...]:
    ground = words(phrases.GROUNDS[agreement.ground]) if agreement.ground else ""
    signed = ", ".join(each for each in (agreement.place, words.day(agreement.date)) if each)
    return (
        (N_("Name"), agreement.name),
        (N_("Number"), agreement.number),
        (N_("Signed"), signed),
        (N_("First party"), _party(agreement.first)),
        (N_("Second party"), _party(agreement.second)),
        (N_("Ground"), ground),
        (N_("Reason"), agreement.reason),
        (N_("Document"), agreement.document),
    )


def _party(party: Party) -> str:
    acting = _ACTING[party.acting] if party.acting else ""
    return f"{party.name}, {acting}{party.position}"
