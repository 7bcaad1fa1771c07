"""Options side by side, and what each would cost for one amount; the path; read for a person or for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.errors import NotFound
from app.funding.directory import facts_of, listed_entries
from app.funding.entries import Category, Ceiling, Entry, Kind, LegalCeilings
from app.funding.matching import Judged, match_all, matcher_of
from app.funding.pack import shipped_pack
from app.funding.path import Step, path_of
from app.funding.simulation import NoFigure, Repayment, Share, ceiling_for, own_share, repayment, terms_of

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Offer:
    """One option in a comparison. `repayment` says why where there is no figure; `above`: the amount is beyond what the
    entry or the law lets it give.
    """

    judged: Judged
    repayment: Repayment | NoFigure
    share: Share | None
    ceiling: Ceiling | None
    above: bool

    @property
    def entry(self) -> Entry:
        """The option."""
        return self.judged.listed.entry


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="directory.compared")
def compare_offers(
    workspace: Workspace, person_id: UUID, slugs: Sequence[str], centimes: int | None, months: int | None = None
) -> tuple[Offer, ...]:
    """These options for this person and amount, in the order given. Raises NotFound."""
    with reading(workspace) as session:
        facts = facts_of(workspace, session, person_id)
        found = match_all(session, facts)
    offers = []
    for slug in slugs:
        judged = found.of(slug)
        if judged is None:
            raise NotFound("option.not_found", option=slug)
        offers.append(offer_of(judged, centimes, months, facts.legal_form))
    return tuple(offers)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="directory.path_read")
def path_for(workspace: Workspace, person_id: UUID) -> tuple[Step, ...]:
    """The person's path as of today. Raises NotFound."""
    with reading(workspace) as session:
        listed = [one for one in listed_entries(session) if one.entry.kind is not Kind.SERVICE]
        return path_of(matcher_of(listed), facts_of(workspace, session, person_id))


def offer_of(judged: Judged, centimes: int | None, months: int | None, legal_form: str | None) -> Offer:
    """One option for an amount."""
    entry = judged.listed.entry
    terms = terms_of(entry, centimes, months)
    most = entry.term("amount_max")
    ceiling = ceiling_for(legal_ceilings(), legal_form) if entry.category is Category.MICROCREDIT else None
    limits = [most.centimes if most else None, ceiling.centimes if ceiling else None]
    rate = entry.term("rate")
    percent = rate.grant_percent if rate else None
    return Offer(
        judged,
        terms if isinstance(terms, NoFigure) else repayment(terms),
        own_share(centimes, percent) if percent is not None and centimes else None,
        ceiling,
        any(centimes is not None and limit is not None and centimes > limit for limit in limits),
    )


@lru_cache(1)
def legal_ceilings() -> LegalCeilings:
    """The ceilings of microcredit, with their law and source, as the shipped catalogue has them."""
    return shipped_pack().meta.legal_ceilings
