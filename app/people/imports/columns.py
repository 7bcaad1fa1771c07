"""Which column of a foreign sheet holds which field: known headers in three languages, or a mapping somebody gave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadFile
from app.people.names import fold
from resources.i18n import tr_noop

_HEADER_WITHIN = 20
NAME_FIELDS = ("given_name", "family_name", "full_name", "name_ar", "known_as")
PAPER_FIELDS = ("doc_type", "doc_number", "doc_expires")
REPEATABLE = frozenset({"phone", *PAPER_FIELDS})
"""Fields that several columns may hold: phones together, papers the first with the first, the second with the second."""

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
    "languages": tr_noop("Langues"),
    "has_account": tr_noop("Compte bancaire"),
    "note": tr_noop("Note"),
    "external_id": tr_noop("Identifiant d’origine"),
}
"""What a column may hold, and what to call it: sentences for `tr`."""

_HEADERS = {
    "given_name": "given name, given names, first name, firstname, prénom, prénoms, prénom(s), الاسم الشخصي, الاسم الاول",
    "family_name": "family name, last name, lastname, surname, nom, nom(s), nom de famille, الاسم العائلي, النسب, اسم العائلة",
    "full_name": "name, full name, nom complet, nom et prénom, nom et prénoms, noms et prénoms, nom prénom, prénom et nom,"
    " الاسم, الاسم الكامل, الاسم والنسب",
    "name_ar": "name ar, nom ar, arabic name, name in arabic, nom arabe, nom en arabe, الاسم بالعربية",
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
    "languages": "languages, language, langues, langue, langues parlées, spoken languages, اللغات, اللغة",
    "has_account": "has account, bank account, compte bancaire, compte, a un compte, حساب بنكي",
    "note": "note, notes, comment, comments, remark, remarks, remarque, remarques, observation, observations, commentaire,"
    " ملاحظة, ملاحظات",
    "external_id": "id, external id, identifier, identifiant, identifiant d'origine, code, code bénéficiaire, matricule,"
    " référence, ref, الرقم, المعرف, رقم المستفيد",
}
_SMALL_WORDS = frozenset(["de", "du", "des", "d", "la", "le", "l", "of", "the"])
_APOSTROPHES = re.compile(r"['’ʼ`´]")


def _key(header: str) -> str:
    """A header as it is compared: its folded words without the small ones, which forms leave out."""
    words = fold(_APOSTROPHES.sub(" ", header)).split()
    return " ".join(word for word in words if word not in _SMALL_WORDS) or " ".join(words)


_FIELD_BY_HEADER = {_key(name): field for field, names in _HEADERS.items() for name in (field, *names.split(","))}
# What KoboToolbox and its like add to a form's answers; of these only the submission's own id says anything of a person.
_METADATA = frozenset(
    [
        "start", "end", "today", "deviceid", "device id", "username", "phonenumber", "subscriberid", "simserial", "audit",
        "version", "meta instanceid", "instanceid", "meta instancename", "formhub uuid", "meta deprecatedid", "imei",
    ]
)  # fmt: skip
_SUBMISSION_IDS = ("_uuid", "_id")
_YES_OR_NO = frozenset({"", "0", "1", "oui", "non", "true", "false"})
_LOOKED_AT = 200
_COUNTED = re.compile(r"\s*[\[(]?[0-9]+[\])]?$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header's line (counted from 0) and the field of each column, None for one that is left out.

    `papers` holds, for each paper that a row may have, the columns of its type, number and end.
    """

    header: int
    titles: tuple[str, ...]
    fields: tuple[str | None, ...]
    papers: tuple[tuple[int | None, ...], ...] = ()

    @property
    def has_name(self) -> bool:
        """Whether any column can name a person."""
        return any(field in NAME_FIELDS for field in self.fields)


def understand_columns(rows: Sequence[Sequence[str]], mapping: Mapping[str, str] | None = None) -> Columns:
    """Finds the header (not always the first line) and what each column holds; `mapping` is header → field ("": left out).

    Raises BadFile: a header of the mapping is not in the sheet (`import.mapping_header`).
    """
    given = {fold(header): field for header, field in (mapping or {}).items()}
    scored = [
        (sum(bool(given.get(fold(cell)) or field_of(cell)) for cell in row if cell), -line)
        for line, row in enumerate(rows[:_HEADER_WITHIN])
    ]
    best, line = max(scored, default=(0, 0))
    header = -line if best else _first_filled(rows)
    titles = tuple(rows[header]) if rows else ()
    folded = [fold(title) for title in titles]
    for wanted in mapping or {}:
        if fold(wanted) not in folded:
            raise BadFile("import.mapping_header", header=wanted)
    fields = _fields(titles, given)
    options = _options(titles, rows[header + 1 :][:_LOOKED_AT])
    fields = tuple(
        None if place in options and fold(title) not in given else field
        for place, (title, field) in enumerate(zip(titles, fields, strict=True))
    )
    return Columns(header, titles, fields, _papers(titles, fields))


def field_of(title: str) -> str | None:
    """The field a header means by itself: whole, without what stands in brackets or counts, or the last of `group/field`."""
    if title.startswith("_") or fold(title) in _METADATA:
        return "external_id" if title in _SUBMISSION_IDS else None
    last = title.rsplit("/", 1)[-1] if re.search(r"\S/\S", title) else title
    for text in (title, last, _ASIDE.sub(" ", last), _COUNTED.sub("", last)):
        if (field := _FIELD_BY_HEADER.get(_key(text))) is not None:
            return field
    return None


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


def _fields(titles: Sequence[str], given: Mapping[str, str]) -> tuple[str | None, ...]:
    """What somebody gave comes first; a field that another column already holds is not taken twice."""
    taken = set(given.values()) - REPEATABLE
    fields: list[str | None] = []
    for title in titles:
        folded = fold(title)
        if folded in given:
            field = given[folded] or None
        else:
            # `_uuid` stands for good; beside it `_id` is only the number on one server.
            field = None if title == "_id" and "_uuid" in titles else field_of(title)
            field = None if field in taken else field
        if field is not None and field not in REPEATABLE:
            taken.add(field)
        fields.append(field)
    return tuple(fields)


def _options(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Columns that say yes or no to one choice of a question with several, whose own column holds them all."""
    found = set()
    for place, title in enumerate(titles):
        question, slash, _ = title.rpartition("/")
        if slash and question in titles:
            cells = {row[place].casefold() for row in rows if place < len(row)}
            if cells <= _YES_OR_NO:
                found.add(place)
    return frozenset(found)


def _papers(titles: Sequence[str], fields: Sequence[str | None]) -> tuple[tuple[int | None, ...], ...]:
    """Columns of one paper belong together by their group and number, else by their order."""
    held = [place for place, field in enumerate(fields) if field in PAPER_FIELDS]
    is_one = len({fields[place] for place in held}) == len(held)
    groups: dict[tuple[object, ...], dict[str, int]] = {}
    for place in held:
        title, field = titles[place], str(fields[place])
        group = "" if is_one else title.rpartition("/")[0]
        number = "" if is_one else "".join(re.findall(r"[0-9]+", title.rsplit("/", 1)[-1]))
        nth = 0
        while field in groups.get((group, number, nth), ()):
            nth += 1
        groups.setdefault((group, number, nth), {})[field] = place
    return tuple(tuple(group.get(field) for field in PAPER_FIELDS) for group in groups.values())


def _first_filled(rows: Sequence[Sequence[str]]) -> int:
    return next((line for line, row in enumerate(rows) if any(row)), 0)
