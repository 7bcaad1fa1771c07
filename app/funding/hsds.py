"""The directory as Open Referral HSDS 3.0 has it (https://docs.openreferral.org), one list for each kind of thing.

What is not known is not there: no postal code, no address that nobody has confirmed, no schedule without hours. Where the
specification demands a field, what we know is said in it: a status HSDS has no word for is `inactive` with an alert that
says why, and an organisation is described by what it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from app.funding.criteria import EVERYWHERE, OTHER_CITIES, CriterionKey, Operator
from app.funding.criterion_words import in_plain_words
from app.funding.entries import Branch, Entry, Kind, Provider, ProviderRole, State
from app.funding.field_names import term_name
from app.funding.wordings import STATES
from resources.i18n import tr_noop, words

Row = dict[str, object]
_OURS = UUID("5f0c0f5e-2f0b-4d0c-9a55-7761736c0001")
"""The same thing has the same identifier in every export, of whatever base."""
TABLES = ("organization", "service", "service_area", "required_document", "location", "service_at_location", "phone",
          "schedule")  # fmt: skip
_STATUS = {State.OPEN: "active", State.SUSPENDED: "temporarily closed", State.CLOSED: "defunct"}
_RUNS = tr_noop("Dispositifs dans l’annuaire : {titles}.")
_NOTHING = tr_noop("Aucun dispositif dans l’annuaire.")


@dataclass(frozen=True, slots=True)
class Directory:
    """What is exported: entries with the day each was last checked, organisations, and their places."""

    entries: Sequence[tuple[Entry, date | None]]
    providers: Sequence[Provider]
    branches: Sequence[Branch]


def hsds(directory: Directory, language: str) -> dict[str, list[Row]]:
    """The whole directory in one language (HSDS has one text a field)."""
    return _Export(language).of(directory)


class _Export:
    def __init__(self, language: str) -> None:
        self.language, self.speak = language, words(language)
        self.tables: dict[str, list[Row]] = {name: [] for name in TABLES}

    def of(self, directory: Directory) -> dict[str, list[Row]]:
        titles: dict[str, list[str]] = {}
        services: dict[str, list[UUID]] = {}
        for entry, checked in directory.entries:
            runs = [one.provider_id for one in entry.providers if one.role is ProviderRole.RUNS]
            for provider in runs or [""]:
                service = self._service(entry, provider, checked)
                services.setdefault(provider, []).append(service)
                titles.setdefault(provider, []).append(entry.title.get(self.language))
        for one in directory.providers:
            self._organization(one, titles.get(one.id, []))
        for branch in directory.branches:
            if branch.confirmed:
                self._location(branch, services.get(branch.provider_id, []))
        return self.tables

    def _organization(self, one: Provider, titles: Sequence[str]) -> None:
        said = self.speak.tr(_RUNS, titles=", ".join(titles)) if titles else self.speak.tr(_NOTHING)
        made = _id("organization", one.id)
        self._add("organization", made, name=one.name.get(self.language), description=said, website=_address(one.web))
        self._phone(one.phone, one.id, organization_id=made)

    def _service(self, entry: Entry, provider: str, checked: date | None) -> UUID:
        made = _id("service", entry.id, provider)
        state, ages = entry.availability.state, {one.key: one.bound for one in entry.criteria}
        self._add(
            "service", made, organization_id=str(_id("organization", provider)) if provider else None,
            name=entry.title.get(self.language), status=_STATUS.get(state, "inactive"),
            description=entry.target.get(self.language) if entry.target else None, url=_address(entry.contact.web),
            fees_description=self._terms(entry), eligibility_description=self._conditions(entry),
            minimum_age=ages.get(CriterionKey.AGE_MIN), maximum_age=ages.get(CriterionKey.AGE_MAX),
            assured_date=checked.isoformat() if checked else None,
            alert=None if state is State.OPEN else self.speak.tr(STATES[state]),
        )  # fmt: skip
        self._phone(entry.contact.phone, entry.id, provider, service_id=made)
        for place, document in enumerate(entry.documents):
            self._add("required_document", _id("document", entry.id, provider, str(place)), service_id=str(made),
                      document=document.text.get(self.language))  # fmt: skip
        cities = entry.criterion(CriterionKey.CITIES)
        for city in cities.values if cities and cities.operator is Operator.SERVED else ():
            if city not in (OTHER_CITIES, *EVERYWHERE):
                self._add("service_area", _id("area", entry.id, provider, city), service_id=str(made), name=city)
        return made

    def _location(self, branch: Branch, services: Iterable[UUID]) -> None:
        made = _id("location", branch.id)
        parts = [part for part in (branch.address, branch.city) if part]
        self._add(
            "location", made, location_type="physical", organization_id=str(_id("organization", branch.provider_id)),
            name=branch.name.get(self.language) if branch.name else None, description=", ".join(parts) or None,
            url=_address(branch.web),
        )  # fmt: skip
        self._phone(branch.phone, branch.id, location_id=made)
        if branch.hours:
            self._add("schedule", _id("schedule", branch.id), location_id=str(made),
                      description=branch.hours.get(self.language))  # fmt: skip
        for service in services:
            self._add("service_at_location", _id("place", str(service), branch.id), service_id=str(service),
                      location_id=str(made))  # fmt: skip

    def _phone(self, number: str | None, *whose: str, **link: UUID) -> None:
        if number:
            self._add("phone", _id("phone", *whose), number=number, **{key: str(one) for key, one in link.items()})

    def _terms(self, entry: Entry) -> str | None:
        said = [
            f"{term_name(term, self.language)}: {term.text.get(self.language)}"
            for term in entry.terms
            if term.text and term.name in ("rate", "fees")
        ]
        return "; ".join(said) or None

    def _conditions(self, entry: Entry) -> str | None:
        if entry.kind is Kind.SERVICE:
            return None
        return " ".join(in_plain_words(one).get(self.language) for one in entry.criteria) or None

    def _add(self, table: str, made: UUID, **fields: object) -> None:
        self.tables[table].append({"id": str(made), **{name: one for name, one in fields.items() if one is not None}})


def _id(*parts: str) -> UUID:
    return uuid5(_OURS, ":".join(parts))


def _address(web: str | None) -> str | None:
    """A web address, if it is one: the field takes nothing else."""
    if not web:
        return None
    found = web if "://" in web else f"https://{web}"
    return None if any(sign.isspace() for sign in found) else found


def counts(document: Mapping[str, Sequence[Row]]) -> dict[str, int]:
    """How many things of each kind a document holds."""
    return {name: len(rows) for name, rows in document.items()}
