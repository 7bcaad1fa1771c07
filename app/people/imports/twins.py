"""Who a row of a list may be the twin of: in the registry, or an earlier row of the same list. Nobody is ever merged."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.people.dates import Precision
from app.people.finding import look_of, look_of_form
from app.people.forms import PaperForm, PersonForm
from app.people.imports.plan import Twin
from app.people.imports.rows import ReadRow
from app.people.likeness import PERHAPS_SAME, PersonLook, likeness
from app.people.papers import HOUSEHOLD_PAPERS, number_key
from app.people.phones import phone_digits
from app.people.search_keys import KeyKind, sound_tokens
from app.people.skeleton import skeletons
from db.models import Person
from db.search import owners_of_keys

Key = tuple[str, str]
"""The kind of a search key, or of something else two records may share, and its token."""

_AT_ONCE = 500
_MOST_COMPARED = 30
"""Candidates looked at for one row; the strongest keys come first."""
_MOST_TWINS = 3
_WORDS_PAIRED = 4
_PAIR, _BORN = "pair", "born"


@dataclass(slots=True)
class TwinFinder:
    """Goes through a file and remembers what it has met."""

    agency_id: UUID
    _looks: dict[int, PersonLook] = field(default_factory=dict)
    _keys: dict[int, tuple[Key, ...]] = field(default_factory=dict)
    _lines_of: defaultdict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))

    def find(self, session: Session, rows: Sequence[ReadRow]) -> dict[int, tuple[Twin, ...]]:
        """The likely twins of each row, most alike first; the rows are remembered for those that come after them."""
        shared = {row.line: shared_keys(row.form, row.papers) for row in rows}
        owners = owners_of_keys(
            session, {key for keys in shared.values() for key in keys if key[0] not in (_PAIR, _BORN)}
        )
        candidates = {line: _firsts(keys, owners) for line, keys in shared.items()}
        looks = self._looks_of(session, {one for some in candidates.values() for one in some})
        found: dict[int, tuple[Twin, ...]] = {}
        for row in rows:
            look = look_of_form(row.form, row.papers)
            registry = {one: looks[one] for one in candidates[row.line] if one in looks}
            found[row.line] = self._compared(row.line, look, shared[row.line], registry)
            self._remember(row.line, look, shared[row.line])
        return found

    def forget(self, line: int) -> frozenset[int]:
        """Forgets a row; gives later ones that may have been its twins."""
        self._looks.pop(line, None)
        later: set[int] = set()
        for key in self._keys.pop(line, ()):
            lines = self._lines_of[key]
            place = bisect_left(lines, line)
            later.update(lines[place + 1 : place + 1 + _MOST_COMPARED])
            del lines[place]
        return frozenset(later)

    def later(self, line: int) -> frozenset[int]:
        """Later rows that share something with this one."""
        return frozenset(
            one
            for key in self._keys.get(line, ())
            for one in self._lines_of[key][bisect_left(self._lines_of[key], line) + 1 :][:_MOST_COMPARED]
        )

    def _remember(self, line: int, look: PersonLook, keys: Sequence[Key]) -> None:
        self._looks[line] = look
        self._keys[line] = tuple(keys)
        for key in keys:
            insort(self._lines_of[key], line)

    def _compared(
        self, line: int, look: PersonLook, keys: Sequence[Key], registry: Mapping[UUID, PersonLook]
    ) -> tuple[Twin, ...]:
        lines: dict[int, None] = {}
        for key in keys:
            met = self._lines_of.get(key, [])
            place = bisect_left(met, line)
            lines |= dict.fromkeys(met[max(0, place - _MOST_COMPARED) : place])
            if len(lines) >= _MOST_COMPARED:
                break
        twins = [_twin(look, other, person_id=person_id) for person_id, other in registry.items()]
        twins += [_twin(look, self._looks[one], line=one) for one in list(lines)[:_MOST_COMPARED]]
        # Another's paper is queued even when nothing else agrees: a mistake, or a loan, that somebody must look at.
        alike = [twin for twin in twins if twin.score >= PERHAPS_SAME or twin.shares_paper]
        return tuple(sorted(alike, key=lambda twin: (-twin.score, not twin.shares_paper))[:_MOST_TWINS])

    def _looks_of(self, session: Session, ids: Iterable[UUID]) -> dict[UUID, PersonLook]:
        looks: dict[UUID, PersonLook] = {}
        wanted = list(ids)
        for start in range(0, len(wanted), _AT_ONCE):
            mine = (Person.agency_id == self.agency_id) & Person.id.in_(wanted[start : start + _AT_ONCE])
            query = select(Person).where(mine).options(selectinload(Person.phones), selectinload(Person.papers))
            looks |= {person.id: look_of(person) for person in session.scalars(query)}
        return looks


def shared_keys(form: PersonForm, papers: Iterable[PaperForm]) -> tuple[Key, ...]:
    """What two records of one person most likely share, the strongest first.

    A paper's number, a phone, the sound of the whole name; of a longer name the sound of two of its words (some papers
    leave one out); the very day of birth, 1 January excepted (DOMAIN.md: it stands for "unknown").
    """
    numbers = [number_key(paper.number) for paper in papers if paper.number]
    phones = [phone_digits(phone.number) for phone in form.phones]
    names = [name for name in (form.family_name, form.given_name, form.name_ar, form.known_as) if name]
    sounds = sorted(sound_tokens(names))
    bones = list(dict.fromkeys(bone for name in names for bone in skeletons(name)))[:_WORDS_PAIRED]
    pairs = [sorted(pair) for pair in combinations(bones, 2)]
    keys: list[Key] = [
        *((KeyKind.PAPER, number) for number in numbers if number),
        *((KeyKind.PHONE, phone) for phone in phones if phone),
        *((KeyKind.SOUND, token) for token in sounds),
        *((_PAIR, " ".join(pair)) for pair in pairs),
    ]
    if len(bones) > 2:
        keys += [(KeyKind.SOUND, " ".join(pair)) for pair in pairs]
    birth = form.birth
    if birth is not None and birth.precision is Precision.DAY and (birth.first.month, birth.first.day) != (1, 1):
        keys.append((_BORN, birth.first.isoformat()))
    return tuple(dict.fromkeys(keys))


def _firsts(keys: Sequence[Key], owners: Mapping[Key, Sequence[UUID]]) -> list[UUID]:
    found: dict[UUID, None] = {}
    for key in keys:
        found |= dict.fromkeys(owners.get(key, ()))
        if len(found) >= _MOST_COMPARED:
            break
    return list(found)[:_MOST_COMPARED]


def _twin(look: PersonLook, other: PersonLook, *, person_id: UUID | None = None, line: int | None = None) -> Twin:
    return Twin(likeness(look, other).score, person_id, line, bool(_numbers(look) & _numbers(other)))


def _numbers(look: PersonLook) -> frozenset[str]:
    """The numbers that belong to one person only."""
    return frozenset(
        number_key(paper.number) for paper in look.papers if paper.number and paper.type not in HOUSEHOLD_PAPERS
    ) - {""}
