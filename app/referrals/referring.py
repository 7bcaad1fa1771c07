"""Referring somebody: preview and issue of the slip, its reprint, its archive copy, and finding it again by its code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.number_series import reserve_number, settle_number
from app.accounts.numbers import NumberKind, parse, read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
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
from app.people.dossier import add_need, birth_of
from app.people.history import add_interaction
from app.people.names import display_name
from app.people.registration import load_person
from app.referrals.lifecycle import State, Step, Told, after
from app.workspace import LOCAL_ZONE
from db.files import read_bytes, store_bytes
from db.models import (
    Agency,
    Appointment,
    Consent,
    Host,
    InteractionKind,
    Need,
    Person,
    Referral,
    ReferralStep,
    Slip,
    SlipState,
    Source,
)
from db.models import Progress as ProgressColumn
from reports.pdf.slip import SlipAppointment, SlipData, render_slip

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
class Issued:
    """A slip that has its number."""

    slip_id: UUID
    referral_id: UUID
    code: str
    number: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Case:
    person: Person
    listed: ListedEntry
    provider: ListedProvider
    branch: ListedBranch | None
    verdict: Verdict
    need: Need | None
    data: SlipData


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.previewed")
def preview_slip(workspace: Workspace, person_id: UUID, slug: str, options: SlipOptions) -> bytes:
    """The slip as it would be: no number, nothing written, no consent needed. Raises NotFound, Refused."""
    with reading(workspace) as session:
        case = _case(workspace, session, person_id, slug, options)
    return render_slip(case.data)


@use_case(right=Right.REFER, undo=Undo.FINAL, audit="slip.issued")
def issue_slip(workspace: Workspace, person_id: UUID, slug: str, options: SlipOptions) -> Issued:
    """Refers the person: number reserved, paper made, then referral, step, slip and bytes in one transaction.

    Raises ConsentMissing (dossier, sharing with that provider), Refused (closed entry, not eligible without a reason,
    a provider to choose, one open already), NotFound. When the paper cannot be made the number is void, never reused.
    """
    with reading(workspace) as session:
        case = _case(workspace, session, person_id, slug, options)
        _check(workspace, session, case, options)
    code = _reserve(workspace)
    try:
        number = read_aloud(code, workspace.agency.label)
        content = render_slip(replace(case.data, code=code, number=number))
        return _keep(workspace, case, options, code, content)
    except BaseException:  # house: the number is given up, then raised again
        _give_up(workspace, code)
        raise


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.reprinted")
def reprint_slip(workspace: Workspace, slip_id: UUID) -> bytes:
    """The stored bytes, marked DUPLICATA. Raises NotFound."""
    from reports.pdf.tagging import duplicata
    from resources.i18n import words

    with writing(workspace) as session:
        slip = session.get(Slip, slip_id)
        if slip is None:
            raise NotFound("slip.not_found")
        content = read_bytes(session, workspace.database, slip.file_id)
        record(session, "slip.reprinted", "slip", slip_id, {})
    return duplicata(content, words("fr").tr("DUPLICATA"))


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.archived")
def archive_slip(workspace: Workspace, slip_id: UUID) -> tuple[bytes, str]:
    """The PDF/A copy of a slip and its hash, made once and kept. Raises NotFound."""
    from reports.pdf.tagging import archived

    with reading(workspace) as session:
        slip = session.get(Slip, slip_id)
        if slip is None:
            raise NotFound("slip.not_found")
        if slip.archive_id is not None:
            return read_bytes(session, workspace.database, slip.archive_id), slip.sha256
        content = archived(read_bytes(session, workspace.database, slip.file_id))
    digest = hashlib.sha256(content).hexdigest()
    with writing(workspace) as session:
        slip = session.get_one(Slip, slip_id)
        slip.archive_id = store_bytes(session, workspace.database, content)
        slip.sha256 = digest
    return content, digest


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.printed")
def mark_printed(workspace: Workspace, slip_id: UUID, printed: bool) -> None:
    """Whether the paper left the printer: a failed one stands under "to print again". Raises NotFound."""
    with writing(workspace) as session:
        slip = session.get(Slip, slip_id)
        if slip is None:
            raise NotFound("slip.not_found")
        slip.state = SlipState.PRINTED if printed else SlipState.FAILED
        slip.copies_printed += int(printed)


def slip_of_code(session: Session, workspace: Workspace, text: str) -> Slip:
    """The slip of a code in either form. Raises Refused (check digit, not a slip's number), NotFound."""
    agencies = {key: value for key, value in session.execute(select(Agency.label, Agency.code))}
    code = parse(text, NumberKind.SLIP, agencies)
    slip = session.scalars(select(Slip).where(Slip.code == code)).first()
    if slip is None:
        raise NotFound("slip.not_found")
    return slip


def _case(workspace: Workspace, session: Session, person_id: UUID, slug: str, options: SlipOptions) -> _Case:
    person = load_person(workspace, session, person_id)
    listed = entry_by_slug(session, slug)
    provider = _provider(providers_of(session, slug), options.provider)
    branch = _branch(provider, options.branch_id)
    verdict = judge_entry(listed, facts_of(workspace, session, person_id)).verdict
    need = _need(session, person_id, options.need_id)
    data = _data(workspace, session, person, listed, provider, branch, verdict, need, options)
    return _Case(person, listed, provider, branch, verdict, need, data)


def _check(workspace: Workspace, session: Session, case: _Case, options: SlipOptions) -> None:
    if case.verdict is Verdict.CLOSED:
        raise Refused("referral.entry_closed")
    if case.verdict is Verdict.NOT_ELIGIBLE and not (options.reason or "").strip():
        raise Refused("referral.reason_needed")
    given = {
        (c.purpose, c.provider_id) for c in consents_of(session, case.person.id, workspace.clock.today()) if c.in_force
    }
    if ("dossier", None) not in given:
        raise ConsentMissing("consent.dossier_needed")
    if ("sharing", case.provider.id) not in given:
        raise ConsentMissing("consent.sharing_needed", provider=case.provider.name.fr)
    if case.need is not None:
        same = select(Referral.id).where(
            Referral.need_id == case.need.id, Referral.entry_id == case.listed.id,
            Referral.branch_id.is_not_distinct_from(case.branch.id if case.branch else None),
            Referral.progress != ProgressColumn.CLOSED,
        )  # fmt: skip
        if session.scalar(same) is not None:
            raise Refused("referral.open_already")


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.number_reserved")
def _reserved(workspace: Workspace) -> str:
    with writing(workspace) as session:
        return reserve_number(session, NumberKind.SLIP, workspace.agency, workspace.clock.today().year)


def _reserve(workspace: Workspace) -> str:
    return _reserved(workspace)


def _give_up(workspace: Workspace, code: str) -> None:
    with writing(workspace) as session:
        settle_number(session, code, None)


def _keep(workspace: Workspace, case: _Case, options: SlipOptions, code: str, content: bytes) -> Issued:
    today = workspace.clock.today()
    state = after(State(), Told(Step.ISSUE, today, "agency"))
    with writing(workspace) as session:
        need_id = case.need.id if case.need else add_need(workspace, case.person.id, _need_of(case)).id
        referral = Referral(
            person_id=case.person.id, need_id=need_id, entry_id=case.listed.id, provider_id=case.provider.id,
            branch_id=case.branch.id if case.branch else None, agency_id=workspace.agency.id, agent_id=workspace.user.id,
            progress=ProgressColumn(state.progress.value), owner=state.owner, due_on=state.due_on, issued_on=today,
            verdict=case.verdict.value, override_reason=options.reason,
        )  # fmt: skip
        session.add(referral)
        session.flush()
        session.add(
            ReferralStep(
                referral_id=referral.id, kind="issue", on=today, at=workspace.clock.now(), source=Source.AGENCY
            )
        )
        file_id = store_bytes(session, workspace.database, content)
        slip = Slip(
            referral_id=referral.id, code=code, languages=options.languages, paper_format=options.paper_format,
            state=SlipState.TO_PRINT, file_id=file_id, sha256=hashlib.sha256(content).hexdigest(),
            shared_fields=sorted(options.shared), issued_at=workspace.clock.now(),
        )  # fmt: skip
        session.add(slip)
        session.flush()
        settle_number(session, code, slip.id)
        add_interaction(
            workspace,
            session,
            case.person.id,
            InteractionKind.REFERRED,
            entry_id=case.listed.id,
            referral_id=referral.id,
        )
        return Issued(slip.id, referral.id, code, read_aloud(code, workspace.agency.label), content)


def _need_of(case: _Case) -> str:
    return case.listed.entry.title.fr


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
        languages=options.languages, paper_format=options.paper_format,
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
