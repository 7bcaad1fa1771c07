"""One condition of a directory entry, as data, and the three-valued answer it gives about a person.

The rules are `status_rule`, `cities_rule` and `criteria_rule` of the funding catalogue, quoted where they are applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.funding.cities import city_key
from app.funding.facts import LEGAL_FORMS, SEXES, STAGES, AnyFact, Fact, Facts, NeedFact
from app.funding.texts import Texts
from app.people.names import fold


class Verdict(StrEnum):
    """What can be said of one criterion, or of a whole entry, for one person."""

    ELIGIBLE = "eligible"
    ASK = "ask"
    NOT_ELIGIBLE = "not_eligible"
    CLOSED = "closed"


class Operator(StrEnum):
    """How a criterion compares; SHOWN compares nothing and decides nothing."""

    HOLDS = "holds"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    AMONG = "among"
    REQUIRED = "required"
    SERVED = "served"
    MENTIONS = "mentions"
    ALL = "all"
    ANY = "any"
    NONE = "none"
    STATEMENT = "statement"
    SHOWN = "shown"


GROUPS = (Operator.ALL, Operator.ANY, Operator.NONE)
"""The operators that put other criteria together."""


class CriterionKey(StrEnum):
    """The fields a criterion may stand in, named as in the catalogue; GROUPS holds criteria of other fields."""

    SITUATIONS = "situations"
    AGE_MIN = "age_min"
    AGE_MAX = "age_max"
    SEX = "sex"
    STAGE = "stage"
    LEGAL_FORM = "legal_form"
    ACCOUNT_REQUIRED = "account_required"
    CITIES = "cities"
    NEED_MIN = "need_min"
    NEED_MAX = "need_max"
    PURPOSE = "purpose"
    GROUPS = "groups"
    SECTOR = "sector"
    GROUP_LOAN = "group_loan"
    OTHER = "other"


FACT_OF: dict[CriterionKey, Fact] = {
    CriterionKey.SITUATIONS: Fact.SITUATIONS,
    CriterionKey.AGE_MIN: Fact.BIRTH_YEAR,
    CriterionKey.AGE_MAX: Fact.BIRTH_YEAR,
    CriterionKey.SEX: Fact.SEX,
    CriterionKey.STAGE: Fact.STAGE,
    CriterionKey.LEGAL_FORM: Fact.LEGAL_FORM,
    CriterionKey.ACCOUNT_REQUIRED: Fact.HAS_ACCOUNT,
    CriterionKey.CITIES: Fact.CITY,
}
"""The fact each deciding field reads; a field that is not here is shown, never computed."""

NEED_FACT_OF: dict[CriterionKey, NeedFact] = {
    CriterionKey.NEED_MIN: NeedFact.NEED_AMOUNT,
    CriterionKey.NEED_MAX: NeedFact.NEED_AMOUNT,
    CriterionKey.PURPOSE: NeedFact.NEED_PURPOSE,
}
"""The same for what is known of the need."""

VOCABULARIES = {CriterionKey.SEX: SEXES, CriterionKey.STAGE: STAGES, CriterionKey.LEGAL_FORM: LEGAL_FORMS}

OPERATORS_OF = {
    CriterionKey.SITUATIONS: (Operator.HOLDS,),
    CriterionKey.AGE_MIN: (Operator.AT_LEAST,),
    CriterionKey.AGE_MAX: (Operator.AT_MOST,),
    CriterionKey.SEX: (Operator.AMONG, Operator.STATEMENT),
    CriterionKey.STAGE: (Operator.AMONG, Operator.STATEMENT),
    CriterionKey.LEGAL_FORM: (Operator.AMONG, Operator.STATEMENT),
    CriterionKey.ACCOUNT_REQUIRED: (Operator.REQUIRED, Operator.STATEMENT),
    CriterionKey.CITIES: (Operator.SERVED,),
    CriterionKey.NEED_MIN: (Operator.AT_LEAST,),
    CriterionKey.NEED_MAX: (Operator.AT_MOST,),
    CriterionKey.PURPOSE: (Operator.MENTIONS,),
    CriterionKey.GROUPS: GROUPS,
    CriterionKey.SECTOR: (Operator.SHOWN,),
    CriterionKey.GROUP_LOAN: (Operator.SHOWN,),
    CriterionKey.OTHER: (Operator.SHOWN,),
}
"""Which comparisons make sense for which field."""

_WORD = re.compile(r"\w+")
EVERYWHERE = ("nationwide", "online")
OTHER_CITIES = "others"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison alone, without words or sources: equal ones of several entries are computed once.

    `values` are accepted; `refused` only situations can be. `narrower` are the vocabulary words that a value outside
    the vocabulary narrows ("existing up to 5 years" narrows `existing`); `open_ended` says that a value is outside
    the vocabulary altogether ("takeover"), so that nothing is plainly excluded. `parts` are what a group puts together,
    in one order whatever the order they were written in.
    """

    key: CriterionKey
    operator: Operator
    values: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    narrower: frozenset[str] = frozenset()
    open_ended: bool = False
    bound: int = 0
    exclusive: bool = False
    parts: frozenset[Comparison] = frozenset()

    @property
    def fact(self) -> Fact | None:
        """The fact of the person this reads; None when no answer of the person alone can change its outcome."""
        return None if self.operator in (Operator.STATEMENT, Operator.SHOWN) else FACT_OF.get(self.key)

    @property
    def reads(self) -> AnyFact | None:
        """The fact of the person or of their need; None for a group, which reads what its parts read."""
        return self.fact or NEED_FACT_OF.get(self.key)

    @property
    def decides(self) -> bool:
        """Whether the verdict of the entry depends on it."""
        return self.operator is not Operator.SHOWN

    def judge(self, facts: Facts) -> Verdict:
        """`eligible`, `ask` or `not_eligible` for this condition alone."""
        return _JUDGES[self.operator](self, facts)


@dataclass(frozen=True, slots=True)
class OutsideValue:
    """A value of a list that the vocabulary does not hold; `narrows` is the vocabulary word it is a part of, if any."""

    text: Texts
    narrows: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition as it stands in the directory: its comparison, in the order and words of the source.

    `unknown` are situations of which the source says nothing. `inferred`: its refusals were derived by us. `confirmed`:
    backed by the cited source, as of its date. The sources are those of the entry; `checked_on`: said on the phone that
    day by whoever runs it, which is nearer than any source.
    """

    key: CriterionKey
    operator: Operator
    values: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    outside: tuple[OutsideValue, ...] = ()
    bound: int | None = None
    exclusive: bool = False
    text: Texts | None = None
    inferred: bool = False
    confirmed: bool = False
    note: Texts | None = None
    checked_on: date | None = None
    parts: tuple[Criterion, ...] = ()

    @property
    def leaves(self) -> tuple[Criterion, ...]:
        """The conditions a group is made of in the end; any other criterion is its own."""
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)

    @property
    def decides(self) -> bool:
        """False when it is only shown."""
        return self.operator is not Operator.SHOWN

    @property
    def comparison(self) -> Comparison:
        """The comparison, shared by every entry that has the same."""
        values = [value for value in self.values if value != OTHER_CITIES]
        if self.operator is Operator.SERVED:
            values = [city if city in EVERYWHERE else city_key(city) for city in values]
        return Comparison(
            key=self.key,
            operator=self.operator,
            values=frozenset(values),
            refused=frozenset(self.refused),
            narrower=frozenset(value.narrows for value in self.outside if value.narrows),
            open_ended=OTHER_CITIES in self.values or any(value.narrows is None for value in self.outside),
            bound=self.bound or 0,
            exclusive=self.exclusive,
            parts=frozenset(part.comparison for part in self.parts),
        )


def _stands_in(status: str, listed: frozenset[str]) -> bool:
    """ "carte_immatriculation|carte_residence: accepted only where both are, refused only where both are, else ask"."""
    return all(kind in listed for kind in status.split("|"))


def _holds(test: Comparison, facts: Facts) -> Verdict:
    """ "One of them accepted = condition met; else all of them refused (and at least one held) = not met; else ask.
    An empty set means unknown." A paper of unknown validity is no situation; it only keeps us from refusing.
    """
    if any(_stands_in(status, test.values) for status in facts.situations):
        return Verdict.ELIGIBLE
    possible = facts.situations | facts.uncertain
    if facts.situations and all(_stands_in(status, test.refused) for status in possible):
        return Verdict.NOT_ELIGIBLE
    return Verdict.ASK


def _at_least(test: Comparison, facts: Facts) -> Verdict:
    """`age_min`, inclusive; at the boundary a bare birth year leaves two ages, and both must agree."""
    found = _figures(test, facts)
    if found is None:
        return Verdict.ASK
    if found[0] >= test.bound:
        return Verdict.ELIGIBLE
    return Verdict.NOT_ELIGIBLE if found[1] < test.bound else Verdict.ASK


def _at_most(test: Comparison, facts: Facts) -> Verdict:
    """`age_max`, inclusive: "18-35" still takes someone who is 35."""
    found = _figures(test, facts)
    if found is None:
        return Verdict.ASK
    if found[1] <= test.bound:
        return Verdict.ELIGIBLE
    return Verdict.NOT_ELIGIBLE if found[0] > test.bound else Verdict.ASK


def _figures(test: Comparison, facts: Facts) -> tuple[float, float] | None:
    """The lowest and highest the figure may be: an age in years, or what is needed in dirhams."""
    if test.key not in NEED_FACT_OF:
        return facts.ages()
    return None if facts.need_amount is None else (facts.need_amount / 100, facts.need_amount / 100)


def _mentions(test: Comparison, facts: Facts) -> Verdict:
    """A purpose is free text: a word found in it says yes; a word not found says nothing, so that nobody is refused."""
    said = _spaced(facts.need_purpose or "")
    return Verdict.ELIGIBLE if any(_spaced(word) in said for word in test.values) else Verdict.ASK


def _spaced(text: str) -> str:
    """Words alone, each with a space before it: a word found is the beginning of one ("couture" in "coutures")."""
    return "".join(f" {fold(word)}" for word in _WORD.findall(text))


def together(operator: Operator, verdicts: Collection[Verdict]) -> Verdict:
    """A group of conditions, three-valued (Kleene's strong logic): an unknown part decides nothing by itself.

    `all`: one not met is enough to fail; `any`: one met is enough; `none`: fails as soon as one is met.
    """
    sure, other = (
        (Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE)
        if operator is Operator.ALL
        else (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE)
    )
    found = sure if sure in verdicts else Verdict.ASK if Verdict.ASK in verdicts else other
    if operator is not Operator.NONE or found is Verdict.ASK:
        return found
    return Verdict.NOT_ELIGIBLE if found is Verdict.ELIGIBLE else Verdict.ELIGIBLE


def _group(test: Comparison, facts: Facts) -> Verdict:
    return together(test.operator, {part.judge(facts) for part in test.parts})


def _among(test: Comparison, facts: Facts) -> Verdict:
    """ "A value outside the vocabulary refuses nobody: it is shown and means ask; a list refuses only a fact that all
    its values plainly exclude (idea is not existing)."

    "existing up to 5 years" plainly excludes what `existing` excludes; "takeover" plainly excludes nothing.
    """
    fact = FACT_OF[test.key]
    given = getattr(facts, fact.value)
    if given is None:
        return Verdict.ASK
    if given in test.values:
        return Verdict.ELIGIBLE
    return Verdict.ASK if test.open_ended or given in test.narrower else Verdict.NOT_ELIGIBLE


def _required(_test: Comparison, facts: Facts) -> Verdict:
    """`account_required: true` decides."""
    if facts.has_account is None:
        return Verdict.ASK
    return Verdict.ELIGIBLE if facts.has_account else Verdict.NOT_ELIGIBLE


def _served(test: Comparison, facts: Facts) -> Verdict:
    """ "nationwide and online = everywhere […]. Elsewhere, and when the person's city is unknown, is "ask" ("others"
    too), unless the entry says cities_exclusive: true."
    """
    if not test.values.isdisjoint(EVERYWHERE):
        return Verdict.ELIGIBLE
    if facts.city is None:
        return Verdict.ASK
    if city_key(facts.city) in test.values:
        return Verdict.ELIGIBLE
    return Verdict.NOT_ELIGIBLE if test.exclusive and not test.open_ended else Verdict.ASK


def _stated(_test: Comparison, _facts: Facts) -> Verdict:
    """A sentence ("women prioritised") "refuses nobody: it is shown and means ask"."""
    return Verdict.ASK


def _shown(_test: Comparison, _facts: Facts) -> Verdict:
    """ "documents to bring, free text in rules.other and notes are shown, never computed"."""
    return Verdict.ELIGIBLE


_JUDGES: dict[Operator, Callable[[Comparison, Facts], Verdict]] = {
    Operator.HOLDS: _holds,
    Operator.AT_LEAST: _at_least,
    Operator.AT_MOST: _at_most,
    Operator.AMONG: _among,
    Operator.REQUIRED: _required,
    Operator.SERVED: _served,
    Operator.MENTIONS: _mentions,
    Operator.ALL: _group,
    Operator.ANY: _group,
    Operator.NONE: _group,
    Operator.STATEMENT: _stated,
    Operator.SHOWN: _shown,
}
