"""Backups: one file with the base and its key slots; restore beside, never over; verification of pages, chain, counts."""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts import slots
from app.accounts.envelope import from_json, to_json, unwrap
from app.accounts.journal import broken_journal
from app.accounts.rights import Right
from app.accounts.use_case import Undo, as_wasl_error, use_case, writing
from app.errors import BadFile, BaseUnusable, Refused
from db.backup import copy_base, damaged_pages
from db.errors import EngineError
from db.models import BaseFact

if TYPE_CHECKING:
    from app.workspace import Workspace

_BASE, _KEYS = "base.wasl", "base.wasl.keys"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that verification found wrong."""

    what: str
    detail: str


@use_case(right=Right.BACKUP, undo=Undo.FINAL, audit="base.backed_up")
def back_up(workspace: Workspace, password: str, out: Path) -> Path:
    """Writes a `.waslsave`: the encrypted base and its key slots. Raises Refused on a server, BadFile, NotSignedIn."""
    location = workspace.database.location
    if workspace.database.is_server:
        raise Refused("backup.server")
    if out.exists():
        raise BadFile("file.exists", file=out.name)
    envelope = slots.load(location)
    slot = envelope.slot(workspace.user.name)
    if slot is None:
        raise BaseUnusable("base.keys_damaged")
    key = unwrap(envelope.base_id, slot, password)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            copy = Path(folder) / _BASE
            copy_base(workspace.database, copy, key)
            if damaged_pages(copy, key):
                raise BaseUnusable("base.damaged")
            temporary = Path(folder) / "save"
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
                archive.write(copy, _BASE)
                archive.writestr(_KEYS, to_json(envelope))
            os.replace(temporary, out)
    except EngineError as error:
        raise as_wasl_error(error) from error
    except OSError as error:
        raise BadFile("file.unwritable", file=out.name) from error
    with writing(workspace) as session:
        fact = session.get(BaseFact, "last_backup_at")
        now = workspace.clock.now().isoformat()
        if fact is None:
            session.add(BaseFact(name="last_backup_at", value=now))
        else:
            fact.value = now
    return out


def restore(save: Path, new_base: Path) -> None:
    """Unpacks a backup as a new base with its keys. Never overwrites. Raises BadFile."""
    if new_base.exists() or slots.keys_path(new_base).exists():
        raise BadFile("base.exists", file=new_base.name)
    try:
        with zipfile.ZipFile(save) as archive:
            if set(archive.namelist()) != {_BASE, _KEYS}:
                raise BadFile("backup.not_one", file=save.name)
            base, keys = archive.read(_BASE), archive.read(_KEYS).decode("utf-8")
        from_json(keys)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, BaseUnusable) as error:
        raise BadFile("backup.not_one", file=save.name) from error
    slots.write_whole(slots.keys_path(new_base), keys.encode())
    slots.write_whole(new_base, base)


def verify(workspace: Workspace, password: str) -> list[Finding]:
    """What is wrong with the base: pages that fail their seal, a journal that does not hold. Empty is all well."""
    findings = [Finding("journal", str(seq)) for seq in broken_journal(workspace)]
    if not workspace.database.is_server:
        location = workspace.database.location
        envelope = slots.load(location)
        slot = envelope.slot(workspace.user.name)
        if slot is not None:
            key = unwrap(envelope.base_id, slot, password)
            findings += [Finding("page", text) for text in damaged_pages(Path(location), key, thorough=True)]
    return findings
