"""What would become of each row of a sheet: new, known, perhaps a twin, or wrong. Nothing is written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.errors import BadFile
from app.people.dossier import form_of
from app.people.finding import look_of, look_of_form
from app.people.forms import PaperForm, PersonForm
from app.people.imports.columns import Columns, understand_columns
from app.people.imports.rows import ReadRow, read_rows
from app.people.likeness import PERHAPS_SAME, PersonLook, likeness
from app.people.names import sort_name
from app.people.papers import number_key
from app.people.phones import phone_digits
from app.people.search_keys import KeyKind, sound_tokens
from db.models import Person
from db.search import owners_of_keys

if TYPE_CHECKING:
    from app.workspace import Workspace

Progress = Callable[[int, int], None]
Key = tuple[str, str]
"""The kind of a search key and its token."""

AT_ONCE = 500
_MOST_COMPARED = 30
"""Candidates looked at for one row; the strongest keys come first."""
_MOST_TWINS = 3


class RowState(StrEnum):
    """What becomes of a row; every row is in exactly one state."""

    NEW = "new"
    KNOWN = "known"
    TWIN_IN_FILE = "twin_in_file"
    TWIN_IN_REGISTRY = "twin_in_registry"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Twin:
    """Who a row may be the twin of: a dossier, or an earlier row by its line."""

    score: float
    person_id: UUID | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row and what would become of it."""

    read: ReadRow
    state: RowState
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every row of a sheet with its state; `columns` is how the sheet was understood."""

    columns: Columns
    rows: tuple[PlannedRow, ...]

    def count(self, *states: str) -> int:
        """How many rows are in one of these states."""
        return sum(row.state in states for row in self.rows)


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.planned")
def plan_import(
    workspace: Workspace,
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, str] | None = None,
    progress: Progress = lambda done, total: None,
) -> ImportPlan:
    """Reads the rows of a sheet and tells each new, known, twin or wrong. Raises BadFile: no column holds a name."""
    columns = understand_columns(rows, mapping)
    if not columns.has_name:
        raise BadFile("import.no_name_column")
    read = list(read_rows(rows, columns, workspace.clock.today()))
    planner = _Planner(workspace)
    planned: list[PlannedRow] = []
    for start in range(0, len(read), AT_ONCE):
        with reading(workspace) as session:
            planned += planner.plan(session, read[start : start + AT_ONCE])
        progress(len(planned), len(read))
    return ImportPlan(columns, tuple(planned))


def strong_keys(form: PersonForm, papers: Iterable[PaperForm]) -> list[Key]:
    """What two records of one person most likely share: a paper's number, a phone, the sound of the whole name."""
    numbers = [number_key(paper.number) for paper in papers if paper.number]
    phones = [phone_digits(phone.number) for phone in form.phones]
    names = [name for name in (form.family_name, form.given_name, form.name_ar, form.known_as) if name]
    return [
        *((KeyKind.PAPER, number) for number in numbers if number),
        *((KeyKind.PHONE, phone) for phone in phones if phone),
        *((KeyKind.SOUND, token) for token in sorted(sound_tokens(names))),
    ]


def same_record(form: PersonForm) -> tuple[object, ...]:
    """What two identical rows have in common: names, birth, sex, country, phones."""
    phones = frozenset(phone.number for phone in form.phones)
    return (_sort_name_of(form), form.birth and form.birth.iso(), form.sex, form.nationality, phones)


@dataclass(slots=True)
class _Planner:
    """Goes through a file in its order and remembers what it has met."""

    workspace: Workspace
    _looks: dict[int, PersonLook] = field(default_factory=dict)
    _lines_of_key: defaultdict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    _external_met: set[str] = field(default_factory=set)
    _records_met: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def plan(self, session: Session, rows: Sequence[ReadRow]) -> list[PlannedRow]:
        good = [row for row in rows if not row.problems]
        keys = {row.line: strong_keys(row.form, row.papers) for row in good}
        external = self._known_ids(session, good)
        registered = self._records(session, good)
        owners = owners_of_keys(session, {key for found in keys.values() for key in found})
        candidates = {row.line: self._candidates(keys[row.line], owners) for row in good}
        looks = self._looks_of(session, {one for found in candidates.values() for one in found})
        planned: list[PlannedRow] = []
        for row in rows:
            if row.problems:
                planned.append(PlannedRow(row, RowState.ERROR))
            elif self._is_known(row, external, registered):
                planned.append(PlannedRow(row, RowState.KNOWN))
            else:
                planned.append(
                    self._compared(
                        row, keys[row.line], {one: looks[one] for one in candidates[row.line] if one in looks}
                    )
                )
        return planned

    def _known_ids(self, session: Session, rows: Sequence[ReadRow]) -> set[str]:
        wanted = [row.form.external_id for row in rows if row.form.external_id]
        query = select(Person.external_id).where(self._mine, Person.external_id.in_(wanted))
        return {one for one in session.scalars(query) if one}

    def _records(self, session: Session, rows: Sequence[ReadRow]) -> Counter[tuple[object, ...]]:
        """Identical records already registered without an id of their own."""
        names = {_sort_name_of(row.form) for row in rows if not row.form.external_id}
        query = select(Person).where(self._mine, Person.sort_name.in_(names), Person.external_id.is_(None))
        people = session.scalars(query.options(selectinload(Person.phones)))
        return Counter(same_record(form_of(person)) for person in people)

    def _is_known(self, row: ReadRow, external: set[str], registered: Counter[tuple[object, ...]]) -> bool:
        """Known by its id; without one, as often as the registry holds the very same record: repeating adds nobody."""
        if row.form.external_id:
            known = row.form.external_id in external or row.form.external_id in self._external_met
            self._external_met.add(row.form.external_id)
            return known
        record = same_record(row.form)
        self._records_met[record] += 1
        return self._records_met[record] <= registered[record]

    def _candidates(self, keys: Sequence[Key], owners: Mapping[Key, Sequence[UUID]]) -> list[UUID]:
        found: dict[UUID, None] = {}
        for key in keys:
            found |= dict.fromkeys(owners.get(key, ()))
        return list(found)[:_MOST_COMPARED]

    def _looks_of(self, session: Session, ids: Iterable[UUID]) -> dict[UUID, PersonLook]:
        looks: dict[UUID, PersonLook] = {}
        wanted = list(ids)
        for start in range(0, len(wanted), AT_ONCE):
            query = select(Person).where(self._mine, Person.id.in_(wanted[start : start + AT_ONCE]))
            people = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers)))
            looks |= {person.id: look_of(person) for person in people}
        return looks

    def _compared(self, row: ReadRow, keys: Sequence[Key], registry: Mapping[UUID, PersonLook]) -> PlannedRow:
        look = look_of_form(row.form, row.papers)
        lines = dict.fromkeys(line for key in keys for line in self._lines_of_key[key][-_MOST_COMPARED:])
        twins = [Twin(likeness(look, other).score, person_id=person_id) for person_id, other in registry.items()]
        twins += [Twin(likeness(look, self._looks[line]).score, line=line) for line in list(lines)[:_MOST_COMPARED]]
        alike = sorted((twin for twin in twins if twin.score >= PERHAPS_SAME), key=lambda twin: -twin.score)[
            :_MOST_TWINS
        ]
        self._looks[row.line] = look
        for key in keys:
            self._lines_of_key[key].append(row.line)
        if not alike:
            return PlannedRow(row, RowState.NEW)
        in_registry = any(twin.person_id for twin in alike)
        return PlannedRow(row, RowState.TWIN_IN_REGISTRY if in_registry else RowState.TWIN_IN_FILE, tuple(alike))

    @property
    def _mine(self) -> ColumnElement[bool]:
        return Person.agency_id == self.workspace.agency.id


def _sort_name_of(form: PersonForm) -> str:
    return sort_name(form.family_name, form.given_name, form.name_ar, form.known_as)
