"""Phones as people give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.phones import normalise, phone_digits, phone_warning, split_phones


@pytest.mark.parametrize(
    "typed",
    [
        "0661234567",
        "06 61 23 45 67",
        "06-61.23.45.67",
        "+212 661 234 567",
        "+212 (0)6 61 23 45 67",
        "00212661234567",
        "212661234567",
        "661234567",
        "661234567.0",
        "٠٦٦١٢٣٤٥٦٧",
        "\u2066+212661234567\u2069",
    ],
)
def test_a_moroccan_phone_is_one_number_however_typed(typed: str) -> None:
    assert normalise(typed) == "+212661234567"
    assert phone_warning(normalise(typed)) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0801001234", "+212801001234"),
        ("0800 00 12 34", "+212800001234"),
        ("141", "141"),
        ("5050", "5050"),
        ("+224 628 12 34 56", "+224628123456"),
        ("00221771234567", "+221771234567"),
        ("221771234567", "+221771234567"),
        ("0612", "0612"),
        ("demander Awa", "demander Awa"),
        ("061234567", "061234567"),
    ],
)
def test_services_foreign_lines_and_odd_texts_are_kept(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


def test_one_cell_may_hold_two_phones() -> None:
    assert split_phones("06 57 10 94 20 / 0698773507") == ("+212657109420", "+212698773507")
    assert split_phones("0657109420 / +212657109420") == ("+212657109420",)
    assert split_phones(" / ") == ()


def test_a_phone_is_found_by_its_national_digits() -> None:
    assert phone_digits("+212661234567") == "661234567"
    assert phone_digits("+224628123456") == "224628123456"
    assert phone_digits("061234567") == "61234567"


def test_what_looks_wrong_is_said_and_never_refused() -> None:
    assert phone_warning("demander Awa") is not None
    assert phone_warning("061234567") is not None
    assert phone_warning("+22499") is not None
    assert phone_warning("141") is None
    assert phone_warning("+221771234567") is None


@given(st.text(max_size=30))
def test_reading_a_phone_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.integers(500_000_000, 899_999_999))
def test_every_moroccan_number_is_read_from_its_local_form(digits: int) -> None:
    assert normalise(f"0{digits}") == f"+212{digits}"
