"""Direction and shape of text on paper: our levels are those of the reference, values never turn round."""

from __future__ import annotations

import random

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.bidi import clean, levels, ltr, visual_order

_SIGNS = "abé ABZ 0123 ٠١٢ ابتثجمن سلا ()[]{}«» .,:;/-+%€# \u00a0"


def test_values_that_would_turn_round_in_arabic_do_not() -> None:
    """The list of what flips by the standard in a right-to-left sentence, unless it is kept by `ltr`."""
    for value in ("2026-11-23", "145 000,00", "09-08", "06 61 23 45 67", "50%", "RAB-26-00042-7", "essai@exemple.ma"):
        sentence = f"المبلغ {ltr(value)} درهم"
        start = sentence.index(value)
        assert set(levels(sentence, 1)[start : start + len(value)]) == {2}, value


def test_a_value_keeps_its_direction_inside_any_sentence() -> None:
    sentence = f"الهاتف {ltr('06 61 23 45 67')} مغلق"
    inside = levels(sentence, 1)[sentence.index("06") : sentence.index("67") + 2]
    assert set(inside) == {2}


@pytest.mark.parametrize("control", ["\u202e", "\u2067", "\u200f", "\u202a", "\x07", "\ufeff"])
def test_control_signs_that_spoof_are_taken_out(control: str) -> None:
    assert clean(f"a{control}b") == "ab"


@settings(max_examples=60)
@given(st.text(alphabet=_SIGNS, max_size=40), st.sampled_from([0, 1]))
def test_a_line_has_a_level_for_each_sign_and_arabic_always_an_odd_one(text: str, base: int) -> None:
    found = levels(text, base)
    assert len(found) == len(text)
    assert all(level % 2 == 1 for sign, level in zip(text, found, strict=True) if "ا" <= sign <= "ي")
    assert all(level % 2 == 0 for sign, level in zip(text, found, strict=True) if sign.isascii() and sign.isalpha())


@pytest.mark.parametrize("seed", range(10))
def test_lines_stand_in_the_order_of_the_reference(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(1_000):
        text = "".join(chance.choice(_SIGNS) for _ in range(chance.randint(0, 30))).strip()
        for base, direction in ((0, "L"), (1, "R")):
            ours = "".join(text[place] for place in visual_order(levels(text, base)))
            assert ours == get_display(text, base_dir=direction), text
