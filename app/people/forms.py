"""What a reception asks of a person, and what the rest of Wasl sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.dates import BirthDate
from app.people.situations import SituationSet

HIDDEN = "•••"
"""Stands for what the reader has not the right to see; written back it changes nothing."""


@dataclass(frozen=True, slots=True)
class PhoneForm:
    """One phone as typed; who answers it, and whether it takes WhatsApp."""

    number: str
    answered_by: str | None = None
    is_whatsapp: bool | None = None


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One paper as recorded. `type` is a word of app.people.papers."""

    type: str
    number: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    status: str = "seen"


@dataclass(frozen=True, slots=True)
class PersonForm:
    """The fields of PRODUCT.md P1; all but a name may be unknown (None)."""

    given_name: str | None = None
    family_name: str | None = None
    name_ar: str | None = None
    known_as: str | None = None
    sex: str | None = None
    birth: BirthDate | None = None
    nationality: str | None = None
    other_nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    needs_interpreter: bool | None = None
    paper_language: str | None = None
    phones: tuple[PhoneForm, ...] = ()
    city: str | None = None
    neighbourhood: str | None = None
    household_size: int | None = None
    education: str | None = None
    disability: str | None = None
    arrival_year: int | None = None
    has_account: bool | None = None
    declared_situation: str | None = None
    external_id: str | None = None
    carer_name: str | None = None
    carer_link: str | None = None
    carer_phone: str | None = None
    carer_consents: bool | None = None
    note: str | None = None
    donor_project_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person in one line: enough for a list, a header, an appointment."""

    id: UUID
    version: int
    code: str
    number: str
    display_name: str
    name_ar: str | None
    sex: str | None
    birth: BirthDate | None
    nationality: str | None
    city: str | None
    phone: str | None
    registered_on: date
    has_consent: bool | None


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper of a dossier."""

    id: UUID
    version: int
    form: PaperForm


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A business idea or activity; stage and legal form are words of the catalogue's vocabulary."""

    title: str | None = None
    stage: str | None = None
    legal_form: str | None = None
    sector: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project of a dossier."""

    id: UUID
    version: int
    form: ProjectForm
    is_current: bool


@dataclass(frozen=True, slots=True)
class NeedCard:
    """What a person wants now; `number` counts within the dossier."""

    id: UUID
    number: int
    purpose: str
    amount_centimes: int | None
    project_id: UUID | None


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """The latest answer to one purpose (for sharing: one provider)."""

    id: UUID
    purpose: str
    provider_id: UUID | None
    answer: str
    manner: str
    language: str
    answered_on: date
    wording_hash: str
    in_force: bool
    valid_until: date | None = None
    recipient: Mapping[str, str] | None = None
    """The provider's name by language, for sharing."""

    @property
    def is_expired(self) -> bool:
        """Given, and no longer holding: it counts as missing."""
        return self.answer == "given" and not self.in_force


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the dossier of a person shows, at one date."""

    card: PersonCard
    form: PersonForm
    papers: tuple[PaperCard, ...]
    situations: SituationSet
    projects: tuple[ProjectCard, ...]
    needs: tuple[NeedCard, ...]
    consents: tuple[ConsentCard, ...]

    @property
    def current_project(self) -> ProjectCard | None:
        """The project the person works on now."""
        return next((project for project in self.projects if project.is_current), None)

    def consent(self, purpose: str, provider_id: UUID | None = None) -> ConsentCard | None:
        """The answer in force for a purpose, None when it was never asked."""
        return next((c for c in self.consents if (c.purpose, c.provider_id) == (purpose, provider_id)), None)
