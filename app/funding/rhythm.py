"""How often the facts of an entry should be asked again, and whether they have gone stale."""

from __future__ import annotations

from datetime import date, timedelta

from app.funding.entries import Entry, Kind, State

_RHYTHMS = {State.OPEN: 90, State.CALL_BASED: 30, State.UNKNOWN: 30, State.SUSPENDED: 60, State.CLOSED: 365}
_ENABLER_DAYS = 180
SHORTEST, LONGEST = 7, 730
"""The rhythms a supervisor may choose, in days."""


def rhythm_days(entry: Entry, chosen: int | None) -> int:
    """The rhythm of an entry in days: the one chosen for it, else by how fast such facts change.

    Our own choice, no source: calls and unknown availability monthly, open offers quarterly, what rests on a law (an
    enabler that is open) half-yearly, closed entries once a year.
    """
    if chosen is not None:
        return chosen
    if entry.kind is Kind.ENABLER and entry.availability.state is State.OPEN:
        return _ENABLER_DAYS
    return _RHYTHMS[entry.availability.state]


def due_on(entry: Entry, chosen: int | None, last_checked: date | None) -> date | None:
    """The day it should be asked again; None when nobody of the agency has ever asked."""
    return None if last_checked is None else last_checked + timedelta(days=rhythm_days(entry, chosen))


def is_stale(entry: Entry, chosen: int | None, last_checked: date | None, today: date) -> bool:
    """Whether it is time to phone: never checked, or its rhythm has come round."""
    due = due_on(entry, chosen, last_checked)
    return due is None or due <= today
