"""What a slip is about, gathered once: person, entry, provider, branch, verdict, need, and everything the paper says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ConsentMissing, NotFound, Refused
from app.funding.criteria import Verdict
from app.funding.directory import (
    ListedBranch,
    ListedEntry,
    ListedProvider,
    entry_by_slug,
    facts_of,
    judge_entry,
    providers_of,
)
from app.people.consents import consents_of
from app.people.dossier import birth_of
from app.people.names import display_name
from app.people.registration import load_person
from app.referrals.letter_wordings import slip_note
from app.workspace import LOCAL_ZONE
from db.models import Agency, Appointment, Consent, Host, Need, Person
from reports.pdf.slip import SlipAppointment, SlipData

if TYPE_CHECKING:
    from app.workspace import Workspace

LANGUAGES = ("fr-ar", "en-ar", "en-fr")
FORMATS = ("a4", "a5", "80mm")
SHAREABLE = ("birth", "phone")


@dataclass(frozen=True, slots=True)
class SlipOptions:
    """How a slip is wanted. `need_id` None is the latest need (made if none); `shared` are the ticked extra data."""

    need_id: UUID | None = None
    provider: str | None = None
    branch_id: UUID | None = None
    languages: str = "fr-ar"
    paper_format: str = "a4"
    reason: str | None = None
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SlipCase:
    """Everything one slip rests on."""

    person: Person
    listed: ListedEntry
    provider: ListedProvider
    branch: ListedBranch | None
    verdict: Verdict
    need: Need | None
    data: SlipData


def slip_case(workspace: Workspace, session: Session, person_id: UUID, slug: str, options: SlipOptions) -> SlipCase:
    """Gathers it. Raises NotFound, Refused (several providers: one is to be chosen)."""
    person = load_person(workspace, session, person_id)
    listed = entry_by_slug(session, slug)
    provider = _provider(providers_of(session, slug), options.provider)
    branch = _branch(provider, options.branch_id)
    verdict = judge_entry(listed, facts_of(workspace, session, person_id)).verdict
    need = _need(session, person_id, options.need_id)
    data = _data(workspace, session, person, listed, provider, branch, verdict, need, options)
    return SlipCase(person, listed, provider, branch, verdict, need, data)


def require_consents(workspace: Workspace, session: Session, person_id: UUID, provider: ListedProvider) -> None:
    """Raises ConsentMissing unless the person agreed to a dossier, and to sharing with that provider."""
    given = {(c.purpose, c.provider_id) for c in consents_of(session, person_id, workspace.clock.today()) if c.in_force}
    if ("dossier", None) not in given:
        raise ConsentMissing("consent.dossier_needed")
    if ("sharing", provider.id) not in given:
        raise ConsentMissing("consent.sharing_needed", provider=provider.name.fr)


def _need(session: Session, person_id: UUID, need_id: UUID | None) -> Need | None:
    query = select(Need).where(Need.person_id == person_id)
    if need_id is not None:
        query = query.where(Need.id == need_id)
    return session.scalars(query.order_by(Need.number.desc())).first()


def _provider(providers: tuple[ListedProvider, ...], slug: str | None) -> ListedProvider:
    running = [one for one in providers if one.role == "runs"] or list(providers)
    if slug is not None:
        found = next((one for one in providers if one.slug == slug), None)
        if found is None:
            raise NotFound("provider.not_found", provider=slug)
        return found
    if len(running) != 1:
        raise Refused("referral.choose_provider", providers=", ".join(one.slug for one in running))
    return running[0]


def _branch(provider: ListedProvider, branch_id: UUID | None) -> ListedBranch | None:
    if branch_id is not None:
        return next((one for one in provider.branches if one.id == branch_id), None)
    return provider.branches[0] if len(provider.branches) == 1 else None


def _data(
    workspace: Workspace, session: Session, person: Person, listed: ListedEntry, provider: ListedProvider,
    branch: ListedBranch | None, verdict: Verdict, need: Need | None, options: SlipOptions,
) -> SlipData:  # fmt: skip
    from app.people.consents import wording

    agency = session.get_one(Agency, workspace.agency.id)
    latest = select(Consent).where(Consent.person_id == person.id, Consent.provider_id == provider.id)
    consent = session.scalars(latest.order_by(Consent.answered_at.desc())).first()
    names = {lang: provider.name.get(lang) for lang in ("fr", "ar", "en")}
    texts = {lang: wording(workspace, "sharing", lang, names[lang]) for lang in names}
    confirmed = branch is not None and branch.is_confirmed
    return SlipData(
        number=None, code=None, issued_on=workspace.clock.today(), agency={"fr": agency.name, "ar": agency.name_ar or agency.name},
        agency_phone=agency.phone, agent=workspace.user.display_name,
        person=display_name(person.family_name, person.given_name, person.name_ar) or person.known_as or "",
        person_ar=person.name_ar, extras=_extras(person, options.shared),
        purpose=need.purpose if need else None, amount_centimes=need.amount_centimes if need else None,
        entry={lang: listed.entry.title.get(lang) for lang in names}, provider=names,
        branch=branch.name if branch else None, address=branch.address if branch and confirmed else None,
        phone=branch.phone if branch and confirmed else None, hours=None, address_confirmed=confirmed,
        phone_first=verdict is Verdict.ASK,
        documents=tuple({lang: one.text.get(lang) for lang in names} for one in listed.entry.documents),
        appointment=_appointment(workspace, session, person.id),
        consent={lang: text.text for lang, text in texts.items()}, consent_is_model=texts["fr"].is_model,
        consent_on=consent.answered_at.astimezone(LOCAL_ZONE).date() if consent else None, logo=agency.logo,
        languages=options.languages, paper_format=options.paper_format, note=slip_note(workspace, session),
    )  # fmt: skip


def _extras(person: Person, shared: frozenset[str]) -> tuple[tuple[str, str], ...]:
    from app.people.dates import format_birth
    from resources.i18n import format_phone

    found: list[tuple[str, str]] = []
    birth = birth_of(person)
    if "birth" in shared and birth is not None:
        found.append(("Né·e", format_birth(birth)))
    if "phone" in shared and person.phones:
        found.append(("Téléphone", format_phone(person.phones[0].number)))
    return tuple(found)


def _appointment(workspace: Workspace, session: Session, person_id: UUID) -> SlipAppointment | None:
    query = select(Appointment, Host.name).join(Host).where(
        Appointment.person_id == person_id, Appointment.starts_at >= workspace.clock.now(), Appointment.outcome.is_(None)
    )  # fmt: skip
    row = session.execute(query.order_by(Appointment.starts_at).limit(1)).first()
    return SlipAppointment(row[0].day, row[0].starts, row[1], row[0].place) if row else None
