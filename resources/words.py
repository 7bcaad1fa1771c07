"""The words of the interface in its three languages: which one is in use, and how a French sentence is said in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations

LANGUAGES = ("fr", "ar", "en")
_RIGHT_TO_LEFT = frozenset({"ar"})

_LEFT_TO_RIGHT_ISOLATE, _POP_ISOLATE = "\u2066", "\u2069"


@dataclass(slots=True)
class _InUse:
    language: str = "fr"


_in_use = _InUse()


def use_language(code: str) -> None:
    """Makes `code` (one of LANGUAGES) the language of this process: window, worker threads and command line alike.

    Raises ValueError for a language we have no words in.
    """
    if code not in LANGUAGES:
        raise ValueError(f"no words in the language {code!r}")
    _in_use.language = code


def current_language() -> str:
    """The code of the language in use; French until told otherwise."""
    return _in_use.language


def is_rtl(language: str | None = None) -> bool:
    """Whether `language` (else the current one) is written from right to left."""
    return (language or _in_use.language) in _RIGHT_TO_LEFT


def isolated(text: str, language: str | None = None) -> str:
    """`text` kept left to right inside a right-to-left language: a phone, an amount, a number people read.

    Without the isolate the groups of a phone number change places in an Arabic line. Elsewhere the text stays bare.
    """
    return f"{_LEFT_TO_RIGHT_ISOLATE}{text}{_POP_ISOLATE}" if is_rtl(language) else text


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, whatever language the window speaks: paper is bilingual."""

    language: str

    def tr(self, msgid: str, /, **values: object) -> str:
        """The French sentence `msgid` (or a key such as `error.…`) in this language, its {placeholders} filled."""
        # A catalogue answers the empty sentence with its own header.
        return _filled(_translations(self.language).gettext(msgid), values) if msgid else ""

    def trn(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form that goes with the count `n`, which also fills {n}; Arabic has six of them."""
        return _filled(_translations(self.language).ngettext(singular, plural, n), {"n": n, **values})


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Words:
    """The words of `language`. Raises ValueError for one we have no words in."""
    if language not in LANGUAGES:
        raise ValueError(f"no words in the language {language!r}")
    return Words(language)


def tr(msgid: str, /, **values: object) -> str:
    """The French sentence `msgid` in the current language, its {placeholders} filled."""
    return words(_in_use.language).tr(msgid, **values)


def trn(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form of the current language that goes with the count `n`; {n} is filled with it."""
    return words(_in_use.language).trn(singular, plural, n, **values)


def tr_noop(msgid: str) -> str:
    """Marks a sentence to be translated where it is shown (with `tr`), not where it is written."""
    return msgid


def has_words(msgid: str, language: str) -> bool:
    """Whether the catalogue of `language` itself (not a fallback) knows `msgid`: for texts made from keys of data."""
    from resources.catalogues import own_translation

    return own_translation(language, msgid) is not None


class _Lenient(dict[str, object]):
    """Values of a sentence; a placeholder without a value stays as written, so that an error can always be said."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map(_Lenient(values)) if values else text


class _FrenchSource(NullTranslations):
    """What no catalogue knows is said as the source has it, in French, where zero is singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if -2 < n < 2 else msgid2


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> NullTranslations:
    from resources.catalogues import load

    translations = load(language)
    translations.add_fallback(_FrenchSource() if language == "fr" else _translations("fr"))
    return translations
