"""Many pairs of words at once, the bound on one pair, and the score cut short: each says what the plain rule says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.likeness import likeness_score, score_from
from app.people.word_likeness import word_likeness, word_likeness_at_most
from app.people.word_pairs import pairs_likeness
from tests.tooling.fit_likeness import read_pairs

_NAMES = st.sampled_from(["mamadou", "mamadu", "محمد", "mohamed", "fatoumata", "فاطمه", "nguessan", "khatib", "xavier"])
_WORDS = (
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)
    | st.text(alphabet="محدعلويرشخ", min_size=1, max_size=12)
    | _NAMES
)


@given(st.lists(st.tuples(_WORDS, _WORDS), max_size=20))
def test_pairs_at_once_are_as_alike_as_one_by_one(pairs: list[tuple[str, str]]) -> None:
    for pair, alike in pairs_likeness(pairs).items():
        assert alike == pytest.approx(word_likeness(*pair), abs=1e-9), pair


@given(_WORDS, _WORDS)
def test_no_two_words_are_more_alike_than_the_bound(a: str, b: str) -> None:
    assert word_likeness(a, b) <= word_likeness_at_most(a, b)


@pytest.mark.parametrize("minimum", [0.2, 0.5, 0.9])
def test_a_score_cut_short_is_the_score_or_nothing(minimum: float) -> None:
    for pair in read_pairs()[::6]:
        score = likeness_score(pair.left, pair.right)

        assert score_from(pair.left, pair.right, minimum) == (pytest.approx(score) if score >= minimum else 0.0)
