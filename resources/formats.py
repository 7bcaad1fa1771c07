"""The one formatter: dates, times, amounts, numbers and phones as people read them in three languages.

Software disagrees about Moroccan formats (DOMAIN.md 5.4), so these are our own: Western digits always, Moroccan month
names in Arabic, a no-break space between thousands, dirhams as MAD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from resources.words import current_language, is_rtl, isolated
from resources.zone import morocco

DateStyle = Literal["short", "long", "numeric"]

NO_BREAK_SPACE = "\u00a0"

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "en": "January February March April May June July August September October November December",
}
_SHORT_MONTHS = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "ar": _MONTHS["ar"],
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_WEEKDAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_SHORT_WEEKDAYS = {
    "fr": "lun. mar. mer. jeu. ven. sam. dim.",
    "ar": _WEEKDAYS["ar"],
    "en": "Mon Tue Wed Thu Fri Sat Sun",
}
_DATE_TO_TIME = {"fr": ", ", "ar": "، ", "en": ", "}
_BETWEEN = _DATE_TO_TIME
"""The comma of the script, in a list of words too."""
_DECIMAL_SIGN = {"fr": ",", "ar": ",", "en": "."}

_MOROCCAN = re.compile(r"\+212(\d{9})")


def month_name(month: int, lang: str | None = None, *, short: bool = False) -> str:
    """The name of a month, 1 to 12."""
    return (_SHORT_MONTHS if short else _MONTHS)[lang or current_language()].split()[month - 1]


def weekday_name(weekday: int, lang: str | None = None, *, short: bool = False) -> str:
    """The name of a day of the week, 0 (Monday, the first in Morocco) to 6."""
    return (_SHORT_WEEKDAYS if short else _WEEKDAYS)[lang or current_language()].split()[weekday]


def format_date(d: date, lang: str | None = None, style: DateStyle = "short") -> str:
    """`lun. 23 nov. 2026` (short), `lundi 23 novembre 2026` (long), `23/11/2026` (numeric).

    An aware datetime gives its date in Morocco.
    """
    language = lang or current_language()
    day = _local(d) if isinstance(d, datetime) else d
    if style == "numeric":
        return f"{day.day:02}/{day.month:02}/{day.year:04}"
    short = style == "short"
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    weekday = weekday_name(day.weekday(), language, short=short)
    return f"{weekday} {first} {month_name(day.month, language, short=short)} {day.year}"


def format_month(d: date, lang: str | None = None, *, short: bool = False) -> str:
    """`novembre 2026`, or `nov. 2026`."""
    return f"{month_name(d.month, lang, short=short)} {d.year}"


def format_time(t: time | datetime) -> str:
    """`14:30`, the same in every language; an aware datetime gives the time in Morocco."""
    clock = _local(t) if isinstance(t, datetime) else t
    return f"{clock.hour:02}:{clock.minute:02}"


def format_datetime(moment: datetime, lang: str | None = None, style: DateStyle = "short") -> str:
    """`lun. 23 nov. 2026, 14:30`, in Morocco's time when the datetime is aware."""
    separator = _DATE_TO_TIME[lang or current_language()]
    return f"{format_date(moment, lang, style)}{separator}{format_time(moment)}"


def format_list(parts: Iterable[str], lang: str | None = None) -> str:
    """Words one after the other, with the comma of the language's script."""
    return _BETWEEN[lang or current_language()].join(parts)


def format_number(n: float, lang: str | None = None, decimals: int | None = None) -> str:
    """`1 234 567`, thousands apart by a no-break space; `decimals` fixes how many, else as many as are needed (≤ 2)."""
    language = lang or current_language()
    fixed = f"{abs(n):,.{2 if decimals is None else decimals}f}"
    if decimals is None and "." in fixed:
        fixed = fixed.rstrip("0").rstrip(".")
    text = fixed.replace(",", NO_BREAK_SPACE).replace(".", _DECIMAL_SIGN[language])
    # The sign is weak: in a right-to-left line it would jump to the other end.
    return isolated(f"-{text}", language) if n < 0 and text.strip("0,.") else text


def format_money(centimes: int, lang: str | None = None) -> str:
    """`15 000 MAD`; centimes are shown only where there are some: `15 000,50 MAD`."""
    language = lang or current_language()
    sign = "-" if centimes < 0 else ""
    whole, rest = divmod(abs(centimes), 100)
    amount = f"{whole:,}".replace(",", NO_BREAK_SPACE) + (f"{_DECIMAL_SIGN[language]}{rest:02}" if rest else "")
    return isolated(f"{sign}{amount}{NO_BREAK_SPACE}MAD", language)


def format_phone(e164_or_text: str, lang: str | None = None) -> str:
    """`06 61 23 45 67` for a Moroccan number, the international form for others, a text or short code as it is."""
    language = lang or current_language()
    if moroccan := _MOROCCAN.fullmatch(e164_or_text):
        return isolated(_national(moroccan[1]), language)
    shown = _international(e164_or_text) if e164_or_text.startswith("+") else e164_or_text
    return isolated(shown, language) if is_rtl(language) and any(c.isdigit() for c in shown) else shown


def _national(digits: str) -> str:
    number = f"0{digits}"
    if number.startswith("080"):  # services are known by their first four digits: 0800, 0801
        return " ".join((number[:4], number[4:6], number[6:8], number[8:]))
    return " ".join(number[i : i + 2] for i in range(0, 10, 2))


@lru_cache(maxsize=4096)
def _international(e164: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("-", " ")


def _local(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(morocco())
