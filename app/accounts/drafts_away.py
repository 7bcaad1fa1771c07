"""Drafts while the server is away: one small sealed file per account on this PC, empty again when the server is back.

AES-256-GCM under a key derived from the base's own; the file's name says nothing of anyone. Nothing else is ever kept so.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from platformdirs import user_data_path

from db.engine import derived_key

if TYPE_CHECKING:
    from app.workspace import Workspace

_NONCE = 12


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft on this PC, or, with `dropped`, the word that the base's own is to go. Times are ISO, in UTC."""

    id: str
    kind: str
    title: str
    body: dict[str, object]
    saved_at: str
    dropped: bool = False


class DraftFile:
    """The file of one account on one base."""

    def __init__(self, workspace: Workspace) -> None:
        database, user = workspace.database, workspace.user.id
        name = hashlib.sha256(f"{database.location}|{user}".encode()).hexdigest()[:24]
        self.path: Path = user_data_path("Wasl", appauthor=False) / "drafts" / f"{name}.sealed"
        self._key = derived_key(database.file_key, b"wasl drafts away")
        self._bound_to = user.bytes

    def read(self) -> dict[UUID, KeptDraft]:
        """What is kept; nothing when there is no file, or one that this base's key does not open (it is put aside)."""
        try:
            sealed = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        try:
            content = AESGCM(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to)
        except (InvalidTag, ValueError):
            self.path.replace(self.path.with_suffix(".unreadable"))
            return {}
        return {UUID(one["id"]): KeptDraft(**one) for one in json.loads(content)}

    def keep(self, draft_id: UUID, kind: str, title: str, body: dict[str, object], now: datetime) -> None:
        """Keeps a draft, in place of an older state of it."""
        kept = self.read()
        kept[draft_id] = KeptDraft(str(draft_id), kind, title, body, now.isoformat())
        self._write(kept)

    def drop(self, draft_id: UUID, now: datetime) -> None:
        """Notes that a draft is to go when the server is back."""
        kept = self.read()
        kept[draft_id] = KeptDraft(str(draft_id), "", "", {}, now.isoformat(), dropped=True)
        self._write(kept)

    def forget(self, brought: dict[UUID, KeptDraft]) -> None:
        """Takes out what stands in the base now; what was typed meanwhile stays."""
        self._write({key: one for key, one in self.read().items() if brought.get(key) != one})

    def _write(self, kept: dict[UUID, KeptDraft]) -> None:
        if not kept:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        nonce = os.urandom(_NONCE)
        content = json.dumps([asdict(one) for one in kept.values()]).encode()
        whole = self.path.with_suffix(".new")
        handle = os.open(whole, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(nonce + AESGCM(self._key).encrypt(nonce, content, self._bound_to))
            file.flush()
            os.fsync(file.fileno())
        whole.replace(self.path)
