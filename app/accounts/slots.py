"""Where key slots live: the `.wasl.keys` file beside an embedded base, a table on a shared one."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts.envelope import Envelope, KeySlot, folded, from_json, to_json
from app.errors import BaseUnusable, NotSignedIn

if TYPE_CHECKING:
    from db.engine import Database

_FREE_TRIES = 3
_LONGEST_WAIT = 300


def keys_path(base: Path) -> Path:
    """The file that holds the slots of an embedded base."""
    return base.with_name(base.name + ".keys")


def is_server(location: str) -> bool:
    """Whether the location is a server's URL; told without loading the engines."""
    return location.startswith(("postgresql", "postgres://"))


def load(location: str) -> Envelope:
    """The envelope of a base. Raises BaseUnusable when the slots are missing or damaged."""
    if is_server(location):
        return _load_from_server(location)
    try:
        return from_json(keys_path(Path(location)).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        key = "base.keys_missing" if Path(location).exists() else "base.missing"
        raise BaseUnusable(key, file=Path(location).name) from error
    except UnicodeDecodeError as error:
        raise BaseUnusable("base.keys_damaged") from error


def save(location: str, envelope: Envelope) -> None:
    """Writes the slots, wholly or not at all."""
    if is_server(location):
        _save_to_server(location, envelope)
        return
    write_whole(keys_path(Path(location)), to_json(envelope).encode())


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file readable by its owner only, so that a power cut leaves the old or the new one, never half."""
    temporary = path.with_name(path.name + ".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def refuse_while_waiting(location: str, user_name: str) -> None:
    """From the fourth wrong password on, a wait that doubles. Raises NotSignedIn with the seconds left."""
    count, at = _tries(location).get(folded(user_name), (0, 0.0))
    if count > _FREE_TRIES:
        wait = min(2 ** (count - _FREE_TRIES), _LONGEST_WAIT)
        left = wait - (time.time() - at)  # house: before any workspace
        if 0 < left <= wait:
            raise NotSignedIn("sign_in.wait", seconds=int(left) + 1)


def note_try(location: str, user_name: str, *, failed: bool) -> None:
    """Remembers a wrong password, or forgets them after a right one."""
    if is_server(location):
        return
    tries = _tries(location)
    if failed:
        tries[folded(user_name)] = (
            tries.get(folded(user_name), (0, 0.0))[0] + 1,
            time.time(),  # house: before any workspace
        )
    elif tries.pop(folded(user_name), None) is None:
        return
    try:
        write_whole(_tries_path(location), json.dumps(tries).encode())
    except OSError:
        return  # a folder that cannot be written is told of when the base is opened


def _tries_path(location: str) -> Path:
    return Path(location).with_name(Path(location).name + ".tries")


def _tries(location: str) -> dict[str, tuple[int, float]]:
    try:
        document = json.loads(_tries_path(location).read_text(encoding="utf-8"))
        return {str(name): (int(count), float(at)) for name, (count, at) in document.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _load_from_server(location: str) -> Envelope:
    from sqlalchemy import select

    from app.accounts.use_case import as_wasl_error
    from db.engine import open_server
    from db.errors import EngineError
    from db.models import BaseFact
    from db.models import KeySlot as Row

    database = open_server(location)
    try:
        with database.read() as session:
            if not database.has_schema(session):
                raise BaseUnusable("base.missing", file=location.rpartition("/")[2])
            fact = session.get(BaseFact, "base_id")
            rows = session.execute(select(Row.body).order_by(Row.name)).scalars().all()
            slots = [json.loads(body) for body in rows]
            return from_json(json.dumps({"format": 1, "base_id": fact.value if fact else "", "slots": slots}))
    except EngineError as error:
        raise as_wasl_error(error) from error
    finally:
        database.close()


def _save_to_server(location: str, envelope: Envelope) -> None:
    from db.engine import open_server

    database = open_server(location)
    try:
        save_slots_in(database, envelope)
    finally:
        database.close()


def save_slots_in(database: Database, envelope: Envelope) -> None:
    """Replaces the slots kept in the base itself."""
    from dataclasses import asdict
    from datetime import UTC, datetime

    from sqlalchemy import delete

    from db.engine import Stamp
    from db.models import KeySlot as Row
    from db.types import uuid7

    def body(slot: KeySlot) -> str:
        return json.dumps(asdict(slot))

    now = datetime.now(UTC)  # house: before any workspace
    with database.write(Stamp(None, now, "key_slots.saved", "final", uuid7())) as session:
        session.execute(delete(Row))
        session.add_all([Row(name=slot.name, body=body(slot)) for slot in envelope.slots])
