"""The rule of a referral's life, by table and by random walk."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.referrals.lifecycle import (
    ANSWERS,
    CLOSINGS,
    RESULTS,
    Owner,
    Progress,
    State,
    Step,
    Told,
    after,
    is_open,
    legal_steps,
)

DAY = date(2026, 11, 24)


def told(step: Step, source: str = "call", **more: object) -> Told:
    return Told(step, DAY, source, **more)  # type: ignore[arg-type]


def walked(*steps: Told) -> State:
    state = State()
    for step in steps:
        state = after(state, step)
    return state


ISSUED = told(Step.ISSUE, "agency")


@pytest.mark.parametrize(
    ("steps", "progress", "decision", "owner", "due"),
    [
        ([ISSUED], Progress.ISSUED, None, Owner.AGENCY, date(2026, 12, 1)),
        ([ISSUED, told(Step.RECEIVED)], Progress.RECEIVED, None, Owner.PROVIDER, date(2026, 12, 9)),
        ([ISSUED, told(Step.WAITING, until=date(2027, 1, 5))], Progress.WAITING, None, Owner.AGENCY, date(2027, 1, 5)),
        ([ISSUED, told(Step.WAITING)], Progress.WAITING, None, Owner.AGENCY, date(2026, 12, 24)),
        ([ISSUED, told(Step.AWAITING_PERSON)], Progress.AWAITING_PERSON, None, Owner.AGENT, date(2026, 12, 1)),
        ([ISSUED, told(Step.ACCEPTED)], Progress.DECIDED, "accepted", Owner.AGENT, date(2026, 12, 24)),
        ([ISSUED, told(Step.REFUSED)], Progress.CLOSED, "refused", None, None),
        ([ISSUED, told(Step.ACCEPTED), told(Step.RECEIVED)], Progress.DECIDED, "accepted", Owner.AGENT, date(2026, 12, 24)),
        ([ISSUED, told(Step.ACCEPTED), told(Step.RESULT, word="funded")], Progress.CLOSED, "accepted", None, None),
        ([ISSUED, told(Step.CLOSE, word="no_show")], Progress.CLOSED, None, None, None),
        ([ISSUED, told(Step.REFUSED), told(Step.REOPEN)], Progress.ISSUED, None, Owner.AGENCY, date(2026, 12, 1)),
    ],
)  # fmt: skip
def test_a_step_leads_where_the_product_says(
    steps: list[Told], progress: Progress, decision: str | None, owner: Owner | None, due: date | None
) -> None:
    state = walked(*steps)

    assert (state.progress, state.decision, state.owner, state.due_on) == (progress, decision, owner, due)


@pytest.mark.parametrize(
    "steps",
    [
        [told(Step.ACCEPTED)],
        [ISSUED, ISSUED],
        [ISSUED, told(Step.RESULT, word="funded")],
        [ISSUED, told(Step.RECEIVED), told(Step.RESULT, word="nothing")],
        [ISSUED, told(Step.REFUSED), told(Step.ACCEPTED)],
        [ISSUED, told(Step.CLOSE, word="declined"), told(Step.CLOSE, word="declined")],
        [ISSUED, told(Step.REOPEN)],
    ],
)
def test_an_illegal_jump_is_refused(steps: list[Told]) -> None:
    with pytest.raises(Refused, match="illegal_step"):
        walked(*steps)


def test_the_same_answer_from_the_same_source_is_refused_but_another_source_may_say_it() -> None:
    first = told(Step.RECEIVED, "call")
    state = walked(ISSUED, first)

    with pytest.raises(Refused, match="same_answer"):
        after(state, told(Step.RECEIVED, "call"), [first])
    assert after(state, told(Step.RECEIVED, "person"), [first]).progress is Progress.RECEIVED


_step = st.builds(
    lambda step, source, closing, result: Told(
        step, DAY, source, closing if step is Step.CLOSE else result if step is Step.RESULT else None
    ),
    st.sampled_from(Step), st.sampled_from(["call", "coupon", "person"]), st.sampled_from(CLOSINGS), st.sampled_from(RESULTS),
)  # fmt: skip


@given(st.lists(_step, max_size=12))
def test_however_one_walks_the_invariants_hold(steps: list[Told]) -> None:
    state, earlier = State(), []
    for step in steps:
        legal = legal_steps(state)
        try:
            state = after(state, step, earlier)
        except Refused as error:
            assert step.step not in legal or step.step in ANSWERS
            assert error.key in {"referral.illegal_step", "referral.same_answer"}
            continue
        assert step.step in legal
        earlier = [] if step.step is Step.REOPEN else [*earlier, step]
        assert is_open(state) == (state.ending is None)
        if state.progress is not Progress.PREPARED:
            assert is_open(state) == (state.owner is not None and state.due_on is not None)
        assert state.result is None or state.decision == "accepted"
