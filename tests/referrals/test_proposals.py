"""Refusals teach: what one proposes, the version it leads to, and the provider's words kept as they were said."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.accounts.undo import undo_last
from app.errors import NotFound
from app.funding.checks import entry_page
from app.funding.criteria import CriterionKey, Verdict
from app.funding.editing import edited_entry
from app.funding.matching import match_person
from app.funding.verdicts import evaluate
from app.funding.versions import versions_of
from app.people.consents import find_provider, record_consent
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person
from app.referrals.answers import hand_over, record_answer, referral_details
from app.referrals.cases import SlipOptions
from app.referrals.evidence import lessons, proposal_of, take_lesson
from app.referrals.proposals import proposed
from app.referrals.referring import issue_slip
from app.workspace import Workspace
from tests.funding.directory import an_entry, someone

PROVIDER = "reseau_entreprendre_maroc"


@pytest.fixture
def code(either: Workspace) -> str:
    paper = PaperForm("carte_immatriculation", None, None, date(2028, 1, 1))
    person_id: UUID = register_person(either, PersonForm(given_name="Essai", family_name="Appris"), (paper,)).id
    record_consent(either, person_id, "dossier")
    record_consent(either, person_id, "sharing", provider_id=find_provider(either, PROVIDER))
    return issue_slip(either, person_id, PROVIDER, SlipOptions()).code


@pytest.mark.parametrize(
    ("criterion", "stated", "situations", "fact", "expected"),
    [
        ("account_required", {}, (), "no", {"required": True}),
        ("account_required", {}, (), "yes", None),
        ("age_max", {}, (), "63", {"at_most": 62}),
        ("age_min", {"age_min": {"at_least": 18}}, (), "20", {"at_least": 21}),
        ("age_min", {}, (), None, None),
        ("stage", {}, (), "idea", {"among": ["creation", "existing"]}),
        ("stage", {"stage": {"among": ["idea"]}}, (), "idea", None),
        ("legal_form", {"legal_form": {"among": ["company", "cooperative"]}}, (), "company", {"among": ["cooperative"]}),
        ("cities", {"cities": {"served": ["Rabat", "Fès"]}}, (), "rabat", {"served": ["Fès"], "exclusive": True}),
        ("cities", {"cities": {"served": ["nationwide"]}}, (), "Rabat", None),
        ("cities", {}, (), "Rabat", None),
        ("situations", {}, (), None, None),
        ("sector", {}, ("recepisse",), None, None),
    ],
)  # fmt: skip
def test_a_refusal_proposes_the_least_that_would_refuse_the_same_person(
    criterion: str, stated: dict[str, object], situations: tuple[str, ...], fact: str | None, expected: object
) -> None:
    assert proposed(an_entry(**stated), criterion, situations, fact) == expected


def test_a_refused_situation_moves_to_the_refused_and_the_entry_then_says_no() -> None:
    entry = an_entry()
    found = proposed(entry, "situations", {"recepisse"}, None)

    edited = edited_entry(entry, {CriterionKey.SITUATIONS.value: found})

    assert evaluate(entry, someone(situations=["recepisse"])).verdict is Verdict.ELIGIBLE
    assert evaluate(edited, someone(situations=["recepisse"])).verdict is Verdict.NOT_ELIGIBLE
    assert evaluate(edited, someone(situations=["marocain"])).verdict is Verdict.ELIGIBLE


def test_the_lesson_and_the_version_it_led_to_know_each_other(either: Workspace, code: str) -> None:
    record_answer(either, code, "refused", reason="criterion_not_met", criterion="situations", words="Pas de titre X")
    (lesson,) = lessons(either, open_only=True)
    proposal = proposal_of(either, lesson.id)
    assert (proposal.is_complete, lesson.code, lesson.words) == (True, code, "Pas de titre X")

    version = entry_page(either, PROVIDER).listed.version
    take_lesson(either, lesson.id, version, proposal.criteria, "Dit au téléphone")

    (taken,) = lessons(either)
    assert (taken.state, taken.entry_version) == ("taken", versions_of(either, PROVIDER)[0].number)
    assert versions_of(either, PROVIDER)[0].reason == "Dit au téléphone"
    person_id = referral_details(either, code=code).card.person.id
    judged = {one.listed.entry.id: one.verdict.verdict for one in match_person(either, person_id).judged}
    assert judged[PROVIDER] is Verdict.NOT_ELIGIBLE

    undo_last(either)
    assert [one.state for one in lessons(either)] == ["open"]
    with pytest.raises(NotFound, match="evidence"):
        take_lesson(either, either.agency.id, version, proposal.criteria, "?")


def test_what_was_said_is_kept_and_the_slip_can_be_handed_over(workspace: Workspace) -> None:
    person_id = register_person(workspace, PersonForm(given_name="Essai")).id
    record_consent(workspace, person_id, "dossier")
    record_consent(workspace, person_id, "sharing", provider_id=find_provider(workspace, PROVIDER))
    slip = issue_slip(workspace, person_id, PROVIDER, SlipOptions()).code
    assert hand_over(workspace, slip).progress == "handed_over"
    assert record_answer(workspace, slip, "awaiting_person").owner == "agent"

    record_answer(workspace, slip, "refused", reason="papers_missing", words="  attestation de siège  ")

    assert referral_details(workspace, code=slip).steps[-1].words == "attestation de siège"
