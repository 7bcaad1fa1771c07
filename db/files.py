"""Slips and attachments: sealed by Wasl itself, on either engine, and read back whole or not at all."""

from __future__ import annotations

import hashlib
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from db.engine import Database
from db.errors import Damaged
from db.models import StoredFile
from db.types import uuid7

_NONCE = 12


def store_bytes(session: Session, database: Database, content: bytes) -> UUID:
    """Seals `content` (AES-256-GCM, bound to its id) and keeps it; gives its id."""
    file_id = uuid7()
    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(database.file_key).encrypt(nonce, content, file_id.bytes)
    digest = hashlib.sha256(content).hexdigest()
    session.add(StoredFile(id=file_id, sha256=digest, size=len(content), sealed=sealed))
    session.flush()
    return file_id


def read_bytes(session: Session, database: Database, file_id: UUID) -> bytes:
    """The content kept under `file_id`. Raises Damaged when it is gone or not what was stored."""
    row = session.get(StoredFile, file_id)
    if row is None:
        raise Damaged
    try:
        return AESGCM(database.file_key).decrypt(row.sealed[:_NONCE], row.sealed[_NONCE:], file_id.bytes)
    except InvalidTag as error:
        raise Damaged from error
