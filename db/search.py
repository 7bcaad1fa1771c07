"""The search index: keeping a person's keys, and reading them by ranges, the same SQL on both engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, literal, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from db.models import Person, PersonKey
from db.types import Guid

Ts = TypeVarTuple("Ts")

_TOKENS_AT_ONCE = 900
_PERSON, _KEY = Person.__table__.c, PersonKey.__table__.c
_LAST_SIGN = "\U0010ffff"


def keep_keys(session: Session, person_id: UUID, keys: Iterable[tuple[str, str]]) -> None:
    """Replaces the keys of one person; `keys` are (token, kind)."""
    session.execute(delete(PersonKey).where(PersonKey.person_id == person_id))
    add_keys(session, [(person_id, token, kind) for token, kind in keys])


Line = Sequence[Any]
"""What a line of the list needs of a person, as the engine gives it: token, id (unconverted), whether of this agency, code,
family and given name, Arabic name, known as, order of the names, date of birth."""


def lines_by_words(
    session: Session, agency_id: UUID, kind: str, first: str, others: Sequence[str], limit: int
) -> Sequence[Line]:
    """The persons that `people_by_words` would find, in the order of their keys: once for each key that begins so.

    Nothing is converted, for this is asked at each keystroke.
    """
    values: dict[str, Any] = {"first": first, "end": first + _LAST_SIGN, "kind": kind, "mine": agency_id, "most": limit}
    values |= {f"other{place}": " " + word for place, word in enumerate(others)}
    connection = session.connection()
    found = connection.execute(_lines_by_words(connection.dialect.name, len(others)), values)
    return found.all()


def lines_of(session: Session, agency_id: UUID, ids: Sequence[UUID]) -> Sequence[Line]:
    """The same of these persons, without their keys."""
    query = select(literal(""), *_line_columns()).where(_PERSON.id.in_(ids))
    return session.connection().execute(query, {"mine": agency_id}).all()


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


def _line_columns() -> tuple[ColumnElement[Any], ...]:
    mine = type_coerce(_PERSON.agency_id == bindparam("mine", type_=Guid()), NullType)
    names = (_PERSON[name] for name in ("code", "family_name", "given_name", "name_ar", "known_as", "sort_name"))
    return type_coerce(_PERSON.id, NullType), mine, *names, type_coerce(_PERSON.birth_date, NullType)


@lru_cache(maxsize=32)
def _lines_by_words(dialect: str, others: int) -> Select[*tuple[Any, ...]]:
    """Made once: a statement built anew costs more than the engine takes to answer it."""
    query = select(_KEY.token, *_line_columns()).select_from(
        PersonKey.__table__.join(Person.__table__, _PERSON.id == _KEY.person_id)
    )
    query = query.where(_KEY.token >= bindparam("first"), _KEY.token < bindparam("end"), _KEY.kind == bindparam("kind"))
    find = func.strpos if dialect == "postgresql" else func.instr
    for place in range(others):
        query = query.where(find(_KEY.token, bindparam(f"other{place}")) > 0)
    return query.order_by(_KEY.token).limit(bindparam("most"))


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
