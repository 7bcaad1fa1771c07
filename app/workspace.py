"""The one thing use cases receive: which base, who, where, with which settings, at what time, and who listens."""

from __future__ import annotations

import inspect
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from resources.zone import morocco

if TYPE_CHECKING:
    from app.accounts.rights import Role
    from app.settings import Settings
    from db.engine import Database

LOCAL_ZONE = morocco()


class Clock(Protocol):
    """Where the time comes from; tests hand in one that stands still."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""

    def today(self) -> date:
        """The local date at the counter."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The date in Morocco, whatever zone the machine is set to."""
        return self.now().astimezone(LOCAL_ZONE).date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at `instant` (aware)."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to, in UTC."""
        return self.instant.astimezone(UTC)

    def today(self) -> date:
        """The local date of that instant."""
        return self.instant.astimezone(LOCAL_ZONE).date()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The user who acts."""

    id: UUID
    name: str
    display_name: str
    roles: frozenset[Role]
    agency_id: UUID
    language: str
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """The agency one works for, as much of it as use cases need."""

    id: UUID
    code: str
    label: str
    name: str
    city: str | None
    cndp_number: str | None
    keeps_paper_numbers: bool
    device: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What one committed transaction touched: nouns (table names), ids per noun, and the use case that caused it."""

    cause: str
    nouns: frozenset[str]
    ids: frozenset[UUID]


@dataclass(slots=True)
class Changes:
    """Tells listeners what changed. Called in the thread that committed: a window hops to its own thread itself."""

    _listeners: list[Callable[[], Callable[[Change], None] | None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def listen(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Calls `callback` after each commit until the function returned here is called.

        A bound method is held weakly, so that a closed view is not kept alive by what it listened to.
        """
        held: Callable[[], Callable[[Change], None] | None]
        held = weakref.WeakMethod(callback) if inspect.ismethod(callback) else lambda: callback
        with self._lock:
            self._listeners.append(held)

        def stop() -> None:
            with self._lock:
                if held in self._listeners:
                    self._listeners.remove(held)

        return stop

    def publish(self, change: Change) -> None:
        """Hands `change` to every listener still alive."""
        with self._lock:
            held = list(self._listeners)
        for reference in held:
            if callback := reference():
                callback(change)


@dataclass(frozen=True, slots=True)
class Workspace:
    """Frozen, six fields; decides nothing."""

    database: Database
    user: SignedIn
    agency: AgencyCard
    settings: Settings
    clock: Clock
    changes: Changes
