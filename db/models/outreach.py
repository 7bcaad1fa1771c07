"""Outreach sessions with their head counts and people to call back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record
from db.types import json_column


class OutreachSession(Record):
    """A visit to a neighbourhood."""

    __tablename__ = "outreach_session"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id"))
    day: Mapped[date] = mapped_column(Date, index=True)
    city: Mapped[str | None] = mapped_column(String(100))
    neighbourhood: Mapped[str | None] = mapped_column(String(100))
    place: Mapped[str | None] = mapped_column(String(200))
    subjects: Mapped[str | None] = mapped_column(Text)
    entry_ids: Mapped[list[str]] = mapped_column(json_column(), default=list)
    note: Mapped[str | None] = mapped_column(Text)


class HeadCount(Record):
    """Anonymous heads of a session by sex and age band; never added to people."""

    __tablename__ = "head_count"
    __table_args__ = (UniqueConstraint("session_id", "sex", "band"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("outreach_session.id", ondelete="CASCADE"))
    sex: Mapped[str] = mapped_column(String(1))
    band: Mapped[str] = mapped_column(String(10))
    heads: Mapped[int]


class CallBack(Record):
    """Somebody met in the field who asked to be called back; nobody's dossier yet."""

    __tablename__ = "call_back"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("outreach_session.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    is_done: Mapped[bool] = mapped_column(default=False)
