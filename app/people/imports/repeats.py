"""Repeated groups of a form (KoboToolbox, ODK): sheets whose rows belong to rows of the first one, laid flat.

A repeated group holds more papers or phones of the person, or further persons (members of a household): which of the two
is asked, never assumed, for those who are named. Every person stands on a line of the flat table. Sources: KoboToolbox's
export has `_index` in the first sheet, and `_parent_index`, `_parent_table_name` and `_submission__id` in the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.people.imports.columns import NAME_FIELDS, PAPER_FIELDS, field_of
from reports.excel.reading import SheetText

_INHERITED = ("city", "neighbourhood")
"""What the members of a household share with whom they live."""
_DETAILS = frozenset({"phone", *PAPER_FIELDS})


class RepeatUse(StrEnum):
    """What becomes of the rows of a repeated group."""

    NONE = "none"
    DETAILS = "details"
    PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class Repeat:
    """One repeated group: its sheet, how many rows, what it may be used for, and what is done unless somebody says."""

    name: str
    count: int
    possible: tuple[RepeatUse, ...]
    usual: RepeatUse


@dataclass(frozen=True, slots=True)
class FlatTable:
    """One table of persons; `origins` tells, for a line (from 1) that came from another sheet, which and where."""

    rows: tuple[tuple[str, ...], ...]
    origins: Mapping[int, tuple[str, int]]


def repeats_of(sheet: SheetText) -> tuple[Repeat, ...]:
    """The repeated groups of a workbook, and what each may be used for."""
    return tuple(_described(name, rows) for name, rows in sheet.repeats)


def lay_flat(sheet: SheetText, uses: Mapping[str, RepeatUse] | None = None) -> FlatTable:
    """The first sheet with its repeated groups; `uses` says what to do with each, by the name of its sheet."""
    if not sheet.repeats or not sheet.rows:
        return FlatTable(sheet.rows, {})
    chosen = {one.name: one.usual for one in repeats_of(sheet)} | dict(uses or {})
    return _Flattener(sheet, chosen).table()


def _described(name: str, rows: Sequence[Sequence[str]]) -> Repeat:
    fields = {field_of(title) for title in rows[0]}
    possible = [RepeatUse.NONE]
    if fields & _DETAILS:
        possible.append(RepeatUse.DETAILS)
    if fields & set(NAME_FIELDS):
        possible.append(RepeatUse.PERSONS)
    # Members of a household are other people, perhaps children: nobody is registered because a form names them.
    usual = RepeatUse.DETAILS if fields & _DETAILS and not fields & set(NAME_FIELDS) else RepeatUse.NONE
    return Repeat(name, len(rows) - 1, tuple(possible), usual)


class _Flattener:
    def __init__(self, sheet: SheetText, uses: Mapping[str, RepeatUse]) -> None:
        self.sheet = sheet
        self.uses = uses
        self.titles = list(sheet.rows[0])
        self.rows = [list(row) for row in sheet.rows[1:]]
        self.origins: dict[int, tuple[str, int]] = {}
        self._line_of: dict[str, dict[str, int]] = {"": self._places(self.titles, self.rows)}

    def table(self) -> FlatTable:
        # Persons first, so that the papers of a member find their line.
        for wanted, lay in ((RepeatUse.PERSONS, self._persons), (RepeatUse.DETAILS, self._details)):
            for name, rows in self.sheet.repeats:
                if self.uses.get(name) is wanted and len(rows) > 1:
                    lay(name, rows[0], rows[1:])
        width = len(self.titles)
        whole = [tuple(self.titles), *(tuple(row + [""] * (width - len(row))) for row in self.rows)]
        return FlatTable(tuple(whole), self.origins)

    def _persons(self, name: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        places = {
            place: self._place_for(title) for place, title in enumerate(titles) if field_of(title) and title[:1] != "_"
        }
        identity = self._identity()
        inherited = [i for i, title in enumerate(self.titles) if field_of(title) in _INHERITED]
        members: defaultdict[int, int] = defaultdict(int)
        lines: dict[str, int] = {}
        for number, row in enumerate(rows, start=2):
            parent = self._parent(titles, row)
            made = [""] * len(self.titles)
            for place, target in places.items():
                made[target] = row[place] if place < len(row) else ""
            if parent is not None:
                members[parent] += 1
                for place in inherited:
                    made[place] = made[place] or self._cell(parent, place)
                if identity is not None and (whose := self._cell(parent, identity)):
                    made[identity] = f"{whose}/{name}/{members[parent]}"
            self.rows.append(made)
            self.origins[len(self.rows) + 1] = (name, number)
            if (index := _cell_of(titles, row, "_index")) is not None:
                lines[index] = len(self.rows) - 1
        self._line_of[name] = lines

    def _details(self, name: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        wanted = [(place, title) for place, title in enumerate(titles) if field_of(title) in _DETAILS]
        given: defaultdict[int, list[Sequence[str]]] = defaultdict(list)
        for row in rows:
            if (parent := self._parent(titles, row)) is not None:
                given[parent].append(row)
        for nth in range(max(map(len, given.values()), default=0)):
            first = len(self.titles)
            self.titles += [f"{name}/{title.rsplit('/', 1)[-1]} [{nth + 1}]" for _, title in wanted]
            for parent, some in given.items():
                if nth < len(some):
                    line = self.rows[parent]
                    line += [""] * (first - len(line))
                    line += [some[nth][place] if place < len(some[nth]) else "" for place, _ in wanted]

    def _parent(self, titles: Sequence[str], row: Sequence[str]) -> int | None:
        table = (_cell_of(titles, row, "_parent_table_name") or "").casefold()
        among = next((name for name in self._line_of if name and table and table.startswith(name.casefold())), "")
        index = _cell_of(titles, row, "_parent_index")
        if index is not None and (line := self._line_of[among].get(index)) is not None:
            return line
        submission = _cell_of(titles, row, "_submission__id")
        return None if among or submission is None else self._line_of[""].get(f"id {submission}")

    def _places(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
        """Where the rows of the first sheet stand, by `_index` and by the submission's id."""
        found: dict[str, int] = {}
        for line, row in enumerate(rows):
            for title, mark in (("_index", ""), ("_id", "id ")):
                if (cell := _cell_of(titles, row, title)) is not None:
                    found[mark + cell] = line
        return found

    def _place_for(self, title: str) -> int:
        """The column of the flat table that holds the same field; a new one where there is none."""
        field = field_of(title)
        place = next((i for i, known in enumerate(self.titles) if field_of(known) == field and known[:1] != "_"), None)
        if place is not None:
            return place
        self.titles.append(title)
        return len(self.titles) - 1

    def _identity(self) -> int | None:
        return next((self.titles.index(title) for title in ("_uuid", "_id") if title in self.titles), None)

    def _cell(self, line: int, place: int) -> str:
        return self.rows[line][place] if place < len(self.rows[line]) else ""


def _cell_of(titles: Sequence[str], row: Sequence[str], title: str) -> str | None:
    place = titles.index(title) if title in titles else None
    return row[place] if place is not None and place < len(row) and row[place] else None
