"""Merging two dossiers of one person, each field chosen, and taking the merge back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.desk.merge_rows import give_rows, ids_of
from app.errors import ConflictingEdit, Refused
from app.people.merged import CHOSEN
from app.people.names import sort_name
from app.people.registration import index_person, load_person
from db.history import record
from db.models import IssuedNumber, Person, PersonMerge
from db.rows import plain, plain_values

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge done: its id, who is left, and the number that now leads to them."""

    id: UUID
    survivor_id: UUID
    merged_code: str


@use_case(right=Right.MERGE_PEOPLE, undo=Undo.FINAL, audit="people.merged")
def merge_people(
    workspace: Workspace,
    survivor_id: UUID,
    merged_id: UUID,
    fields_of_merged: Iterable[str],
    *,
    versions: tuple[int, int] | None = None,
) -> Merged:
    """Makes one dossier of two: `survivor_id` stays, with `fields_of_merged` (names of CHOSEN) taken from the other.

    Every row of the other becomes the survivor's; its number, slips and external id lead there. `versions` are those the
    choice was made on. Raises NotFound, Refused (one and the same, an unknown field), ConflictingEdit.
    """
    fields = frozenset(fields_of_merged)
    if survivor_id == merged_id:
        raise Refused("merge.same_dossier")
    if unknown := fields - CHOSEN.keys():
        raise Refused("merge.field_unknown", field=", ".join(sorted(unknown)))
    with writing(workspace) as session:
        survivor, merged = (load_person(workspace, session, one) for one in (survivor_id, merged_id))
        if versions is not None and versions != (survivor.version, merged.version):
            raise ConflictingEdit("row.changed")
        before = {"survivor": plain_values(survivor), "merged": plain_values(merged)}
        kept = ids_of(session, survivor_id)
        traces = give_rows(session, merged_id, survivor_id)
        _choose(survivor, merged, fields)
        session.flush()
        event = PersonMerge(
            survivor_id=survivor_id, merged_id=merged_id, merged_code=merged.code, merged_external_id=merged.external_id,
            merged_sort_name=merged.sort_name,
            snapshot={**before, "after": plain_values(survivor), "kept": kept, "rows": traces},
        )  # fmt: skip
        session.add(event)
        _remove(session, merged_id)
        session.execute(update(IssuedNumber).where(IssuedNumber.owner_id == merged_id).values(owner_id=survivor_id))
        reindex(workspace, session, survivor_id)
        record(session, "people.merged", "person", survivor_id, {"merged": str(merged_id), "code": event.merged_code})
        return Merged(event.id, survivor_id, event.merged_code)


def reindex(workspace: Workspace, session: Session, person_id: UUID) -> None:
    """The search keys again, from what the base now holds of the person."""
    session.flush()
    session.expire_all()
    index_person(session, load_person(workspace, session, person_id), workspace.agency.label)


def default_fields(survivor: Person, merged: Person) -> frozenset[str]:
    """The fields only the other has: taken from there unless one chooses otherwise."""
    return frozenset(
        field
        for field, columns in CHOSEN.items()
        if _is_unknown(getattr(survivor, columns[0])) and not _is_unknown(getattr(merged, columns[0]))
    )


def _choose(survivor: Person, merged: Person, fields: frozenset[str]) -> None:
    for field in fields:
        for column in CHOSEN[field]:
            setattr(survivor, column, getattr(merged, column))
    survivor.sort_name = sort_name(survivor.family_name, survivor.given_name, survivor.name_ar, survivor.known_as)
    if not survivor.sort_name and not any(_names_of(survivor)):
        raise Refused("person.name_missing")
    survivor.external_id = survivor.external_id or merged.external_id
    survivor.is_demo = survivor.is_demo and merged.is_demo
    if merged.registered_on < survivor.registered_on:  # one person counts once, from when they first came
        survivor.registered_on, survivor.agent_id = merged.registered_on, merged.agent_id


def _names_of(person: Person) -> tuple[Any, ...]:
    return (person.family_name, person.given_name, person.name_ar, person.known_as)


def _remove(session: Session, person_id: UUID) -> None:
    """Deletes the row of one who has nothing left."""
    session.flush()
    session.expire_all()  # what the relations remember is the survivor's now: it must not go along
    query = select(Person).where(Person.id == person_id)
    person = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers))).one()
    session.delete(person)
    session.flush()


def _is_unknown(value: object) -> bool:
    return value is None or value == "" or value == []


def same_value(row: Person, column: str, stored: object) -> bool:
    """Whether a column still holds what a snapshot says."""
    return bool(plain(getattr(row, column)) == stored)
