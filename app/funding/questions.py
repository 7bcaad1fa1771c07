"""The next best question to a person: the unanswered one that settles most promising entries, or none when all is settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from app.funding.criteria import Comparison, Verdict
from app.funding.facts import LEGAL_FORMS, PERMIT_OF_UNSTATED_KIND, SEXES, SITUATIONS, STAGES, Fact, Facts, born_in
from app.funding.texts import Texts, in_three
from app.funding.verdicts import Matcher, Outcomes, verdict_in_bits
from resources.i18n import tr_noop, words

_ELSEWHERE = "elsewhere"
_MOST_TRIED = 5_000
"""Combinations of answers tried for one entry; with more, a question is asked rather than not."""

_WORDINGS = {
    Fact.SITUATIONS: tr_noop("Quels papiers valables la personne a-t-elle ?"),
    Fact.CITY: tr_noop("Dans quelle ville la personne vit-elle ?"),
    Fact.STAGE: tr_noop("Où en est le projet : une idée, une création, une activité existante ?"),
    Fact.LEGAL_FORM: tr_noop("Le projet a-t-il une forme juridique ? Laquelle ?"),
    Fact.HAS_ACCOUNT: tr_noop("La personne a-t-elle un compte bancaire ?"),
    Fact.BIRTH_YEAR: tr_noop("En quelle année la personne est-elle née ?"),
    Fact.SEX: tr_noop("La personne est-elle une femme ou un homme ?"),
}
_UNTIL_WHEN = tr_noop("Jusqu'à quand la pièce de la personne est-elle valable ?")
_WHICH_PERMIT = tr_noop("Le titre de séjour est-il une carte d'immatriculation ou une carte de résidence ?")


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the person. `settles` is what it settles, averaged over the answers: each entry counts for one when
    only the person's answers are missing, for less the more its provider must still say. `touches` is the number of
    entries whose verdict it may help to change.
    """

    fact: Fact
    wording: str
    settles: float
    touches: int

    @property
    def text(self) -> Texts:
        """The question in the three languages."""
        return in_three(lambda language: words(language).tr(self.wording))


def next_question(matcher: Matcher, facts: Facts, passed: Collection[Fact] = ()) -> Question | None:
    """The question to ask now; None when no answer still to come can change any verdict (PRODUCT.md F3).

    A paper of unknown validity comes first (P2). What only a provider can say is never asked of the person, nor what the
    person could not say (`passed`).
    """
    table = _Table(matcher, facts, passed)
    touched = {fact: table.touched_by(fact) for fact in table.answers}
    questions = [
        Question(fact, _wording(fact, facts), table.settled_by(fact), count) for fact, count in touched.items() if count
    ]
    if not questions:
        return None
    if facts.uncertain and questions[0].fact is Fact.SITUATIONS:
        return questions[0]
    return max(questions, key=lambda question: (question.settles, question.touches))


def wording_of(fact: Fact) -> str:
    """The question about a fact nothing is known of (a French msgid)."""
    return _WORDINGS[fact]


def possible_answers(fact: Fact, facts: Facts, comparisons: Iterable[Comparison]) -> list[Facts]:
    """`facts` with each answer to `fact` that may make a difference to the comparisons."""
    if fact is Fact.SITUATIONS:
        return _situation_answers(facts)
    if fact is Fact.CITY:
        cities = {city for one in comparisons for city in one.values if one.fact is Fact.CITY}
        return [replace(facts, city=city) for city in (*sorted(cities), _ELSEWHERE)]
    if fact is Fact.BIRTH_YEAR:
        ages = {one.bound for one in comparisons if one.fact is Fact.BIRTH_YEAR}
        return [replace(facts, born=born_in(year)) for year in _years(facts, ages)]
    if fact is Fact.HAS_ACCOUNT:
        return [replace(facts, has_account=answer) for answer in (True, False)]
    if fact is Fact.SEX:
        return [replace(facts, sex=answer) for answer in SEXES]
    if fact is Fact.STAGE:
        return [replace(facts, stage=answer) for answer in STAGES]
    return [replace(facts, legal_form=answer) for answer in LEGAL_FORMS]


def _situation_answers(facts: Facts) -> list[Facts]:
    held = [facts.situations]
    if facts.uncertain:
        held = [facts.situations | facts.uncertain, facts.situations]
    elif not facts.situations:
        held = [frozenset({status}) for status in SITUATIONS]
    either = frozenset({PERMIT_OF_UNSTATED_KIND})
    kinds = PERMIT_OF_UNSTATED_KIND.split("|")
    sets = [one - either | {kind} for one in held if either <= one for kind in kinds]
    sets += [one for one in held if not either <= one]
    return [replace(facts, situations=one, uncertain=frozenset()) for one in sets]


def _years(facts: Facts, ages: set[int]) -> list[int]:
    """Birth years well on both sides of every age that a criterion names."""
    if facts.on is None:
        return []
    return sorted({facts.on.year - age + offset for age in ages for offset in (-2, 2)})


def _wording(fact: Fact, facts: Facts) -> str:
    if fact is Fact.SITUATIONS and facts.uncertain:
        return _UNTIL_WHEN
    if fact is Fact.SITUATIONS and PERMIT_OF_UNSTATED_KIND in facts.situations:
        return _WHICH_PERMIT
    return _WORDINGS[fact]


class _Table:
    """What each answer still to come would do, in the bits of the matcher."""

    def __init__(self, matcher: Matcher, facts: Facts, passed: Collection[Fact] = ()) -> None:
        self.matcher = matcher
        self.now = matcher.outcomes(facts)
        self.bits = {fact: matcher.bits_of(fact) for fact in Fact}
        self.answers: dict[Fact, list[Outcomes]] = {
            fact: _answers(matcher, fact, facts)
            for fact in Fact
            if not facts.is_known(fact) and self.bits[fact] and fact not in passed
        }
        # An entry that is closed has no answer to wait for.
        states = [entry.availability.judge(facts.on) for entry in matcher.entries]
        pairs = zip(matcher.needs, states, strict=True)
        self.entries = [(need, state is Verdict.ELIGIBLE) for need, state in pairs if state is not Verdict.CLOSED]
        self.unsettled = [one for one in self.entries if not self._is_settled(*one, self.now, tuple(self.answers))]
        self.promise = [self._promise(*one) for one in self.unsettled]

    def touched_by(self, fact: Fact) -> int:
        """How many unsettled entries an answer to `fact` can help to change."""
        return sum(self._matters(fact, need, is_open) for need, is_open in self.unsettled)

    def settled_by(self, fact: Fact) -> float:
        """The promise of the entries an answer to `fact` settles, averaged over its answers."""
        others = tuple(other for other in self.answers if other is not fact)
        worth = 0.0
        for answer in self.answers[fact]:
            bits = self.bits[fact]
            after = self._with(self.now, bits, answer)
            for (need, is_open), promise in zip(self.unsettled, self.promise, strict=True):
                worth += promise * self._is_settled(need, is_open, after, others)
        return worth / len(self.answers[fact]) if self.answers[fact] else 0.0

    def _promise(self, need: int, is_open: bool) -> float:
        """1 when only the person's answers are missing; less for each point that only the provider can settle."""
        askable = 0
        for fact in self.answers:
            askable |= self.bits[fact]
        if need & self.matcher.groups:
            need = self.matcher.under(need)
        return 1 / (1 + (need & ~self.now.met & ~askable).bit_count() + (not is_open))

    def _is_settled(self, need: int, is_open: bool, now: Outcomes, unanswered: Sequence[Fact]) -> bool:
        if need & now.failed:
            return True
        pending = need & ~now.met
        if pending & self.matcher.groups:
            return self._stays_whatever_is_said(need, is_open, now, unanswered)
        if any(self._can_fail(fact, pending) for fact in unanswered):
            return False
        return not (is_open and self._can_be_met(pending, unanswered))

    def _stays_whatever_is_said(self, need: int, is_open: bool, now: Outcomes, unanswered: Sequence[Fact]) -> bool:
        """Groups mix facts: every combination of the answers that differ to them is tried."""
        single = self.matcher.under(need)
        facts = [fact for fact in unanswered if self.bits[fact] & single]
        ways = [
            [
                Outcomes(met, failed)
                for met, failed in {(one.met & single, one.failed & single) for one in self.answers[fact]}
            ]
            for fact in facts
        ]
        if prod(len(way) for way in ways) > _MOST_TRIED:
            return False
        availability = Verdict.ELIGIBLE if is_open else Verdict.ASK
        said = verdict_in_bits(need, now, availability)
        for answers in product(*ways):
            after = now
            for fact, answer in zip(facts, answers, strict=True):
                after = self._with(after, self.bits[fact] & single, answer)
            if verdict_in_bits(need, after, availability) is not said:
                return False
        return True

    def _with(self, now: Outcomes, bits: int, answer: Outcomes) -> Outcomes:
        """The outcomes with those of one fact replaced by an answer's."""
        after = Outcomes(now.met & ~bits | answer.met & bits, now.failed & ~bits | answer.failed & bits)
        return self.matcher.grouped(after) if self.matcher.groups else after

    def _can_fail(self, fact: Fact, pending: int) -> bool:
        return any(pending & answer.failed for answer in self.answers[fact])

    def _can_be_met(self, pending: int, unanswered: Sequence[Fact]) -> bool:
        """Whether some answers together meet all that is pending; facts are independent of one another."""
        for fact in unanswered:
            asked = pending & self.bits[fact]
            if any(not asked & ~answer.met for answer in self.answers[fact]):
                pending &= ~asked
        return not pending

    def _matters(self, fact: Fact, need: int, is_open: bool) -> bool:
        pending = need & ~self.now.met
        if pending & self.matcher.groups:
            return bool(self.matcher.under(pending) & self.bits[fact])
        if not pending & self.bits[fact]:
            return False
        return self._can_fail(fact, pending) or (is_open and self._can_be_met(pending, tuple(self.answers)))


def _answers(matcher: Matcher, fact: Fact, facts: Facts) -> list[Outcomes]:
    """What each answer gives, worked out once: all that is known of the others plays no part in it."""
    key = (fact, facts.on, facts.situations, facts.uncertain)
    if key not in matcher.answers:
        among = matcher.bits_of(fact)
        found = possible_answers(fact, facts, matcher.comparisons)
        matcher.answers[key] = [matcher.outcomes(one, among) for one in found]
    return matcher.answers[key]
