"""The cities and neighbourhoods to suggest, from the list that supervisors keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.names import fold
from db.models import Neighbourhood

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """What to suggest; anything else may be typed."""

    cities: tuple[str, ...]
    neighbourhoods: tuple[str, ...]


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="places.listed")
def known_places(workspace: Workspace) -> KnownPlaces:
    """The agency's city and those of the list of neighbourhoods; the neighbourhoods in use, by name."""
    with reading(workspace) as session:
        rows = session.scalars(select(Neighbourhood).where(Neighbourhood.is_active)).all()
    cities = {fold(city): city for city in (workspace.agency.city, *(row.city for row in rows)) if city}
    return KnownPlaces(tuple(sorted(cities.values())), tuple(sorted({row.name for row in rows})))
