"""A row of any table that points to a person, and the whole base as comparable values: for tables not yet thought of."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, Enum, Float, Integer, LargeBinary, String, Time, select
from sqlalchemy.orm import Session

from app.people.belongings import BELONGINGS, Belonging
from app.workspace import Workspace
from db.history import Stamp
from db.models import Base, Record
from db.rows import plain_values
from db.types import Guid, Instant, uuid7
from tests.conftest import NOON

_COUNTED = count(1000)
BOOKKEEPING = frozenset({"version", "created_at", "updated_at", "created_by", "updated_by", "turn"})
"""`turn` counts the writes of the search's own index."""
_UNTOLD = frozenset(
    {"audit_row", "audit_body", "audit_head", "base_fact", "key_slot", "stored_file", "number_series", "search_state"}
)


def stamp(workspace: Workspace) -> Stamp:
    """What a write of a test carries."""
    return Stamp(workspace.user.id, NOON, "test.filled", "final", uuid7())


def add_row(session: Session, one: Belonging, person_id: UUID) -> Record:
    """One more row of that table for the person, every column filled that must be."""
    mapped: Any = one.mapped
    row: Record = _row(session, mapped, {one.column: person_id})
    return row


def whole_base(workspace: Workspace) -> dict[str, dict[str, dict[str, Any]]]:
    """Every row of every table by id, without its bookkeeping and without the journal."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with workspace.database.read() as session:
        for mapper in Base.registry.mappers:
            mapped: Any = mapper.class_
            if mapped.__tablename__ in _UNTOLD:
                continue
            rows = session.scalars(select(mapped))
            values = [{k: v for k, v in plain_values(row).items() if k not in BOOKKEEPING} for row in rows]
            found[mapped.__tablename__] = {
                str([one[column.key] for column in mapped.__table__.primary_key.columns]): one for one in values
            }
    return found


def tables() -> list[Belonging]:
    """Those a row of which can be made for anybody."""
    return [one for one in BELONGINGS if issubclass(one.mapped, Record)]


def _row(session: Session, mapped: Any, given: dict[str, Any]) -> Any:
    values = dict(given)
    for column in mapped.__table__.columns:
        if column.key in values or (issubclass(mapped, Record) and column.key in {*BOOKKEEPING, "id"}):
            continue
        if column.foreign_keys:
            if not column.nullable:
                values[column.key] = _parent(session, next(iter(column.foreign_keys)).column.table.name)
        elif not column.nullable or (isinstance(column.type, String) and not isinstance(column.type, Enum)):
            values[column.key] = _value(column.type)
    row = mapped(**values)
    session.add(row)
    session.flush()
    return row


def _parent(session: Session, table: str) -> Any:
    mapped: Any = next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table)
    if table in {"agency", "app_user", "host", "directory_entry", "provider", "stored_file"}:
        known = session.scalar(select(mapped.id).limit(1))
        if known is not None:
            return known
    return _row(session, mapped, {}).id


def _value(kind: Any) -> Any:
    number = next(_COUNTED)
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    if isinstance(kind, Guid):
        return uuid7()
    if isinstance(kind, Instant):
        return NOON
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Date):
        return date(2026, 11, 2)
    if isinstance(kind, Time):
        return time(9, 30)
    if isinstance(kind, JSON) or "JSON" in type(kind).__name__:
        return {}
    if isinstance(kind, Float):
        return 0.5
    if isinstance(kind, Integer):
        return number
    if isinstance(kind, LargeBinary):
        return b"x"
    if isinstance(kind, String):
        return f"{number:014d}" if kind.length == 14 else str(number)[-(kind.length or 10) :]
    if getattr(kind, "python_type", None) is datetime:
        return NOON
    raise TypeError(f"no value for {kind}")
