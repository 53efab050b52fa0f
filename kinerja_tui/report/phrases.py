"""The words that tables and screens use for codes: states, reasons, formulas, versions."""

from __future__ import annotations

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import Graded, IndicatorScore, Reason
from kinerja_tui.model.agreement import Agreement, Ground
from kinerja_tui.model.scale import Grade

STATES = {
    "final": N_("final"),
    "provisional": N_("provisional"),
    "carried": N_("carried from an earlier year"),
    "unavailable": N_("not available yet"),
    "unmeasured": N_("not measured"),
}

REASONS: dict[Reason, str] = {
    "no-target": N_("no target in the agreement"),
    "zero-target": N_("the target is 0"),
    "no-realisation": N_("no realisation recorded"),
    "unavailable": N_("not available yet"),
    "unmeasured": N_("not measured"),
    "not-counted": N_("not counted"),
    "no-activity": N_("no activity is linked to it"),
    "not-computable": N_("cannot be computed"),
}

SHORT_REASONS: dict[Reason, str] = {
    "no-target": N_("no target"),
    "zero-target": N_("target 0"),
    "no-realisation": N_("not filled in"),
    "unavailable": N_("unavailable"),
    "unmeasured": N_("not measured"),
    "not-counted": N_("not counted"),
    "no-activity": N_("no activity"),
    "not-computable": N_("not computable"),
}

FORMULAS = {
    "max": N_("realisation / target × 100"),
    "min-linear": N_("(2 × target − realisation) / target × 100"),
    "min-ratio": N_("target / realisation × 100"),
    "min-baseline": N_("(baseline − realisation) / (baseline − target) × 100"),
    "stabilize": N_("100 at the target, less on either side"),
    "band": N_("100 inside the band, against the nearer bound outside"),
}

GROUNDS: dict[Ground, str] = {
    "official": N_("change of official"),
    "strategy": N_("change of strategy"),
    "assumption": N_("change of priorities or assumptions"),
}

NO_DATA = N_("no data yet")
NO_CLASS = N_("no class")
NOT_COUNTED = N_("not counted")
NONE = N_("none")

_SHIPPED_STATUSES = {
    "tercapai": N_("achieved"),
    "mendekati": N_("near"),
    "tidak tercapai": N_("missed"),
    "achieved": N_("achieved"),
    "near": N_("near"),
    "missed": N_("missed"),
}


def reason(code: Reason | None) -> Message:
    """The sentence for a reason code."""
    return message(REASONS[code] if code else NONE)


def short_reason(code: Reason | None) -> Message:
    """A few words for a reason code, for narrow columns."""
    return message(SHORT_REASONS[code] if code else NO_DATA)


def state(score: IndicatorScore) -> Message:
    """The state of the indicator's realisation in words."""
    found = score.value.state
    return message(STATES[found]) if found else message(REASONS["no-realisation"])


def shipped(name: str) -> Message | str:
    """A class name of the shipped status scale as a Message, any other as written."""
    known = _SHIPPED_STATUSES.get(name.casefold())
    return message(known) if known else name


def status_code(graded: Graded | None) -> str:
    """The stable code of a status for machine formats: achieved, near, missed or none, else the
    class's id.
    """
    if graded is None:
        return "none"
    codes = {"achieved": "achieved", "near": "near", "missed": "missed"}
    word = _SHIPPED_STATUSES.get(graded.grade.name.casefold(), "")
    return codes.get(word, graded.id)


def grade_label(graded: Graded | None) -> str:
    """The grade as printed (`P-5, sangat efektif`), or empty."""
    return grade_name(graded.grade) if graded else ""


def grade_name(grade: Grade) -> str:
    """A class by its code and name."""
    return f"{grade.code}, {grade.name}" if grade.code and grade.code != grade.name else grade.name


def version(agreement: Agreement, first: bool) -> Message:
    """What a version of the agreement is called on a page: initial or revision n."""
    if first:
        return message(N_("initial"))
    return message(N_("revision {n}"), n=max(agreement.version - 1, 1))


def remarks(score: IndicatorScore) -> Message | str:
    """What must be said beside an indicator's figures: where its value is from, and why it does
    not count.
    """
    value = score.value
    if value.state == "carried" and value.data_year is not None:
        if score.counts:
            return message(N_("figure of {year}"), year=value.data_year)
        return message(N_("figure of {year}, not counted"), year=value.data_year)
    if score.reason is not None:
        return reason(score.reason)
    if value.state == "provisional":
        return message(STATES["provisional"])
    return ""
