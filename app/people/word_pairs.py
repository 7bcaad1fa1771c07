"""How alike many pairs of words sound, all at once: the rule of word_likeness.py, its edit distance run over columns.

A test holds the two together. For those who go over a registry: two words cost a microsecond here, and fifty there.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.people.letter_costs import CHANGE, PRESENCE, codes
from app.people.skeleton import sound

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
WordPair = tuple[str, str]

_SWAP = 0.5
_LEAST_WEIGHT = 0.8
_NO_SWAP = 99.0


def pairs_likeness(pairs: Iterable[WordPair]) -> dict[WordPair, float]:
    """How alike the two words of each pair sound, as far as an edit distance says it; initials and equals are left out."""
    sounds: dict[bool, list[tuple[WordPair, str, str]]] = {False: [], True: []}
    for pair in pairs:
        said, other = sound(pair[0]), sound(pair[1])
        if (
            min(len(pair[0]), len(pair[1])) > 1
            and said != other
            and (said + other).isascii()
            and (said + other).isalpha()
        ):
            sounds[pair[0].isascii() != pair[1].isascii()].append((pair, said, other))
    found: dict[WordPair, float] = {}
    for across, told in sounds.items():
        if told:
            alike = _alike(_letters([a for _, a, _ in told]), _letters([b for _, _, b in told]), across)
            found.update(zip((pair for pair, _, _ in told), alike.tolist(), strict=True))
    return found


def _letters(sounds: list[str]) -> Codes:
    """A sound a column, filled up with nothing."""
    longest = max(map(len, sounds))
    return np.array([codes(said, longest) + [0] * (longest - len(said)) for said in sounds], dtype=np.intp).T


def _alike(ours: Codes, theirs: Codes, across: bool) -> Floats:
    """1 minus the weighted edit distance of each column of one with that of the other, as a share of their weight."""
    weights, change = PRESENCE[across], CHANGE[across]
    whole = np.zeros((len(theirs) + 1, theirs.shape[1]))
    np.cumsum(weights[theirs], axis=0, out=whole[1:])
    before = row = whole
    for i, letters in enumerate(ours):
        older, before = before, row
        best = before + weights[letters]
        np.minimum(best[1:], before[:-1] + change[letters, theirs], out=best[1:])
        if i:
            swapped = (theirs[:-1] == letters) & (theirs[1:] == ours[i - 1])
            np.minimum(best[2:], np.where(swapped, older[:-2] + _SWAP, _NO_SWAP), out=best[2:])
        # Letters of theirs that we have not: each costs its presence, from any earlier one on.
        row = np.minimum.accumulate(best - whole, axis=0) + whole
        row[:, letters == 0] = before[:, letters == 0]
    lengths = (theirs != 0).sum(axis=0)
    distance = row[lengths, np.arange(len(lengths))]
    weight = np.maximum(_LEAST_WEIGHT, (weights[ours].sum(axis=0) + whole[-1]) / 2)
    return np.asarray(np.maximum(0.0, 1 - distance / weight))
