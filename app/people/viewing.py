"""Who looked at a dossier and when: once a day for each account, in the journal (PRODUCT.md S4)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.people.registration import load_person
from app.workspace import LOCAL_ZONE
from db.models import AuditRow
from resources.i18n import tr_noop

if TYPE_CHECKING:
    from app.workspace import Workspace

VIEWED = "dossier.viewed"
SEEN: dict[str, str] = {
    VIEWED: tr_noop("dossier ouvert"), "person.copied": tr_noop("copie complète imprimée"),
    "consent.form_printed": tr_noop("formulaire d’accord imprimé"), "attachment.opened": tr_noop("fichier joint ouvert"),
    "person.rectified": tr_noop("correction à sa demande"),
}  # fmt: skip
"""The words of the journal that say somebody saw a dossier, and what to call them."""


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit=VIEWED)
def note_view(workspace: Workspace, person_id: UUID) -> None:
    """A line of the journal that this account opened the dossier, the first time each day. Raises NotFound."""
    morning = datetime.combine(workspace.clock.today(), time(), LOCAL_ZONE)
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        seen = select(AuditRow.seq).where(
            AuditRow.entity_id == person_id, AuditRow.actor_id == workspace.user.id, AuditRow.action == VIEWED,
            AuditRow.at >= morning,
        )  # fmt: skip
        if session.scalar(seen.limit(1)) is None:
            record(session, VIEWED, "person", person_id, {})
