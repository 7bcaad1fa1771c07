"""A list of people taken in, against the raw insert of the very same rows into every table they stand in.

Twin detection is measured apart: the raw insert has nothing like it.
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.base import make_base, open_base
from bench.measure import Result, Size, apart, timed
from bench.memory import peak_memory

if TYPE_CHECKING:
    from app.workspace import Workspace

_ROWS = {Size.FULL: 100_000, Size.QUICK: 5_000, Size.TINY: 60}
_AT_ONCE = 1_000
_HEADER = (
    "id", "given_name", "family_name", "name_ar", "sex", "birth_date", "nationality", "phone", "city", "doc_type",
    "doc_number", "doc_expires",
)  # fmt: skip
_STARTS = ("Ba", "Do", "Ka", "Lu", "Ma", "Ne", "Sa", "To", "Wa", "Zi", "Fe", "Gi")
_SYLLABLES = ("ba", "da", "dou", "ka", "ko", "li", "lo", "ma", "ne", "nou", "ra", "sse", "ti", "vo", "ya")
_LETTERS = "بتجدرسكلمنوي"
_TABLES = (
    "person", "person_phone", "identity_document", "issued_number", "person_key", "person_sound", "imported_row", "twin_pair", "audit_row",
    "audit_body",
)  # fmt: skip
"""Every table that the rows of a list come to stand in, parents before children."""
_OWNERS = ("right_id", "person_id", "owner_id", "id")
_FAR_ABOVE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Parts:
    """Seconds of each part, the whole rows written, and the peak of memory in MB."""

    reading: float
    planning: float
    twins: float
    writing: float
    twin_rows: int
    memory: float | None


def run(size: Size) -> list[Result]:
    """Seconds for reading, planning and writing a list, and for its twins, each beside the raw insert."""
    count = _ROWS[size]
    with tempfile.TemporaryDirectory() as folder:
        location, bare, file = (str(Path(folder) / name) for name in ("base.wasl", "bare.wasl", "liste.csv"))
        write_list(Path(file), count)
        make_base(location)
        make_base(bare)
        ours = apart(imported, location, file)
        raw, raw_memory = apart(inserted, location, bare)
    note = f"{count} rows, {ours.twin_rows} of them twins; against the raw insert into all tables"
    whole = ours.reading + ours.planning + ours.writing
    return [
        Result("import, all but twins", whole, raw, "s", note, ours.memory, raw_memory),
        Result("import, reading", ours.reading, raw, "s", "the file, in its child process"),
        Result("import, planning", ours.planning, raw, "s", "columns and rows understood, known people found"),
        Result("import, writing", ours.writing, raw, "s", "people, keys, numbers, journal"),
        Result("import, twins", ours.twins, raw, "s", "within the list and in the registry"),
    ]


def write_list(file: Path, count: int) -> None:
    """A list of invented people; one in fifty stands in it twice, spelled a little otherwise."""
    dice = random.Random(3)
    lines = [";".join(_HEADER)]
    rows: list[list[str]] = []
    for number in range(count):
        row = list(dice.choice(rows)) if rows and number % 50 == 49 else _row(dice)
        if rows and number % 50 == 49:
            row[1] = row[1].replace("ou", "u").upper()
        row[0] = f"L-{number:06}"
        rows.append(row)
        lines.append(";".join(row))
    file.write_text("\n".join(lines), "utf-8")


def imported(location: str, file: str) -> Parts:
    """Takes the list in, part by part; in a process of its own, whose peak of memory is told."""
    from app.people.imports.files import open_sheet
    from app.people.imports.planning import plan_import
    from app.people.imports.writing import import_people

    workspace = open_base(location)
    try:
        began = time.perf_counter()
        sheet = open_sheet(workspace, Path(file))
        reading = time.perf_counter() - began
        planning = timed(lambda: plan_import(workspace, sheet.rows, with_twins=False))
        began = time.perf_counter()
        plan = plan_import(workspace, sheet.rows)
        with_twins = time.perf_counter() - began
        writing = timed(lambda: import_people(workspace, plan))
        twins = plan.count("twin_in_file", "twin_in_registry")
        return Parts(reading, planning, max(with_twins - planning, 0.0), writing, twins, peak_memory())
    finally:
        workspace.database.close()


def inserted(location: str, bare: str) -> tuple[float, float | None]:
    """Seconds of inserting what the import left in `location` into a base that has none of it, in batches as large."""
    full, empty = open_base(location), open_base(bare)
    try:
        rows = _all_rows(full, empty)
        return timed(lambda: _insert(empty, rows)), peak_memory()
    finally:
        full.database.close()
        empty.database.close()


def _all_rows(full: Workspace, empty: Workspace) -> list[tuple[str, list[dict[str, Any]]]]:
    """Statements in the order of the import: for each batch of people the rows of each table.

    The base's own ids stand in the place of the other's; the journal goes on from far above its own.
    """
    from sqlalchemy import select

    from db.models import Base, Person

    ids = {full.agency.id: empty.agency.id, full.user.id: empty.user.id}
    with full.database.read() as session:
        people = session.scalars(select(Person.id).order_by(Person.id)).all()
        batch_of = {person: place // _AT_ONCE for place, person in enumerate(people)}
        batches = max(batch_of.values(), default=0) + 1
        told: list[dict[str, list[dict[str, Any]]]] = [{name: [] for name in _TABLES} for _ in range(batches)]
        for name in _TABLES:
            found = [dict(row) for row in session.execute(select(Base.metadata.tables[name])).mappings()]
            for place, row in enumerate(found):
                whose = next((row[key] for key in _OWNERS if row.get(key) in batch_of), None)
                batch = batch_of[whose] if whose is not None else place * batches // len(found)
                if name.startswith("audit"):
                    row["seq"] += _FAR_ABOVE
                told[batch][name].append({key: ids.get(value, value) if isinstance(value, UUID) else value
                                          for key, value in row.items()})  # fmt: skip
    return [(name, rows) for batch in told for name, rows in batch.items()]


def _insert(empty: Workspace, statements: list[tuple[str, list[dict[str, Any]]]]) -> None:
    from sqlalchemy import insert

    from db.models import Base

    with empty.database.engine.connect() as connection:
        for first in range(0, len(statements), len(_TABLES)):
            with connection.begin():
                for name, rows in statements[first : first + len(_TABLES)]:
                    if rows:
                        connection.execute(insert(Base.metadata.tables[name]), rows)


def _row(dice: random.Random) -> list[str]:
    given = dice.choice(_STARTS) + "".join(dice.choices(_SYLLABLES, k=dice.randrange(1, 3)))
    family = dice.choice(_STARTS) + "".join(dice.choices(_SYLLABLES, k=dice.randrange(1, 4)))
    arabic = " ".join("".join(dice.choices(_LETTERS, k=dice.randrange(3, 6))) for _ in range(2))
    birth = f"{dice.randrange(1, 29):02}/{dice.randrange(1, 13):02}/{dice.randrange(1960, 2006)}"
    return [
        "", given, family, arabic if dice.random() < 0.4 else "", dice.choice("FM"), birth,
        dice.choice(("GIN", "CIV", "SEN", "CMR", "SYR", "MLI")), f"06{dice.randrange(10**8):08}", dice.choice(("Rabat", "Salé")),
        "passport", f"E{dice.randrange(10**8):08}", f"{dice.randrange(2025, 2032)}-06-30",
    ]  # fmt: skip
