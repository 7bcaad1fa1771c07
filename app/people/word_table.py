"""The distinct words of a registry, and how alike one word sounds to all of them at once.

The rule is that of word_likeness.py, to the digit (a test holds them together); here its edit distance runs over columns of
an array, so that a typed word meets tens of thousands in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.people.letter_costs import CHANGE, PRESENCE, codes
from app.people.skeleton import VOWELS, without_article
from app.people.word_likeness import INITIAL_ALIKE, SAME_SOUND

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

BEGUN_ALIKE = 0.9
"""A word that begins as the one being typed: nearly as good as the word, never better than it."""
WITHOUT_ARTICLE = 0.97

_LONGEST = 18
_ALL_COMPARED = 1500
_MOST_COMPARED = 1200
_SHORTEST_BEGUN = 2
_BONES_OF_BEGUN = 2


class WordTable:
    """Words with their sounds; a word's place never changes, new ones come after."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.place_of: dict[str, int] = {}
        self._by_bones: dict[str, list[int]] = {}
        self._forms = (_Forms(), _Forms())

    def places(self, pairs: Iterable[tuple[str, str]]) -> list[int]:
        """Where each (word, its sound) stands; those not met before are added."""
        found: list[int] = []
        fresh: tuple[list[tuple[str, int, float]], ...] = ([], [])
        for word, said in pairs:
            place = self.place_of.get(word)
            if place is None:
                place = self.place_of[word] = len(self.words)
                self.words.append(word)
                if said:
                    self._by_bones.setdefault(_bones(said), []).append(place)
                    fresh[not word.isascii()].append((said, place, 1.0))
                if bare := without_article(said, word):
                    fresh[False].append((bare, place, WITHOUT_ARTICLE))
            found.append(place)
        for forms, more in zip(self._forms, fresh, strict=True):
            forms.add(more)
        return found

    def with_bones(self, said: str) -> list[int]:
        """The places of the words with the same consonants as this sound, of which it must have two."""
        bones = _bones(said)
        return self._by_bones.get(bones, []) if len(bones) > 1 else []

    def likeness(self, word: str, said: str, is_begun: bool = False) -> Floats:
        """How alike `word` (folded, `said` its sound) is to each word, 0...1; `is_begun`: its end may not be typed yet."""
        alike = np.zeros(len(self.words), dtype=np.float32)
        sounds = [(said, 1.0)]
        if bare := without_article(said, word):
            sounds.append((bare, WITHOUT_ARTICLE))
        for forms, is_latin in zip(self._forms, (True, False), strict=True):
            for one, worth in sounds:
                forms.compare(
                    one, word, is_latin != word.isascii(), is_begun and len(word) >= _SHORTEST_BEGUN, worth, alike
                )
        if (same := self.place_of.get(word)) is not None:
            alike[same] = 1.0
        return alike


class _Forms:
    """The sounds of the words of one script, a column each; a word with an article has a second, without it."""

    def __init__(self) -> None:
        self.letters = np.zeros((_LONGEST, 0), dtype=np.uint8)
        self.lengths = np.zeros(0, dtype=np.intp)
        self.places = np.zeros(0, dtype=np.intp)
        self.worth = np.zeros(0, dtype=np.float32)
        self.marks = np.zeros(0, dtype=np.uint64)

    def add(self, forms: Sequence[tuple[str, int, float]]) -> None:
        """Adds (sound, place of its word, worth)."""
        if not forms:
            return
        letters = np.zeros((_LONGEST, len(forms)), dtype=np.uint8)
        for column, (said, _, _) in enumerate(forms):
            heard = _codes(said)
            letters[: len(heard), column] = heard
        self.letters = np.concatenate([self.letters, letters], axis=1)
        self.lengths = np.append(self.lengths, [min(len(said), _LONGEST) for said, _, _ in forms])
        self.places = np.append(self.places, [place for _, place, _ in forms])
        self.worth = np.append(self.worth, np.array([worth for _, _, worth in forms], dtype=np.float32))
        self.marks = np.append(self.marks, np.array([_mark(said) for said, _, _ in forms], dtype=np.uint64))

    def compare(self, said: str, word: str, across: bool, is_begun: bool, worth: float, alike: Floats) -> None:
        """Raises in `alike`, by place, what these forms come to."""
        if not said or not len(self.places):
            return
        if len(word) == 1 and not is_begun:
            near = np.flatnonzero(self.letters[0] == _codes(said)[0])
            values = np.full(len(near), INITIAL_ALIKE, dtype=np.float32)
        else:
            near = self._near(said, is_begun)
            values = _alike(self.letters[:, near], self.lengths[near], said, across, is_begun)
            single = self.lengths[near] == 1
            is_first = self.letters[0, near] == _codes(said)[0]
            values[single] = np.where(is_first[single], np.float32(INITIAL_ALIKE), np.float32(0))
        np.maximum.at(alike, self.places[near], values * self.worth[near] * np.float32(worth))

    def _near(self, said: str, is_begun: bool) -> Places:
        """The forms worth comparing: those that share most pairs of consonants, and every initial."""
        if len(self.places) <= _ALL_COMPARED:
            return np.arange(len(self.places))
        mark = np.uint64(_mark(said))
        shared = np.bitwise_count(self.marks & mark).astype(np.float32)
        mine = np.float32(int(mark).bit_count())
        size = mine if is_begun else (np.bitwise_count(self.marks) + mine) / np.float32(2)
        share = shared / np.maximum(size, np.float32(1))
        share[self.lengths == 1] = 2
        return np.argpartition(-share, _MOST_COMPARED)[:_MOST_COMPARED]


def _alike(letters: NDArray[np.uint8], lengths: Places, said: str, across: bool, is_begun: bool) -> Floats:
    """The weighted edit distances of word_likeness.py between `said` and every column, as likenesses."""
    weights = _PRESENCE[across]
    height, count = letters.shape
    whole = np.zeros((height + 1, count), dtype=np.float32)
    np.cumsum(weights[letters], axis=0, out=whole[1:])
    typed = _codes(said)
    older = before = row = whole
    for i, code in enumerate(typed):
        lost = weights[code]
        older, before = before, row
        best = np.empty_like(row)
        best[0] = before[0] + lost
        np.minimum(before[1:] + lost, before[:-1] + _CHANGE[across][code][letters], out=best[1:])
        if i:
            swapped = (letters[:-1] == code) & (letters[1:] == typed[i - 1])
            np.minimum(best[2:], np.where(swapped, older[:-2] + np.float32(0.5), np.float32(9)), out=best[2:])
        # Letters of theirs that we have not: each costs its presence, from any earlier column on.
        row = np.minimum.accumulate(best - whole, axis=0) + whole
    mine = weights[typed].sum()
    columns = np.arange(count)
    weight = np.maximum(np.float32(0.8), (mine + whole[-1]) / np.float32(2))
    distance = row[lengths, columns]
    alike = np.where(distance == 0, np.float32(SAME_SOUND), np.maximum(0, 1 - distance / weight))
    if is_begun:
        # Short beginnings with few consonants would be near to everything: they must be those letters.
        exact = np.all(letters[: len(typed)] == np.array(typed, dtype=np.uint8)[:, None], axis=0)
        started = np.where(exact, np.float32(BEGUN_ALIKE), np.float32(0))
        if len(_bones(said)) >= _BONES_OF_BEGUN:
            started = np.maximum(
                started, np.float32(BEGUN_ALIKE) * (1 - row[1:].min(axis=0) / max(np.float32(0.8), mine))
            )
        alike = np.maximum(alike, np.where(lengths > 1, started, np.float32(0)))
    return alike.astype(np.float32)


def _codes(said: str) -> list[int]:
    return codes(said, _LONGEST)


def _bones(said: str) -> str:
    return "".join(letter for letter in said if letter not in VOWELS and letter != "h") or said


def _mark(said: str) -> int:
    """64 bits: one for each class of consonants met, one for each pair of neighbours, hashed."""
    classes = [_CLASS_OF.get(letter, 7) for letter in _bones(said)]
    mark = 1 << (classes[0] + 8) if classes else 0
    for one in classes:
        mark |= 1 << one
    for one, other in pairwise(classes):
        mark |= 1 << (16 + (one * 7 + other * 3) % 48)
    return mark


# Consonants that word_likeness.py holds for near count as one when choosing what is compared.
_CLASS_OF = {
    letter: number
    for number, letters in enumerate(("bfu", "kgjxc", "szx", "dt", "mn", "lr", "aeio"))
    for letter in letters
}


_CHANGE = {across: costs.astype(np.float32) for across, costs in CHANGE.items()}
_PRESENCE = {across: costs.astype(np.float32) for across, costs in PRESENCE.items()}
