"""Invented people: given names as they are met at the counters, family names that nobody bears and that say so."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.accounts.numbers import read_aloud
from app.people.names import sort_name
from app.people.search_keys import search_keys
from app.people.sound_rows import written_words
from app.upkeep.demo.rows import Rows
from db.models import (
    BirthPrecision,
    IdentityDocument,
    LegalForm,
    PaperStatus,
    Person,
    PersonPhone,
    Project,
    ProjectMember,
    Sex,
    Stage,
)
from db.sounds import SoundsOf

# Country: weight at the counters, spoken languages, and the family of given names in use.
_COUNTRIES: dict[str | None, tuple[int, tuple[str, ...], str]] = {
    "SYR": (14, ("ar",), "arabic"), "CAF": (8, ("fr",), "african"), "YEM": (6, ("ar",), "arabic"),
    "SDN": (8, ("ar", "en"), "arabic"), "SSD": (4, ("en",), "english"), "CIV": (11, ("fr",), "african"),
    "GIN": (11, ("fr",), "african"), "CMR": (8, ("fr", "en"), "english"), "SEN": (9, ("fr",), "african"),
    "MLI": (5, ("fr",), "african"), "COD": (4, ("fr",), "english"), "NGA": (3, ("en",), "english"),
    "MAR": (7, ("ar", "fr"), "arabic"), None: (2, (), "african"),
}  # fmt: skip
_GIVEN: dict[str, dict[str, tuple[tuple[str, str | None], ...]]] = {
    "arabic": {
        "F": (("Fatima", "فاطمة"), ("Amal", "أمل"), ("Sara", "سارة"), ("Hanan", "حنان"), ("Mariam", "مريم")),
        "M": (("Mohamed", "محمد"), ("Yusuf", "يوسف"), ("Omar", "عمر"), ("Khaled", "خالد"), ("Samir", "سمير")),
    },
    "african": {
        "F": (("Aïssatou", "عيساتو"), ("Fatoumata", "فاتوماتا"), ("Awa", "أوا"), ("Mariama", "مرياما"), ("Kadiatou", None)),
        "M": (("Mamadou", "مامادو"), ("Ibrahima", "إبراهيما"), ("Ousmane", "عثمان"), ("Abdoulaye", "عبد الله"), ("Sékou", None)),
    },
    "english": {
        "F": (("Blessing", None), ("Ruth", None), ("Grace", None), ("Esther", None), ("Mercy", None)),
        "M": (("Samuel", None), ("Paul", None), ("Emmanuel", None), ("Peter", None), ("Joseph", None)),
    },
}  # fmt: skip
_SYLLABLES = (
    ("ba", "با"), ("da", "دا"), ("dou", "دو"), ("ka", "كا"), ("ko", "كو"), ("li", "لي"), ("lo", "لو"), ("ma", "ما"),
    ("né", "ني"), ("nou", "نو"), ("ra", "را"), ("sé", "سي"), ("ta", "تا"), ("ti", "تي"), ("wa", "وا"), ("ya", "يا"),
)  # fmt: skip
_INVENTED, _INVENTED_AR = "Démo", "تجربة"
_PAPERS = (
    ("carte_immatriculation", 30), ("hcr_refugee", 20), ("hcr_asylum", 14), ("recepisse", 8), ("bra_card", 4),
    ("carte_residence", 3), ("passport", 9), (None, 12),
)  # fmt: skip
_SECTORS = ("couture", "restauration", "coiffure", "commerce", "réparation", "artisanat", "agriculture", "informatique")
_EDUCATION = ("none", "primary", "secondary", "tertiary", None)


@dataclass(frozen=True, slots=True)
class Home:
    """The agency that receives: what a dossier's number and address take from it."""

    agency_id: UUID
    code: str
    label: str
    city: str
    neighbourhoods: tuple[str, ...]
    agents: tuple[UUID, ...]
    hosts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """A person just made, as far as their work needs to know."""

    id: UUID
    project_id: UUID | None
    agent_id: UUID
    keys: tuple[tuple[UUID, str, str], ...]
    sounds: SoundsOf


def invent_person(
    rows: Rows, dice: random.Random, home: Home, code: str, registered: datetime, today: date
) -> Invented:
    """Adds a person with phones, papers and perhaps a project to `rows`; `registered` is when they first came."""
    nationality = dice.choices(list(_COUNTRIES), [weight for weight, *_ in _COUNTRIES.values()])[0]
    _weight, languages, style = _COUNTRIES[nationality]
    sex = dice.choices(("F", "M", None), (45, 53, 2))[0]
    given, given_ar = dice.choice(_GIVEN[style][sex or "F"])
    family, family_ar = _family(dice)
    name_ar = f"{given_ar} {family_ar}" if given_ar and dice.random() < (0.9 if style == "arabic" else 0.15) else None
    born, precision = _birth(dice, registered.date())
    agent = dice.choice(home.agents)
    person_id = rows.add(
        Person, registered, code=code, agency_id=home.agency_id, agent_id=agent, registered_on=registered.date(),
        given_name=given, family_name=family, name_ar=name_ar, sort_name=sort_name(family, given, name_ar, None),
        sex=Sex(sex) if sex else None, birth_date=born, birth_precision=precision, nationality=nationality,
        languages=list(languages), needs_interpreter=dice.random() < 0.08, city=home.city,
        neighbourhood=dice.choice((*home.neighbourhoods, None)), household_size=dice.choice((1, 1, 2, 3, 4, 5, None)),
        education=dice.choice(_EDUCATION), arrival_year=dice.choice((None, registered.year - dice.randrange(9))),
        has_account=dice.choice((True, False, None)), is_demo=True,
        declared_situation="sans_document" if dice.random() < 0.06 else None,
    )  # fmt: skip
    phones = [f"+2126000{dice.randrange(100_000):05}" for _ in range(dice.choices((0, 1, 2), (8, 80, 12))[0])]
    for place, number in enumerate(phones):
        rows.add(PersonPhone, registered, person_id=person_id, position=place, number=number, is_whatsapp=place == 0)
    numbers = _papers(rows, dice, person_id, registered, today)
    keys = search_keys(
        names=[family, given, name_ar],
        phones=phones,
        paper_numbers=numbers,
        dossiers=[(code, read_aloud(code, home.label))],
    )
    project = _project(rows, dice, person_id, home, registered)
    sounds = SoundsOf(person_id, written_words((family, given, name_ar)), born.year if born else None, sex)
    return Invented(person_id, project, agent, tuple((person_id, token, kind.value) for token, kind in keys), sounds)


def _family(dice: random.Random) -> tuple[str, str]:
    parts = dice.choices(_SYLLABLES, k=dice.randrange(2, 4))
    latin, arabic = ("".join(part[place] for part in parts) for place in (0, 1))
    return f"{latin.capitalize()}-{_INVENTED}", f"{arabic} {_INVENTED_AR}"


def _birth(dice: random.Random, registered: date) -> tuple[date | None, BirthPrecision | None]:
    age = int(dice.triangular(16, 65, 28))
    day = date(registered.year - age, 1, 1) + timedelta(days=dice.randrange(365))
    precision = dice.choices(("day", "year", "about", None), (62, 28, 7, 3))[0]
    if precision is None:
        return None, None
    return (day if precision == "day" else day.replace(month=1, day=1)), BirthPrecision(precision)


def _papers(rows: Rows, dice: random.Random, person_id: UUID, registered: datetime, today: date) -> list[str]:
    numbers = []
    for _ in range(dice.choices((1, 2), (85, 15))[0]):
        kind = dice.choices([kind for kind, _ in _PAPERS], [weight for _, weight in _PAPERS])[0]
        if kind is None:
            continue
        number = f"DEMO{dice.randrange(10_000_000):07}" if dice.random() < 0.8 else None
        expires = today + timedelta(days=dice.randrange(-400, 700)) if dice.random() < 0.85 else None
        status = dice.choices(list(PaperStatus), (80, 5, 15))[0]
        rows.add(
            IdentityDocument,
            registered,
            person_id=person_id,
            type=kind,
            number=number,
            expires_on=expires,
            status=status,
        )
        numbers += [number] if number else []
    return numbers


def _project(rows: Rows, dice: random.Random, person_id: UUID, home: Home, registered: datetime) -> UUID | None:
    if dice.random() < 0.25:
        return None
    sector = dice.choice(_SECTORS)
    form = dice.choices((None, *LegalForm), (50, 15, 5, 15, 10, 3, 2))[0]
    stage = dice.choices((*Stage, None), (50, 25, 15, 10))[0]
    project = rows.add(
        Project, registered, title=f"{sector.capitalize()} (démonstration)", stage=stage, legal_form=form, sector=sector,
        city=home.city, is_current=True,
    )  # fmt: skip
    rows.add(ProjectMember, registered, project_id=project, person_id=person_id)
    return project
