"""Agencies and their devices, the series of numbers people read, projects of donors, neighbourhoods, settings."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Record
from db.types import enum_column, json_column


class Agency(Record):
    """A counter's agency. `code` (3 digits) stands in numbers, `label` is how the number is read aloud (RAB)."""

    __tablename__ = "agency"

    code: Mapped[str] = mapped_column(String(3), unique=True)
    label: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_ar: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str | None] = mapped_column(String(100))
    address: Mapped[str | None] = mapped_column(String(400))
    phone: Mapped[str | None] = mapped_column(String(60))
    cndp_number: Mapped[str | None] = mapped_column(String(80))
    keeps_paper_numbers: Mapped[bool | None]
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)


class NumberKind(StrEnum):
    """What a number people read is the number of (its first digit)."""

    DOSSIER = "1"
    SLIP = "2"
    TICKET = "3"


class NumberSeries(Base):
    """The last sequence used of one kind, agency, device and year."""

    __tablename__ = "number_series"

    kind: Mapped[NumberKind] = mapped_column(enum_column(NumberKind), primary_key=True)
    agency_code: Mapped[str] = mapped_column(String(3), primary_key=True)
    device: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class NumberState(StrEnum):
    """What became of a number: reserved while its paper is made, used, or void and never used again."""

    RESERVED = "reserved"
    USED = "used"
    VOID = "void"


class IssuedNumber(Base):
    """Each number ever given out, by its 14 digits, and the row it belongs to."""

    __tablename__ = "issued_number"

    code: Mapped[str] = mapped_column(String(14), primary_key=True)
    kind: Mapped[NumberKind] = mapped_column(enum_column(NumberKind))
    state: Mapped[NumberState] = mapped_column(enum_column(NumberState))
    owner_id: Mapped[UUID | None]


class DonorProject(Record):
    """A project that pays the agents (Amuddu was one): data, never a constant."""

    __tablename__ = "donor_project"

    name: Mapped[str] = mapped_column(String(200))
    donor: Mapped[str | None] = mapped_column(String(200))
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    is_active: Mapped[bool] = mapped_column(default=True)


class Neighbourhood(Record):
    """A neighbourhood the agents visit or people live in."""

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("city", "name"),)

    city: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(100))
    name_ar: Mapped[str | None] = mapped_column(String(100))
    is_active: Mapped[bool] = mapped_column(default=True)


class SettingValue(Record):
    """One setting that differs from its default, for the agency or one user; those of the PC live beside the base."""

    __tablename__ = "setting_value"
    __table_args__ = (UniqueConstraint("scope", "owner_id", "name"),)

    scope: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(60))
    value: Mapped[object] = mapped_column(json_column())


class BaseFact(Base):
    """Facts about the base itself: its id, when it was founded, the version of the catalogue it holds."""

    __tablename__ = "base_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))
