"""What papers say and providers answer, as data: wordings of letters, and each provider's own words."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record


class LetterWording(Record):
    """An agency's words for a kind of letter in one language, from a day on; kinds of its own begin with `own_`."""

    __tablename__ = "letter_wording"
    __table_args__ = (UniqueConstraint("agency_id", "kind", "language", "edition"),)

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    edition: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class ProviderWord(Record):
    """What a provider means by a word of its answer lists (`answer`) or by a heading of them (`column`)."""

    __tablename__ = "provider_word"
    __table_args__ = (UniqueConstraint("provider_id", "kind", "word"),)

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    kind: Mapped[str] = mapped_column(String(10))
    word: Mapped[str] = mapped_column(String(120))
    meaning: Mapped[str] = mapped_column(String(60))
