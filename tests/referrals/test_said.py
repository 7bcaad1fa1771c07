"""Both sides' words kept apart, and what a need comes to."""

from __future__ import annotations

from datetime import date

import pytest

from app.referrals.lifecycle import Progress, State, Step, Told
from app.referrals.said import NeedState, need_state, said

DAY = date(2026, 11, 24)


def told(step: Step, source: str, word: str | None = None) -> Told:
    return Told(step, DAY, source, word)


def test_a_coupon_a_call_and_a_list_are_the_provider_s_word_and_the_last_one_counts() -> None:
    words = said([told(Step.REFUSED, "coupon"), told(Step.ACCEPTED, "list"), told(Step.REFUSED, "person")])

    assert (words.provider.decision, words.person.decision) == ("accepted", "refused")
    assert words.disagree


@pytest.mark.parametrize(
    ("steps", "disagree"),
    [
        ([], False),
        ([told(Step.ACCEPTED, "call")], False),
        ([told(Step.ACCEPTED, "call"), told(Step.ACCEPTED, "person")], False),
        ([told(Step.RESULT, "list", "funded"), told(Step.RESULT, "person", "nothing")], True),
        ([told(Step.REFUSED, "call"), told(Step.RESULT, "person", "started")], True),
        ([told(Step.REFUSED, "call"), told(Step.RESULT, "person", "nothing")], False),
        ([told(Step.REFUSED, "call"), told(Step.REOPEN, "agency"), told(Step.ACCEPTED, "person")], False),
        ([told(Step.WAITING, "call"), told(Step.ISSUE, "agency")], False),
    ],
)
def test_a_disagreement_is_two_different_answers_to_one_question(steps: list[Told], disagree: bool) -> None:
    assert said(steps).disagree is disagree


CLOSED = Progress.CLOSED


@pytest.mark.parametrize(
    ("states", "comes_to"),
    [
        ([], NeedState.OPEN),
        ([State(Progress.ISSUED)], NeedState.UNDER_WAY),
        ([State(CLOSED, "refused", None, "refused"), State(Progress.WAITING)], NeedState.UNDER_WAY),
        ([State(Progress.DECIDED, "accepted"), State(Progress.ISSUED)], NeedState.ACCEPTED),
        ([State(CLOSED, "refused", None, "refused")], NeedState.UNMET),
        ([State(CLOSED, "accepted", "nothing", "result_known")], NeedState.UNMET),
        ([State(CLOSED, "accepted", "funded", "result_known"), State(Progress.ISSUED)], NeedState.MET),
    ],
)
def test_a_need_s_state_follows_from_its_referrals(states: list[State], comes_to: NeedState) -> None:
    assert need_state(states) is comes_to
    assert need_state(reversed(states)) is comes_to
