"""An indicator in full as JSON: the figures of `status`, and all that belongs to them."""

from __future__ import annotations

from typing import Any

from kinerja_tui.cli.pages.indicator import ANALYSIS
from kinerja_tui.measure.figures import IndicatorScore, PartScore
from kinerja_tui.model.indicator import home
from kinerja_tui.model.settings import Rules
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import json


def document(score: IndicatorScore, page: Page) -> dict[str, Any]:
    """The indicator as JSON: the figures of `status`, and all that belongs to them."""
    found, rules = score.indicator, page.rules
    composite = score.composite
    return {
        "version": json.VERSION,
        "unit": page.card.unit,
        "year": page.year,
        "at": page.card.at,
        "agreement": page.card.agreement.id if page.card.agreement else None,
        "indicator": {
            **json.indicator(score, rules),
            "goal": found.goal,
            "weight": found.weight,
            "scale": found.scale,
            "definition": found.definition or None,
            "source": found.source or None,
            "owner": found.owner or None,
            "composite": {
                "value": json.computed(composite.value, rules),
                "reason": composite.value.reason,
                "difference": composite.difference,
                "components": [_part(each, rules) for each in composite.parts],
            }
            if composite
            else None,
            "breakdown": [
                {
                    "id": id_,
                    "name": each.name,
                    "kind": each.kind,
                    "parts": [
                        {"id": part_id, "name": part.name, "value": part.value}
                        for part_id, part in each.part.items()
                    ],
                }
                for id_, each in found.breakdown.items()
            ],
            "quarters": [
                {
                    "quarter": each.key,
                    "target": each.target,
                    "value": each.value.value,
                    "reason": each.value.reason,
                    "of_quarter": json.computed(each.of_quarter, rules),
                    "of_year": json.computed(each.of_year, rules),
                }
                for each in score.quarters
            ],
            "years": [
                {
                    "year": each.year,
                    "target": json.target(each.target),
                    "realisation": json.realisation(each.value, rules),
                    "achievement": json.computed(each.achievement.figure, rules),
                    "reason": each.achievement.figure.reason,
                }
                for each in score.years
            ],
            "analysis": {name: getattr(found.analysis, name) or None for name in ANALYSIS},
            "actions": [
                {"id": id_, "text": each.text, "status": each.status, "due": each.due}
                for id_, each in found.action.items()
            ],
            "evidence": [
                {"id": id_, "name": each.name, "link": each.link or None, "date": each.date}
                for id_, each in found.evidence.items()
            ],
            "file": home(found),
        },
    }


def _part(part: PartScore, rules: Rules) -> dict[str, Any]:
    return {
        "id": part.id,
        "name": part.component.name,
        "parent": part.component.parent,
        "value": json.computed(part.value, rules) if part.group else part.value.value,
        "reason": part.value.reason,
        "max": part.max,
        "weight": part.weight,
        "weighted": json.rounded(part.weighted, rules),
        "deviation": json.rounded(part.deviation, rules),
        "grade": part.grade.id if part.grade else None,
    }
