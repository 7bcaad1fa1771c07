"""The search index: keeping a person's keys, and reading them by ranges, the same SQL on both engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from db.models import Person, PersonKey

Ts = TypeVarTuple("Ts")

_TOKENS_AT_ONCE = 900
_LAST_SIGN = "\U0010ffff"


def keep_keys(session: Session, person_id: UUID, keys: Iterable[tuple[str, str]]) -> None:
    """Replaces the keys of one person; `keys` are (token, kind)."""
    session.execute(delete(PersonKey).where(PersonKey.person_id == person_id))
    add_keys(session, [(person_id, token, kind) for token, kind in keys])


def rows_by_words(
    session: Session,
    columns: Sequence[ColumnElement[Any]],
    kind: str,
    first: str,
    others: Sequence[str],
    limit: int,
) -> Sequence[Row[Any]]:
    """Columns of the persons that `people_by_words` would find, in the order of their keys; somebody may come twice."""
    query = select(*columns).select_from(PersonKey).join(Person, Person.id == PersonKey.person_id)
    query = _beginning(query, session, kind, first, others)
    return session.execute(query.order_by(PersonKey.token).limit(limit)).all()


def people_by_words(session: Session, kind: str, first: str, others: Sequence[str], limit: int) -> list[UUID]:
    """Persons with a key of `kind` that begins with `first` and has each of `others` at the start of a later word."""
    query = _beginning(select(PersonKey.person_id), session, kind, first, others)
    return list(dict.fromkeys(session.scalars(query.order_by(PersonKey.token).limit(limit * 3))))[:limit]


def people_by_numbers(session: Session, starts: Sequence[str], kinds: Iterable[str], limit: int) -> list[UUID]:
    """Persons with a number key of one of `kinds` that begins with one of `starts`."""
    found: dict[UUID, None] = {}
    for start in starts:
        query = select(PersonKey.person_id).where(
            PersonKey.token >= start, PersonKey.token < start + _LAST_SIGN, PersonKey.kind.in_(list(kinds))
        )
        found |= dict.fromkeys(session.scalars(query.order_by(PersonKey.token).limit(limit)))
    return list(found)[:limit]


def owners_of_keys(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[UUID]]:
    """For each (kind, token) the persons that have exactly it: how the twins of many rows are looked for at once."""
    wanted = set(keys)
    tokens = sorted({token for _, token in wanted})
    owners: dict[tuple[str, str], list[UUID]] = {}
    for start in range(0, len(tokens), _TOKENS_AT_ONCE):
        some = tokens[start : start + _TOKENS_AT_ONCE]
        query = select(PersonKey.kind, PersonKey.token, PersonKey.person_id).where(PersonKey.token.in_(some))
        for kind, token, person_id in session.execute(query):
            if (kind, token) in wanted:
                owners.setdefault((kind, token), []).append(person_id)
    return owners


def add_keys(session: Session, keys: Sequence[tuple[UUID, str, str]]) -> None:
    """The keys of persons that have none yet; `keys` are (person, token, kind)."""
    rows = [{"token": token, "kind": kind, "person_id": person_id} for person_id, token, kind in keys]
    if rows:
        session.execute(insert(PersonKey.__table__), rows)  # type: ignore[arg-type]


def _beginning(query: Select[*Ts], session: Session, kind: str, first: str, others: Sequence[str]) -> Select[*Ts]:
    # A range, never LIKE: LIKE folds case on the embedded engine and so uses no index.
    query = query.where(PersonKey.token >= first, PersonKey.token < first + _LAST_SIGN, PersonKey.kind == kind)
    for word in others:
        query = query.where(_place_of(session, " " + word) > 0)
    return query


def _place_of(session: Session, text: str) -> ColumnElement[int]:
    if session.get_bind().dialect.name == "postgresql":
        return func.strpos(PersonKey.token, text)
    return func.instr(PersonKey.token, text)
