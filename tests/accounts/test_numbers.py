"""Numbers people read: made, read aloud, typed back in every way people type them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.numbers import NumberKind, NumberParts, compose, is_code, parse, parts_of, read_aloud
from app.errors import Refused

_AGENCIES = {"RAB": "001", "CAS": "002", "FÈS": "003"}
_DOSSIER = "10010026000422"
_FIELD_DOSSIER = "10010326000427"

_codes = st.builds(
    compose,
    st.sampled_from(NumberKind),
    st.sampled_from(["001", "002", "003"]),
    st.integers(0, 99),
    st.integers(2020, 2099),
    st.integers(1, 99_999),
)


def test_the_examples_of_the_product_hold() -> None:
    assert compose(NumberKind.DOSSIER, "001", 0, 2026, 42) == _DOSSIER
    assert read_aloud(_DOSSIER, "RAB") == "RAB-26-00042-2"
    assert read_aloud(compose(1, "001", 3, 26, 42), "RAB") == "RAB.03-26-00042-7"
    assert parts_of(_FIELD_DOSSIER) == NumberParts(NumberKind.DOSSIER, "001", 3, 2026, 42)


@pytest.mark.parametrize(
    "typed",
    [
        "RAB-26-00042-2",
        "rab-26-00042-2",
        " RAB 26 00042 2 ",
        "RAB26000422",
        "RAB-26-42-2",
        "RAB – 26 – 00042 – 2",
        "\u2066RAB-26-00042-2\u2069",
        "RAB-٢٦-٠٠٠٤٢-٢",
        _DOSSIER,
        "1 001 00 26 00042 2",
        "١٠٠١٠٠٢٦٠٠٠٤٢٢",
    ],
)
def test_a_dossier_number_is_understood_as_typed(typed: str) -> None:
    assert parse(typed, NumberKind.DOSSIER, _AGENCIES) == _DOSSIER
    assert parse(typed, None, _AGENCIES) == _DOSSIER


def test_a_number_of_a_field_laptop_names_its_device() -> None:
    for typed in ("RAB.03-26-00042-7", "rab 03 26 00042 7", "RAB.03-26-42-7"):
        assert parse(typed, NumberKind.DOSSIER, _AGENCIES) == _FIELD_DOSSIER


def test_a_label_may_have_an_accent_that_nobody_types() -> None:
    code = compose(2, "003", 0, 26, 7)

    assert parse(read_aloud(code, "FES"), NumberKind.SLIP, _AGENCIES) == code


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("RAB-26-00042-3", "number.wrong_check_digit"),
        ("RAB-26-00043-2", "number.wrong_check_digit"),
        ("10010026000423", "number.wrong_check_digit"),
        ("20010026000420", "number.other_kind"),
        ("XYZ-26-00042-2", "number.unknown_label"),
        ("RAB-26", "number.unreadable"),
        ("RAB-2026-00042-2-1-1", "number.unreadable"),
        ("42", "number.unreadable"),
        ("90010026000422", "number.unreadable"),
        ("Mamadou", "number.unreadable"),
        ("", "number.unreadable"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(typed: str, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse(typed, NumberKind.DOSSIER, _AGENCIES)

    assert refusal.value.key == key


def test_parts_that_make_no_number_are_our_own_mistake() -> None:
    for agency, device, sequence in (("1", 0, 1), ("001", 100, 1), ("001", 0, 0), ("001", 0, 100_000)):
        with pytest.raises(ValueError, match="no number"):
            compose(1, agency, device, 2026, sequence)


@given(_codes)
def test_both_forms_lead_back_to_the_code(code: str) -> None:
    labels = {agency: label for label, agency in _AGENCIES.items()}
    spoken = read_aloud(code, labels[code[1:4]])

    assert is_code(code)
    assert parse(code, None, _AGENCIES) == code
    assert parse(spoken, int(code[0]), _AGENCIES) == code
    assert parse(spoken, None, _AGENCIES) == code


@given(_codes, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(code: str, place: int, shift: int) -> None:
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]

    assert not is_code(wrong)


@given(_codes, st.integers(0, 12))
def test_two_digits_swapped_are_always_seen(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert swapped == code or not is_code(swapped)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with suppress(Refused):
        assert is_code(parse(text, None, _AGENCIES))
