"""A registered human: identity, phones, papers, names to search by; their projects, needs and consents."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, Record
from db.types import enum_column, json_column


class Sex(StrEnum):
    """As the person states it; not stated is null."""

    F = "F"
    M = "M"


class BirthPrecision(StrEnum):
    """How much of the birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


class Person(Record):
    """One registered human, with a dossier number. Only a name, of any kind, is mandatory."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_listing", "agency_id", "updated_at"),
        Index("ix_person_registered", "registered_on"),
        Index("ix_person_by_name", "agency_id", "sort_name"),
    )

    code: Mapped[str] = mapped_column(String(14), unique=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("app_user.id"))
    registered_on: Mapped[date] = mapped_column(Date)
    given_name: Mapped[str | None] = mapped_column(String(200))
    family_name: Mapped[str | None] = mapped_column(String(200))
    name_ar: Mapped[str | None] = mapped_column(String(200))
    known_as: Mapped[str | None] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(400), index=True)
    sex: Mapped[Sex | None] = mapped_column(enum_column(Sex))
    birth_date: Mapped[date | None] = mapped_column(Date)
    birth_precision: Mapped[BirthPrecision | None] = mapped_column(enum_column(BirthPrecision))
    nationality: Mapped[str | None] = mapped_column(String(3))
    other_nationalities: Mapped[list[str]] = mapped_column(json_column(), default=list, server_default="[]")
    languages: Mapped[list[str]] = mapped_column(json_column(), default=list)
    needs_interpreter: Mapped[bool | None]
    paper_language: Mapped[str | None] = mapped_column(String(2))
    city: Mapped[str | None] = mapped_column(String(100))
    neighbourhood: Mapped[str | None] = mapped_column(String(100))
    household_size: Mapped[int | None]
    education: Mapped[str | None] = mapped_column(String(40))
    disability: Mapped[str | None] = mapped_column(String(200))
    arrival_year: Mapped[int | None]
    has_account: Mapped[bool | None]
    has_account_on: Mapped[date | None] = mapped_column(Date)
    declared_situation: Mapped[str | None] = mapped_column(String(40))
    external_id: Mapped[str | None] = mapped_column(String(100), index=True)
    donor_project_id: Mapped[UUID | None] = mapped_column(ForeignKey("donor_project.id"))
    carer_name: Mapped[str | None] = mapped_column(String(200))
    carer_link: Mapped[str | None] = mapped_column(String(100))
    carer_phone: Mapped[str | None] = mapped_column(String(40))
    carer_consents: Mapped[bool | None]
    carer_consents_on: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(Text)
    is_demo: Mapped[bool] = mapped_column(default=False)

    phones: Mapped[list[PersonPhone]] = relationship(
        cascade="all, delete-orphan",
        order_by="PersonPhone.position",
        lazy="raise_on_sql",
    )
    papers: Mapped[list[IdentityDocument]] = relationship(
        cascade="all, delete-orphan",
        order_by="IdentityDocument.created_at",
        lazy="raise_on_sql",
    )


class PersonPhone(Record):
    """One of a person's phones: E.164 where it could be read so, else as typed."""

    __tablename__ = "person_phone"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(40))
    answered_by: Mapped[str | None] = mapped_column(String(100))
    is_whatsapp: Mapped[bool | None]


class PaperStatus(StrEnum):
    """How the agent knows of a paper."""

    SEEN = "seen"
    COPIED = "copied"
    DECLARED = "declared"


class IdentityDocument(Record):
    """One paper. `type` is a word of app.people.papers; the number may be null (rule P12)."""

    __tablename__ = "identity_document"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    type: Mapped[str] = mapped_column(String(40))
    number: Mapped[str | None] = mapped_column(String(80))
    issued_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date, index=True)
    status: Mapped[PaperStatus] = mapped_column(enum_column(PaperStatus))


class PersonKey(Base):
    """The search index: a folded token, its kind (n name, s sound, p phone, d paper, f dossier) and whose it is.

    Read by ranges, so `token` is compared byte by byte on both engines. Kept by db.search, keys made by app.people.names.
    """

    __tablename__ = "person_key"
    __table_args__ = (
        Index("ix_person_key_person_id", "person_id"),
        {"sqlite_with_rowid": False},
    )

    token: Mapped[str] = mapped_column(
        String(100).with_variant(String(100, collation="C"), "postgresql"),
        primary_key=True,
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(1), primary_key=True)


class PersonSound(Base):
    """The names of a person as the phonetic index reads them: `word:sound` parted by spaces; year of birth and sex.

    `turn` grows with each write, so that whoever holds the index in memory reads only what changed since. Kept by db.sounds.
    """

    __tablename__ = "person_sound"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    turn: Mapped[int] = mapped_column(BigInteger, index=True)
    words: Mapped[str] = mapped_column(Text)
    birth_year: Mapped[int | None]
    sex: Mapped[str | None] = mapped_column(String(1))


class SearchState(Base):
    """One row: the last turn given, and the version of the rules that made what is kept (0: nothing made yet)."""

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(BigInteger)
    algorithm: Mapped[int]


class TwinState(StrEnum):
    """What was said of two dossiers that look alike."""

    TO_REVIEW = "to_review"
    DIFFERENT = "different"


class TwinPair(Record):
    """Two dossiers that may be one person, queued for review or remembered as different."""

    __tablename__ = "twin_pair"
    __table_args__ = (UniqueConstraint("left_id", "right_id"),)

    left_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    right_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    score: Mapped[float]
    state: Mapped[TwinState] = mapped_column(enum_column(TwinState))


class PersonMerge(Record):
    """A person merged into another, whose rows the other has now; gone when it is taken back.

    By its number, external id and id the merged one is still found. `snapshot` holds both sides as they were and what
    the merge did to each row, for app.desk.merging to undo.
    """

    __tablename__ = "person_merge"

    survivor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[UUID] = mapped_column(unique=True)
    merged_code: Mapped[str] = mapped_column(String(14), unique=True)
    merged_external_id: Mapped[str | None] = mapped_column(String(100), index=True)
    merged_sort_name: Mapped[str] = mapped_column(String(400), index=True)
    snapshot: Mapped[dict[str, object]] = mapped_column(json_column())


class Stage(StrEnum):
    """Where a project stands."""

    IDEA = "idea"
    CREATION = "creation"
    EXISTING = "existing"


class LegalForm(StrEnum):
    """The legal form of an activity."""

    NONE = "none"
    INDIVIDUAL = "individual"
    AUTO_ENTREPRENEUR = "auto_entrepreneur"
    COOPERATIVE = "cooperative"
    COMPANY = "company"
    ASSOCIATION = "association"


class Project(Record):
    """A business idea or activity."""

    __tablename__ = "project"

    title: Mapped[str | None] = mapped_column(String(300))
    stage: Mapped[Stage | None] = mapped_column(enum_column(Stage))
    legal_form: Mapped[LegalForm | None] = mapped_column(enum_column(LegalForm))
    sector: Mapped[str | None] = mapped_column(String(100))
    city: Mapped[str | None] = mapped_column(String(100))
    is_current: Mapped[bool] = mapped_column(default=True)
    sheet: Mapped[dict[str, object] | None] = mapped_column(json_column(none_as_null=True))


class ProjectMember(Record):
    """A person of a project; several persons may share one."""

    __tablename__ = "project_member"
    __table_args__ = (UniqueConstraint("project_id", "person_id"),)

    project_id: Mapped[UUID] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class Need(Record):
    """What a person wants now; `number` counts within the dossier, `amount_centimes` may be unknown."""

    __tablename__ = "need"
    __table_args__ = (UniqueConstraint("person_id", "number"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    purpose: Mapped[str] = mapped_column(String(400))
    amount_centimes: Mapped[int | None] = mapped_column(BigInteger)
    wanted_by: Mapped[date | None] = mapped_column(Date)


class Purpose(StrEnum):
    """What a consent is for."""

    DOSSIER = "dossier"
    SHARING = "sharing"
    STATISTICS = "statistics"
    CONTACT = "contact"


class Answer(StrEnum):
    """What the person said."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Manner(StrEnum):
    """How the consent was given."""

    ORAL = "oral"
    SIGNED = "signed"
    PHONE = "phone"


class Consent(Record):
    """One answer to one purpose (for sharing: one provider). The latest of its kind counts."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person_purpose", "person_id", "purpose"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    provider_id: Mapped[UUID | None] = mapped_column(ForeignKey("provider.id"))
    answer: Mapped[Answer] = mapped_column(enum_column(Answer))
    manner: Mapped[Manner] = mapped_column(enum_column(Manner))
    language: Mapped[str] = mapped_column(String(8))
    wording_hash: Mapped[str] = mapped_column(String(64))
    answered_at: Mapped[datetime]
    valid_until: Mapped[date | None] = mapped_column(Date)


class ConsentWording(Record):
    """The words read aloud for a purpose in one language; frozen once used. Unsigned = "modèle, à valider"."""

    __tablename__ = "consent_wording"
    __table_args__ = (UniqueConstraint("purpose", "language", "edition"),)

    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    language: Mapped[str] = mapped_column(String(8))
    edition: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    signed_off_by: Mapped[UUID | None]
    signed_off_at: Mapped[datetime | None]


class RefusalCount(Base):
    """Anonymous heads: people who refused the dossier, per agency and day. Nothing about who."""

    __tablename__ = "refusal_count"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    heads: Mapped[int]


class InteractionKind(StrEnum):
    """What happened between an agent and a person."""

    INFORMED = "informed"
    MOBILISED = "mobilised"
    ORIENTED = "oriented"
    REFERRED = "referred"
    ACCOMPANIED = "accompanied"
    NOTE = "note"


class Interaction(Record):
    """One line of a dossier's timeline. A note is no contact and is never counted as one."""

    __tablename__ = "interaction"
    __table_args__ = (Index("ix_interaction_on", "on", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[InteractionKind] = mapped_column(enum_column(InteractionKind))
    on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime]
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("directory_entry.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    text: Mapped[str | None] = mapped_column(Text)
