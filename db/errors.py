"""What can be wrong with a base or an edit, as the engines mean it; app turns each into words."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError


class EngineError(Exception):
    """A foreseen failure of the engine; `key` is the word app translates it by."""

    key = "base.failed"


class NotABase(EngineError):
    """The file is not a Wasl base, or not one that this key opens."""

    key = "base.not_a_base"


class NewerVersion(EngineError):
    """The base was written by a newer Wasl."""

    key = "base.newer_version"


class InUse(EngineError):
    """Another process holds the base for longer than we wait."""

    key = "base.in_use"


class DiskFull(EngineError):
    """No room left on the disk; what was being written was not written."""

    key = "base.disk_full"


class ReadOnly(EngineError):
    """The file or its folder cannot be written."""

    key = "base.read_only"


class Damaged(EngineError):
    """A page fails its check: restore a backup."""

    key = "base.damaged"


class Missing(EngineError):
    """There is no base where one was expected."""

    key = "base.missing"


class Unreachable(EngineError):
    """The server does not answer, or refuses the connection."""

    key = "base.unreachable"


class StaleRow(EngineError):
    """Somebody else wrote this row meanwhile."""

    key = "row.changed"


# The embedded engine's messages are part of its interface (sqlite3 result strings), stable over decades; its numeric
# codes are not handed out by the driver. Order matters: the first that fits is taken.
_EMBEDDED: tuple[tuple[str, type[EngineError]], ...] = (
    ("file is not a database", NotABase),
    ("file is encrypted", NotABase),
    ("database is locked", InUse),
    ("database table is locked", InUse),
    ("database or disk is full", DiskFull),
    ("attempt to write a readonly database", ReadOnly),
    ("unable to open database file", ReadOnly),
    ("database disk image is malformed", Damaged),
    ("disk i/o error", Damaged),
)
# PostgreSQL: SQLSTATE classes. 08 connection, 57P server going away, 53100 disk full, 55P03 lock, 40 serialisation,
# 25006 read-only, 28 authorisation, XX001 damaged.
_SERVER: tuple[tuple[str, type[EngineError]], ...] = (
    ("08", Unreachable),
    ("57P", Unreachable),
    ("28", Unreachable),
    ("3D000", Missing),
    ("53100", DiskFull),
    ("55P03", InUse),
    ("40", StaleRow),
    ("25006", ReadOnly),
    ("XX001", Damaged),
)


def read_engine_error(error: BaseException) -> EngineError | None:
    """Our own error for one of the engine's, or None when it is a bug of ours (a broken constraint, bad SQL)."""
    if isinstance(error, EngineError):
        return error
    if isinstance(error, StaleDataError):
        return StaleRow()
    original = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(original, "sqlstate", None)
    if isinstance(state, str):
        return next((kind() for code, kind in _SERVER if state.startswith(code)), None)
    if type(original).__module__.startswith("psycopg") and type(original).__name__ == "OperationalError":
        return Unreachable()  # no state: the connection itself could not be made
    text = str(original).lower()
    return next((kind() for words, kind in _EMBEDDED if words in text), None)
