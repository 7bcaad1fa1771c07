"""What both workbooks receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Condition:
    """In the column at `place` (0 is the first after person and date) one of these words stands."""

    place: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator: None is masked (1 to 4), never zero. `rows` and `where` say what is counted."""

    key: str
    title: str
    definition: str
    value: int | None
    rows: str
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The rows of one kind by the words of the column at `place`."""

    title: str
    parts: tuple[tuple[str, int | None], ...]
    rows: str
    place: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is reported on a period."""

    title: str
    agency: str
    first: date
    last: date
    language: str
    made_at: datetime
    figures: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...]
    quality: tuple[tuple[str, int | None], ...]
