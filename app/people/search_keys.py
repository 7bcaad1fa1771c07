"""The keys a person is found by, and how a text typed in the search field asks for them.

Names are kept rotated so that each word comes first, numbers by their endings, so that one range scan on the start of a
token finds any word order and any fragment, on both engines (measured: tech/data_layer.md section 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.people.names import ascii_digits, fold
from app.people.papers import number_key
from app.people.phones import phone_digits
from app.people.skeleton import name_words, other_skeletons, skeleton

TOKEN_LIMIT = 80
SHORTEST_ENDING = 4
_WORDS_LIMIT = 12


class KeyKind(StrEnum):
    """What a token of the index is made of; the values are those of the base's column."""

    NAME = "n"
    SOUND = "s"
    PHONE = "p"
    PAPER = "d"
    DOSSIER = "f"
    EXTERNAL = "x"


@dataclass(frozen=True, slots=True)
class WordsQuery:
    """Tokens of `kind` that start with `first`, in which each of `others` starts a word: `instr(token, ' ' || w)`."""

    kind: KeyKind
    first: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberQuery:
    """Tokens of any of `kinds` that start with `start`; `starts` holds every spelling to try."""

    starts: tuple[str, ...]
    kinds: frozenset[KeyKind]


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What a typed text asks for: people matching `names` and every one of `numbers`.

    `words` are also what is asked of the phonetic index, which finds other spellings and scripts; `is_begun` when the last
    of them may not be typed to its end. `birth_year` favours, and never hides. A plan that `is_empty` asks for nobody.
    """

    text: str
    words: tuple[str, ...]
    names: WordsQuery | None
    numbers: tuple[NumberQuery, ...]
    birth_year: int | None
    is_begun: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing that can be looked up was typed."""
        return self.names is None and not self.numbers


def search_keys(
    *,
    names: Iterable[str | None],
    phones: Iterable[str] = (),
    paper_numbers: Iterable[str] = (),
    dossiers: Iterable[tuple[str, str]] = (),
    external_ids: Iterable[str] = (),
) -> set[tuple[str, KeyKind]]:
    """Every (token, kind) of one person.

    `names`: family, given, Arabic, known-as, in the order they are shown. `dossiers`: (14 digits, read-aloud form) of
    the person's number and of those merged into it. Numbers are as kept in the base; the function folds them.
    """
    texts = [name for name in names if name]
    keys = {(token, KeyKind.NAME) for token in name_tokens(texts)}
    keys |= {(token, KeyKind.SOUND) for token in sound_tokens(texts)}
    keys |= {(end, KeyKind.PHONE) for phone in phones for end in _endings(phone_digits(phone))}
    keys |= {(end, KeyKind.PAPER) for number in paper_numbers for end in _endings(number_key(number))}
    keys |= {(token, KeyKind.DOSSIER) for code, spoken in dossiers for token in _dossier_tokens(code, spoken)}
    keys |= {(number_key(one)[:TOKEN_LIMIT], KeyKind.EXTERNAL) for one in external_ids if number_key(one)}
    return keys


def name_tokens(names: Sequence[str]) -> set[str]:
    """The folded words of all names, rotated so that each comes first; Arabic words also without their article."""
    words = list(dict.fromkeys(word for name in names for word in fold(name).split()))[:_WORDS_LIMIT]
    tokens = set(_rotations(words))
    for token in list(tokens):
        if token.startswith("ال") and len(token.split(" ", 1)[0]) > 4:
            tokens.add(token[2:])
    return tokens


def sound_tokens(names: Sequence[str]) -> set[str]:
    """The skeletons of all names, rotated; other skeletons of a word come first in a rotation of their own."""
    words = list(dict.fromkeys(word for name in names for word in name_words(name)))[:_WORDS_LIMIT]
    bones = [skeleton(word) for word in words]
    tokens = set(_rotations(list(dict.fromkeys(bones))))
    for i, word in enumerate(words):
        rest = list(dict.fromkeys(bones[i + 1 :] + bones[:i]))
        tokens |= {" ".join([other, *rest])[:TOKEN_LIMIT] for other in other_skeletons(word)}
    return tokens


def query_plan(text: str) -> QueryPlan:
    """What `text` asks for: words, digits, both, a dossier number in either form, a paper's number."""
    if spoken := _SPOKEN_NUMBER.fullmatch(ascii_digits(text).strip()):
        start = fold(spoken[0]).replace(" ", "")
        return _plan(
            text,
            [],
            [NumberQuery((start,), _ANY_NUMBER)],
            None,
        )
    words: list[str] = []
    numbers: list[NumberQuery] = []
    year: int | None = None
    for part in _parts(text):
        folded = fold(part)
        if not any(c.isdigit() for c in folded):
            words += folded.split()
        elif _YEAR.fullmatch(folded) and year is None:
            year = int(folded)
        else:
            numbers.append(_number_query(part, folded))
    if year is not None and not words:
        numbers.append(_number_query(str(year), str(year)))
    return _plan(text, words, numbers, year)


_SPOKEN_NUMBER = re.compile(
    r"[^\W\d_]{2,8}(?:\.[0-9]{2})?(?:-[0-9]{2}(?:-[0-9]{1,5}(?:-[0-9])?)?|[\s-]+[0-9]{2}[\s-]+[0-9]{5}[\s-]+[0-9])"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DIGITS_ONLY = re.compile(r"[+()\-.\s/]*[0-9][0-9()\-.\s/]*")
_ANY_NUMBER = frozenset({KeyKind.PHONE, KeyKind.PAPER, KeyKind.DOSSIER, KeyKind.EXTERNAL})


def _rotations(words: Sequence[str]) -> list[str]:
    return [" ".join([*words[i:], *words[:i]])[:TOKEN_LIMIT].rstrip() for i in range(len(words))]


def _endings(number: str) -> list[str]:
    number = number[:TOKEN_LIMIT]
    return [number[i:] for i in range(max(len(number) - SHORTEST_ENDING + 1, min(1, len(number))))]


def _dossier_tokens(code: str, spoken: str) -> set[str]:
    """The whole code, the form read aloud, and its tails: year, sequence, check digit, with and without zeros."""
    sequence, tail = code[8:13], code[6:]
    bare = sequence.lstrip("0")
    return {
        code,
        fold(spoken).replace(" ", ""),
        tail,
        sequence + code[13],
        bare + code[13],
        bare,
    }


def _parts(text: str) -> list[str]:
    """The text at its spaces, neighbouring groups of digits (a phone typed in pairs) together again."""
    parts: list[str] = []
    for part in ascii_digits(text).split():
        is_group = _DIGITS_ONLY.fullmatch(part) is not None
        if is_group and parts and _DIGITS_ONLY.fullmatch(parts[-1]) and not _YEAR.fullmatch(parts[-1]):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _number_query(part: str, folded: str) -> NumberQuery:
    compact = folded.replace(" ", "")
    if not compact.isdigit():
        return NumberQuery((compact,), _ANY_NUMBER)
    is_international = part.startswith("+") or compact.startswith("00")
    national = compact.removeprefix("00") if is_international else compact
    if is_international or len(compact) > 9:
        national = national.removeprefix("212")
    national = national.removeprefix("0") if len(national) > 2 else national
    starts = tuple(dict.fromkeys(start for start in (compact, national) if start))
    kinds = _ANY_NUMBER if len(compact) >= SHORTEST_ENDING - 1 else frozenset({KeyKind.DOSSIER})
    return NumberQuery(starts, kinds)


def _plan(text: str, words: list[str], numbers: list[NumberQuery], year: int | None) -> QueryPlan:
    unique = list(dict.fromkeys(words))
    # The longest word is the rarest and drives the scan; the rest only filter.
    longest_first = sorted(unique, key=len, reverse=True)
    names = WordsQuery(KeyKind.NAME, longest_first[0], tuple(longest_first[1:])) if unique else None
    # A number or a space after the last word says that it is whole.
    is_begun = bool(words) and text[-1:].isalpha()
    return QueryPlan(fold(text), tuple(unique), names, tuple(numbers), year, is_begun)
