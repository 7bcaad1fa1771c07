"""Which letters of a name answer what was typed: what the list shows stronger."""

from __future__ import annotations

import re
from functools import lru_cache

from app.people.names import fold
from app.people.word_likeness import word_likeness

_ALIKE = 0.75
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")


@lru_cache(maxsize=4096)
def matched_parts(typed: str, shown: str) -> tuple[tuple[int, int], ...]:
    """(start, length) of each part of `shown` meant by a word of `typed`: its beginning, or all of a word that sounds so."""
    wanted = sorted(set(fold(typed).split()), key=len, reverse=True)
    parts = []
    for found in _WORD.finditer(shown):
        word = found[0]
        folded = fold(word)
        begun = next((one for one in wanted if folded.startswith(one)), None)
        if begun is not None:
            parts.append((found.start(), _letters_of(word, len(begun))))
        elif any(len(one) > 1 and word_likeness(one, folded) >= _ALIKE for one in wanted):
            parts.append((found.start(), len(word)))
    return tuple(parts)


def _letters_of(word: str, folded_length: int) -> int:
    """How many letters of a word its first `folded_length` folded ones come from: accents fold away, œ is two."""
    return next((end for end in range(1, len(word)) if len(fold(word[:end])) >= folded_length), len(word))
