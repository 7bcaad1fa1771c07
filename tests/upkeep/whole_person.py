"""A person who stands in as many tables as the use cases allow, with a canary in every personal field."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import select

from app.accounts.drafts import save_draft
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.appointments.booking import book, list_hosts, set_outcome
from app.people.consents import find_provider, record_consent
from app.people.contacts import add_note
from app.people.dates import BirthDate
from app.people.dossier import add_need, save_project
from app.people.forms import PaperForm, PersonForm, PhoneForm, ProjectForm
from app.people.registration import register_person, save_paper
from app.referrals.answers import record_answer, record_result, reopen_referral
from app.referrals.cases import SlipOptions
from app.referrals.referring import archive_slip, issue_slip
from app.referrals.six_months import FollowUpForm, record_follow_up
from app.workspace import Workspace
from db.files import store_bytes
from db.models import (
    Attachment,
    AttachmentKind,
    CallBack,
    DossierRequest,
    FollowUp,
    Household,
    HouseholdMember,
    ImportedRow,
    OutreachSession,
    PersonMerge,
    Referral,
    RequestState,
    RetentionReview,
    TwinPair,
    TwinState,
    WalkIn,
)
from db.types import uuid7

CANARY = "Zzyzxcanari"
PHONE = "+212600987654"
PAPER = "ZZ987654"


def a_whole_person(workspace: Workspace) -> UUID:
    """Registered, consenting, referred, answered, booked, noted, in a household, with files, drafts, twins and a merge."""
    form = PersonForm(
        given_name=f"{CANARY} Prénom", family_name=f"{CANARY} Nom", name_ar="زززكناري", known_as=CANARY, sex="F",
        birth=BirthDate(date(1991, 5, 17)), nationality="GIN", city="Rabat", phones=(PhoneForm(PHONE, f"frère {CANARY}"),),
        neighbourhood=f"quartier {CANARY}", note=f"note {CANARY}", carer_name=f"tutrice {CANARY}", external_id=f"X-{CANARY}",
    )  # fmt: skip
    papers = (
        PaperForm("carte_immatriculation", PAPER, date(2026, 1, 5), date(2027, 1, 4)),
        PaperForm("passport", CANARY),
    )
    person_id = register_person(workspace, form, papers).id
    provider_id = find_provider(workspace, "amappe")
    for purpose in ("dossier", "statistics", "contact"):
        record_consent(workspace, person_id, purpose)
    record_consent(workspace, person_id, "sharing", provider_id=provider_id)
    project_id = save_project(workspace, person_id, ProjectForm(title=f"projet {CANARY}", stage="idea"))
    add_need(workspace, person_id, f"besoin {CANARY}", 150000, project_id)
    save_paper(workspace, person_id, PaperForm("recepisse", f"R-{CANARY}"))
    add_note(workspace, person_id, f"dit {CANARY}")
    issued = issue_slip(
        workspace, person_id, "amappe_hcr_agr", SlipOptions(provider="amappe", reason=f"motif {CANARY}")
    )
    archive_slip(workspace, issued.slip_id)
    record_answer(workspace, issued.code, "refused", reason="papers_missing")
    reopen_referral(workspace, issued.code)
    referral_id = record_answer(workspace, issued.code, "accepted").id
    record_result(workspace, issued.code, "started")
    record_follow_up(workspace, referral_id, FollowUpForm(reached=True, business_alive=True, note=f"vu {CANARY}"))
    host = list_hosts(workspace)[0].id
    day = workspace.clock.today() + timedelta(days=1)
    meeting = book(workspace, person_id, host, day, time(10), 30, purpose=f"objet {CANARY}")
    set_outcome(workspace, meeting.id, "came")
    _the_rest(workspace, person_id)
    save_draft(workspace, uuid7(), "reception", "brouillon", {"person": str(person_id), "values": {"x": CANARY}})
    return person_id


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="test.filled")
def _the_rest(workspace: Workspace, person_id: UUID) -> None:
    """Rows that no use case of this room makes by itself."""
    today, now = workspace.clock.today(), workspace.clock.now()
    other = register_person(workspace, PersonForm(given_name="Awa", family_name="Essai-Autre")).id
    with writing(workspace) as session:
        visit = OutreachSession(agency_id=workspace.agency.id, agent_id=workspace.user.id, day=today)
        home = Household(agency_id=workspace.agency.id, hcr_case=f"HCR {CANARY}", address=f"rue {CANARY}")
        session.add_all([visit, home])
        session.flush()
        file_id = store_bytes(session, workspace.database, CANARY.encode())
        session.add_all(
            [
                CallBack(session_id=visit.id, name=CANARY, phone=PHONE, person_id=person_id),
                HouseholdMember(household_id=home.id, person_id=person_id, place="self"),
                WalkIn(agency_id=workspace.agency.id, person_id=person_id, day=today, code="30010026000017", label=CANARY,
                       arrived_at=now),
                Attachment(person_id=person_id, kind=AttachmentKind.OTHER, name=f"{CANARY}.pdf", media_type="application/pdf",
                           size=3, file_id=file_id),
                TwinPair(left_id=other, right_id=person_id, score=0.6, state=TwinState.TO_REVIEW),
                PersonMerge(survivor_id=person_id, merged_id=uuid7(), merged_code="10010026099993",
                            merged_external_id=f"M-{CANARY}", merged_sort_name=CANARY, snapshot={"name": CANARY}),
                DossierRequest(person_id=person_id, asking_agency_id=workspace.agency.id,
                               holding_agency_id=workspace.agency.id, state=RequestState.OPEN, asked_for=CANARY),
                FollowUp(referral_id=session.scalars(select(Referral.id)).one(), on=today, reached=True, note=CANARY),
                ImportedRow(agency_id=workspace.agency.id, key="0" * 64, nth=1, person_id=person_id),
                RetentionReview(person_id=person_id, reviewed_on=today, keep_until=today, reason=CANARY),
            ]
        )  # fmt: skip
