"""Rows gathered for one batch and written in bulk: a demonstration of 100,000 people must not take an evening."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from db.models import Base, Record
from db.types import uuid7


@dataclass(slots=True)
class Rows:
    """The rows of one batch by table, parents before children in the order they were first added."""

    user_id: UUID
    kept: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, mapped: type[Record], written: datetime, /, **values: Any) -> UUID:
        """One more row, as if written at that moment. Gives its id."""
        row_id = uuid7()
        stamp = {"created_at": written, "updated_at": written, "created_by": self.user_id, "updated_by": self.user_id}
        self.kept.setdefault(mapped, []).append({"id": row_id, "version": 1, **stamp, **values})
        return row_id

    def write(self, session: Session, order: Iterable[type[Base]]) -> None:
        """Writes everything, table by table in `order`; nothing is left behind."""
        for mapped in order:
            for rows in _alike(self.kept.pop(mapped, [])):
                # The table, not the class: the mapper would split the rows at every change of what is null.
                session.execute(insert(cast(Table, mapped.__table__)), rows)
        if self.kept:
            raise RuntimeError(f"no place in the order for {[mapped.__name__ for mapped in self.kept]}")


def _alike(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """The rows in groups that name the same columns: one statement each."""
    groups: dict[frozenset[str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(frozenset(row), []).append(row)
    return groups.values()
