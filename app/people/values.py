"""The columns of a person, their phones and papers, from what was typed or stands in a list: the one way into the base."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.errors import Refused
from app.people.dates import checked
from app.people.fields import TEXT_LIMITS
from app.people.forms import HIDDEN, PaperForm, PersonForm, PhoneForm
from app.people.names import clean_name, clean_text, sort_name
from app.people.papers import PaperType, clean_number, number_key, paper_type
from app.people.phones import normalise
from db.models import BirthPrecision, PaperStatus, Sex

NAMES = ("given_name", "family_name", "name_ar", "known_as")
PLAIN = ("needs_interpreter", "household_size", "arrival_year", "donor_project_id", "carer_consents", "has_account")
_LONGEST_PHONE, _LONGEST_NUMBER = 40, 80


def person_values(form: PersonForm, today: date) -> dict[str, Any]:
    """Every column that a form fills; when an answer was given is for the caller to say.

    Raises Refused: no name at all, a text too long, an impossible birth date, a nationality that is no country.
    """
    values: dict[str, Any] = {name: clean_name(getattr(form, name)) or None for name in NAMES}
    if not any(values.values()):
        raise Refused("person.name_missing")
    values |= {name: getattr(form, name) for name in PLAIN}
    values |= {name: clean_text(getattr(form, name), longest) for name, longest in TEXT_LIMITS.items()}
    birth = checked(form.birth, today) if form.birth else None
    nationality = _country(form.nationality)
    others = [_country(code) for code in form.other_nationalities]
    return values | {
        "disability": clean_text(form.disability, 200) if form.disability != HIDDEN else None,
        "nationality": nationality,
        "other_nationalities": [code for code in others if code and code != nationality],
        "carer_phone": normalise(form.carer_phone or "")[:_LONGEST_PHONE] or None,
        "sex": Sex(form.sex) if form.sex else None,
        "languages": [word for word in (clean_text(one, 40) for one in form.languages) if word],
        "birth_date": birth.first if birth else None,
        "birth_precision": BirthPrecision(birth.precision.value) if birth else None,
        "sort_name": sort_name(values["family_name"], values["given_name"], values["name_ar"], values["known_as"]),
    }


def phone_values(phones: tuple[PhoneForm, ...]) -> list[dict[str, Any]]:
    """The columns of each phone, each number once, in order. Raises Refused: a phone too long."""
    found: dict[str, dict[str, Any]] = {}
    for place, phone in enumerate(one for one in phones if one.number.strip()):
        number = normalise(phone.number)
        if len(number) > _LONGEST_PHONE:
            raise Refused("person.phone_too_long", limit=_LONGEST_PHONE)
        found[number] = {
            "number": number, "position": place, "answered_by": clean_text(phone.answered_by, 100),
            "is_whatsapp": phone.is_whatsapp,
        }  # fmt: skip
    return list(found.values())


def paper_values(form: PaperForm, keeps_numbers: bool) -> dict[str, Any]:
    """The columns of a paper; without a CNDP number its own number is not kept (P12).

    Raises Refused: an unknown kind of paper, an end before its issue.
    """
    kind = paper_type(form.type)
    if kind is None:
        raise Refused("paper.type_unknown", type=form.type)
    if form.issued_on and form.expires_on and form.expires_on < form.issued_on:
        raise Refused("period.backwards")
    number = clean_number(form.number) or None
    if number and len(number) > _LONGEST_NUMBER:
        raise Refused("person.text_too_long", limit=_LONGEST_NUMBER)
    return {
        "type": PaperType(kind).value,
        "number": number if number and keeps_numbers and number_key(number) else None,
        "issued_on": form.issued_on,
        "expires_on": form.expires_on,
        "status": PaperStatus(form.status),
    }


def _country(code: str | None) -> str | None:
    from resources.countries import UNKNOWN
    from resources.i18n import country_code

    if code is None or code == UNKNOWN:
        return None  # one way of not knowing

    known = country_code(code)
    if known is None:
        raise Refused("person.country_unknown", code=code)
    return known
