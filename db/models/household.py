"""People who live as one household, and the files attached to a dossier."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record
from db.types import enum_column


class Household(Record):
    """People who live together. `hcr_case` is the file number they share at HCR: never a key, null under rule P12."""

    __tablename__ = "household"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    hcr_case: Mapped[str | None] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(String(400))


class HouseholdMember(Record):
    """A person of a household and their place in it (a word of app.people.households); one household at a time."""

    __tablename__ = "household_member"
    __table_args__ = (UniqueConstraint("person_id"),)

    household_id: Mapped[UUID] = mapped_column(ForeignKey("household.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    place: Mapped[str | None] = mapped_column(String(20))


class AttachmentKind(StrEnum):
    """What an attached file shows: the person, a paper, or anything else."""

    PHOTO = "photo"
    PAPER = "paper"
    OTHER = "other"


class Attachment(Record):
    """A scan or photo of a dossier; its bytes and its small picture are sealed in `stored_file`.

    `paper_id` is the paper it shows; null for the rest, or once that paper was removed. Whoever deletes the row deletes the stored bytes too.
    """

    __tablename__ = "attachment"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    paper_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_document.id", ondelete="SET NULL"), index=True)
    kind: Mapped[AttachmentKind] = mapped_column(enum_column(AttachmentKind))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    thumbnail_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
