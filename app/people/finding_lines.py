"""What the list shows of each person found: read lean and made into words when painted, for a keystroke asks for a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.numbers import read_aloud
from app.people.finding_ranks import line_order
from app.people.names import display_name
from app.people.search_keys import QueryPlan
from db.models import Agency, Person
from db.search import Line, lines_by_words, lines_of

if TYPE_CHECKING:
    from app.workspace import Workspace

_KEY, _IS_MINE, _CODE, _NAMES = 1, 2, 3, slice(4, 8)
_NOTHING = ("", None, None, None, None, "", None)
_AGAIN = 20
"""Lines read beyond those shown: a person stands in a range once for each of their names that begins so."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One person found, in one line. `elsewhere` names another agency: then there is nothing to show but that (P11)."""

    line: Line
    label: str
    elsewhere: str | None = None

    @property
    def id(self) -> UUID:
        """Whose dossier it is."""
        return _id_of(self.line)

    @property
    def number(self) -> str:
        """The dossier's number, read aloud."""
        return read_aloud(self.line[_CODE], self.label)

    @property
    def display_name(self) -> str:
        """The name as it is shown everywhere."""
        family, given, name_ar, known_as = self.line[_NAMES]
        return display_name(family, given, name_ar) or known_as or ""


def lines_at_once(workspace: Workspace, session: Session, plan: QueryPlan, limit: int) -> list[FoundLine]:
    """Those whose names begin so, best first. One read brings what ranks and what is shown; `plan` asks for names."""
    if plan.names is None:
        return []
    asked = plan.names
    kind, mine = asked.kind.value, workspace.agency.id
    found = lines_by_words(session, mine, kind, asked.first, asked.others, limit + _AGAIN)
    best: dict[object, Line] = {}
    for line in sorted(found, key=line_order(plan)):
        best.setdefault(line[_KEY], line)
    return _shown(workspace, session, list(best.values())[:limit])


def lines_of_people(workspace: Workspace, session: Session, ids: Sequence[UUID]) -> list[FoundLine]:
    """The lines of these people, in this order."""
    lines = {_id_of(line): line for line in lines_of(session, workspace.agency.id, ids)}
    return _shown(workspace, session, [lines[one] for one in ids if one in lines])


def _shown(workspace: Workspace, session: Session, lines: Sequence[Line]) -> list[FoundLine]:
    """Each as far as P11 allows: a dossier of another agency is only said to be there."""
    label = workspace.agency.label
    others = [_id_of(line) for line in lines if not line[_IS_MINE]]
    if not others:
        return [FoundLine(line, label) for line in lines]
    query = select(Person.id, Agency.name).join(Agency, Agency.id == Person.agency_id).where(Person.id.in_(others))
    agencies = {key: name for key, name in session.execute(query)}
    return [
        FoundLine(line, label) if line[_IS_MINE] else FoundLine((*line[:_CODE], *_NOTHING), "", agencies[_id_of(line)])
        for line in lines
    ]


def _id_of(line: Line) -> UUID:
    key = line[_KEY]
    return key if isinstance(key, UUID) else UUID(bytes=key)
