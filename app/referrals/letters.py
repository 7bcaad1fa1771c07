"""Letters about a referral or an appointment: certificate of orientation, convocation, attendance, notice, the agency's own."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.number_series import spoken_number
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import NotFound, Refused
from app.people.names import display_name
from app.people.registration import load_person
from app.referrals.letter_models import OF_AN_APPOINTMENT, VALUES
from app.referrals.letter_wordings import LetterText, text_of
from app.referrals.referring import slip_of_code
from app.referrals.versions import valid_slip
from db.models import Agency, Appointment, DirectoryEntry, Host, Outcome, Person, Provider, Referral, Slip
from reports.bidi import ltr
from reports.errors import NotPrintable
from reports.pdf.letter import LetterData, render_letter
from reports.pdf.pairs import PAIRS
from resources.i18n import format_date, format_phone

if TYPE_CHECKING:
    from app.workspace import Workspace

_BLANK = "…" * 12
"""Stands for what is not known: a pen fills it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to print; `name` is for a file, with nothing of the person in it."""

    name: str
    content: bytes


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="letter.printed")
def referral_letter(workspace: Workspace, kind: str, code: str, languages: str = "fr-ar") -> Letter:
    """A letter about the referral of a slip's code. Raises NotFound, Refused (of an appointment; no words in a language)."""
    if kind in OF_AN_APPOINTMENT:
        raise Refused("letter.of_an_appointment")
    with writing(workspace) as session:
        referral = session.get_one(Referral, slip_of_code(session, workspace, code).referral_id)
        slip = valid_slip(session, referral.id)
        person = load_person(workspace, session, referral.person_id)
        values = _values(workspace, session, person, languages)
        for language in values:
            values[language] |= _of_referral(workspace, session, referral, slip, language)
        data = _data(workspace, session, kind, languages, values)
        data = replace(data, number=values["fr"]["slip"].strip("\u2066\u2069"), code=slip.code)
        return _made(session, kind, "referral", referral.id, data)


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="letter.printed")
def appointment_letter(workspace: Workspace, kind: str, appointment_id: UUID, languages: str = "fr-ar") -> Letter:
    """A letter about an appointment. Raises NotFound, Refused (attendance of somebody who has not come)."""
    with writing(workspace) as session:
        row = session.get(Appointment, appointment_id)
        if row is None or row.agency_id != workspace.agency.id:
            raise NotFound("appointment.not_found")
        if kind == "attendance" and row.outcome is not Outcome.CAME:
            raise Refused("letter.has_not_come")
        if kind == "convocation" and row.outcome in (Outcome.CANCELLED, Outcome.EXCUSED):
            raise Refused("letter.appointment_off")
        person = load_person(workspace, session, row.person_id)
        values = _values(workspace, session, person, languages)
        host = session.get_one(Host, row.host_id).name
        for language in values:
            day = format_date(row.day, language, "long")
            values[language] |= {
                "day": day,
                "time": ltr(f"{row.starts:%H:%M}"),
                "host": host,
                "place": row.place or _BLANK,
            }
        data = _data(workspace, session, kind, languages, values)
        if kind == "convocation":
            data = replace(data, mark={lang: f"{one['day']}  ·  {one['time']}" for lang, one in values.items()})
        return _made(session, kind, "appointment", row.id, data)


def _made(session: Session, kind: str, entity: str, entity_id: UUID, data: LetterData) -> Letter:
    try:
        content = render_letter(data)
    except NotPrintable as error:
        raise Refused("letter.does_not_fit") from error
    digest = hashlib.sha256(content).hexdigest()
    record(session, "letter.printed", entity, entity_id, {"kind": kind, "languages": data.languages, "sha256": digest})
    return Letter(f"{kind}-{data.number or data.made_on.isoformat()}", content)


def _data(
    workspace: Workspace, session: Session, kind: str, languages: str, values: Mapping[str, Mapping[str, str]]
) -> LetterData:
    texts = {language: _text(workspace, session, kind, language) for language in PAIRS[languages]}
    agency = session.get_one(Agency, workspace.agency.id)
    return LetterData(
        title={language: _filled(text.title, values[language]) for language, text in texts.items()},
        body={language: _filled(text.body, values[language]) for language, text in texts.items()},
        agency={"fr": agency.name, "ar": agency.name_ar or agency.name}, agency_address=agency.address,
        agency_phone=agency.phone, made_on=workspace.clock.today(), city=agency.city, agent=workspace.user.display_name,
        languages=languages, logo=agency.logo,
    )  # fmt: skip


def _text(workspace: Workspace, session: Session, kind: str, language: str) -> LetterText:
    text = text_of(workspace, session, kind, language, workspace.clock.today())
    if text is None:
        raise Refused("letter.language_missing", kind=kind, language=language)
    return text


def _values(workspace: Workspace, session: Session, person: Person, languages: str) -> dict[str, dict[str, str]]:
    """What may stand in braces, by language; what is not known is a line to fill."""
    agency = session.get_one(Agency, workspace.agency.id)
    latin = display_name(person.family_name, person.given_name, person.name_ar) or person.known_as or _BLANK
    today = workspace.clock.today()
    return {
        language: dict.fromkeys(VALUES, _BLANK)
        | {
            "person": (person.name_ar or latin) if language == "ar" else latin,
            "dossier": ltr(spoken_number(person, person.code, workspace.agency.label)),
            "agency": (agency.name_ar or agency.name) if language == "ar" else agency.name,
            "phone": ltr(format_phone(agency.phone)) if agency.phone else _BLANK,
            "agent": workspace.user.display_name,
            "today": format_date(today, language, "long"),
        }
        for language in {"fr", *PAIRS[languages]}
    }


def _of_referral(
    workspace: Workspace, session: Session, referral: Referral, slip: Slip, language: str
) -> dict[str, str]:
    provider = session.get_one(Provider, referral.provider_id).name
    query = select(DirectoryEntry.body["title"]).where(DirectoryEntry.id == referral.entry_id)
    title = session.scalars(query).one()
    return {
        "slip": ltr(spoken_number(slip, slip.code, workspace.agency.label)),
        "issued": format_date(referral.issued_on or workspace.clock.today(), language, "long"),
        "entry": title.get(language) or title.get("fr") or _BLANK,
        "provider": provider.get(language) or provider.get("fr") or _BLANK,
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Only names in braces, nothing else that a format could do: wordings are typed by people."""
    parts = string.Formatter().parse(text)
    return "".join(before + (values.get(name, _BLANK) if name is not None else "") for before, name, _, _ in parts)
