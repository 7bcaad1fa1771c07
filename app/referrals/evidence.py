"""Refusals teach (PRODUCT.md R6): a coded refusal becomes dated evidence on a criterion and a proposal to the supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.accounts.number_series import spoken_code
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.funding.criteria import Verdict
from app.funding.directory import entry_by_slug, facts_of
from app.funding.editing import Criteria, change_criteria
from app.funding.entry_writer import criterion_data
from app.funding.matching import match_person
from app.referrals.lifecycle import Step
from app.referrals.proposals import fact_on, proposed
from db.models import (
    DirectoryEntry,
    EntryVersion,
    EvidenceState,
    Provider,
    Referral,
    ReferralStep,
    RefusalEvidence,
    Slip,
)

if TYPE_CHECKING:
    from app.workspace import Workspace

TEACHING = frozenset({"criterion_not_met", "papers_missing", "no_funds"})
"""The reasons that say something of the entry; the others say something of one person."""
DECISIONS = ("taken", "dismissed")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One refusal as evidence: what was refused, on which criterion, when, to somebody who was what.

    `code`, `number` and the provider's `words` are of the referral, told within its agency and as long as it is there;
    `entry_version` is the version of the entry that was made of it.
    """

    id: UUID
    version: int
    entry_id: UUID
    slug: str
    entry: dict[str, str]
    provider: dict[str, str]
    on: date
    reason: str
    criterion: str | None
    situations: tuple[str, ...]
    fact: str | None
    retry_on: date | None
    state: str
    entry_version: int | None
    code: str | None = None
    number: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a refusal proposes: all the criteria of the entry with the one changed; `is_complete` says that it tells how."""

    lesson: Lesson
    criteria: dict[str, dict[str, object] | None]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class NextOption:
    """Where somebody refused may be referred instead, with its verdict."""

    slug: str
    title: dict[str, str]
    verdict: str


def learn(
    workspace: Workspace, session: Session, referral: Referral, on: date, reason: str, criterion: str | None, retry_on: date | None
) -> None:  # fmt: skip
    """Keeps what a refusal says of the entry. Raises Refused when the criterion is none of the entry's."""
    if criterion is not None and criterion not in criteria_of(session, referral.entry_id):
        raise Refused("referral.criterion_unknown", criterion=criterion)
    if reason not in TEACHING:
        return
    facts = facts_of(workspace, session, referral.person_id)
    session.add(
        RefusalEvidence(
            entry_id=referral.entry_id, provider_id=referral.provider_id, referral_id=referral.id, on=on, reason=reason,
            criterion=criterion, situations=sorted(facts.situations), fact=criterion and fact_on(facts, criterion, on),
            retry_on=retry_on, state=EvidenceState.OPEN,
        )
    )  # fmt: skip


def criteria_of(session: Session, entry_id: UUID) -> tuple[str, ...]:
    """The criteria of an entry by their keys, in its order; what anybody may be refused on stands among them."""
    slug = session.scalar(select(DirectoryEntry.slug).where(DirectoryEntry.id == entry_id)) or ""
    return tuple(dict.fromkeys(one.key.value for one in entry_by_slug(session, slug).entry.criteria))


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referral.criteria_read")
def refusal_criteria(workspace: Workspace, referral_id: UUID) -> tuple[str, ...]:
    """The criteria a refusal of this referral may rest on. Raises NotFound."""
    with reading(workspace) as session:
        return criteria_of(session, _own(workspace, session, referral_id).entry_id)


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="evidence.listed")
def lessons(workspace: Workspace, *, entry_id: UUID | None = None, open_only: bool = False) -> list[Lesson]:
    """What refusals taught, the newest first: of one entry, or of all."""
    query = _query().order_by(RefusalEvidence.on.desc(), RefusalEvidence.id.desc())
    if entry_id is not None:
        query = query.where(RefusalEvidence.entry_id == entry_id)
    if open_only:
        query = query.where(RefusalEvidence.state == EvidenceState.OPEN)
    with reading(workspace) as session:
        return [_lesson(workspace, session, row) for row in session.execute(query.limit(500))]


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="evidence.proposal_read")
def proposal_of(workspace: Workspace, lesson_id: UUID) -> Proposal:
    """The entry's criteria as the refusal would have them, to be read, changed and saved. Raises NotFound."""
    with reading(workspace) as session:
        found = session.execute(_query().where(RefusalEvidence.id == lesson_id)).first()
        if found is None:
            raise NotFound("referral.evidence_not_found")
        lesson = _lesson(workspace, session, found)
        entry = entry_by_slug(session, lesson.slug).entry
        criteria: dict[str, dict[str, object] | None] = {one.key.value: criterion_data(one) for one in entry.criteria}
        change = proposed(entry, lesson.criterion, lesson.situations, lesson.fact) if lesson.criterion else None
        if change is not None and lesson.criterion is not None:
            criteria[lesson.criterion] = change
        return Proposal(lesson, criteria, change is not None)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="evidence.taken")
def take_lesson(workspace: Workspace, lesson_id: UUID, version: int, criteria: Criteria, reason: str) -> int:
    """Keeps the criteria that a refusal led to as a version of the entry, and both know of each other.

    Raises what `change_criteria` raises. Gives the entry's new version.
    """
    with writing(workspace) as session:
        row = session.get(RefusalEvidence, lesson_id)
        if row is None:
            raise NotFound("referral.evidence_not_found")
        slug = session.scalar(select(DirectoryEntry.slug).where(DirectoryEntry.id == row.entry_id)) or ""
        changed = change_criteria(workspace, slug, version, criteria, reason)
        settle_lesson(workspace, lesson_id, EvidenceState.TAKEN.value)
        newest = select(func.max(EntryVersion.number)).where(EntryVersion.entry_id == row.entry_id)
        row.entry_version = session.scalar(newest)
        return changed


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="evidence.settled")
def settle_lesson(workspace: Workspace, lesson_id: UUID, decision: str) -> None:
    """What the supervisor made of a proposal: `taken` (the directory says it), or `dismissed`. Raises NotFound, Refused."""
    if decision not in DECISIONS:
        raise Refused("referral.evidence_decision")
    with writing(workspace) as session:
        row = session.get(RefusalEvidence, lesson_id)
        if row is None:
            raise NotFound("referral.evidence_not_found")
        row.state = EvidenceState(decision)
        row.decided_on, row.decided_by = workspace.clock.today(), workspace.user.id


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referral.next_options_read")
def next_options(workspace: Workspace, referral_id: UUID, most: int = 3) -> tuple[NextOption, ...]:
    """What is open to the person instead, best first, without what this need was already referred to. Raises NotFound."""
    with reading(workspace) as session:
        referral = _own(workspace, session, referral_id)
        tried = set(session.scalars(select(Referral.entry_id).where(Referral.need_id == referral.need_id)))
        kind = session.scalar(select(DirectoryEntry.kind).where(DirectoryEntry.id == referral.entry_id))
        judged = match_person(workspace, referral.person_id).judged
        fitting = [
            one
            for one in judged
            if one.verdict.verdict in (Verdict.ELIGIBLE, Verdict.ASK)
            and one.listed.id not in tried
            and one.listed.entry.kind.value == (kind.value if kind else None)
        ]
        return tuple(
            NextOption(
                one.listed.entry.id,
                {language: one.listed.entry.title.get(language) for language in ("fr", "ar", "en")},
                one.verdict.verdict.value,
            )
            for one in fitting[:most]
        )


def _own(workspace: Workspace, session: Session, referral_id: UUID) -> Referral:
    query = select(Referral).where(Referral.id == referral_id, Referral.agency_id == workspace.agency.id)
    referral = session.scalars(query).first()
    if referral is None:
        raise NotFound("slip.not_found")
    return referral


def _query() -> Select[RefusalEvidence, str, dict[str, object], dict[str, str], UUID | None]:
    return (
        select(RefusalEvidence, DirectoryEntry.slug, DirectoryEntry.body, Provider.name, Referral.agency_id)
        .join(DirectoryEntry, DirectoryEntry.id == RefusalEvidence.entry_id)
        .join(Provider, Provider.id == RefusalEvidence.provider_id)
        .outerjoin(Referral, Referral.id == RefusalEvidence.referral_id)
    )


def _lesson(
    workspace: Workspace,
    session: Session,
    found: Row[RefusalEvidence, str, dict[str, object], dict[str, str], UUID | None],
) -> Lesson:
    row, slug, body, provider, agency_id = found
    title = body.get("title")
    names = {str(k): str(v) for k, v in title.items()} if isinstance(title, dict) else {}
    code = words = None
    if agency_id == workspace.agency.id:
        newest = select(Slip.code).where(Slip.referral_id == row.referral_id).order_by(Slip.edition.desc()).limit(1)
        code = session.scalar(newest)
        told = select(ReferralStep.note).where(
            ReferralStep.referral_id == row.referral_id, ReferralStep.kind == Step.REFUSED, ReferralStep.on == row.on
        )
        words = session.scalar(told.where(ReferralStep.note.is_not(None)).limit(1))
    return Lesson(
        row.id, row.version, row.entry_id, slug, names, provider, row.on, row.reason, row.criterion, tuple(row.situations),
        row.fact, row.retry_on, row.state.value, row.entry_version, code, spoken_code(session, code) if code else None,
        words,
    )  # fmt: skip
