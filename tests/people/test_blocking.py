"""Who is worth comparing: nearly every true twin, and few others."""

from __future__ import annotations

import pytest

from app.people.blocking import MOST_COMPARED, Candidates
from app.people.likeness import PERHAPS_SAME, likeness_score
from app.people.look import PersonLook
from app.people.scoring import scored, scores_of
from tests.tooling.fit_likeness import read_pairs


@pytest.fixture(scope="module")
def registry() -> tuple[list[PersonLook], set[tuple[int, int]]]:
    """Every record of the labelled pairs in one registry, and which two are one person's and look so."""
    looks: list[PersonLook] = []
    planted: set[tuple[int, int]] = set()
    for pair in read_pairs():
        place = len(looks)
        looks += [pair.left, pair.right]
        if pair.same and likeness_score(pair.left, pair.right) >= PERHAPS_SAME:
            planted.add((place, place + 1))
    return looks, planted


def test_nearly_all_twins_are_compared_and_few_others(registry: tuple[list[PersonLook], set[tuple[int, int]]]) -> None:
    looks, planted = registry

    pairs = set(Candidates(looks).pairs())

    assert len(pairs & planted) / len(planted) >= 0.94
    assert len(pairs) <= 3 * len(looks)


def test_a_crowd_with_one_name_costs_no_more_than_a_few_each() -> None:
    crowd = [PersonLook(given="Awa", family="Essai")] * 500

    assert len(list(Candidates(crowd).pairs())) <= MOST_COMPARED * len(crowd)


def test_scores_come_in_order_from_other_processes_too() -> None:
    looks = [pair for pair in read_pairs()[:300]]
    pairs = [(one.left, one.right) for one in looks] * 15

    found = [score for some in scored(iter(pairs), PERHAPS_SAME) for score in some]

    assert found == pytest.approx(scores_of(pairs, PERHAPS_SAME))
