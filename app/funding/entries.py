"""The directory as plain data: entries, providers, branches, and the pack they come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.funding.criteria import Criterion, Verdict
from app.funding.texts import Texts


class Kind(StrEnum):
    """What an entry is to a person: money, a step that opens others, or a service."""

    FUNDING = "funding"
    ENABLER = "enabler"
    SERVICE = "service"


class Category(StrEnum):
    """The family of an entry (`kind_values` of the catalogue)."""

    PUBLIC = "public"
    PRIVATE = "private"
    ASSOCIATIF = "associatif"
    MICROCREDIT = "microcredit"
    CROWDFUNDING = "crowdfunding"
    ONG = "ong"


class Instrument(StrEnum):
    """What is given (`instrument_values` of the catalogue)."""

    LOAN = "loan"
    HONOUR_LOAN = "honour_loan"
    GRANT = "grant"
    GRANT_IN_KIND = "grant_in_kind"
    DONATION = "donation"
    GUARANTEE = "guarantee"
    VOUCHER = "voucher"
    LEGAL_STATUS = "legal_status"
    ADVICE = "advice"


class Confidence(StrEnum):
    """How far an entry can be relied on (`confidence_values` of the catalogue)."""

    CONFIRMED = "confirmed"
    TO_VERIFY = "to_verify"


class State(StrEnum):
    """Whether an entry can be applied to now (`availability_values` of the catalogue)."""

    OPEN = "open"
    CALL_BASED = "call_based"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


class ProviderRole(StrEnum):
    """RUNS receives people and can be referred to; BACKS owns, funds, guarantees or takes part."""

    RUNS = "runs"
    BACKS = "backs"


@dataclass(frozen=True, slots=True)
class Call:
    """A dated call for projects, both days included."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether the entry is open, and its dated calls; `inferred` when we derived it, `checked_on` when it was asked."""

    state: State
    calls: tuple[Call, ...] = ()
    inferred: bool = False
    confirmed: bool = False
    checked_on: date | None = None

    def open_call(self, on: date | None) -> Call | None:
        """The call open on that day, if a day and such a call are known."""
        return next((call for call in self.calls if on is not None and call.opens <= on <= call.closes), None)

    def judge(self, on: date | None) -> Verdict:
        """ "closed or suspended -> closed; […] availability unknown, or call_based without a dated open call, makes the
        verdict ask" (`criteria_rule`).
        """
        if self.state in (State.CLOSED, State.SUSPENDED):
            return Verdict.CLOSED
        if self.state is State.OPEN or (self.state is State.CALL_BASED and self.open_call(on)):
            return Verdict.ELIGIBLE
        return Verdict.ASK


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the facts of an entry come from; `date` is a year, a month or a day as the source gives it.

    `confirmed_fields` are the labels of what the sources back, as of that date; other fields are not backed.
    """

    sources: tuple[str, ...]
    date: str | None
    confidence: Confidence
    confirmed_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an offer: an amount, or words. `label` only where the name is not one of the usual ones.

    Beside words may stand what can be computed with: a yearly rate in hundredths of a percent, a duration and its
    deferral in months, the percent of a project that a grant covers. Without them nothing is computed.
    """

    name: str
    centimes: int | None = None
    text: Texts | None = None
    label: Texts | None = None
    note: Texts | None = None
    inferred: bool = False
    confirmed: bool = False
    basis_points: int | None = None
    months: int | None = None
    deferral_months: int | None = None
    grant_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to bring; `inferred` when we derived it from the public of the entry."""

    text: Texts
    inferred: bool = False
    confirmed: bool = False
    note: Texts | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach whoever runs an entry, as the source says it; None is "not known"."""

    web: str | None = None
    phone: str | None = None
    phone_note: Texts | None = None
    address: Texts | None = None


@dataclass(frozen=True, slots=True)
class EntryProvider:
    """One organisation behind an entry, and its part in it."""

    provider_id: str
    role: ProviderRole = ProviderRole.RUNS


@dataclass(frozen=True, slots=True)
class Gives:
    """What passing an enabler changes in a person's facts."""

    legal_form: str | None = None
    has_account: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a person can be referred to. `unknown` names the fields the sources leave open."""

    id: str
    kind: Kind
    category: Category | None
    instrument: Instrument | None
    title: Texts
    run_by: Texts | None
    target: Texts | None
    providers: tuple[EntryProvider, ...]
    availability: Availability
    provenance: Provenance
    terms: tuple[Term, ...]
    criteria: tuple[Criterion, ...]
    documents: tuple[Document, ...]
    contact: Contact
    notes: tuple[Texts, ...]
    unknown: tuple[str, ...]
    gives: Gives = Gives()

    def term(self, name: str) -> Term | None:
        """The term of that name, or None when it is not known."""
        return next((term for term in self.terms if term.name == name), None)

    def criterion(self, key: str) -> Criterion | None:
        """The criterion of that field, or None when the source states none."""
        return next((criterion for criterion in self.criteria if criterion.key == key), None)


@dataclass(frozen=True, slots=True)
class Provider:
    """An organisation. `generic` stands for any of a sort ("commercial banks"); `recalled` has no source yet."""

    id: str
    name: Texts
    generic: bool = False
    recalled: bool = False
    web: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One place of a provider; not `confirmed` is never printed as fact (PRODUCT.md R2)."""

    id: str
    provider_id: str
    name: Texts | None = None
    address: str | None = None
    city: str | None = None
    phone: str | None = None
    web: str | None = None
    hours: Texts | None = None
    note: Texts | None = None
    sources: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A legal ceiling of microcredit, in centimes."""

    name: str
    centimes: int
    label: Texts


@dataclass(frozen=True, slots=True)
class LegalCeilings:
    """What the law lets microcredit lend, with its condition and source."""

    amounts: tuple[Ceiling, ...]
    condition: Texts
    law: Texts
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PackMeta:
    """What a pack says of itself: version, method, vocabulary and the words of its rules."""

    id: str
    version: int
    compiled_on: date
    currency: str
    warning: Texts
    method: Texts
    statuses: tuple[tuple[str, Texts], ...]
    confidences: tuple[tuple[str, Texts], ...]
    rules: tuple[tuple[str, str], ...]
    legal_ceilings: LegalCeilings


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole catalogue, checked."""

    meta: PackMeta
    providers: tuple[Provider, ...]
    branches: tuple[Branch, ...]
    entries: tuple[Entry, ...]

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of that id, if the pack holds it."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)
