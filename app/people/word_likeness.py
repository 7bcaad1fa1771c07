"""How alike two names sound, word by word: weighted edits in the phonetic alphabet, and the best alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.people.skeleton import VOWELS, name_words, sound

_GLUED_ALIKE = 0.9
_MOST_WORDS, _LONGEST = 8, 24
"""More of a name than any real one has, so that a pasted page costs no more than a name."""


@dataclass(frozen=True, slots=True)
class NamesAligned:
    """Two names laid side by side: mean and worst likeness of the words paired, how many were, how many are left."""

    mean: float
    worst: float
    words: int
    left_over: int


@lru_cache(maxsize=32768)
def align(left: str, right: str) -> NamesAligned:
    """The best pairing of the words of two names, in any order; two words written as one count as one."""
    ours, theirs = _glued(_cut(left), _cut(right))
    pairs = sorted(
        ((word_likeness(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)), reverse=True
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen: list[float] = []
    for alike, i, j in pairs:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            chosen.append(alike)
    left_over = abs(len(ours) - len(theirs))
    if not chosen:
        return NamesAligned(0.0, 0.0, 0, left_over)
    return NamesAligned(sum(chosen) / len(chosen), min(chosen), len(chosen), left_over)


@lru_cache(maxsize=131072)
def word_likeness(a: str, b: str) -> float:
    """How alike two folded words sound, 0...1. A single letter is an initial: a weak yes, never a strong one."""
    if a == b:
        return 1.0
    said, other = sound(a), sound(b)
    if len(a) == 1 or len(b) == 1:
        return 0.7 if said[:1] == other[:1] else 0.0
    if said == other:
        return 0.98
    across_scripts = a.isascii() != b.isascii()
    weight = max(0.8, (_weight(said, across_scripts) + _weight(other, across_scripts)) / 2)
    return max(0.0, 1 - _distance(said, other, across_scripts) / weight)


def _cut(name: str) -> list[str]:
    return [word[:_LONGEST] for word in name_words(name)[:_MOST_WORDS]]


_NEAR = {frozenset(pair): cost for pair, cost in (
    ("sz", 0.3), ("sx", 0.4), ("st", 0.5), ("dt", 0.4), ("dz", 0.4), ("jg", 0.35), ("jz", 0.4), ("kg", 0.4),
    ("bf", 0.5), ("mn", 0.4), ("lr", 0.6), ("jx", 0.5), ("kx", 0.5), ("ln", 0.7), ("fu", 0.4), ("bu", 0.6), ("dj", 0.4),
    ("kh", 0.4), ("gh", 0.5),
)}  # fmt: skip


def _weight(said: str, across_scripts: bool) -> float:
    return sum(_presence(letter, across_scripts) for letter in said)


def _presence(letter: str, across_scripts: bool) -> float:
    """What a letter weighs when it is missing: short vowels are not written in Arabic."""
    if letter in VOWELS:
        return 0.08 if across_scripts else 0.25
    return 0.15 if letter == "h" else 1.0


def _change(a: str, b: str, across_scripts: bool) -> float:
    if a == b:
        return 0.0
    if a in VOWELS and b in VOWELS:
        return 0.06 if across_scripts else 0.18
    near = _NEAR.get(frozenset((a, b)))
    return near if near is not None else _presence(a, across_scripts) * 0.5 + _presence(b, across_scripts) * 0.5


def _distance(a: str, b: str, across_scripts: bool) -> float:
    """Weighted edit distance with swaps of neighbours."""
    before: list[float] = []
    row = [0.0]
    for letter in b:
        row.append(row[-1] + _presence(letter, across_scripts))
    for i, x in enumerate(a, start=1):
        lost = _presence(x, across_scripts)
        older, before, row = before, row, [row[0] + lost]
        for j, y in enumerate(b, start=1):
            best = min(
                before[j] + lost,
                row[j - 1] + _presence(y, across_scripts),
                before[j - 1] + _change(x, y, across_scripts),
            )
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, older[j - 2] + 0.5)
            row.append(best)
    return row[-1]


def _glued(ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both names with those neighbours joined that the other writes as one word (Jean Paul, Jeanpaul)."""
    return _join_like(list(ours), theirs), _join_like(list(theirs), ours)


def _join_like(words: list[str], others: Sequence[str]) -> list[str]:
    for i in range(len(words) - 1):
        joined = words[i] + words[i + 1]
        if len(words) > 1 and any(
            word_likeness(joined, other)
            >= _GLUED_ALIKE
            > max(word_likeness(words[i], other), word_likeness(words[i + 1], other))
            for other in others
            if len(other) > 3
        ):
            return [*words[:i], joined, *words[i + 2 :]]
    return words
