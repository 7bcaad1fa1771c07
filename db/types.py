"""Column types that mean the same on both engines: ids, instants, enums, JSON."""

from __future__ import annotations

import os
import threading
import time
import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, LargeBinary, String, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

_lock = threading.Lock()
_last_stamp = 0


def uuid7() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): sortable by time, strictly increasing within this process.

    The standard library has one from Python 3.14 on; we support 3.11. Twelve bits below the millisecond count within it.
    """
    global _last_stamp
    with _lock:
        stamp = (time.time_ns() * 4096) // 1_000_000
        _last_stamp = stamp = max(stamp, _last_stamp + 1)
    milliseconds, counter = divmod(stamp, 4096)
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62
    return uuid.UUID(int=value | int.from_bytes(os.urandom(8)) >> 2)


class Guid(TypeDecorator[uuid.UUID]):
    """A UUID: 16 bytes on the embedded engine, `uuid` on the server."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The native type where there is one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        """Python to base."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        """Base to Python."""
        return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(bytes=value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; refuses a naive datetime. Sortable text on the embedded engine, `timestamptz` on the server."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The native type where there is one."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Python to base."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Base to Python, aware."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return datetime.fromisoformat(value)  # its Z is UTC; strptime takes twenty times as long


def enum_column(words: type[StrEnum]) -> Enum:
    """A text column that admits only the values of `words`, checked by the engine too."""
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda e: [w.value for w in e],
    )


def json_column(*, none_as_null: bool = False) -> JSON:
    """A JSON document: text on the embedded engine, JSONB on the server (which reorders keys: never hash one).

    `none_as_null`: None is kept as no document at all, so that the base can be asked which rows have none.
    """
    return JSON(none_as_null=none_as_null).with_variant(JSONB(none_as_null=none_as_null), "postgresql")
