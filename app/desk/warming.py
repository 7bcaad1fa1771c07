"""What the first screens and the first paper need, made ready in small steps while a password is being typed.

Measured: without it the first slip of the day holds the window up for 250 ms, though it is made in a worker: reading
five fonts and importing what makes a paper hold Python's lock.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date

_ROOMS = (
    "app.rooms", "app.desk.search", "app.desk.today", "app.people.finding", "app.people.history", "app.people.changing",
    "app.funding.directory", "app.funding.matching",
    "app.appointments.booking", "app.referrals.counter", "app.referrals.answers", "app.accounts.undo",
    "app.people.sound_index", "app.people.lists.listing", "app.indicators.reporting",
)  # fmt: skip
_WORDS = dict.fromkeys(("fr", "ar", "en"), "…")


def warm_up(today: date) -> Iterator[str]:
    """Makes one thing ready at each step, the most urgent first, and says which. Writes nothing and opens no base."""
    for room in _ROOMS:
        importlib.import_module(room)
        yield room
    from app.appointments.calendar import holiday_name, in_ramadan
    from resources.i18n import country_name

    country_name("MAR")
    yield "countries"
    for year in (today.year, today.year + 1):
        holiday_name(date(year, 1, 1))
        yield f"holidays of {year}"
    in_ramadan(today)
    yield "ramadan"
    yield from _first_paper(today)


def _first_paper(today: date) -> Iterator[str]:
    from app.referrals.counter import pages_of
    from reports.faces import faces
    from reports.pdf.slip import SlipData, render_slip
    from reports.pdf.tagging import archived

    faces()
    yield "fonts"
    content = render_slip(
        SlipData(
            number=None, code=None, issued_on=today, agency=_WORDS, agency_phone=None, agent="…", person="…", person_ar=None,
            extras=(), purpose=None, amount_centimes=None, entry=_WORDS, provider=_WORDS, branch=None, address=None, phone=None,
            hours=None, address_confirmed=False, phone_first=False, documents=(), appointment=None, consent=_WORDS,
            consent_on=None, consent_is_model=False,
        )
    )  # fmt: skip
    yield "slip"
    pages_of(content, 40)
    yield "its picture"
    archived(content)
    yield "its archive copy"
