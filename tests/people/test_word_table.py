"""A word against all the words of a registry: the same rule as word by word, to the digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.skeleton import sound
from app.people.word_likeness import word_likeness
from app.people.word_table import BEGUN_ALIKE, WordTable

_WORDS = ["mamadou", "mamadu", "محمد", "mohamed", "fatoumata", "فاطمه", "essai", "j", "khatib", "awa", "nguessan"]


def a_table(words: list[str]) -> WordTable:
    table = WordTable()
    table.places((word, sound(word)) for word in words)
    return table


@given(
    st.lists(
        # A word is written in one script: what mixes them within a word is no name.
        st.text(alphabet="abdehiklmnorstuyz", min_size=1, max_size=12)
        | st.text(alphabet="محدعلوير", min_size=1, max_size=12),
        max_size=12,
    ),
    st.sampled_from(_WORDS),
)
def test_the_table_says_what_the_rule_says(words: list[str], typed: str) -> None:
    # What is said as one letter is an initial to the table, however it is written (aa, حح): left out here.
    told = [word for word in words if sound(word) and (len(word) == 1) == (len(sound(word)) == 1)]
    words = list(dict.fromkeys(told + _WORDS))

    alike = a_table(words).likeness(typed, sound(typed))

    for place, word in enumerate(words):
        expected = word_likeness(typed, word)
        # A word written with its article is met without it too, which only ever finds it more alike.
        assert alike[place] == pytest.approx(expected, abs=1e-4) or alike[place] > expected


def test_a_word_keeps_its_place_when_others_come() -> None:
    table = a_table(["awa", "essai"])

    assert table.places([("essai", sound("essai")), ("omar", sound("omar"))]) == [1, 2]
    assert table.likeness("essay", sound("essay"))[1] > 0.9


@pytest.mark.parametrize(
    ("typed", "meant"), [("fatou", "fatoumata"), ("moh", "mohamed"), ("aw", "awa"), ("nguess", "nguessan")]
)
def test_a_word_not_typed_to_its_end_is_nearly_as_good(typed: str, meant: str) -> None:
    table = a_table(_WORDS)

    alike = table.likeness(typed, sound(typed), is_begun=True)

    assert alike[_WORDS.index(meant)] == pytest.approx(BEGUN_ALIKE)


def test_the_article_written_together_hides_nobody() -> None:
    table = a_table(["alkhatib", "khatib", "الخطيب"])

    assert table.likeness("khatib", sound("khatib"))[0] > 0.9
    assert table.likeness("alkhatib", sound("alkhatib"))[1] > 0.9
    assert table.likeness("الخطيب", sound("الخطيب"))[0] > 0.9


def test_among_many_words_the_likely_ones_are_compared() -> None:
    words = [
        f"{a}{b}{c}a"
        for a in "bdfgklmnrstz"
        for b in ("a", "ou", "i")
        for c in ("rr", "dd", "ll", "mb", "nt", "kk") * 10
    ]
    many = list(
        dict.fromkeys([*(f"{w}{n:b}".replace("0", "m").replace("1", "r") for n, w in enumerate(words)), "mamadou"])
    )
    table = a_table(many)

    assert len(many) > 1500
    assert table.likeness("mamadu", sound("mamadu"))[many.index("mamadou")] > 0.9
