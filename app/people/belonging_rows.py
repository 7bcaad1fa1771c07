"""The rows of a person in every table: those that point to them, and those that point to these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from db.models import Base, HouseholdMember, PersonMerge, ProjectMember

Rows = dict[str, set[UUID]]
"""Ids by table; a table without ids of its own (the search keys) stands in no row."""

SHARED = {"project": ProjectMember.project_id, "household": HouseholdMember.household_id}
"""What several people may have together, and the column of the membership: it goes with its last member."""


def rows_of(session: Session, person_ids: Iterable[UUID]) -> Rows:
    """Every row that belongs to these people, directly or through another row, by the foreign keys themselves.

    A table added tomorrow is found without a word here; app.people.belongings says what a merge does with it.
    """
    found: Rows = {"person": set(person_ids)}
    for table in Base.metadata.sorted_tables:  # parents before children
        if table.name == "person" or "id" not in table.c:
            continue
        for column, parent in _parents(table):
            if ids := found.get(parent):
                rows = session.scalars(select(table.c.id).where(column.in_(ids)))
                found.setdefault(table.name, set()).update(rows)
    for name, membership in SHARED.items():
        found[name] = _only_theirs(session, membership, found["person"])
    return {name: ids for name, ids in found.items() if ids}


def owned_tables() -> tuple[Table, ...]:
    """Every table whose rows belong to a person, parents before children; not the person's own."""
    owned = {"person"}
    tables: list[Table] = []
    for table in Base.metadata.sorted_tables:
        if table.name != "person" and any(parent in owned for _, parent in _parents(table)):
            owned.add(table.name)
            tables.append(table)
    return tuple(tables)


def ids_ever(session: Session, person_ids: Iterable[UUID]) -> set[UUID]:
    """These people and whoever was merged into them: one human, several ids."""
    ids = set(person_ids)
    merged = set(session.scalars(select(PersonMerge.merged_id).where(PersonMerge.survivor_id.in_(ids))))
    return ids | merged


def _parents(table: Table) -> Iterable[tuple[Column[Any], str]]:
    for key in table.foreign_keys:
        # What lets go of its parent stays (a lesson drawn from a refusal), unless the parent is the person themselves.
        if key.ondelete != "SET NULL" or key.column.table.name == "person":
            yield key.parent, key.column.table.name


def _only_theirs(session: Session, membership: Any, people: set[UUID]) -> set[UUID]:
    person_id = membership.class_.person_id
    mine = set(session.scalars(select(membership).where(person_id.in_(people))))
    others = select(membership).where(membership.in_(mine), person_id.not_in(people))
    return mine - set(session.scalars(others))
