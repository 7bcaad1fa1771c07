"""Targets of indicators, and every report that left the house: who, what, which filter, which hash."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record
from db.types import json_column


class IndicatorDefinition(Record):
    """One indicator of a set as data, versioned; its shape is app.indicators.definitions'."""

    __tablename__ = "indicator_definition"
    __table_args__ = (UniqueConstraint("set_name", "key", "edition"),)

    set_name: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(60))
    edition: Mapped[int]
    position: Mapped[int]
    body: Mapped[dict[str, object]] = mapped_column(json_column())
    valid_from: Mapped[date | None] = mapped_column(Date)


class Target(Record):
    """What the donor asks of an indicator over a period."""

    __tablename__ = "target"

    set_name: Mapped[str] = mapped_column(String(40))
    indicator_key: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    value: Mapped[int]


class ReportRun(Record):
    """One export: what was asked, the figures handed over (masked as handed over), the hash of the file."""

    __tablename__ = "report_run"

    set_name: Mapped[str] = mapped_column(String(40))
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    language: Mapped[str] = mapped_column(String(2))
    is_audit: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    figures: Mapped[dict[str, object]] = mapped_column(json_column())
