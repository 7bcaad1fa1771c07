"""Conditions on the registry: their words, their values as text, and how each is said. No rule reads a clock or a base."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.errors import Refused
from app.people.names import ascii_digits, fold
from app.people.situations import SITUATION_LABELS
from resources.i18n import country_code, country_name, format_date, language_name, tr, tr_noop, trn

ANY_OF = "|"
"""Between several values of which one is enough."""
NONE = "none"
"""The value "nothing known"."""
_LONGEST_VALUE = 400
_MOST_DAYS, _MOST_YEARS = 36_500, 130


class Key(StrEnum):
    """What a condition is about."""

    CITY = "city"
    NEIGHBOURHOOD = "neighbourhood"
    NATIONALITY = "nationality"
    SITUATION = "situation"
    SEX = "sex"
    AGE = "age"
    LANGUAGE = "language"
    STAGE = "stage"
    PHONE = "phone"
    CONSENT_MISSING = "consent_missing"
    PAPER = "paper"
    REGISTERED = "registered"
    NO_CONTACT = "no_contact"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, its value as text (`Rabat|Salé`, `18-25`, `2026-01-01..`)."""

    key: Key
    value: str


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Conditions that must all hold; none means the whole registry of the agency."""

    conditions: tuple[Condition, ...] = ()

    def without(self, condition: Condition) -> PeopleFilter:
        """The same with one condition less."""
        return PeopleFilter(tuple(one for one in self.conditions if one != condition))

    def having(self, condition: Condition) -> PeopleFilter:
        """The same with this condition, in the place of one about the same thing."""
        return PeopleFilter((*(one for one in self.conditions if one.key is not condition.key), condition))

    def told(self) -> list[str]:
        """As kept: `city=Rabat`."""
        return [f"{one.key.value}={one.value}" for one in self.conditions]


KEY_LABELS: dict[str, str] = {
    Key.CITY: tr_noop("Ville"), Key.NEIGHBOURHOOD: tr_noop("Quartier"), Key.NATIONALITY: tr_noop("Nationalité"),
    Key.SITUATION: tr_noop("Situation"), Key.SEX: tr_noop("Sexe"), Key.AGE: tr_noop("Âge"),
    Key.LANGUAGE: tr_noop("Langues"), Key.STAGE: tr_noop("Projet"), Key.PHONE: tr_noop("Téléphone"),
    Key.CONSENT_MISSING: tr_noop("Accord manquant"), Key.PAPER: tr_noop("Pièce qui expire"),
    Key.REGISTERED: tr_noop("Inscription"), Key.NO_CONTACT: tr_noop("Sans contact"),
}  # fmt: skip
"""What each condition is about: sentences for `tr`."""

WORDS: Mapping[Key, Mapping[str, str]] = {
    Key.SITUATION: SITUATION_LABELS,
    Key.SEX: {"F": tr_noop("femmes"), "M": tr_noop("hommes"), NONE: tr_noop("sexe non précisé")},
    Key.STAGE: {
        "idea": tr_noop("projet : idée"), "creation": tr_noop("projet : création"),
        "existing": tr_noop("activité existante"), NONE: tr_noop("sans projet"),
    },
    Key.PHONE: {"yes": tr_noop("avec téléphone"), "no": tr_noop("sans téléphone")},
    Key.CONSENT_MISSING: {
        "dossier": tr_noop("sans accord dossier"), "contact": tr_noop("sans accord pour être appelé·e"),
        "statistics": tr_noop("sans accord statistiques"), "sharing": tr_noop("sans accord de transmission"),
    },
    Key.PAPER: {"expired": tr_noop("pièce expirée")},
}  # fmt: skip
"""The values that are words, and how each is said: sentences for `tr`."""


def parse_condition(text: str) -> Condition:
    """`city=Rabat|Salé`, `age=18-25`, `registered=2026-01-01..2026-03-31`, `no_contact=90`, `paper=60`.

    Raises Refused: `filter.unknown_key`, `filter.bad_value`.
    """
    name, _, value = text.partition("=")
    key = name.strip().replace("-", "_").casefold()
    if key not in set(Key):
        raise Refused("filter.unknown_key", key=name.strip()[:40], known=", ".join(Key))
    return condition(Key(key), value)


def condition(key: Key, value: str) -> Condition:
    """A condition whose value can be read. Raises Refused (`filter.bad_value`)."""
    text = value.strip()
    if not text or len(text) > _LONGEST_VALUE:
        raise Refused("filter.bad_value", key=key.value, value=text[:40])
    return Condition(key, _READERS.get(key, _one_of_words)(key, text))


def filter_of(texts: Iterable[str]) -> PeopleFilter:
    """The filter of several conditions; the last about a thing counts. Raises Refused."""
    found = PeopleFilter()
    for text in texts:
        found = found.having(parse_condition(text))
    return found


def words_of(one: Condition) -> str:
    """A condition in a few words of the current language: `à Rabat`, `18 à 25 ans`."""
    match one.key:
        case Key.CITY:
            return tr("à {places}", places=_listed(one.value))
        case Key.NEIGHBOURHOOD:
            return tr("quartier {places}", places=_listed(one.value))
        case Key.NATIONALITY:
            codes = one.value.split(ANY_OF)
            return ", ".join(tr("nationalité inconnue") if code == NONE else country_name(code) for code in codes)
        case Key.LANGUAGE:
            return tr("parle {languages}", languages=", ".join(map(language_name, one.value.split(ANY_OF))))
        case Key.AGE:
            return _age_words(*years_of(one.value))
        case Key.REGISTERED:
            return _period_words(*period_of(one.value))
        case Key.NO_CONTACT:
            days = int(one.value)
            return trn("sans contact depuis {n} jour", "sans contact depuis {n} jours", days)
        case Key.PAPER if one.value.isdecimal():
            days = int(one.value)
            return trn("pièce expire sous {n} jour", "pièce expire sous {n} jours", days)
    return ", ".join(tr(WORDS[one.key][word]) for word in one.value.split(ANY_OF))


def years_of(value: str) -> tuple[int | None, int | None]:
    """The youngest and oldest age of `18-25`, `18-`, `-25`, `30`."""
    first, dash, last = value.partition("-")
    youngest, oldest = (int(part) if part else None for part in (first, last))
    return (youngest, oldest) if dash else (youngest, youngest)


def period_of(value: str) -> tuple[date | None, date | None]:
    """The first and last day of `2026-01-01..2026-03-31`, either of which may be missing."""
    first, _, last = value.partition("..")
    return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else None)


def _one_of_words(key: Key, text: str) -> str:
    found = [word.strip() for word in text.split(ANY_OF)]
    # A permit of unstated kind holds the sign in its own word.
    if key is Key.SITUATION and text in SITUATION_LABELS:
        return text
    if key not in WORDS or any(word not in WORDS[key] for word in found):
        raise Refused("filter.bad_value", key=key.value, value=text[:40])
    return ANY_OF.join(dict.fromkeys(found))


def _texts(key: Key, text: str) -> str:
    return ANY_OF.join(dict.fromkeys(part.strip() for part in text.split(ANY_OF) if part.strip()))


def _countries(key: Key, text: str) -> str:
    codes = [NONE if part.strip() == NONE else country_code(part.strip()) for part in text.split(ANY_OF)]
    if None in codes:
        raise Refused("filter.bad_value", key=key.value, value=text[:40])
    return ANY_OF.join(str(code) for code in dict.fromkeys(codes))


def _ages(key: Key, text: str) -> str:
    found = re.fullmatch(r"([0-9]{0,3})\s*(-?)\s*([0-9]{0,3})", ascii_digits(text))
    ages = [int(part) for part in (found[1], found[3]) if part] if found else []
    if not found or not ages or ages != sorted(ages) or ages[-1] > _MOST_YEARS or (found[3] and not found[2]):
        raise Refused("filter.bad_value", key=key.value, value=text[:40])
    return f"{found[1]}{found[2]}{found[3]}"


def _period(key: Key, text: str) -> str:
    first, dots, last = text.partition("..")
    try:
        days = [date.fromisoformat(part.strip()) for part in (first, last) if part.strip()]
    except ValueError:
        days = []
    if not days or days != sorted(days):
        raise Refused("filter.bad_value", key=key.value, value=text[:40])
    return f"{first.strip()}..{last.strip()}" if dots else f"{first.strip()}..{first.strip()}"


def _days(key: Key, text: str) -> str:
    if key is Key.PAPER and fold(text) == "expired":
        return "expired"
    digits = ascii_digits(text)
    if not digits.isdecimal() or int(digits) > _MOST_DAYS:
        raise Refused("filter.bad_value", key=key.value, value=text[:40])
    return str(int(digits))


_READERS: dict[Key, Callable[[Key, str], str]] = {
    Key.CITY: _texts, Key.NEIGHBOURHOOD: _texts, Key.LANGUAGE: _texts, Key.NATIONALITY: _countries, Key.AGE: _ages,
    Key.REGISTERED: _period, Key.NO_CONTACT: _days, Key.PAPER: _days,
}  # fmt: skip


def _listed(value: str) -> str:
    return ", ".join(tr("non précisé") if part == NONE else part for part in value.split(ANY_OF))


def _age_words(youngest: int | None, oldest: int | None) -> str:
    if youngest is None:
        return trn("{n} an au plus", "{n} ans au plus", oldest or 0)
    if oldest is None:
        return trn("{n} an et plus", "{n} ans et plus", youngest)
    if youngest == oldest:
        return trn("{n} an", "{n} ans", youngest)
    return tr("{first} à {last} ans", first=youngest, last=oldest)


def _period_words(first: date | None, last: date | None) -> str:
    if first is None and last is not None:
        return tr("inscrit·e jusqu’au {day}", day=format_date(last, style="numeric"))
    if first is not None and last is None:
        return tr("inscrit·e depuis le {day}", day=format_date(first, style="numeric"))
    days = [format_date(day, style="numeric") for day in (first, last) if day]
    return tr("inscrit·e du {first} au {last}", first=days[0], last=days[-1])
