"""The path: which steps (a paper, a status, an account, the project's own progress) open most, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.funding.changes import Means
from app.funding.criteria import Verdict
from app.funding.entries import Entry, Kind
from app.funding.facts import STAGES, Fact, Facts
from app.funding.verdicts import Matcher

_PERMITS = ("carte_immatriculation", "carte_residence")
_REPLACED_BY_A_PAPER = frozenset({"passeport_seul", "sans_document"})
_WORTH = {Verdict.CLOSED: 0, Verdict.NOT_ELIGIBLE: 0, Verdict.ASK: 1, Verdict.ELIGIBLE: 3}
"""What a verdict is worth to a person: a door that is open counts for more than one to knock at. Our own choice."""
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """One option a step moves: its verdict before and after."""

    entry: Entry
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `by`: the enabler's id, the situation of a paper, or the stage reached. `enabler` where it is one, and
    `verdict` its own for the person at that moment: a step that is `ask` begins with a call.
    """

    means: Means
    by: str
    verdict: Verdict
    opens: tuple[Opened, ...]
    facts: Facts
    enabler: Entry | None = None


def path_of(matcher: Matcher, facts: Facts) -> tuple[Step, ...]:
    """The steps in the order that opens most soonest; none that opens nothing, unless it leads to one that does.

    At each turn the step, or the pair of steps, that is worth most per step is taken. What each costs in time is rarely
    known (the sources give no delay), so that steps count alike and the enabler's own terms stand beside it.
    """
    taken: list[Step] = []
    while len(taken) < MOST_STEPS:
        best = _best(matcher, facts)
        if best is None:
            break
        taken.append(best)
        facts = best.facts
    return tuple(taken)


def _best(matcher: Matcher, facts: Facts) -> Step | None:
    now = _worth(matcher, facts)
    found: list[tuple[float, int, Step]] = []
    for place, step in enumerate(_steps(matcher, facts)):
        gain = float(_worth(matcher, step.facts) - now)
        for following in _steps(matcher, step.facts):
            if following.means is not step.means:
                gain = max(gain, (_worth(matcher, following.facts) - now) / 2)
        if gain > 0:
            found.append((gain, -place, step))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _worth(matcher: Matcher, facts: Facts) -> int:
    """What the options are worth; a step of the directory that becomes sure counts for a little: it opens others."""
    verdicts = matcher.verdicts(facts)
    return sum(
        _WORTH[verdicts[entry.id]] if entry.kind is Kind.FUNDING else int(verdicts[entry.id] is Verdict.ELIGIBLE)
        for entry in matcher.entries
    )


def _steps(matcher: Matcher, facts: Facts) -> Iterator[Step]:
    before = matcher.verdicts(facts)
    for means, by, after, enabler in _ways(matcher.entries, facts):
        verdict = before[enabler.id] if enabler else Verdict.ASK
        if verdict in (Verdict.ASK, Verdict.ELIGIBLE):
            yield Step(means, by, verdict, _opens(matcher, before, after), after, enabler)


def _ways(entries: Sequence[Entry], facts: Facts) -> Iterator[tuple[Means, str, Facts, Entry | None]]:
    """Only from what is known: a fact nobody has asked about is a question first (PRODUCT.md F3), never a step."""
    for status in sorted(facts.lapsed - facts.situations):
        yield Means.PAPER_TO_RENEW, status, _with_paper(facts, status), None
    if facts.situations and not facts.situations & {*_PERMITS, "marocain"} and not facts.lapsed & set(_PERMITS):
        yield Means.PAPER_TO_OBTAIN, _PERMITS[0], _with_paper(facts, _PERMITS[0]), None
    for entry in entries:
        if entry.gives.legal_form is not None and facts.legal_form == "none":
            yield Means.ENABLER, entry.id, replace(facts, legal_form=entry.gives.legal_form), entry
        if entry.gives.has_account and facts.has_account is False:
            yield Means.ENABLER, entry.id, replace(facts, has_account=True), entry
    if facts.is_known(Fact.STAGE) and facts.stage in STAGES[:-1]:
        reached = STAGES[STAGES.index(facts.stage) + 1]
        yield Means.PROJECT_STEP, reached, replace(facts, stage=reached), None


def _with_paper(facts: Facts, status: str) -> Facts:
    held = facts.situations - _REPLACED_BY_A_PAPER | {status}
    return replace(facts, situations=held, lapsed=facts.lapsed - {status})


def _opens(matcher: Matcher, before: dict[str, Verdict], facts: Facts) -> tuple[Opened, ...]:
    after = matcher.verdicts(facts)
    return tuple(
        Opened(entry, before[entry.id], after[entry.id])
        for entry in matcher.entries
        if entry.kind is Kind.FUNDING and _WORTH[after[entry.id]] > _WORTH[before[entry.id]]
    )
