"""Copying an embedded base while it is in use, and checking a copy page by page."""

from __future__ import annotations

import os
from errno import ENOSPC
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from db.engine import Database, connect_embedded
from db.errors import Damaged, DiskFull, ReadOnly, read_engine_error


def copy_base(database: Database, target: Path, key: bytes) -> None:
    """Copies an embedded base to `target` under the same key, in one step: writers are not blocked, nothing is torn.

    In steps of pages, another writer would make it start again for ever (tech note, data layer §2).
    Raises DiskFull, ReadOnly.
    """
    source = connect_embedded(Path(database.location), key)
    try:
        target.unlink(missing_ok=True)
        _make_private(target)
        copy = sqlcipher.connect(str(target))
        try:
            copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            source.backup(copy, pages=-1)
        finally:
            copy.close()
    except sqlcipher.Error as error:
        target.unlink(missing_ok=True)
        known = read_engine_error(error)
        raise (known or error) from error
    finally:
        source.close()


def _make_private(target: Path) -> None:
    """An empty file that is its owner's alone, as the base is, before anything stands in it."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise (DiskFull if error.errno == ENOSPC else ReadOnly) from error


def damaged_pages(path: Path, key: bytes, *, thorough: bool = False) -> list[str]:
    """What the engine finds wrong with the file: every page's seal, and with `thorough` the structure. Empty = whole."""
    try:
        connection = connect_embedded(path, key)
    except sqlcipher.Error as error:
        known = read_engine_error(error)
        if isinstance(known, Damaged):
            return [known.key]
        raise (known or error) from error
    try:
        findings = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        if thorough and not findings:
            findings = [str(row[0]) for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
        return findings
    except sqlcipher.Error as error:
        known = read_engine_error(error)
        return [known.key if known else "base.damaged"]
    finally:
        connection.close()
