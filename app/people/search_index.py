"""The phonetic index: what is kept of each person, held in memory once per open base, made again when it is missing.

Kept inside the encrypted base with each write (db/sounds.py); read whole at the first search, afterwards only what another
turn wrote, by this process or another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool, select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.people.sound_rows import ALGORITHM, read_words, sounds_of_values
from db.models import Person
from db.sounds import keep_sounds, people_without_sounds, search_state, settle_algorithm, sounds_since

if TYPE_CHECKING:
    from uuid import UUID

    from app.people.sound_index import SoundIndex, SoundQuestion
    from app.workspace import Workspace

Progress = Callable[[int, int], None]
_SOUNDED = (
    Person.id, Person.family_name, Person.given_name, Person.name_ar, Person.known_as, Person.birth_date, Person.sex,
)  # fmt: skip
_AT_ONCE = 500


@dataclass(slots=True)
class _Held:
    """The index of one base as of a turn. Searches take turns with what brings it up to date."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    index: SoundIndex | None = None
    turn: int = -1


_HELD: WeakKeyDictionary[Pool, _Held] = WeakKeyDictionary()
_OPENING = threading.Lock()


def nearest_by_sound(session: Session, question: SoundQuestion, limit: int) -> dict[UUID, float]:
    """Who sounds most like what is asked, best first, each with how well; nobody while the index is to be made."""
    held = _held_of(session)
    with held.lock:
        index = _up_to_date(session, held)
        return dict(index.nearest(question, limit)) if index is not None else {}


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="search.checked")
def is_search_whole(workspace: Workspace) -> bool:
    """Whether everybody stands in the phonetic index, made by today's rules; reads it into memory."""
    with reading(workspace) as session:
        held = _held_of(session)
        with held.lock:
            return _up_to_date(session, held) is not None


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="search.rebuilt")
def rebuild_search(workspace: Workspace, progress: Progress = lambda done, total: None) -> int:
    """Makes every row of the index again, in short transactions; gives how many people. Can be stopped and begun again.

    A write meanwhile indexes its own people by the same rules, so nothing is lost between two batches.
    """
    with reading(workspace) as session:
        ids = list(session.scalars(select(Person.id).order_by(Person.id)))
    for start in range(0, len(ids), _AT_ONCE):
        with writing(workspace) as session:
            query = select(*_SOUNDED).where(Person.id.in_(ids[start : start + _AT_ONCE]))
            keep_sounds(session, [sounds_of_values(row) for row in session.execute(query).mappings()])
        progress(min(start + _AT_ONCE, len(ids)), len(ids))
    with writing(workspace) as session:
        settle_algorithm(session, ALGORITHM)
    return len(ids)


def ensure_search(workspace: Workspace, progress: Progress = lambda done, total: None) -> bool:
    """Makes the index if it is missing, of other rules, or lacks people; gives whether it had to."""
    if is_search_whole(workspace):
        return False
    rebuild_search(workspace, progress)
    return True


def _held_of(session: Session) -> _Held:
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    with _OPENING:
        return _HELD.setdefault(engine.pool, _Held())


def _up_to_date(session: Session, held: _Held) -> SoundIndex | None:
    if held.index is not None and session.info.get("stamp") is not None:
        return held.index  # what this transaction has written may still be taken back
    turn, algorithm = search_state(session)
    if algorithm != ALGORITHM:
        held.index = None
        return None
    if held.index is None:
        if people_without_sounds(session):
            return None
        from app.people.sound_index import SoundIndex  # NumPy is loaded by the first search, not by the window

        held.index, held.turn = SoundIndex(), -1
    if turn > held.turn:
        _read(session, held.index, held.turn)
        held.turn = turn
    return held.index


def _read(session: Session, index: SoundIndex, turn: int) -> None:
    from app.people.sound_index import SoundRow

    for some in sounds_since(session, turn):
        index.add([SoundRow(row.person_id, read_words(row.words), row.birth_year, row.sex) for row in some])
