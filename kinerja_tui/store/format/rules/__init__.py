"""What makes a well-formed record give a wrong figure; one small function a rule."""

from __future__ import annotations

from typing import Final

from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Indicator, SharedIndicator
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.published import Published
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Settings
from kinerja_tui.model.unit import Unit
from kinerja_tui.model.year import Goals, YearHead
from kinerja_tui.store.format.rules import (
    activity,
    agreement,
    composite,
    goals,
    indicator,
    plan,
    published,
    recommendation,
    scale,
    settings,
    unit,
    value,
)
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.format.slip import Slip

_OF_INDICATORS: Final = (*indicator.RULES, *value.RULES, *composite.RULES)


def slips_of(record: Record, around: Around) -> list[Slip]:
    """Everything wrong in `record`, seen with what lies `around` it."""
    match record:
        case Indicator():
            return [slip for rule in _OF_INDICATORS for slip in rule(record, around)]
        case SharedIndicator():
            return [slip for rule in indicator.SHARED_RULES for slip in rule(record, around)]
        case Agreement():
            return [slip for rule in agreement.RULES for slip in rule(record, around)]
        case Activity():
            return [slip for rule in activity.RULES for slip in rule(record, around)]
        case Published():
            return [slip for rule in published.RULES for slip in rule(record, around)]
        case Recommendation():
            return [slip for rule in recommendation.RULES for slip in rule(record, around)]
        case Goals():
            return [slip for rule in goals.RULES for slip in rule(record, around)]
        case YearHead():
            return [slip for rule in settings.YEAR_RULES for slip in rule(record, around)]
        case Settings():
            return [slip for rule in settings.RULES for slip in rule(record, around)]
        case Plan():
            return [slip for rule in plan.RULES for slip in rule(record, around)]
        case Unit():
            return [slip for rule in unit.RULES for slip in rule(record, around)]
        case Scale():
            return [slip for rule in scale.RULES for slip in rule(record, around)]
    return []
