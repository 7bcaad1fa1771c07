"""When the agency is open: weekdays, Ramadan, holidays. Pure: days and times in, yes or no out.

Sources: DOMAIN.md §5.3 (Mon-Fri 8:30-16:30; Ramadan 9:00-15:00, announced each year; holidays fixed and lunar).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from app.workspace import LOCAL_ZONE

ORDINARY = (time(8, 30), time(16, 30))
IN_RAMADAN = (time(9, 0), time(15, 0))
SLOT_MINUTES = 30
_RAMADAN = 9
_SATURDAY = 5
_NAMED_IN = {"fr": "fr", "ar": "ar", "en": "en_US"}
"""The languages of the computed calendar, by ours."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day the agency says is off, or worked although the calendar says off."""

    name: str
    is_worked: bool = False


def hours_of(day: date, own: Mapping[date, DayOff]) -> tuple[time, time] | None:
    """Opening and closing time of a day; None when the agency is closed. `own` are the agency's own days, which win."""
    mine = own.get(day)
    if mine is not None and not mine.is_worked:
        return None
    if mine is None and (day.weekday() >= _SATURDAY or holiday_name(day)):
        return None
    return IN_RAMADAN if in_ramadan(day) else ORDINARY


def holiday_name(day: date, language: str = "fr") -> str | None:
    """The public holiday of that day by the computed calendar; the moon may move the lunar ones by a day."""
    return _holidays(day.year, language).get(day)


def in_ramadan(day: date) -> bool:
    """Whether the day falls in Ramadan by the computed calendar; of days it does not reach (from 2077 on), no."""
    from hijridate import Gregorian

    try:
        return bool(Gregorian.fromdate(day).to_hijri().month == _RAMADAN)
    except OverflowError:
        return False


def instant_of(day: date, starts: time) -> datetime:
    """The moment a local time names, in UTC. Of a time that the clock change repeats, the first is meant."""
    return datetime.combine(day, starts, LOCAL_ZONE).astimezone(UTC)


def slots_of(day: date, own: Mapping[date, DayOff], minutes: int) -> list[time]:
    """The times an appointment of that length may begin on a day."""
    hours = hours_of(day, own)
    if hours is None:
        return []
    begins = datetime.combine(day, hours[0])
    last = datetime.combine(day, hours[1]) - timedelta(minutes=minutes)
    slots = []
    while begins <= last:
        slots.append(begins.time())
        begins += timedelta(minutes=SLOT_MINUTES)
    return slots


@lru_cache(48)
def _holidays(year: int, language: str) -> dict[date, str]:
    import holidays

    named = _NAMED_IN.get(language, "fr")
    return dict(holidays.country_holidays("MA", years=year, language=named).items())
