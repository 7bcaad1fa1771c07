"""The weekly list to a provider: who was referred to it, with what each person agreed to pass on and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.journal import record
from app.accounts.number_series import spoken_number
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.consents import consents_of
from app.people.dates import format_birth
from app.people.dossier import birth_of
from app.people.names import display_name
from db.models import Agency, DirectoryEntry, Ending, Need, Person, Provider, Referral, Slip, SlipState
from reports.pdf.bordereau import Bordereau, BordereauLine, render_bordereau

if TYPE_CHECKING:
    from app.workspace import Workspace

SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class ProviderWeek:
    """A provider and how many slips of a period went to it."""

    provider_id: UUID
    slug: str
    name: dict[str, str]
    slips: int


@dataclass(frozen=True, slots=True)
class Transmitted:
    """A list ready to hand over: how many lines, how many were left out for want of consent."""

    content: bytes
    lines: int
    left_out: int


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="bordereau.providers_listed")
def providers_of_period(workspace: Workspace, first: date, last: date) -> list[ProviderWeek]:
    """The providers the agency referred people to in a period, the most slips first."""
    with reading(workspace) as session:
        counts: dict[UUID, int] = {}
        for provider_id in session.scalars(select(Referral.provider_id).where(*_in_period(workspace, first, last))):
            counts[provider_id] = counts.get(provider_id, 0) + 1
        rows = session.scalars(select(Provider).where(Provider.id.in_(counts)))
        found = [ProviderWeek(row.id, row.slug, row.name, counts[row.id]) for row in rows]
        return sorted(found, key=lambda one: (-one.slips, one.slug))


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="bordereau.viewed")
def bordereau(workspace: Workspace, provider_slug: str, first: date, last: date, languages: str = "fr-ar") -> Bordereau:
    """What the list would hold. Raises NotFound, Refused (a period that runs backwards)."""
    with reading(workspace) as session:
        return _gathered(workspace, session, _provider(session, provider_slug), first, last, languages)


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="bordereau.made")
def bordereau_paper(
    workspace: Workspace, provider_slug: str, first: date, last: date, languages: str = "fr-ar"
) -> Transmitted:
    """The list as a PDF; what left, when and for whom is journalled. Raises NotFound, Refused."""
    with writing(workspace) as session:
        provider = _provider(session, provider_slug)
        data = _gathered(workspace, session, provider, first, last, languages)
        return _kept(session, provider, data, render_bordereau(data), "pdf")


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="bordereau.made")
def bordereau_sheet(
    workspace: Workspace, provider_slug: str, first: date, last: date, password: str, language: str = "fr"
) -> Transmitted:
    """The list as a workbook that only its password opens. Raises NotFound, Refused (a short password)."""
    from reports.excel.bordereau import render_bordereau_sheet

    if len(password) < SHORTEST_PASSWORD:
        raise Refused("bordereau.password_short", least=SHORTEST_PASSWORD)
    with writing(workspace) as session:
        provider = _provider(session, provider_slug)
        data = _gathered(workspace, session, provider, first, last, "fr-ar")
        return _kept(session, provider, data, render_bordereau_sheet(data, language, password), "xlsx")


def _kept(session: Session, provider: Provider, data: Bordereau, content: bytes, form: str) -> Transmitted:
    told: dict[str, object] = {
        "first": data.first, "last": data.last, "slips": [line.code for line in data.lines], "left_out": data.left_out,
        "form": form, "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    record(session, "bordereau.made", "provider", provider.id, told)
    return Transmitted(content, len(data.lines), data.left_out)


def _in_period(workspace: Workspace, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (Referral.agency_id == workspace.agency.id, Referral.issued_on.between(first, last))


def _gathered(
    workspace: Workspace, session: Session, provider: Provider, first: date, last: date, languages: str
) -> Bordereau:
    if last < first:
        raise Refused("period.backwards")
    query = (
        select(Referral, Slip, Person, DirectoryEntry.body, Need)
        .join(Slip, (Slip.referral_id == Referral.id) & (Slip.state != SlipState.CANCELLED))
        .join(Person, Person.id == Referral.person_id)
        .join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id)
        .join(Need, Need.id == Referral.need_id)
        .where(*_in_period(workspace, first, last), Referral.provider_id == provider.id)
        .options(selectinload(Person.phones))
        .order_by(Referral.issued_on, Slip.code)
    )
    lines, left_out, today = [], 0, workspace.clock.today()
    for referral, slip, person, body, need in session.execute(query):
        given = {(c.purpose, c.provider_id) for c in consents_of(session, person.id, today) if c.in_force}
        agreed = {("dossier", None), ("sharing", provider.id)} <= given
        if agreed and referral.ending is not Ending.CONSENT_WITHDRAWN:
            lines.append(_line(workspace, slip, person, body, need, referral))
        else:
            left_out += 1
    agency = session.get_one(Agency, workspace.agency.id)
    names = {lang: provider.name.get(lang) or provider.name.get("fr") or provider.slug for lang in ("fr", "ar", "en")}
    return Bordereau(
        {"fr": agency.name, "ar": agency.name_ar or agency.name}, names, first, last, today, workspace.user.display_name,
        tuple(lines), languages, left_out,
    )  # fmt: skip


def _line(
    workspace: Workspace, slip: Slip, person: Person, body: dict[str, object], need: Need, referral: Referral
) -> BordereauLine:
    """What stands on the slip: name, need, and the extra data that were ticked on it."""
    title = body.get("title")
    entry = {str(k): str(v) for k, v in title.items()} if isinstance(title, dict) else {}
    birth = birth_of(person) if "birth" in slip.shared_fields else None
    return BordereauLine(
        number=spoken_number(slip, slip.code, workspace.agency.label), code=slip.code,
        issued_on=referral.issued_on or slip.issued_at.date(),
        person=display_name(person.family_name, person.given_name, person.name_ar) or person.known_as or "",
        person_ar=person.name_ar, entry={lang: entry.get(lang) or entry.get("fr", "") for lang in ("fr", "ar", "en")},
        purpose=need.purpose, amount_centimes=need.amount_centimes,
        birth=format_birth(birth) if birth else None,
        phone=person.phones[0].number if "phone" in slip.shared_fields and person.phones else None,
    )  # fmt: skip


def _provider(session: Session, slug: str) -> Provider:
    found = session.scalars(select(Provider).where(Provider.slug == slug)).first()
    if found is None:
        raise NotFound("provider.not_found", provider=slug)
    return found
