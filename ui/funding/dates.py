"""Days typed by hand: one, or the two of a call."""

from __future__ import annotations

import re
from datetime import date

from app.errors import Refused
from app.people.names import ascii_digits

_DAY = re.compile(r"(\d{1,4})\D(\d{1,2})\D(\d{1,4})")


def typed_day(text: str) -> date:
    """A day as typed, day first or year first. Raises Refused."""
    found = _DAY.fullmatch(ascii_digits(text.strip()))
    try:
        if found is None:
            raise ValueError(text)
        first, middle, last = (int(part) for part in found.groups())
        return date(first, middle, last) if len(found[1]) == 4 else date(last, middle, first)
    except ValueError as error:
        raise Refused("paper.date_impossible", value=text) from error


def call_days(text: str | None) -> str:
    """ ":opens:closes" of a call typed as two days, "" for none. Raises Refused."""
    if not text:
        return ""
    days = [match.group() for match in _DAY.finditer(ascii_digits(text))]
    if len(days) != 2:
        raise Refused("paper.date_impossible", value=text)
    return "".join(f":{typed_day(day).isoformat()}" for day in days)
