"""No referral stays silent: the queue, the call sheet, the figures of a provider, six months later, what refusals teach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.accounts.undo import undo_last
from app.errors import NotFound, Refused
from app.people.consents import find_provider, record_consent
from app.people.dossier import add_need
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person
from app.referrals.answers import close_referral, record_answer, record_result, referral_details
from app.referrals.cases import SlipOptions
from app.referrals.evidence import lessons, next_options, settle_lesson
from app.referrals.following import (
    Task,
    call_sheet,
    call_sheets,
    follow_up_queue,
    provider_delays,
    save_provider_delays,
    silence,
)
from app.referrals.lifecycle import Delays
from app.referrals.needs import needs_of
from app.referrals.provider_figures import provider_figures
from app.referrals.referring import issue_slip
from app.referrals.said import NeedState
from app.referrals.six_months import AFTER_DAYS, FollowUpForm, due_on, record_follow_up
from app.workspace import FixedClock, Workspace

PROVIDER = "reseau_entreprendre_maroc"
DAY = date(2026, 11, 24)


@pytest.fixture
def someone(either: Workspace) -> UUID:
    paper = PaperForm("carte_immatriculation", None, None, date(2028, 1, 1))
    person_id = register_person(either, PersonForm(given_name="Essai", family_name="Suivi", city="Rabat"), (paper,)).id
    record_consent(either, person_id, "dossier")
    return person_id


def refer(workspace: Workspace, person_id: UUID, slug: str = PROVIDER, provider: str = PROVIDER) -> str:
    """A referral of the person, consent given. Gives the slip's code."""
    record_consent(workspace, person_id, "sharing", provider_id=find_provider(workspace, provider))
    return issue_slip(workspace, person_id, slug, SlipOptions()).code


def later(workspace: Workspace, days: int) -> Workspace:
    return replace(workspace, clock=FixedClock(workspace.clock.now() + timedelta(days=days)))


def test_every_line_of_the_queue_says_whose_turn_since_when_until_when(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)

    (line,) = follow_up_queue(either)
    assert (line.task, line.turn, line.since, line.due_on, line.is_late) == (
        Task.ANSWER, "agency", DAY, DAY + timedelta(days=7), False,
    )  # fmt: skip
    assert follow_up_queue(later(either, 8))[0].is_late
    record_answer(either, code, "received")
    (line,) = follow_up_queue(either, mine=True)
    assert (line.turn, line.due_on) == ("provider", DAY + timedelta(days=15))


def test_a_provider_s_own_delays_count_from_the_next_step_on(either: Workspace, someone: UUID) -> None:
    provider_id = find_provider(either, PROVIDER)
    save_provider_delays(either, provider_id, replace(Delays(), after_receipt=3))
    code = refer(either, someone)

    assert provider_delays(either, provider_id).after_receipt == 3
    assert record_answer(either, code, "received").due_on == DAY + timedelta(days=3)
    with pytest.raises(Refused, match="delay_impossible"):
        save_provider_delays(either, provider_id, replace(Delays(), waiting=0))


def test_all_of_a_provider_s_open_referrals_stand_on_one_call_sheet(either: Workspace, someone: UUID) -> None:
    provider_id = find_provider(either, PROVIDER)
    first = refer(either, someone)
    add_need(either, someone, "Un second besoin")
    second = refer(either, someone)

    (sheet,) = call_sheets(later(either, 9))
    assert (sheet.provider_id, sheet.open, sheet.late) == (provider_id, 2, 2)
    for row in call_sheet(either, provider_id):
        record_answer(either, row.code, "refused", reason="changed_mind")
    assert call_sheet(either, provider_id) == []
    assert {first, second} == {first, second}
    told = silence(either)
    assert (told.open, told.without_owner, told.issued, told.answered) == (0, 0, 2, 2)


def test_what_a_provider_answered_is_told_where_one_chooses(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    record_answer(later(either, 10), code, "accepted")

    figures = provider_figures(either)[find_provider(either, PROVIDER)]

    assert (figures.issued, figures.answered, figures.accepted, figures.median_days) == (1, 1, 1, 10)


def test_a_coded_refusal_teaches_and_offers_the_next_option_at_once(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    referral_id = referral_details(either, code=code).card.id

    record_answer(either, code, "refused", reason="criterion_not_met", criterion="situations")

    (lesson,) = lessons(either, open_only=True)
    assert (lesson.slug, lesson.criterion, lesson.on, lesson.situations) == (
        PROVIDER, "situations", DAY, ("carte_immatriculation",),
    )  # fmt: skip
    offered = next_options(either, referral_id)
    assert offered
    assert PROVIDER not in {one.slug for one in offered}
    settle_lesson(either, lesson.id, "dismissed")
    assert lessons(either, open_only=True) == []
    undo_last(either)
    assert lessons(either, open_only=True)


def test_a_refusal_of_one_person_teaches_nothing_of_the_entry(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)

    with pytest.raises(Refused, match="criterion_unknown"):
        record_answer(either, code, "refused", reason="criterion_not_met", criterion="horoscope")
    record_answer(either, code, "refused", reason="changed_mind")

    assert lessons(either) == []


def test_no_funds_until_a_date_comes_back_on_that_date(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    record_answer(either, code, "refused", reason="no_funds", until=DAY + timedelta(days=30))

    assert follow_up_queue(either) == []
    (line,) = follow_up_queue(later(either, 31))
    assert (line.task, line.turn, line.is_late) == (Task.RETRY, "agent", True)


def test_six_months_after_a_result_somebody_asks(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    referral_id = record_answer(either, code, "accepted").id
    record_result(either, code, "funded", amount_centimes=1_000_000)
    half_year_on = later(either, AFTER_DAYS + 1)

    assert follow_up_queue(either) == []
    (line,) = follow_up_queue(half_year_on)
    assert (line.task, line.may_call) == (Task.SIX_MONTHS, False)
    record_consent(either, someone, "contact")
    assert follow_up_queue(half_year_on)[0].may_call
    record_follow_up(half_year_on, referral_id, FollowUpForm(reached=False))
    assert follow_up_queue(half_year_on) == []
    assert follow_up_queue(later(half_year_on, 15))
    record_follow_up(
        half_year_on, referral_id, FollowUpForm(True, money_came=True, business_alive=None, is_satisfied=True)
    )
    assert follow_up_queue(later(half_year_on, 60)) == []


def test_a_follow_up_needs_a_result_and_answers_need_somebody_reached(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    referral_id = referral_details(either, code=code).card.id

    with pytest.raises(Refused, match="without_result"):
        record_follow_up(either, referral_id, FollowUpForm(reached=True))
    with pytest.raises(Refused, match="not_reached"):
        record_follow_up(either, referral_id, FollowUpForm(reached=False, money_came=True))


@pytest.mark.parametrize(
    ("attempts", "due"),
    [
        ([], date(2026, 7, 3)),
        ([(date(2026, 7, 5), False)], date(2026, 7, 19)),
        ([(date(2026, 7, 5), True)], None),
        ([(date(2026, 7, 5), False)] * 3, None),
    ],
)
def test_a_follow_up_comes_back_until_somebody_is_reached_but_not_for_ever(
    attempts: list[tuple[date, bool]], due: date | None
) -> None:
    assert due_on(date(2026, 1, 1), attempts) == due


def test_a_redirection_is_linked_and_its_need_stays_under_way(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    other = refer(either, someone, "bank_account", "commercial_banks")

    close_referral(either, code, "redirected", redirected_to=other)

    assert referral_details(either, code=code).redirected_to == referral_details(either, code=other).card.number
    (need,) = needs_of(either, someone)
    assert (need.state, need.referrals, need.open) == (NeedState.UNDER_WAY, 2, 1)
    with pytest.raises(Refused, match="redirected_elsewhere"):
        close_referral(either, other, "redirected", redirected_to=other)


def test_an_answer_older_than_the_referral_is_refused(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)

    with pytest.raises(Refused, match="before_issue"):
        record_answer(either, code, "accepted", on=DAY - timedelta(days=1))


def test_the_details_say_who_recorded_each_step_and_what_each_side_says(either: Workspace, someone: UUID) -> None:
    code = refer(either, someone)
    record_answer(either, code, "accepted", source="coupon")
    record_answer(either, code, "refused", reason="other", source="person")

    details = referral_details(either, code=code)

    assert details.said.disagree
    assert {step.author for step in details.steps} == {"Amina Essai"}


def test_a_coupon_of_another_agency_says_which(
    either: Workspace, someone: UUID, elsewhere: Callable[[], Workspace]
) -> None:
    code = refer(either, someone)

    with pytest.raises(NotFound, match="other_agency"):
        record_answer(elsewhere(), code, "accepted")


@pytest.fixture
def elsewhere(either: Workspace) -> Callable[[], Workspace]:
    """The same base seen from an agency made for the test."""
    from app.upkeep.demo import fill_demo
    from app.workspace import AgencyCard
    from db.models import Agency

    def open_there() -> Workspace:
        fill_demo(either, 1, seed=1)
        with either.database.read() as session:
            other = session.query(Agency).filter(Agency.id != either.agency.id).first()
        assert other is not None
        card = AgencyCard(other.id, other.code, other.label, other.name, other.city, None, False)
        return replace(either, agency=card)

    return open_there
