"""Conditions as SQL, the same on both engines: nothing is read to be thrown away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, or_, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.people.lists.conditions import ANY_OF, NONE, Key, PeopleFilter, period_of, years_of
from app.people.papers import SITUATION_OF_PAPER
from app.people.situations import MOROCCAN, SITUATION_LABELS, UNKNOWN_SITUATION, Declared
from db.models import (
    Answer,
    Consent,
    IdentityDocument,
    Interaction,
    InteractionKind,
    Person,
    PersonPhone,
    Project,
    ProjectMember,
    Purpose,
    Sex,
    Stage,
)
from resources.i18n import MOROCCO

Where = ColumnElement[bool]


def where(filter_: PeopleFilter, today: date) -> list[Where]:
    """What must hold of a person for each condition."""
    return [_BUILDERS[one.key](one.value, today) for one in filter_.conditions]


def has_phone() -> Where:
    """Whether any phone is known."""
    return exists().where(PersonPhone.person_id == Person.id)


def agreed_to(purpose: Purpose, today: date) -> Where:
    """Whether the latest answer to a purpose is yes and still holds (for sharing: to any provider)."""
    later = aliased(Consent)
    same = (later.person_id == Consent.person_id) & (later.purpose == Consent.purpose)
    same &= later.provider_id.is_not_distinct_from(Consent.provider_id)
    after = or_(
        later.answered_at > Consent.answered_at, (later.answered_at == Consent.answered_at) & (later.id > Consent.id)
    )
    return exists().where(
        Consent.person_id == Person.id, Consent.purpose == purpose, Consent.answer == Answer.GIVEN,
        or_(Consent.valid_until.is_(None), Consent.valid_until >= today), ~exists().where(same, after),
    )  # fmt: skip


def _city(value: str, _today: date) -> Where:
    return _texts(Person.city, value)


def _neighbourhood(value: str, _today: date) -> Where:
    return _texts(Person.neighbourhood, value)


def _nationality(value: str, _today: date) -> Where:
    return _texts(Person.nationality, value)


def _texts(column: InstrumentedAttribute[str | None], value: str) -> Where:
    wanted = value.split(ANY_OF)
    found: Where = column.in_([one for one in wanted if one != NONE])
    return or_(found, column.is_(None)) if NONE in wanted else found


def _sex(value: str, _today: date) -> Where:
    wanted = value.split(ANY_OF)
    found = Person.sex.in_([Sex(one) for one in wanted if one != NONE])
    return or_(found, Person.sex.is_(None)) if NONE in wanted else found


def _age(value: str, today: date) -> Where:
    youngest, oldest = years_of(value)
    found: Where = Person.birth_date.is_not(None)
    if youngest is not None:
        found &= Person.birth_date <= _years_before(today, youngest)
    if oldest is not None:
        found &= Person.birth_date > _years_before(today, oldest + 1)
    return found


def _language(value: str, _today: date) -> Where:
    # A JSON list: text on one engine, a document on the other; both are written with each word in quotes.
    return or_(*(cast(Person.languages, String).contains(f'"{one}"', autoescape=True) for one in value.split(ANY_OF)))


def _stage(value: str, _today: date) -> Where:
    wanted = value.split(ANY_OF)
    member = (ProjectMember.person_id == Person.id) & (ProjectMember.project_id == Project.id) & Project.is_current
    found: Where = exists().where(member, Project.stage.in_([Stage(one) for one in wanted if one != NONE]))
    return or_(found, ~exists().where(member)) if NONE in wanted else found


def _phone(value: str, _today: date) -> Where:
    wanted = value.split(ANY_OF)
    return true() if len(wanted) > 1 else has_phone() if wanted[0] == "yes" else ~has_phone()


def _consent_missing(value: str, today: date) -> Where:
    return or_(*(~agreed_to(Purpose(one), today) for one in value.split(ANY_OF)))


def _paper(value: str, today: date) -> Where:
    mine = IdentityDocument.person_id == Person.id
    if value == "expired":
        return exists().where(mine, IdentityDocument.expires_on < today)
    until = today + timedelta(days=int(value))
    return exists().where(mine, IdentityDocument.expires_on >= today, IdentityDocument.expires_on <= until)


def _registered(value: str, _today: date) -> Where:
    first, last = period_of(value)
    found: Where = true()
    if first is not None:
        found &= Person.registered_on >= first
    if last is not None:
        found &= Person.registered_on <= last
    return found


def _no_contact(value: str, today: date) -> Where:
    since = today - timedelta(days=int(value))
    # A note is no contact (PRODUCT.md E1), and who was registered since has been seen since.
    seen = exists().where(
        Interaction.person_id == Person.id, Interaction.on >= since, Interaction.kind != InteractionKind.NOTE
    )
    return ~seen & (Person.registered_on < since)


def _situation(value: str, today: date) -> Where:
    wanted = [value] if value in SITUATION_LABELS else value.split(ANY_OF)
    return or_(*(_in_situation(one, today) for one in wanted))


def _in_situation(situation: str, today: date) -> Where:
    """As app.people.situations.situations_at says; a test compares the two."""
    any_valid = or_(_holds(list(SITUATION_OF_PAPER), today), Person.nationality.is_not_distinct_from(MOROCCO))
    if situation == UNKNOWN_SITUATION:
        return ~any_valid & Person.declared_situation.is_(None)
    if situation in set(Declared):
        return ~any_valid & (Person.declared_situation == situation)
    found = _holds([kind for kind, given in SITUATION_OF_PAPER.items() if given == situation], today)
    return or_(found, Person.nationality == MOROCCO) if situation == MOROCCAN else found


def _holds(kinds: list[str], today: date) -> Where:
    return exists().where(
        IdentityDocument.person_id == Person.id, IdentityDocument.type.in_([str(kind) for kind in kinds]),
        IdentityDocument.expires_on >= today,
        or_(IdentityDocument.issued_on.is_(None), IdentityDocument.issued_on <= today),
    )  # fmt: skip


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)  # 29 February


_BUILDERS: dict[Key, Callable[[str, date], Where]] = {
    Key.CITY: _city, Key.NEIGHBOURHOOD: _neighbourhood, Key.NATIONALITY: _nationality, Key.SITUATION: _situation,
    Key.SEX: _sex, Key.AGE: _age, Key.LANGUAGE: _language, Key.STAGE: _stage, Key.PHONE: _phone,
    Key.CONSENT_MISSING: _consent_missing, Key.PAPER: _paper, Key.REGISTERED: _registered, Key.NO_CONTACT: _no_contact,
}  # fmt: skip
