"""The catalogue of a base as a pack would say it, and what a pack says put back into its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.funding.entries import Branch, Entry, Provider
from app.funding.entry_reader import read_entry
from app.funding.entry_writer import entry_data
from app.funding.located import items_of
from app.funding.pack_data import branch_data, provider_data
from app.funding.texts import Texts
from app.funding.versions import sync_criteria
from db.models import AvailabilityState, DirectoryEntry, EntryKind, EntryProvider
from db.models import Branch as BranchRow
from db.models import Provider as ProviderRow

Data = Mapping[str, Any]


def providers_here(session: Session) -> dict[str, ProviderRow]:
    """Every organisation, by its id of the catalogue."""
    return {row.slug: row for row in session.scalars(select(ProviderRow).order_by(ProviderRow.slug))}


def branches_here(session: Session) -> dict[str, BranchRow]:
    """Every place, by its id of the catalogue."""
    return {row.slug: row for row in session.scalars(select(BranchRow).order_by(BranchRow.slug))}


def entries_here(session: Session) -> dict[str, DirectoryEntry]:
    """Every entry, in the directory's order."""
    return {row.slug: row for row in session.scalars(select(DirectoryEntry).order_by(DirectoryEntry.position))}


def places_here(session: Session) -> tuple[tuple[Provider, ...], tuple[Branch, ...]]:
    """Organisations and their places, as the rules know them."""
    providers = providers_here(session)
    slugs = {row.id: slug for slug, row in providers.items()}
    branches = branches_here(session).values()
    return (
        tuple(provider_of(row) for row in providers.values()),
        tuple(branch_of(row, slugs[row.provider_id]) for row in branches),
    )


def canonical(body: Mapping[str, object], slug: str) -> dict[str, Any]:
    """An entry's data in the one order: what a base keeps may come back in an order of its own."""
    return dict(entry_data(read_entry(items_of(body, slug))))


def provider_of(row: ProviderRow) -> Provider:
    """An organisation as the rules know it."""
    return Provider(row.slug, _texts(row.name), row.is_generic, row.is_recalled, row.web, row.phone)


def branch_of(row: BranchRow, provider_slug: str) -> Branch:
    """A place as the rules know it."""
    sources = row.body.get("sources")
    web = row.body.get("web")
    return Branch(
        row.slug, provider_slug, _maybe(row.body.get("name")), row.address, row.city, row.phone,
        str(web) if web else None, _maybe(row.body.get("hours")), _maybe(row.body.get("note")),
        tuple(str(one) for one in sources) if isinstance(sources, list) else (), row.is_confirmed,
    )  # fmt: skip


def provider_fields(one: Provider) -> dict[str, Any]:
    """An organisation's fields, as they are compared: rows do not keep which language a name came in."""
    return _plain(provider_data(one))


def branch_fields(one: Branch) -> dict[str, Any]:
    """A place's fields, as they are compared."""
    return _plain(branch_data(one))


def write_provider(row: ProviderRow, fields: Data) -> None:
    """Puts an organisation's fields into its row."""
    row.name, row.is_generic, row.is_recalled = dict(fields["name"]), fields["generic"], fields["recalled"]
    row.web, row.phone = fields["web"], fields["phone"]


def write_branch(row: BranchRow, fields: Data) -> None:
    """Puts a place's fields into its row."""
    body: dict[str, object] = {"sources": list(fields["sources"]), "web": fields["web"]}
    row.body = body | {key: fields[key] for key in ("name", "hours", "note") if fields[key]}
    row.address, row.city, row.phone = fields["address"], fields["city"], fields["phone"]
    row.is_confirmed = fields["confirmed"]


def add_entry(session: Session, entry: Entry, body: dict[str, Any], provider_ids: Mapping[str, UUID]) -> DirectoryEntry:
    """A new entry, last in the directory."""
    last = session.scalar(select(func.max(DirectoryEntry.position)))
    row = DirectoryEntry(
        slug=entry.id, kind=EntryKind(entry.kind.value), position=(last or 0) + 1, body=body, pack_body=dict(body),
        availability=AvailabilityState(entry.availability.state.value),
    )  # fmt: skip
    session.add(row)
    session.flush()
    sync_criteria(session, row.id, entry)
    sync_providers(session, row, entry, provider_ids)
    return row


def sync_providers(session: Session, row: DirectoryEntry, entry: Entry, provider_ids: Mapping[str, UUID]) -> None:
    """Keeps the rows that say who runs and who backs an entry true to it."""
    held = {
        one.provider_id: one for one in session.scalars(select(EntryProvider).where(EntryProvider.entry_id == row.id))
    }
    for place, one in enumerate(entry.providers):
        provider_id = provider_ids[one.provider_id]
        known = held.pop(provider_id, None)
        if known is None:
            session.add(EntryProvider(entry_id=row.id, provider_id=provider_id, position=place, role=one.role.value))
        elif (known.position, known.role) != (place, one.role.value):
            known.position, known.role = place, one.role.value
    for gone in held.values():
        session.delete(gone)


def _plain(data: Mapping[str, object]) -> dict[str, Any]:
    return {
        key: {name: value[name] for name in ("fr", "ar", "en")} if isinstance(value, dict) else value
        for key, value in data.items()
    }


def _texts(name: Mapping[str, str]) -> Texts:
    return Texts(name["fr"], name["ar"], name["en"])


def _maybe(text: object) -> Texts | None:
    return _texts(text) if isinstance(text, dict) else None
