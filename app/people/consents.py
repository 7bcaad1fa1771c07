"""Consent: what was read aloud, what the person answered, and whether it holds. Source: PRODUCT.md P5, law 09-08."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.dates import months_after
from app.people.forms import ConsentCard
from app.people.registration import load_person
from app.people.wording_editions import CONSENT_MONTHS, Wording, wording_of
from app.workspace import LOCAL_ZONE
from db.models import Answer, Consent, Draft, Manner, Provider, Purpose, RefusalCount

if TYPE_CHECKING:
    from app.workspace import Workspace

AFTER_WITHDRAWAL: list[Callable[[Workspace, Session, UUID, str, UUID | None], None]] = []
"""Rooms add here what must stop when a consent ends (open referrals)."""


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="consent.wording_read")
def wording(workspace: Workspace, purpose: str, language: str, provider_name: str | None = None) -> Wording:
    """The words of a purpose in a language, with the provider's name in its place. Raises NotFound."""
    with reading(workspace) as session:
        return wording_of(session, Purpose(purpose), language, provider_name)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="consent.recorded")
def record_consent(
    workspace: Workspace,
    person_id: UUID,
    purpose: str,
    *,
    answer: str = "given",
    manner: str = "oral",
    language: str = "fr",
    provider_id: UUID | None = None,
) -> ConsentCard:
    """Keeps what the person answered, with the hash of the words read to them and how long it holds (a setting).

    A refusal or withdrawal stops what depends on it.

    Raises NotFound, Refused (sharing without a named provider).
    """
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        provider = session.get(Provider, provider_id) if provider_id else None
        if (purpose == Purpose.SHARING) != (provider is not None):
            raise Refused("consent.provider_missing")
        words = wording_of(session, Purpose(purpose), language, provider.name.get(language) if provider else None)
        row = Consent(
            person_id=person_id, purpose=Purpose(purpose), provider_id=provider_id, answer=Answer(answer),
            manner=Manner(manner), language=language, wording_hash=words.sha256, answered_at=workspace.clock.now(),
            valid_until=_valid_until(workspace, Purpose(purpose)) if answer == Answer.GIVEN else None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        if row.answer is not Answer.GIVEN:
            for follow in AFTER_WITHDRAWAL:
                follow(workspace, session, person_id, purpose, provider_id)
        return _card(row, workspace.clock.today(), provider)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.FINAL, audit="consent.dossier_refused")
def refuse_dossier(workspace: Workspace, draft_id: UUID) -> None:
    """The person wants no dossier: the draft goes, one anonymous head stays (P5)."""
    today = workspace.clock.today()
    with writing(workspace) as session:
        session.execute(delete(Draft).where(Draft.id == draft_id, Draft.user_id == workspace.user.id))
        count = session.get(RefusalCount, (workspace.agency.id, today))
        if count is None:
            session.add(RefusalCount(agency_id=workspace.agency.id, day=today, heads=1))
        else:
            count.heads += 1


def consents_of(session: Session, person_id: UUID, on: date) -> tuple[ConsentCard, ...]:
    """The latest answer to each purpose (for sharing: to each provider)."""
    query = select(Consent, Provider).outerjoin(Provider, Provider.id == Consent.provider_id)
    query = query.where(Consent.person_id == person_id)
    latest: dict[tuple[str, UUID | None], ConsentCard] = {}
    for row, provider in session.execute(query.order_by(Consent.answered_at.desc(), Consent.id.desc())):
        latest.setdefault((row.purpose, row.provider_id), _card(row, on, provider))
    return tuple(latest.values())


def who_agreed(session: Session, person_ids: Collection[UUID], purpose: str, on: date) -> set[UUID]:
    """Those of these people whose latest answer to a purpose is yes and still holds: whom a list may name."""
    agreed: set[UUID] = set()
    wanted = list(person_ids)
    for start in range(0, len(wanted), 500):
        query = select(Consent.person_id, Consent.answer, Consent.valid_until).where(
            Consent.person_id.in_(wanted[start : start + 500]), Consent.purpose == Purpose(purpose)
        )
        for person_id, answer, until in session.execute(query.order_by(Consent.answered_at, Consent.id)):
            holds = answer is Answer.GIVEN and (until is None or until >= on)
            agreed = agreed | {person_id} if holds else agreed - {person_id}
    return agreed


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="provider.looked_up")
def find_provider(workspace: Workspace, slug: str) -> UUID:
    """The id of a provider named by its slug. Raises NotFound."""
    with reading(workspace) as session:
        return provider_by_slug(session, slug)


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="providers.listed")
def list_recipients(workspace: Workspace) -> list[tuple[UUID, dict[str, str]]]:
    """The providers one may share with, by name; never "any bank": a recipient is named."""
    with reading(workspace) as session:
        rows = session.execute(select(Provider.id, Provider.name).where(~Provider.is_generic).order_by(Provider.slug))
        return [(row_id, name) for row_id, name in rows]


def provider_by_slug(session: Session, slug: str) -> UUID:
    """The id of a provider named by its slug. Raises NotFound."""
    found = session.scalar(select(Provider.id).where(func.lower(Provider.slug) == slug.strip().lower()))
    if found is None:
        raise NotFound("provider.not_found", provider=slug)
    return found


def _valid_until(workspace: Workspace, purpose: Purpose) -> date | None:
    months = workspace.settings.get(CONSENT_MONTHS[purpose])
    return months_after(workspace.clock.today(), months) if months > 0 else None


def _card(row: Consent, on: date, provider: Provider | None) -> ConsentCard:
    in_force = row.answer is Answer.GIVEN and (row.valid_until is None or row.valid_until >= on)
    return ConsentCard(
        row.id, row.purpose.value, row.provider_id, row.answer.value, row.manner.value, row.language,
        row.answered_at.astimezone(LOCAL_ZONE).date(), row.wording_hash, in_force, row.valid_until,
        provider.name if provider else None,
    )  # fmt: skip
