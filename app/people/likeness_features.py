"""What two records tell about being one person: the features whose weights are fitted (likeness_weights.py).

Names, birth, phone, paper, sex and country; and products of the last four with how well the names agree, because a shared
phone or year of birth says little by itself and much beside the same name (tech/dedupe.md section 8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp, prod
from typing import TYPE_CHECKING

from app.people.alignment import NamesAligned, align, words_to_hear
from app.people.dates import BirthDate, Precision
from app.people.names import Script, script_of
from app.people.papers import HOUSEHOLD_PAPERS, RENEWED_NUMBER_PAPERS, Paper, PaperType, number_key
from app.people.phones import phone_digits
from app.people.word_odds import MOST, word_odds

if TYPE_CHECKING:
    from app.people.look import PersonLook

WITH_NAMES, WITH_CERTAINTY = "*agree", "*sure"
"""A term followed by one of these is its product with how well the names agree: by ear, by odds."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The features of a pair, how its names lie side by side, and the terms of evidence found."""

    features: dict[str, float]
    names: NamesAligned
    terms: tuple[str, ...]


def compared(a: PersonLook, b: PersonLook, odds_of: Callable[[str, str], float] = word_odds) -> Compared:
    """Every feature of the pair; the order of the two does not matter. Another `odds_of` is for fitting."""
    return judged(heard(a, b), odds_of)


def heard(a: PersonLook, b: PersonLook) -> Compared:
    """The features of the pair but for those of the odds of its words, which cost most: the others may settle it."""
    names = _names(a, b)
    terms = tuple(_terms(a, b))
    features = _features_by_ear(names)
    for term in terms:
        features |= {term: 1.0, term + WITH_NAMES: names.agreement}
    return Compared(features, names, terms)


def judged(found: Compared, odds_of: Callable[[str, str], float] = word_odds) -> Compared:
    """What was heard, with the features of the odds added."""
    odds = sorted(odds_of(*pair) for pair in found.names.pairs)
    return Compared(found.features | features_by_odds(odds, found.terms), found.names, found.terms)


def features_by_odds(odds: Sequence[float], terms: Iterable[str]) -> dict[str, float]:
    """What the odds that the paired words are one name, the lowest first, tell by themselves and beside each term."""
    if not odds:
        return {term + WITH_CERTAINTY: 0.0 for term in terms}
    likely = [1 / (1 + exp(-one)) for one in odds]
    surely = prod(likely)
    return {
        "odds_worst": odds[0] / MOST, "odds_sum": sum(odds) / MOST, "odds_mean": sum(odds) / len(odds) / MOST,
        "likely_worst": likely[0], "all_sure": surely,
    } | {term + WITH_CERTAINTY: surely for term in terms}  # fmt: skip


def words_to_compare(a: PersonLook, b: PersonLook) -> set[tuple[str, str]]:
    """The pairs of words whose sounds `compared` compares letter by letter, for those who do that for many at once."""
    return {pair for left in _spellings(a) for right in _spellings(b) for pair in words_to_hear(left, right)}


def _names(a: PersonLook, b: PersonLook) -> NamesAligned:
    """The best alignment of the names of one with those of the other, in whichever scripts both have them."""
    return max(
        (align(left, right) for left in _spellings(a) for right in _spellings(b)),
        key=lambda aligned: (aligned.agreement, aligned.words, aligned.pairs),
        default=NamesAligned(),
    )


def _spellings(look: PersonLook) -> list[str]:
    shown = f"{look.given} {look.family}".strip()
    return [name for name in (shown, look.name_ar) if script_of(name) is not Script.NONE]


def _features_by_ear(names: NamesAligned) -> dict[str, float]:
    if not names.words:
        return {"no_names": 1.0}
    second = names.alike[1] if names.words > 1 else names.worst
    return {
        "mean": names.mean, "worst": names.worst, "worst_squared": names.worst**2, "worst_low": max(0.0, 0.6 - names.worst),
        "second": second, "left_over": float(min(2, names.left_over)), "one_word": float(names.words == 1),
        "three_words": float(names.words >= 3), "initial": float(any(min(map(len, pair)) == 1 for pair in names.pairs)),
        "across": float(any(x.isascii() != y.isascii() for x, y in names.pairs)),
        "equal": sum(x == y for x, y in names.pairs) / names.words,
        "letters": min(20, sum(min(len(x), len(y)) for x, y in names.pairs)) / 20,
    }  # fmt: skip


def _terms(a: PersonLook, b: PersonLook) -> Iterable[str]:
    yield _birth_term(a.birth, b.birth)
    yield _phone_term(a.phones, b.phones)
    yield _paper_term(a.papers, b.papers)
    if a.sex and b.sex:
        yield "sex_same" if a.sex == b.sex else "sex_other"
    if a.nationality and b.nationality:
        yield "country_same" if a.nationality == b.nationality else "country_other"


def _birth_term(a: BirthDate | None, b: BirthDate | None) -> str:
    if a is None or b is None:
        return "birth_none"
    years = abs(a.year - b.year)
    if Precision.ABOUT in (a.precision, b.precision):
        return "birth_about" if years <= 3 else "birth_far"
    vague = _is_vague(a) + _is_vague(b)
    if years == 0:
        return _same_year(a, b, vague)
    if vague == 0 and (a.first.day, a.first.month, a.year) == (b.first.month, b.first.day, b.year):
        return "birth_swapped"
    if vague == 0 and _slipped(a.iso(), b.iso()):
        return "birth_slip"
    same_day = (a.first.month, a.first.day) == (b.first.month, b.first.day)
    if years == 10:
        return "birth_decade_day" if vague == 0 and same_day else "birth_decade"
    if years <= 2:
        how = "vague" if vague == 2 else "mixed" if vague else "day" if same_day else "exact"
        return f"birth_{'one' if years == 1 else 'two'}_{how}"
    return "birth_five" if years <= 5 else "birth_far"


def _same_year(a: BirthDate, b: BirthDate, vague: int) -> str:
    if vague == 0:
        if a.first == b.first:
            return "birth_same"
        if (a.first.day, a.first.month) == (b.first.month, b.first.day):
            return "birth_swapped"
        return "birth_slip" if _slipped(a.iso(), b.iso()) else "birth_other_day"
    if vague == 1:
        return "birth_year" if Precision.YEAR in (a.precision, b.precision) else "birth_default"
    return "birth_first_january" if a.precision is b.precision is Precision.DAY else "birth_years"


def _is_vague(birth: BirthDate) -> bool:
    """Whether only the year is known: 1 January is what clerks write for an unknown day."""
    return birth.precision is not Precision.DAY or (birth.first.month, birth.first.day) == (1, 1)


def _slipped(a: str, b: str) -> bool:
    """Whether two texts of one length differ in one place, or in two neighbours swapped."""
    places = [i for i in range(min(len(a), len(b))) if a[i] != b[i]]
    if len(a) != len(b) or not 1 <= len(places) <= 2:
        return False
    first, last = places[0], places[-1]
    return first == last or (last == first + 1 and a[first] == b[last] and a[last] == b[first])


def _phone_term(left: Sequence[str], right: Sequence[str]) -> str:
    ours, theirs = ({phone_digits(phone)[-8:] for phone in phones if phone} for phones in (left, right))
    if not ours or not theirs:
        return "phone_none"
    if ours & theirs:
        return "phone_same"
    if any(_slipped(a, b) for a in ours for b in theirs):
        return "phone_near"
    abroad = [any(not _is_moroccan(phone) for phone in phones) for phones in (left, right)]
    return "phone_other" if abroad[0] == abroad[1] else "phone_abroad"


def _is_moroccan(phone: str) -> bool:
    return phone.startswith(("+212", "0"))


_PAPER_ORDER = (
    "paper_same", "paper_household", "paper_near", "paper_other", "paper_renewed", "household_other", "paper_unlike",
)  # fmt: skip
"""Which of the terms of several papers counts: the strongest for, then against."""


def _paper_term(left: Sequence[Paper], right: Sequence[Paper]) -> str:
    found = {
        _two_papers(a, b, number_key(a.number), number_key(b.number))
        for a in left for b in right if a.number and b.number
    }  # fmt: skip
    return next((term for term in _PAPER_ORDER if term in found), "paper_none")


def _two_papers(a: Paper, b: Paper, left: str, right: str) -> str:
    is_household = a.type in HOUSEHOLD_PAPERS or b.type in HOUSEHOLD_PAPERS
    if left == right:
        return "paper_household" if is_household else "paper_same"
    unstated = {"", PaperType.UNSTATED}
    if a.type != b.type and a.type not in unstated and b.type not in unstated:
        return "paper_unlike"
    if _slipped(left, right):
        return "paper_near"
    if a.type != b.type:
        return "paper_unlike"
    if is_household:
        return "household_other"
    return "paper_renewed" if a.type in RENEWED_NUMBER_PAPERS else "paper_other"
