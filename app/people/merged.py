"""People merged into another: which columns are chosen side by side, and how the merged one is still found."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, PersonMerge

CHOSEN: dict[str, tuple[str, ...]] = {
    "given_name": ("given_name",), "family_name": ("family_name",), "name_ar": ("name_ar",), "known_as": ("known_as",),
    "sex": ("sex",), "birth": ("birth_date", "birth_precision"), "nationality": ("nationality", "other_nationalities"),
    "languages": ("languages",), "needs_interpreter": ("needs_interpreter",), "paper_language": ("paper_language",),
    "city": ("city",), "neighbourhood": ("neighbourhood",), "household_size": ("household_size",),
    "education": ("education",), "disability": ("disability",), "arrival_year": ("arrival_year",),
    "has_account": ("has_account", "has_account_on"), "declared_situation": ("declared_situation",),
    "carer_name": ("carer_name",), "carer_link": ("carer_link",), "carer_phone": ("carer_phone",),
    "carer_consents": ("carer_consents", "carer_consents_on"), "donor_project_id": ("donor_project_id",), "note": ("note",),
}  # fmt: skip
"""The fields of a dossier one chooses among two at a merge, and the columns each stands in. Phones are kept together."""

NOT_CHOSEN = frozenset(
    [
        "id", "version", "created_at", "updated_at", "created_by", "updated_by", "code", "agency_id", "agent_id",
        "registered_on", "sort_name", "external_id", "is_demo",
    ]
)  # fmt: skip
"""The survivor keeps its number; counts once, from the earlier registration; and is found by either external id."""


def survivor_of_code(session: Session, agency_id: UUID, code: str) -> UUID | None:
    """Who of the agency has the dossier of that number now, if it was merged."""
    query = select(PersonMerge.survivor_id).join(Person, Person.id == PersonMerge.survivor_id)
    return session.scalar(query.where(PersonMerge.merged_code == code, Person.agency_id == agency_id))


def also_known(session: Session, person_id: UUID) -> tuple[list[str], list[str]]:
    """The dossier numbers and the external ids of those merged into a person: they are found by them."""
    query = select(PersonMerge.merged_code, PersonMerge.merged_external_id).where(PersonMerge.survivor_id == person_id)
    rows = session.execute(query).all()
    return [code for code, _ in rows], [external_id for _, external_id in rows if external_id]
