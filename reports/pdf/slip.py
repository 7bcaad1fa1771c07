"""The referral slip: A4 with its return coupon, A5 with a layout of its own, an 80 mm roll. What a page cannot hold
whole stands on an annex behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import TYPE_CHECKING

from reports.pdf.pairs import PAIRS, SMALLEST_ARABIC_LABEL, SMALLEST_LABEL, SMALLEST_VALUE

if TYPE_CHECKING:
    from reports.pdf.sheet import Sheet

__all__ = [
    "PAIRS", "SMALLEST_ARABIC_LABEL", "SMALLEST_LABEL", "SMALLEST_VALUE", "SlipAppointment", "SlipData", "lay_out",
    "preview_of", "render_slip", "unprintable_in",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlipAppointment:
    """When and with whom; local time."""

    day: date
    starts: time
    host: str
    place: str | None


@dataclass(frozen=True, slots=True)
class SlipData:
    """Everything a slip says, as plain values; texts in several languages are by language code.

    `address` is printed only when `address_confirmed`; else a line is left to fill. Without a number it is a preview.
    `replaces` is the number of the version this one cancels; `note` what the agency adds to every slip.
    """

    number: str | None
    code: str | None
    issued_on: date
    agency: dict[str, str]
    agency_phone: str | None
    agent: str
    person: str
    person_ar: str | None
    extras: tuple[tuple[str, str], ...]
    purpose: str | None
    amount_centimes: int | None
    entry: dict[str, str]
    provider: dict[str, str]
    branch: str | None
    address: str | None
    phone: str | None
    hours: str | None
    address_confirmed: bool
    phone_first: bool
    documents: tuple[dict[str, str], ...]
    appointment: SlipAppointment | None
    consent: dict[str, str]
    consent_on: date | None
    consent_is_model: bool
    logo: bytes | None = None
    languages: str = "fr-ar"
    paper_format: str = "a4"
    edition: int = 1
    replaces: str | None = None
    note: dict[str, str] | None = None


def render_slip(data: SlipData) -> bytes:
    """The slip as a tagged PDF: one page, and its annex where something had to be cut. The same data, the same bytes."""
    return lay_out(data).finish()


def lay_out(data: SlipData) -> Sheet:
    """The slip on its sheet: tighter and tighter until it fits, never below the floors; on a roll, as long as it takes."""
    if data.paper_format == "80mm":
        from reports.pdf.ticket import lay_out_ticket  # which reads the data declared here

        return lay_out_ticket(data)
    from reports.pdf.annex import add_annex
    from reports.pdf.slip_page import ECONOMIES, SlipPage

    fitting = (one for one in ECONOMIES if SlipPage(data, one, rehearsed=True).fits())
    page = SlipPage(data, next(fitting, ECONOMIES[-1]))
    page.sheet.whole = page.fits()
    add_annex(page)
    return page.sheet


def unprintable_in(data: SlipData) -> tuple[str, ...]:
    """The signs of a slip that no font has, each once: told before it is printed, never silently replaced."""
    from reports.text import unprintable

    return tuple(dict.fromkeys(sign for text in _texts(data) for sign in unprintable(text)))


def _texts(value: object) -> Iterator[str]:
    """Every text in the data, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, SlipData | SlipAppointment):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def preview_of(data: SlipData) -> SlipData:
    """The same slip without its number: what is shown before it is issued."""
    return replace(data, number=None, code=None)
