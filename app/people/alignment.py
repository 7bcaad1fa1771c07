"""Two names laid side by side: which word answers which, and which are left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.people.skeleton import name_words, skeleton
from app.people.word_likeness import word_likeness, word_likeness_at_most

_GLUED_ALIKE = 0.9
_MOST_WORDS, _LONGEST = 8, 24
"""More of a name than any real one has, so that a pasted page costs no more than a name."""


@dataclass(frozen=True, slots=True)
class NamesAligned:
    """The words paired, the least alike first, with how alike each pair is; and how many words are left over."""

    pairs: tuple[tuple[str, str], ...] = ()
    alike: tuple[float, ...] = ()
    left_over: int = 0

    @property
    def words(self) -> int:
        """How many pairs there are."""
        return len(self.pairs)

    @property
    def mean(self) -> float:
        """How alike the paired words are on the whole, 0...1."""
        return sum(self.alike) / len(self.alike) if self.alike else 0.0

    @property
    def worst(self) -> float:
        """How alike the least alike pair is, 0...1: what tells a brother from the same man."""
        return self.alike[0] if self.alike else 0.0

    @property
    def agreement(self) -> float:
        """One number for both, 0...1."""
        return self.mean * self.worst


def words_to_hear(left: str, right: str) -> set[tuple[str, str]]:
    """The pairs of words, each in order, that `align` compares letter by letter, as far as they are known before."""
    return {(a, b) if a < b else (b, a) for a in _cut(left) for b in _cut(right) if a != b}


def align(left: str, right: str) -> NamesAligned:
    """The best pairing of the words of two names, in any order; two words written as one count as one."""
    return _aligned(left, right) if left <= right else _aligned(right, left)


@lru_cache(maxsize=32768)
def _aligned(left: str, right: str) -> NamesAligned:
    few, many = sorted(_glued(_cut(left), _cut(right)), key=len)
    if not few:
        return NamesAligned(left_over=len(many))
    alike = [[word_likeness(*sorted((a, b))) for b in many] for a in few]
    paired = sorted(
        (alike[i][j], min(few[i], many[j]), max(few[i], many[j])) for i, j in enumerate(_best_places(alike))
    )
    return NamesAligned(tuple((a, b) for _, a, b in paired), tuple(one for one, _, _ in paired), len(many) - len(few))


def _best_places(alike: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """For each row another column, their sum the greatest: by the columns taken, a row after the other."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for row in alike:
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for taken, (total, places) in best.items():
            for column, one in enumerate(row):
                if not taken >> column & 1:
                    known = further.get(taken | 1 << column)
                    if known is None or total + one > known[0]:
                        further[taken | 1 << column] = (total + one, (*places, column))
        best = further
    return max(best.values())[1]


@lru_cache(maxsize=32768)
def _cut(name: str) -> tuple[str, ...]:
    return tuple(word[:_LONGEST] for word in name_words(name)[:_MOST_WORDS])


def _glued(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Both names with those neighbours joined that the other writes as one word (Jean Paul, Jeanpaul)."""
    return _join_like(ours, theirs), _join_like(theirs, ours)


def _join_like(words: Sequence[str], others: Sequence[str]) -> Sequence[str]:
    for i in range(len(words) - 1):
        first, second = words[i], words[i + 1]
        for other in others:
            if _may_be_glued(first + second, other) and word_likeness(first + second, other) >= _GLUED_ALIKE > max(
                word_likeness(first, other), word_likeness(second, other)
            ):
                return [*words[:i], first + second, *words[i + 2 :]]
    return words


def _may_be_glued(joined: str, other: str) -> bool:
    """Whether it is worth listening letter by letter."""
    if len(other) <= 3 or abs(len(skeleton(joined)) - len(skeleton(other))) > 1:
        return False
    return word_likeness_at_most(joined, other) >= _GLUED_ALIKE
