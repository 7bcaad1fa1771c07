"""Everybody's names as sounds, in arrays: who sounds most like what was typed, over the whole registry at once.

Held in memory, filled from the base (app/people/search_index.py). Figures and reasons: docs/decisions, "search in two stages".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from app.people.finding_ranks import YEARS_APART
from app.people.skeleton import sound
from app.people.word_likeness import sound_likeness
from app.people.word_table import Floats, WordTable

_LEAST_ALIKE = 0.4
_ALIKE = 0.85
_ALL_BUT_SAME = 0.87
_GLUED = 0.97
_SHORTEST_HALF = 2
_LEFT_OVER = 0.03
_INITIAL_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class SoundQuestion:
    """What is looked for: folded words of a name, of which the last may not be typed to its end, and what else is known."""

    words: tuple[str, ...]
    is_begun: bool = False
    birth_year: int | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class SoundRow:
    """What the index keeps of a person: words with their sounds, year of birth and sex where known."""

    person_id: UUID
    words: tuple[tuple[str, str], ...]
    birth_year: int | None
    sex: str | None


class SoundIndex:
    """The registry by sound. Rows are replaced by adding them again; nothing is ever moved."""

    def __init__(self) -> None:
        self.table = WordTable()
        # Ids as two numbers: as objects they would be the largest part of the index.
        self._high = np.zeros(0, dtype=np.uint64)
        self._low = np.zeros(0, dtype=np.uint64)
        self._words = np.zeros(0, dtype=np.int32)
        self._starts = np.zeros(0, dtype=np.intp)
        self._sizes = np.zeros(0, dtype=np.int16)
        self._years = np.zeros(0, dtype=np.int16)
        self._sexes = np.zeros(0, dtype=np.int8)
        self._bearers: Floats | None = None

    def __len__(self) -> int:
        return int((self._sizes >= 0).sum())

    def add(self, rows: Sequence[SoundRow]) -> None:
        """Adds people, or replaces what is held of them; each stands in `rows` once."""
        if not rows:
            return
        places: list[int] = []
        sizes: list[int] = []
        for row in rows:
            found = self.table.places(row.words or (("", ""),))
            places += found
            sizes.append(len(found))
        high = np.array([row.person_id.int >> 64 for row in rows], dtype=np.uint64)
        low = np.array([row.person_id.int & _LOW for row in rows], dtype=np.uint64)
        if len(self._low):
            old = np.flatnonzero(np.isin(self._low, low))
            self._sizes[old[np.isin(self._high[old], high)]] = -1
        self._high, self._low = np.append(self._high, high), np.append(self._low, low)
        self._starts = np.append(self._starts, len(self._words) + np.cumsum([0, *sizes[:-1]]))
        self._words = np.append(self._words, np.array(places, dtype=np.int32))
        shown = [max(1, *_by_script(row.words)) for row in rows]
        self._sizes = np.append(self._sizes, np.array(shown, dtype=np.int16))
        self._years = np.append(self._years, np.array([row.birth_year or 0 for row in rows], dtype=np.int16))
        self._sexes = np.append(self._sexes, np.array([_SEXES.get(row.sex or "", 0) for row in rows], dtype=np.int8))
        self._bearers = None

    def nearest(self, question: SoundQuestion, limit: int) -> list[tuple[UUID, float]]:
        """Up to `limit` people whose names sound most like it, best first, each with how well (about 0...1.2)."""
        if not question.words or not len(self._low):
            return []
        scores = self._by_names(question)
        if question.birth_year:
            scores += self._by_year(question.birth_year)
        if sex := _SEXES.get(question.sex or "", 0):
            scores -= np.where((self._sexes != 0) & (self._sexes != sex), np.float32(0.04), np.float32(0))
        scores[self._sizes < 0] = -9
        count = min(limit, len(scores) - 1)
        best = np.argpartition(-scores, count)[: count + 1] if count else np.arange(len(scores))
        best = best[np.argsort(-scores[best], kind="stable")][:limit]
        return [(self._id(int(row)), float(scores[row])) for row in best if scores[row] > 0]

    def _id(self, row: int) -> UUID:
        return UUID(int=int(self._high[row]) << 64 | int(self._low[row]))

    def _by_names(self, question: SoundQuestion) -> Floats:
        sounds = [sound(word) for word in question.words]
        if self._bearers is None:
            self._bearers = np.bincount(self._words, minlength=len(self.table.words)).astype(np.float32)
        found: list[Floats] = []
        weights: list[float] = []
        for number, (word, said) in enumerate(zip(question.words, sounds, strict=True)):
            is_begun = question.is_begun and number == len(sounds) - 1
            alike = self.table.likeness(word, said, is_begun)
            alike[alike < _LEAST_ALIKE] = 0
            bearers = float(self._bearers[alike > _ALIKE].sum())
            rarity = log(1 + len(self._low) / (1 + bearers))
            weights.append(rarity * (_INITIAL_WEIGHT if len(word) == 1 else 1))
            found.append(self._best_of_each(alike))
            self._as_two_words(said, found[-1])
        for number in range(len(sounds) - 1):
            self._as_one_word(sounds[number], sounds[number + 1], found[number], found[number + 1])
        total = np.zeros(len(self._low), dtype=np.float32)
        for one, weight in zip(found, weights, strict=True):
            total += one * np.float32(weight)
        left_over = np.minimum(np.abs(self._sizes - len(sounds)), 4).astype(np.float32)
        scores: Floats = total / np.float32(sum(weights)) - np.float32(_LEFT_OVER) * left_over
        return scores

    def _best_of_each(self, alike: Floats) -> Floats:
        return np.maximum.reduceat(alike[self._words], self._starts)

    def _bearing(self, places: Sequence[int]) -> NDArray[np.bool_]:
        wanted = np.zeros(len(self.table.words), dtype=np.bool_)
        wanted[list(places)] = True
        return np.logical_or.reduceat(wanted[self._words], self._starts)

    def _as_one_word(self, said: str, after: str, first: Floats, second: Floats) -> None:
        """Two words typed, one word kept: Jean Paul for Jeanpaul."""
        places = [
            place for place in self._sounding(said + after)
            if max(sound_likeness(half, sound(self.table.words[place]), False) for half in (said, after)) < _ALL_BUT_SAME
        ]  # fmt: skip
        if places and len(after) >= _SHORTEST_HALF:
            bearing = self._bearing(places)
            for one in (first, second):
                one[bearing] = np.maximum(one[bearing], np.float32(_GLUED))

    def _as_two_words(self, said: str, found: Floats) -> None:
        """One word typed, two words kept: Jeanpaul for Jean Paul."""
        for end in range(_SHORTEST_HALF, len(said) - _SHORTEST_HALF + 1):
            if (begins := self._sounding(said[:end])) and (ends := self._sounding(said[end:])):
                bearing = self._bearing(begins) & self._bearing(ends)
                found[bearing] = np.maximum(found[bearing], np.float32(_GLUED))

    def _sounding(self, said: str) -> list[int]:
        """The words that sound all but the same, if `said` has consonants enough to tell."""
        return [
            place for place in self.table.with_bones(said)
            if sound_likeness(said, sound(self.table.words[place]), False) >= _ALL_BUT_SAME
        ]  # fmt: skip

    def _by_year(self, year: int) -> Floats:
        apart = np.abs(self._years - np.int16(year))
        known = self._years > 0
        worth = np.array(YEARS_APART, dtype=np.float32)[np.minimum(apart, len(YEARS_APART) - 1)]
        return np.where(known, worth, np.float32(0))


def _by_script(words: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """How many words are Latin and how many are not: a name kept in both scripts is no longer for it."""
    latin = sum(word.isascii() for word, _ in words)
    return latin, len(words) - latin


_LOW = (1 << 64) - 1
_SEXES = {"F": 1, "M": 2}
