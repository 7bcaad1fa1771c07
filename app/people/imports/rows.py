"""One row of a foreign sheet read into what Wasl keeps of a person; what cannot be read is named, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Refused, WaslError
from app.people.dates import BirthDate, parse_birth
from app.people.fields import read_languages
from app.people.forms import PaperForm, PersonForm, PhoneForm
from app.people.imports.columns import NAME_FIELDS, Columns
from app.people.names import Script, ascii_digits, clean_name, fold, script_of, unmarked
from app.people.papers import PaperType, clean_number, number_key, paper_type
from app.people.phones import split_phones
from resources.i18n import country_code

_TOTALS = re.compile(r"(?:sous )?tota(?:l|ux)\b.*|grand total\b.*|(?:ال)?مجموع.*|effectif total\b.*")
_TOTAL_FIGURE = re.compile(r"[0-9\s.,:%=]*")
_DIGITS_LOST = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
"""What a spreadsheet shows, and keeps, of a long number typed without an apostrophe."""
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
_ANSWERS = {
    fold(word): answer
    for answer, words in ((True, "oui, yes, y, o, 1, true, vrai, نعم"), (False, "non, no, n, 0, false, faux, لا"))
    for word in words.split(",")
}
_PHONE_LENGTH, _NUMBER_LENGTH = 40, 80
_LONGEST_NOTE = 4_000


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
    """The rows under the header, empty ones and lines of totals left out."""
    for line, row in enumerate(rows[columns.header + 1 :], start=columns.header + 2):
        if any(row) and not is_total(row):
            yield read_row(line, row, columns, today)


def is_total(row: Sequence[str]) -> bool:
    """Whether a line sums the others up: it begins with such a word, and the rest are few figures."""
    filled = [cell for cell in row if cell]
    if not filled or not _TOTALS.fullmatch(fold(filled[0])):
        return False
    return all(_TOTAL_FIGURE.fullmatch(ascii_digits(cell)) for cell in filled[1:])


def read_row(line: int, row: Sequence[str], columns: Columns, today: date) -> ReadRow:
    """One row; `today` is the date against which a birth is impossible."""
    return _Reader(row, columns, today).read(line)


class _Reader:
    def __init__(self, row: Sequence[str], columns: Columns, today: date) -> None:
        self._cells: dict[str, list[str]] = {}
        for field, cell in zip(columns.fields, row, strict=False):
            if field is not None and (text := unmarked(cell)):
                self._cells.setdefault(field, []).append(text)
        self._row = tuple(row)
        self._columns = columns
        self._today = today
        self._problems: list[Problem] = []

    def read(self, line: int) -> ReadRow:
        names = self._names()
        form = PersonForm(
            given_name=names["given_name"], family_name=names["family_name"], name_ar=names["name_ar"],
            known_as=names["known_as"], sex=self._sex(), birth=self._birth(), nationality=self._nationality(), phones=self._phones(),
            city=self._short("city", 100), neighbourhood=self._short("neighbourhood", 100),
            note=self._short("note", _LONGEST_NOTE),
            arrival_year=self._number("arrival_year", 1950, self._today.year),
            household_size=self._number("household_size", 1, 60), external_id=self._code("external_id", 100),
            languages=self._languages(), has_account=self._yes_no("has_account"),
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
        found = [
            number for cell in self._cells_of("phone") for number in split_phones(cell) if fold(cell) not in _UNSTATED
        ]
        if any(_DIGITS_LOST.fullmatch(number) for number in found):
            self._wrong("phone", "import.digits_lost", number=" / ".join(found))
        if any(len(number) > _PHONE_LENGTH for number in found):
            self._wrong("phone", "import.text_too_long", longest=_PHONE_LENGTH)
        return tuple(PhoneForm(number) for number in dict.fromkeys(found))

    def _papers(self) -> tuple[PaperForm, ...]:
        found = [self._paper(*map(self._cell_at, places)) for places in self._columns.papers]
        return tuple(dict.fromkeys(paper for paper in found if paper is not None))

    def _paper(self, typed: str, numbered: str, ends: str) -> PaperForm | None:
        number = clean_number(numbered)
        if fold(typed) in _UNSTATED and not number_key(number):
            return None
        if _DIGITS_LOST.fullmatch(number):
            self._wrong("doc_number", "import.digits_lost", number=number)
        if len(number) > _NUMBER_LENGTH:
            self._wrong("doc_number", "import.text_too_long", longest=_NUMBER_LENGTH)
        kind = PaperType.UNSTATED if fold(typed) in _UNSTATED else paper_type(typed)
        if kind is None:
            self._wrong("doc_type", "paper.type_unknown", type=typed[:40])
            return None
        # What stands in a list was not shown to this agency: declared, whatever the list says.
        return PaperForm(kind, number or None, expires_on=self._day("doc_expires", ends), status="declared")

    def _day(self, field: str, typed: str) -> date | None:
        text = ascii_digits(typed).partition(" 00:00")[0]
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

    def _languages(self) -> tuple[str, ...]:
        text = self._text("languages") or ""
        if fold(text) in _UNSTATED:
            return ()
        if not re.search(r"[,;/|]", text) and len(text.split()) > 1:
            text = ", ".join(text.split())  # several answers of a form's question stand in one cell, a space apart
        return read_languages(text)

    def _yes_no(self, field: str) -> bool | None:
        text = fold(self._text(field) or "")
        if text in _UNSTATED:
            return None
        if text not in _ANSWERS:
            self._wrong(field, "import.yes_no_unreadable")
        return _ANSWERS.get(text)

    def _code(self, field: str, longest: int) -> str | None:
        text = self._short(field, longest)
        if text and _DIGITS_LOST.fullmatch(text):
            self._wrong(field, "import.digits_lost", number=text)
        return text

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

    def _cell_at(self, place: int | None) -> str:
        return unmarked(self._row[place]) if place is not None and place < len(self._row) else ""

    def _cells_of(self, field: str) -> list[str]:
        return self._cells.get(field, [])

    def _text(self, field: str) -> str | None:
        return " / ".join(self._cells[field]) if field in self._cells else None

    def _wrong(self, field: str, key: str, **values: object) -> None:
        self._problems.append(Problem(field, Refused(key, **values)))
