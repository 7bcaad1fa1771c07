"""An entry changed: checked as a pack would be, kept as a version with its day, who and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.errors import BadFile, ConflictingEdit, NotFound, Refused
from app.funding.entries import Entry
from app.funding.entry_reader import read_entry
from app.funding.entry_writer import entry_data
from app.funding.located import items_of
from app.funding.row_keys import row_keys
from db.models import AppUser, AvailabilityState, DirectoryEntry, EntryVersion
from db.models import Criterion as CriterionRow

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version of an entry: from when, by whom, why, and what it said."""

    number: int
    valid_from: date
    by: str | None
    reason: str | None
    entry: Entry


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="directory.versions_read")
def versions_of(workspace: Workspace, slug: str) -> list[VersionCard]:
    """Every version of an entry, the newest first; empty as long as it stands as it came. Raises NotFound."""
    with reading(workspace) as session:
        row = row_of(session, slug)
        query = select(EntryVersion, AppUser.display_name).outerjoin(AppUser, AppUser.id == EntryVersion.created_by)
        query = query.where(EntryVersion.entry_id == row.id).order_by(EntryVersion.number.desc())
        return [
            VersionCard(
                one.number, one.valid_from, name if one.number > 1 else None, one.reason, checked(one.body, slug)
            )
            for one, name in session.execute(query)
        ]


def checked(data: Mapping[str, Any], slug: str) -> Entry:
    """The entry that data describe. Raises Refused with the reason when they describe none: it cannot be kept."""
    try:
        return read_entry(items_of(data, slug))
    except BadFile as error:
        raise Refused("entry.broken", reason=error.values.get("reason", "")) from error


def row_of(session: Session, slug: str, version: int | None = None) -> DirectoryEntry:
    """The row of an entry. Raises NotFound; ConflictingEdit when it is no longer the version that was seen."""
    row = session.scalars(select(DirectoryEntry).where(DirectoryEntry.slug == slug)).first()
    if row is None:
        raise NotFound("option.not_found", option=slug)
    if version is not None and row.version != version:
        raise ConflictingEdit("row.changed")
    return row


def keep_version(
    session: Session, row: DirectoryEntry, data: Mapping[str, Any], today: date, reason: str | None
) -> Entry:
    """Puts new data in an entry's place and keeps both what it said and what it says. Raises Refused when broken."""
    entry = checked(data, row.slug)
    if entry.id != row.slug:
        raise Refused("entry.broken", reason=entry.id)
    newest = session.scalar(
        select(EntryVersion.number).where(EntryVersion.entry_id == row.id).order_by(EntryVersion.number.desc()).limit(1)
    )
    if newest is None:
        newest = 1
        session.add(EntryVersion(entry_id=row.id, number=1, valid_from=row.created_at.date(), body=row.body))
    body = dict(entry_data(entry))
    session.add(EntryVersion(entry_id=row.id, number=newest + 1, valid_from=today, reason=reason, body=body))
    row.body = body
    row.availability = AvailabilityState(entry.availability.state.value)
    row.is_edited_here = row.pack_body is None or body != row.pack_body
    sync_criteria(session, row.id, entry)
    return entry


def sync_criteria(session: Session, entry_id: UUID, entry: Entry) -> None:
    """Keeps the rows that criteria are counted and found by true to the entry."""
    rows = {one.key: one for one in session.scalars(select(CriterionRow).where(CriterionRow.entry_id == entry_id))}
    for place, (key, criterion) in enumerate(row_keys(entry)):
        body: dict[str, object] = {"deciding": criterion.decides}
        row = rows.pop(key, None)
        if row is None:
            session.add(CriterionRow(entry_id=entry_id, position=place, key=key, body=body))
        elif (row.position, row.body) != (place, body):
            row.position, row.body = place, body
    for gone in rows.values():
        session.delete(gone)
