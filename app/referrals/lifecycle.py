"""The one rule of a referral's life: which step is legal from where, and what it makes of the referral.

Source: PRODUCT.md R1 and R4. Pure: no clock, no session. "May this referral be closed?" is answered by `after`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.errors import Refused


class Progress(StrEnum):
    """How far a referral has come. Same words as the base's column."""

    PREPARED = "prepared"
    ISSUED = "issued"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    AWAITING_PERSON = "awaiting_person"
    WAITING = "waiting"
    DECIDED = "decided"
    CLOSED = "closed"


class Step(StrEnum):
    """What may happen to a referral."""

    ISSUE = "issue"
    HAND_OVER = "hand_over"
    RECEIVED = "received"
    AWAITING_PERSON = "awaiting_person"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RESULT = "result"
    CLOSE = "close"
    REOPEN = "reopen"


class Owner(StrEnum):
    """Who owes the next act."""

    AGENCY = "agency"
    PROVIDER = "provider"
    AGENT = "agent"


ANSWERS = (Step.ACCEPTED, Step.REFUSED, Step.WAITING, Step.RECEIVED, Step.AWAITING_PERSON)
REFUSAL_REASONS = (
    "criterion_not_met", "no_funds", "papers_missing", "not_reached", "duplicate", "changed_mind", "other",
)  # fmt: skip
CLOSINGS = ("unreachable", "no_show", "no_answer", "redirected", "cancelled", "declined", "consent_withdrawn")
"""How a person may close one; `result_known` and `refused` follow from a result and a refusal."""
RESULTS = ("funded", "started", "other_help", "nothing")

_WITH_PROVIDER = frozenset(
    {Progress.ISSUED, Progress.HANDED_OVER, Progress.RECEIVED, Progress.AWAITING_PERSON, Progress.WAITING, Progress.DECIDED}
)  # fmt: skip
_LEGAL_FROM: dict[Step, frozenset[Progress]] = {
    Step.ISSUE: frozenset({Progress.PREPARED}),
    Step.HAND_OVER: frozenset({Progress.ISSUED}),
    Step.RECEIVED: _WITH_PROVIDER,
    Step.AWAITING_PERSON: _WITH_PROVIDER,
    Step.WAITING: _WITH_PROVIDER,
    Step.ACCEPTED: _WITH_PROVIDER,
    Step.REFUSED: _WITH_PROVIDER,
    Step.RESULT: frozenset({Progress.DECIDED}),
    Step.CLOSE: _WITH_PROVIDER | {Progress.PREPARED},
    Step.REOPEN: frozenset({Progress.CLOSED}),
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a referral stands on its three axes, how it ended, and who owes the next act by when."""

    progress: Progress = Progress.PREPARED
    decision: str | None = None
    result: str | None = None
    ending: str | None = None
    owner: Owner | None = Owner.AGENT
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Delays:
    """Days until somebody must act; never empty (PRODUCT.md R4). Data: a provider may have its own."""

    after_issue: int = 7
    after_receipt: int = 15
    waiting: int = 30
    person: int = 7
    after_acceptance: int = 30
    prepared: int = 7


@dataclass(frozen=True, slots=True)
class Told:
    """One step as somebody told it; `word` is the result or the ending, `until` the date to try again."""

    step: Step
    on: date
    source: str
    word: str | None = None
    until: date | None = None


def is_open(state: State) -> bool:
    """Whether a referral still waits for something."""
    return state.progress is not Progress.CLOSED


def legal_steps(state: State) -> frozenset[Step]:
    """The steps that `after` would accept from here."""
    steps = {step for step, places in _LEGAL_FROM.items() if state.progress in places}
    if state.decision != "accepted":
        steps.discard(Step.RESULT)
    return frozenset(steps)


def after(state: State, told: Told, earlier: Iterable[Told] = (), delays: Delays | None = None) -> State:
    """The referral after one step. `earlier` are the steps since it was issued or last reopened.

    Raises Refused: illegal from here, or the same answer from the same source again.
    """
    if told.step not in legal_steps(state):
        raise Refused("referral.illegal_step", step=told.step.value, progress=state.progress.value)
    if told.step in ANSWERS and any(
        (t.step, t.source, t.until) == (told.step, told.source, told.until) for t in earlier
    ):
        raise Refused("referral.same_answer", step=told.step.value)
    return _timed(_moved(state, told), told, delays or Delays())


def _moved(state: State, told: Told) -> State:
    match told.step:
        case Step.ISSUE:
            return replace(state, progress=Progress.ISSUED)
        case Step.HAND_OVER:
            return replace(state, progress=Progress.HANDED_OVER)
        case Step.RECEIVED:
            # A late acknowledgement of receipt takes no decision back.
            return state if state.progress is Progress.DECIDED else replace(state, progress=Progress.RECEIVED)
        case Step.AWAITING_PERSON:
            return replace(state, progress=Progress.AWAITING_PERSON, decision=None)
        case Step.WAITING:
            return replace(state, progress=Progress.WAITING, decision=None)
        case Step.ACCEPTED:
            return replace(state, progress=Progress.DECIDED, decision="accepted")
        case Step.REFUSED:
            # Nobody owes anything after a refusal, and nothing may stay open without an owner: it closes.
            return replace(state, progress=Progress.CLOSED, decision="refused", ending="refused")
        case Step.RESULT:
            return replace(state, progress=Progress.CLOSED, result=told.word, ending="result_known")
        case Step.CLOSE:
            return replace(state, progress=Progress.CLOSED, ending=told.word)
        case Step.REOPEN:
            accepted = state.decision == "accepted"
            progress = Progress.DECIDED if accepted else Progress.ISSUED
            return State(progress, "accepted" if accepted else None)


def _timed(state: State, told: Told, delays: Delays) -> State:
    def owed_by(owner: Owner, days: int) -> State:
        return replace(state, owner=owner, due_on=told.on + timedelta(days=days))

    match state.progress:
        case Progress.CLOSED:
            return replace(state, owner=None, due_on=None)
        case Progress.PREPARED:
            return owed_by(Owner.AGENT, delays.prepared)
        case Progress.ISSUED | Progress.HANDED_OVER:
            return owed_by(Owner.AGENCY, delays.after_issue)
        case Progress.RECEIVED:
            return owed_by(Owner.PROVIDER, delays.after_receipt)
        case Progress.AWAITING_PERSON:
            return owed_by(Owner.AGENT, delays.person)
        case Progress.WAITING:
            due = told.until or told.on + timedelta(days=delays.waiting)
            return replace(state, owner=Owner.AGENCY, due_on=due)
        case Progress.DECIDED:
            return owed_by(Owner.AGENT, delays.after_acceptance)
