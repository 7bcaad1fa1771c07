"""The queue of pairs that may be one person, and what was said of them: the rows, without a word on rights."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Person, TwinPair, TwinState

PairKey = tuple[UUID, UUID]


def pair_key(one: UUID, other: UUID) -> PairKey:
    """The two ids in the order in which a pair keeps them."""
    return (one, other) if one < other else (other, one)


def pair_of(session: Session, one: UUID, other: UUID) -> TwinPair | None:
    """The row of two people, whichever way round it was written."""
    either = or_(
        (TwinPair.left_id == one) & (TwinPair.right_id == other),
        (TwinPair.left_id == other) & (TwinPair.right_id == one),
    )
    return session.scalars(select(TwinPair).where(either)).first()


def agency_pairs(session: Session, agency_id: UUID, state: TwinState | None = None) -> set[PairKey]:
    """The pairs known of an agency's people, of one state or of any."""
    query = select(TwinPair.left_id, TwinPair.right_id).join(Person, Person.id == TwinPair.left_id)
    query = query.where(Person.agency_id == agency_id)
    if state is not None:
        query = query.where(TwinPair.state == state)
    return {pair_key(left, right) for left, right in session.execute(query)}


def keep_pair(session: Session, one: UUID, other: UUID, score: float, state: TwinState) -> TwinPair:
    """Queues a pair, or says of it what is now known; one said to be different is not queued again."""
    pair = pair_of(session, one, other)
    if pair is None:
        left, right = pair_key(one, other)
        pair = TwinPair(left_id=left, right_id=right, score=round(score, 4), state=state)
        session.add(pair)
    elif state is TwinState.DIFFERENT:
        pair.state = state
    session.flush()
    return pair
