"""One row of a foreign sheet read into what Wasl keeps of a person; what cannot be read is named, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Refused, WaslError
from app.people.dates import BirthDate, parse_birth
from app.people.forms import PaperForm, PersonForm, PhoneForm
from app.people.imports.columns import NAME_FIELDS, Columns
from app.people.names import Script, ascii_digits, clean_name, fold, script_of
from app.people.papers import PaperType, clean_number, number_key, paper_type
from app.people.phones import split_phones
from resources.i18n import country_code

_TOTALS = frozenset({"total", "totaux", "total general", "المجموع", "grand total"})
_SEXES = {
    fold(word): sex
    for sex, words in (
        ("F", "f, femme, female, woman, féminin, fille, w, انثى, امراة, أنثى, مؤنث"),
        ("M", "m, h, homme, male, man, masculin, garçon, ذكر, رجل, مذكر"),
    )
    for word in words.split(",")
}
_UNSTATED = frozenset(
    map(fold, ("", "-", "?", "nd", "n/a", "na", "inconnu", "inconnue", "non précisé", "unknown", "غير معروف"))
)
_PHONE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken: the field it stands in, and the error whose sentence says so."""

    field: str
    error: WaslError


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its line in the file (from 1), its cells as they stood, and what was read, or why not."""

    line: int
    cells: tuple[str, ...]
    form: PersonForm
    papers: tuple[PaperForm, ...]
    problems: tuple[Problem, ...]


def read_rows(rows: Sequence[Sequence[str]], columns: Columns, today: date) -> Iterator[ReadRow]:
    """The rows under the header, empty ones and the line of totals left out."""
    for line, row in enumerate(rows[columns.header + 1 :], start=columns.header + 2):
        filled = [cell for cell in row if cell]
        if filled and not (len(filled) <= 3 and fold(filled[0]) in _TOTALS):
            yield read_row(line, row, columns, today)


def read_row(line: int, row: Sequence[str], columns: Columns, today: date) -> ReadRow:
    """One row; `today` is the date against which a birth is impossible."""
    return _Reader(row, columns, today).read(line)


class _Reader:
    def __init__(self, row: Sequence[str], columns: Columns, today: date) -> None:
        self._cells: dict[str, list[str]] = {}
        for field, cell in zip(columns.fields, row, strict=False):
            if field is not None and cell.strip():
                self._cells.setdefault(field, []).append(cell.strip())
        self._row = tuple(row)
        self._today = today
        self._problems: list[Problem] = []

    def read(self, line: int) -> ReadRow:
        names = self._names()
        form = PersonForm(
            given_name=names["given_name"], family_name=names["family_name"], name_ar=names["name_ar"],
            known_as=names["known_as"], sex=self._sex(), birth=self._birth(), nationality=self._nationality(), phones=self._phones(),
            city=self._short("city", 100), neighbourhood=self._short("neighbourhood", 100), note=self._text("note"),
            arrival_year=self._number("arrival_year", 1950, self._today.year),
            household_size=self._number("household_size", 1, 60), external_id=self._short("external_id", 100),
        )  # fmt: skip
        if not any(names.values()) and not any(problem.field in NAME_FIELDS for problem in self._problems):
            self._wrong("family_name", "person.name_missing")
        return ReadRow(line, self._row, form, self._papers(), tuple(self._problems))

    def _names(self) -> dict[str, str | None]:
        names = {field: self._name(field) for field in NAME_FIELDS}
        whole = names.pop("full_name")
        # Which part of a whole name is the family's is not ours to guess.
        place = "name_ar" if whole and script_of(whole) is Script.ARABIC else "family_name"
        if whole and not names[place] and not names["given_name"]:
            names[place] = whole
        return names

    def _name(self, field: str) -> str | None:
        try:
            return clean_name(self._text(field)) or None
        except Refused as error:
            self._problems.append(Problem(field, error))
            return None

    def _sex(self) -> str | None:
        text = fold(self._text("sex") or "")
        if text in _UNSTATED:
            return None
        if text not in _SEXES:
            self._wrong("sex", "import.sex_unreadable")
        return _SEXES.get(text)

    def _birth(self) -> BirthDate | None:
        text = self._text("birth_date") or ""
        if fold(text) in _UNSTATED and "~" not in text:
            return None
        try:
            return parse_birth(text, self._today)
        except Refused as error:
            self._problems.append(Problem("birth_date", error))
            return None

    def _nationality(self) -> str | None:
        text = self._text("nationality") or ""
        if fold(text) in _UNSTATED:
            return None
        code = country_code(text)
        if code is None:
            self._wrong("nationality", "person.country_unknown", code=text[:40])
        return code

    def _phones(self) -> tuple[PhoneForm, ...]:
        found = (number for cell in self._cells.get("phone", []) for number in split_phones(cell))
        return tuple(PhoneForm(number[:_PHONE_LENGTH]) for number in dict.fromkeys(found))

    def _papers(self) -> tuple[PaperForm, ...]:
        number = clean_number(self._text("doc_number"))
        typed = self._text("doc_type") or ""
        if fold(typed) in _UNSTATED and not number_key(number):
            return ()
        kind = PaperType.UNSTATED if fold(typed) in _UNSTATED else paper_type(typed)
        if kind is None:
            self._wrong("doc_type", "paper.type_unknown", type=typed[:40])
            return ()
        # What stands in a list was not shown to this agency: declared, whatever the list says.
        return (PaperForm(kind, number or None, expires_on=self._day("doc_expires"), status="declared"),)

    def _day(self, field: str) -> date | None:
        text = ascii_digits(self._text(field) or "")
        if fold(text) in _UNSTATED:
            return None
        found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
        turned = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
        parts = found.groups() if found else turned.groups()[::-1] if turned else None
        try:
            year, month, day = map(int, parts or ())
            return date(year, month, day)
        except ValueError:
            self._wrong(field, "import.day_unreadable")
            return None

    def _number(self, field: str, least: int, most: int) -> int | None:
        text = ascii_digits(self._text(field) or "")
        if fold(text) in _UNSTATED:
            return None
        if not text.isdecimal() or not least <= int(text) <= most:
            self._wrong(field, "import.number_unreadable", least=least, most=most)
            return None
        return int(text)

    def _short(self, field: str, longest: int) -> str | None:
        text = " ".join((self._text(field) or "").split())
        if len(text) > longest:
            self._wrong(field, "import.text_too_long", longest=longest)
            return None
        return text or None

    def _text(self, field: str) -> str | None:
        return " / ".join(self._cells[field]) if field in self._cells else None

    def _wrong(self, field: str, key: str, **values: object) -> None:
        self._problems.append(Problem(field, Refused(key, **values)))
