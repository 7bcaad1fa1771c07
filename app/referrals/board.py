"""The referrals of the agency by state: how many in each pile and how many of them late, and the piles page by page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, case, func, select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.referrals.answers import ReferralCard, cards_of
from db.models import Progress, Referral, Slip

if TYPE_CHECKING:
    from app.workspace import Workspace


class Pile(StrEnum):
    """A column of the board: states whose next act is of one kind (PRODUCT.md R4)."""

    ISSUED = "issued"
    RECEIVED = "received"
    WAITING = "waiting"
    DECIDED = "decided"
    CLOSED = "closed"


PILES: dict[Pile, tuple[Progress, ...]] = {
    Pile.ISSUED: (Progress.PREPARED, Progress.ISSUED, Progress.HANDED_OVER),
    Pile.RECEIVED: (Progress.RECEIVED,),
    Pile.WAITING: (Progress.WAITING, Progress.AWAITING_PERSON),
    Pile.DECIDED: (Progress.DECIDED,),
    Pile.CLOSED: (Progress.CLOSED,),
}


@dataclass(frozen=True, slots=True)
class PileCount:
    """How many referrals a pile has, and how many of them should have moved by now."""

    pile: Pile
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """One page of a pile (None: of all), and how many it has in all."""

    pile: Pile | None
    page: int
    rows: tuple[ReferralCard, ...]
    total: int


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referrals.counted")
def pile_counts(workspace: Workspace) -> list[PileCount]:
    """Every pile in the order of a referral's life, empty ones too, counted by the base."""
    is_late = case((Referral.due_on < workspace.clock.today(), 1), else_=0)
    query = (
        select(Referral.progress, func.count(), func.sum(is_late)).where(_mine(workspace)).group_by(Referral.progress)
    )
    with reading(workspace) as session:
        found = {progress: (count, int(late or 0)) for progress, count, late in session.execute(query)}
    return [
        PileCount(pile, *(sum(found.get(one, (0, 0))[place] for one in states) for place in (0, 1)))
        for pile, states in PILES.items()
    ]


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referrals.page_read")
def referral_page(
    workspace: Workspace, pile: Pile | None = None, page: int = 0, size: int = 200, *, open_only: bool = False
) -> ReferralPage:
    """A page of a pile, or of all: overdue first, then by due date; closed ones last, the last closed first."""
    where = _mine(workspace)
    if pile is not None:
        where &= Referral.progress.in_(PILES[pile])
    if open_only:
        where &= Referral.progress != Progress.CLOSED
    # The ids first: what is shown of a referral is read for one page only, not for all that are put in order.
    ids = select(Referral.id).where(where).order_by(*_order()).limit(size).offset(page * size)
    with reading(workspace) as session:
        total = session.scalar(select(func.count()).select_from(Referral).where(where)) or 0
        rows = cards_of(workspace, session, list(session.scalars(ids)))
    return ReferralPage(pile, page, tuple(rows), total)


def _mine(workspace: Workspace) -> ColumnElement[bool]:
    """The agency's referrals that have a slip; one that was only prepared has nothing to show yet."""
    return (Referral.agency_id == workspace.agency.id) & Referral.id.in_(select(Slip.referral_id))


def _order() -> tuple[Any, ...]:
    return (
        Referral.due_on.is_(None),
        Referral.due_on,
        Referral.closed_on.desc(),
        Referral.issued_on.desc(),
        Referral.id,
    )
