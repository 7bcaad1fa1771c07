"""Dossiers of one person among many: going over the registry, how many planted ones are found, and the hints while registering."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.base import make_base, open_base
from bench.measure import Result, Size, apart, cpu_timed, percentile, timed

if TYPE_CHECKING:
    from app.people.forms import PersonForm
    from app.workspace import Workspace

_PEOPLE = {Size.FULL: 100_000, Size.QUICK: 5_000, Size.TINY: 60}
_PLANTED = {Size.FULL: 300, Size.QUICK: 60, Size.TINY: 3}
_BAR_PLANTED_PER_FOUND = 1 / 0.9
_BAR_SECONDS = 60.0
_BAR_HINT_MS = 100.0


@dataclass(frozen=True, slots=True)
class _Found:
    """What one run came to: seconds of everything, of the same without comparing, how many were planted for each found, and hints."""

    whole: float
    unjudged: float
    planted_per_found: float
    hints: list[float]
    pairs: int


def run(size: Size) -> list[Result]:
    """The whole registry once, and a hint for each planted twin before it is written."""
    people, planted = _PEOPLE[size], _PLANTED[size]
    with tempfile.TemporaryDirectory() as folder:
        location = str(Path(folder) / "base.wasl")
        make_base(location, people)
        found = apart(_measured, location, planted)
    note = f"{people} people, {planted} of them twice"
    return [
        Result("twins, whole registry", found.whole, _BAR_SECONDS, "s", f"{note}, {found.pairs} pairs told; against the bar"),
        Result("twins, comparing", found.whole, found.unjudged, "s", f"{note}; against reading and pairing alone"),
        Result("twins, planted per one found", found.planted_per_found, _BAR_PLANTED_PER_FOUND, "people",
               f"{note}; against nine of ten found"),
        Result("twins, hint while registering p95", percentile(found.hints, 0.95) * 1000, _BAR_HINT_MS, "ms",
               f"{len(found.hints)} forms among {people} people, time of the processor; against the bar"),
    ]  # fmt: skip


def _measured(location: str, planted: int) -> _Found:
    from app.people.duplicates import find_duplicates
    from app.people.finding import possible_twins

    workspace = open_base(location)
    try:
        dice = random.Random(4)
        _give_births(workspace, dice)
        twins = _twins(workspace, dice, planted)
        possible_twins(workspace, next(iter(twins.values())))  # the index is read once, when the base is opened
        hints = [cpu_timed(lambda form=form: possible_twins(workspace, form)) for form in twins.values()]  # type: ignore[misc]
        wanted = _plant(workspace, twins)
        told: list[Any] = []
        unjudged = timed(lambda: _paired(workspace))
        whole = timed(lambda: told.extend(find_duplicates(workspace)))
        found = {frozenset((one.left_id, one.right_id)) for one in told}
        return _Found(whole, unjudged, len(wanted) / max(1, len(wanted & found)), hints, len(told))
    finally:
        workspace.database.close()


def _paired(workspace: Workspace) -> None:
    from app.people.blocking import Candidates
    from app.people.registry_looks import registry_looks

    with workspace.database.read() as session:
        looks = registry_looks(session, workspace.agency.id)
    for _ in Candidates(list(looks.values())).pairs():
        pass


def _give_births(workspace: Workspace, dice: random.Random) -> None:
    """Without them everybody of a name would look like everybody else of it, which no registry is."""
    from sqlalchemy import bindparam, select, update

    from db.history import Stamp
    from db.models import Person
    from db.types import uuid7

    stamp = Stamp(workspace.user.id, workspace.clock.now(), "bench.filled", "final", uuid7())
    with workspace.database.write(stamp) as session:
        ids = list(session.scalars(select(Person.id)))
        born = update(Person.__table__).where(Person.__table__.c.id == bindparam("key"))  # type: ignore[arg-type]
        born = born.values(birth_date=bindparam("born"), birth_precision=bindparam("how"))
        session.connection().execute(born, [{"key": one, "born": _birth(dice), "how": "day"} for one in ids])


def _birth(dice: random.Random) -> date:
    return date(1960, 1, 1) + timedelta(days=dice.randrange(16_000))


def _plant(workspace: Workspace, twins: dict[UUID, PersonForm]) -> set[frozenset[UUID]]:
    """Somebody else of the registry becomes each of them; gives the pairs to be found."""
    from sqlalchemy import select

    from app.people.registration import change_person
    from db.models import Person

    with workspace.database.read() as session:
        query = select(Person.id, Person.version).where(Person.id.not_in(twins)).order_by(Person.id).limit(len(twins))
        others = [(one, version) for one, version in session.execute(query)]
    for form, (other, version) in zip(twins.values(), others, strict=False):
        change_person(workspace, other, version, form)
    return {frozenset((known, other)) for known, (other, _) in zip(twins, others, strict=False)}


def _twins(workspace: Workspace, dice: random.Random, planted: int) -> dict[UUID, PersonForm]:
    """Some of the people as another clerk writes them: respelled, a slip of the pen, boxes swapped, only the year known."""
    from sqlalchemy import select

    from db.models import Person, PersonPhone

    with workspace.database.read() as session:
        query = select(Person, PersonPhone.number).join(PersonPhone, PersonPhone.person_id == Person.id)
        ids = dice.sample(list(session.scalars(select(Person.id).order_by(Person.id))), planted)
        rows = [
            (person, phone) for person, phone in session.execute(query.where(Person.id.in_(ids)).order_by(Person.id))
        ]
        ways = (_respelled, _slipped, _swapped, _year_only)
        return {
            person.id: ways[place % len(ways)](_form(person, phone), dice) for place, (person, phone) in enumerate(rows)
        }


def _form(person: Any, phone: str) -> PersonForm:
    from app.people.dates import BirthDate
    from app.people.forms import PersonForm, PhoneForm

    return PersonForm(
        given_name=person.given_name, family_name=person.family_name, birth=BirthDate(person.birth_date),
        nationality=person.nationality, phones=(PhoneForm(phone),),
    )  # fmt: skip


def _respelled(form: PersonForm, dice: random.Random) -> PersonForm:
    from dataclasses import replace

    names = {name: _spelled(getattr(form, name) or "") for name in ("given_name", "family_name")}
    return replace(form, **names)  # type: ignore[arg-type]


def _spelled(name: str) -> str:
    return name.replace("ou", "u").replace("é", "e").replace("ss", "s") + "h"


def _slipped(form: PersonForm, dice: random.Random) -> PersonForm:
    from dataclasses import replace

    name = form.family_name or ""
    place = dice.randrange(1, max(2, len(name) - 1))
    return replace(
        form, family_name=name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :]
    )


def _swapped(form: PersonForm, dice: random.Random) -> PersonForm:
    from dataclasses import replace

    return replace(form, given_name=form.family_name, family_name=form.given_name)


def _year_only(form: PersonForm, dice: random.Random) -> PersonForm:
    from dataclasses import replace

    from app.people.dates import BirthDate, Precision

    assert form.birth is not None
    return replace(form, birth=BirthDate(date(form.birth.year, 1, 1), Precision.YEAR))
