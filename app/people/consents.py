"""Consent: what was read aloud, what the person answered, and whether it holds. Source: PRODUCT.md P5, law 09-08."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.forms import ConsentCard
from app.people.registration import load_person
from app.people.wordings import FIRST_EDITION, WORDINGS
from app.workspace import LOCAL_ZONE
from db.models import Answer, Consent, ConsentWording, Draft, Manner, Provider, Purpose, RefusalCount

if TYPE_CHECKING:
    from app.workspace import Workspace

AFTER_WITHDRAWAL: list[Callable[[Workspace, Session, UUID, str, UUID | None], None]] = []
"""Rooms add here what must stop when a consent ends (open referrals)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words to read aloud. `is_model` until the data-protection officer signed them off."""

    text: str
    sha256: str
    is_model: bool


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="consent.wording_read")
def wording(workspace: Workspace, purpose: str, language: str, provider_name: str | None = None) -> Wording:
    """The words of a purpose in a language, with the provider's name in its place. Raises NotFound."""
    with reading(workspace) as session:
        return _wording(session, Purpose(purpose), language, provider_name)


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
    """Keeps what the person answered, with the hash of the words read to them. A withdrawal stops what depends on it.

    Raises NotFound, Refused (sharing without a named provider).
    """
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        provider = session.get(Provider, provider_id) if provider_id else None
        if (purpose == Purpose.SHARING) != (provider is not None):
            raise Refused("consent.provider_missing")
        words = _wording(session, Purpose(purpose), language, provider.name.get(language) if provider else None)
        row = Consent(
            person_id=person_id, purpose=Purpose(purpose), provider_id=provider_id, answer=Answer(answer),
            manner=Manner(manner), language=language, wording_hash=words.sha256, answered_at=workspace.clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        if row.answer is not Answer.GIVEN:
            for follow in AFTER_WITHDRAWAL:
                follow(workspace, session, person_id, purpose, provider_id)
        return _card(row, workspace.clock.today())


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
    rows = session.scalars(
        select(Consent).where(Consent.person_id == person_id).order_by(Consent.answered_at.desc(), Consent.id.desc())
    )
    latest: dict[tuple[str, UUID | None], Consent] = {}
    for row in rows:
        latest.setdefault((row.purpose, row.provider_id), row)
    return tuple(_card(row, on) for row in latest.values())


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="provider.looked_up")
def find_provider(workspace: Workspace, slug: str) -> UUID:
    """The id of a provider named by its slug. Raises NotFound."""
    with reading(workspace) as session:
        return provider_by_slug(session, slug)


def provider_by_slug(session: Session, slug: str) -> UUID:
    """The id of a provider named by its slug. Raises NotFound."""
    found = session.scalar(select(Provider.id).where(func.lower(Provider.slug) == slug.strip().lower()))
    if found is None:
        raise NotFound("provider.not_found", provider=slug)
    return found


def install_wordings(session: Session) -> None:
    """Puts the shipped models into a new base: to be validated before they count as more than models."""
    for purpose, texts in WORDINGS.items():
        for language, text in texts.items():
            digest = hashlib.sha256(text.encode()).hexdigest()
            session.add(
                ConsentWording(
                    purpose=Purpose(purpose), language=language, edition=FIRST_EDITION, text=text, sha256=digest
                )
            )


def _wording(session: Session, purpose: Purpose, language: str, provider_name: str | None) -> Wording:
    query = select(ConsentWording).where(ConsentWording.purpose == purpose, ConsentWording.language == language)
    row = session.scalars(query.order_by(ConsentWording.edition.desc())).first()
    if row is None:
        raise NotFound("consent.wording_missing", language=language)
    return Wording(row.text.replace("{provider}", provider_name or "…"), row.sha256, row.signed_off_at is None)


def _card(row: Consent, on: date) -> ConsentCard:
    in_force = row.answer is Answer.GIVEN and (row.valid_until is None or row.valid_until >= on)
    return ConsentCard(
        row.id, row.purpose.value, row.provider_id, row.answer.value, row.manner.value, row.language,
        row.answered_at.astimezone(LOCAL_ZONE).date(), row.wording_hash, in_force,
    )  # fmt: skip
