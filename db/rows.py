"""A mapped row as plain values that JSON can hold, and back: what the journal, an undoing and a merge keep of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, inspect

from db.models import Base
from db.types import Guid, Instant


def plain_values(row: Base) -> dict[str, Any]:
    """Every column of a row by its name. Bytes have no place here: KeyError is our bug."""
    return {column.key: plain(getattr(row, column.key)) for column in inspect(type(row)).column_attrs}


def plain(value: object) -> Any:
    """One value as JSON holds it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bytes):
        raise TypeError("sealed bytes are not copied")
    return value


def set_plain(row: Base, values: Mapping[str, Any]) -> None:
    """Writes values of that form into a row."""
    columns = inspect(type(row)).columns
    for name, value in values.items():
        setattr(row, name, read_plain(columns[name], value))


def read_plain(column: Column[Any], value: object) -> Any:
    """A value of that form as its column holds it."""
    if not isinstance(value, str):
        return value
    wanted = _python_type(column)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is date:
        return date.fromisoformat(value)
    if wanted is time:
        return time.fromisoformat(value)
    if wanted is UUID:
        return UUID(value)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(value)
    return value


def _python_type(column: Column[Any]) -> object:
    if isinstance(column.type, Guid):
        return UUID
    if isinstance(column.type, Instant):
        return datetime
    return getattr(column.type, "enum_class", None) or column.type.python_type
