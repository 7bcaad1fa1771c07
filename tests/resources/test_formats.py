"""The one formatter: dates, amounts, numbers and phones, in three languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.formats import DateStyle
from resources.i18n import (
    LANGUAGES,
    format_date,
    format_datetime,
    format_money,
    format_month,
    format_number,
    format_phone,
    format_time,
    month_name,
)

_MONDAY = date(2026, 11, 23)
_ISOLATES = str.maketrans("", "", "\u2066\u2069")


@pytest.mark.parametrize(
    ("language", "style", "shown"),
    [
        ("fr", "short", "lun. 23 nov. 2026"),
        ("fr", "long", "lundi 23 novembre 2026"),
        ("fr", "numeric", "23/11/2026"),
        ("ar", "short", "الاثنين 23 نونبر 2026"),
        ("ar", "numeric", "23/11/2026"),
        ("en", "short", "Mon 23 Nov 2026"),
        ("en", "long", "Monday 23 November 2026"),
    ],
)
def test_a_date_is_written_as_people_read_it(language: str, style: DateStyle, shown: str) -> None:
    assert format_date(_MONDAY, language, style) == shown


def test_the_first_of_a_french_month_is_le_premier() -> None:
    assert format_date(date(2026, 6, 1), "fr", "long") == "lundi 1er juin 2026"


def test_arabic_months_are_those_of_morocco() -> None:
    assert [month_name(month, "ar") for month in (5, 7, 8, 9, 12)] == ["ماي", "يوليوز", "غشت", "شتنبر", "دجنبر"]
    assert format_month(_MONDAY, "fr") == "novembre 2026"


def test_an_instant_is_shown_in_the_time_of_morocco() -> None:
    late = datetime(2026, 6, 23, 23, 30, tzinfo=UTC)

    assert format_datetime(late, "fr") == "mer. 24 juin 2026, 00:30"
    assert format_datetime(datetime(2026, 6, 23, 8, 5, tzinfo=UTC), "en") == "Tue 23 Jun 2026, 09:05"
    assert format_time(time(8, 0)) == "08:00"


def test_the_pinned_zone_data_decide_and_not_those_of_the_system() -> None:
    # Release 2026f: Morocco stays on GMT from September 2026.
    assert format_datetime(datetime(2026, 11, 23, 8, 5, tzinfo=UTC), "en") == "Mon 23 Nov 2026, 08:05"


@pytest.mark.parametrize(
    ("centimes", "language", "shown"),
    [
        (1_500_000, "fr", "15 000 MAD"),
        (1_500_050, "fr", "15 000,50 MAD"),
        (1_500_050, "en", "15 000.50 MAD"),
        (-100, "fr", "-1 MAD"),
        (0, "fr", "0 MAD"),
        (1_500_000, "ar", "\u206615 000 MAD\u2069"),
    ],
)
def test_an_amount_shows_centimes_only_when_there_are_some(centimes: int, language: str, shown: str) -> None:
    assert format_money(centimes, language) == shown.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+212661234567", "06 61 23 45 67"),
        ("+212524123456", "05 24 12 34 56"),
        ("+212801001234", "0801 00 12 34"),
        ("+96760632142", "+967 6 063 2142"),
        ("141", "141"),
        ("demander à l'accueil", "demander à l'accueil"),
        ("+1", "+1"),
    ],
)
def test_a_phone_is_grouped_as_it_is_said(stored: str, shown: str) -> None:
    assert format_phone(stored, "fr") == shown
    assert format_phone(stored, "ar").translate(_ISOLATES) == shown


def test_numbers_keep_only_the_decimals_they_need() -> None:
    assert format_number(1234567, "fr") == "1\u00a0234\u00a0567"
    assert format_number(12.5, "fr") == "12,5"
    assert format_number(12.5, "en", decimals=2) == "12.50"
    assert format_number(-3, "ar") == "\u2066-3\u2069"


@given(st.dates(), st.sampled_from(LANGUAGES), st.sampled_from(["short", "long", "numeric"]))
def test_digits_are_western_in_every_language(day: date, language: str, style: DateStyle) -> None:
    shown = format_date(day, language, style)

    assert all(c.isascii() for c in shown if c.isdigit())
    assert str(day.year) in shown


@given(st.integers(-(10**14), 10**14), st.sampled_from(LANGUAGES))
def test_an_amount_can_be_read_back_to_the_centime(centimes: int, language: str) -> None:
    bare = format_money(centimes, language).translate(_ISOLATES).removesuffix("\u00a0MAD").replace("\u00a0", "")
    whole, _, rest = bare.replace(",", ".").partition(".")

    assert int(whole + (rest or "00")) == centimes
