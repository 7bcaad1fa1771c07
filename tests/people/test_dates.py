"""Birth dates as people know them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.people.dates import BirthDate, Precision, age, format_birth, parse_birth

_TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12/03/1988", "1988-03-12"),
        ("1988-03-12", "1988-03-12"),
        ("1988/3/2", "1988-03-02"),
        ("12.3.88", "1988-03-12"),
        ("12 03 1988", "1988-03-12"),
        ("12031988", "1988-03-12"),
        ("1988-03-12 00:00:00", "1988-03-12"),
        ("12 mars 1988", "1988-03-12"),
        ("1er juin 1990", "1990-06-01"),
        ("March 12, 1988", "1988-03-12"),
        ("12 مارس 1988", "1988-03-12"),
        ("5 غشت 1990", "1990-08-05"),
        ("١٢/٠٣/١٩٨٨", "1988-03-12"),
        ("03/1988", "1988-03"),
        ("1988-03", "1988-03"),
        ("mars 1988", "1988-03"),
        ("1988", "1988"),
        ("vers 1988", "~1988"),
        ("~1988", "~1988"),
        ("environ 30 ans", "~1996"),
        ("30 ans environ", "~1996"),
        ("30 ans", "~1996"),
        ("~30", "~1996"),
        ("about 30 years old", "~1996"),
        ("حوالي 30 سنة", "~1996"),
    ],
)
def test_a_birth_is_read_as_it_is_said(typed: str, read: str) -> None:
    birth = parse_birth(typed, _TODAY)

    assert birth is not None
    assert birth.iso() == read


def test_nothing_typed_is_no_birth_date() -> None:
    assert parse_birth("  ", _TODAY) is None


@pytest.mark.parametrize(
    "typed", ["30/02/1988", "12/13/1988", "2030", "24/11/2026", "1850", "130 ans", "0000", "1988-00"]
)
def test_an_impossible_birth_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_birth(typed, _TODAY)

    assert refusal.value.key == "person.birth_impossible"


@pytest.mark.parametrize("typed", ["abc", "12/03", "30", "mars", "12 mars avril 1988", "1988-03-12-05"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_birth(typed, _TODAY)

    assert refusal.value.key == "person.birth_unreadable"


def test_the_age_is_a_range_as_wide_as_what_is_not_known() -> None:
    assert BirthDate(date(1988, 11, 24)).age_range(_TODAY) == (37, 37)
    assert BirthDate(date(1988, 11, 23)).age_range(_TODAY) == (38, 38)
    assert BirthDate(date(1988, 11, 1), Precision.MONTH).age_range(_TODAY) == (37, 38)
    assert BirthDate(date(1988, 1, 1), Precision.YEAR).age_range(_TODAY) == (37, 38)
    assert BirthDate(date(1988, 1, 1), Precision.ABOUT).age_range(_TODAY) == (35, 40)


def test_someone_born_on_a_leap_day_ages_on_the_first_of_march() -> None:
    assert age(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age(date(2004, 2, 29), date(2026, 3, 1)) == 22


def test_a_birth_is_shown_as_precisely_as_it_is_known() -> None:
    assert format_birth(BirthDate(date(1988, 3, 12)), "fr") == "12/03/1988"
    assert format_birth(BirthDate(date(1988, 3, 1), Precision.MONTH), "ar") == "مارس 1988"
    assert format_birth(BirthDate(date(1988, 1, 1), Precision.YEAR), "en") == "1988"
    assert format_birth(BirthDate(date(1988, 1, 1), Precision.ABOUT), "en") == "about 1988"


@given(st.dates(date(1910, 1, 1), _TODAY), st.sampled_from(Precision))
def test_what_is_written_is_read_back(first: date, precision: Precision) -> None:
    whole = {
        Precision.DAY: first,
        Precision.MONTH: first.replace(day=1),
        Precision.YEAR: date(first.year, 1, 1),
        Precision.ABOUT: date(first.year, 1, 1),
    }
    birth = BirthDate(whole[precision], precision)

    assert parse_birth(birth.iso(), _TODAY) == birth
    lowest, highest = birth.age_range(_TODAY)
    assert lowest <= highest
    assert birth.earliest <= birth.first <= birth.latest


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Refused):
        birth = parse_birth(text, _TODAY)
        assert birth is None or birth.first <= _TODAY
