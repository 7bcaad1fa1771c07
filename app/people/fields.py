"""Every field of P1 by its name, read from text and written back: what forms, drafts, the command line and lists speak.

A text read and written again is the same value. What is empty is unknown, and forgets a value there was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.errors import Refused, WaslError
from app.people.dates import parse_birth
from app.people.forms import HIDDEN, PersonForm, PhoneForm, ProjectForm
from app.people.names import ascii_digits, clean_name, clean_text, fold
from app.people.phones import normalise, read_phones, write_phones
from resources.i18n import country_code, format_phone, spoken_languages, tr_noop

if TYPE_CHECKING:
    from app.people.dates import BirthDate

Words = tuple[tuple[str, str], ...]

EDUCATIONS: Words = (
    ("none", tr_noop("Jamais scolarisé·e")), ("primary", tr_noop("Primaire")), ("middle", tr_noop("Collège")),
    ("secondary", tr_noop("Lycée")), ("vocational", tr_noop("Formation professionnelle")),
    ("higher", tr_noop("Études supérieures")),
)  # fmt: skip
DISABILITIES: Words = (
    ("no", tr_noop("Aucune difficulté")), ("seeing", tr_noop("Voir")), ("hearing", tr_noop("Entendre")),
    ("moving", tr_noop("Marcher, bouger")), ("understanding", tr_noop("Comprendre, se souvenir")),
    ("other", tr_noop("Autre difficulté")),
)  # fmt: skip
"""What the person declares, by what is difficult: never an illness (law 09-08, minimisation)."""
PAPER_LANGUAGES: Words = (("fr", tr_noop("français")), ("ar", tr_noop("arabe")), ("en", tr_noop("anglais")))
LARGEST_HOUSEHOLD = 40
LABELS: dict[str, str] = {
    "given_name": tr_noop("Prénom"), "family_name": tr_noop("Nom"), "name_ar": tr_noop("Nom en arabe"),
    "known_as": tr_noop("Dit·e"), "sex": tr_noop("Sexe"), "birth": tr_noop("Naissance"),
    "nationality": tr_noop("Nationalités"), "languages": tr_noop("Langues parlées"),
    "needs_interpreter": tr_noop("Interprète nécessaire"), "paper_language": tr_noop("Langue des papiers"),
    "phone": tr_noop("Téléphones"), "city": tr_noop("Ville"), "neighbourhood": tr_noop("Quartier"),
    "household_size": tr_noop("Personnes au foyer"), "education": tr_noop("Études"),
    "disability": tr_noop("Difficulté déclarée (facultatif)"), "arrival_year": tr_noop("Arrivée au Maroc"),
    "has_account": tr_noop("Compte bancaire"), "declared_situation": tr_noop("Situation déclarée"),
    "carer_name": tr_noop("Responsable : nom"), "carer_link": tr_noop("Responsable : lien"),
    "carer_phone": tr_noop("Responsable : téléphone"), "carer_consents": tr_noop("Le responsable est d’accord"),
    "external_id": tr_noop("Autre identifiant"), "note": tr_noop("Note"), "project": tr_noop("Projet"),
    "stage": tr_noop("Étape du projet"), "legal_form": tr_noop("Forme juridique"), "sector": tr_noop("Secteur"),
    "project_city": tr_noop("Ville du projet"),
}  # fmt: skip
"""What to call each field: sentences for `tr`."""
TEXT_LIMITS = {
    "paper_language": 2, "city": 100, "neighbourhood": 100, "education": 40, "declared_situation": 40,
    "external_id": 100, "carer_name": 200, "carer_link": 100, "note": 4_000,
}  # fmt: skip
"""The longest text kept of each field, in characters."""
MOST_NATIONALITIES = 4


@dataclass(frozen=True, slots=True)
class Field:
    """How one field is read (text and today to value; raises Refused) and written back."""

    read: Callable[[str, date], Any]
    write: Callable[[Any], str] = lambda value: "" if value is None else str(value)


def read_fields(form: PersonForm, texts: Mapping[str, str], today: date, *, strict: bool = True) -> PersonForm:
    """`form` with the named fields as `texts` say; not `strict`, what cannot be read yet counts as unknown."""
    changes: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in PERSON_FIELDS:
            continue
        try:
            value = PERSON_FIELDS[name].read(text.strip(), today)
        except WaslError:
            if strict:
                raise
            value = () if name in ("phone", "languages") else None
        if name == "nationality":
            codes: tuple[str, ...] = value or ()
            changes["nationality"], changes["other_nationalities"] = (codes[0] if codes else None), codes[1:]
        else:
            changes[_ATTRIBUTES.get(name, name)] = value
    return replace(form, **changes)


def texts_of(form: PersonForm) -> dict[str, str]:
    """Every field of the form as text, in the order of P1."""
    found = {}
    for name, field in PERSON_FIELDS.items():
        if name == "nationality":
            value: Any = tuple(code for code in (form.nationality, *form.other_nationalities) if code)
        else:
            value = getattr(form, _ATTRIBUTES.get(name, name))
        found[name] = field.write(value)
    return found


def project_texts(form: ProjectForm | None) -> dict[str, str]:
    """The fields of a project as text; all empty when there is none."""
    shown = form or ProjectForm()
    return {name: getattr(shown, attribute) or "" for name, attribute in PROJECT_FIELDS.items()}


def read_nationalities(text: str, _today: date | None = None) -> tuple[str, ...]:
    """`GIN, Sénégal` as codes, each once; stateless is one of them, unknown is none. Raises Refused."""
    found: dict[str, None] = {}
    for part in _parts(text):
        code = "XXA" if fold(part) in _STATELESS else None if fold(part) in _UNKNOWN else country_code(part)
        if code is None and fold(part) not in _UNKNOWN:
            raise Refused("person.country_unknown", code=part[:40])
        if code is not None and code != "XXX":
            found[code] = None
    if len(found) > MOST_NATIONALITIES:
        raise Refused("person.too_many_nationalities", limit=MOST_NATIONALITIES)
    return tuple(found)


def read_languages(text: str, _today: date | None = None) -> tuple[str, ...]:
    """`français, wolof` as codes; a language without one stays as typed (free choice, DOMAIN.md 2.3)."""
    known = _language_codes()
    return tuple(dict.fromkeys(known.get(fold(part), part[:40]) for part in _parts(text)))


def _parts(text: str) -> list[str]:
    for sign in ";/،؛":
        text = text.replace(sign, ",")
    return [part.strip() for part in text.split(",") if part.strip()]


def _language_codes() -> dict[str, str]:
    if not _CODES:
        for language in ("fr", "ar", "en"):
            _CODES.update({fold(name): code for code, name in spoken_languages(language)})
        _CODES.update({fold(code): code for code, _ in spoken_languages("fr")})
    return _CODES


_CODES: dict[str, str] = {}
_STATELESS = frozenset(map(fold, ("apatride", "stateless", "sans nationalité", "بدون جنسية", "عديم الجنسية")))
_UNKNOWN = frozenset(map(fold, ("inconnue", "inconnu", "unknown", "?", "غير معروفة", "غير معروف")))


def _name(text: str, _today: date) -> str | None:
    return clean_name(text) or None


def _text(name: str) -> Field:
    return Field(lambda text, _today: clean_text(text, TEXT_LIMITS[name]))


def _birth(text: str, today: date) -> BirthDate | None:
    return parse_birth(text, today) if text else None


def _sex(text: str, _today: date) -> str | None:
    letter = text.upper()
    if letter not in ("", "F", "M", "H"):
        raise Refused("person.sex_unknown", value=text)
    return "M" if letter == "H" else letter or None


def _yes_no(text: str, _today: date) -> bool | None:
    word = fold(text)
    if word not in _YES_NO:
        raise Refused("person.yes_no_expected", value=text)
    return _YES_NO[word]


def _word(words: Words, also: Mapping[str, str] | None = None) -> Callable[[str, date], str | None]:
    known = {word: word for word, _ in words} | dict(also or {})

    def read(text: str, _today: date) -> str | None:
        if text and text not in known:
            raise Refused("person.word_unknown", value=text[:40])
        return known.get(text)

    return read


def _household(text: str, _today: date) -> int | None:
    return _whole(text, 1, LARGEST_HOUSEHOLD)


def _arrival(text: str, today: date) -> int | None:
    return _whole(text, today.year - 100, today.year)


def _whole(text: str, low: int, high: int) -> int | None:
    digits = ascii_digits(text)
    if not digits:
        return None
    if not digits.isdigit():
        raise Refused("person.number_expected", value=text[:40])
    if not low <= int(digits[:12]) <= high:
        raise Refused("person.number_impossible", low=low, high=high)
    return int(digits)


def _phones(text: str, _today: date) -> tuple[PhoneForm, ...]:
    return tuple(PhoneForm(*parts) for parts in read_phones(text))


def _phone(text: str, _today: date) -> str | None:
    number = normalise(text)
    if len(number) > 40:
        raise Refused("person.phone_too_long", limit=40)
    return number or None


def _shown_phones(phones: tuple[PhoneForm, ...]) -> str:
    return write_phones([(format_phone(one.number), one.answered_by, one.is_whatsapp) for one in phones])


def _yes_no_text(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


_YES_NO = {"yes": True, "oui": True, "no": False, "non": False, "unknown": None, "inconnu": None, "": None}
_DECLARED: Words = (("sans_document", ""), ("passeport_seul", ""))
_DECLARED_ALSO = {"none": "sans_document", "passport-only": "passeport_seul"}
_NAME = Field(_name)
_YES = Field(_yes_no, _yes_no_text)
_LIST_WRITTEN: Callable[[Any], str] = ", ".join

PERSON_FIELDS: dict[str, Field] = {
    "given_name": _NAME, "family_name": _NAME, "name_ar": _NAME, "known_as": _NAME, "sex": Field(_sex),
    "birth": Field(_birth, lambda value: value.iso() if value else ""),
    "nationality": Field(read_nationalities, _LIST_WRITTEN), "languages": Field(read_languages, _LIST_WRITTEN),
    "needs_interpreter": _YES, "paper_language": Field(_word(PAPER_LANGUAGES)), "phone": Field(_phones, _shown_phones),
    "city": _text("city"), "neighbourhood": _text("neighbourhood"), "household_size": Field(_household), "education": Field(_word(EDUCATIONS)),
    "disability": Field(_word(DISABILITIES, {HIDDEN: HIDDEN})), "arrival_year": Field(_arrival), "has_account": _YES,
    "declared_situation": Field(_word(_DECLARED, _DECLARED_ALSO)), "carer_name": _text("carer_name"), "carer_link": _text("carer_link"),
    "carer_phone": Field(_phone), "carer_consents": _YES, "external_id": _text("external_id"), "note": _text("note"),
}  # fmt: skip
"""In the order of P1. `nationality` holds several, the first being the one reports count."""
PROJECT_FIELDS = {
    "project": "title", "stage": "stage", "legal_form": "legal_form", "sector": "sector", "project_city": "city",
}  # fmt: skip
"""The fields of the person's current project and what they are called there."""
ALIASES = {
    "given": "given_name", "family": "family_name", "declares": "declared_situation", "phones": "phone",
    "birth_date": "birth", "nationalities": "nationality", "interpreter": "needs_interpreter",
}  # fmt: skip
_ATTRIBUTES = {"phone": "phones"}
