"""Who else holds a paper, told while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.people.shared_papers import holders_of
from db.models import Agency, Person

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PaperHolder:
    """A dossier that holds the paper already. `card` is None when it is another agency's: only its name is told."""

    card: PersonCard | None
    elsewhere: str | None = None


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="paper.holders_looked_for")
def paper_holders(workspace: Workspace, kind: str, number: str, except_for: UUID | None = None) -> list[PaperHolder]:
    """The dossiers that hold this paper already; none for a number a whole household shares."""
    with reading(workspace) as session:
        ids = holders_of(session, kind, number, except_for)
        people = session.scalars(select(Person).where(Person.id.in_(ids)).options(selectinload(Person.phones)))
        agencies = {key: name for key, name in session.execute(select(Agency.id, Agency.name))}
        return [
            PaperHolder(card_of(person, workspace.agency.label))
            if person.agency_id == workspace.agency.id
            else PaperHolder(None, agencies[person.agency_id])
            for person in people
        ]
