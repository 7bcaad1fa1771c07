"""Referrals, each step of their life, and the slips printed for them."""

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
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Record
from db.types import enum_column, json_column


class Progress(StrEnum):
    """How far a referral has come (PRODUCT.md R1)."""

    PREPARED = "prepared"
    ISSUED = "issued"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    AWAITING_PERSON = "awaiting_person"
    WAITING = "waiting"
    DECIDED = "decided"
    CLOSED = "closed"


class Decision(StrEnum):
    """What the provider decided."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class Result(StrEnum):
    """What the person got."""

    FUNDED = "funded"
    STARTED = "started"
    OTHER_HELP = "other_help"
    NOTHING = "nothing"


class Ending(StrEnum):
    """How a closed referral ended."""

    RESULT_KNOWN = "result_known"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NO_SHOW = "no_show"
    NO_ANSWER = "no_answer"
    REDIRECTED = "redirected"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class Source(StrEnum):
    """Who told us of a step."""

    COUPON = "coupon"
    CALL = "call"
    LIST = "list"
    PERSON = "person"
    AGENCY = "agency"


class Referral(Record):
    """Need x entry x branch, followed until its outcome; `owner` and `due_on` say who owes the next act and by when."""

    __tablename__ = "referral"
    __table_args__ = (Index("ix_referral_open", "progress", "due_on"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("directory_entry.id"), index=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"), index=True)
    branch_id: Mapped[UUID | None] = mapped_column(ForeignKey("branch.id"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    agent_id: Mapped[UUID] = mapped_column(ForeignKey("app_user.id"))
    progress: Mapped[Progress] = mapped_column(enum_column(Progress))
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision))
    result: Mapped[Result | None] = mapped_column(enum_column(Result))
    ending: Mapped[Ending | None] = mapped_column(enum_column(Ending))
    refusal_reason: Mapped[str | None] = mapped_column(String(40))
    amount_centimes: Mapped[int | None] = mapped_column(BigInteger)
    retry_on: Mapped[date | None] = mapped_column(Date)
    issued_on: Mapped[date | None] = mapped_column(Date, index=True)
    decided_on: Mapped[date | None] = mapped_column(Date)
    result_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    owner: Mapped[str | None] = mapped_column(String(20))
    due_on: Mapped[date | None] = mapped_column(Date)
    verdict: Mapped[str] = mapped_column(String(20))
    override_reason: Mapped[str | None] = mapped_column(Text)
    redirected_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"))


class ReferralStep(Record):
    """One step: what, when, told by whom. The provider's word and the person's word are kept apart by `source`."""

    __tablename__ = "referral_step"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime]
    source: Mapped[Source] = mapped_column(enum_column(Source))
    reason: Mapped[str | None] = mapped_column(String(40))
    until: Mapped[date | None] = mapped_column(Date)
    amount_centimes: Mapped[int | None] = mapped_column(BigInteger)
    criterion: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Text)


class SlipState(StrEnum):
    """Whether the paper left the printer; to print although printed before: again. A replaced version is cancelled."""

    TO_PRINT = "to_print"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Slip(Record):
    """One printed version of a referral. The issued bytes and their PDF/A archive are stored encrypted."""

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("referral_id", "edition"),)

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(14), unique=True)
    edition: Mapped[int] = mapped_column(default=1)
    languages: Mapped[str] = mapped_column(String(5))
    paper_format: Mapped[str] = mapped_column(String(4))
    state: Mapped[SlipState] = mapped_column(enum_column(SlipState))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"))
    archive_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    shared_fields: Mapped[list[str]] = mapped_column(json_column(), default=list)
    issued_at: Mapped[datetime]
    copies_printed: Mapped[int] = mapped_column(default=0)
    printed_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(40))


class ProviderDelays(Record):
    """Days within which a provider is expected to act, where they differ from the house's own (PRODUCT.md R4)."""

    __tablename__ = "provider_delays"
    __table_args__ = (UniqueConstraint("provider_id"),)

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    after_issue: Mapped[int]
    after_receipt: Mapped[int]
    waiting: Mapped[int]
    person: Mapped[int]
    after_acceptance: Mapped[int]


class EvidenceState(StrEnum):
    """What the supervisor made of a proposal."""

    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"


class RefusalEvidence(Record):
    """What a coded refusal teaches about an entry: on which criterion, on which day, of somebody who was what.

    It names nobody: `referral_id` goes with the person, the lesson stays. `fact` is the one fact the criterion asks for
    (a stage, a city), the situations aside. `entry_version` is the version of the entry that the supervisor made of it.
    """

    __tablename__ = "refusal_evidence"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("directory_entry.id", ondelete="CASCADE"), index=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("provider.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"), index=True)
    on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(40))
    criterion: Mapped[str | None] = mapped_column(String(60))
    situations: Mapped[list[str]] = mapped_column(json_column(), default=list)
    fact: Mapped[str | None] = mapped_column(String(60))
    retry_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[EvidenceState] = mapped_column(enum_column(EvidenceState))
    decided_on: Mapped[date | None] = mapped_column(Date)
    decided_by: Mapped[UUID | None]
    entry_version: Mapped[int | None]


class FollowUp(Record):
    """What became of somebody six months after a result; null is "we do not know"."""

    __tablename__ = "follow_up"

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column(Date)
    reached: Mapped[bool]
    money_came: Mapped[bool | None]
    business_alive: Mapped[bool | None]
    is_satisfied: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(Text)
