"""Why a verdict is what it is: one sentence per criterion, in three languages, made only when it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day

from app.funding import wordings
from app.funding.cities import city_name
from app.funding.criteria import EVERYWHERE, NEED_FACT_OF, OTHER_CITIES, Criterion, CriterionKey, Operator, Verdict
from app.funding.criterion_words import in_a_group
from app.funding.entries import Confidence, Entry, State
from app.funding.facts import PERMIT_OF_UNSTATED_KIND, Facts
from app.funding.texts import Texts, in_three
from app.funding.verdicts import EntryVerdict
from resources.i18n import Words, format_date, format_money, words

AVAILABILITY = "availability"
"""The name of the reason that is not a criterion."""

Said = str | Texts | tuple["str | Texts", ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion's part in a verdict. `claim`: the sentence repeats what the source says, and so names it.

    `date` is the date of the source as it gives it, None when it gives none; `confirmed` and `inferred` stand beside
    the verdict and never change it. `checked_on`: whoever runs the entry said so on the phone that day.
    """

    criterion: str
    verdict: Verdict
    template: str
    values: tuple[tuple[str, Said], ...]
    sources: tuple[str, ...]
    date: str | None
    confirmed: bool
    inferred: bool
    claim: bool
    checked_on: Day | None = None

    @property
    def source(self) -> str | None:
        """The first source, if any was found."""
        return self.sources[0] if self.sources else None

    @property
    def text(self) -> Texts:
        """The sentence in the three languages."""
        return in_three(self.in_language)

    def in_language(self, language: str) -> str:
        """The sentence in one language, with where it comes from."""
        speak = words(language)
        sentence = speak.tr(self.template, **{name: _say(value, speak) for name, value in self.values})
        return f"{sentence.removesuffix('.')} ({self._origin(speak)})." if self.claim else sentence

    def _origin(self, speak: Words) -> str:
        if self.checked_on is not None:
            return speak.tr(wordings.SAID_ON, date=format_date(self.checked_on, speak.language, "numeric"))
        parts = [speak.tr(wordings.INFERRED)] if self.inferred else []
        if not self.sources:
            parts.append(speak.tr(wordings.NO_SOURCE))
        elif self.date is None:
            parts.append(speak.tr(wordings.SOURCE_UNDATED))
        else:
            parts.append(speak.tr(wordings.SOURCE_OF, date="/".join(reversed(self.date.split("-")))))
        if not self.confirmed:
            parts.append(speak.tr(wordings.TO_VERIFY))
        return _comma(speak).join(parts)


def reasons(judged: EntryVerdict) -> tuple[Reason, ...]:
    """One reason per deciding criterion, in the entry's order, then the availability's."""
    return (
        *(_criterion_reason(judged.entry, criterion, verdict, judged.facts) for criterion, verdict in judged.criteria),
        _availability_reason(judged),
    )


def _criterion_reason(entry: Entry, criterion: Criterion, verdict: Verdict, facts: Facts) -> Reason:
    template, values, claim = _SENTENCES[criterion.operator](criterion, verdict, facts)
    inferred = criterion.inferred and verdict is Verdict.NOT_ELIGIBLE
    said = criterion.checked_on
    return _reason(entry, criterion.key.value, verdict, template, values, criterion.confirmed, inferred, claim, said)


def _availability_reason(judged: EntryVerdict) -> Reason:
    availability = judged.entry.availability
    call = availability.open_call(judged.facts.on)
    template, values = wordings.STATES[availability.state], tuple[tuple[str, Said], ...]()
    if availability.state is State.CALL_BASED and call is not None:
        closes = call.closes
        template = wordings.CALL_OPEN
        values = (("closes", in_three(lambda language: format_date(closes, language, "numeric"))),)
    claim = availability.state is not State.UNKNOWN
    return _reason(
        judged.entry,
        AVAILABILITY,
        judged.availability,
        template,
        values,
        availability.confirmed,
        availability.inferred,
        claim,
        availability.checked_on,
    )


def _reason(
    entry: Entry,
    name: str,
    verdict: Verdict,
    template: str,
    values: tuple[tuple[str, Said], ...],
    confirmed: bool,
    inferred: bool,
    claim: bool,
    checked_on: Day | None,
) -> Reason:
    provenance = entry.provenance
    sure = confirmed and provenance.confidence is Confidence.CONFIRMED
    sure = sure or checked_on is not None
    return Reason(
        name, verdict, template, values, provenance.sources, provenance.date, sure, inferred, claim, checked_on
    )


Sentence = tuple[str, tuple[tuple[str, Said], ...], bool]


def _situation(criterion: Criterion, verdict: Verdict, facts: Facts) -> Sentence:
    if verdict is Verdict.ELIGIBLE:
        accepted = [one for one in facts.situations if all(kind in criterion.values for kind in one.split("|"))]
        return wordings.ACCEPTED, _listed(sorted(accepted)), True
    if verdict is Verdict.NOT_ELIGIBLE:
        return wordings.REFUSED, _listed(sorted(facts.situations)), True
    if facts.uncertain:
        return wordings.PAPER_UNCERTAIN, _listed(sorted(facts.uncertain)), False
    if not facts.situations:
        return wordings.SITUATION_UNKNOWN, (), False
    if PERMIT_OF_UNSTATED_KIND in facts.situations and {"carte_immatriculation", "carte_residence"} & {
        *criterion.values,
        *criterion.refused,
    }:
        return wordings.KIND_UNSTATED, _listed([PERMIT_OF_UNSTATED_KIND]), False
    return (wordings.SITUATION_OPEN, _listed(sorted(facts.situations - frozenset(criterion.refused))), False)


def _group(criterion: Criterion, verdict: Verdict, _facts: Facts) -> Sentence:
    parts = tuple(_alone(part) for part in criterion.parts)
    return wordings.GROUPED[criterion.operator, verdict], (("values", parts),), True


def _alone(part: Criterion) -> Texts:
    said = in_a_group(part)
    return in_three(lambda language: f"({said.get(language)})")


def _purpose(criterion: Criterion, verdict: Verdict, _facts: Facts) -> Sentence:
    return wordings.PURPOSES[verdict], (("values", criterion.values),), True


def _age(criterion: Criterion, verdict: Verdict, _facts: Facts) -> Sentence:
    if criterion.key in NEED_FACT_OF:
        amount = in_three(lambda language: format_money((criterion.bound or 0) * 100, language))
        return wordings.NEEDS[criterion.key, verdict], (("amount", amount),), True
    return wordings.AGES[criterion.key, verdict], (("age", str(criterion.bound)),), True


def _list(criterion: Criterion, verdict: Verdict, facts: Facts) -> Sentence:
    values: tuple[str | Texts, ...] = (*criterion.values, *(value.text for value in criterion.outside))
    if criterion.key is CriterionKey.SEX:
        return wordings.SEXES[verdict], (("values", values),), True
    is_stage = criterion.key is CriterionKey.STAGE
    given = facts.stage if is_stage else facts.legal_form
    templates, left_open = (wordings.STAGES, wordings.STAGE_OPEN) if is_stage else (wordings.FORMS, wordings.FORM_OPEN)
    template = left_open if verdict is Verdict.ASK and given is not None else templates[verdict]
    return template, (("given", given or ""), ("values", values)), True


def _account(_criterion: Criterion, verdict: Verdict, _facts: Facts) -> Sentence:
    return wordings.ACCOUNTS[verdict], (), True


def _cities(criterion: Criterion, verdict: Verdict, facts: Facts) -> Sentence:
    for place in EVERYWHERE:
        if place in criterion.values:
            return wordings.PLACES[place], (), True
    template = wordings.CITY_OPEN if verdict is Verdict.ASK and facts.city is not None else wordings.CITIES[verdict]
    values: tuple[str | Texts, ...] = tuple(one if one == OTHER_CITIES else _city(one) for one in criterion.values)
    return template, (("given", _city(facts.city or "")), ("values", values)), True


def _statement(criterion: Criterion, _verdict: Verdict, _facts: Facts) -> Sentence:
    return wordings.STATEMENTS[criterion.key], (("values", criterion.text or ""),), True


_SENTENCES: dict[Operator, Callable[[Criterion, Verdict, Facts], Sentence]] = {
    Operator.HOLDS: _situation,
    Operator.AT_LEAST: _age,
    Operator.AT_MOST: _age,
    Operator.AMONG: _list,
    Operator.MENTIONS: _purpose,
    Operator.ALL: _group,
    Operator.ANY: _group,
    Operator.NONE: _group,
    Operator.REQUIRED: _account,
    Operator.SERVED: _cities,
    Operator.STATEMENT: _statement,
}


def _listed(codes: list[str]) -> tuple[tuple[str, Said], ...]:
    return (("values", tuple(codes)),)


def _city(name: str) -> Texts:
    return in_three(lambda language: city_name(name, language))


def _say(value: Said, speak: Words) -> str:
    if isinstance(value, tuple):
        return _comma(speak).join(_say(one, speak) for one in value)
    if isinstance(value, Texts):
        return value.get(speak.language)
    return speak.tr(wordings.LABELS[value]) if value in wordings.LABELS else value


def _comma(speak: Words) -> str:
    return "، " if speak.language == "ar" else ", "
