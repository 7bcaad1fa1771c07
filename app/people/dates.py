"""Birth dates as people know them: to the day, the month, the year, or about so many years old."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.errors import Refused
from app.people.names import ascii_digits, fold
from resources.i18n import LANGUAGES, month_name, words
from resources.words import current_language

LONGEST_LIFE_YEARS = 120
ABOUT_YEARS = 2
"""How far "about N years old" may be from the truth, either way."""


class Precision(StrEnum):
    """How much of a birth date is known; the values are those of the base's column."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date: `first` is its day, or the first day of its month or year, as `precision` says."""

    first: date
    precision: Precision = Precision.DAY

    @property
    def year(self) -> int:
        """The year, the one thing always known."""
        return self.first.year

    @property
    def earliest(self) -> date:
        """The first day the person may have been born on."""
        if self.precision is Precision.ABOUT:
            return date(self.year - ABOUT_YEARS, 1, 1)
        return self.first

    @property
    def latest(self) -> date:
        """The last day the person may have been born on."""
        match self.precision:
            case Precision.DAY:
                return self.first
            case Precision.MONTH:
                return self.first.replace(day=monthrange(self.year, self.first.month)[1])
            case Precision.YEAR:
                return date(self.year, 12, 31)
            case Precision.ABOUT:
                return date(self.year + ABOUT_YEARS, 12, 31)

    def age_range(self, on: date) -> tuple[int, int]:
        """The lowest and highest age in years the person may have on that day."""
        return max(0, age(self.latest, on)), max(0, age(self.earliest, on))

    def iso(self) -> str:
        """`1988-03-12`, `1988-03`, `1988` or `~1988`: read back by `parse_birth`."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return self.first.isoformat()[:7]
            case Precision.YEAR:
                return f"{self.year:04}"
            case Precision.ABOUT:
                return f"~{self.year:04}"


def from_iso(text: str) -> BirthDate | None:
    """What `BirthDate.iso` wrote; None for any other text."""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    precision = Precision.ABOUT if found[1] else None
    return _made(int(found[2]), _number(found[3]), _number(found[4]), precision)


def age(born: date, on: date) -> int:
    """Whole years from `born` to `on`; negative before the birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_after(day: date, months: int) -> date:
    """The same day so many months later (before, when negative); the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parse_birth(text: str, today: date) -> BirthDate | None:
    """`12/03/1988`, `1988-03-12`, `12 mars 1988`, `03/1988`, `1988`, `vers 1988`, `environ 30 ans`; None when empty.

    Day before month, digits of any script, month names of our three languages. Raises Refused:
    `person.birth_unreadable`, or `person.birth_impossible` for a day that was not, is to come, or too long ago.
    """
    plain = " ".join(ascii_digits(text).replace(",", " ").split())
    if not plain:
        return None
    found = _about(plain, today) or _numeric(plain, today) or _named(plain, today)
    if found is None:
        raise Refused("person.birth_unreadable")
    return checked(found, today)


def checked(birth: BirthDate, today: date) -> BirthDate:
    """The same birth date. Raises Refused (`person.birth_impossible`) when nobody alive can have it."""
    oldest = today.year - LONGEST_LIFE_YEARS
    if birth.first > today or birth.year < oldest:
        raise Refused("person.birth_impossible")
    return birth


def format_birth(birth: BirthDate, lang: str | None = None) -> str:
    """`12/03/1988`, `mars 1988`, `1988`, `vers 1988`."""
    language = lang or current_language()
    match birth.precision:
        case Precision.DAY:
            return f"{birth.first.day:02}/{birth.first.month:02}/{birth.year:04}"
        case Precision.MONTH:
            return f"{month_name(birth.first.month, language)} {birth.year}"
        case Precision.YEAR:
            return str(birth.year)
        case Precision.ABOUT:
            return words(language).tr("vers {year}", year=birth.year)


# Matched against folded text: no accents, no punctuation, ~ said as "environ".
_ABOUT_WORD = r"(?:environ|env|vers|a peu pres|autour de|about|around|circa|ca|approx|حوالي|تقريبا|نحو)"
_YEARS_WORD = r"(?:ans?|annees?|years? old|years?|yrs?|y o|سنه|سنوات|سنين|عام|عاما)"
_ABOUT_YEAR = re.compile(rf"{_ABOUT_WORD} (?:en )?([0-9]{{4}})|([0-9]{{4}}) {_ABOUT_WORD}")
_AGE = re.compile(rf"{_ABOUT_WORD} ([0-9]{{1,3}})(?: ?{_YEARS_WORD})?|([0-9]{{1,3}}) ?{_YEARS_WORD}(?: {_ABOUT_WORD})?")
_TIME_OF_DAY = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?$")
_NUMBERS = re.compile(r"([0-9]{1,4})(?:\s*[-/. ]\s*([0-9]{1,2}))?(?:\s*[-/. ]\s*([0-9]{1,4}))?")
_ISO = re.compile(r"(~?)([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_RUN_TOGETHER = re.compile(r"[0-9]{8}")  # 12031988
_MONTH_YEAR = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{4})")


def _about(plain: str, today: date) -> BirthDate | None:
    text = fold(plain.replace("~", " environ ").replace("≈", " environ "))
    if year := _ABOUT_YEAR.fullmatch(text):
        return _made(int(year[1] or year[2]), precision=Precision.ABOUT)
    if years := _AGE.fullmatch(text):
        return _made(today.year - int(years[1] or years[2]), precision=Precision.ABOUT)
    return None


def _numeric(plain: str, today: date) -> BirthDate | None:
    text = _TIME_OF_DAY.sub("", plain)
    if _RUN_TOGETHER.fullmatch(text):
        return _made(int(text[4:]), int(text[2:4]), int(text[:2]))
    if month_year := _MONTH_YEAR.fullmatch(text):
        return _made(int(month_year[2]), int(month_year[1]))
    numbers = _NUMBERS.fullmatch(text)
    if not numbers:
        return None
    first, second, third = numbers.groups()
    if len(first) == 4:
        return _made(int(first), _number(second), _number(third) if second else None)
    if second is None or third is None or len(third) == 3:
        return None
    return _made(_full_year(third, today), int(second), int(first))


def _named(plain: str, today: date) -> BirthDate | None:
    parts = fold(plain).split()
    months = [month for part in parts if (month := _MONTHS_BY_NAME.get(part))]
    numbers = [part.removesuffix("er").removesuffix("st").removesuffix("th") for part in parts if part[:1].isdigit()]
    if len(months) != 1 or len(numbers) + 1 != len(parts) or not all(number.isdigit() for number in numbers):
        return None
    years = [number for number in numbers if len(number) == 4] or numbers[1:]
    days = [number for number in numbers if number not in years]
    if len(years) != 1 or len(days) > 1:
        return None
    return _made(_full_year(years[0], today), months[0], int(days[0]) if days else None)


def _made(
    year: int,
    month: int | None = None,
    day: int | None = None,
    precision: Precision | None = None,
) -> BirthDate:
    by_parts = Precision.YEAR if month is None else Precision.MONTH if day is None else Precision.DAY
    try:
        return BirthDate(
            date(year, 1 if month is None else month, 1 if day is None else day),
            precision or by_parts,
        )
    except ValueError:
        raise Refused("person.birth_impossible") from None


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _full_year(text: str, today: date) -> int:
    """Two digits mean the last such year that is not to come."""
    if len(text) > 2:
        return int(text)
    recent = today.year - today.year % 100 + int(text)
    return recent if recent <= today.year else recent - 100


def _months_by_name() -> dict[str, int]:
    named = {
        fold(month_name(month, language, short=short)): month
        for language in LANGUAGES
        for short in (True, False)
        for month in range(1, 13)
    }
    # Months as the rest of the Arab world names them, for people and files that come from there.
    elsewhere = "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر"
    levant = "كانون_الثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_الاول تشرين_الثاني كانون_الاول"
    for names in (elsewhere, levant):
        named |= {name: month for month, name in enumerate(names.split(), start=1) if "_" not in name}
    return named | {"sept": 9, "fev": 2, "aout": 8}


_MONTHS_BY_NAME = _months_by_name()
