"""How alike two people look, from 0 to 1, with what speaks for and against: for hints of twins, never to merge.

Names are aligned word by word in the phonetic alphabet of skeleton.py; what else is known is weighed against them in a
logistic sum with fitted weights (tech/dedupe.md section 8). At 0.5 and more "perhaps the same person"; at 0.9 worth
looking before saving.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp

from app.errors import Refused
from app.people.dates import parse_birth
from app.people.likeness_features import (
    WITH_CERTAINTY,
    WITH_NAMES,
    Compared,
    compared,
    features_by_odds,
    heard,
    judged,
)
from app.people.likeness_weights import BIAS, PAIR
from app.people.look import PersonLook
from app.people.papers import Paper, clean_number, paper_type
from app.people.phones import split_phones
from app.people.word_odds import MOST
from resources.i18n import country_code, tr_noop

__all__ = [
    "LOOK_FIRST",
    "PERHAPS_SAME",
    "SENTENCES",
    "Likeness",
    "PersonLook",
    "Term",
    "likeness",
    "likeness_score",
    "look_of_texts",
    "score_from",
]

PERHAPS_SAME = 0.5
LOOK_FIRST = 0.9
_WITHOUT_NAMES = 0.3
_SAME_NAMES = 0.5
"""The odds of the least alike word from which on names are said to be alike, as a chance."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that agrees or differs: its name, how much it weighs (below 0 against), and a sentence for `tr`."""

    name: str
    weight: float
    sentence: str

    @property
    def agrees(self) -> bool:
        """Whether it is something the two have in common."""
        return self.name in _AGREEING


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score 0...1 and the terms behind it, heaviest first."""

    score: float
    terms: tuple[Term, ...]


def likeness(a: PersonLook, b: PersonLook) -> Likeness:
    """How likely `a` and `b` are one person. The order of the two does not matter."""
    found = compared(a, b)
    weights = {_names_of(found): _names_weight(found)} | {term: _weight(term, found) for term in found.terms}
    terms = [Term(name, weight, SENTENCES[name]) for name, weight in weights.items() if name in SENTENCES]
    return Likeness(_score(found), tuple(sorted(terms, key=lambda term: (-abs(term.weight), term.name))))


def likeness_score(a: PersonLook, b: PersonLook) -> float:
    """The score alone, for those who compare many."""
    return _score(compared(a, b))


def score_from(a: PersonLook, b: PersonLook, minimum: float) -> float:
    """The score where it reaches `minimum`, else 0: for those who go over a registry, where most pairs never could."""
    found = heard(a, b)
    if _score(found, _most_by_odds(found.terms, found.names.words)) < minimum:
        return 0.0
    score = _score(judged(found))
    return score if score >= minimum else 0.0


def look_of_texts(
    *,
    given_name: str = "",
    family_name: str = "",
    sex: str = "",
    birth_date: str = "",
    nationality: str = "",
    phone: str = "",
    doc_type: str = "",
    doc_number: str = "",
    today: date,
) -> PersonLook:
    """The look of the eight fields of a reception or a file, each possibly empty; what cannot be read is left out."""
    try:
        birth = parse_birth(birth_date, today)
    except Refused:
        birth = None
    paper = (Paper(paper_type(doc_type) or "", clean_number(doc_number)),) if doc_number.strip() else ()
    return PersonLook(
        given=given_name,
        family=family_name,
        sex=sex.strip().upper() or None,
        birth=birth,
        nationality=country_code(nationality),
        phones=split_phones(phone) if phone.strip() else (),
        papers=paper,
    )


SENTENCES = {
    "name": tr_noop("Les noms se ressemblent."),
    "name_worst": tr_noop("Un des noms diffère."),
    "birth_same": tr_noop("Même date de naissance."),
    "birth_first_january": tr_noop("Même année de naissance, au 1er janvier."),
    "birth_years": tr_noop("Même année de naissance."),
    "birth_year": tr_noop("Même année de naissance."),
    "birth_default": tr_noop("Même année de naissance."),
    "birth_other_day": tr_noop("Même année de naissance, autre jour."),
    "birth_swapped": tr_noop("Jour et mois de naissance inversés."),
    "birth_slip": tr_noop("Dates de naissance presque égales."),
    "birth_decade_day": tr_noop("Même jour de naissance, à dix ans près."),
    "birth_decade": tr_noop("Dix ans d’écart entre les années de naissance."),
    "birth_about": tr_noop("Âges proches."),
    "birth_one_day": tr_noop("Années de naissance proches."),
    "birth_one_exact": tr_noop("Années de naissance proches."),
    "birth_one_mixed": tr_noop("Années de naissance proches."),
    "birth_one_vague": tr_noop("Années de naissance proches."),
    "birth_two_day": tr_noop("Années de naissance proches."),
    "birth_two_exact": tr_noop("Deux ans d’écart entre les naissances."),
    "birth_two_mixed": tr_noop("Deux ans d’écart entre les naissances."),
    "birth_two_vague": tr_noop("Deux ans d’écart entre les naissances."),
    "birth_five": tr_noop("Années de naissance différentes."),
    "birth_far": tr_noop("Années de naissance différentes."),
    "phone_same": tr_noop("Même téléphone."),
    "phone_near": tr_noop("Téléphones presque égaux."),
    "phone_other": tr_noop("Téléphones différents."),
    "phone_abroad": tr_noop("Téléphones différents."),
    "paper_same": tr_noop("Même numéro de pièce."),
    "paper_near": tr_noop("Numéros de pièce presque égaux."),
    "paper_household": tr_noop("Même dossier HCR de foyer."),
    "paper_other": tr_noop("Numéros différents sur la même pièce."),
    "paper_renewed": tr_noop("Numéros différents, comme après un renouvellement."),
    "household_other": tr_noop("Dossiers HCR de foyer différents."),
    "sex_other": tr_noop("Sexe différent."),
    "country_same": tr_noop("Même nationalité."),
    "country_other": tr_noop("Nationalités différentes."),
}
"""What each term says: sentences for `tr`. A term without one (nothing known on one side) is not told."""

_AGREEING = frozenset(
    [
        "name", "birth_same", "birth_first_january", "birth_years", "birth_year", "birth_default", "birth_swapped",
        "birth_slip", "birth_decade_day", "birth_about", "phone_same", "phone_near", "paper_same", "paper_near",
        "paper_household", "country_same",
    ]
)  # fmt: skip


@lru_cache(maxsize=4096)
def _most_by_odds(terms: tuple[str, ...], words: int) -> float:
    """The most that the odds of so many words can bring beside these terms: each feature at the end that helps it."""
    worst, best = (features_by_odds([odds] * words, terms) for odds in (-MOST, MOST))
    surely = {"all_sure", *(term + WITH_CERTAINTY for term in terms)}
    apart = sum(max(PAIR.get(name, 0.0) * end for end in (worst[name], best[name])) for name in best.keys() - surely)
    return apart + max(0.0, sum(PAIR.get(name, 0.0) for name in surely if words))


def _score(found: Compared, further: float = 0.0) -> float:
    total = BIAS + further + sum(PAIR.get(name, 0.0) * value for name, value in found.features.items())
    score = 1 / (1 + exp(-max(-50.0, min(50.0, total))))
    return score if found.names.pairs else min(score, _WITHOUT_NAMES)


def _weight(term: str, found: Compared) -> float:
    return sum(PAIR.get(name, 0.0) * found.features[name] for name in (term, term + WITH_NAMES, term + WITH_CERTAINTY))


def _names_of(found: Compared) -> str:
    return (
        "name" if found.features.get("likely_worst", 0.0) >= _SAME_NAMES else "name_worst" if found.names.pairs else ""
    )


def _names_weight(found: Compared) -> float:
    of_terms = {name for term in found.terms for name in (term, term + WITH_NAMES, term + WITH_CERTAINTY)}
    return sum(PAIR.get(name, 0.0) * value for name, value in found.features.items() if name not in of_terms)
