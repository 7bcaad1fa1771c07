"""The page of a slip: header, facts, appointment, papers, consent; what was cut is noted for the annex."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reports.bidi import ltr
from reports.pdf.coupon import draw_coupon, draw_signatures, signature_height
from reports.pdf.pairs import PAIRS, SMALLEST_VALUE, Bilingual
from reports.pdf.sheet import ACCENT, INK, MM, QUIET, SOFT, WARN, Rehearsal, Sheet
from reports.pdf.slip import SlipData
from reports.text import Style, fit, measure
from resources.i18n import format_date, format_money, format_phone, words

A4 = (210 * MM, 297 * MM)
A5 = (148 * MM, 210 * MM)
_LEAST_GAP = 4
_BETWEEN = 6
_NOTHING = "—"
_AMBER = (0.49, 0.32, 0.0)


class Economy(NamedTuple):
    """How tight, how many papers are listed, how many lines a value may take."""

    tightness: float
    documents: int
    lines: int


# Space first, then papers (the rest on the annex), then lines: nobody's record is long enough to reach the last.
ECONOMIES = (
    Economy(1.2, 12, 3), Economy(1.1, 12, 3), Economy(1.0, 12, 3), Economy(0.92, 8, 3), Economy(0.85, 6, 3),
    Economy(0.78, 5, 2), Economy(0.72, 4, 2), Economy(0.72, 2, 2), Economy(0.72, 2, 1), Economy(0.72, 0, 1),
    Economy(0.6, 0, 1),
)  # fmt: skip


class Whole(NamedTuple):
    """A text that the page could only begin: its label and the whole of it, in both languages."""

    label: str
    texts: tuple[str, str]


class SlipPage:
    """One slip laid out with one economy."""

    def __init__(self, data: SlipData, economy: Economy, *, rehearsed: bool = False) -> None:
        self.data, self.economy = data, economy
        self.large = data.paper_format == "a4"
        size, margin = (A4, 14 * MM) if self.large else (A5, 9 * MM)
        k = economy.tightness * (1.0 if self.large else 0.86)
        self.sheet = Rehearsal(size, margin) if rehearsed else sheet_of(data, size, margin)
        self.set = Bilingual(self.sheet, data.languages, k)
        first, second = self.set.first, self.set.second
        self.k = k
        self.wholes: list[Whole] = []
        self.cut_documents = False
        self.bottom = (58 if self.large else 47) * MM + margin * 0.7
        if data.number is None:
            self.sheet.watermark(self.set.one.tr("APERÇU"))
        self._header()
        self._facts()
        self._documents()
        if data.note:
            self._both("Note de l’agence", (data.note[first], data.note[second]), self._style(8.5), self.sheet.y)
        self._consent()
        if not rehearsed:
            draw_signatures(self)
            draw_coupon(self)

    def fits(self) -> bool:
        """Whether nothing runs over the signatures and the coupon."""
        return self.sheet.y >= self.consent_top

    def _style(self, size: float, **more: object) -> Style:
        return self.set.style(size, **more)

    def _both(self, label: str, texts: tuple[str, str], style: Style, top: float, *, inset: float = 0) -> float:
        """Both texts; where one had to be cut the annex gets the whole of both. Gives the y under them."""
        style = style.but(ellipsis=f"… ({self.set.one.tr('annexe')})")
        second = style.but(ellipsis=f"… ({self.set.two.tr('annexe')})")
        sheet, half = self.sheet, self.set.half(inset)
        left = fit(texts[0], half, self.set.side(self.set.first, style))
        right = fit(texts[1], half, self.set.side(self.set.second, second))
        if left.cut or right.cut:
            self.wholes.append(Whole(label, texts))
        under = sheet.block(left, sheet.margin + inset, top, half)
        return min(under, sheet.block(right, sheet.margin + sheet.inner - half, top, half))

    def _header(self) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        small = self._style(8.5, colour=QUIET, most_lines=2)
        french = data.agency["fr"]
        names = (data.agency.get(pair.first) or french, data.agency.get(pair.second) or french)
        if data.logo:
            sheet.picture(data.logo, sheet.width / 2 - 14 * MM, sheet.y + 2, 28 * MM, 11 * MM)
        y = self._both("Agence", names, small, sheet.y)
        big = self._style(19, bold=True, colour=ACCENT, most_lines=1, floor=11)
        y = pair.both(pair.pair("Bon d’orientation"), big, y - 2 * self.k)
        height = 21 * MM * (1 if self.large else 0.84)
        y -= 4 * self.k
        sheet.box(sheet.margin, y, sheet.inner, height, fill=SOFT, line=None)
        self._number_line(y, height)
        sheet.y = y - height - 6 * self.k

    def _number_line(self, top: float, height: float) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        x, qr, end = sheet.margin + 8, height - 10, sheet.margin + sheet.inner
        if data.code:
            sheet.box(end - qr - 7, top - 2, qr + 5, height - 4, fill=(1, 1, 1), line=None)
            sheet.qr(data.code, end - qr - 4.5, top - 5, qr)
            sheet.box(end - qr - 112, top - 2, 102, height - 4, fill=(1, 1, 1), line=None)
            sheet.barcode(data.code, end - qr - 108, top - 8, height - 16)
        width = sheet.inner - qr - 124
        label = pair.mixed(7.5, colour=QUIET, most_lines=1)
        small = pair.mixed(8.5, colour=INK, most_lines=1)
        number = self._style(17, bold=True, floor=11, most_lines=1, right_to_left=False)
        if not self.large:
            number = number.but(size=min(number.size, 15))
        y = sheet.text(pair.together("Numéro du bon"), label, x, width, top - (5 if self.large else 2))
        y = sheet.text(ltr(data.number or "—" * 6), number, x, width, y)
        replaced = pair.one.tr("Annule et remplace {number}", number=data.replaces) if data.replaces else ""
        parts = (replaced, format_date(data.issued_on, pair.first, "long"), data.agent)
        told = "  ·  ".join(part for part in parts if part)
        block = fit(told, width, small)
        if block.cut:
            self.wholes.append(Whole("Établi par", (data.agent, data.agent)))
        sheet.block(block, x, y, width)

    def _facts(self) -> None:
        data, pair = self.data, self.set
        self._row("Personne", (data.person, data.person_ar or data.person), "person", strong=True)
        self._extras()
        if data.purpose or data.amount_centimes is not None:
            money = ltr(format_money(data.amount_centimes, pair.first)) if data.amount_centimes else ""
            self._once("Besoin", [data.purpose, money], "money")
        entry = (data.entry[pair.first], data.entry[pair.second])
        self._row("Orienté·e vers", entry, "arrow", strong=True)
        self._row("Organisme", (data.provider[pair.first], data.provider[pair.second]), "house")
        self._where()
        if data.phone_first:
            self._notice(pair.pair("Téléphoner d’abord : les conditions sont à confirmer avec l’organisme."))
        self._when()

    def _extras(self) -> None:
        """What was ticked to be shown, two to a row."""
        sheet, pair, inset = self.sheet, self.set, 20 * self.k
        half = pair.half(inset)
        for place in range(0, len(self.data.extras), 2):
            sheet.icon("person", sheet.margin, sheet.y - 2, 13 * self.k)
            under = sheet.y
            for column, (label, value) in enumerate(self.data.extras[place : place + 2]):
                x = sheet.margin + inset + column * (sheet.inner - inset - half)
                y = sheet.text(pair.together(label), pair.mixed(7.5, colour=QUIET, most_lines=1), x, half, sheet.y)
                block = fit(ltr(value), half, pair.mixed(9.5, bold=True, most_lines=1))
                if block.cut:
                    self.wholes.append(Whole(label, (value, value)))
                under = min(under, sheet.block(block, x, y, half))
            self._close(under)

    def _row(self, label: str, value: tuple[str, str], icon: str, *, strong: bool = False) -> None:
        inset = self._label(self.set.pair(label), icon)
        style = self._style(11.5 if strong else 9.5, bold=True, most_lines=self.economy.lines, floor=SMALLEST_VALUE)
        shown = (value[0].strip() or _NOTHING, value[1].strip() or _NOTHING)
        self._close(self._both(label, shown, style, self.sheet.y + 1, inset=inset))

    def _label(self, labels: tuple[str, str], icon: str) -> float:
        """The icon and both labels of a row; the cursor stands under them. Gives the inset of what follows."""
        sheet, inset = self.sheet, 20 * self.k
        sheet.icon(icon, sheet.margin, sheet.y - 2, 13 * self.k)
        sheet.y = self.set.both(labels, self._style(7.5, colour=QUIET), sheet.y, inset=inset)
        return inset

    def _close(self, under: float) -> None:
        self.sheet.rule(under - 2.5 * self.k)
        self.sheet.y = under - 5 * self.k

    def _once(self, name: str, parts: Iterable[str | None], icon: str) -> None:
        """What is known in one language stands once, over both columns; its last part (a phone, a sum) is never cut."""
        sheet, pair = self.sheet, self.set
        inset = self._label(pair.pair(name), icon)
        *begin, last = [part or "" for part in parts]
        text = "  ·  ".join(part for part in begin if part)
        x, width = sheet.margin + inset, sheet.inner - inset
        lines = min(self.economy.lines, 2) if self.economy.lines > 1 else 1
        style = pair.mixed(9.5, bold=True, most_lines=lines, ellipsis=f"… ({pair.one.tr('annexe')})")
        room = fit(last, width, style.but(most_lines=1)) if last else None
        aside = measure(room.lines[0], style.bold, rtl=False) * room.size + 12 if room else 0
        if room:
            sheet.text(last, style.but(most_lines=1, align="end"), x, width, sheet.y)
        body = fit(text, width - aside, style.but(right_to_left=None))
        if body.cut:
            self.wholes.append(Whole(name, (text, text)))
        self._close(min(sheet.block(body, x, sheet.y, width - aside), sheet.y - style.size))

    def _where(self) -> None:
        data, sheet = self.data, self.sheet
        if data.address_confirmed and data.address:
            phone = ltr(format_phone(data.phone)) if data.phone else ""
            address = ", ".join(line.strip() for line in data.address.splitlines() if line.strip())
            self._once("Adresse", [data.branch, address, data.hours, phone], "place")
            return
        inset = self._label(self.set.pair("Adresse et téléphone, à confirmer avec l’organisme"), "place")
        under = sheet.y - 12 * self.k
        sheet.to_fill(sheet.margin + inset, under, sheet.inner - inset)
        sheet.y = under - 7 * self.k

    def _when(self) -> None:
        if self.data.appointment is None:
            return
        sheet, meeting, pair = self.sheet, self.data.appointment, self.set
        on = (format_date(meeting.day, pair.first, "long"), format_date(meeting.day, pair.second, "long"))
        at = ltr(f"{meeting.starts:%H:%M}")
        texts = (f"{on[0]}  ·  {at}", f"{on[1]}  ·  {at}")
        place = "  ·  ".join(part for part in (meeting.host, meeting.place) if part)
        style = self._style(12.5, bold=True, colour=ACCENT, most_lines=1, floor=11)
        inset = 24 * self.k
        blocks = pair.fitted(texts, style, inset + _BETWEEN)
        if any(block.cut for block in blocks):
            blocks = pair.fitted(texts, style.but(most_lines=2), inset + _BETWEEN)
        small = pair.mixed(
            9, most_lines=self.economy.lines, right_to_left=None, ellipsis=f"… ({pair.one.tr('annexe')})"
        )
        body = fit(place, sheet.inner - inset - 6, small)
        if body.cut:
            self.wholes.append(Whole("Rendez-vous", (place, place)))
        height = max(block.height for block in blocks) + body.height + 7
        sheet.box(sheet.margin, sheet.y, sheet.inner, height, fill=SOFT, line=ACCENT)
        sheet.icon("calendar", sheet.margin + 5, sheet.y - 5, 14 * self.k)
        top = sheet.y - 2
        under = sheet.block(blocks[0], sheet.margin + inset, top, pair.half(inset))
        end = sheet.margin + sheet.inner - pair.half(inset) - 6
        under = min(under, sheet.block(blocks[1], end, top, pair.half(inset)))
        sheet.block(body, sheet.margin + inset, under, sheet.inner - inset - 6)
        sheet.y -= height + 5 * self.k

    def _notice(self, texts: tuple[str, str]) -> None:
        sheet, pair = self.sheet, self.set
        inset = 24 * self.k
        style = self._style(9, bold=True, most_lines=3, floor=SMALLEST_VALUE)
        blocks = pair.fitted(texts, style, inset + 6)
        height = max(block.height for block in blocks) + 7
        sheet.box(sheet.margin, sheet.y, sheet.inner, height, fill=WARN, line=_AMBER)
        sheet.icon("phone", sheet.margin + 5, sheet.y - 5, 12 * self.k)
        half = pair.half(inset + 6)
        sheet.block(blocks[0], sheet.margin + inset, sheet.y - 3, half)
        sheet.block(blocks[1], sheet.margin + sheet.inner - half - 6, sheet.y - 3, half)
        sheet.y -= height + 5 * self.k

    def _documents(self) -> None:
        data, pair = self.data, self.set
        shown = data.documents[: self.economy.documents if self.large else min(self.economy.documents, 6)]
        inset = self._label(pair.pair("Pièces à apporter"), "papers")
        under = self.sheet.y
        if not data.documents:
            under = pair.both(
                pair.pair("Liste inconnue : la demander à l’organisme."), self._style(9), under, inset=inset
            )
        style = self._style(9, most_lines=min(self.economy.lines, 2), floor=SMALLEST_VALUE)
        for document in shown:
            texts = (document[pair.first], document[pair.second])
            under = self._both("Pièces à apporter", texts, style, under, inset=inset)
        if left := len(data.documents) - len(shown):
            self.cut_documents = True
            more = pair.pair("et {n} autres, voir l’annexe", n=left)
            under = pair.both(more, self._style(8.5, bold=True), under, inset=inset)
        self._close(under)

    def _consent(self) -> None:
        """Right above the signatures, which are under it in both senses."""
        data, pair = self.data, self.set
        style = self._style(7.5, colour=INK, most_lines=6 if self.economy.lines > 1 else 4, floor=6.5)
        texts = consent_texts(data, pair)
        height = max(block.height for block in pair.fitted(texts, style))
        self.consent_top = self.bottom + signature_height(self) + height + _LEAST_GAP
        self._both("Accord de la personne", texts, style, self.consent_top)


def sheet_of(data: SlipData, size: tuple[float, float], margin: float) -> Sheet:
    """An empty sheet with the slip's title."""
    languages = PAIRS[data.languages]
    title = f"{words(languages[0]).tr('Bon d’orientation')} {data.number or ''}".strip()
    return Sheet(size, margin, title, languages)


def consent_texts(data: SlipData, pair: Bilingual) -> tuple[str, str]:
    """The words read to the person, whether they are a model only, and when they were agreed to."""
    texts = []
    for language, speak in ((pair.first, pair.one), (pair.second, pair.two)):
        text = data.consent[language]
        if data.consent_is_model:
            text += " " + speak.tr("(modèle, à valider)")
        if data.consent_on:
            when = ltr(format_date(data.consent_on, language, "numeric"))
            text += " " + speak.tr("Accord donné le {date}.", date=when)
        texts.append(text)
    return texts[0], texts[1]
