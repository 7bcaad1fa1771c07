"""Which records are worth comparing: those that share something rare enough. Nobody compares everybody with everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import combinations
from math import log

from app.people.dates import Precision
from app.people.look import PersonLook
from app.people.papers import HOUSEHOLD_PAPERS, number_key
from app.people.phones import phone_digits
from app.people.skeleton import name_words, skeleton

Key = tuple[str, ...]

MOST_SHARING = 60
"""A key that more records share says nothing by itself."""
MOST_COMPARED = 10
"""Candidates kept for one record, those that share the rarest things first."""
_MOST_WORDS = 5
_ENOUGH = 0.9
"""How rare what two records share must be: this share of the rarity of one person in the registry, in logarithms."""
_LEAST_COUNT = 5_000
"""In a small registry every name is rare, and tells no more for it."""
_STRONG = frozenset({"phone", "paper"})
_HOUSEHOLD = 10
"""So many people may share a phone: each is compared with the others."""


def keys_of_look(look: PersonLook) -> set[Key]:
    """What another record of the same person most likely shares: numbers, and pieces of the name with the birth."""
    bones = sorted(
        {
            skeleton(word)
            for name in (f"{look.given} {look.family}", look.name_ar)
            for word in name_words(name)[:_MOST_WORDS]
        }
    )
    keys: set[Key] = {("phone", phone_digits(phone)[-8:]) for phone in look.phones if len(phone_digits(phone)) >= 8}
    for paper in look.papers:
        number = number_key(paper.number or "")
        if number and paper.type in HOUSEHOLD_PAPERS:
            keys |= {("case", number, bone) for bone in bones}
        elif number:
            keys.add(("paper", number))
    keys |= {("names", *pair) for pair in combinations(bones, 2)}
    if look.birth is not None:
        year = str(look.birth.year)
        keys |= {("year", year, bone) for bone in bones}
        keys |= {("names+", year, *pair) for pair in combinations(bones, 2)}
        keys |= {("starts+", year, *pair) for pair in combinations(sorted({bone[:2] for bone in bones}), 2)}
        if look.birth.precision is Precision.DAY and (look.birth.first.month, look.birth.first.day) != (1, 1):
            keys.add(("day", look.birth.iso()))
            keys |= {("born", look.birth.iso(), bone[:1]) for bone in bones}
            day = look.birth.iso()[5:]
            keys |= {("day+", day, *pair) for pair in combinations(bones, 2)}
    return keys


class Candidates:
    """The registry by the keys its records share; `of` gives for one record those after it that are worth comparing."""

    def __init__(self, looks: Sequence[PersonLook]) -> None:
        self._count = max(_LEAST_COUNT, len(looks))
        self._keys: list[list[Key]] = []
        members: defaultdict[Key, list[int]] = defaultdict(list)
        for place, look in enumerate(looks):
            keys = keys_of_look(look)
            self._keys.append(list(keys))
            for key in keys:
                members[key].append(place)
        self._members = {key: places for key, places in members.items() if 1 < len(places) <= MOST_SHARING}
        self._keys = [[key for key in keys if key in self._members] for keys in self._keys]

    def of(self, place: int) -> list[int]:
        """The best candidates for the record at `place` among those after it."""
        enough = _ENOUGH * log(self._count)
        weights: defaultdict[int, float] = defaultdict(float)
        for key in self._keys[place]:
            sharing = self._members[key]
            weight = log(self._count / len(sharing))
            if key[0] in _STRONG and len(sharing) <= _HOUSEHOLD:
                weight = enough
            for other in sharing:
                if other > place:
                    weights[other] += weight
        likely = [(weight, other) for other, weight in weights.items() if weight >= enough]
        return [other for _, other in nlargest(MOST_COMPARED, likely)]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every pair worth comparing."""
        for place in range(len(self._keys)):
            for other in self.of(place):
                yield place, other
