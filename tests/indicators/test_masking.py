"""Small cells never leave, nor what would reveal them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.indicators.masking import masked, masked_one

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40))


@given(COUNTS)
def test_no_small_count_is_shown_and_zero_is(counts: dict[str, int]) -> None:
    shown = masked(counts)

    assert all(value is None for key, value in shown.items() if 1 <= counts[key] <= 4)
    assert all(shown[key] == 0 for key, value in counts.items() if value == 0)
    assert all(value in (None, counts[key]) for key, value in shown.items())


@given(COUNTS)
def test_one_masked_part_is_never_found_by_taking_the_others_from_the_total(counts: dict[str, int]) -> None:
    hidden = [key for key, value in masked(counts).items() if value is None]
    others = [value for key, value in counts.items() if value and key not in hidden]

    assert len(hidden) != 1 or not others


def test_a_figure_alone() -> None:
    assert [masked_one(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]
