"""Who said what: the provider's word beside the person's, and what a need comes to. Pure. Source: PRODUCT.md R1, §2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.referrals.lifecycle import State, Step, Told, is_open

PROVIDER_SOURCES = frozenset({"coupon", "call", "list"})
HELPED = frozenset({"funded", "started", "other_help"})


@dataclass(frozen=True, slots=True)
class Word:
    """The last decision and the last result that one side told of; None is "said nothing of it"."""

    decision: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Both sides' words, kept apart."""

    provider: Word
    person: Word

    @property
    def disagree(self) -> bool:
        """Whether the two tell of different decisions or results, or one of help where the other tells of a refusal."""
        ours, theirs = self.provider, self.person
        if ours.decision and theirs.decision and ours.decision != theirs.decision:
            return True
        if ours.result and theirs.result and ours.result != theirs.result:
            return True
        pairs = ((ours, theirs), (theirs, ours))
        return any(one.decision == "refused" and other.result in HELPED for one, other in pairs)


def said(steps: Iterable[Told]) -> Said:
    """The words of both sides since the referral was issued or last reopened; `steps` in the order they were told."""
    words = {True: Word(), False: Word()}
    for step in steps:
        if step.step is Step.REOPEN:
            words = {True: Word(), False: Word()}
            continue
        if step.source not in PROVIDER_SOURCES and step.source != "person":
            continue
        side = step.source in PROVIDER_SOURCES
        if step.step in (Step.ACCEPTED, Step.REFUSED):
            words[side] = Word(step.step.value, words[side].result)
        elif step.step is Step.RESULT:
            words[side] = Word(words[side].decision, step.word)
    return Said(words[True], words[False])


class NeedState(StrEnum):
    """What a need comes to, from its referrals (PRODUCT.md §2: a need's state follows from them)."""

    OPEN = "need_open"
    UNDER_WAY = "need_under_way"
    ACCEPTED = "need_accepted"
    MET = "need_met"
    UNMET = "need_unmet"


def need_state(referrals: Iterable[State]) -> NeedState:
    """Met by any help obtained; else accepted, else under way while one is open; closed without help is unmet."""
    states = list(referrals)
    if not states:
        return NeedState.OPEN
    if any(state.result in HELPED for state in states):
        return NeedState.MET
    waiting = [state for state in states if is_open(state)]
    if any(state.decision == "accepted" for state in waiting):
        return NeedState.ACCEPTED
    return NeedState.UNDER_WAY if waiting else NeedState.UNMET
