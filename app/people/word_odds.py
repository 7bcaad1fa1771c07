"""Whether two words are the same name: what differs between their sounds, letter by letter, and how much that tells.

Vowels and near consonants change from one clerk to the next; a lost first letter, an o for an a or another skeleton is
another name (Hawa, Awa; Koné, Kane). The weights are fitted, see likeness_weights.py.
"""

from __future__ import annotations

from functools import lru_cache

from app.people.likeness_weights import WORD, WORD_BIAS
from app.people.skeleton import VOWELS, skeleton, sound
from app.people.word_likeness import word_likeness

MOST = 6.0
"""Nothing about one word is surer than this, either way."""


@lru_cache(maxsize=131072)
def word_odds(a: str, b: str) -> float:
    """The logarithm of the odds that two folded words are one name, between -MOST and MOST."""
    total = WORD_BIAS + sum(WORD.get(name, 0.0) * value for name, value in word_features(a, b).items())
    return max(-MOST, min(MOST, total))


def word_features(a: str, b: str) -> dict[str, float]:
    """What differs between two folded words; names that begin with x_ are about words of two scripts."""
    a, b = sorted((a, b))  # of two ways as short the same one is taken, whoever stands first
    if len(a) == 1 or len(b) == 1:
        return {"initial": 1.0, "initial_same": word_likeness(a, b)}
    across = a.isascii() != b.isascii()
    said, other = sound(a), sound(b)
    bones, others = skeleton(a), skeleton(b)
    shortest = min(len(bones), len(others))
    apart = min(4, _edits(bones, others))
    found = {
        "alike": word_likeness(a, b), "length": min(10, shortest) / 5, "bones": apart, "bones_share": apart / max(1, shortest),
    }  # fmt: skip
    for place, change in _changes(said, other):
        found[change] = found.get(change, 0.0) + 1
        if place == 0:
            start = "start_vowel" if change[0] == "v" else "start"
            found[start] = 1.0
    if across:
        found = {f"x_{name}": value for name, value in found.items()} | {"across": 1.0}
    else:
        found["letters"] = min(4, _edits(a, b))
    return found | {
        "equal": float(a == b), "same_sound": float(said == other), "swapped": float(said != other and sorted(said) == sorted(other)),
    }  # fmt: skip


_NEAR = {
    frozenset(pair)
    for pair in ("sz", "sx", "st", "dt", "dz", "jg", "jz", "kg", "bf", "mn", "lr", "jx", "kx", "ln", "dj", "kh", "gh")
}


def _changes(a: str, b: str) -> list[tuple[int, str]]:
    """The cheapest way from one sound to the other, as (place, change), equal letters left out."""
    table = _costs(a, b)
    i, j = len(a), len(b)
    found: list[tuple[int, str]] = []
    while i or j:
        here = table[i][j]
        if i and j and abs(here - table[i - 1][j - 1] - _change_cost(a[i - 1], b[j - 1])) < 1e-9:
            i, j = i - 1, j - 1
            if a[i] != b[j]:
                found.append((min(i, j), _change_name(a[i], b[j])))
        elif i and abs(here - table[i - 1][j] - _gap_cost(a[i - 1])) < 1e-9:
            i -= 1
            found.append((min(i, j), _gap_name(a[i], i >= len(a) - 1)))
        else:
            j -= 1
            found.append((min(i, j), _gap_name(b[j], j >= len(b) - 1)))
    return found


def _costs(a: str, b: str) -> list[list[float]]:
    table = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        table[i][0] = table[i - 1][0] + _gap_cost(x)
    for j, y in enumerate(b, 1):
        table[0][j] = table[0][j - 1] + _gap_cost(y)
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            table[i][j] = min(
                table[i - 1][j] + _gap_cost(x), table[i][j - 1] + _gap_cost(y), table[i - 1][j - 1] + _change_cost(x, y)
            )
    return table


def _is_light(letter: str) -> bool:
    return letter in VOWELS or letter == "h"


def _gap_cost(letter: str) -> float:
    return 0.5 if _is_light(letter) else 1.0


def _change_cost(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if _is_light(x) != _is_light(y):
        return 1.6
    return 0.4 if _is_light(x) else 0.6 if frozenset((x, y)) in _NEAR else 1.2


def _gap_name(letter: str, is_last: bool) -> str:
    if letter in VOWELS:
        return "vowel_lost_last" if is_last else "vowel_lost"
    return "h_lost" if letter == "h" else "consonant_lost"


def _change_name(x: str, y: str) -> str:
    first, second = sorted((x, y))
    if first in VOWELS and second in VOWELS:
        return f"vowel_{first}{second}"
    if _is_light(x) != _is_light(y) or "h" in (x, y):
        return "vowel_for_consonant"
    return "near" if frozenset((x, y)) in _NEAR else "consonant"


def _edits(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
    return row[-1]
