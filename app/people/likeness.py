"""How alike two people look, from 0 to 1, with what speaks for and against: for hints of twins, never to merge.

Names are aligned word by word in the phonetic alphabet of skeleton.py; what else is known is weighed against them in a
logistic sum (tech/dedupe.md section 8). At 0.5 and more "perhaps the same person"; at 0.9 worth looking before saving.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from app.errors import Refused
from app.people.dates import BirthDate, Precision, parse_birth
from app.people.names import Script, script_of
from app.people.papers import HOUSEHOLD_PAPERS, RENEWED_NUMBER_PAPERS, Paper, clean_number, number_key, paper_type
from app.people.phones import phone_digits, split_phones
from app.people.word_likeness import NamesAligned, align
from resources.i18n import country_code, tr_noop

PERHAPS_SAME = 0.5
LOOK_FIRST = 0.9


@dataclass(frozen=True, slots=True)
class PersonLook:
    """What is known of a person, as far as it helps to recognise them. Phones and papers as kept in the base."""

    given: str = ""
    family: str = ""
    name_ar: str = ""
    sex: str | None = None
    birth: BirthDate | None = None
    nationality: str | None = None
    phones: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that agrees or differs: its name, how much it weighs (below 0 against), and a sentence for `tr`."""

    name: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score 0...1 and the terms behind it, heaviest first."""

    score: float
    terms: tuple[Term, ...]


def likeness(a: PersonLook, b: PersonLook) -> Likeness:
    """How likely `a` and `b` are one person. The order of the two does not matter."""
    names = _names(a, b)
    found = _evidence(a, b, names)
    agreement = names.mean * names.worst
    weights = {
        name: (plain + named * agreement) * found[name] for name, (plain, named) in _WEIGHTS.items() if name in found
    }
    total = max(-50.0, min(50.0, _BIAS + sum(weights.values())))
    told = [name for name in weights if name in SENTENCES and _is_worth_telling(name, weights[name], names)]
    terms = sorted((Term(name, weights[name], SENTENCES[name]) for name in told), key=lambda term: -abs(term.weight))
    return Likeness(1 / (1 + exp(-total)), tuple(terms))


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
    "birth_year": tr_noop("Même année de naissance."),
    "birth_swapped": tr_noop("Jour et mois de naissance inversés."),
    "birth_slip": tr_noop("Dates de naissance presque égales."),
    "birth_near": tr_noop("Années de naissance proches."),
    "birth_far": tr_noop("Années de naissance différentes."),
    "phone_same": tr_noop("Même téléphone."),
    "paper_same": tr_noop("Même numéro de pièce."),
    "paper_near": tr_noop("Numéros de pièce presque égaux."),
    "paper_household": tr_noop("Même dossier HCR de foyer."),
    "paper_other": tr_noop("Numéros différents sur la même pièce."),
    "sex_other": tr_noop("Sexe différent."),
    "country_other": tr_noop("Nationalités différentes."),
}
"""What each term says when it counts: sentences for `tr`."""

# Fitted on data/dedupe_dev.csv (invented people), rounded: what a term weighs, and what it weighs in addition when the
# names agree wholly. A shared phone or year of birth says little by itself and much beside the same name.
_BIAS = -1.33
_WEIGHTS: dict[str, tuple[float, float]] = {
    "name": (1.06, 0.0),
    "name_worst": (-5.06, 0.0),
    "left_over": (-0.29, 0.0),
    "one_word": (-0.40, 0.0),
    "birth_same": (-0.12, 5.55),
    "birth_first_january": (0.07, 3.45),
    "birth_year": (0.95, 2.98),
    "birth_swapped": (4.15, 0.0),
    "birth_slip": (2.10, 0.0),
    "birth_one_year": (0.42, 0.0),
    "birth_near": (-0.76, 0.0),
    "birth_five": (-5.24, 0.0),
    "birth_far": (-5.24, 0.0),
    "phone_same": (0.18, 4.05),
    "phone_other": (-1.02, 0.12),
    "paper_same": (6.55, 3.96),
    "paper_near": (1.45, 3.28),
    "paper_household": (-0.14, 2.24),
    "paper_renewed": (1.04, -1.22),
    "paper_other": (-1.33, -2.77),
    "household_other": (-3.84, -2.92),
    "sex_same": (0.09, 0.0),
    "sex_other": (-0.31, 0.0),
    "country_same": (-0.21, 0.0),
    "country_other": (-0.98, 0.0),
}


def _evidence(a: PersonLook, b: PersonLook, names: NamesAligned) -> dict[str, float]:
    found = {
        "name": names.mean,
        "name_worst": 1 - names.worst,
        "left_over": float(min(2, names.left_over)),
        "one_word": float(names.words == 1),
    }
    terms = [_birth_term(a.birth, b.birth), *_phone_terms(a, b), *_paper_terms(a.papers, b.papers)]
    if a.sex and b.sex:
        terms.append("sex_same" if a.sex == b.sex else "sex_other")
    if a.nationality and b.nationality:
        terms.append("country_same" if a.nationality == b.nationality else "country_other")
    return found | {term: 1.0 for term in terms if term}


def _is_worth_telling(name: str, weight: float, names: NamesAligned) -> bool:
    if name == "name":
        return names.mean >= 0.8 and names.worst >= 0.6
    if name == "name_worst":
        return names.worst < 0.6
    return abs(weight) >= 0.1


def _names(a: PersonLook, b: PersonLook) -> NamesAligned:
    """The best alignment of the names of one with those of the other, in whichever scripts both have them."""
    return max(
        (align(left, right) for left in _spellings(a) for right in _spellings(b)),
        key=lambda aligned: (aligned.mean * aligned.worst, aligned.words),
        default=NamesAligned(0.0, 0.0, 0, 0),
    )


def _spellings(look: PersonLook) -> list[str]:
    shown = f"{look.given} {look.family}".strip()
    return [name for name in (shown, look.name_ar) if script_of(name) is not Script.NONE]


def _birth_term(a: BirthDate | None, b: BirthDate | None) -> str | None:
    if a is None or b is None:
        return None
    years = abs(a.year - b.year)
    if Precision.ABOUT in (a.precision, b.precision):
        return "birth_near" if years <= 3 else "birth_far"
    if Precision.YEAR in (a.precision, b.precision) or _is_default(a) != _is_default(b):
        if years == 0:
            return "birth_year"
    elif a.first == b.first:
        return "birth_first_january" if _is_default(a) else "birth_same"
    elif (a.first.day, a.first.month, a.year) == (b.first.month, b.first.day, b.year):
        return "birth_swapped"
    elif _slipped(a.iso(), b.iso()):
        return "birth_slip"
    if years == 0:
        return "birth_other_day"
    if years == 1:
        return "birth_one_year"
    return "birth_near" if years <= 2 else "birth_five" if years <= 5 else "birth_far"


def _is_default(birth: BirthDate) -> bool:
    """1 January is what clerks write for an unknown day."""
    return birth.precision is Precision.DAY and (birth.first.month, birth.first.day) == (1, 1)


def _slipped(a: str, b: str) -> bool:
    """Whether two texts of one length differ in one place, or in two neighbours swapped."""
    places = [i for i in range(min(len(a), len(b))) if a[i] != b[i]]
    if len(a) != len(b) or not 1 <= len(places) <= 2:
        return False
    first, last = places[0], places[-1]
    return first == last or (last == first + 1 and a[first] == b[last] and a[last] == b[first])


def _phone_terms(a: PersonLook, b: PersonLook) -> list[str]:
    left, right = ({phone_digits(phone)[-8:] for phone in look.phones if phone} for look in (a, b))
    if not left or not right:
        return []
    return ["phone_same" if left & right else "phone_other"]


def _paper_terms(left: Sequence[Paper], right: Sequence[Paper]) -> list[str]:
    found: set[str] = set()
    for a in left:
        for b in right:
            if a.number and b.number:
                found.add(_paper_term(a, b, number_key(a.number), number_key(b.number)))
    order = ("paper_same", "paper_household", "paper_near", "paper_other", "paper_renewed", "household_other")
    return next(([term] for term in order if term in found), [])


def _paper_term(a: Paper, b: Paper, left: str, right: str) -> str:
    is_household = a.type in HOUSEHOLD_PAPERS or b.type in HOUSEHOLD_PAPERS
    if left == right:
        return "paper_household" if is_household else "paper_same"
    if a.type != b.type:
        return "paper_unlike"
    if _slipped(left, right):
        return "paper_near"
    if is_household:
        return "household_other"
    return "paper_renewed" if a.type in RENEWED_NUMBER_PAPERS else "paper_other"
