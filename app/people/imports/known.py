"""Which rows are already in the registry, and what a list may change of those who are."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.people.dossier import form_of
from app.people.forms import PaperForm, PersonForm
from app.people.imports.rows import ReadRow
from app.people.names import sort_name
from app.people.papers import PaperType, number_key
from db.models import ImportedRow, Person, PersonMerge

_TOKENS_AT_ONCE = 900


class KnownRule(StrEnum):
    """What a list does to a person already known: nothing, what was empty is filled, or what it says replaces."""

    LEAVE = "leave"
    FILL = "fill"
    OVERWRITE = "overwrite"


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a row is; None for an earlier row of the same list. `is_remembered`: this very row was imported before."""

    person_id: UUID | None
    is_remembered: bool = False


@dataclass(slots=True)
class KnownPeople:
    """Goes through a file, remembers the rows met, and finds them in the registry of an agency.

    A row is known by its id of origin; without one, as often as the registry holds the very same record, or as the very
    same row was imported before, whatever became of its dossier since: repeating adds nobody.
    """

    agency_id: UUID
    _key_of: dict[int, str] = field(default_factory=dict)
    _lines_of: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def meet(self, row: ReadRow) -> None:
        """Remembers a row that can be taken."""
        key = row_key(row.form)
        self._key_of[row.line] = key
        insort(self._lines_of[key], row.line)

    def forget(self, line: int) -> frozenset[int]:
        """Forgets a row; gives the later ones that were judged by it."""
        key = self._key_of.pop(line, None)
        if key is None:
            return frozenset()
        self._lines_of[key].remove(line)
        return frozenset(later for later in self._lines_of[key] if later > line)

    def later(self, line: int) -> frozenset[int]:
        """The later rows that say the same as this one."""
        return frozenset(later for later in self._lines_of[self._key_of[line]] if later > line)

    def mark(self, line: int) -> tuple[str, int]:
        """What the base remembers a row by: its key, and how many identical rows stand before it."""
        key = self._key_of[line]
        return key, bisect_left(self._lines_of[key], line)

    def find(self, session: Session, rows: Sequence[ReadRow]) -> dict[int, Known]:
        """Those of these rows that are known, by their line."""
        imported = self._imported(session, {self._key_of[row.line] for row in rows})
        external = self._by_id(session, [row.form.external_id for row in rows if row.form.external_id])
        records = self._by_record(session, [row.form for row in rows if not row.form.external_id])
        found: dict[int, Known] = {}
        for row in rows:
            mark = self.mark(row.line)
            if mark in imported:
                found[row.line] = Known(imported[mark], is_remembered=True)
            elif row.form.external_id:
                if row.form.external_id in external:
                    found[row.line] = Known(external[row.form.external_id])
                elif mark[1]:
                    found[row.line] = Known(None)
            elif mark[1] < len(same := records.get(mark[0], [])):
                found[row.line] = Known(same[mark[1]])
        return found

    def _imported(self, session: Session, keys: set[str]) -> dict[tuple[str, int], UUID]:
        found: dict[tuple[str, int], UUID] = {}
        wanted = sorted(keys)
        for start in range(0, len(wanted), _TOKENS_AT_ONCE):
            query = select(ImportedRow.key, ImportedRow.nth, ImportedRow.person_id).where(
                ImportedRow.agency_id == self.agency_id, ImportedRow.key.in_(wanted[start : start + _TOKENS_AT_ONCE])
            )
            found |= {(key, nth): person_id for key, nth, person_id in session.execute(query)}
        return found

    def _by_id(self, session: Session, wanted: Sequence[str]) -> dict[str, UUID]:
        query = select(Person.external_id, Person.id).where(
            Person.agency_id == self.agency_id, Person.external_id.in_(wanted)
        )
        merged = (
            select(PersonMerge.merged_external_id, PersonMerge.survivor_id)
            .join(Person, Person.id == PersonMerge.survivor_id)
            .where(Person.agency_id == self.agency_id, PersonMerge.merged_external_id.in_(wanted))
        )
        found = [*session.execute(merged), *session.execute(query)]
        return {external: person_id for external, person_id in found if external}

    def _by_record(self, session: Session, forms: Sequence[PersonForm]) -> dict[str, list[UUID]]:
        """Identical records registered without an id of their own, the oldest first."""
        names = {_sort_name_of(form) for form in forms}
        mine = (Person.agency_id == self.agency_id) & Person.external_id.is_(None)
        query = select(Person).where(mine, Person.sort_name.in_(names)).order_by(Person.id)
        found: dict[str, list[UUID]] = {}
        for person in session.scalars(query.options(selectinload(Person.phones))) if names else ():
            found.setdefault(row_key(form_of(person)), []).append(person.id)
        return found


def row_key(form: PersonForm) -> str:
    """What names a row: its id of origin, else its names, birth, sex, country and phones. A hash: it says nothing itself."""
    if form.external_id:
        told: tuple[object, ...] = ("id", form.external_id)
    else:
        phones = sorted(phone.number for phone in form.phones)
        told = ("record", _sort_name_of(form), form.birth and form.birth.iso(), form.sex, form.nationality, phones)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def combined(current: PersonForm, coming: PersonForm, rule: KnownRule) -> PersonForm:
    """What is kept of a known person once a row was taken. Nothing known is ever emptied, no phone taken away."""
    if rule is KnownRule.LEAVE:
        return current
    changes: dict[str, Any] = {}
    for name in PersonForm.__dataclass_fields__:
        value, held = getattr(coming, name), getattr(current, name)
        if name in ("phones", "external_id") or value in (None, (), ""):
            continue
        if held in (None, (), "") or (rule is KnownRule.OVERWRITE and not _is_whole_name(name, current, coming)):
            changes[name] = value
    held_numbers = {phone.number for phone in current.phones}
    phones = (*current.phones, *(phone for phone in coming.phones if phone.number not in held_numbers))
    return replace(current, **changes, phones=phones, external_id=current.external_id or coming.external_id)


def papers_after(
    current: Sequence[PaperForm], coming: Sequence[PaperForm], rule: KnownRule
) -> tuple[list[tuple[int, PaperForm]], list[PaperForm]]:
    """Papers of a known person to change, by their place, and papers to add. One held already is not added again."""
    changed: list[tuple[int, PaperForm]] = []
    added: list[PaperForm] = []
    for paper in coming if rule is not KnownRule.LEAVE else ():
        place = next((i for i, held in enumerate(current) if _is_same_paper(held, paper)), None)
        if place is None:
            added.append(paper)
            continue
        held = current[place]
        takes = rule is KnownRule.OVERWRITE
        new = replace(
            held,
            type=paper.type if held.type == PaperType.UNSTATED else held.type,
            number=held.number or paper.number,
            expires_on=(paper.expires_on or held.expires_on) if takes else (held.expires_on or paper.expires_on),
        )
        if new != held:
            changed.append((place, new))
    return changed, added


def _is_same_paper(held: PaperForm, coming: PaperForm) -> bool:
    unstated = PaperType.UNSTATED in (held.type, coming.type)
    if held.type != coming.type and not unstated:
        return False
    if held.number and coming.number:
        return number_key(held.number) == number_key(coming.number)
    return held.type == coming.type


def _is_whole_name(name: str, current: PersonForm, coming: PersonForm) -> bool:
    """A family name that may be the whole name in one cell replaces nothing where both parts are known."""
    return name == "family_name" and bool(current.given_name) and not coming.given_name


def _sort_name_of(form: PersonForm) -> str:
    return sort_name(form.family_name, form.given_name, form.name_ar, form.known_as)
