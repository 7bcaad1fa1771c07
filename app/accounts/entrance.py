"""The door: founding a base, signing in, checking a password again. Imports nothing heavy until a base is opened."""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts import slots
from app.accounts.envelope import (
    RECOVERY,
    Cost,
    Envelope,
    new_data_key,
    new_recovery_key,
    unwrap,
    wrap,
)
from app.errors import BadFile, BaseUnusable, NotSignedIn, Refused
from app.workspace import Changes, Clock, SystemClock, Workspace

if TYPE_CHECKING:
    from db.engine import Database

SHORTEST_PASSWORD = 8

AFTER_OPENING: list[Callable[[Workspace], None]] = []
"""Rooms add here what must be done in a base before anybody sees it (whoever an older backup brought back is erased)."""


@dataclass(frozen=True, slots=True)
class BaseState:
    """What stands at a location, told without opening it."""

    location: str
    exists: bool
    has_keys: bool


@dataclass(frozen=True, slots=True)
class Founding:
    """What the welcome asks. `cndp_number` None is "not yet": then no paper number is kept (PRODUCT.md P12)."""

    agency_name: str
    user_name: str
    password: str
    display_name: str = ""
    code: str = "001"
    label: str = ""
    city: str | None = None
    cndp_number: str | None = None
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Founded:
    """A new base, open, and its recovery key, which is shown once."""

    workspace: Workspace
    recovery_key: str


def default_location() -> str:
    """The base of this user on this PC: `WASL_BASE`, else a file in the user's data folder."""
    if chosen := os.environ.get("WASL_BASE"):
        return chosen
    from platformdirs import user_data_path

    return str(user_data_path("Wasl", appauthor=False) / "agence.wasl")


def base_state(location: str) -> BaseState:
    """What stands at `location`; a server is taken to exist until it is opened."""
    if slots.is_server(location):
        return BaseState(location, exists=True, has_keys=True)
    path = Path(location)
    return BaseState(location, path.exists(), slots.keys_path(path).exists())


def user_names(location: str) -> list[str]:
    """The accounts that can open the base, as written. Raises BaseUnusable."""
    return slots.load(location).names()


def found_base(
    location: str,
    founding: Founding,
    *,
    clock: Clock | None = None,
    cost: Cost | None = None,
) -> Founded:
    """Makes a new encrypted base with the catalogue, the agency and its first account. Never overwrites.

    Raises Refused (bad agency code or label, short password), BadFile (something is there already), BaseUnusable.
    """
    from app.accounts.founding import check_founding, fill_new_base

    importlib.import_module("app.rooms")  # by name: rooms stand above this one
    check_founding(founding)
    data_key, recovery_key, base_id = (
        new_data_key(),
        new_recovery_key(),
        os.urandom(16).hex(),
    )
    envelope = Envelope(base_id, ())
    envelope = envelope.with_slot(wrap(base_id, founding.user_name, founding.password, data_key, cost))
    envelope = envelope.with_slot(wrap(base_id, RECOVERY, recovery_key, data_key, cost))
    database = _create(location, data_key)
    try:
        # The slots first: a base whose key nobody kept would be lost at the first power cut.
        slots.save(location, envelope)
        fill_new_base(database, base_id, founding, clock or SystemClock())
        workspace = _enter(database, location, founding.user_name, clock)
    except BaseException:  # house: cleaned up, then raised again
        database.close()
        _remove_unfinished(location)
        raise
    return Founded(workspace, recovery_key)


def sign_in(
    location: str,
    user_name: str,
    password: str,
    *,
    clock: Clock | None = None,
    changes: Changes | None = None,
) -> Workspace:
    """Opens the base with one account's password.

    Raises NotSignedIn (wrong, unknown, too many tries, account closed) and BaseUnusable.
    """
    data_key = _open_slot(location, user_name, password)
    database = _open(location, data_key)
    try:
        workspace = _enter(database, location, user_name, clock, changes)
        for do in AFTER_OPENING:
            do(workspace)
        return workspace
    except BaseException:  # house: cleaned up, then raised again
        database.close()
        raise


def sign_out(workspace: Workspace) -> None:
    """Closes the base."""
    workspace.database.close()


def switch_user(workspace: Workspace, user_name: str, password: str) -> Workspace:
    """Another account on the base that is already open: seconds, not a restart. Raises NotSignedIn."""
    location = workspace.database.location
    _open_slot(location, user_name, password)
    return _enter(workspace.database, location, user_name, workspace.clock, workspace.changes)


def verify_password(workspace: Workspace, password: str) -> None:
    """Unlocks a locked window. Raises NotSignedIn."""
    _open_slot(workspace.database.location, workspace.user.name, password)


def recover(
    location: str,
    recovery_key: str,
    user_name: str,
    new_password: str,
    *,
    cost: Cost | None = None,
) -> None:
    """Gives an account a new password with the recovery key. Raises NotSignedIn when that key is not the base's."""
    check_password(new_password)
    envelope = slots.load(location)
    slot = envelope.slot(RECOVERY)
    if slot is None:
        raise BaseUnusable("base.keys_damaged")
    data_key = unwrap(envelope.base_id, slot, recovery_key.strip().upper())
    slots.save(
        location,
        envelope.with_slot(wrap(envelope.base_id, user_name, new_password, data_key, cost)),
    )


def check_password(password: str) -> None:
    """Raises Refused for a password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("password.too_short", shortest=SHORTEST_PASSWORD)


def _open_slot(location: str, user_name: str, password: str) -> bytes:
    if not password:
        raise NotSignedIn("sign_in.password_missing")
    envelope = slots.load(location)
    slot = envelope.slot(user_name)
    if slot is None or slot.name == RECOVERY:
        raise NotSignedIn("sign_in.wrong")
    slots.refuse_while_waiting(location, user_name)
    try:
        data_key = unwrap(envelope.base_id, slot, password)
    except NotSignedIn:
        slots.note_try(location, user_name, failed=True)
        raise
    slots.note_try(location, user_name, failed=False)
    return data_key


_opening = threading.Lock()


def _open(location: str, data_key: bytes) -> Database:
    from app.accounts.use_case import as_wasl_error
    from db.engine import create_server_schema, open_embedded, open_server
    from db.errors import EngineError

    try:
        with _opening:
            if not slots.is_server(location):
                return open_embedded(Path(location), data_key)
            database = open_server(location, data_key)
            create_server_schema(database)
            return database
    except EngineError as error:
        raise as_wasl_error(error) from error


def _create(location: str, data_key: bytes) -> Database:
    from app.accounts.use_case import as_wasl_error
    from db.engine import create_server_schema, open_embedded, open_server
    from db.errors import EngineError

    try:
        if slots.is_server(location):
            database = open_server(location, data_key)
            with database.read() as session:
                if database.has_schema(session):
                    raise BadFile("base.exists", file=location.rpartition("/")[2])
            create_server_schema(database)
            return database
        path = Path(location)
        if path.exists() or slots.keys_path(path).exists():
            raise BadFile("base.exists", file=path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return open_embedded(path, data_key, create=True)
    except EngineError as error:
        raise as_wasl_error(error) from error
    except OSError as error:
        raise BaseUnusable("base.read_only") from error


def _remove_unfinished(location: str) -> None:
    if slots.is_server(location):
        return
    path = Path(location)
    for leftover in (
        path,
        slots.keys_path(path),
        *(path.with_name(path.name + end) for end in ("-wal", "-shm")),
    ):
        leftover.unlink(missing_ok=True)


def _enter(
    database: Database,
    location: str,
    user_name: str,
    clock: Clock | None,
    changes: Changes | None = None,
) -> Workspace:
    from app.accounts.founding import workspace_for

    importlib.import_module("app.rooms")
    pc_file = None if slots.is_server(location) else Path(location).with_suffix(".pc.json")
    return workspace_for(database, user_name, clock or SystemClock(), changes or Changes(), pc_file)
