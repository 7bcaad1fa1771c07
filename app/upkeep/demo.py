"""A demonstration base: invented people and a year of work, marked as demonstration."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.people.dates import BirthDate, Precision
from app.people.forms import PaperForm, PersonForm, PhoneForm
from app.people.registration import register_person
from db.models import Interaction, InteractionKind, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.workspace import Workspace

# Invented on purpose: each family name says so.
_GIVEN = {
    "F": ("Awa", "Mariam", "Sara", "Blessing", "Fatou", "Ruth"),
    "M": ("Mamadou", "Ibrahim", "Yusuf", "Paul", "Omar", "Samuel"),
}
_FAMILY = ("Essai", "Démo", "Exemple", "Modèle", "Spécimen", "Fictif")
_COUNTRIES = ("GIN", "CIV", "SEN", "CMR", "SYR", "SDN", "COD", "MLI", "NGA", "MAR")
_CITIES = ("Rabat", "Salé", "Casablanca", "Témara", None)
_PAPERS = ("carte_immatriculation", "recepisse", "hcr_refugee", "hcr_asylum", "passport", None, None)
_BATCH = 250


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.FINAL, audit="base.demo_filled")
def fill_demo(workspace: Workspace, people: int, seed: int, progress: Callable[[int, int], None] | None = None) -> int:
    """Adds invented people with papers and contacts, the same for the same seed. Gives how many."""
    dice = random.Random(seed)
    for first in range(0, people, _BATCH):
        with writing(workspace) as session:
            made = [_one(workspace, dice, first + place) for place in range(min(_BATCH, people - first))]
            for person in session.scalars(select(Person).where(Person.id.in_(made))):
                person.is_demo = True
                person.registered_on = workspace.clock.today() - timedelta(days=dice.randrange(365))
                for _ in range(dice.randrange(3)):
                    at = workspace.clock.now() - timedelta(days=dice.randrange(365))
                    kind = dice.choice(
                        (InteractionKind.INFORMED, InteractionKind.ORIENTED, InteractionKind.ACCOMPANIED)
                    )
                    session.add(
                        Interaction(person_id=person.id, agency_id=workspace.agency.id, kind=kind, on=at.date(), at=at)
                    )
        if progress is not None:
            progress(min(first + _BATCH, people), people)
    return people


def _one(workspace: Workspace, dice: random.Random, place: int) -> object:
    sex = dice.choice("FM")
    today = workspace.clock.today()
    birth = BirthDate(today.replace(year=today.year - dice.randrange(18, 60), month=1, day=1), Precision.YEAR)
    form = PersonForm(
        given_name=dice.choice(_GIVEN[sex]), family_name=f"{dice.choice(_FAMILY)}-{place}", sex=sex, birth=birth,
        nationality=dice.choice(_COUNTRIES), city=dice.choice(_CITIES),
        phones=(PhoneForm(f"06000{dice.randrange(100000):05}"),),
    )  # fmt: skip
    kind = dice.choice(_PAPERS)
    papers = (PaperForm(kind, None, None, today + timedelta(days=dice.randrange(-200, 700))),) if kind else ()
    return register_person(workspace, form, papers).id
