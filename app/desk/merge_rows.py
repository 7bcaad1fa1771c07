"""What a merge does to every row of the person that goes, kept so that it can be done backwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.people.belongings import BELONGINGS, Belonging, OnMerge
from db.models import Base, Person, Record, TwinPair, TwinState
from db.rows import plain, plain_values, set_plain

Trace = dict[str, Any]
"""One row: its `table` and `id`, and what was `changed` {column: [before, after]} or, when it was dropped, all `values`."""


def ids_of(session: Session, person_id: UUID) -> dict[str, list[str]]:
    """The ids of all rows that point to a person, by table."""
    found: dict[str, set[str]] = {}
    for one in _kept():
        column = getattr(one.mapped, one.column)
        ids = session.scalars(select(_id(one.mapped)).where(column == person_id))
        found.setdefault(one.table, set()).update(str(row_id) for row_id in ids)
    return {table: sorted(ids) for table, ids in found.items() if ids}


def give_rows(session: Session, giver: UUID, taker: UUID) -> list[Trace]:
    """Makes every row of `giver` one of `taker`, as app.people.belongings says; gives the trace of it, in order."""
    traces: list[Trace] = []
    for one in _kept():
        column = getattr(one.mapped, one.column)
        rows = list(session.scalars(select(one.mapped).where(column == giver).order_by(_id(one.mapped))))
        for row in rows:
            match one.on_merge:
                case OnMerge.PAIRED:
                    traces += _paired(session, row, giver, taker)
                case OnMerge.ONCE if (twin := _same(session, one, row, taker)) is not None:
                    traces += _dropped(session, row, twin)
                case OnMerge.NUMBERED:
                    number = _next_number(session, one, taker)
                    traces.append(_changed(row, {one.same[0]: number, one.column: taker}))
                case _:
                    traces.append(_changed(row, {one.column: taker}))
            session.flush()
    return traces


def take_rows_back(session: Session, traces: list[Trace]) -> None:
    """Does what the traces say backwards; what was deleted or changed again since stays as it is now."""
    mapped = {table.__tablename__: table for table in _mapped()}
    for trace in reversed(traces):
        row = session.get(mapped[trace["table"]], UUID(trace["id"]))
        if "values" in trace:
            if row is None:
                _bring_back(session, mapped[trace["table"]], trace["values"])
        elif row is not None:
            changed: dict[str, list[Any]] = trace["changed"]
            set_plain(
                row, {name: before for name, (before, after) in changed.items() if plain(getattr(row, name)) == after}
            )
        session.flush()


def give_one(session: Session, one: Belonging, row: Record, taker: UUID) -> None:
    """Makes a single row one of `taker`; a row that `taker` has already stays where it is."""
    if one.on_merge is OnMerge.ONCE and _same(session, one, row, taker) is not None:
        return
    values: dict[str, Any] = {one.column: taker}
    if one.on_merge is OnMerge.NUMBERED:
        values[one.same[0]] = _next_number(session, one, taker)
    _changed(row, values)
    session.flush()


def _kept() -> Iterator[Belonging]:
    return (one for one in BELONGINGS if one.on_merge is not OnMerge.DERIVED)


def _mapped() -> Iterator[type[Base]]:
    return (mapper.class_ for mapper in Base.registry.mappers)


def _id(mapped: type[Base]) -> Any:
    return mapped.__table__.c.id


def _changed(row: Base, values: dict[str, Any]) -> Trace:
    before = {name: plain(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    assert isinstance(row, Record)
    changed = {name: [before[name], plain(value)] for name, value in values.items()}
    return {"table": row.__tablename__, "id": str(row.id), "changed": changed}


def _dropped(session: Session, row: Base, twin: Base | None) -> list[Trace]:
    """Drops a row; what pointed to it points to its twin."""
    assert isinstance(row, Record)
    traces: list[Trace] = []
    if isinstance(twin, Record):
        for mapped in _mapped():
            for column in mapped.__table__.columns:
                if any(key.column.table.name == row.__tablename__ for key in column.foreign_keys):
                    pointing = session.scalars(select(mapped).where(column == row.id))
                    traces += [_changed(one, {column.key: twin.id}) for one in pointing]
    session.flush()
    traces.append({"table": row.__tablename__, "id": str(row.id), "values": plain_values(row)})
    session.delete(row)
    return traces  # taken back from the end: the row first, then what points to it


def _same(session: Session, one: Belonging, row: Base, taker: UUID) -> Base | None:
    """What `taker` has that says the same."""
    query = select(one.mapped).where(getattr(one.mapped, one.column) == taker)
    for name in one.same:
        query = query.where(getattr(one.mapped, name).is_not_distinct_from(getattr(row, name)))
    return session.scalars(query.limit(1)).first()


def _next_number(session: Session, one: Belonging, taker: UUID) -> int:
    number, owner = getattr(one.mapped, one.same[0]), getattr(one.mapped, one.column)
    return int(session.scalar(select(func.max(number)).where(owner == taker)) or 0) + 1


def _paired(session: Session, row: Base, giver: UUID, taker: UUID) -> list[Trace]:
    """A pair of the one who goes: of the survivor from now on, unless there is one, or it is the two of them."""
    assert isinstance(row, TwinPair)
    other = row.right_id if row.left_id == giver else row.left_id
    if other == taker:
        return _dropped(session, row, None)
    either = or_(
        (TwinPair.left_id == other) & (TwinPair.right_id == taker),
        (TwinPair.left_id == taker) & (TwinPair.right_id == other),
    )
    known = session.scalars(select(TwinPair).where(either)).first()
    if known is None:
        left, right = sorted((other, taker))
        return [_changed(row, {"left_id": left, "right_id": right})]
    traces = _dropped(session, row, None)
    if row.state is TwinState.DIFFERENT and known.state is not TwinState.DIFFERENT:
        traces.append(_changed(known, {"state": TwinState.DIFFERENT}))
    return traces


def _bring_back(session: Session, mapped: type[Base], values: dict[str, Any]) -> None:
    """The row again, unless what it hung on is gone."""
    row = mapped()
    set_plain(row, {name: value for name, value in values.items() if name != "version"})
    for column in mapped.__table__.columns:
        for key in column.foreign_keys:
            wanted = getattr(row, column.key)
            there = key.column.table.name == Person.__tablename__ or wanted is None
            if not there and session.scalar(select(key.column).where(key.column == wanted)) is None:
                if not column.nullable:
                    return
                setattr(row, column.key, None)
    session.add(row)
