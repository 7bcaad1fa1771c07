"""The right of access: everything held about a person, printed in their language (PRODUCT.md P9, law 09-08)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.number_series import spoken_code
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.desk.copy_parts import PARTS, Part
from app.desk.copy_words import said_word
from app.people.belonging_rows import SHARED, Rows, rows_of
from app.people.dates import BirthDate, Precision, format_birth
from app.people.dossier import card_of
from app.people.registration import load_person
from app.people.viewing import SEEN
from app.people.wording_editions import text_of_hash
from app.workspace import LOCAL_ZONE
from db.models import (
    Agency,
    AppUser,
    AuditRow,
    Base,
    DirectoryEntry,
    DonorProject,
    Host,
    HouseholdMember,
    ProjectMember,
    Provider,
)
from reports.pdf.person_copy import CopySection, PersonCopy, render_person_copy
from resources.i18n import (
    LANGUAGES,
    Words,
    format_date,
    format_datetime,
    format_money,
    format_phone,
    tr_noop,
    words,
)

if TYPE_CHECKING:
    from app.workspace import Workspace

_RIGHTS = (
    tr_noop("Vous pouvez demander de voir ce qui est gardé, de le faire corriger, de vous y opposer ou de le faire effacer (loi 09-08)."),
    tr_noop("Vous pouvez retirer chaque accord à tout moment ; ce qui en dépend s’arrête."),
    tr_noop("Adressez votre demande à l’agence, de vive voix ou par écrit."),
)  # fmt: skip
_ROLES = {
    "agent": tr_noop("Agent·e"), "supervisor": tr_noop("Superviseur·e"), "administrator": tr_noop("Administrateur·rice"),
    "protection_officer": tr_noop("Protection des données"),
}  # fmt: skip
_NAMED: dict[str, Any] = {
    "agency_id": Agency.name, "asking_agency_id": Agency.name, "holding_agency_id": Agency.name, "host_id": Host.name,
    "donor_project_id": DonorProject.name, "agent_id": AppUser.display_name, "provider_id": Provider.name,
}  # fmt: skip
_NUMBERS = frozenset({"code", "merged_code"})
_PHONES = frozenset({("person_phone", "number"), ("person", "carer_phone"), ("call_back", "phone")})


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.HARMLESS, audit="person.copied")
def export_copy(workspace: Workspace, person_id: UUID, language: str | None = None) -> bytes:
    """The copy as a PDF, in `language` (one of fr, ar, en), else the person's own. That it was made stands in the journal.

    Raises NotFound.
    """
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        chosen = next((one for one in (language, person.paper_language, *person.languages) if one in LANGUAGES), "fr")
        card = card_of(person, workspace.agency.label)
        agency = session.get_one(Agency, workspace.agency.id)
        copy = _Copy(session, rows_of(session, {person_id}), person_id, words(chosen), chosen)
        sections = (*copy.sections(), copy.viewers())
        record(session, "person.copied", "person", person_id, {"language": chosen})
    speak = words(chosen)
    law = speak.tr("Numéro CNDP de l’agence")
    known = [f"{law} : {agency.cndp_number}"] if agency.cndp_number else []
    return render_person_copy(
        PersonCopy(
            title=speak.tr("Ce que l’agence garde à votre sujet"),
            agency=agency.name_ar if chosen == "ar" and agency.name_ar else agency.name,
            person="  ".join(part for part in (card.display_name, card.name_ar) if part),
            number=card.number, on=workspace.clock.today(), language=chosen,
            intro=speak.tr("Copie complète remise à la personne, à sa demande."),
            sections=tuple(section for section in sections if section.entries),
            rights_title=speak.tr("Vos droits"), rights=(*(speak.tr(one) for one in _RIGHTS), *known),
        )
    )  # fmt: skip


class _Copy:
    """Rows of every table, said in one language."""

    def __init__(self, session: Session, rows: Rows, person_id: UUID, speak: Words, language: str) -> None:
        self.session, self.rows, self.person_id = session, rows, person_id
        self.speak, self.language = speak, language

    def sections(self) -> Iterable[CopySection]:
        """One for each part that holds something."""
        for name, part in PARTS.items():
            entries = tuple(self._entry(name, part, row) for row in self._rows_in(name))
            yield CopySection(self.speak.tr(part.title), tuple(entry for entry in entries if entry))

    def viewers(self) -> CopySection:
        """When the dossier was looked at, and in which role: names of colleagues are not the person's to have."""
        query = select(AuditRow.at, AuditRow.action, AppUser.roles).outerjoin(AppUser, AppUser.id == AuditRow.actor_id)
        mine = (AuditRow.entity_id == self.person_id) & AuditRow.action.in_(SEEN)
        rows = self.session.execute(query.where(mine, AuditRow.operation == "event").order_by(AuditRow.seq))
        entries = []
        for at, action, roles in rows:
            who = ", ".join(self.speak.tr(_ROLES[role]) for role in roles or () if role in _ROLES)
            shown = self.speak.tr(SEEN[action])
            entries.append(((format_datetime(at.astimezone(LOCAL_ZONE), self.language), f"{shown}  ·  {who}"),))
        return CopySection(self.speak.tr(tr_noop("Qui a consulté le dossier")), tuple(entries))

    def _rows_in(self, name: str) -> list[Any]:
        table = Base.metadata.tables[name]
        ids = self.rows.get(name, set())
        if name in SHARED:  # what is had with others is held of this person too
            membership: Any = ProjectMember if name == "project" else HouseholdMember
            ids = set(self.session.scalars(select(SHARED[name]).where(membership.person_id == self.person_id)))
        if not ids:
            return []
        query = select(table).where(table.c.id.in_(ids))
        return list(self.session.execute(query.order_by(table.c.created_at, table.c.id)).mappings())

    def _entry(self, name: str, part: Part, row: Any) -> tuple[tuple[str, str], ...]:
        pairs = []
        for column, label in part.columns.items():
            said = self._said(name, column, row)
            if said:
                pairs.append((self.speak.tr(label), said))
        return tuple(pairs)

    def _said(self, table: str, column: str, row: Any) -> str:
        value = row[column]
        if value is None or value == [] or value == "":
            return ""
        match (table, column):
            case ("person", "birth_date"):
                return format_birth(BirthDate(value, Precision(row["birth_precision"].value)), self.language)
            case ("consent", "wording_hash"):
                return self._wording(row)
            case (_, "amount_centimes"):
                return format_money(value, self.language)
            case (_, "entry_id"):
                body = self.session.scalar(select(DirectoryEntry.body).where(DirectoryEntry.id == value)) or {}
                return self._in_language(body.get("title"))
        if column in _NUMBERS:
            return f"{spoken_code(self.session, str(value))}  ({value})"
        if (table, column) in _PHONES:
            return format_phone(str(value))
        if column in _NAMED:
            named = _NAMED[column]
            return self._in_language(self.session.scalar(select(named).where(named.class_.id == value)))
        return self._plain(column, value)

    def _wording(self, row: Any) -> str:
        text = text_of_hash(self.session, row["purpose"].value, row["wording_hash"]) or ""
        if row["provider_id"] is not None:
            name = self.session.scalar(select(Provider.name).where(Provider.id == row["provider_id"])) or {}
            text = text.replace("{provider}", name.get(row["language"], name.get("fr", "")))
        return text

    def _plain(self, column: str, value: Any) -> str:
        if isinstance(value, bool):
            return self.speak.tr(tr_noop("Oui")) if value else self.speak.tr(tr_noop("Non"))
        if isinstance(value, datetime):
            return format_datetime(value.astimezone(LOCAL_ZONE), self.language)
        if isinstance(value, date):
            return format_date(value, self.language)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, list):
            return ", ".join(said_word(column, str(one), self.speak) for one in value)
        if isinstance(value, dict):
            return "\n".join(str(one) for one in value.values() if isinstance(one, str))
        return said_word(column, value.value if isinstance(value, Enum) else str(value), self.speak)

    def _in_language(self, names: object) -> str:
        if isinstance(names, dict):
            return str(names.get(self.language) or names.get("fr") or "")
        return str(names or "")
