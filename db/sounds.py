"""The rows of the phonetic index: written with their people, read from a turn on, the same SQL on both engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from db.models import Person, PersonSound, SearchState

_THE_ONE = 1
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class SoundsOf:
    """What is kept of one person: `word:sound` parted by spaces, year of birth and sex where known."""

    person_id: UUID
    words: str
    birth_year: int | None
    sex: str | None


def keep_sounds(session: Session, rows: Sequence[SoundsOf]) -> None:
    """Replaces what is kept of these people."""
    session.execute(delete(PersonSound).where(PersonSound.person_id.in_([row.person_id for row in rows])))
    add_sounds(session, rows)


def add_sounds(session: Session, rows: Sequence[SoundsOf]) -> None:
    """Keeps people of whom nothing is kept yet. Writers take turns here: who reads a turn has read all before it."""
    if not rows:
        return
    turn = session.scalar(
        update(SearchState)
        .where(SearchState.id == _THE_ONE)
        .values(turn=SearchState.turn + 1)
        .returning(SearchState.turn)
    )
    session.execute(
        insert(PersonSound),
        [
            {"person_id": row.person_id, "turn": turn, "words": row.words, "birth_year": row.birth_year, "sex": row.sex}
            for row in rows
        ],
    )


def search_state(session: Session) -> tuple[int, int]:
    """The last turn given and the version of the rules that made the index."""
    turn, algorithm = session.execute(select(SearchState.turn, SearchState.algorithm)).one()
    return turn, algorithm


def settle_algorithm(session: Session, algorithm: int) -> None:
    """Says that all that is kept was made by these rules (0: nothing was)."""
    session.execute(update(SearchState).where(SearchState.id == _THE_ONE).values(algorithm=algorithm))


def people_without_sounds(session: Session) -> int:
    """How many people the index lacks: rows that came by another way than ours."""
    people = session.scalar(select(func.count()).select_from(Person)) or 0
    return people - (session.scalar(select(func.count()).select_from(PersonSound)) or 0)


def sounds_since(session: Session, turn: int) -> Iterator[list[SoundsOf]]:
    """What was written after `turn`, some thousands at a time."""
    columns = (PersonSound.person_id, PersonSound.words, PersonSound.birth_year, PersonSound.sex)
    query = select(*columns).where(PersonSound.turn > turn).execution_options(yield_per=_AT_ONCE)
    for some in session.execute(query).partitions():
        yield [SoundsOf(*row) for row in some]
