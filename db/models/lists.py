"""Foreign lists that were taken in, and lists that people make of the registry."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record
from db.types import json_column


class ImportedRow(Record):
    """Which dossier a row of a foreign list became: the same row again is known, whatever became of the dossier since.

    `key` is a SHA-256 of what names the row (its id of origin, else all that it says of the person); `nth` counts
    identical rows. It points to a person: a merge hands it to the survivor, an erasure takes it away. Not audited.
    """

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("agency_id", "key", "nth"),)

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    key: Mapped[str] = mapped_column(String(64))
    nth: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class ImportMapping(Record):
    """What an agency last said the columns of a foreign list hold, for lists with the same headers."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("agency_id", "headers"),)

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    headers: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, str]] = mapped_column(json_column())


class SavedList(Record):
    """A filter of the registry with its columns, kept by a user; one that is shared is seen by the whole agency."""

    __tablename__ = "saved_list"
    __table_args__ = (UniqueConstraint("agency_id", "owner_id", "name"),)

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    is_shared: Mapped[bool] = mapped_column(default=False)
    body: Mapped[dict[str, object]] = mapped_column(json_column())
