"""The journal: each write of a mapped row becomes an audit row, in a chain of hashes whose bodies stand apart.

Nothing calls this to be remembered: it listens to the session. `record` adds what is no write (a view, a print).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session

from db.models import AuditBody, AuditHead, AuditRow, Base, Record

CHAIN = "main"
GENESIS = "0" * 64
# Not audited: what is nobody's yet (drafts), derived (search keys, the snapshot of a merge, whose every row has its own
# line; what is remembered of a foreign list's rows), the journal itself, counters, anonymous heads, wrapped keys and
# sealed bytes.
_SILENT = frozenset(
    [
        "draft",
        "person_key",
        "person_sound",
        "search_state",
        "person_merge",
        "audit_row",
        "audit_body",
        "audit_head",
        "number_series",
        "issued_number",
        "refusal_count",
        "key_slot",
        "base_fact",
        "stored_file",
        "anonymous_person",
        "erased_person",
        "imported_row",
    ]
)
_BOOKKEEPING = frozenset({"id", "version", "created_at", "updated_at", "created_by", "updated_by"})


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes, when, in which use case: stands on every row and audit row of one transaction."""

    actor_id: UUID | None
    at: datetime
    action: str
    undo: str
    unit: UUID


@dataclass(frozen=True, slots=True)
class _Entry:
    operation: str
    entity: str
    entity_id: UUID | None
    body: str


def record(
    session: Session,
    action: str,
    entity: str,
    entity_id: UUID | None,
    body: dict[str, object],
) -> None:
    """Adds an audit row that is no write: a view, a print, an export. `action` replaces the use case's word."""
    session.info.setdefault("entries", []).append((action, _Entry("event", entity, entity_id, _canonical(body))))


def add_rows(session: Session, mapped: type[Record], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts many new rows of one table in one statement, each kept in the journal as if it had been added alone
    (where its table is audited at all).

    Every row names the same columns, its `id` among them; the bookkeeping is filled in here, from the stamp.
    """
    stamp: Stamp | None = session.info.get("stamp")
    if stamp is None:
        raise RuntimeError("a write outside Database.write(): it would leave no trace")
    if not rows:
        return
    noun = mapped.__tablename__
    entries = session.info.setdefault("entries", [])
    touched = session.info.setdefault("touched", set())
    touched.update((noun, row["id"]) for row in rows)
    kept = {
        "version": 1, "created_at": stamp.at, "updated_at": stamp.at, "created_by": stamp.actor_id,
        "updated_by": stamp.actor_id,
    }  # fmt: skip
    for row in rows:
        body: dict[str, object] = {
            name: [None, value] for name, value in row.items() if value is not None and name != "id"
        }
        body["version"] = [None, 1]
        entries.append((stamp.action, _Entry("create", noun, row["id"], _canonical(body))))
    session.execute(insert(mapped.__table__), [row | kept for row in rows])  # type: ignore[arg-type]


def changed_in(session: Session) -> tuple[frozenset[str], frozenset[UUID]]:
    """The nouns (table names) and ids that this session has written since it began."""
    touched: set[tuple[str, UUID | None]] = session.info.get("touched", set())
    return frozenset(noun for noun, _ in touched), frozenset(row_id for _, row_id in touched if row_id)


def note_written(session: Session, noun: str, ids: Iterable[UUID]) -> None:
    """Tells listeners of rows written or deleted by a statement, which the session itself does not see."""
    session.info.setdefault("touched", set()).update((noun, row_id) for row_id in ids)


def attach(session_class: type[Session]) -> None:
    """Makes sessions of this class keep the journal."""
    event.listen(session_class, "before_flush", _collect)
    event.listen(session_class, "before_commit", _append)
    event.listen(session_class, "after_soft_rollback", _forget)


def row_hash(row: AuditRow | Any, previous: str) -> str:
    """The hash of one audit row over the one before it. The same for every reader: verification calls it too."""
    parts = (
        previous, row.chain, row.seq, row.unit, row.at.isoformat(), row.actor_id, row.action, row.operation, row.entity,
        row.entity_id, row.undo, row.body_hash,
    )  # fmt: skip
    return _hash_of(parts)


def _hash_of(parts: tuple[object, ...]) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def body_hash(body: str, salt: str) -> str:
    """The hash of a body, which stands in the chain. The salt goes when the body goes."""
    return hashlib.sha256((salt + body).encode()).hexdigest()


def broken_links(session: Session) -> list[int]:
    """Sequence numbers at which the chain does not hold: an edited row, an edited body, a cut tail. Empty = whole."""
    broken: list[int] = []
    previous, seq = GENESIS, 0
    bodies = select(AuditRow, AuditBody.body, AuditBody.salt).outerjoin(
        AuditBody, (AuditBody.chain == AuditRow.chain) & (AuditBody.seq == AuditRow.seq)
    )
    query = bodies.where(AuditRow.chain == CHAIN).order_by(AuditRow.seq).execution_options(yield_per=1000)
    for row, body, salt in session.execute(query):
        body_is_true = body is None or body_hash(body, salt) == row.body_hash
        if row.seq != seq + 1 or row.previous != previous or row_hash(row, previous) != row.hash or not body_is_true:
            broken.append(row.seq)
        previous, seq = row.hash, row.seq
    head = session.get(AuditHead, CHAIN)
    if (head.seq, head.hash) != (seq, previous) if head else seq:
        broken.append(seq + 1)
    return broken


def _collect(session: Session, _context: object, _instances: object) -> None:
    stamp: Stamp | None = session.info.get("stamp")
    if stamp is None:
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("a write outside Database.write(): it would leave no trace")
        return
    entries = session.info.setdefault("entries", [])
    touched = session.info.setdefault("touched", set())
    for row in [
        *session.new,
        *(r for r in session.dirty if session.is_modified(r)),
        *session.deleted,
    ]:
        operation = "create" if row in session.new else "delete" if row in session.deleted else "update"
        _stamp_row(row, operation, stamp)
        noun = row.__tablename__
        row_id = row.id if isinstance(row, Record) else None
        touched.add((noun, row_id))
        if noun not in _SILENT:
            body = _body(row, operation)
            entries.append((stamp.action, _Entry(operation, noun, row_id, _canonical(body))))


def _stamp_row(row: Base, operation: str, stamp: Stamp) -> None:
    if not isinstance(row, Record) or operation == "delete":
        return
    if operation == "create":
        if row.id is None:
            row.id = type(row).__table__.c.id.default.arg(None)
        row.created_at, row.created_by = stamp.at, stamp.actor_id
    row.updated_at, row.updated_by = stamp.at, stamp.actor_id


def _body(row: Base, operation: str) -> dict[str, object]:
    state = inspect(row)
    body: dict[str, object] = {}
    for column in state.mapper.column_attrs:
        name = column.key
        if name in _BOOKKEEPING:
            continue
        if operation == "update":
            history = state.attrs[name].history
            if history.has_changes():
                body[name] = [
                    history.deleted[0] if history.deleted else None,
                    history.added[0] if history.added else None,
                ]
            continue
        value = getattr(row, name)
        if value is not None:
            body[name] = [None, value] if operation == "create" else [value, None]
    if isinstance(row, Record):
        body["version"] = [row.version, (row.version or 0) + 1] if operation != "delete" else [row.version, None]
    return body


def _append(session: Session) -> None:
    session.flush()
    stamp: Stamp | None = session.info.get("stamp")
    entries: list[tuple[str, _Entry]] = session.info.pop("entries", [])
    if not entries:
        return
    if stamp is None:
        raise RuntimeError("an audit row outside Database.write()")
    head = session.get(AuditHead, CHAIN, with_for_update=True)
    seq, previous = (head.seq, head.hash) if head else (0, GENESIS)
    rows: list[dict[str, object]] = []
    bodies: list[dict[str, object]] = []
    at = stamp.at.isoformat()
    for action, entry in entries:
        seq += 1
        salt = secrets.token_hex(16)
        hashed = body_hash(entry.body, salt)
        # The order is that of row_hash.
        own = _hash_of((
            previous, CHAIN, seq, stamp.unit, at, stamp.actor_id, action, entry.operation, entry.entity,
            entry.entity_id, stamp.undo, hashed,
        ))  # fmt: skip
        rows.append({
            "chain": CHAIN, "seq": seq, "unit": stamp.unit, "at": stamp.at, "actor_id": stamp.actor_id, "action": action,
            "operation": entry.operation, "entity": entry.entity, "entity_id": entry.entity_id, "undo": stamp.undo,
            "body_hash": hashed, "previous": previous, "hash": own,
        })  # fmt: skip
        bodies.append({"chain": CHAIN, "seq": seq, "body": entry.body, "salt": salt})
        previous = own
    if head is None:
        session.add(AuditHead(chain=CHAIN, seq=seq, hash=previous))
    else:
        head.seq, head.hash = seq, previous
    session.execute(insert(AuditRow.__table__), rows)  # type: ignore[arg-type]
    session.execute(insert(AuditBody.__table__), bodies)  # type: ignore[arg-type]
    session.flush()


def _forget(session: Session, _previous: object) -> None:
    session.info.pop("entries", None)
    session.info.pop("touched", None)


def _canonical(body: dict[str, object]) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in the journal")
