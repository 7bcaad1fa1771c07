"""The journal as app sees it: adding what is no write, reading it, proving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from db.history import broken_links, record
from db.models import AppUser, AuditRow

if TYPE_CHECKING:
    from app.workspace import Workspace

__all__ = ["JournalLine", "broken_journal", "read_journal", "record"]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One row of the journal, without its body."""

    seq: int
    at: datetime
    actor: str | None
    action: str
    operation: str
    entity: str
    entity_id: UUID | None


@use_case(right=Right.READ_JOURNAL, undo=Undo.HARMLESS, audit="journal.read")
def read_journal(workspace: Workspace, *, before: int | None = None, limit: int = 200) -> list[JournalLine]:
    """The newest lines first, `limit` at most, older than sequence `before` when given."""
    query = select(AuditRow, AppUser.display_name).outerjoin(AppUser, AppUser.id == AuditRow.actor_id)
    if before is not None:
        query = query.where(AuditRow.seq < before)
    with reading(workspace) as session:
        rows = session.execute(query.order_by(AuditRow.seq.desc()).limit(limit))
        return [
            JournalLine(
                row.seq,
                row.at,
                actor,
                row.action,
                row.operation,
                row.entity,
                row.entity_id,
            )
            for row, actor in rows
        ]


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="journal.verified")
def broken_journal(workspace: Workspace) -> list[int]:
    """Sequence numbers at which the journal's chain does not hold; empty when it is whole."""
    with reading(workspace) as session:
        return broken_links(session)
