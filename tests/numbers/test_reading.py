"""Reading what people type: the table of readings in both languages, and what never happens."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, LANGUAGES, Language, Words
from kinerja_tui.numbers import MOST_DIGITS, AsksState, Expects, Refused, as_typed, read

PLAIN = Expects()
PERCENT = Expects(percent=True)
SERVICES = Expects(measured_in="Layanan")
RUPIAH = Expects(rupiah=True)
WHOLE = Expects(whole=True)
IN_RUPIAH = Expects(measured_in="Rp")
FIELDS = (PLAIN, PERCENT, Expects(measured_in="%"), SERVICES, RUPIAH, WHOLE, IN_RUPIAH)

languages = st.sampled_from(sorted(LANGUAGES)).map(LANGUAGES.__getitem__)
fields = st.sampled_from(FIELDS)
number_like = st.text(alphabet="0123456789.,.,+-−%()Rp eE½٣ \u00a0n/a_…", max_size=30)
number_texts = st.one_of(
    st.text(),
    number_like,
    st.from_regex(
        r"(Rp\.? ?)?[+-]?[0-9]{1,4}([.,][0-9]{1,4}){0,3}(,-)?( ?%| Layanan)?", fullmatch=True
    ),
)


def refusal(text: str, language: Language, expects: Expects = PLAIN) -> Refused:
    with pytest.raises(Refused) as caught:
        read(text, language, expects)
    return caught.value


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize(
    ("text", "expects", "value"),
    [
        ("61,34", PLAIN, "61.34"),
        ("61.34", PLAIN, "61.34"),
        ("336.5", PLAIN, "336.5"),
        ("0.123", PLAIN, "0.123"),
        ("0,123", PLAIN, "0.123"),
        ("83,32088745", PLAIN, "83.32088745"),
        ("60,00", PLAIN, "60.00"),
        ("62", PLAIN, "62"),
        ("7.719.313.000", RUPIAH, "7719313000"),
        ("7,719,313,000", RUPIAH, "7719313000"),
        ("Rp. 7.719.313.000,-", RUPIAH, "7719313000"),
        ("Rp7.719.313.000", RUPIAH, "7719313000"),
        ("7.719.313.000", PLAIN, "7719313000"),
        ("7,719,313,000", PLAIN, "7719313000"),
        ("Rp. 7.719.313.000,-", PLAIN, "7719313000"),
        ("Rp7.719.313.000", IN_RUPIAH, "7719313000"),
        ("IDR 7,719,313,000", RUPIAH, "7719313000"),
        ("rp\u00a07.719.313.000,--", RUPIAH, "7719313000"),
        ("500.000,-", RUPIAH, "500000"),
        ("500,000,-", RUPIAH, "500000"),
        ("-Rp1.234.567", RUPIAH, "-1234567"),
        ("Rp -1.234.567", RUPIAH, "-1234567"),
        ("Rp1.234.567,00", RUPIAH, "1234567"),
        ("1.500.000 rupiah", RUPIAH, "1500000"),
        ("1.234.567,89", PLAIN, "1234567.89"),
        ("1,234,567.89", PLAIN, "1234567.89"),
        ("1.234,567", PLAIN, "1234.567"),
        ("1,234.5", PLAIN, "1234.5"),
        ("87,69%", PERCENT, "87.69"),
        ("87.69%", Expects(measured_in="%"), "87.69"),
        ("110 %", PERCENT, "110"),
        ("110\u00a0%", PERCENT, "110"),
        ("87,69 persen", PERCENT, "87.69"),
        ("4 Layanan", SERVICES, "4"),
        ("4 layanan", SERVICES, "4"),
        ("4\u00a0LAYANAN", SERVICES, "4"),
        ("12 m2", Expects(measured_in="m2"), "12"),
        ("5 juta", Expects(measured_in="juta"), "5"),
        ("\u00a0 61,34\u202f\n", PLAIN, "61.34"),
        ("\ufeff61,34\u200b", PLAIN, "61.34"),
        ("-5", PLAIN, "-5"),
        ("−5,5", PLAIN, "-5.5"),
        ("+5,50", PLAIN, "5.50"),
        ("0", WHOLE, "0"),
        ("-0,00", PLAIN, "0.00"),
        ("12,00", WHOLE, "12"),
        ("9" * MOST_DIGITS, PLAIN, "9" * MOST_DIGITS),
    ],
)
def test_read_alike_in_both_languages(
    text: str, expects: Expects, value: str, language: Language
) -> None:
    assert str(read(text, language, expects)) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("8,125", INDONESIAN, "8.125"),
        ("1,234", INDONESIAN, "1.234"),
        ("1234,567", INDONESIAN, "1234.567"),
        ("1.234", ENGLISH, "1.234"),
        ("336.500", ENGLISH, "336.500"),
        ("-8.125", ENGLISH, "-8.125"),
    ],
)
def test_three_decimals_after_the_own_sign_are_read(
    text: str, language: Language, value: str
) -> None:
    assert str(read(text, language, PLAIN)) == value


@pytest.mark.parametrize(
    ("text", "language", "question", "offers"),
    [
        ("1.234", INDONESIAN, "1,234 {} 1234?", ("1,234", "1234")),
        ("336.500", INDONESIAN, "336,500 {} 336500?", ("336,500", "336500")),
        ("-1.234", INDONESIAN, "-1,234 {} -1234?", ("-1,234", "-1234")),
        ("1234.567", INDONESIAN, "1234,567 {} 1234567?", ("1234,567", "1234567")),
        ("8,125", ENGLISH, "8.125 {} 8125?", ("8.125", "8125")),
        ("1,234", ENGLISH, "1.234 {} 1234?", ("1.234", "1234")),
    ],
)
def test_three_digits_after_the_other_sign_are_asked_about(
    text: str, language: Language, question: str, offers: tuple[str, str]
) -> None:
    refused = refusal(text, language)
    said = Words(language).say(refused.message)
    first, second = question.split("{}")
    assert said.startswith(first)
    assert said.endswith(second)
    assert refused.offers == offers
    assert refused.hint is not None
    assert not isinstance(refused, AsksState)


@pytest.mark.parametrize("expects", [RUPIAH, WHOLE])
def test_whole_amounts_are_grouped_by_the_own_sign(expects: Expects) -> None:
    assert str(read("500.000", INDONESIAN, expects)) == "500000"
    assert str(read("1,234", ENGLISH, expects)) == "1234"
    assert refusal("1,234", INDONESIAN, expects).offers == ("1234",)
    assert refusal("1.234", ENGLISH, expects).offers == ("1234",)
    assert refusal("500,000", INDONESIAN, expects).offers == ("500", "500000")
    assert refusal("1234.567", INDONESIAN, expects).offers == ("1234567",)
    assert refusal("61,34", INDONESIAN, expects).offers == ()


def test_a_rupiah_symbol_settles_one_group_and_never_makes_thousandths() -> None:
    assert str(read("Rp1.234", INDONESIAN, IN_RUPIAH)) == "1234"
    assert str(read("Rp1,234", ENGLISH, IN_RUPIAH)) == "1234"
    assert refusal("Rp1.234", ENGLISH, IN_RUPIAH).offers == ("1.234", "1234")
    assert refusal("Rp1,234", INDONESIAN, PLAIN).offers == ("1,234", "1234")


@pytest.mark.parametrize(
    ("text", "expects", "offers"),
    [
        ("87,69%", PLAIN, ("87,69",)),
        ("110 %", SERVICES, ("110",)),
        ("110 %", RUPIAH, ("110",)),
        ("4 Layanan", PLAIN, ("4",)),
        ("4 Layanan", PERCENT, ("4",)),
        ("4 Dokumen", SERVICES, ("4",)),
        ("4 Layanan baru", SERVICES, ("4",)),
        ("336,5 (Sangat Baik)", PLAIN, ("336,5",)),
        ("83,32 (P-5)", PLAIN, ("83,32",)),
        ("103% (Baik)", PERCENT, ("103",)),
        ("1.234 (Baik)", PLAIN, ("1,234", "1234")),
        ("Rp1.234", PERCENT, ("1234",)),
        ("Rp1.234", WHOLE, ("1234",)),
        ("500,-", SERVICES, ("500",)),
        ("5.", PLAIN, ("5",)),
        ("5,", PLAIN, ("5",)),
        (".5", PLAIN, ("0,5",)),
        ("007", PLAIN, ("7",)),
        ("075,5", PLAIN, ("75,5",)),
        ("00", WHOLE, ("0",)),
        ("7 719 313 000", RUPIAH, ("7719313000",)),
    ],
)
def test_a_number_in_the_wrong_dress_is_offered_without_it(
    text: str, expects: Expects, offers: tuple[str, ...]
) -> None:
    assert refusal(text, INDONESIAN, expects).offers == offers


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize(
    "text",
    ["", "  ", "\u00a0", "-", "–", "—", "−", "--", "n.a", "n.a.", "N/A", "n/a", "NA", "..", "....",
     "…", "....  %", "____", "- %", "Rp -", "Rp", "Rp. ......"],
)  # fmt: skip
def test_what_says_that_there_is_no_number_asks_for_a_state(text: str, language: Language) -> None:
    for expects in FIELDS:
        refused = refusal(text, language, expects)
        assert isinstance(refused, AsksState)
        assert refused.offers == ()


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize(
    "text",
    ["nan", "NaN", "inf", "-Infinity", "1e5", "1E5", "1,5e-3", "½", "5½", "٣", "６１", "5²", "Ⅷ",
     "四", "1.23.456", "1.234.56", "12345.678.900", "1,234,56.7", "1.234,567.890", "0.123.456",
     "1..5", "1,,5", "1.,5", "1_000", "0x10", "- 5", "+-5", "--5", "5-", "(5)", "%50", "5 juta",
     "5jt", "7,7 miliar", "Rp5 juta", "4 dari 5", "91 - 100", "61-70", "1/2", "tiga", ".", ",", "%",
     ",-", "5 5", "1234 567", "75,24 (2021)", "1e5 (Baik)",
     "9" * (MOST_DIGITS + 1), "0," + "1" * MOST_DIGITS,
     "1" * 5000, "x" * 5000],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_nothing_is_offered(text: str, language: Language) -> None:
    for expects in (*FIELDS, Expects(measured_in="e5")):
        refused = refusal(text, language, expects)
        assert not isinstance(refused, AsksState)
        assert refused.offers == ()


@pytest.mark.parametrize("text", ["Rp1.234,50,-", "1234.567,-", "61,3,-"])
def test_an_amount_that_ends_without_decimals_has_none(text: str) -> None:
    assert refusal(text, INDONESIAN, IN_RUPIAH).offers == ()


def test_reasons_are_short_and_say_what_is_wrong() -> None:
    reasons = {
        "87,69%": "This field is not in percent.",
        "4 Dokumen": "This field is in Layanan.",
        "Rp5": "This field is not in rupiah.",
        "336,5 (Sangat Baik)": "Type the number without the words in brackets.",
        "1.23.456": "Thousands come in groups of three digits.",
        "007": "A number does not begin with extra zeros.",
        "٣": "Write numbers with the digits 0 to 9.",
        "5½": "Write numbers with the digits 0 to 9.",
        "1e5": "Write the number out in digits.",
        "5 juta": "Write the number out in digits.",
        "1" * 25: "The number is too long: at most 24 digits.",
        "1" * 5000: "The number is too long: at most 24 digits.",
        "tiga": "This is not a number.",
        "": "There is no number here.",
    }
    said = {text: str(refusal(text, INDONESIAN, SERVICES)) for text in reasons}
    assert said == reasons


@given(number_texts, languages, fields)
@example("1" * 10_000, INDONESIAN, PLAIN)
@example(". " * 5_000, INDONESIAN, PLAIN)
@example("\ud800", INDONESIAN, PLAIN)
def test_reading_gives_a_finite_number_or_refuses(
    text: str, language: Language, expects: Expects
) -> None:
    try:
        value = read(text, language, expects)
    except Refused as refused:
        assert Words(language).say(refused.message)
    else:
        assert value.is_finite()
        assert len(value.as_tuple().digits) <= MOST_DIGITS
        if expects.whole or expects.rupiah:
            assert value.as_tuple().exponent == 0


@given(number_texts, languages, fields)
@example("0.000", INDONESIAN, RUPIAH)
@example("-00.000", INDONESIAN, PLAIN)
def test_every_offer_is_read_in_the_field_that_made_it(
    text: str, language: Language, expects: Expects
) -> None:
    try:
        read(text, language, expects)
    except Refused as refused:
        values = [read(offer, language, expects) for offer in refused.offers]
        assert len(set(values)) == len(values)


@given(number_texts, fields)
@example("Rp1.234", IN_RUPIAH)
@example("1.234", RUPIAH)
@example("500,000", WHOLE)
def test_no_text_is_two_numbers_in_two_languages(text: str, expects: Expects) -> None:
    try:
        values = {read(text, language, expects) for language in LANGUAGES.values()}
    except Refused:
        return
    assert len(values) == 1


@given(number_texts, languages, fields)
def test_blanks_around_a_text_do_not_matter(
    text: str, language: Language, expects: Expects
) -> None:
    def outcome(text: str) -> tuple[str, ...]:
        try:
            return (str(read(text, language, expects)),)
        except Refused as refused:
            return (type(refused).__name__, str(refused), *refused.offers)

    assert outcome(f"\t\u00a0{text}\u202f ") == outcome(text)


@given(st.integers(1, 999), st.integers(0, 999), languages)
def test_one_group_in_a_number_with_decimals_is_never_guessed(
    first: int, last: int, language: Language
) -> None:
    text = f"{first}{language.group}{last:03}"
    assert refusal(text, language).offers == (
        as_typed(Decimal(f"{first}.{last:03}"), language),
        f"{first}{last:03}",
    )


@given(st.lists(st.integers(0, 9999), min_size=2, max_size=5), st.sampled_from(".,"), languages)
def test_thousands_must_be_in_exact_groups(
    groups: list[int], sign: str, language: Language
) -> None:
    text = sign.join(str(group) for group in groups)
    assume(len(groups) > 2)
    if groups[0] in range(1, 1000) and all(100 <= group <= 999 for group in groups[1:]):
        assert read(text, language, PLAIN) == int(text.replace(sign, ""))
    else:
        assert not refusal(text, language).offers or text.startswith("0")
