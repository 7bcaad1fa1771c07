"""Names in any script: kept clean, shown the same way everywhere, folded into one spelling to be compared."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache

from app.errors import Refused

NAME_LIMIT = 200
"""The longest name kept, in characters: longer than any real one, shorter than a pasted page."""

SORT_NAME_LIMIT = 400


class Script(StrEnum):
    """In which letters a text is written."""

    LATIN = "latin"
    ARABIC = "arabic"
    OTHER = "other"
    MIXED = "mixed"
    NONE = "none"


def clean_name(text: str | None) -> str:
    """A name as it is kept: composed (NFC), without control or direction marks, its spaces single; perhaps empty.

    Raises Refused (`person.name_too_long`) beyond NAME_LIMIT characters.
    """
    name = " ".join(_seen(text or "").split())
    if len(name) > NAME_LIMIT:
        raise Refused("person.name_too_long", limit=NAME_LIMIT)
    return name


def clean_text(text: str | None, limit: int) -> str | None:
    """Any other text as it is kept: without control or direction marks, its lines kept; None for nothing.

    Raises Refused (`person.text_too_long`) beyond `limit` characters.
    """
    if not text:
        return None
    lines = (" ".join(_seen(line).split()) for line in text.splitlines())
    kept = "\n".join(lines).strip()
    if len(kept) > limit:
        raise Refused("person.text_too_long", limit=limit)
    return kept or None


def unmarked(text: str) -> str:
    """A cell of a foreign list without what cannot be seen (direction marks, zero-width signs), its ends bare."""
    return text.strip() if text.isascii() and text.isprintable() else _seen(text).strip()


def display_name(family: str | None, given: str | None, name_ar: str | None = None) -> str:
    """`DIALLO Mamadou`, or the Arabic name when nothing else is known. Nothing is ever transliterated."""
    shown = " ".join(part for part in ((family or "").upper(), _as_given(given or "")) if part)
    return shown or (name_ar or "")


def sort_name(*names: str | None) -> str:
    """What a list is ordered by: the folded names in the order they are shown, cut to what is kept."""
    return fold(" ".join(name for name in names if name))[:SORT_NAME_LIMIT]


def script_of(text: str) -> Script:
    """The script of the letters of `text`: which box a name belongs in."""
    scripts = {_script_of_letter(c) for c in text if c.isalpha()}
    if not scripts:
        return Script.NONE
    return scripts.pop() if len(scripts) == 1 else Script.MIXED


def fold(text: str) -> str:
    """One spelling for comparison: no case, accents, tatweel or apostrophes, Arabic letters and digits unified.

    What is neither letter nor digit parts words; words are a single space apart. Folding twice changes nothing.
    The rules are those measured in tech/data_layer.md section 3.
    """
    if text.isascii():
        return " ".join(text.casefold().translate(_FOLDED).split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(decomposed.translate(_FOLDED).split())


def ascii_digits(text: str) -> str:
    """`text` with the digits of any script as 0-9; the rest unchanged."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


_SPECIAL_LETTERS = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك",
    "ڭ": "ك", "گ": "ك", "پ": "ب", "ڤ": "ف", "چ": "ج", "ژ": "ز", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ء": "",
    "ŋ": "n", "ɲ": "n", "ɛ": "e", "ə": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ɣ": "g", "ɩ": "i",
    "ʋ": "v", "ƴ": "y", "ŧ": "t", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    "ħ": "h", "ĸ": "k", "ƒ": "f", "ɨ": "i", "ʉ": "u", "ƭ": "t", "ɠ": "g", "ʒ": "j", "ƹ": "j",
}  # fmt: skip
_DROPPED = frozenset("'’‘‚‛`´ʼʻʹ′＇")


class _FoldedLetters(dict[int, str]):
    """What each character becomes, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_letter(chr(code))
        return folded


def _folded_letter(letter: str) -> str:
    if letter in _SPECIAL_LETTERS:
        return _SPECIAL_LETTERS[letter]
    category = unicodedata.category(letter)
    # Lm holds the tatweel and the raised commas of romanisations, M the accents and the Arabic vowel signs.
    if letter in _DROPPED or category in ("Cf", "Lm") or category[0] == "M":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(letter))
    return letter if category[0] == "L" else " "


_FOLDED = _FoldedLetters()


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _seen(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", _unshaped(text))
    return "".join(" " if c in "\t\r\n\v\f" else c for c in composed if c in "\t\r\n\v\f" or not _is_unseen(c))


def _unshaped(text: str) -> str:
    """Arabic presentation forms, as copied from some PDF files, as the letters they show."""
    if not any("\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" for c in text):
        return text
    return "".join(
        unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" else c for c in text
    )


def _as_given(given: str) -> str:
    """A given name typed all in one case gets capitals; one written with care stays as written."""
    if not (given.islower() or given.isupper()):
        return given
    return " ".join("-".join(part[:1].upper() + part[1:].lower() for part in w.split("-")) for w in given.split(" "))


@lru_cache(maxsize=1024)
def _script_of_letter(letter: str) -> Script:
    if "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufefc":
        return Script.ARABIC
    return Script.LATIN if unicodedata.name(letter, "").startswith("LATIN") else Script.OTHER
