"""What somebody has begun: kept within half a second of the last key, nobody's dossier, gone when recorded or too old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.settings import DRAFT_DAYS
from db.models import Draft

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft of the signed-in user: its kind (`reception`), a title to know it by, and what was typed."""

    id: UUID
    kind: str
    title: str
    body: dict[str, object]
    saved_at: datetime


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="draft.saved")
def save_draft(workspace: Workspace, draft_id: UUID, kind: str, title: str, body: dict[str, object]) -> None:
    """Keeps what was typed so far; the same id replaces it. Only its owner ever sees it."""
    now = workspace.clock.now()
    with writing(workspace) as session:
        row = session.get(Draft, draft_id)
        if row is None:
            row = Draft(id=draft_id, user_id=workspace.user.id, kind=kind)
            session.add(row)
        row.title, row.body, row.saved_at = title[:300], body, now
        row.expires_at = now + timedelta(days=workspace.settings.get(DRAFT_DAYS))


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="drafts.listed")
def list_drafts(workspace: Workspace, kind: str | None = None) -> list[DraftCard]:
    """The signed-in user's drafts that have not expired, newest first."""
    query = select(Draft).where(Draft.user_id == workspace.user.id, Draft.expires_at > workspace.clock.now())
    if kind is not None:
        query = query.where(Draft.kind == kind)
    with reading(workspace) as session:
        rows = session.scalars(query.order_by(Draft.saved_at.desc()))
        return [DraftCard(row.id, row.kind, row.title, row.body, row.saved_at) for row in rows]


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="draft.dropped")
def drop_draft(workspace: Workspace, draft_id: UUID) -> None:
    """Removes a draft of the signed-in user, and whatever has expired; nothing happens when it is gone already."""
    mine = (Draft.id == draft_id) & (Draft.user_id == workspace.user.id)
    with writing(workspace) as session:
        session.execute(delete(Draft).where(mine | (Draft.expires_at <= workspace.clock.now())))
