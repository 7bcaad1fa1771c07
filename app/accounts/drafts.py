"""What somebody has begun: kept within half a second of the last key, nobody's dossier, gone when recorded or too old.

While a shared base's server is away, drafts go to a sealed file on the PC (app/accounts/drafts_away.py) and come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select

from app.accounts.drafts_away import DraftFile, KeptDraft
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import BaseUnusable
from app.settings import DRAFT_DAYS
from app.workspace import Change
from db.models import Draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace

_LONGEST_TITLE = 300


BEFORE_KEEPING: list[Callable[[Workspace, dict[str, object]], dict[str, object]]] = []
"""Rooms add here what a draft may not hold either (paper numbers, rule P12)."""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A draft of the signed-in user: its kind (`reception`), a title to know it by, and what was typed."""

    id: UUID
    kind: str
    title: str
    body: dict[str, object]
    saved_at: datetime


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="draft.saved")
def save_draft(workspace: Workspace, draft_id: UUID, kind: str, title: str, body: dict[str, object]) -> bool:
    """Keeps what was typed so far; the same id replaces it. Only its owner ever sees it.

    False when the server is away: the draft waits on this PC, and listeners hear of the noun `draft_away`.
    """
    now = workspace.clock.now()
    for clean in BEFORE_KEEPING:
        body = clean(workspace, body)
    try:
        with writing(workspace) as session:
            _store(session, workspace, KeptDraft(str(draft_id), kind, title, body, now.isoformat()))
    except BaseUnusable as error:
        if not _is_away(workspace, error):
            raise
        DraftFile(workspace).keep(draft_id, kind, title[:_LONGEST_TITLE], body, now)
        workspace.changes.publish(Change("draft.saved", frozenset({"draft_away"}), frozenset({draft_id})))
        return False
    return True


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="drafts.listed")
def list_drafts(workspace: Workspace, kind: str | None = None) -> list[DraftCard]:
    """The signed-in user's drafts that have not expired, newest first: those of the base, and those that wait on this PC."""
    kept = DraftFile(workspace).read() if workspace.database.is_server else {}
    try:
        found = {card.id: card for card in _in_base(workspace)}
    except BaseUnusable as error:
        if not _is_away(workspace, error):
            raise
        found = {}
    for key, one in kept.items():
        saved_at = datetime.fromisoformat(one.saved_at)
        if key in found and found[key].saved_at >= saved_at:
            continue
        found.pop(key, None)
        if not one.dropped:
            found[key] = DraftCard(key, one.kind, one.title, one.body, saved_at)
    cards = [card for card in found.values() if kind in (None, card.kind)]
    return sorted(cards, key=lambda card: card.saved_at, reverse=True)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="draft.dropped")
def drop_draft(workspace: Workspace, draft_id: UUID) -> None:
    """Removes a draft of the signed-in user, and whatever has expired; nothing happens when it is gone already."""
    mine = (Draft.id == draft_id) & (Draft.user_id == workspace.user.id)
    now = workspace.clock.now()
    try:
        with writing(workspace) as session:
            session.execute(delete(Draft).where(mine | (Draft.expires_at <= now)))
    except BaseUnusable as error:
        if not _is_away(workspace, error):
            raise
        DraftFile(workspace).drop(draft_id, now)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="drafts.brought_back")
def bring_back_drafts(workspace: Workspace) -> int:
    """Puts the drafts that wait on this PC into the base, the newer state of each winning; gives how many waited.

    Raises BaseUnusable while the server is still away: nothing is lost then.
    """
    file = DraftFile(workspace)
    kept = file.read() if workspace.database.is_server else {}
    if kept:
        with writing(workspace) as session:
            for one in kept.values():
                _store(session, workspace, one)
        file.forget(kept)
    return len(kept)


def _store(session: Session, workspace: Workspace, kept: KeptDraft) -> None:
    saved_at = datetime.fromisoformat(kept.saved_at)
    row = session.get(Draft, UUID(kept.id))
    if row is not None and (row.user_id != workspace.user.id or row.saved_at > saved_at):
        return
    if kept.dropped:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = Draft(id=UUID(kept.id), user_id=workspace.user.id, kind=kept.kind)
        session.add(row)
    row.title, row.body, row.saved_at = kept.title[:_LONGEST_TITLE], kept.body, saved_at
    row.expires_at = saved_at + timedelta(days=workspace.settings.get(DRAFT_DAYS))


def _in_base(workspace: Workspace) -> list[DraftCard]:
    query = select(Draft).where(Draft.user_id == workspace.user.id, Draft.expires_at > workspace.clock.now())
    with reading(workspace) as session:
        rows = session.scalars(query)
        return [DraftCard(row.id, row.kind, row.title, row.body, row.saved_at) for row in rows]


def _is_away(workspace: Workspace, error: BaseUnusable) -> bool:
    return workspace.database.is_server and error.key == "base.unreachable"
