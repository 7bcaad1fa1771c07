"""What referring somebody to a provider came to so far, told where one chooses to whom (PRODUCT.md R4)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from db.models import Decision, Referral

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProviderFigures:
    """Referrals issued, answered and accepted, and the median days from issue to decision (None: no decision yet)."""

    issued: int = 0
    answered: int = 0
    accepted: int = 0
    median_days: int | None = None


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="provider.figures_read")
def provider_figures(workspace: Workspace, provider_id: UUID | None = None) -> dict[UUID, ProviderFigures]:
    """The agency's figures of each provider it ever referred to, or of one."""
    query = select(Referral.provider_id, Referral.issued_on, Referral.decided_on, Referral.decision).where(
        Referral.agency_id == workspace.agency.id, Referral.issued_on.is_not(None)
    )
    if provider_id is not None:
        query = query.where(Referral.provider_id == provider_id)
    gathered: dict[UUID, list[tuple[int | None, bool]]] = {}
    with reading(workspace) as session:
        for one, issued_on, decided_on, decision in session.execute(query):
            days = (decided_on - issued_on).days if decision and decided_on and issued_on else None
            gathered.setdefault(one, []).append((days, decision is Decision.ACCEPTED))
    return {one: _figures(rows) for one, rows in gathered.items()}


def _figures(rows: list[tuple[int | None, bool]]) -> ProviderFigures:
    days = [day for day, _ in rows if day is not None]
    return ProviderFigures(
        len(rows), len(days), sum(accepted for _, accepted in rows), round(median(days)) if days else None
    )
