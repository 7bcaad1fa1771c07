"""The referral slip: A4 with its return coupon, and A5 with a layout of its own. One page, always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NamedTuple

from reports.bidi import ltr
from reports.pdf.sheet import ACCENT, INK, MM, QUIET, SOFT, WARN, Sheet
from reports.text import Style, fit, measure
from resources.i18n import format_date, format_money, format_phone, words

A4 = (210 * MM, 297 * MM)
A5 = (148 * MM, 210 * MM)
PAIRS = {"fr-ar": ("fr", "ar"), "en-ar": ("en", "ar"), "en-fr": ("en", "fr"), "fr-en": ("fr", "en")}
SMALLEST_LABEL = 6.5
SMALLEST_VALUE = 8
_LEAST_GAP = 2


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


def render_slip(data: SlipData) -> bytes:
    """The slip as a tagged PDF of one page. The same data give the same bytes."""
    return lay_out(data).finish()


def lay_out(data: SlipData) -> Sheet:
    """The slip on its sheet: tighter and tighter until it fits, never below the floors; on a roll, as long as it takes."""
    if data.paper_format == "80mm":
        from reports.pdf.ticket import lay_out_ticket  # which reads the data declared here

        return lay_out_ticket(data)
    for economy in _ECONOMIES:
        page = _Slip(data, economy)
        if page.fits():
            break
    page.sheet.whole = page.fits()
    return page.sheet


class _Economy(NamedTuple):
    """How tight, how many papers are listed, how many lines a value may take."""

    tightness: float
    documents: int
    lines: int


# Space first, then papers (said to be more), then lines: nobody's record is long enough to reach the last.
_ECONOMIES = (
    _Economy(1.0, 6, 3), _Economy(0.92, 6, 3), _Economy(0.85, 6, 3), _Economy(0.78, 5, 2), _Economy(0.72, 4, 2),
    _Economy(0.72, 2, 2), _Economy(0.72, 2, 1), _Economy(0.72, 0, 1), _Economy(0.6, 0, 1),
)  # fmt: skip


class _Slip:
    def __init__(self, data: SlipData, economy: _Economy) -> None:
        self.data = data
        self.economy = economy
        self.large = data.paper_format == "a4"
        self.k = economy.tightness * (1.0 if self.large else 0.86)
        self.first, self.second = PAIRS[data.languages]
        self.one, self.two = words(self.first), words(self.second)
        size = A4 if self.large else A5
        title = f"{self.one.tr('Bon d’orientation')} {data.number or ''}".strip()
        self.sheet = Sheet(size, (14 if self.large else 9) * MM, title, (self.first, self.second))
        self.bottom = self._coupon_height() + self.sheet.margin * 0.7
        if data.number is None:
            self.sheet.watermark(self.one.tr("APERÇU"))
        self._header()
        self._facts()
        self._documents()
        self._consent()
        self.lowest = self.sheet.y
        self._signatures()
        self._coupon()

    def fits(self) -> bool:
        return self.lowest >= self.bottom + self._signature_height() + _LEAST_GAP

    def _style(self, size: float, **more: object) -> Style:
        floor = SMALLEST_LABEL if size < 8 else SMALLEST_VALUE
        return Style(size=max(size * self.k, floor)).but(**more)

    def _pair(self, text: str, **values: object) -> tuple[str, str]:
        return self.one.tr(text, **values), self.two.tr(text, **values)

    def _side(self, language: str, style: Style) -> Style:
        """Arabic a little larger, with room for its dots, running from the right."""
        if language == "ar":
            return style.but(size=style.size * 1.07, leading=1.42, right_to_left=True, floor=style.floor)
        return style.but(right_to_left=False)

    def _both(self, texts: tuple[str, str], style: Style, top: float, *, inset: float = 0) -> float:
        """The first language from the left, the second from the right, on one line; gives the y under both."""
        sheet = self.sheet
        half = (sheet.inner - 2 * inset) / 2 - 4
        left = sheet.text(texts[0], self._side(self.first, style), sheet.margin + inset, half, top)
        second = self._side(self.second, style)
        if self.second != "ar":
            second = second.but(align="end")
        right = sheet.text(texts[1], second, sheet.margin + inset + half + 8, half, top)
        return min(left, right)

    def _header(self) -> None:
        sheet, data = self.sheet, self.data
        top = sheet.y
        small = self._style(8.5, colour=QUIET, most_lines=2)
        names = (data.agency.get(self.first) or data.agency["fr"], data.agency.get(self.second) or data.agency["fr"])
        if data.logo:
            sheet.picture(data.logo, sheet.width / 2 - 14 * MM, top + 2, 28 * MM, 11 * MM)
        y = self._both(names, small, top)
        big = self._style(19, bold=True, colour=ACCENT, most_lines=1, floor=11)
        y = self._both(self._pair("Bon d’orientation"), big, y - 2 * self.k)
        height = 21 * MM * (1 if self.large else 0.84)
        y -= 4 * self.k
        sheet.box(sheet.margin, y, sheet.inner, height, fill=SOFT, line=None)
        self._number_line(y, height)
        sheet.y = y - height - 6 * self.k

    def _number_line(self, top: float, height: float) -> None:
        sheet, data = self.sheet, self.data
        x = sheet.margin + 8
        qr = height - 10
        right = sheet.margin + sheet.inner
        if data.code:
            sheet.box(right - qr - 7, top - 2, qr + 6, height - 4, fill=(1, 1, 1), line=None)
            sheet.qr(data.code, right - qr - 4, top - 5, qr)
            sheet.box(right - qr - 112, top - 2, 102, height - 4, fill=(1, 1, 1), line=None)
            sheet.barcode(data.code, right - qr - 108, top - 8, height - 16)
        width = sheet.inner - qr - 124
        label = "  ·  ".join(dict.fromkeys(self._pair("Numéro du bon")))
        y = sheet.text(label, self._style(7.5, colour=QUIET, right_to_left=False), x, width, top - 5)
        number = data.number or "—" * 6
        y = sheet.text(
            ltr(number), self._style(17, bold=True, floor=11, most_lines=1, right_to_left=False), x, width, y
        )
        line = f"{format_date(data.issued_on, self.first, 'long')}  ·  {data.agent}"
        sheet.text(line, self._style(8.5, colour=INK, most_lines=1, floor=8, right_to_left=False), x, width, y)

    def _facts(self) -> None:
        data = self.data
        extras = [(tuple(self._pair(label)), (ltr(value), ltr(value)), "person") for label, value in data.extras]
        self._fact("Personne", (data.person, data.person_ar or data.person), "person", strong=True)
        for label, value, icon in extras:
            self._row(label, value, icon)
        if data.purpose or data.amount_centimes is not None:
            money = tuple(
                "  ·  ".join(
                    part
                    for part in (
                        data.purpose or "",
                        ltr(format_money(data.amount_centimes, lang)) if data.amount_centimes else "",
                    )
                    if part
                )
                for lang in (self.first, self.second)
            )
            self._fact("Besoin", (money[0], money[1]), "money")
        self._fact("Orienté·e vers", (data.entry[self.first], data.entry[self.second]), "money", strong=True)
        self._fact("Organisme", (data.provider[self.first], data.provider[self.second]), "house")
        self._where()
        if data.phone_first:
            self._notice(self._pair("Téléphoner d’abord : les conditions sont à confirmer avec l’organisme."), "phone")
        self._when()

    def _fact(self, label: str, value: tuple[str, str], icon: str, *, strong: bool = False) -> None:
        self._row(self._pair(label), value, icon, strong=strong)

    def _row(self, labels: tuple[str, ...], value: tuple[str, str], icon: str, *, strong: bool = False) -> None:
        sheet = self.sheet
        top = sheet.y
        sheet.icon(icon, sheet.margin, top - 2, 13 * self.k)
        inset = 20 * self.k
        under = self._both((labels[0], labels[1]), self._style(7.5, colour=QUIET), top, inset=inset)
        style = self._style(11 if strong else 9.5, bold=True, most_lines=self.economy.lines, floor=SMALLEST_VALUE)
        under = self._both(value, style, under + 1, inset=inset)
        sheet.rule(under - 2.5 * self.k)
        sheet.y = under - 5 * self.k

    def _phone(self) -> str:
        return ltr(format_phone(self.data.phone)) if self.data.phone else ""

    def _once(self, label: str, parts: Iterable[str | None], icon: str) -> None:
        """What is known in one language only stands once, over both columns; its last part (a phone) is never cut."""
        sheet = self.sheet
        top, inset = sheet.y, 20 * self.k
        sheet.icon(icon, sheet.margin, top - 2, 13 * self.k)
        under = self._both(self._pair(label), self._style(7.5, colour=QUIET), top, inset=inset)
        *first, last = [part or "" for part in parts]
        x, width = sheet.margin + inset, sheet.inner - 2 * inset
        style = self._style(9.5, bold=True, most_lines=2, floor=SMALLEST_VALUE, right_to_left=False)
        room = fit(last, width, style.but(most_lines=1)) if last else None
        aside = measure(room.lines[0], style.bold, rtl=False) * room.size + 12 if room else 0
        if room:
            sheet.text(last, style.but(most_lines=1, align="end"), x, width, under)
        under = sheet.text("  ·  ".join(part for part in first if part), style, x, width - aside, under)
        sheet.rule(under - 2.5 * self.k)
        sheet.y = under - 5 * self.k

    def _where(self) -> None:
        data, sheet = self.data, self.sheet
        if data.address_confirmed and data.address:
            self._once("Adresse", [data.branch, data.address.replace("\n", ", "), data.hours, self._phone()], "place")
            return
        top = sheet.y
        sheet.icon("place", sheet.margin, top - 2, 13 * self.k)
        labels = self._pair("Adresse et téléphone, à confirmer avec l’organisme")
        under = self._both(labels, self._style(7.5, colour=QUIET), top, inset=20 * self.k)
        under -= 11 * self.k
        sheet.to_fill(sheet.margin + 20 * self.k, under, sheet.inner - 40 * self.k)
        sheet.y = under - 7 * self.k

    def _when(self) -> None:
        data, sheet = self.data, self.sheet
        if data.appointment is None:
            return
        meeting = data.appointment
        texts = tuple(
            f"{format_date(meeting.day, lang, 'long')}  ·  {ltr(f'{meeting.starts:%H:%M}')}"
            for lang in (self.first, self.second)
        )
        place = "  ·  ".join(part for part in (meeting.host, meeting.place) if part)
        style = self._style(12.5, bold=True, colour=ACCENT, most_lines=2, floor=9)
        small = self._style(8.5, most_lines=1, floor=8)
        inset = 24 * self.k
        height = self._height((texts[0], texts[1]), style, inset) + self._height((place, place), small, inset) + 6
        sheet.box(sheet.margin, sheet.y, sheet.inner, height, fill=SOFT, line=ACCENT)
        sheet.icon("calendar", sheet.margin + 5, sheet.y - 4, 13 * self.k)
        under = self._both((texts[0], texts[1]), style, sheet.y - 2, inset=inset)
        self._both((place, place), small, under, inset=inset)
        sheet.y -= height + 5 * self.k

    def _notice(self, texts: tuple[str, str], icon: str) -> None:
        sheet = self.sheet
        inset = 24 * self.k
        style = self._style(9, bold=True, most_lines=2, floor=8)
        height = self._height(texts, style, inset) + 6
        sheet.box(sheet.margin, sheet.y, sheet.inner, height, fill=WARN, line=(0.49, 0.32, 0.0))
        sheet.icon(icon, sheet.margin + 5, sheet.y - 4, 12 * self.k)
        self._both(texts, style, sheet.y - 2, inset=inset)
        sheet.y -= height + 5 * self.k

    def _height(self, texts: tuple[str, str], style: Style, inset: float) -> float:
        """How high `_both` will be, for the box that is drawn under it first."""
        half = (self.sheet.inner - 2 * inset) / 2 - 4
        sides = zip(texts, (self.first, self.second), strict=True)
        return max(fit(text, half, self._side(language, style)).height for text, language in sides)

    def _documents(self) -> None:
        sheet = self.sheet
        shown = self.data.documents[: self.economy.documents if self.large else min(self.economy.documents, 4)]
        top = sheet.y
        sheet.icon("papers", sheet.margin, top - 2, 13 * self.k)
        inset = 20 * self.k
        under = self._both(self._pair("Pièces à apporter"), self._style(7.5, colour=QUIET), top, inset=inset)
        if not self.data.documents:
            unknown = self._pair("Liste inconnue : la demander à l’organisme.")
            under = self._both(unknown, self._style(9), under, inset=inset)
        for document in shown:
            style = self._style(9, most_lines=min(self.economy.lines, 2), floor=8)
            under = self._both((document[self.first], document[self.second]), style, under, inset=inset)
        if left := len(self.data.documents) - len(shown):
            under = self._both(
                self._pair("et {n} autres, voir avec l’agence", n=left), self._style(8), under, inset=inset
            )
        sheet.rule(under - 2.5 * self.k)
        sheet.y = under - 5 * self.k

    def _consent(self) -> None:
        data = self.data
        style = self._style(7.5, colour=INK, most_lines=5 if self.economy.lines > 1 else 4, floor=SMALLEST_LABEL)
        texts = [data.consent[self.first], data.consent[self.second]]
        for place, speak in enumerate((self.one, self.two)):
            if data.consent_is_model:
                texts[place] += " " + speak.tr("(modèle, à valider)")
            if data.consent_on:
                when = ltr(format_date(data.consent_on, (self.first, self.second)[place], "numeric"))
                texts[place] += " " + speak.tr("Accord donné le {date}.", date=when)
        self.sheet.y = self._both((texts[0], texts[1]), style, self.sheet.y) - 3 * self.k

    def _signature_height(self) -> float:
        return (19 if self.large else 13) * MM * min(self.k, 1)

    def _signatures(self) -> None:
        sheet = self.sheet
        height = self._signature_height()
        top = self.bottom + height
        half = sheet.inner / 2 - 4
        labels = ("Signature de la personne", "Signature et cachet de l’agence")
        for place, label in enumerate(labels):
            x = sheet.margin + place * (half + 8)
            sheet.box(x, top, half, height)
            style = self._style(7, colour=QUIET, most_lines=1, floor=SMALLEST_LABEL)
            sheet.text(self.one.tr(label), self._side(self.first, style), x + 4, half / 2 - 6, top - 1)
            second = self._side(self.second, style)
            sheet.text(
                self.two.tr(label),
                second if self.second == "ar" else second.but(align="end"),
                x + half / 2,
                half / 2 - 4,
                top - 1,
            )

    def _coupon_height(self) -> float:
        return (61 if self.large else 48) * MM

    def _coupon(self) -> None:
        sheet, data = self.sheet, self.data
        top = self.bottom - 5
        sheet.rule(top, x=sheet.margin * 0.4, width=sheet.width - sheet.margin * 0.8, dashed=True)
        title = self._style(10.5, bold=True, colour=ACCENT, most_lines=1, floor=8)
        y = self._both(self._pair("Coupon-réponse, à rendre à l’agence"), title, top - 4)
        left = sheet.inner - 104 - 4
        x = sheet.margin
        if data.code:
            sheet.barcode(data.code, x + sheet.inner - 100, y - 2, 9 * MM)
            sheet.text(ltr(data.number or ""), self._style(9, bold=True, align="middle", right_to_left=False),
                       x + sheet.inner - 104, 104, y - 3 - 9 * MM)  # fmt: skip
        name = "  ·  ".join(dict.fromkeys(part for part in (data.person, data.person_ar) if part))
        y2 = sheet.text(name, self._style(9.5, bold=True, most_lines=1, floor=8, right_to_left=False), x, left, y - 2)
        line = f"{data.provider[self.first]}  ·  {data.entry[self.first]}"
        y2 = sheet.text(line, self._style(8, colour=QUIET, most_lines=1, floor=7, right_to_left=False), x, left, y2)
        y2 = self._boxes(x, y2 - 3, left)
        stamp_top = sheet.margin * 0.7 + 18 * MM + 12
        sheet.box(x + sheet.inner - 42 * MM, stamp_top - 10, 42 * MM, 18.5 * MM)
        stamp = " · ".join(dict.fromkeys(self._pair("Cachet et signature")))
        sheet.text(stamp, self._style(6.8, colour=QUIET, right_to_left=False, most_lines=1, floor=6.5),
                   x + sheet.inner - 42 * MM, 42 * MM, stamp_top)  # fmt: skip
        self._lines_to_fill(x, y2 - 2, sheet.inner - 46 * MM)

    def _boxes(self, x: float, top: float, width: float) -> float:
        answers = ("Accepté", "En attente", "Refusé", "Reçu")
        step = width / 2
        style = self._style(8.2, most_lines=1, floor=7, right_to_left=False)
        row = 13.5 * max(self.k, 0.85)
        for place, answer in enumerate(answers):
            left, line = x + (place % 2) * step, top - (place // 2) * row
            self.sheet.tick_box(left, line - 1.5)
            both = "  ·  ".join(dict.fromkeys(self._pair(answer)))
            self.sheet.text(both, style, left + 14, step - 18, line)
        return top - 2 * row

    def _lines_to_fill(self, x: float, top: float, width: float) -> None:
        style = self._style(7.5, colour=QUIET, most_lines=1, floor=SMALLEST_LABEL, right_to_left=False)
        for label in ("Motif ou suite", "Date"):
            both = " · ".join(dict.fromkeys(self._pair(label)))
            self.sheet.text(both, style, x, 34 * MM, top)
            self.sheet.to_fill(x + 35 * MM, top - 9, max(width - 36 * MM, 20))
            top -= 14


def preview_of(data: SlipData) -> SlipData:
    """The same slip without its number: what is shown before it is issued."""
    return replace(data, number=None, code=None)
