"""What would change a verdict, as data: which fact, from what to what, by which step, and the verdict it would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.funding.criteria import Criterion, CriterionKey, Verdict
from app.funding.entries import Entry, ProviderRole
from app.funding.facts import STAGES, Fact, Facts
from app.funding.questions import possible_answers
from app.funding.verdicts import EntryVerdict, combine, evaluate

FactValue = str | int | bool | tuple[str, ...] | None

_REPLACED_BY_A_PAPER = frozenset({"passeport_seul", "sans_document"})
_PERMITS = ("carte_immatriculation", "carte_residence")
_RECOGNITIONS = ("refugie_bra", "refugie_hcr")
_UNDER_PROTECTION = frozenset({"demandeur_asile_hcr", "refugie_hcr"})


class Means(StrEnum):
    """What gets there: a step of the directory, an answer of the person or of the provider, a paper, or the project's
    own progress.
    """

    ENABLER = "enabler"
    QUESTION = "question"
    PAPER_TO_RENEW = "paper_to_renew"
    PAPER_TO_OBTAIN = "paper_to_obtain"
    PROJECT_STEP = "project_step"
    PROVIDER_ANSWER = "provider_answer"


AVAILABILITY = "availability"
ACCEPTS, REFUSES, OPEN, CLOSED = "accepts", "refuses", "open", "closed"
"""What a provider may answer: about a criterion, and about whether it can be applied to now."""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """One fact that would change one criterion. `before` and `after` are in the words of the command line.

    `fact` is a fact of the person, or `provider.<criterion>` when the provider must say. `by` is the enabler's id, the
    situation whose paper is meant, the fact to ask, or the provider to call ("" when any will do); `about` is what the
    provider is asked about. `verdict` is the entry's, computed again with that fact and nothing else changed: an entry
    refused for two reasons stays refused.
    """

    criterion: str
    fact: str
    before: FactValue
    after: FactValue
    means: Means
    by: str
    verdict: Verdict
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    means: Means
    by: str
    facts: Facts


def would_change(judged: EntryVerdict, enablers: Sequence[Entry]) -> tuple[WouldChange, ...]:
    """For each criterion that is not met, the steps that meet it; for each that waits for an answer of the person, the
    answers that change the verdict; for each that only the provider can settle, both its answers. Nothing is said of a
    closed entry, nor of what cannot change (sex, age).
    """
    if judged.verdict is Verdict.CLOSED:
        return ()
    found: dict[tuple[str, FactValue], WouldChange] = {}
    for criterion, verdict, leaf in _open_leaves(judged):
        fact = leaf.comparison.fact
        if fact is None:
            continue
        for way in _ways(leaf, leaf.comparison.judge(judged.facts), fact, judged.facts, enablers):
            after = evaluate(judged.entry, way.facts).verdict
            if after is judged.verdict and (verdict is Verdict.ASK or criterion.parts):
                continue
            change = WouldChange(
                criterion.key.value,
                fact,
                value_of(judged.facts, fact),
                value_of(way.facts, fact),
                way.means,
                way.by,
                after,
            )
            found.setdefault((fact, change.after), change)
    return (*found.values(), *_provider_answers(judged))


def _open_leaves(judged: EntryVerdict) -> Iterator[tuple[Criterion, Verdict, Criterion]]:
    """Each criterion that is not met with its verdict, and each condition in it whose answer or step may tell."""
    for criterion, verdict in judged.criteria:
        if verdict is not Verdict.ELIGIBLE:
            for leaf in criterion.leaves:
                if not criterion.parts or leaf.comparison.judge(judged.facts) is not Verdict.ELIGIBLE:
                    yield criterion, verdict, leaf


def value_of(facts: Facts, fact: Fact) -> FactValue:
    """One fact in the words of the command line; None when it is unknown."""
    if fact is Fact.SITUATIONS:
        return tuple(sorted(facts.situations)) or None
    if fact is Fact.BIRTH_YEAR:
        years = {day.year for day in facts.born or ()}
        return min(years) if len(years) == 1 else None
    value: str | bool | None = getattr(facts, fact.value)
    return value


def _ways(
    criterion: Criterion, verdict: Verdict, fact: Fact, facts: Facts, enablers: Sequence[Entry]
) -> Iterator[_Way]:
    if not facts.is_known(fact):
        # Someone whose only paper has expired holds nothing we know of: renewing it comes before asking for another.
        if fact is Fact.SITUATIONS:
            yield from _renewals(criterion, facts)
        yield from _answers(criterion, verdict, fact, facts)
    else:
        find = _STEPS.get(fact)
        met = (way for way in find(criterion, facts, enablers)) if find else iter(())
        yield from (way for way in met if criterion.comparison.judge(way.facts) is Verdict.ELIGIBLE)


def _provider_answers(judged: EntryVerdict) -> Iterator[WouldChange]:
    """What a call to the provider would settle: nothing of it is asked of the person (PRODUCT.md F3)."""
    if judged.verdict is not Verdict.ASK:
        return
    who = next((one.provider_id for one in judged.entry.providers if one.role is ProviderRole.RUNS), "")
    for place, (criterion, verdict) in enumerate(judged.criteria):
        if verdict is not Verdict.ASK or not _only_the_provider_knows(criterion, judged.facts):
            continue
        about = _asked_about(criterion, judged.facts)
        for answer, part in ((ACCEPTS, Verdict.ELIGIBLE), (REFUSES, Verdict.NOT_ELIGIBLE)):
            parts = [part if other == place else each for other, (_c, each) in enumerate(judged.criteria)]
            yield WouldChange(
                criterion.key.value, f"provider.{criterion.key.value}", None, answer, Means.PROVIDER_ANSWER, who,
                combine(judged.availability, parts), about,
            )  # fmt: skip
    if judged.availability is Verdict.ASK:
        parts = [each for _criterion, each in judged.criteria]
        for answer, part in ((OPEN, Verdict.ELIGIBLE), (CLOSED, Verdict.CLOSED)):
            yield WouldChange(
                AVAILABILITY, f"provider.{AVAILABILITY}", judged.entry.availability.state.value, answer,
                Means.PROVIDER_ANSWER, who, combine(part, parts),
            )  # fmt: skip


def _only_the_provider_knows(criterion: Criterion, facts: Facts) -> bool:
    """Whether nothing the person or their need could still say would settle it."""
    return all(leaf.comparison.reads is None or facts.is_known(leaf.comparison.reads) for leaf in criterion.leaves)


def _asked_about(criterion: Criterion, facts: Facts) -> tuple[str, ...]:
    """What of the person the provider is asked about: the situations nothing is known of, the city, the sentence."""
    if criterion.key is CriterionKey.SITUATIONS:
        return tuple(sorted(facts.situations - frozenset(criterion.refused)))
    given = value_of(facts, criterion.comparison.fact) if criterion.comparison.fact else None
    return () if given is None else (str(given),)


def _answers(criterion: Criterion, verdict: Verdict, fact: Fact, facts: Facts) -> Iterator[_Way]:
    """The first answer that meets the criterion and the first that fails it."""
    comparison = criterion.comparison
    seen = {verdict}
    for answer in possible_answers(fact, facts, (comparison,)):
        outcome = comparison.judge(answer)
        if outcome in seen or (fact is Fact.CITY and outcome is Verdict.NOT_ELIGIBLE):
            continue
        seen.add(outcome)
        yield _Way(Means.QUESTION, fact.value, answer)


def _papers(criterion: Criterion, facts: Facts, _enablers: Sequence[Entry]) -> Iterator[_Way]:
    """A lapsed paper to renew; else the first permit or recognition that is accepted and within reach."""
    renewable = tuple(_renewals(criterion, facts))
    yield from renewable
    goals = (*_PERMITS, *(_RECOGNITIONS if facts.situations & _UNDER_PROTECTION else ()))
    goal = next((status for status in goals if status in criterion.values), None)
    if not renewable and goal is not None:
        yield _Way(Means.PAPER_TO_OBTAIN, goal, _with_paper(facts, goal))


def _renewals(criterion: Criterion, facts: Facts) -> Iterator[_Way]:
    for status in sorted(status for status in facts.lapsed if status in criterion.values):
        yield _Way(Means.PAPER_TO_RENEW, status, _with_paper(facts, status))


def _with_paper(facts: Facts, status: str) -> Facts:
    """`sans_document` and `passeport_seul` end when a valid paper is recorded."""
    return replace(facts, situations=facts.situations - _REPLACED_BY_A_PAPER | {status})


def _forms(_criterion: Criterion, facts: Facts, enablers: Sequence[Entry]) -> Iterator[_Way]:
    for enabler in enablers:
        if enabler.gives.legal_form is not None:
            yield _Way(Means.ENABLER, enabler.id, replace(facts, legal_form=enabler.gives.legal_form))


def _accounts(_criterion: Criterion, facts: Facts, enablers: Sequence[Entry]) -> Iterator[_Way]:
    for enabler in enablers:
        if enabler.gives.has_account:
            yield _Way(Means.ENABLER, enabler.id, replace(facts, has_account=True))


def _steps(_criterion: Criterion, facts: Facts, _enablers: Sequence[Entry]) -> Iterator[_Way]:
    """A project only goes forward: idea, creation, existing."""
    for stage in STAGES[STAGES.index(facts.stage or STAGES[-1]) + 1 :]:
        yield _Way(Means.PROJECT_STEP, Fact.STAGE.value, replace(facts, stage=stage))


_STEPS: dict[Fact, Callable[[Criterion, Facts, Sequence[Entry]], Iterable[_Way]]] = {
    Fact.SITUATIONS: _papers,
    Fact.LEGAL_FORM: _forms,
    Fact.HAS_ACCOUNT: _accounts,
    Fact.STAGE: _steps,
}
