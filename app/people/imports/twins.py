"""Who a row of a list may be the twin of: in the registry, or an earlier row of the same list. Nobody is ever merged.

Candidates share something rare enough (app.people.blocking). For a large list the whole registry stands beside the file;
for a short one each row is looked for as a reception does it, so that ten rows do not read a hundred thousand dossiers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.people.blocking import MOST_COMPARED, MOST_SHARING, keys_of_look
from app.people.finding import look_of, look_of_form, possible_twins
from app.people.imports.plan import Twin
from app.people.imports.rows import ReadRow
from app.people.imports.shared_keys import SharedKeys
from app.people.likeness import PERHAPS_SAME, score_from
from app.people.look import PersonLook
from app.people.papers import HOUSEHOLD_PAPERS, number_key
from app.people.registry_looks import registry_looks
from app.people.scoring import hear_together
from app.people.search_keys import KeyKind
from db.models import Person
from db.search import owners_of_keys

if TYPE_CHECKING:
    from app.workspace import Workspace

_MOST_TWINS = 3
_WHOLE_FROM = 100
"""From so few people of the registry for each row, reading it whole costs less than looking for each row."""
_ENOUGH, _LEAST_COUNT = 0.9, 5_000
"""As in app.people.blocking: how rare what two records share must be, and the smallest registry names are rare in."""
_STRONG = frozenset({"phone", "paper"})
_MOST_ON_A_NUMBER = 10


@dataclass(slots=True)
class TwinFinder:
    """Remembers the rows of a file, and the registry beside them where the file is large."""

    workspace: Workspace
    _looks: dict[int, PersonLook] = field(default_factory=dict)
    _shared: SharedKeys = field(default_factory=SharedKeys)
    _registered: list[UUID] = field(default_factory=list)
    """Whose the places below zero are: -1 is the first. The lines of the file are the places above."""
    reads_whole_registry: bool = False

    def prepare(self, session: Session, rows: Sequence[ReadRow]) -> None:
        """Reads the registry beside a large list, and remembers the rows."""
        agency_id = self.workspace.agency.id
        people = session.scalar(select(func.count()).select_from(Person).where(Person.agency_id == agency_id)) or 0
        self.reads_whole_registry = people <= len(rows) * _WHOLE_FROM
        if self.reads_whole_registry:
            for place, (person_id, look) in enumerate(registry_looks(session, agency_id).items(), 1):
                self._registered.append(person_id)
                self._looks[-place] = look
        self._looks |= {row.line: look_of_form(row.form, row.papers) for row in rows}
        self._shared.fill((place, _numbered(look)) for place, look in self._looks.items())

    def meet(self, row: ReadRow) -> None:
        """Remembers a row that can be taken."""
        look = self._looks[row.line] = look_of_form(row.form, row.papers)
        self._shared.add(row.line, _numbered(look))

    def find(self, session: Session, rows: Sequence[ReadRow]) -> dict[int, tuple[Twin, ...]]:
        """The likely twins of each row, most alike first, among earlier rows and the registry."""
        holders = {} if self.reads_whole_registry else self._holders(session, rows)
        candidates = {row.line: self._candidates(row.line) for row in rows}
        hear_together(
            (self._looks[line], self._looks[other]) for line, others in candidates.items() for other in others
        )
        found: dict[int, tuple[Twin, ...]] = {}
        for row in rows:
            look = self._looks[row.line]
            twins = [self._twin(look, place) for place in candidates[row.line]]
            if not self.reads_whole_registry:
                twins += self._in_registry(session, row, look, holders.get(row.line, set()))
            # Another's paper is queued even when nothing else agrees: a mistake, or a loan, that somebody must look at.
            alike = [twin for twin in twins if twin.score >= PERHAPS_SAME or twin.shares_paper]
            found[row.line] = tuple(sorted(alike, key=lambda twin: (-twin.score, not twin.shares_paper))[:_MOST_TWINS])
        return found

    def forget(self, line: int) -> frozenset[int]:
        """Forgets a row; gives the later ones that may have been its twins."""
        later = self.later(line)
        self._looks.pop(line, None)
        self._shared.forget(line)
        return later

    def later(self, line: int) -> frozenset[int]:
        """Later rows that share something rare with this one."""
        return frozenset(one for _, places in self._shared.shared(line, MOST_SHARING) for one in places if one > line)

    def _candidates(self, line: int) -> list[int]:
        """The registry and the earlier rows that share the rarest things with this one."""
        count = max(_LEAST_COUNT, len(self._looks))
        enough = _ENOUGH * log(count)
        weights: defaultdict[int, float] = defaultdict(float)
        for key, places in self._shared.shared(line, MOST_SHARING):
            weight = enough if key < 0 and len(places) <= _MOST_ON_A_NUMBER else log(count / len(places))
            for place in places:
                if place < line:
                    weights[place] += weight
        likely = [(weight, place) for place, weight in weights.items() if weight >= enough]
        return [place for _, place in nlargest(MOST_COMPARED, likely)]

    def _twin(self, look: PersonLook, place: int) -> Twin:
        other = self._looks[place]
        if place < 0:
            return _compared(look, other, person_id=self._registered[-place - 1])
        return _compared(look, other, line=place)

    def _holders(self, session: Session, rows: Sequence[ReadRow]) -> dict[int, set[UUID]]:
        """Who holds a paper of each row."""
        wanted = {row.line: [(KeyKind.PAPER.value, one) for one in _numbers(self._looks[row.line])] for row in rows}
        owners = owners_of_keys(session, [key for keys in wanted.values() for key in keys])
        return {line: {one for key in keys for one in owners.get(key, ())} for line, keys in wanted.items()}

    def _in_registry(self, session: Session, row: ReadRow, look: PersonLook, holders: Collection[UUID]) -> list[Twin]:
        hints = possible_twins(self.workspace, row.form, _MOST_TWINS)
        ids = {hint.card.id for hint in hints} | set(holders)
        if not ids:
            return []
        mine = (Person.agency_id == self.workspace.agency.id) & Person.id.in_(ids)
        query = select(Person).where(mine).options(selectinload(Person.phones), selectinload(Person.papers))
        return [_compared(look, look_of(person), person_id=person.id) for person in session.scalars(query)]


def _compared(look: PersonLook, other: PersonLook, *, person_id: UUID | None = None, line: int | None = None) -> Twin:
    shares_paper = bool(_numbers(look) & _numbers(other))
    score = score_from(look, other, 0.0 if shares_paper else PERHAPS_SAME)
    return Twin(score, person_id, line, shares_paper)


def _numbers(look: PersonLook) -> frozenset[str]:
    """The numbers that belong to one person only."""
    return frozenset(
        number_key(paper.number) for paper in look.papers if paper.number and paper.type not in HOUSEHOLD_PAPERS
    ) - {""}


def _numbered(look: PersonLook) -> list[int]:
    """The keys of a look as numbers, below zero for a phone or a paper; two keys share one too seldom to matter."""
    numbers = []
    for key in keys_of_look(look):
        number = hash(key) & 0x3FFF_FFFF_FFFF_FFFF
        numbers.append(-number - 1 if key[0] in _STRONG else number)
    return numbers
