"""The rule of likeness on 3,000 labelled pairs of invented people, in two scripts, with relatives and homonyms."""

from __future__ import annotations

import pytest

from app.people.likeness import likeness_score
from tests.tooling.fit_likeness import Judged, judged, read_pairs

_RELATIVES = ("siblings", "household", "shared_phone")


@pytest.fixture(scope="module")
def result() -> Judged:
    """What the fitted weights make of them. Names of other people are judged apart, by parts: see fit_likeness."""
    pairs = read_pairs()
    return judged(pairs, [likeness_score(pair.left, pair.right) for pair in pairs])


def test_the_pairs_are_told_apart_and_ordered(result: Judged) -> None:
    assert result.f1 >= 0.955
    assert result.average_precision >= 0.983


def test_relatives_are_not_taken_for_one_person(result: Judged) -> None:
    wrong, of = (sum(int(result.wrong[kind].split("/")[i]) for kind in _RELATIVES) for i in (0, 1))

    assert wrong / of <= 0.005
