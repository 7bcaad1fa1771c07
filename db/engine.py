"""Opening a base: the embedded encrypted file or the shared server, one `Database` for both."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool, QueuePool

from db import history
from db.errors import (
    DiskFull,
    EngineError,
    Missing,
    NewerVersion,
    NotABase,
    ReadOnly,
    Unreachable,
    read_engine_error,
)
from db.history import Stamp
from db.migrations import HEAD

BUSY_SECONDS = 5
_CACHE_KIB = 64_000


class GuardedSession(Session):
    """A session that refuses to be used from a second thread: sharing one crashes the process (tech note, data layer §6)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owner = threading.get_ident()

    def _check(self) -> None:
        if threading.get_ident() != self._owner:
            raise RuntimeError("a session belongs to the thread that opened it")

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        """As Session.execute, in the owning thread only."""
        self._check()
        return super().execute(*args, **kwargs)

    def scalars(self, *args: Any, **kwargs: Any) -> Any:
        """As Session.scalars, in the owning thread only."""
        self._check()
        return super().scalars(*args, **kwargs)

    def scalar(self, *args: Any, **kwargs: Any) -> Any:
        """As Session.scalar, in the owning thread only."""
        self._check()
        return super().scalar(*args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """As Session.get, in the owning thread only."""
        self._check()
        return super().get(*args, **kwargs)

    def flush(self, *args: Any, **kwargs: Any) -> None:
        """As Session.flush, in the owning thread only."""
        self._check()
        super().flush(*args, **kwargs)

    def commit(self) -> None:
        """As Session.commit, in the owning thread only."""
        self._check()
        super().commit()


history.attach(GuardedSession)


class Database:
    """An open base. `file_key` (32 bytes) seals what Wasl encrypts itself; `location` is a path or a server's URL."""

    def __init__(self, engine: Engine, location: str, file_key: bytes) -> None:
        self.engine = engine
        self.location = location
        self.file_key = file_key
        # A report must see one moment: on the server a plain read transaction would see each commit as it comes.
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ") if self.is_server else engine

    @property
    def is_server(self) -> bool:
        """Whether this is the shared server rather than a file."""
        return self.engine.dialect.name == "postgresql"

    def has_schema(self, session: Session) -> bool:
        """Whether the base holds our tables."""
        return _revision(session.connection()) is not None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A read transaction. Ends by commit: a rollback would expire what was read and let a stale edit through."""
        with _ours(), GuardedSession(self._reader, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def write(self, stamp: Stamp) -> Iterator[Session]:
        """One short write transaction (`BEGIN IMMEDIATE`), kept in the journal under `stamp`."""
        options = {"embedded_begin": "IMMEDIATE"}
        with (
            _ours(),
            GuardedSession(self.engine, expire_on_commit=False, execution_options=options) as session,
        ):
            session.info["stamp"] = stamp
            yield session
            session.commit()

    def close(self) -> None:
        """Gives every connection back; an embedded base is left as one file, without its write-ahead log."""
        if not self.is_server:
            try:
                with self.engine.connect() as connection:
                    connection.connection.cursor().execute("PRAGMA optimize")
                    connection.rollback()
                    connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except Exception as error:  # house: either driver's own; what is not an engine's error is raised again
                if read_engine_error(error) is None:
                    raise
        self.engine.dispose()


def open_embedded(path: Path, key: bytes, *, create: bool = False) -> Database:
    """Opens the file with its raw 32-byte key; `create` makes it, and never overwrites.

    Raises Missing, ReadOnly, NotABase, InUse, Damaged, NewerVersion.
    """
    _refuse_bad_place(path, create)
    database = Database(_embedded_engine(path, key), str(path), derived_key(key, b"wasl files"))
    with _ours():
        _bring_up_to_date(database, create=create, backup_key=key)
    return database


def open_server(url: str, data_key: bytes | None = None) -> Database:
    """Opens the shared base; `data_key` seals files and is not needed to look at key slots.

    Raises Unreachable, NewerVersion.
    """
    engine = create_engine(server_url(url), pool_pre_ping=True, connect_args={"connect_timeout": 3})
    return Database(engine, url, derived_key(data_key or b"", b"wasl files"))


def create_server_schema(database: Database) -> None:
    """Brings an empty or older shared base to this version."""
    with _ours():
        _bring_up_to_date(database, create=True, backup_key=None)


def is_server_url(location: str) -> bool:
    """Whether a base's location is a server's URL rather than a file."""
    return location.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def server_url(url: str) -> str:
    """The URL with the driver we use."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme != "postgresql+psycopg" else url


def derived_key(key: bytes, purpose: bytes) -> bytes:
    """A 32-byte key of its own for one purpose (HKDF-SHA-256)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key)


def connect_embedded(path: Path, key: bytes) -> Any:
    """A raw connection with our settings; for the engine here and for backups in db."""
    connection = sqlcipher.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key prints on stderr
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # NORMAL loses commits when the power goes
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def _embedded_engine(path: Path, key: bytes, *, for_migration: bool = False) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect_embedded(path, key),
        poolclass=NullPool if for_migration else QueuePool,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver is in autocommit mode, so that BEGIN is ours: IMMEDIATE for writers, who would otherwise fail at
        # once with a snapshot that cannot be upgraded, busy timeout or not.
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("embedded_begin", ""))

    if for_migration:

        @event.listens_for(engine, "connect")
        def _no_foreign_keys(connection: Any, _record: object) -> None:
            # A batch migration rebuilds a table; with foreign keys on, dropping the old one deletes its children.
            connection.execute("PRAGMA foreign_keys = OFF")

    return engine


def _refuse_bad_place(path: Path, create: bool) -> None:
    if create:
        if path.exists():
            raise FileExistsError(path)
        if not os.access(path.parent, os.W_OK):
            raise ReadOnly
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # its owner's alone, from the first byte
        return
    if not path.is_file():
        raise Missing
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnly
    if path.stat().st_size < 512:
        raise NotABase


def _revision(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _bring_up_to_date(database: Database, *, create: bool, backup_key: bytes | None) -> None:
    with database.engine.connect() as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    if revision is None and not create:
        raise NotABase
    if revision is not None and revision > HEAD:
        raise NewerVersion
    from db.migrations.upgrade import upgrade

    if database.is_server or backup_key is None:
        upgrade(database.engine)
        return
    path = Path(database.location)
    if revision is not None:
        from db.backup import copy_base

        copy_base(database, path.with_name(f"{path.stem}.before-{HEAD}.wasl"), backup_key)
    engine = _embedded_engine(path, backup_key, for_migration=True)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


@contextmanager
def _ours() -> Iterator[None]:
    """Turns the engine's errors into ours; what is no known failure of the engine is a bug and passes through."""
    try:
        yield
    except EngineError:
        raise
    except Exception as error:  # house: the one place where engine errors become ours; unknown ones are raised again
        known = read_engine_error(error)
        if known is None:
            raise
        raise known from error


__all__ = [
    "Database", "DiskFull", "Stamp", "Unreachable", "connect_embedded", "create_server_schema", "derived_key",
    "is_server_url", "open_embedded", "open_server",
]  # fmt: skip
