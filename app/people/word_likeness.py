"""How alike two words of names sound: weighted edits in the phonetic alphabet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import ascii_lowercase

from app.people.skeleton import VOWELS, sound

INITIAL_ALIKE = 0.7
"""A single letter is an initial: a weak yes, never a strong one."""
SAME_SOUND = 0.98
_HAIR = 1e-9
"""So that rounding never puts what is at most below what is."""


def word_likeness(a: str, b: str) -> float:
    """How alike two folded words sound, 0...1. A single letter is an initial: a weak yes, never a strong one."""
    if a == b:
        return 1.0
    told = _TOLD.get((a, b))
    return told if told is not None else _word_likeness(a, b)


def tell_likeness(told: Mapping[tuple[str, str], float]) -> None:
    """Takes over what word_pairs.py has worked out for many words at once, in place of what it told before."""
    _TOLD.clear()
    _TOLD.update(told)


_TOLD: dict[tuple[str, str], float] = {}


@lru_cache(maxsize=131072)
def _word_likeness(a: str, b: str) -> float:
    said, other = sound(a), sound(b)
    if len(a) == 1 or len(b) == 1:
        return INITIAL_ALIKE if said[:1] == other[:1] else 0.0
    if said == other:
        return SAME_SOUND
    return sound_likeness(said, other, a.isascii() != b.isascii())


def word_likeness_at_most(a: str, b: str) -> float:
    """No less than `word_likeness`, worked out in a fraction of its time: from the consonants one has and the other lacks."""
    said, other = sound(a), sound(b)
    if a == b or said == other or len(a) == 1 or len(b) == 1:
        return word_likeness(a, b)
    return _sound_at_most(said, other, a.isascii() != b.isascii())


@lru_cache(maxsize=131072)
def _sound_at_most(said: str, other: str, across_scripts: bool) -> float:
    weight = max(0.8, (_weight(said, across_scripts) + _weight(other, across_scripts)) / 2)
    # One edit mends at most one letter of each side, so the side that costs more says what all of them cost at least.
    least = max(_unmatched(said, other, across_scripts), _unmatched(other, said, across_scripts))
    return max(0.0, 1 - least / weight) + _HAIR


def _unmatched(said: str, other: str, across_scripts: bool) -> float:
    """What the letters of `said` that `other` has not, in whatever order, cost at least."""
    for letter in other:
        said = said.replace(letter, "", 1)
    return sum(_least_change(letter, across_scripts) for letter in said)


def sound_likeness(said: str, other: str, across_scripts: bool) -> float:
    """How alike two sounds are: what their weighted edits leave of them."""
    weight = max(0.8, (_weight(said, across_scripts) + _weight(other, across_scripts)) / 2)
    return max(0.0, 1 - _distance(said, other, across_scripts) / weight)


_NEAR = {frozenset(pair): cost for pair, cost in (
    ("sz", 0.3), ("sx", 0.4), ("st", 0.5), ("dt", 0.4), ("dz", 0.4), ("jg", 0.35), ("jz", 0.4), ("kg", 0.4),
    ("bf", 0.5), ("mn", 0.4), ("lr", 0.6), ("jx", 0.5), ("kx", 0.5), ("ln", 0.7), ("fu", 0.4), ("bu", 0.6), ("dj", 0.4),
    ("kh", 0.4), ("gh", 0.5),
)}  # fmt: skip


def _weight(said: str, across_scripts: bool) -> float:
    return sum(presence(letter, across_scripts) for letter in said)


def presence(letter: str, across_scripts: bool) -> float:
    """What a letter weighs when it is missing: short vowels are not written in Arabic."""
    if letter in VOWELS:
        return 0.08 if across_scripts else 0.25
    return 0.15 if letter == "h" else 1.0


def change(a: str, b: str, across_scripts: bool) -> float:
    """What it costs to read one letter for another: little between vowels and near consonants."""
    if a == b:
        return 0.0
    if a in VOWELS and b in VOWELS:
        return 0.06 if across_scripts else 0.18
    near = _NEAR.get(frozenset((a, b)))
    return near if near is not None else presence(a, across_scripts) * 0.5 + presence(b, across_scripts) * 0.5


@lru_cache(maxsize=512)
def _least_change(letter: str, across_scripts: bool) -> float:
    """The cheapest edit that takes a letter away: left out, or read for another."""
    others = (change(letter, other, across_scripts) for other in ascii_lowercase if other != letter)
    return min(presence(letter, across_scripts), *others)


class _Changes(dict[str, float]):
    """What it costs to read `letter` as each other letter, worked out when first met."""

    def __init__(self, letter: str, across_scripts: bool) -> None:
        super().__init__()
        self.letter, self.across_scripts = letter, across_scripts

    def __missing__(self, other: str) -> float:
        cost = self[other] = change(self.letter, other, self.across_scripts)
        return cost


@lru_cache(maxsize=512)
def _changes(letter: str, across_scripts: bool) -> _Changes:
    return _Changes(letter, across_scripts)


def _distance(a: str, b: str, across_scripts: bool) -> float:
    """Weighted edit distance with swaps of neighbours. The innermost line of every comparison: written to be fast."""
    present = [presence(letter, across_scripts) for letter in b]
    older: list[float] = []
    before = [0.0]
    for one in present:
        before.append(before[-1] + one)
    last = ""
    for x in a:
        lost = presence(x, across_scripts)
        change = _changes(x, across_scripts)
        best = before[0] + lost
        row = [best]
        previous = ""
        for j, y in enumerate(b):
            best += present[j]
            if (one := before[j] + change[y]) < best:
                best = one
            if (one := before[j + 1] + lost) < best:
                best = one
            if y == last and x == previous and (one := older[j - 1] + 0.5) < best:
                best = one
            row.append(best)
            previous = y
        older, before, last = before, row, x
    return before[-1]
