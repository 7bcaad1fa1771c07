"""Everything that happened with a person, in one list: told in the reader's language, filtered by kind and period (P6)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.journal import record
from app.accounts.numbers import read_aloud
from app.accounts.rights import Right
from app.accounts.undo import UNDONE
from app.accounts.use_case import Undo, reading, use_case, writing
from app.people.contacts import CONTACTS
from app.people.fields import LABELS
from app.people.names import display_name
from app.people.papers import PAPER_LABELS
from app.people.registration import load_person
from app.people.timeline_words import APPOINTMENTS, CONSENT_ANSWERS, FILES, KINDS, PURPOSES, SLIPS, STEPS
from app.workspace import LOCAL_ZONE
from db.models import (
    Appointment,
    AppUser,
    Attachment,
    AuditBody,
    AuditRow,
    Consent,
    DirectoryEntry,
    Host,
    IdentityDocument,
    Interaction,
    InteractionKind,
    Need,
    PersonMerge,
    Provider,
    Referral,
    ReferralStep,
    Slip,
)
from reports.pdf.timeline import TimelinePaper, TimelineRow, render_timeline
from resources.i18n import Words, current_language, format_date, format_money, words

if TYPE_CHECKING:
    from app.workspace import Workspace

_NOT_TOLD = frozenset({"attachment.added", "attachment.opened", "contact.told", "timeline.printed", "people.exported"})
"""Events of the journal that stand in the timeline by themselves, or only concern the journal."""
_COLUMN_NAMES = {"birth_date": "birth", "birth_precision": "birth", "other_nationalities": "nationality"}
_UNTOLD_COLUMNS = frozenset({"sort_name", "version", "has_account_on", "carer_consents_on", "code", "agency_id"})


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line: its day and moment, its kind (a word of KINDS), what happened, what it is about, who did it."""

    on: date
    at: datetime
    kind: str
    title: str
    detail: str
    by: str


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """Which lines: no kind is every kind, no day is any day (both inclusive)."""

    kinds: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    def takes(self, line: TimelineLine) -> bool:
        """Whether a line is shown."""
        in_time = (self.since is None or line.on >= self.since) and (self.until is None or line.on <= self.until)
        return in_time and (not self.kinds or line.kind in self.kinds)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="timeline.viewed")
def timeline(
    workspace: Workspace, person_id: UUID, wanted: TimelineFilter | None = None, language: str | None = None
) -> list[TimelineLine]:
    """What happened with a person, the newest first. Raises NotFound."""
    chosen = wanted or TimelineFilter()
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        lines = list(_Teller(session, person_id, words(language or current_language())).lines())
    # Of one moment the later written stands first, as of the rest.
    return sorted(
        (line for line in reversed(lines) if chosen.takes(line)), key=lambda line: (line.on, line.at), reverse=True
    )


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="timeline.printed")
def print_timeline(
    workspace: Workspace, person_id: UUID, wanted: TimelineFilter | None = None, language: str | None = None
) -> bytes:
    """The timeline as a paper (PDF), in the order it is shown; the journal keeps that it was printed. Raises NotFound."""
    chosen, speaks = wanted or TimelineFilter(), language or current_language()
    lines = timeline(workspace, person_id, chosen, speaks)
    with reading(workspace) as session:
        person = load_person(workspace, session, person_id)
        name = display_name(person.family_name, person.given_name, person.name_ar) or person.known_as or ""
        number, name_ar = read_aloud(person.code, workspace.agency.label), person.name_ar
    paper = TimelinePaper(
        language=speaks, agency=workspace.agency.name, person=name, person_ar=name_ar, number=number,
        printed_on=workspace.clock.today(), printed_by=workspace.user.display_name, since=chosen.since, until=chosen.until,
        kinds=tuple(words(speaks).tr(label) for kind, label in KINDS if kind in chosen.kinds),
        rows=tuple(
            TimelineRow(line.on, words(speaks).tr(dict(KINDS)[line.kind]), line.title, line.detail, line.by) for line in lines
        ),
    )  # fmt: skip
    content = render_timeline(paper)
    with writing(workspace) as session:
        record(session, "timeline.printed", "person", person_id, {"lines": len(lines)})
    return content


class _Teller:
    """Reads one person's rows of every room into lines."""

    def __init__(self, session: Session, person_id: UUID, speak: Words) -> None:
        self.session, self.person_id, self.speak = session, person_id, speak
        self.names = {key: name for key, name in session.execute(select(AppUser.id, AppUser.display_name))}

    def lines(self) -> Iterator[TimelineLine]:
        """Every line, in no order."""
        for some in (self._contacts, self._consents, self._needs, self._steps, self._slips, self._appointments):
            yield from some()
        for others in (self._papers, self._files, self._merges, self._changes):
            yield from others()

    def _line(
        self, kind: str, row: Any, title: str, detail: str = "", *, on: date | None = None, at: datetime | None = None
    ) -> TimelineLine:
        moment = at or row.created_at
        day = on or moment.astimezone(LOCAL_ZONE).date()
        return TimelineLine(day, moment, kind, title, detail, self.names.get(row.created_by, ""))

    def _contacts(self) -> Iterator[TimelineLine]:
        labels = dict(CONTACTS)
        query = select(Interaction, DirectoryEntry.body).outerjoin(
            DirectoryEntry, DirectoryEntry.id == Interaction.entry_id
        )
        for row, body in self.session.execute(
            query.where(Interaction.person_id == self.person_id).order_by(Interaction.id)
        ):
            text = " · ".join(part for part in (self._entry(body), row.text) if part)
            if row.kind is InteractionKind.NOTE:
                yield self._line("note", row, "", text, on=row.on, at=row.at)
            else:
                yield self._line("contact", row, self.speak.tr(labels[row.kind.value]), text, on=row.on, at=row.at)

    def _consents(self) -> Iterator[TimelineLine]:
        query = select(Consent, Provider.name).outerjoin(Provider, Provider.id == Consent.provider_id)
        for row, provider in self.session.execute(
            query.where(Consent.person_id == self.person_id).order_by(Consent.id)
        ):
            purpose = self.speak.tr(PURPOSES[row.purpose.value])
            detail = " · ".join(part for part in (purpose, self._named(provider)) if part)
            title = self.speak.tr(CONSENT_ANSWERS[row.answer.value])
            yield self._line("consent", row, title, detail, at=row.answered_at)

    def _needs(self) -> Iterator[TimelineLine]:
        for row in self.session.scalars(select(Need).where(Need.person_id == self.person_id)):
            amount = format_money(row.amount_centimes, self.speak.language) if row.amount_centimes else ""
            title = self.speak.tr("besoin n° {n}", n=row.number)
            yield self._line("need", row, title, " · ".join(part for part in (row.purpose, amount) if part))

    def _steps(self) -> Iterator[TimelineLine]:
        query = select(ReferralStep, DirectoryEntry.body, Provider.name)
        query = query.join(Referral, Referral.id == ReferralStep.referral_id)
        query = query.join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id)
        query = query.join(Provider, Provider.id == Referral.provider_id)
        mine = (Referral.person_id == self.person_id) & (ReferralStep.kind != "issue")  # the slip's line tells of that
        for row, body, provider in self.session.execute(query.where(mine)):
            step, _, word = row.kind.partition(":")
            title = self.speak.tr(STEPS.get(word or step, STEPS.get(step, step)))
            amount = format_money(row.amount_centimes, self.speak.language) if row.amount_centimes else ""
            parts = (self._entry(body), self._named(provider), amount, row.note)
            yield self._line("step", row, title, " · ".join(part for part in parts if part), on=row.on, at=row.at)

    def _slips(self) -> Iterator[TimelineLine]:
        query = select(Slip, DirectoryEntry.body).join(Referral, Referral.id == Slip.referral_id)
        query = query.join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id)
        for row, body in self.session.execute(query.where(Referral.person_id == self.person_id)):
            title = self.speak.tr(SLIPS.get(row.state.value, SLIPS["printed"]))
            yield self._line("slip", row, title, f"{row.code} · {self._entry(body)}", at=row.issued_at)

    def _appointments(self) -> Iterator[TimelineLine]:
        query = select(Appointment, Host.name).join(Host).where(Appointment.person_id == self.person_id)
        for row, host in self.session.execute(query):
            title = self.speak.tr(APPOINTMENTS.get(row.outcome or "planned", APPOINTMENTS["planned"]))
            yield self._line("appointment", row, title, f"{row.starts:%H:%M} · {host}", on=row.day, at=row.starts_at)

    def _papers(self) -> Iterator[TimelineLine]:
        for row in self.session.scalars(select(IdentityDocument).where(IdentityDocument.person_id == self.person_id)):
            ends = format_date(row.expires_on, self.speak.language) if row.expires_on else ""
            until = self.speak.tr("jusqu’au {date}", date=ends) if ends else self.speak.tr("fin inconnue")
            label = self.speak.tr(PAPER_LABELS.get(row.type, row.type))
            yield self._line("paper", row, self.speak.tr("pièce notée"), f"{label} · {until}")

    def _files(self) -> Iterator[TimelineLine]:
        for row in self.session.scalars(select(Attachment).where(Attachment.person_id == self.person_id)):
            yield self._line("file", row, self.speak.tr(FILES[row.kind.value]), row.name)

    def _merges(self) -> Iterator[TimelineLine]:
        for row in self.session.scalars(select(PersonMerge).where(PersonMerge.survivor_id == self.person_id)):
            yield self._line("change", row, self.speak.tr("action.people.merged"), row.merged_code)

    def _changes(self) -> Iterator[TimelineLine]:
        """What the journal says of the dossier's own row, one line a use case."""
        query = select(AuditRow, AuditBody.body).outerjoin(
            AuditBody, (AuditBody.chain == AuditRow.chain) & (AuditBody.seq == AuditRow.seq)
        )
        taken_back = select(AuditRow.entity_id).where(AuditRow.entity == "unit", AuditRow.action == UNDONE)
        mine = (
            (AuditRow.entity_id == self.person_id)
            & (AuditRow.entity == "person")
            & (AuditRow.action != UNDONE)
            & AuditRow.unit.not_in(taken_back)
        )
        told: dict[UUID, TimelineLine] = {}
        for row, body in self.session.execute(query.where(mine).order_by(AuditRow.seq)):
            if row.action in _NOT_TOLD or row.action == "people.merged" or row.unit in told:
                continue
            fields = self._fields(body) if row.operation == "update" else ""
            if row.operation == "update" and body is not None and not fields:
                continue  # only what is derived changed
            title = self.speak.tr(f"action.{row.action}")
            day = row.at.astimezone(LOCAL_ZONE).date()
            told[row.unit] = TimelineLine(
                day, row.at, "change", title, fields, self.names.get(row.actor_id, "") if row.actor_id else ""
            )
        yield from told.values()

    def _fields(self, body: str | None) -> str:
        columns: Collection[str] = json.loads(body) if body else ()
        names = dict.fromkeys(_COLUMN_NAMES.get(one, one) for one in columns if one not in _UNTOLD_COLUMNS)
        return ", ".join(self.speak.tr(LABELS[name]) for name in names if name in LABELS)

    def _entry(self, body: dict[str, Any] | None) -> str:
        return self._named((body or {}).get("title"))

    def _named(self, texts: Any) -> str:
        if not isinstance(texts, dict):
            return ""
        return str(texts.get(self.speak.language) or texts.get("fr") or "")
