"""How every use case runs: right checked, one transaction, one line of journal, listeners told afterwards."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from app.accounts.rights import Right, require
from app.errors import BaseUnusable, ConflictingEdit, WaslError
from app.workspace import Change
from db.errors import EngineError, StaleRow
from db.history import Stamp, changed_in
from db.types import uuid7

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")


class Undo(StrEnum):
    """What Ctrl+Z does with a use case: takes it back; passes over it; stops there (asked first, clears the stack)."""

    UNDOABLE = "undoable"
    HARMLESS = "harmless"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class UseCase:
    """The declaration of a use case. `audit` is its word in the journal; `action.<audit>` names it for people."""

    name: str
    right: Right
    undo: Undo
    audit: str


USE_CASES: dict[str, UseCase] = {}


@dataclass(slots=True)
class _Unit:
    case: UseCase
    id: UUID
    workspace: Workspace
    session: Session | None = None
    writes: bool = False


_running: ContextVar[_Unit | None] = ContextVar("running use case", default=None)


def use_case(
    *, right: Right, undo: Undo, audit: str
) -> Callable[[Callable[Concatenate[Workspace, P], R]], Callable[Concatenate[Workspace, P], R]]:
    """Declares a use case. Called within another one, it joins that one's transaction and journal entry.

    The function raises NotAllowed when the right is missing.
    """

    def declare(
        function: Callable[Concatenate[Workspace, P], R],
    ) -> Callable[Concatenate[Workspace, P], R]:
        case = UseCase(f"{function.__module__}.{function.__name__}", right, undo, audit)
        USE_CASES[case.name] = case

        @functools.wraps(function)
        def run(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require(workspace, right)
            outer = _running.get()
            if outer is not None and outer.workspace.database is workspace.database:
                return function(workspace, *args, **kwargs)
            token = _running.set(_Unit(case, uuid7(), workspace))
            try:
                return function(workspace, *args, **kwargs)
            finally:
                _running.reset(token)

        run.use_case = case  # type: ignore[attr-defined]
        return cast(Callable[Concatenate["Workspace", P], R], run)

    return declare


def case_of(function: Callable[..., object]) -> UseCase:
    """The declaration of a use case, from its function."""
    return cast(UseCase, function.use_case)  # type: ignore[attr-defined]


@contextmanager
def reading(workspace: Workspace) -> Iterator[Session]:
    """A read transaction, or the one already open in this use case."""
    unit = _unit(workspace)
    if unit.session is not None:
        yield unit.session
        return
    with _in_words(), workspace.database.read() as session:
        unit.session = session
        try:
            yield session
        finally:
            unit.session = None


@contextmanager
def writing(workspace: Workspace) -> Iterator[Session]:
    """One write transaction (joined when already open). Listeners hear of it after it is safely written.

    Raises BaseUnusable (in use, disk full, …) and ConflictingEdit.
    """
    unit = _unit(workspace)
    if unit.session is not None:
        if not unit.writes:
            raise RuntimeError("a write inside a read transaction: open writing() first")
        yield unit.session
        return
    stamp = Stamp(
        workspace.user.id,
        workspace.clock.now(),
        unit.case.audit,
        unit.case.undo.value,
        unit.id,
    )
    with _in_words(), workspace.database.write(stamp) as session:
        unit.session, unit.writes = session, True
        try:
            yield session
            session.flush()
            nouns, ids = changed_in(session)
        finally:
            unit.session, unit.writes = None, False
    if nouns:
        workspace.changes.publish(Change(unit.case.audit, nouns, ids))


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except EngineError as error:
        raise as_wasl_error(error) from error


def as_wasl_error(error: EngineError) -> WaslError:
    """An engine's error as ours, with its exit code and words."""
    return ConflictingEdit(error.key) if isinstance(error, StaleRow) else BaseUnusable(error.key)


def _unit(workspace: Workspace) -> _Unit:
    unit = _running.get()
    if unit is None or unit.workspace.database is not workspace.database:
        raise RuntimeError("a transaction outside a use case: declare the function with @use_case")
    return unit
