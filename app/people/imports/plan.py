"""What would become of each row of a sheet: the words for it. Nothing is read or written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from app.people.imports.columns import Columns
from app.people.imports.rows import ReadRow

if TYPE_CHECKING:
    from app.people.imports.known import KnownPeople
    from app.people.imports.twins import TwinFinder

Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Tells nobody."""


class RowState(StrEnum):
    """What becomes of a row; every row is in exactly one state."""

    NEW = "new"
    KNOWN = "known"
    TWIN_IN_FILE = "twin_in_file"
    TWIN_IN_REGISTRY = "twin_in_registry"
    ERROR = "error"


TWINS = (RowState.TWIN_IN_FILE, RowState.TWIN_IN_REGISTRY)


@dataclass(frozen=True, slots=True)
class Twin:
    """Who a row may be the twin of: a dossier, or an earlier row by its line. `shares_paper`: both hold one paper."""

    score: float
    person_id: UUID | None = None
    line: int | None = None
    shares_paper: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row and what would become of it; `person_id` is whom a known row is."""

    read: ReadRow
    state: RowState
    twins: tuple[Twin, ...] = ()
    person_id: UUID | None = None

    @property
    def id(self) -> int:
        """Its line: what a list keeps its place by."""
        return self.read.line


@dataclass(slots=True)
class ImportPlan:
    """Every row of a sheet with its state; `columns` is how the sheet was understood.

    `totals` are the lines left out because they sum up the others; `corrections` the cells somebody mended, by line and
    column; `origins` the lines that came from another sheet, with its name and their line there.
    """

    columns: Columns
    rows: list[PlannedRow]
    known: KnownPeople
    twins: TwinFinder
    totals: tuple[int, ...] = ()
    corrections: dict[int, dict[int, str]] = field(default_factory=dict)
    origins: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._places = {row.read.line: place for place, row in enumerate(self.rows)}
        self._counts = Counter(row.state.value for row in self.rows)

    def count(self, *states: str) -> int:
        """How many rows are in one of these states."""
        return sum(self._counts[str(state)] for state in states)

    def row_at(self, line: int) -> PlannedRow | None:
        """The row of a line of the file."""
        place = self._places.get(line)
        return None if place is None else self.rows[place]

    def put(self, row: PlannedRow) -> None:
        """Takes a row judged again in the place of the one of its line."""
        place = self._places[row.read.line]
        self._counts[self.rows[place].state.value] -= 1
        self._counts[row.state.value] += 1
        self.rows[place] = row

    def in_states(self, states: Iterable[str]) -> list[PlannedRow]:
        """The rows in one of these states, in the order of the file."""
        wanted = frozenset(states)
        return [row for row in self.rows if row.state in wanted]
