"""Six months after a result: did the money come, is the business alive, is the person satisfied (PRODUCT.md R6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import NotFound, Refused
from db.models import FollowUp, Referral, Result

if TYPE_CHECKING:
    from app.workspace import Workspace

AFTER_DAYS = 183
AGAIN_AFTER_DAYS = 14
MOST_ATTEMPTS = 3
FOLLOWED = (Result.FUNDED, Result.STARTED)


@dataclass(frozen=True, slots=True)
class FollowUpForm:
    """What was learnt; None is "we do not know". Not `reached`: nobody answered, it comes back."""

    reached: bool
    money_came: bool | None = None
    business_alive: bool | None = None
    is_satisfied: bool | None = None
    note: str | None = None


def due_on(result_on: date, attempts: Sequence[tuple[date, bool]]) -> date | None:
    """When to ask, from the result's date and what was tried (day, reached); None once reached, or tried often enough."""
    if any(reached for _, reached in attempts) or len(attempts) >= MOST_ATTEMPTS:
        return None
    first = result_on + timedelta(days=AFTER_DAYS)
    return max((day for day, _ in attempts), default=first - timedelta(days=AGAIN_AFTER_DAYS)) + timedelta(
        days=AGAIN_AFTER_DAYS
    )


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="referral.followed_up")
def record_follow_up(workspace: Workspace, referral_id: UUID, form: FollowUpForm) -> None:
    """Keeps what became of somebody. Raises NotFound, Refused (no result to follow, answers of somebody not reached)."""
    if not form.reached and any(one is not None for one in (form.money_came, form.business_alive, form.is_satisfied)):
        raise Refused("referral.follow_up_not_reached")
    with writing(workspace) as session:
        mine = (Referral.id == referral_id) & (Referral.agency_id == workspace.agency.id)
        referral = session.scalars(select(Referral).where(mine)).first()
        if referral is None:
            raise NotFound("slip.not_found")
        if referral.result not in FOLLOWED:
            raise Refused("referral.follow_up_without_result")
        session.add(
            FollowUp(
                referral_id=referral_id, on=workspace.clock.today(), reached=form.reached, money_came=form.money_came,
                business_alive=form.business_alive, is_satisfied=form.is_satisfied, note=(form.note or "").strip() or None,
            )
        )  # fmt: skip


def attempts_of(session: Session, referral_ids: Sequence[UUID]) -> dict[UUID, list[tuple[date, bool]]]:
    """What was tried for each referral."""
    found: dict[UUID, list[tuple[date, bool]]] = {}
    query = select(FollowUp.referral_id, FollowUp.on, FollowUp.reached).where(FollowUp.referral_id.in_(referral_ids))
    for referral_id, on, reached in session.execute(query.order_by(FollowUp.on)):
        found.setdefault(referral_id, []).append((on, reached))
    return found
