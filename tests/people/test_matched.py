"""Which letters of a name the list shows stronger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.matched import matched_parts


@pytest.mark.parametrize(
    ("typed", "shown", "meant"),
    [
        ("mam", "ESSAI Mamadou", ["Mam"]),
        ("essaï mamadu", "ESSAI Mamadou", ["ESSAI", "Mamadou"]),
        ("elo", "MODÈLE Éloïse", ["Élo"]),
        ("louise", "ESSAI Marie-Louise", ["Louise"]),
        ("nguess", "N’GUESSAN Awa", ["N’GUESS"]),
        ("محمد", "ESSAI Mohamed", ["Mohamed"]),
        ("zzz", "ESSAI Mamadou", []),
        ("", "ESSAI Mamadou", []),
    ],
)
def test_the_beginning_or_the_word_that_sounds_so_is_meant(typed: str, shown: str, meant: list[str]) -> None:
    assert [shown[start : start + length] for start, length in matched_parts(typed, shown)] == meant


@given(st.text(max_size=20), st.text(max_size=30))
def test_parts_stand_within_the_text_and_apart(typed: str, shown: str) -> None:
    end = 0
    for start, length in matched_parts(typed, shown):
        assert start >= end
        assert length > 0
        end = start + length
    assert end <= len(shown)
