"""What the rights of a person leave behind: requests between agencies, reviews, erased ids and their anonymous rows."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Record
from db.models.person import BirthPrecision, Sex
from db.types import enum_column, json_column


class RequestState(StrEnum):
    """What became of an agency's request for a dossier of another one."""

    OPEN = "open"
    TRANSFERRED = "transferred"
    REFUSED = "refused"


class DossierRequest(Record):
    """An agency asks another for a dossier it was only told of (P11); who asked and when stands in the record."""

    __tablename__ = "dossier_request"
    __table_args__ = (Index("ix_dossier_request_state", "state", "holding_agency_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asking_agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    holding_agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[RequestState] = mapped_column(enum_column(RequestState))
    asked_for: Mapped[str | None] = mapped_column(String(400))
    answer: Mapped[str | None] = mapped_column(String(400))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]


class RetentionReview(Record):
    """Somebody looked at an idle dossier and keeps it, for a reason, until a day."""

    __tablename__ = "retention_review"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    reviewed_on: Mapped[date] = mapped_column(Date)
    keep_until: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)


class StatisticsAnswer(StrEnum):
    """What an erased person had said of anonymous statistics."""

    NEVER_ASKED = "never_asked"
    GIVEN = "given"
    REFUSED = "refused"


class AnonymousPerson(Base):
    """What is kept of an erased person so that past figures stand: nothing that names them, under a new random id.

    `birth_date` is the first day of the birth year, exact only for somebody who changed age band while registered.
    `situations`: [from day, situation] in order. `events`: [kind, agency, day, words], as app.indicators counts them.
    Of somebody who refused statistics only the agency and the day are kept.
    """

    __tablename__ = "anonymous_person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    registered_on: Mapped[date] = mapped_column(Date)
    statistics: Mapped[StatisticsAnswer] = mapped_column(enum_column(StatisticsAnswer))
    sex: Mapped[Sex | None] = mapped_column(enum_column(Sex))
    birth_date: Mapped[date | None] = mapped_column(Date)
    birth_precision: Mapped[BirthPrecision | None] = mapped_column(enum_column(BirthPrecision))
    nationality: Mapped[str | None] = mapped_column(String(3))
    city: Mapped[str | None] = mapped_column(String(100))
    situations: Mapped[list[list[str]]] = mapped_column(json_column(), default=list)
    events: Mapped[list[list[object]]] = mapped_column(json_column(), default=list)


class ErasedPerson(Base):
    """An id that must never come back: its SHA-256, so that not even the day it was made can be read from it."""

    __tablename__ = "erased_person"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    erased_on: Mapped[date] = mapped_column(Date)
