"""What is known of one person and project at one date: the only thing criteria may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.funding.cities import city_key

SITUATIONS = (
    "marocain",
    "carte_immatriculation",
    "carte_residence",
    "recepisse",
    "refugie_bra",
    "refugie_hcr",
    "demandeur_asile_hcr",
    "passeport_seul",
    "sans_document",
)
"""`status_codes` of the catalogue."""
PERMIT_OF_UNSTATED_KIND = "carte_immatriculation|carte_residence"
"""A residence permit whose kind was not recorded (`status_rule`)."""
SEXES = ("F", "M")
STAGES = ("idea", "creation", "existing")
LEGAL_FORMS = ("none", "individual", "auto_entrepreneur", "cooperative", "company", "association")

_LONGEST_LIFE = 120
_YES, _NO = {"yes", "true", "oui"}, {"no", "false", "non"}


class Fact(StrEnum):
    """The facts of a person that can be asked for, in the order they are asked when all are worth the same."""

    SITUATIONS = "situations"
    CITY = "city"
    STAGE = "stage"
    LEGAL_FORM = "legal_form"
    HAS_ACCOUNT = "has_account"
    BIRTH_YEAR = "birth_year"
    SEX = "sex"


class NeedFact(StrEnum):
    """What is known of the need a person is matched for; stated with the need, never asked as a next question."""

    NEED_AMOUNT = "need_amount"
    NEED_PURPOSE = "need_purpose"


AnyFact = Fact | NeedFact
EVERY_FACT: tuple[AnyFact, ...] = (*Fact, *NeedFact)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of a person on the day `on`. None, or an empty set, is "unknown", which never decides anything.

    `situations` are held by papers valid that day or declared; a code outside the vocabulary is kept, and is then a
    status in none of the lists. `uncertain` would be held if papers of unknown validity are valid (PRODUCT.md P2):
    they make "ask", never a situation. `lapsed` were held by papers that have expired: to renew. `born` is the first
    and last day the person may have been born on. `need_amount` is in centimes; `need_purpose` in the person's words.
    """

    on: date | None = None
    situations: frozenset[str] = frozenset()
    uncertain: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()
    born: tuple[date, date] | None = None
    sex: str | None = None
    city: str | None = None
    stage: str | None = None
    legal_form: str | None = None
    has_account: bool | None = None
    need_amount: int | None = None
    need_purpose: str | None = None

    def ages(self) -> tuple[int, int] | None:
        """The lowest and highest age in years the person may have on the day; None when that cannot be said."""
        if self.on is None or self.born is None:
            return None
        first, last = self.born
        lowest, highest = _years_between(last, self.on), _years_between(first, self.on)
        return (lowest, highest) if 0 <= lowest <= highest <= _LONGEST_LIFE else None

    def is_known(self, fact: AnyFact) -> bool:
        """Whether the person has answered: a permit of unstated kind, or of unknown validity, is half an answer."""
        if fact is Fact.SITUATIONS:
            return bool(self.situations) and not self.uncertain and PERMIT_OF_UNSTATED_KIND not in self.situations
        if fact is Fact.BIRTH_YEAR:
            return self.born is not None
        return getattr(self, fact.value) is not None


def born_in(year: int) -> tuple[date, date]:
    """The days someone may have been born on of whom only the year is known."""
    return date(year, 1, 1), date(year, 12, 31)


def facts_from_words(line: Mapping[str, object]) -> Facts:
    """Facts from the words of the command line (CLI.md `funding match --lines`).

    Every key is optional; what is absent, null or not a word of the vocabulary is unknown.
    """
    return Facts(
        on=_day(line.get("on")),
        situations=_codes(line.get("situations")),
        born=_birth_year(line.get("birth_year")),
        sex=_one_of(line.get("sex"), SEXES),
        city=_city(line.get("city")),
        stage=_one_of(line.get("stage"), STAGES),
        legal_form=_one_of(line.get("legal_form"), LEGAL_FORMS),
        has_account=_yes_or_no(line.get("has_account")),
        need_amount=_dirhams(line.get("need_amount")),
        need_purpose=_sentence(line.get("need_purpose")),
    )


def _years_between(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _day(word: object) -> date | None:
    if isinstance(word, date):
        return word
    try:
        return date.fromisoformat(word) if isinstance(word, str) else None
    except ValueError:
        return None


def _codes(words: object) -> frozenset[str]:
    given = [words] if isinstance(words, str) else words
    if not isinstance(given, (list, tuple, set, frozenset)):
        return frozenset()
    codes = {word.strip() for word in given if isinstance(word, str)} - {""}
    return frozenset(PERMIT_OF_UNSTATED_KIND if _is_either_permit(code) else code for code in codes)


def _is_either_permit(code: str) -> bool:
    return sorted(code.split("|")) == sorted(PERMIT_OF_UNSTATED_KIND.split("|"))


def _birth_year(word: object) -> tuple[date, date] | None:
    if isinstance(word, str) and word.strip().isdecimal():
        word = int(word)
    if isinstance(word, bool) or not isinstance(word, int) or not 1 < word < 9999:
        return None
    return born_in(word)


def _one_of(word: object, vocabulary: tuple[str, ...]) -> str | None:
    return word if isinstance(word, str) and word in vocabulary else None


def _city(word: object) -> str | None:
    return word.strip() if isinstance(word, str) and city_key(word) else None


def _dirhams(word: object) -> int | None:
    return word * 100 if isinstance(word, int) and not isinstance(word, bool) and word > 0 else None


def _sentence(word: object) -> str | None:
    return word.strip() or None if isinstance(word, str) else None


def _yes_or_no(word: object) -> bool | None:
    if isinstance(word, str):
        return True if word.casefold() in _YES else False if word.casefold() in _NO else None
    return word if isinstance(word, bool) else None
