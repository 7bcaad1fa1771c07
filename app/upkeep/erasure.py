"""Erasing a person on request: everything that points to them goes, one anonymous row stays, and it holds for old backups.

Sources: PRODUCT.md P9, law 09-08 (DOMAIN.md §5.1). Never automatic: somebody with the right decides, for a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Table, Text, cast, delete, or_, select, update
from sqlalchemy.orm import Session, selectinload

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.indicators.anonymous import anonymous_row
from app.people.belonging_rows import SHARED, Rows, ids_ever, owned_tables, rows_of
from app.people.dossier import card_of
from app.people.registration import load_person
from app.upkeep.erased_ids import digest_of, keep_beside_base, listed_beside_base
from db.erasing import forget_bodies, settle_deletions
from db.history import note_written
from db.models import Base, Draft, ErasedPerson, IssuedNumber, NumberState, Person, PersonMerge, StoredFile

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Extent:
    """What an erasure would take away: rows by table, the person's own among them."""

    number: str
    rows: dict[str, int]


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.HARMLESS, audit="erasure.extent_read")
def erasure_extent(workspace: Workspace, person_id: UUID) -> Extent:
    """What would go, to be said before it is done. Raises NotFound."""
    with reading(workspace) as session:
        person = load_person(workspace, session, person_id)
        rows = rows_of(session, {person_id})
        return Extent(card_of(person, workspace.agency.label).number, {name: len(ids) for name, ids in rows.items()})


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.FINAL, audit="person.erased")
def erase_person(workspace: Workspace, person_id: UUID, reason: str) -> None:
    """Erases a person for good; past figures stay what they were. Raises NotFound, Refused without a reason.

    The reason stands in the journal: it names nobody.
    """
    if not reason.strip():
        raise Refused("erasure.reason_missing")
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        _erase(workspace, session, person_id, {"reason": reason.strip()})
        digests = _digests(session)
    settle_deletions(workspace.database, _touched_tables())
    keep_beside_base(workspace.database.location, digests)


@use_case(right=Right.ANYONE, undo=Undo.FINAL, audit="erasures.reapplied")
def reapply_erasures(workspace: Workspace, digests: Collection[str]) -> int:
    """Erases again whoever an older backup brought back. Gives how many people."""
    wanted = set(digests)
    with writing(workspace) as session:
        back = [one for one in session.scalars(select(Person.id)) if digest_of(one) in wanted]
        merged = select(PersonMerge.merged_id, PersonMerge.survivor_id)
        back += [survivor for one, survivor in session.execute(merged) if digest_of(one) in wanted]
        for person_id in dict.fromkeys(back):
            _erase(workspace, session, person_id, {"reason": "restored"})
        known = set(session.scalars(select(ErasedPerson.digest)))
        today = workspace.clock.today()
        session.add_all(ErasedPerson(digest=one, erased_on=today) for one in sorted(wanted - known))
    if back:
        settle_deletions(workspace.database, _touched_tables())
    return len(set(back))


def erased_digests(session: Session) -> list[str]:
    """The ids that must never come back, for a backup to carry."""
    return _digests(session)


def after_opening(workspace: Workspace) -> None:
    """Whoever is listed beside the base and not yet erased in it is erased before anybody sees them."""
    listed = listed_beside_base(workspace.database.location)
    if not listed:
        return
    if missing := set(listed) - set(_known(workspace)):
        reapply_erasures(workspace, missing)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="erasures.read")
def _known(workspace: Workspace) -> list[str]:
    with reading(workspace) as session:
        return _digests(session)


def _erase(workspace: Workspace, session: Session, person_id: UUID, told: dict[str, object]) -> None:
    today = workspace.clock.today()
    query = select(Person).where(Person.id == person_id).options(selectinload(Person.papers))
    person = session.scalars(query).one()
    everybody = ids_ever(session, {person_id})
    session.add(anonymous_row(session, person, today))
    session.flush()
    session.expunge_all()
    rows = rows_of(session, {person_id})
    codes = _codes(session, everybody, rows)
    nouns = {table.name for table in owned_tables()} | {"person", *SHARED}
    every_id = set().union(everybody, *rows.values())
    forget_bodies(session, every_id, nouns, _parents())
    _drop_drafts(session, {str(one) for one in everybody} | codes)
    _delete(session, rows)
    session.execute(
        update(IssuedNumber).where(IssuedNumber.code.in_(codes)).values(owner_id=None, state=NumberState.VOID)
    )
    known = set(session.scalars(select(ErasedPerson.digest)))
    fresh = {digest_of(one) for one in everybody} - known
    session.add_all(ErasedPerson(digest=one, erased_on=today) for one in sorted(fresh))
    for noun, ids in rows.items():
        note_written(session, noun, ids)
    record(session, "person.erased", "person", person_id, told)
    session.flush()


def _codes(session: Session, everybody: set[UUID], rows: Rows) -> set[str]:
    """The numbers that were theirs: of the dossier, of those merged into it, of slips and tickets."""
    owners = set().union(everybody, *rows.values())
    codes: set[str] = set()
    for some in _parts(owners):
        codes |= set(session.scalars(select(IssuedNumber.code).where(IssuedNumber.owner_id.in_(some))))
    return codes


def _drop_drafts(session: Session, words: set[str]) -> None:
    for some in _parts(words):
        about = or_(*(cast(Draft.body, Text).like(f"%{word}%") for word in some))
        session.execute(delete(Draft).where(about))


def _delete(session: Session, rows: Rows) -> None:
    """Children first; sealed bytes after what pointed to them; nothing else is touched, not even a date."""
    tables = Base.metadata.tables
    files: set[UUID] = set()
    for name, ids in rows.items():
        columns = [key.parent for key in tables[name].foreign_keys if key.column.table.name == "stored_file"]
        for column in columns:
            files |= {one for one in session.scalars(select(column).where(tables[name].c.id.in_(ids))) if one}
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in rows:
            for some in _parts(rows[table.name]):
                session.execute(delete(table).where(table.c.id.in_(some)))
        elif "id" not in table.c:
            for key in table.foreign_keys:
                if key.column.table.name == "person":
                    session.execute(delete(table).where(key.parent.in_(rows["person"])))
    for some in _parts(files):
        session.execute(delete(StoredFile).where(StoredFile.id.in_(some)))


def _parents() -> set[str]:
    """The tables whose rows others belong to."""
    owned = {table.name for table in owned_tables()} | {"person"}
    return {key.column.table.name for table in owned_tables() for key in table.foreign_keys} & owned


def _touched_tables() -> Iterable[Table]:
    tables = Base.metadata.tables
    others = ("person", "audit_body", "stored_file", "draft", "issued_number", *SHARED)
    return (*owned_tables(), *(tables[name] for name in others))


def _digests(session: Session) -> list[str]:
    return list(session.scalars(select(ErasedPerson.digest).order_by(ErasedPerson.digest)))


def _parts(keys: Iterable[UUID | str]) -> list[list[UUID | str]]:
    every = list(keys)
    return [every[start : start + 500] for start in range(0, len(every), 500)]
