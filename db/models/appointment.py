"""Hosts, appointments, the walk-in queue, and editable holidays."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, Text, Time
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record
from db.types import enum_column


class HostKind(StrEnum):
    """Who or what an appointment is made with."""

    AGENT = "agent"
    ROOM = "room"
    PARTNER = "partner"


class Host(Record):
    """An agent, a room, or the desk of a partner; `capacity` persons at one time."""

    __tablename__ = "host"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[HostKind] = mapped_column(enum_column(HostKind))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("app_user.id"))
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("provider.id"))
    place: Mapped[str | None] = mapped_column(String(300))
    capacity: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)


class Outcome(StrEnum):
    """What became of an appointment; null is "to fill in"."""

    CAME = "came"
    NO_SHOW = "no_show"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


class Appointment(Record):
    """Person + host + place + time. Planned in local time with its zone; the instants are derived and kept for order."""

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_day", "day", "host_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    host_id: Mapped[UUID] = mapped_column(ForeignKey("host.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"))
    day: Mapped[date] = mapped_column(Date)
    starts: Mapped[time] = mapped_column(Time)
    minutes: Mapped[int]
    zone: Mapped[str] = mapped_column(String(40))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str | None] = mapped_column(String(300))
    purpose: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome))
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class WalkIn(Record):
    """Somebody waiting without an appointment: ticket, since when, until when."""

    __tablename__ = "walk_in"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    day: Mapped[date] = mapped_column(Date, index=True)
    code: Mapped[str] = mapped_column(String(14), unique=True)
    label: Mapped[str | None] = mapped_column(String(200))
    arrived_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class Holiday(Record):
    """A day off, or a day worked although the calendar says off (`is_worked`): moon sighting moves them."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(Date, unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_ar: Mapped[str | None] = mapped_column(String(120))
    is_worked: Mapped[bool] = mapped_column(default=False)
