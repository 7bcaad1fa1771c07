"""The search index: keeping a person's keys, and reading them by ranges, the same SQL on both engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from db.models import PersonKey

_LAST_SIGN = "\U0010ffff"


def keep_keys(session: Session, person_id: UUID, keys: Iterable[tuple[str, str]]) -> None:
    """Replaces the keys of one person; `keys` are (token, kind)."""
    session.execute(delete(PersonKey).where(PersonKey.person_id == person_id))
    rows = [{"token": token, "kind": kind, "person_id": person_id} for token, kind in keys]
    if rows:
        session.execute(insert(PersonKey), rows)


def people_by_words(session: Session, kind: str, first: str, others: Sequence[str], limit: int) -> list[UUID]:
    """Persons with a key of `kind` that begins with `first` and has each of `others` at the start of a later word."""
    # A range, never LIKE: LIKE folds case on the embedded engine and so uses no index.
    query = select(PersonKey.person_id).where(
        PersonKey.token >= first, PersonKey.token < first + _LAST_SIGN, PersonKey.kind == kind
    )
    for word in others:
        query = query.where(_place_of(session, " " + word) > 0)
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


def people_with_keys(session: Session, tokens: Iterable[str], kind: str, limit: int) -> list[UUID]:
    """Persons that have exactly one of these tokens: how twins are looked for."""
    wanted = list(tokens)
    if not wanted:
        return []
    query = select(PersonKey.person_id).where(PersonKey.token.in_(wanted), PersonKey.kind == kind).limit(limit)
    return list(dict.fromkeys(session.scalars(query)))


def _place_of(session: Session, text: str) -> ColumnElement[int]:
    if session.get_bind().dialect.name == "postgresql":
        return func.strpos(PersonKey.token, text)
    return func.instr(PersonKey.token, text)
