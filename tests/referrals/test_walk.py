"""No silence, at random: the rule alone, the base through the use cases, and the demonstration base."""

from __future__ import annotations

import random

from sqlalchemy import func, select

from app.errors import Refused
from app.people.consents import find_provider, record_consent
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.referrals.answers import close_referral, hand_over, record_answer, record_result, reopen_referral
from app.referrals.cases import SlipOptions
from app.referrals.following import silence
from app.referrals.lifecycle import ANSWERS, CLOSINGS, REFUSAL_REASONS, RESULTS, Progress, Step
from app.referrals.referring import issue_slip
from app.upkeep.demo import fill_demo
from app.workspace import Workspace
from db.models import Progress as ProgressColumn
from db.models import Referral
from tests.referrals.walk import walked

PROVIDER = "reseau_entreprendre_maroc"


def test_a_long_walk_meets_every_state_and_breaks_nothing() -> None:
    met = walked(10_000, seed=7)

    assert met.broken == []
    assert met.open_without_owner_or_date == 0
    assert {state.partition("/")[0] for state in met.states} == {one.value for one in Progress} - {"prepared"} | {
        "closed"
    }
    assert set(met.taken) == {step.value for step in Step}
    assert set(met.endings) == {*CLOSINGS, "refused", "result_known"}


def test_walked_through_the_use_cases_nothing_open_stays_without_owner_and_date(either: Workspace) -> None:
    person_id = register_person(either, PersonForm(given_name="Essai", family_name="Hasard")).id
    record_consent(either, person_id, "dossier")
    record_consent(either, person_id, "sharing", provider_id=find_provider(either, PROVIDER))
    code, dice = issue_slip(either, person_id, PROVIDER, SlipOptions()).code, random.Random(3)
    taken = refused = 0
    for _ in range(40):
        try:
            _any_step(either, code, dice)
            taken += 1
        except Refused as error:
            assert error.key in {"referral.illegal_step", "referral.same_answer"}
            refused += 1
        assert unowned(either) == 0
    assert taken > 5
    assert refused > 5


def test_the_demonstration_leaves_nothing_open_without_owner_and_date(workspace: Workspace) -> None:
    fill_demo(workspace, 60, seed=7)

    told = silence(workspace)
    assert told.open > 0
    assert (told.without_owner, unowned(workspace)) == (0, 0)


def _any_step(workspace: Workspace, code: str, dice: random.Random) -> None:
    match dice.choice(("answer", "answer", "result", "close", "reopen", "reopen", "hand_over")):
        case "answer":
            answer = dice.choice(ANSWERS)
            reason = dice.choice(REFUSAL_REASONS) if answer is Step.REFUSED else None
            record_answer(workspace, code, answer.value, source=dice.choice(("coupon", "call", "list")), reason=reason)
        case "result":
            record_result(workspace, code, dice.choice(RESULTS))
        case "close":
            close_referral(workspace, code, dice.choice(CLOSINGS))
        case "reopen":
            reopen_referral(workspace, code)
        case _:
            hand_over(workspace, code)


def unowned(workspace: Workspace) -> int:
    """Open referrals of the whole base that nobody owes anything, or by no date."""
    nobody = Referral.owner.is_(None) | Referral.due_on.is_(None)
    query = select(func.count()).select_from(Referral).where(Referral.progress != ProgressColumn.CLOSED, nobody)
    with workspace.database.read() as session:
        return session.scalar(query) or 0
