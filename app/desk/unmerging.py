"""Taking a merge back: both dossiers as they were, and what was written since where the agent says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.desk.copy_words import said_word
from app.desk.merge_rows import give_one, take_rows_back
from app.desk.merging import reindex, same_value
from app.errors import NotFound, Refused
from app.people.belongings import BELONGINGS, Belonging, OnMerge
from app.people.dossier import dossier
from app.people.fields import texts_of
from app.people.merged import CHOSEN
from app.people.names import sort_name
from app.people.registration import load_person
from app.workspace import LOCAL_ZONE
from db.history import record
from db.models import IssuedNumber, Person, PersonMerge, Record, TwinPair, TwinState
from db.rows import set_plain
from resources.i18n import current_language, words

if TYPE_CHECKING:
    from app.workspace import Workspace

_FIELD = "field:"


@dataclass(frozen=True, slots=True)
class WrittenSince:
    """Something of the survivor written after the merge: `key` to choose it by, its table or field, and its day."""

    key: str
    noun: str
    text: str
    on: date | None = None


@use_case(right=Right.MERGE_PEOPLE, undo=Undo.HARMLESS, audit="merge.looked_at")
def written_since(workspace: Workspace, merge_id: UUID) -> list[WrittenSince]:
    """What was written on the survivor since the merge, to be kept there or given back. Raises NotFound, Refused."""
    with reading(workspace) as session:
        merge, survivor = _merge(workspace, session, merge_id)
        texts = texts_of(dossier(workspace, survivor.id).form)
        found = [
            WrittenSince(_FIELD + field, field, texts.get(field, "")) for field in _fields_changed(merge, survivor)
        ]
        for one, row in _new_rows(session, merge):
            if _follows(session, row) is None:
                found.append(WrittenSince(f"{one.table}:{row.id}", one.table, _told(row), _day_of(row)))
        return found


@use_case(right=Right.MERGE_PEOPLE, undo=Undo.FINAL, audit="people.unmerged")
def unmerge_people(workspace: Workspace, merge_id: UUID, given_back: Iterable[str] = ()) -> UUID:
    """Takes a merge back and gives the dossier that is there again. Both people are then known to be different.

    `given_back` are keys of `written_since` that go to that dossier; everything else stays with the survivor, and what
    hangs on something given back goes with it. Raises NotFound, Refused (a newer merge has to be taken back first).
    """
    wanted = frozenset(given_back)
    with writing(workspace) as session:
        merge, survivor = _merge(workspace, session, merge_id)
        snapshot: dict[str, Any] = merge.snapshot
        merged_id, survivor_id = merge.merged_id, survivor.id
        fields = _fields_changed(merge, survivor)
        if unknown := wanted - {_FIELD + field for field in fields} - _keys_of_new_rows(session, merge):
            raise Refused("unmerge.item_unknown", item=", ".join(sorted(unknown)))
        new_rows = _new_rows(session, merge)
        now = {field: [getattr(survivor, column) for column in CHOSEN[field]] for field in fields}
        _restore_survivor(survivor, snapshot, {field for field in fields if _FIELD + field not in wanted})
        session.delete(merge)
        session.flush()
        merged = _again(session, snapshot["merged"])
        for field in fields:
            if _FIELD + field in wanted:
                for column, value in zip(CHOSEN[field], now[field], strict=True):
                    setattr(merged, column, value)
        merged.sort_name = _sort_name(merged)
        session.flush()
        take_rows_back(session, snapshot["rows"])
        _give_new_rows(session, new_rows, merged_id, wanted)
        _say_different(session, survivor_id, merged_id)
        session.execute(update(IssuedNumber).where(IssuedNumber.code == merged.code).values(owner_id=merged_id))
        for person_id in (survivor_id, merged_id):
            reindex(workspace, session, person_id)
        record(session, "people.unmerged", "person", survivor_id, {"restored": str(merged_id)})
        return merged_id


def _merge(workspace: Workspace, session: Session, merge_id: UUID) -> tuple[PersonMerge, Person]:
    merge = session.get(PersonMerge, merge_id)
    if merge is None:
        raise NotFound("merge.not_found")
    survivor = load_person(workspace, session, merge.survivor_id)
    newer = select(PersonMerge.id).where(
        PersonMerge.survivor_id == survivor.id, PersonMerge.created_at > merge.created_at
    )
    later = select(PersonMerge.id).where(PersonMerge.survivor_id == survivor.id, PersonMerge.id > merge.id)
    if session.scalar(newer.union(later).limit(1)) is not None:
        raise Refused("unmerge.newer_first")
    return merge, survivor


def _fields_changed(merge: PersonMerge, survivor: Person) -> list[str]:
    """The fields of the survivor that were changed after the merge."""
    after: dict[str, Any] = merge.snapshot["after"]  # type: ignore[assignment]
    return [
        field
        for field, columns in CHOSEN.items()
        if any(column in after and not same_value(survivor, column, after[column]) for column in columns)
    ]


def _restore_survivor(survivor: Person, snapshot: dict[str, Any], stay: set[str]) -> None:
    before, after = snapshot["survivor"], snapshot["after"]
    fixed = {column for field in stay for column in CHOSEN[field]} | {"sort_name"}
    back = [name for name in before if name not in fixed and name not in _BOOKKEEPING]
    for name in back:
        is_chosen = any(name in columns for columns in CHOSEN.values())
        if is_chosen or same_value(survivor, name, after[name]):
            set_plain(survivor, {name: before[name]})
    survivor.sort_name = _sort_name(survivor)


_BOOKKEEPING = frozenset({"id", "version", "created_at", "updated_at", "created_by", "updated_by"})


def _again(session: Session, values: dict[str, Any]) -> Person:
    merged = Person(phones=[], papers=[])
    known = Person.__table__.columns.keys()
    set_plain(merged, {name: value for name, value in values.items() if name in known and name != "version"})
    created = merged.created_at, merged.created_by
    session.add(merged)
    session.flush()
    # The journal stamps every new row with now: this one was made when it first was.
    session.execute(update(Person).where(Person.id == merged.id).values(created_at=created[0], created_by=created[1]))
    return merged


def _new_rows(session: Session, merge: PersonMerge) -> list[tuple[Belonging, Record]]:
    """What points to the survivor and was there of neither side at the merge."""
    snapshot: dict[str, Any] = merge.snapshot
    known = {row_id for ids in snapshot["kept"].values() for row_id in ids} | {row["id"] for row in snapshot["rows"]}
    found: list[tuple[Belonging, Record]] = []
    for one in BELONGINGS:
        if one.on_merge in (OnMerge.DERIVED, OnMerge.PAIRED) or one.mapped is PersonMerge:
            continue
        mapped: Any = one.mapped
        query = select(mapped).where(getattr(mapped, one.column) == merge.survivor_id).order_by(mapped.id)
        found += [(one, row) for row in session.scalars(query) if str(row.id) not in known]
    return found


def _keys_of_new_rows(session: Session, merge: PersonMerge) -> set[str]:
    return {f"{one.table}:{row.id}" for one, row in _new_rows(session, merge) if _follows(session, row) is None}


def _give_new_rows(
    session: Session, rows: list[tuple[Belonging, Record]], merged_id: UUID, wanted: frozenset[str]
) -> None:
    for one, row in rows:  # in the order of BELONGINGS: what others hang on comes first
        owner = _follows(session, row)
        if owner == merged_id or (owner is None and f"{one.table}:{row.id}" in wanted):
            give_one(session, one, row, merged_id)


def _follows(session: Session, row: Record) -> UUID | None:
    """Whose the thing is that a row hangs on (the need of a referral, the referral of an appointment), if any."""
    owners = {one.table: one for one in BELONGINGS}
    for column in row.__table__.columns:
        for key in column.foreign_keys:
            parent = owners.get(key.column.table.name)
            parent_id = getattr(row, column.key) if parent else None
            if parent is not None and parent_id is not None:
                mapped: Any = parent.mapped
                owner: UUID | None = session.scalar(
                    select(getattr(mapped, parent.column)).where(mapped.id == parent_id)
                )
                return owner
    return None


def _say_different(session: Session, left: UUID, right: UUID) -> None:
    first, second = sorted((left, right))
    query = select(TwinPair).where(TwinPair.left_id.in_((first, second)), TwinPair.right_id.in_((first, second)))
    pair = session.scalars(query).first()
    if pair is None:
        session.add(TwinPair(left_id=first, right_id=second, score=0.0, state=TwinState.DIFFERENT))
    else:
        pair.state = TwinState.DIFFERENT
    session.flush()


def _sort_name(person: Person) -> str:
    return sort_name(person.family_name, person.given_name, person.name_ar, person.known_as)


def _told(row: Record) -> str:
    """What to call a row: the first of its words that says something."""
    for name in ("purpose", "number", "name", "text", "title", "kind", "day", "type", "label"):
        value = getattr(row, name, None)
        if value:
            return said_word(name, str(value), words(current_language()))
    return ""


def _day_of(row: Record) -> date:
    return row.created_at.astimezone(LOCAL_ZONE).date()
