"""Bases of invented people, made for a bench and thrown away with its folder."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.workspace import Workspace

USER, PASSWORD = "amina", "banc d’essai seulement"
_BATCH = 10_000
_GIVEN_NAMES, _FAMILY_NAMES = 400, 6_000
_STARTS = ("Ba", "Do", "Ka", "Lu", "Ma", "Ne", "Sa", "To", "Wa", "Zi", "Fe", "Gi")
_SYLLABLES = ("ba", "da", "dou", "ka", "ko", "li", "lo", "ma", "ne", "nou", "ra", "sse", "ti", "vo", "wé", "ya")
_COUNTRIES = ("GIN", "CIV", "SEN", "CMR", "SYR", "SDN", "COD", "MLI", "NGA", "MAR")


def make_base(location: str, people: int = 0) -> None:
    """An embedded base with its catalogue, one account and invented people; closed, as an agency's is each evening."""
    from app.accounts.entrance import Founding, found_base, sign_out

    founding = Founding(
        agency_name="Agence Banc d’essai", user_name=USER, password=PASSWORD, city="Rabat", label="RAB", cndp_number="ESSAI"
    )  # fmt: skip
    workspace = found_base(location, founding).workspace
    if people:
        _fill(workspace, people)
    sign_out(workspace)


def fill_base(location: str, people: int, there: int) -> None:
    """Adds invented people to a base in which so many are already."""
    from app.accounts.entrance import sign_out

    workspace = open_base(location)
    _fill(workspace, people, there)
    sign_out(workspace)


def open_base(location: str) -> Workspace:
    """Opens what `make_base` made; whoever opens it signs out."""
    from app.accounts.entrance import sign_in

    return sign_in(location, USER, PASSWORD)


def typed_names(workspace: Workspace, count: int) -> list[str]:
    """What an agent types for `count` of the people: family name and the first letters of the other, as one text each."""
    from sqlalchemy import select

    from db.models import Person

    with workspace.database.read() as session:
        rows = session.execute(select(Person.given_name, Person.family_name).order_by(Person.code))
        known = [(given or "", family or "") for given, family in rows]
    return [f"{given} {family[:3]}".lower() for given, family in random.Random(2).sample(known, count)]


def keystrokes(texts: list[str]) -> Iterator[str]:
    """Each text as it grows in the search field, a letter at a time."""
    for text in texts:
        yield from (text[:end] for end in range(1, len(text) + 1) if text[end - 1] != " ")


def _fill(workspace: Workspace, people: int, there: int = 0) -> None:
    """In bulk, so that 100,000 take a minute: the journal hears nothing of it, and nothing measured here reads it."""
    from sqlalchemy import insert

    from app.people.sound_rows import ALGORITHM, sounds_of_values
    from db.history import Stamp
    from db.models import Person, PersonKey, PersonPhone
    from db.sounds import add_sounds, settle_algorithm
    from db.types import uuid7

    dice = random.Random(1)
    given, family = _names(dice, _GIVEN_NAMES), _names(dice, _FAMILY_NAMES)
    keys: list[dict[str, Any]] = []
    stamp = Stamp(workspace.user.id, workspace.clock.now(), "bench.filled", "final", uuid7())
    with workspace.database.write(stamp) as session:
        connection = session.connection()
        for first in range(there, there + people, _BATCH):
            rows = [
                _person(workspace, dice, place, _often(dice, given), _often(dice, family))
                for place in range(first, min(first + _BATCH, there + people))
            ]
            phones = [_phone(dice, row) for row in rows]
            connection.execute(insert(Person), rows)
            connection.execute(insert(PersonPhone), phones)
            add_sounds(session, [sounds_of_values(row) for row in rows])
            for row, phone in zip(rows, phones, strict=True):
                keys += _keys(workspace, row, phone["number"])
        settle_algorithm(session, ALGORITHM)
        keys.sort(key=lambda one: one["token"])  # the table is kept in this order: so each page is written once
        for first in range(0, len(keys), _BATCH):
            connection.execute(insert(PersonKey), keys[first : first + _BATCH])


def _names(dice: random.Random, count: int) -> list[str]:
    """Names nobody has, of two to four syllables."""
    made: dict[str, None] = {}
    while len(made) < count:
        made[dice.choice(_STARTS) + "".join(dice.choices(_SYLLABLES, k=dice.randrange(1, 4)))] = None
    return list(made)


def _often(dice: random.Random, names: list[str]) -> str:
    """One of them, the first ones much more often, as names are borne."""
    return names[int(len(names) * dice.random() ** 2.5)]


def _person(workspace: Workspace, dice: random.Random, place: int, given: str, family: str) -> dict[str, Any]:
    from app.accounts.numbers import LAST_SEQUENCE, NumberKind, compose
    from app.people.names import sort_name

    now, today = workspace.clock.now(), workspace.clock.today()
    device, sequence = divmod(place, LAST_SEQUENCE)
    return {
        **_record(workspace), "updated_at": now - timedelta(minutes=dice.randrange(500_000)),
        "code": compose(NumberKind.DOSSIER, workspace.agency.code, device, today.year, sequence + 1),
        "agency_id": workspace.agency.id, "agent_id": workspace.user.id, "given_name": given, "family_name": family,
        "registered_on": today - timedelta(days=dice.randrange(365)), "sort_name": sort_name(family, given),
        "nationality": dice.choice(_COUNTRIES), "languages": [], "is_demo": True,
    }  # fmt: skip


def _phone(dice: random.Random, person: dict[str, Any]) -> dict[str, Any]:
    number = f"+2126000{dice.randrange(100_000):05}"
    shared = {name: person[name] for name in ("version", "created_at", "updated_at", "created_by", "updated_by")}
    from db.types import uuid7

    return {**shared, "id": uuid7(), "person_id": person["id"], "position": 0, "number": number}


def _record(workspace: Workspace) -> dict[str, Any]:
    from db.types import uuid7

    now, user = workspace.clock.now(), workspace.user.id
    return {"id": uuid7(), "version": 1, "created_at": now, "updated_at": now, "created_by": user, "updated_by": user}


def _keys(workspace: Workspace, person: dict[str, Any], phone: str) -> list[dict[str, Any]]:
    from app.accounts.numbers import read_aloud
    from app.people.search_keys import search_keys

    code = person["code"]
    keys = search_keys(
        names=[person["family_name"], person["given_name"]],
        phones=[phone],
        dossiers=[(code, read_aloud(code, workspace.agency.label))],
    )
    return [{"token": token, "kind": kind.value, "person_id": person["id"]} for token, kind in keys]
