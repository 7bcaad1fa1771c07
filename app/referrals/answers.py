"""What came back: answers, results, endings, reopening; the list of referrals and one of them whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, selectinload

from app.accounts.number_series import spoken_code, spoken_number
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people import consents
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.referrals.evidence import learn
from app.referrals.lifecycle import (
    CLOSINGS,
    REFUSAL_REASONS,
    RESULTS,
    Progress,
    Step,
    Told,
    after,
    legal_steps,
)
from app.referrals.referring import slip_of_code
from app.referrals.rows import delays_of, earlier_of, state_of, steps_of, take_state, told_of
from app.referrals.said import Said, said
from db.models import AppUser, DirectoryEntry, Person, Provider, Referral, ReferralStep, Slip, Source
from db.models import Progress as ProgressColumn

if TYPE_CHECKING:
    from app.workspace import Workspace

LONGEST_WORDS = 400


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """A referral in one line, with its latest slip."""

    id: UUID
    slip_id: UUID
    code: str
    number: str
    person: PersonCard
    entry: dict[str, str]
    provider: dict[str, str]
    progress: str
    decision: str | None
    result: str | None
    ending: str | None
    owner: str | None
    due_on: date | None
    issued_on: date | None
    slip_state: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a referral's life, and who recorded it."""

    on: date
    kind: str
    source: str
    reason: str | None
    until: date | None
    amount_centimes: int | None
    criterion: str | None = None
    author: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ReferralDetails:
    """A referral with its steps, the words of both sides, what may legally follow, and where it was redirected."""

    card: ReferralCard
    steps: tuple[StepLine, ...]
    legal: frozenset[Step]
    said: Said
    redirected_to: str | None = None


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="referral.answered")
def record_answer(
    workspace: Workspace,
    code: str,
    answer: str,
    *,
    source: str = "call",
    on: date | None = None,
    reason: str | None = None,
    until: date | None = None,
    criterion: str | None = None,
    words: str | None = None,
) -> ReferralCard:
    """Keeps the provider's (or the person's) answer; a refusal may name the criterion it rests on, and teaches it.

    `words` are what was said, as it was said: which papers, or a reason that is none of ours.

    Raises Refused (illegal, same answer, unknown reason, a date before the referral), NotFound.
    """
    if answer == Step.REFUSED and reason not in REFUSAL_REASONS:
        raise Refused("referral.refusal_reason", reasons=", ".join(REFUSAL_REASONS))
    told = Told(Step(answer), on or workspace.clock.today(), source, until=until)
    return _take(workspace, code, told, reason=reason, criterion=criterion, words=words)


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="referral.result")
def record_result(
    workspace: Workspace,
    code: str,
    result: str,
    *,
    amount_centimes: int | None = None,
    on: date | None = None,
    source: str = "person",
) -> ReferralCard:
    """What the person got; closes the referral. Raises Refused unless it was accepted, NotFound."""
    if result not in RESULTS:
        raise Refused("referral.result_unknown", results=", ".join(RESULTS))
    if amount_centimes is not None and amount_centimes < 0:
        raise Refused("need.amount_impossible")
    told = Told(Step.RESULT, on or workspace.clock.today(), source, result)
    return _take(workspace, code, told, amount_centimes=amount_centimes)


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="referral.closed")
def close_referral(workspace: Workspace, code: str, how: str, *, redirected_to: str | None = None) -> ReferralCard:
    """Closes it, saying how it ended; `redirected_to` is the code of the slip that took its place.

    Raises Refused, NotFound.
    """
    if how not in CLOSINGS:
        raise Refused("referral.closing_unknown", closings=", ".join(CLOSINGS))
    with writing(workspace) as session:
        card = _take(workspace, code, Told(Step.CLOSE, workspace.clock.today(), "agency", how))
        if redirected_to is not None:
            target = _own_referral(workspace, session, redirected_to)
            if target.id == card.id or target.person_id != card.person.id:
                raise Refused("referral.redirected_elsewhere")
            session.get_one(Referral, card.id).redirected_to_id = target.id
        return card


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="referral.handed_over")
def hand_over(workspace: Workspace, code: str) -> ReferralCard:
    """The person holds the slip. Raises Refused (it is further already), NotFound."""
    return _take(workspace, code, Told(Step.HAND_OVER, workspace.clock.today(), "agency"))


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="referral.reopened")
def reopen_referral(workspace: Workspace, code: str) -> ReferralCard:
    """Opens a closed one again. Raises Refused, NotFound."""
    return _take(workspace, code, Told(Step.REOPEN, workspace.clock.today(), "agency"))


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referrals.listed")
def list_referrals(
    workspace: Workspace, *, open_only: bool = False, person_id: UUID | None = None, most: int = 500
) -> list[ReferralCard]:
    """The agency's referrals: overdue first, then by due date, closed ones last and newest first."""
    query = _query().where(Referral.agency_id == workspace.agency.id)
    if open_only:
        query = query.where(Referral.progress != ProgressColumn.CLOSED)
    if person_id is not None:
        query = query.where(Referral.person_id == person_id)
    order = (Referral.due_on.is_(None), Referral.due_on, Referral.issued_on.desc())
    with reading(workspace) as session:
        return [_card(workspace, *row) for row in session.execute(query.order_by(*order).limit(most))]


def cards(
    workspace: Workspace,
    session: Session,
    where: ColumnElement[bool],
    order: ColumnElement[Any] | InstrumentedAttribute[Any],
    most: int,
) -> list[ReferralCard]:
    """Referrals that answer `where`, in one line each, in an order."""
    return [
        _card(workspace, *row)
        for row in session.execute(_query().where(where).order_by(order, Referral.id).limit(most))
    ]


def cards_of(workspace: Workspace, session: Session, ids: list[UUID]) -> list[ReferralCard]:
    """The referrals of these ids in one line each, in the order of the ids."""
    found = {row[0].id: _card(workspace, *row) for row in session.execute(_query().where(Referral.id.in_(ids)))}
    return [found[one] for one in ids if one in found]


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referral.viewed")
def referral_details(
    workspace: Workspace, *, code: str | None = None, referral_id: UUID | None = None
) -> ReferralDetails:
    """One referral, by any code ever printed for it or by its id. Raises Refused (check digit), NotFound."""
    with reading(workspace) as session:
        if code is not None:
            referral_id = _own_referral(workspace, session, code).id
        row = session.execute(
            _query().where(Referral.id == referral_id, Referral.agency_id == workspace.agency.id)
        ).first()
        if row is None:
            raise NotFound("slip.not_found")
        referral = row[0]
        steps = steps_of(session, referral.id)
        authors = _authors(session, steps)
        lines = tuple(
            StepLine(
                s.on,
                s.kind,
                s.source.value,
                s.reason,
                s.until,
                s.amount_centimes,
                s.criterion,
                authors.get(s.created_by),
                s.note,
            )
            for s in steps
        )
        card = _card(workspace, *row)
        words = said(told_of(step) for step in steps)
        return ReferralDetails(
            card, lines, legal_steps(state_of(referral)), words, _redirection(workspace, session, referral)
        )


def _take(
    workspace: Workspace,
    code: str,
    told: Told,
    *,
    reason: str | None = None,
    amount_centimes: int | None = None,
    criterion: str | None = None,
    words: str | None = None,
) -> ReferralCard:
    with writing(workspace) as session:
        referral = _own_referral(workspace, session, code)
        if referral.issued_on is not None and told.on < referral.issued_on:
            raise Refused("referral.before_issue", on=referral.issued_on)
        _step(workspace, session, referral, told, reason, amount_centimes, criterion, words)
        if told.step is Step.REFUSED and reason is not None:
            learn(workspace, session, referral, told.on, reason, criterion, told.until)
        session.flush()
        row = session.execute(_query().where(Referral.id == referral.id)).first()
        assert row is not None  # the slip of that code stands beside it
        return _card(workspace, *row)


def _own_referral(workspace: Workspace, session: Session, code: str) -> Referral:
    """The referral of a code of the agency. Raises Refused (check digit), NotFound."""
    return session.get_one(Referral, slip_of_code(session, workspace, code).referral_id)


def _step(
    workspace: Workspace, session: Session, referral: Referral, told: Told, reason: str | None, amount: int | None,
    criterion: str | None = None, words: str | None = None,
) -> None:  # fmt: skip
    state = after(state_of(referral), told, earlier_of(session, referral.id), delays_of(session, referral.provider_id))
    take_state(referral, state)
    referral.closed_on = told.on if state.progress is Progress.CLOSED else None
    if told.step in (Step.ACCEPTED, Step.REFUSED):
        referral.decided_on, referral.refusal_reason = told.on, reason
    if told.step is Step.RESULT:
        referral.result_on, referral.amount_centimes = told.on, amount
    referral.retry_on = told.until
    session.add(
        ReferralStep(
            referral_id=referral.id, kind=told.step if told.word is None else f"{told.step}:{told.word}", on=told.on,
            at=workspace.clock.now(), source=Source(told.source), reason=reason, until=told.until, amount_centimes=amount,
            criterion=criterion, note=(words or "").strip()[:LONGEST_WORDS] or None,
        )
    )  # fmt: skip


def _authors(session: Session, steps: list[ReferralStep]) -> dict[UUID | None, str]:
    ids = {step.created_by for step in steps if step.created_by}
    named = session.execute(select(AppUser.id, AppUser.display_name).where(AppUser.id.in_(ids)))
    return {user_id: name for user_id, name in named}


def _redirection(workspace: Workspace, session: Session, referral: Referral) -> str | None:
    if referral.redirected_to_id is None:
        return None
    code = session.scalar(select(Slip.code).where(Slip.referral_id == referral.redirected_to_id).order_by(Slip.edition))
    return spoken_code(session, code) if code else None


def _query() -> Select[Referral, Slip, Person, dict[str, object], dict[str, str]]:
    other = aliased(Slip)
    newest = (
        select(func.max(other.edition)).where(other.referral_id == Referral.id).correlate(Referral).scalar_subquery()
    )
    return (
        select(Referral, Slip, Person, DirectoryEntry.body, Provider.name)
        .select_from(Referral)
        .join(Slip, (Slip.referral_id == Referral.id) & (Slip.edition == newest))
        .join(Person, Person.id == Referral.person_id)
        .join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id)
        .join(Provider, Provider.id == Referral.provider_id)
        .options(selectinload(Person.phones))
    )


def _card(
    workspace: Workspace,
    referral: Referral,
    slip: Slip,
    person: Person,
    body: dict[str, object],
    provider: dict[str, str],
) -> ReferralCard:
    title = body.get("title")
    return ReferralCard(
        referral.id, slip.id, slip.code, spoken_number(slip, slip.code, workspace.agency.label),
        card_of(person, workspace.agency.label), {str(k): str(v) for k, v in title.items()} if isinstance(title, dict) else {},
        provider, referral.progress.value, referral.decision and referral.decision.value,
        referral.result and referral.result.value, referral.ending and referral.ending.value, referral.owner,
        referral.due_on, referral.issued_on, slip.state.value,
    )  # fmt: skip


def _stop_referrals(
    workspace: Workspace, session: Session, person_id: UUID, purpose: str, provider_id: UUID | None
) -> None:
    """A withdrawn consent stops the open referrals that rest on it (P5)."""
    if purpose not in ("dossier", "sharing"):
        return
    query = select(Referral).where(Referral.person_id == person_id, Referral.progress != ProgressColumn.CLOSED)
    if provider_id is not None:
        query = query.where(Referral.provider_id == provider_id)
    told = Told(Step.CLOSE, workspace.clock.today(), "person", "consent_withdrawn")
    for referral in session.scalars(query):
        _step(workspace, session, referral, told, None, None)


consents.AFTER_WITHDRAWAL.append(_stop_referrals)
