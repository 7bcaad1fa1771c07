"""The workbook with the most rows, the audit's, against plain openpyxl writing the same rows one after the other."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from bench.measure import Result, Size, apart, in_turn, median, timed
from bench.memory import memory_grown_by, most

if TYPE_CHECKING:
    from reports.excel.audit import AuditRows

_ROWS = {Size.FULL: 100_000, Size.QUICK: 5_000, Size.TINY: 20}
_REPEATS = {Size.FULL: 3, Size.QUICK: 3, Size.TINY: 1}
_DAY = date(2026, 11, 24)
_COLUMNS = {
    "Sexe": ("F", "M", "?"), "Âge": ("0-17", "18-59", "60+", "?"), "Nationalité": ("GIN", "CIV", "SEN", "SYR", "MAR"),
    "Situation": ("essai un", "essai deux", "inconnue"), "Statistiques anonymes": ("oui", "non", "jamais demandé"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Written:
    """Seconds, and by how many MB the peak of memory rose."""

    seconds: float
    memory: float | None


def run(size: Size) -> list[Result]:
    """Seconds and memory, each side in a process of its own. The encryption that follows is not counted."""
    rows = _ROWS[size]
    ours, plain = in_turn(range(_REPEATS[size]), lambda _: apart(_program, rows), lambda _: apart(_plain, rows))
    memory, plain_memory = most(one.memory for one in ours), most(one.memory for one in plain)
    note = f"{rows} rows of {2 + len(_COLUMNS)} cells; against openpyxl write_only; memory is growth of the peak"
    return [
        Result(
            "workbook", median(one.seconds for one in ours), median(one.seconds for one in plain), "s", note,
            memory, plain_memory,
        )
    ]  # fmt: skip


def _program(rows: int) -> _Written:
    from reports.excel.audit import compose_audit
    from reports.excel.model import Breakdown, Figure, Report

    kind = _people(rows)
    breakdowns = tuple(
        Breakdown(title, tuple((word, rows // len(words)) for word in words), kind.key, place)
        for place, (title, words) in enumerate(_COLUMNS.items())
    )
    report = Report(
        title="Rapport d’essai", agency="Agence Banc d’essai", first=_DAY - timedelta(days=365), last=_DAY, language="fr",
        made_at=datetime(2026, 11, 24, 12, tzinfo=UTC), figures=(Figure("people", "Personnes", "Essai.", rows, kind.key),),
        breakdowns=breakdowns, quality=(),
    )  # fmt: skip
    return _written(lambda: compose_audit(report, (kind,)))


def _plain(rows: int) -> _Written:
    from openpyxl import Workbook

    kind = _people(rows)

    def write() -> bytes:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Lignes")
        sheet.append(("Pseudonyme", "Date", *kind.headers))
        for row in kind.rows:
            sheet.append(row)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return _written(write)


def _written(write: Callable[[], bytes]) -> _Written:
    seconds = 0.0

    def call() -> None:
        nonlocal seconds
        seconds = timed(write)

    memory = memory_grown_by(call)
    return _Written(seconds, memory)


def _people(rows: int) -> AuditRows:
    from reports.excel.audit import AuditRows

    dice = random.Random(1)
    return AuditRows("people", "Personnes", tuple(_COLUMNS), tuple(_row(dice, place) for place in range(rows)))


def _row(dice: random.Random, place: int) -> tuple[str | date, ...]:
    day = _DAY - timedelta(days=dice.randrange(365))
    return f"P{place:06}", day, *(dice.choice(words) for words in _COLUMNS.values())
