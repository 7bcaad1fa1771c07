"""Which column of a foreign sheet holds which field: known headers in three languages, or a mapping somebody gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadFile
from app.people.names import fold
from resources.i18n import tr_noop

_HEADER_WITHIN = 20
NAME_FIELDS = ("given_name", "family_name", "full_name", "name_ar", "known_as")
REPEATABLE = frozenset({"phone"})
"""Fields that several columns may hold together."""

FIELDS: dict[str, str] = {
    "given_name": tr_noop("Prénom"),
    "family_name": tr_noop("Nom de famille"),
    "full_name": tr_noop("Nom complet"),
    "name_ar": tr_noop("Nom en arabe"),
    "known_as": tr_noop("Dit (surnom)"),
    "sex": tr_noop("Sexe"),
    "birth_date": tr_noop("Naissance"),
    "nationality": tr_noop("Nationalité"),
    "phone": tr_noop("Téléphone"),
    "doc_type": tr_noop("Type de pièce"),
    "doc_number": tr_noop("Numéro de pièce"),
    "doc_expires": tr_noop("Fin de validité"),
    "city": tr_noop("Ville"),
    "neighbourhood": tr_noop("Quartier"),
    "arrival_year": tr_noop("Année d’arrivée"),
    "household_size": tr_noop("Taille du ménage"),
    "note": tr_noop("Note"),
    "external_id": tr_noop("Identifiant d’origine"),
}
"""What a column may hold, and what to call it: sentences for `tr`."""

_HEADERS = {
    "given_name": "given name, given names, first name, firstname, prénom, prénoms, الاسم الشخصي, الاسم الاول",
    "family_name": "family name, last name, lastname, surname, nom, nom de famille, الاسم العائلي, النسب, اسم العائلة",
    "full_name": "name, full name, nom complet, nom et prénom, nom et prénoms, noms et prénoms, nom prénom, prénom et nom,"
    " الاسم, الاسم الكامل, الاسم والنسب",
    "name_ar": "name ar, arabic name, name in arabic, nom arabe, nom en arabe, الاسم بالعربية",
    "known_as": "known as, nickname, dit, surnom, alias, اللقب",
    "sex": "sex, gender, sexe, genre, الجنس, النوع",
    "birth_date": "birth date, birthdate, date of birth, birth, dob, birth year, year of birth, date de naissance, naissance,"
    " né le, née le, né(e) le, année de naissance, تاريخ الازدياد, تاريخ الميلاد, سنة الازدياد, سنة الميلاد",
    "nationality": "nationality, country, country of origin, nationalité, pays, pays d'origine, الجنسية, البلد, بلد الاصل",
    "phone": "phone, phone number, phone 1, phone 2, telephone, mobile, cell, tel, tél, téléphone, numéro de téléphone, gsm,"
    " portable, téléphone 1, téléphone 2, tel 1, tel 2, whatsapp, contact, الهاتف, رقم الهاتف, الجوال",
    "doc_type": "doc type, document type, id type, paper, type de document, type de pièce, type pièce, nature de la pièce,"
    " نوع الوثيقة",
    "doc_number": "doc number, document number, id number, paper number, numéro de document, numéro de pièce, n° de pièce,"
    " n° pièce, n° document, numéro de la pièce, رقم الوثيقة",
    "doc_expires": "doc expires, expires, expiry, expiry date, valid until, expiration, date d'expiration, validité,"
    " fin de validité, valable jusqu'au, تاريخ الانتهاء, صالحة الى",
    "city": "city, town, ville, commune, المدينة",
    "neighbourhood": "neighbourhood, neighborhood, district, quartier, الحي",
    "arrival_year": "arrival year, year of arrival, année d'arrivée, arrivée, سنة الوصول",
    "household_size": "household size, family size, taille du ménage, taille du foyer, nombre de personnes, عدد افراد الاسرة",
    "note": "note, notes, comment, comments, remark, remarks, remarque, remarques, observation, observations, commentaire,"
    " ملاحظة, ملاحظات",
    "external_id": "id, external id, identifier, identifiant, identifiant d'origine, code, code bénéficiaire, matricule,"
    " référence, ref, الرقم, المعرف, رقم المستفيد",
}
_FIELD_BY_HEADER = {fold(name): field for field, names in _HEADERS.items() for name in (field, *names.split(","))}


@dataclass(frozen=True, slots=True)
class Columns:
    """The header's line (counted from 0) and the field of each column, None for one that is left out."""

    header: int
    titles: tuple[str, ...]
    fields: tuple[str | None, ...]

    @property
    def has_name(self) -> bool:
        """Whether any column can name a person."""
        return any(field in NAME_FIELDS for field in self.fields)


def understand_columns(rows: Sequence[Sequence[str]], mapping: Mapping[str, str] | None = None) -> Columns:
    """Finds the header (not always the first line) and what each column holds; `mapping` is header → field ("": left out).

    Raises BadFile: a header of the mapping is not in the sheet (`import.mapping_header`).
    """
    given = {fold(header): field for header, field in (mapping or {}).items()}
    known = {**_FIELD_BY_HEADER, **given}
    scored = [
        (sum(fold(cell) in known for cell in row if cell), -line) for line, row in enumerate(rows[:_HEADER_WITHIN])
    ]
    best, line = max(scored, default=(0, 0))
    header = -line if best else _first_filled(rows)
    titles = tuple(rows[header]) if rows else ()
    folded = [fold(title) for title in titles]
    for wanted in mapping or {}:
        if fold(wanted) not in folded:
            raise BadFile("import.mapping_header", header=wanted)
    return Columns(header, titles, _fields(folded, given, known))


def read_mapping(file: Path) -> dict[str, str]:
    """A mapping kept as JSON or YAML: `{"Header": "field"}`, or turned round. Raises BadFile, naming what is wrong."""
    import yaml

    try:
        told = yaml.safe_load(file.read_text("utf-8-sig"))
    except OSError:
        raise BadFile("file.missing", file=file.name) from None
    except (yaml.YAMLError, UnicodeError):
        raise BadFile("import.mapping_broken", file=file.name) from None
    if not isinstance(told, dict) or not told:
        raise BadFile("import.mapping_broken", file=file.name)
    pairs = {str(key).strip(): str(value).strip() for key, value in told.items() if value is not None}
    if all(key in FIELDS for key in pairs) and not all(value in FIELDS for value in pairs.values() if value):
        pairs = {header: field for field, header in pairs.items()}
    for field in pairs.values():
        if field and field not in FIELDS:
            raise BadFile("import.mapping_field", field=field, known=", ".join(FIELDS))
    return pairs


def _fields(folded: Sequence[str], given: Mapping[str, str], known: Mapping[str, str]) -> tuple[str | None, ...]:
    """What somebody gave comes first; a field that another column already holds is not taken twice."""
    taken = set(given.values()) - REPEATABLE
    fields: list[str | None] = []
    for title in folded:
        field = known.get(title) or None
        if field in taken and title not in given:
            field = None
        elif field is not None and field not in REPEATABLE:
            taken.add(field)
        fields.append(field)
    return tuple(fields)


def _first_filled(rows: Sequence[Sequence[str]]) -> int:
    return next((line for line, row in enumerate(rows) if any(row)), 0)
