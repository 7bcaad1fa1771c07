"""A paper two dossiers hold: looked for by its number, queued for review when it is kept, never refused (P2, P4)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.people.papers import HOUSEHOLD_PAPERS, number_key
from app.people.search_keys import KeyKind
from db.models import IdentityDocument, TwinPair, TwinState
from db.search import owners_of_keys

SAME_PAPER = 0.9
"""How alike two dossiers are said to be for holding the same paper: to be reviewed before most others."""


def holders_of(session: Session, kind: str, number: str | None, except_for: UUID | None = None) -> list[UUID]:
    """The persons who hold this paper; none for a number that a whole household shares."""
    key = number_key(number or "")
    if not key or kind in HOUSEHOLD_PAPERS:
        return []
    wanted = (KeyKind.PAPER.value, key)
    found = owners_of_keys(session, [wanted]).get(wanted, [])
    # The index also holds the ends of longer numbers: only the whole number of the same kind is the same paper.
    query = select(IdentityDocument.person_id, IdentityDocument.number).where(
        IdentityDocument.person_id.in_(found), IdentityDocument.type == kind
    )
    holders = {person_id for person_id, held in session.execute(query) if number_key(held or "") == key}
    return sorted(holders - {except_for})


def queue_shared_papers(session: Session, person_id: UUID, papers: Iterable[tuple[str, str | None]]) -> int:
    """Queues the dossier with each other one that holds one of its papers (kind, number); gives how many are new."""
    others = {other for kind, number in papers for other in holders_of(session, kind, number, person_id)}
    added = 0
    for other in sorted(others):
        either_way = or_(
            (TwinPair.left_id == other) & (TwinPair.right_id == person_id),
            (TwinPair.left_id == person_id) & (TwinPair.right_id == other),
        )
        if session.scalar(select(TwinPair.id).where(either_way)) is None:
            pair = TwinPair(left_id=other, right_id=person_id, score=SAME_PAPER, state=TwinState.TO_REVIEW)
            session.add(pair)
            added += 1
    session.flush()
    return added
