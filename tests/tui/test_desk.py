"""The session without a screen: previews, saves, undo, conflicts, what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.store.splicing.edit import Conflict, Refused, Saved
from kinerja_tui.tui import news, past
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.drafting import Draft, Preview, insisted, over
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import IP_ASN, SAMPLE, SPBE, desk_of, sample, senja


def typed(desk: Desk, subject: str, text: str) -> tuple[Draft, Preview]:
    draft = desk.draft(subject)
    return draft, desk.preview(draft, text)


def save(desk: Desk, subject: str, text: str) -> Saved:
    draft, found = typed(desk, subject, text)
    assert found.edit is not None
    return written(desk, draft, found)


def written(desk: Desk, draft: Draft, found: Preview) -> Saved:
    assert found.edit is not None
    ending = desk.save(draft, found.edit)
    assert isinstance(ending.outcome, Saved)
    assert desk.settle(draft, found.edit, ending)
    return ending.outcome


def step(desk: Desk, again: bool = False) -> past.Step:
    found = past.step(desk, again)
    assert found is not None and past.took(desk, found)
    return found


def value(desk: Desk, subject: str) -> Decimal | None:
    score = desk.score(subject)
    assert score is not None
    return score.value.number


def test_a_preview_changes_the_achievement_its_goal_and_the_unit_and_nothing_else() -> None:
    desk = desk_of(SAMPLE)
    before = desk.page
    _, found = typed(desk, "spbe", "2.6")
    score = found.card.indicator("spbe")
    assert score is not None and score.achievement.counted == 100
    assert found.card.goals[0].mean.value != before.card.goals[0].mean.value
    assert found.card.goals[1] == before.card.goals[1]
    assert found.card.mean.value != before.card.mean.value
    assert desk.page is before


def test_the_edit_is_the_typed_token_against_the_token_that_was_seen() -> None:
    _, found = typed(desk_of(SAMPLE), "ip-asn", "62.50")
    assert found.edit is not None
    assert found.edit.file == IP_ASN
    assert [(each.key, each.seen, each.new) for each in found.edit.changes] == [
        ("realisation.value", "61.34", "62.50")
    ]


@pytest.mark.parametrize(
    ("text", "words", "offers"),
    [
        ("1,234", "1.234 or 1234?", ("1.234", "1234")),
        ("nan", "This is not a number.", ()),
        ("336,5 (Sangat Baik)", "Type the number without the words in brackets.", ("336.5",)),
    ],
)
def test_a_refused_text_says_why_and_leaves_the_card(
    text: str, words: str, offers: tuple[str, ...]
) -> None:
    desk = desk_of(SAMPLE)
    _, found = typed(desk, "ip-asn", text)
    assert found.refused is not None and desk.words.say(found.refused) == words
    assert found.offers == offers
    assert found.edit is None
    assert found.card is desk.page.card


@pytest.mark.parametrize("text", ["-", "n.a", "", "...."])
def test_no_number_asks_for_a_state(text: str) -> None:
    _, found = typed(desk_of(SAMPLE), "ip-asn", text)
    assert found.asks_state


def test_a_save_changes_one_token_and_the_page_without_reading_again(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    before = (root / IP_ASN).read_text(encoding="utf-8")
    agreement = desk.page.card.agreement
    save(desk, "ip-asn", "62.5")
    after = (root / IP_ASN).read_text(encoding="utf-8")
    assert after == before.replace("value = 61.34", "value = 62.5")
    assert value(desk, "ip-asn") == Decimal("62.5")
    assert desk.page.card.agreement is agreement
    fresh = desk_of(root)
    assert desk.page.card.mean == fresh.page.card.mean
    assert desk.page.card.goals == fresh.page.card.goals


def test_undo_and_redo_walk_back_and_forth_to_the_byte(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    whole = (root / IP_ASN).read_bytes()
    save(desk, "ip-asn", "62.5")
    save(desk, "ip-asn", "63")
    for expected in ("62.5", "61.34"):
        step(desk)
        assert value(desk, "ip-asn") == Decimal(expected)
    assert (root / IP_ASN).read_bytes() == whole
    assert past.step(desk, again=False) is None
    found = step(desk, again=True)
    assert value(desk, "ip-asn") == Decimal("62.5")
    name = news.step_name(found.entry, desk.page.library)
    assert desk.words.say(name) == "realisation of IK 1 2022"
    save(desk, "ip-asn", "64")
    assert past.step(desk, again=True) is None


def test_the_same_value_is_no_edit() -> None:
    _, found = typed(desk_of(SAMPLE), "ip-asn", "61.34")
    assert found.edit is not None and found.edit.changes == ()


def test_a_conflict_keeps_both_and_can_be_written_over(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    draft, found = typed(desk, "ip-asn", "70")
    assert found.edit is not None
    path = root / IP_ASN
    path.write_text(path.read_text(encoding="utf-8").replace("61.34", "65"), encoding="utf-8")
    ending = desk.save(draft, found.edit)
    outcome = ending.outcome
    assert isinstance(outcome, Conflict)
    assert (outcome.seen, outcome.found, outcome.mine) == ("61.34", "65", "70")
    assert not desk.settle(draft, found.edit, ending)
    assert value(desk, "ip-asn") == 65
    newer, again = insisted(draft, outcome), over(found.edit, outcome)
    assert desk.settle(newer, again, desk.save(newer, again))
    assert "value = 70" in path.read_text(encoding="utf-8")
    (lost,) = desk.shelf.journal().lost
    assert (lost.found, lost.mine, lost.choice) == ("65", "70", "mine")


def test_a_state_needs_its_reason_and_takes_the_value_out_of_the_mean(tmp_path: Path) -> None:
    desk = desk_of(sample(tmp_path))
    draft = desk.draft("ip-asn")
    refused = desk.preview_state(draft, "unavailable", "  ")
    assert refused.refused is not None and refused.edit is None
    found = desk.preview_state(draft, "unavailable", "survey is late")
    score = found.card.indicator("ip-asn")
    assert score is not None and score.reason == "unavailable"
    assert found.card.goals[0].mean.counted == 3
    assert found.edit is not None
    written(desk, draft, found)
    assert value(desk, "ip-asn") is None


def test_a_value_after_no_value_is_final_and_drops_the_old_reason(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    draft = desk.draft("ip-asn")
    found = desk.preview_state(draft, "unmeasured", "no survey")
    written(desk, draft, found)
    save(desk, "ip-asn", "60")
    indicator = desk_of(root).page.book.indicators["ip-asn"]
    assert indicator.realisation is not None
    assert indicator.realisation.state == "final"
    assert indicator.realisation.reason == ""
    assert desk.page.book.indicators["ip-asn"] == indicator


def test_a_carried_figure_made_final_is_of_this_year_and_counts(tmp_path: Path) -> None:
    desk = desk_of(sample(tmp_path))
    draft = desk.draft("sakip")
    found = desk.preview_state(draft, "final", "")
    written(desk, draft, found)
    realisation = desk.page.book.indicators["sakip"].realisation
    assert realisation is not None
    assert (realisation.state, realisation.data_year, realisation.counted) == ("final", 2022, True)
    assert desk.page.card.mean.counted == 6


def test_an_indicator_without_realisation_gets_value_and_state(tmp_path: Path) -> None:
    root = senja(tmp_path)
    desk = desk_of(root, "dinas-air", 2023)
    before = (root / "dinas-air/2023/indicators/sumur.toml").read_bytes()
    save(desk, "sumur", "12")
    realisation = desk_of(root, "dinas-air", 2023).page.book.indicators["sumur"].realisation
    assert realisation is not None
    assert (realisation.value, realisation.state) == (Decimal(12), "final")
    step(desk)
    assert (root / "dinas-air/2023/indicators/sumur.toml").read_bytes() == before
    assert desk.page.book.indicators["sumur"].realisation is None


def test_a_grade_is_typed_by_its_code_or_name(tmp_path: Path) -> None:
    desk = desk_of(senja(tmp_path), "dinas-air", 2022)
    _, found = typed(desk, "mutu-laporan", "j")
    assert found.edit is not None
    assert found.edit.changes[0].key == "realisation.grade"
    _, wrong = typed(desk, "mutu-laporan", "Z")
    assert wrong.refused is not None and "One of these grades" in desk.words.say(wrong.refused)
    _, none = typed(desk, "mutu-laporan", "-")
    assert none.asks_state


def test_a_ratio_is_typed_as_two_numbers(tmp_path: Path) -> None:
    desk = desk_of(senja(tmp_path), "dinas-air", 2022)
    draft, found = typed(desk, "cakupan", "840 / 1000")
    assert " / " in draft.text
    assert found.edit is not None
    assert [each.key for each in found.edit.changes] == [
        "realisation.numerator",
        "realisation.denominator",
    ]
    _, refused = typed(desk, "cakupan", "84")
    assert refused.refused is not None and refused.hint is not None


def test_what_cannot_be_edited_says_why_before_anything_is_typed(tmp_path: Path) -> None:
    root = senja(tmp_path)
    closed = desk_of(root, "dinas-air", 2021)
    open_ = desk_of(root, "dinas-air", 2022)
    borrowed = open_.why_not("ketahanan")
    assert "closed" in str(closed.why_not(closed.page.card.indicators[0].id))
    assert borrowed is not None and "pulau-senja/indeks-ketahanan" in str(borrowed)
    assert open_.why_not(open_.page.card.goals[0].id) is not None
    assert open_.why_not("keluhan") is None


def test_years_and_units_have_neighbours_and_an_end(tmp_path: Path) -> None:
    desk = desk_of(senja(tmp_path), "dinas-air", 2022)
    assert (desk.neighbour_year(-1), desk.neighbour_year(1)) == (2021, 2023)
    assert desk.neighbour_unit(1) == ("pulau-senja", 2022)
    assert desk.neighbour_unit(-1) is None
    desk.put(desk.opened("dinas-air", 2023))
    assert desk.neighbour_year(1) is None


def test_a_year_without_a_record_is_passed_over(tmp_path: Path) -> None:
    root = senja(tmp_path)
    (root / "dinas-air" / "2020" / "indicators").mkdir(parents=True)
    (root / "dinas-air" / "2019").mkdir()
    (root / "dinas-air" / "2024").mkdir()
    (root / "dinas-air" / "2019" / "year.toml").write_text("schema = 1\n", "utf-8")
    desk = desk_of(root, "dinas-air", 2021)
    assert desk.neighbour_year(-1) == 2019
    desk.put(desk.opened("dinas-air", 2023))
    assert desk.neighbour_year(1) is None


def test_a_refused_save_leaves_the_page(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    draft, found = typed(desk, "spbe", "2.7")
    assert found.edit is not None
    (root / SPBE).unlink()
    ending = desk.save(draft, found.edit)
    assert isinstance(ending.outcome, Refused)
    page = desk.page
    assert not desk.settle(draft, found.edit, ending)
    assert desk.page is page


def test_an_undo_of_another_year_corrects_what_is_compared_with(tmp_path: Path) -> None:
    desk = desk_of(senja(tmp_path), "dinas-air", 2022)
    first = desk.page.book.indicators["keluhan"].realisation
    save(desk, "keluhan", "31")
    desk.put(desk.opened("dinas-air", 2023))
    page = desk.page
    step(desk)
    assert desk.page is not page and desk.year == 2023
    before = desk.page.library.book("dinas-air", 2022)
    assert before is not None and before.indicators["keluhan"].realisation == first


def test_the_day_holds_for_the_year_that_was_opened(tmp_path: Path) -> None:
    day = date(2022, 5, 1)
    desk = Desk(Folder(senja(tmp_path)), "dinas-air", 2022, Words(ENGLISH), day)
    first = desk.page.card.agreement
    assert desk.page.card.at == day
    assert first is not None and first.date <= day
    assert desk.opened("dinas-air", 2023).card.at == date(2023, 12, 31)
    assert desk.opened("dinas-air", 2022).card.at == day
