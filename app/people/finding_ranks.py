"""Which of the people found is meant: words against names for a text, all that is known for a reception in progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from math import exp, log
from typing import Any
from uuid import UUID

from app.people.likeness import PersonLook, likeness_score
from app.people.names import fold
from app.people.search_keys import QueryPlan

LEAST_ALIKE = 0.5
"""Below, a name that only sounds alike is nobody one would have meant."""

_BEGUN = 0.9
_LEFT_OVER = 0.03
_OF_NAMES = 3.0
_A_NUMBER = 1.0


def text_score(plan: QueryPlan, names: Iterable[str | None], born: date | None, by_sound: float) -> float:
    """How well a person answers a text: words written so, then names begun so, or how alike they sound if that is better."""
    folded = fold(" ".join(name for name in names if name)).split()
    worth = [
        1.0 if word in folded else _BEGUN if any(one.startswith(word) for one in folded) else 0 for word in plan.words
    ]
    score = 0.0
    if worth:
        score = sum(worth) / len(worth) - _LEFT_OVER * min(4, abs(len(set(folded)) - len(worth)))
        if plan.birth_year and born:
            score += year_worth(abs(born.year - plan.birth_year))
    return round(max(score, by_sound) + (_A_NUMBER if plan.numbers else 0), 4)


def line_order(plan: QueryPlan) -> Callable[[Sequence[Any]], tuple[float, str]]:
    """Sorts lines (db.search) found by the beginning of a key: as `text_score`, of folded names that are there already.

    Each word typed begins one of theirs, so only those that are whole are counted.
    """
    words, year, count = plan.words, plan.birth_year, len(plan.words)

    def order(line: Sequence[Any]) -> tuple[float, str]:
        folded = line[0].split(" ")
        whole = sum([word in folded for word in words])
        score = (1 - _BEGUN) * whole / count - _LEFT_OVER * min(4, abs(len(folded) - count))
        if year and (born := line[9]):
            score += year_worth(abs(int(str(born)[:4]) - year))
        return -score, line[8]

    return order


def year_worth(apart: int) -> float:
    """What a year of birth typed beside a name is worth: it favours, and never hides."""
    return YEARS_APART[min(apart, len(YEARS_APART) - 1)]


YEARS_APART = (0.35, 0.12, 0.03, -0.05)
"""The same year, one apart, two, further: half of those who give a year give another one now and then."""


def by_likeness(
    asked: PersonLook, looks: Mapping[UUID, PersonLook], by_sound: Mapping[UUID, float]
) -> Sequence[tuple[UUID, float]]:
    """Everybody looked at, best first, 0...1: the odds of likeness.py, and how well the names sound where these cannot tell."""
    scores = {
        one: _odds(likeness_score(asked, look)) + _OF_NAMES * (by_sound.get(one, 0.0) - 1)
        for one, look in looks.items()
    }
    best = sorted(scores.items(), key=lambda pair: -pair[1])
    return [(one, round(1 / (1 + exp(-score)), 4)) for one, score in best]


def _odds(chance: float) -> float:
    sure = min(max(chance, 1e-9), 1 - 1e-9)
    return log(sure / (1 - sure))
