"""What an erasure needs of the engine: the bodies of the journal that speak of somebody, and that nothing stays in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, or_, select, text, tuple_
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import AuditBody, AuditRow

_AT_ONCE = 40


def forget_bodies(session: Session, ids: Iterable[UUID], nouns: Collection[str], with_children: Collection[str]) -> int:
    """Deletes the bodies of the journal about these rows, and about rows that once belonged to them. Gives how many.

    `nouns`: the tables whose rows belong to a person; of those `with_children`, what belonged to them is followed too.
    A row that is gone by now is known by the body of its creation, which names whose it was. The chain stays whole.
    """
    known = set(ids)
    asked = set(known)
    while asked:
        found: set[UUID] = set()
        for some in _parts(asked):
            about = or_(*(AuditBody.body.like(f"%{row_id}%") for row_id in some))
            query = select(AuditRow.entity, AuditRow.entity_id).join(
                AuditBody, (AuditBody.chain == AuditRow.chain) & (AuditBody.seq == AuditRow.seq)
            )
            rows = session.execute(query.where(AuditRow.entity.in_(nouns), about)).all()
            found |= {row_id for noun, row_id in rows if row_id and noun in with_children} - known
            known |= {row_id for _, row_id in rows if row_id}
        asked = found
    gone = 0
    for some in _parts(known):
        keys = session.execute(select(AuditRow.chain, AuditRow.seq).where(AuditRow.entity_id.in_(some))).all()
        for part in _parts(keys):
            gone += session.execute(
                delete(AuditBody).where(tuple_(AuditBody.chain, AuditBody.seq).in_([tuple(key) for key in part]))
            ).rowcount  # type: ignore[attr-defined]
    return gone


def settle_deletions(database: Database, tables: Iterable[Table]) -> None:
    """What was deleted is no longer in the files of the base.

    Embedded: freed pages are overwritten as they are freed (secure_delete), the write-ahead log is emptied here.
    Server: a deleted row stays in its page until VACUUM, which is asked for here; its archives are the server's own.
    """
    with database.engine.connect() as connection:
        if database.is_server:
            names = ", ".join(f'"{table.name}"' for table in tables)
            bare = connection.execution_options(isolation_level="AUTOCOMMIT")
            bare.execute(text(f"VACUUM {names}"))
            return
        raw: Any = connection.connection
        connection.rollback()
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _parts(keys: Iterable[Any]) -> list[Sequence[Any]]:
    every = list(keys)
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
