"""One phonetic alphabet for Latin and Arabic spellings, so that Mamadou, Mamadu and محمد can find each other.

A sound is a word in that alphabet; its skeleton is the sound without vowels and h. Rules: tech/dedupe.md section 8.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.people.names import fold

VOWELS = frozenset("aeiou")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A folded word in the shared alphabet (b d f g h j k l m n r s t u x z and vowels), doubled letters once."""
    if _is_arabic(word):
        bare = _SAID_J.sub("ج", _ARABIC_ARTICLE.sub("", word))
        return _doubled_once("".join(_ARABIC_SOUNDS.get(letter, letter) for letter in bare))
    spelled = word
    for pattern, said in _LATIN_RULES:
        spelled = pattern.sub(said, spelled)
    return _doubled_once(spelled.lower())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a folded word in the shared alphabet; a word without any keeps its vowels (Awa, Yaya)."""
    said = sound(word)
    consonants = "".join(letter for letter in said if letter not in VOWELS and letter != "h")
    return consonants or said


@lru_cache(maxsize=32768)
def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name, as they are sounded: Abd + article + name is one, a bare article is none."""
    return _joined(fold(text).split())


def skeletons(text: str) -> tuple[str, ...]:
    """The skeletons of the words of a name, in order."""
    return tuple(skeleton(word) for word in name_words(text))


@lru_cache(maxsize=16384)
def other_skeletons(word: str) -> tuple[str, ...]:
    """Skeletons under which a folded word may also be known: without its article, ث said as t, ج as g."""
    if _is_arabic(word):
        others = {skeleton(word.replace("ث", "ت")), skeleton(word.replace("ج", "غ"))}
    else:
        others = {skeleton(_LATIN_ARTICLE.sub("", word))}
    return tuple(sorted(other for other in others - {skeleton(word)} if len(other) > 1))


def without_article(said: str, word: str) -> str:
    """The sound of a Latin word written together with its article (Alkhatib), without it; else nothing.

    Arabic words need no such help: their article is no part of their sound.
    """
    return said[2:] if _LATIN_ARTICLE.match(word) and len(said) > 4 else ""


_ARABIC_SOUNDS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "s", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z",
    "س": "s", "ش": "x", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i",
}  # fmt: skip

# Applied in this order. A capital stands for a sound that later rules must leave alone.
_LATIN_RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"x", "ks"),
        (r"tch|sch|ch|sh", "x"),
        (r"dj|dg(?=[ei])|di(?=[aeou])|dy", "j"),
        (r"ou|oo|w", "u"),
        (r"c(?=[eiy])", "s"),
        (r"kh|ck|q|c", "k"),
        (r"ph|v", "f"),
        (r"p", "b"),
        (r"gu(?=[eiy])|gh", "G"),
        (r"gn(?=[aeiou])|ny(?=[aeiou])", "n"),
        (r"g(?=[ei])", "j"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"y", "i"),
    )
)
_SAID_J = re.compile(r"دي(?=[او])")  # Diallo is written ديالو and said Jallo
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_ARTICLE = re.compile(r"^ال(?=\w{3})")
_LATIN_ARTICLE = re.compile(r"^[ae]l(?=[bcdfghjkmnpqrstvwxyz]\w{2})")
_ARTICLES = frozenset({"al", "el", "ul", "il", "ال"})
_SERVANT = re.compile(r"abd|abd(?:[aeu]|ou)[lr]|عبد|عبدال")
_ARTICLES_OF_A_SERVANT = _ARTICLES | {
    "ur",
    "ar",
    "er",
    "oul",
    "our",
    "as",
    "es",
    "us",
    "an",
    "en",
    "un",
}


def _is_arabic(word: str) -> bool:
    return _ARABIC.search(word) is not None


def _doubled_once(spelled: str) -> str:
    return "".join(letter for i, letter in enumerate(spelled) if i == 0 or letter != spelled[i - 1])


def _joined(words: list[str]) -> tuple[str, ...]:
    joined: list[str] = []
    servant = ""  # Abd, Abdel, عبد: half a name, the other half is the next word
    for word in words:
        if servant and word in _ARTICLES_OF_A_SERVANT:
            servant += word
        elif servant:
            joined.append(servant + word)
            servant = ""
        elif _SERVANT.fullmatch(word):
            servant = word
        elif word not in _ARTICLES or len(words) == 1:
            joined.append(word)
    return (*joined, servant) if servant else tuple(joined)
