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
from app.accounts.use_case import Undo, as_wasl_error, reading, use_case, writing
from app.errors import BadFile, BaseUnusable, Refused
from app.upkeep import erased_ids
from app.upkeep.erasure import erased_digests
from db.backup import copy_base, damaged_pages
from db.errors import EngineError
from db.models import BaseFact

if TYPE_CHECKING:
    from app.workspace import Workspace

_BASE, _KEYS, _ERASED = "base.wasl", "base.wasl.keys", "base.wasl.erased"


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
    with reading(workspace) as session:
        erased = erased_ids.written(envelope.base_id, erased_digests(session))
    try:
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            copy = Path(folder) / _BASE
            copy_base(workspace.database, copy, key)
            if damaged_pages(copy, key):
                raise BaseUnusable("base.damaged")
            temporary = Path(folder) / "save"
            temporary.touch(0o600)
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
                archive.write(copy, _BASE)
                archive.writestr(_KEYS, to_json(envelope))
                archive.writestr(_ERASED, erased)
            # The list beside it first: a backup must never stand alone without who was erased since the one before.
            slots.write_whole(erased_ids.beside(out), erased)
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


def restore(save: Path, new_base: Path, erasures: Path | None = None) -> int:
    """Unpacks a backup as a new base with its keys and the list of whom to erase again when it is first opened.

    The list is that inside the backup, that of every backup of the same base in its folder, and `erasures`. Gives how
    many ids it holds. Never overwrites. Raises BadFile.
    """
    if any(file.exists() for file in (new_base, slots.keys_path(new_base), erased_ids.beside(new_base))):
        raise BadFile("base.exists", file=new_base.name)
    try:
        with zipfile.ZipFile(save) as archive:
            names = set(archive.namelist())
            if not {_BASE, _KEYS} <= names <= {_BASE, _KEYS, _ERASED}:
                raise BadFile("backup.not_one", file=save.name)
            base, keys = archive.read(_BASE), archive.read(_KEYS).decode("utf-8")
            inside = archive.read(_ERASED) if _ERASED in names else erased_ids.written("", ())
        base_id = from_json(keys).base_id
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, BaseUnusable) as error:
        raise BadFile("backup.not_one", file=save.name) from error
    erased = set(erased_ids.read_list(inside, save.name)[1]) | _lists_around(save, base_id)
    if erasures is not None:
        erased |= set(erased_ids.read_file(erasures)[1])
    if erased:
        slots.write_whole(erased_ids.beside(new_base), erased_ids.written(base_id, erased))
    slots.write_whole(slots.keys_path(new_base), keys.encode())
    slots.write_whole(new_base, base)
    return len(erased)


def _lists_around(save: Path, base_id: str) -> set[str]:
    """Who was erased since, by the lists beside later backups of the same base in the same folder."""
    found: set[str] = set()
    for file in save.parent.glob("*.erased"):
        try:
            of, digests = erased_ids.read_file(file)
        except BadFile:
            continue  # another program's file, or a broken one: the others still count
        if of in ("", base_id):
            found |= set(digests)
    return found


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
