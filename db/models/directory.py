"""The directory: entries, providers, branches, criteria, and what phone checks answered.

Texts in three languages and the less-travelled facts of an entry stand in JSON documents whose shape
app.funding.entries defines; what is searched, joined or decided on has columns of its own.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Record
from db.types import enum_column, json_column


class EntryKind(StrEnum):
    """Money, a step that opens others, or a service."""

    FUNDING = "funding"
    ENABLER = "enabler"
    SERVICE = "service"


class AvailabilityState(StrEnum):
    """Whether an entry can be applied to now."""

    OPEN = "open"
    CALL_BASED = "call_based"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


class Provider(Record):
    """An organisation that runs or backs entries."""

    __tablename__ = "provider"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[dict[str, str]] = mapped_column(json_column())
    is_generic: Mapped[bool] = mapped_column(default=False)
    is_recalled: Mapped[bool] = mapped_column(default=False)
    web: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(80))
    pack_body: Mapped[dict[str, object] | None] = mapped_column(json_column(none_as_null=True))


class Branch(Record):
    """One address of a provider. Until `is_confirmed`, its address is never printed as fact."""

    __tablename__ = "branch"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    body: Mapped[dict[str, object]] = mapped_column(json_column())
    city: Mapped[str | None] = mapped_column(String(100))
    address: Mapped[str | None] = mapped_column(String(400))
    phone: Mapped[str | None] = mapped_column(String(80))
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    pack_body: Mapped[dict[str, object] | None] = mapped_column(json_column(none_as_null=True))


class DirectoryEntry(Record):
    """What one can be referred to. `body` keeps texts, terms, documents, sources, unknowns as app.funding.entries has them;
    `pack_body` is the same as a pack last said it, so that local edits are known from the pack's own (null: made here).
    """

    __tablename__ = "directory_entry"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[EntryKind] = mapped_column(enum_column(EntryKind), index=True)
    position: Mapped[int] = mapped_column(default=0)
    availability: Mapped[AvailabilityState] = mapped_column(enum_column(AvailabilityState))
    body: Mapped[dict[str, object]] = mapped_column(json_column())
    last_checked_on: Mapped[date | None] = mapped_column(Date)
    last_checked_by: Mapped[UUID | None]
    is_edited_here: Mapped[bool] = mapped_column(default=False)
    check_every_days: Mapped[int | None]
    pack_body: Mapped[dict[str, object] | None] = mapped_column(json_column(none_as_null=True))

    criteria: Mapped[list[Criterion]] = relationship(
        cascade="all, delete-orphan", order_by="Criterion.position", lazy="raise_on_sql"
    )
    providers: Mapped[list[EntryProvider]] = relationship(
        cascade="all, delete-orphan",
        order_by="EntryProvider.position",
        lazy="raise_on_sql",
    )


class EntryProvider(Record):
    """A provider's part in an entry: `runs` receives people, `backs` funds or owns."""

    __tablename__ = "entry_provider"
    __table_args__ = (UniqueConstraint("entry_id", "provider_id"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("directory_entry.id", ondelete="CASCADE"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[str] = mapped_column(String(10))


class Criterion(Record):
    """One condition of an entry, as data; its shape is app.funding.criteria's."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("entry_id", "key"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("directory_entry.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(String(60))
    body: Mapped[dict[str, object]] = mapped_column(json_column())


class EntryCheck(Record):
    """What somebody of the provider answered on the phone: about which field, whom, and what changed."""

    __tablename__ = "entry_check"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("directory_entry.id", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column(Date)
    field: Mapped[str] = mapped_column(String(60))
    answered_by: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[str | None] = mapped_column(Text)


class EntryVersion(Record):
    """An entry as it stood from a day on: `body` whole, why it was changed; who is `created_by`."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("directory_entry.id", ondelete="CASCADE"))
    number: Mapped[int]
    valid_from: Mapped[date] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(Text)
    body: Mapped[dict[str, object]] = mapped_column(json_column())


class ProtectionLine(Record):
    """One service of the protection sheet, under its theme; without a name it is a line still to fill."""

    __tablename__ = "protection_line"

    theme: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[dict[str, str] | None] = mapped_column(json_column(none_as_null=True))
    phone: Mapped[str | None] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(String(400))
    hours: Mapped[dict[str, str] | None] = mapped_column(json_column(none_as_null=True))
    note: Mapped[dict[str, str] | None] = mapped_column(json_column(none_as_null=True))
    source: Mapped[str | None] = mapped_column(String(400))
    checked_on: Mapped[date | None] = mapped_column(Date)
