"""Accounts, key slots of a shared base, drafts, and the journal with its chain."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Record
from db.types import json_column


class Role(StrEnum):
    """What an account may do; one account may hold several."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    PROTECTION_OFFICER = "protection_officer"


class AppUser(Record):
    """An account. Its password opens its key slot, so no password is kept here."""

    __tablename__ = "app_user"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    roles: Mapped[list[str]] = mapped_column(json_column())
    language: Mapped[str] = mapped_column(String(2), default="fr")
    is_active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    audit_granted_until: Mapped[datetime | None]
    audit_granted_by: Mapped[UUID | None]


class KeySlot(Base):
    """A wrapped data key on a shared base; an embedded base keeps its slots in the file beside it."""

    __tablename__ = "key_slot"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class Draft(Base):
    """What somebody has begun and not recorded: not audited, not counted, nobody's dossier. Dies at `expires_at`."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_user_kind", "user_id", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[dict[str, object]] = mapped_column(json_column())
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AuditRow(Base):
    """One thing that happened. `hash` = SHA-256 over the previous hash and this row; the body stands apart.

    An erasure deletes bodies; the chain over their hashes still holds. `unit` groups the rows of one use case.
    """

    __tablename__ = "audit_row"
    __table_args__ = (
        Index("ix_audit_row_entity_id", "entity_id"),
        Index("ix_audit_row_unit", "unit"),
    )

    chain: Mapped[str] = mapped_column(String(16), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[UUID]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(60))
    operation: Mapped[str] = mapped_column(String(10))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[UUID | None]
    undo: Mapped[str] = mapped_column(String(10))
    body_hash: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditBody(Base):
    """What exactly changed: canonical JSON text `{field: [before, after]}`; may be erased, the chain stays.

    `salt` is hashed before it: once both are erased, nobody finds a phone number again by trying them all.
    """

    __tablename__ = "audit_body"

    chain: Mapped[str] = mapped_column(String(16), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(String(32), default="")


class AuditHead(Base):
    """The end of a chain, so that a cut tail shows."""

    __tablename__ = "audit_head"

    chain: Mapped[str] = mapped_column(String(16), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class StoredFile(Base):
    """Bytes that Wasl encrypts itself (slips, attachments): the nonce stands before the ciphertext."""

    __tablename__ = "stored_file"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
