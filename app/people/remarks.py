"""What is said beside a field while it is typed: what cannot be, and what only looks odd. Nothing here ever refuses."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date

from app.errors import WaslError
from app.people.dates import BirthDate, age
from app.people.fields import PERSON_FIELDS, read_fields
from app.people.forms import PersonForm
from app.people.names import Script, script_of
from app.people.phones import phone_warning
from resources.i18n import tr_noop

ADULT_AGE = 18
"""Majority in Morocco (Family Code, article 209)."""
_NAMES = ("given_name", "family_name", "known_as")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one field: an error that must be mended before it is kept, or a sentence (for `tr`) to know."""

    field: str
    error: WaslError | None = None
    text: str = ""
    values: Mapping[str, object] = part(default_factory=dict)


def remarks(texts: Mapping[str, str], today: date) -> list[Remark]:
    """What to say of the fields as they are typed, in the order of P1, at most one a field."""
    found = {}
    for name in PERSON_FIELDS:
        text = texts.get(name, "")
        if not text.strip():
            continue
        try:
            form = read_fields(PersonForm(), {name: text}, today)
        except WaslError as error:
            found[name] = Remark(name, error)
            continue
        if sentence := _odd(name, text, form):
            found[name] = Remark(name, text=sentence)
    whole = read_fields(PersonForm(), texts, today, strict=False)
    if whole.birth and whole.arrival_year and whole.arrival_year < whole.birth.earliest.year:
        found["arrival_year"] = Remark("arrival_year", text=tr_noop("L’arrivée est avant la naissance : vérifiez."))
    return list(found.values())


def may_be_minor(birth: BirthDate | None, on: date) -> bool:
    """Whether the person may be under 18 on that day, as far as the birth date says; one not known says nothing."""
    return birth is not None and age(birth.latest, on) < ADULT_AGE


def carer_lacks(form: PersonForm, on: date) -> tuple[str, ...]:
    """The fields still to be asked about the carer of a person who may be under 18; none for an adult (F10)."""
    if not may_be_minor(form.birth, on):
        return ()
    wanted = ("carer_name", "carer_link", "carer_phone")
    lacking = tuple(name for name in wanted if not getattr(form, name))
    return (*lacking, "carer_consents") if not form.carer_consents else lacking


def _odd(name: str, text: str, form: PersonForm) -> str:
    if any(unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace() for sign in text):
        return tr_noop("Des signes invisibles seront retirés : relisez.")
    if name in _NAMES and script_of(text) is Script.ARABIC:
        return tr_noop("En lettres arabes : le nom arabe a sa propre case.")
    if name == "name_ar" and script_of(text) is Script.LATIN:
        return tr_noop("En lettres latines : écrivez ici le nom en arabe, ou laissez vide.")
    if name == "phone":
        return next((said for phone in form.phones if (said := phone_warning(phone.number))), "")
    if name == "carer_phone" and form.carer_phone:
        return phone_warning(form.carer_phone) or ""
    return ""
