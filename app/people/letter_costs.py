"""What the edits of word_likeness.py cost, as tables over the letters of the phonetic alphabet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.people.word_likeness import change, presence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
OTHER = len(LETTERS) + 1
"""The code of whatever else stands in a sound; 0 is the code of nothing."""
_NEVER = 9.0

_CODE_OF = {letter: code for code, letter in enumerate(LETTERS, start=1)}


def codes(said: str, longest: int) -> list[int]:
    """The codes of the first letters of a sound."""
    return [_CODE_OF.get(letter, OTHER) for letter in said[:longest]]


def _changes(across: bool) -> NDArray[np.float64]:
    costs = np.ones((OTHER + 1, OTHER + 1))
    for a, place in _CODE_OF.items():
        for b, other in _CODE_OF.items():
            costs[place, other] = change(a, b, across)
    costs[:, 0] = costs[0, :] = _NEVER
    costs[OTHER, OTHER] = 0
    return costs


CHANGE = {across: _changes(across) for across in (False, True)}
PRESENCE = {across: np.array([0, *(presence(letter, across) for letter in LETTERS), 1.0]) for across in (False, True)}
