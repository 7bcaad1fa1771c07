"""The slip on an 80 mm roll: one column, the second language under the first, as long as it needs to be."""

from __future__ import annotations

from reports.bidi import ltr
from reports.pdf.coupon import ANSWERS
from reports.pdf.pairs import SMALLEST_LABEL, SMALLEST_VALUE, Bilingual
from reports.pdf.sheet import ACCENT, MM, QUIET, Rehearsal, Sheet
from reports.pdf.slip import SlipData
from reports.pdf.slip_page import consent_texts, sheet_of
from reports.text import Style
from resources.i18n import format_date, format_money, format_phone

_WIDTH = 80 * MM
_MARGIN = 4 * MM
_TALLEST = 3000 * MM
_QR = 24 * MM
_FOR_STAMPS = 8
"""Where "DUPLICATA" or whose copy it is may be stamped."""


def lay_out_ticket(data: SlipData) -> Sheet:
    """Laid out once to measure it, then on a page of that length: a roll is cut where the text ends."""
    used = _TALLEST - _Ticket(data, Rehearsal((_WIDTH, _TALLEST), _MARGIN)).sheet.y
    return _Ticket(data, sheet_of(data, (_WIDTH, used + _MARGIN), _MARGIN)).sheet


class _Ticket:
    def __init__(self, data: SlipData, sheet: Sheet) -> None:
        self.data, self.sheet = data, sheet
        self.set = Bilingual(sheet, data.languages)
        self.first, self.second, self.one, self.two = self.set.first, self.set.second, self.set.one, self.set.two
        self.sheet.y -= _FOR_STAMPS
        if data.number is None:
            self.sheet.watermark(self.one.tr("APERÇU"))
        self._head()
        self._facts()
        self._consent()
        self._coupon()

    def _line(self, text: str, language: str, style: Style) -> None:
        """One text over the whole width, in its language's direction."""
        style = self.set.side(language, style)
        self.sheet.y = self.sheet.text(text, style, _MARGIN, self.sheet.inner, self.sheet.y)

    def _both(self, texts: tuple[str, str], style: Style) -> None:
        if not any(texts):
            return
        self._line(texts[0], self.first, style)
        if texts[1] != texts[0]:
            self._line(texts[1], self.second, style)

    def _pair(self, text: str) -> tuple[str, str]:
        return self.set.pair(text)

    def _small(self, size: float = 7.5, **more: object) -> Style:
        """For lines in both languages at once."""
        return self.set.mixed(size, colour=QUIET, **more)

    def _gap(self, height: float = 4) -> None:
        self.sheet.y -= height

    def _head(self) -> None:
        data, sheet = self.data, self.sheet
        french = data.agency["fr"]
        names = (data.agency.get(self.first) or french, data.agency.get(self.second) or french)
        self._both(names, Style(size=8, colour=QUIET, floor=SMALLEST_VALUE))
        self._both(self._pair("Bon d’orientation"), Style(size=14, bold=True, colour=ACCENT, most_lines=1, floor=11))
        self._gap()
        middle = Style(size=15, bold=True, align="middle", most_lines=1, floor=11, right_to_left=False)
        sheet.y = sheet.text(ltr(data.number or "—" * 6), middle, _MARGIN, sheet.inner, sheet.y)
        if data.code:
            sheet.qr(data.code, _WIDTH / 2 - _QR / 2, sheet.y - 3, _QR)
            sheet.y -= _QR + 6
        line = f"{format_date(data.issued_on, self.first, 'long')}  ·  {data.agent}"
        self._line(line, self.first, Style(size=8, floor=SMALLEST_VALUE))
        if data.replaces:
            told = self.set.pair("Annule et remplace {number}", number=ltr(data.replaces))
            self._both(told, Style(size=8.5, bold=True, floor=SMALLEST_VALUE))
        self._rule()

    def _facts(self) -> None:
        data = self.data
        self._fact("Personne", (data.person, data.person_ar or data.person), strong=True)
        for label, value in data.extras:
            self._fact(label, (ltr(value), ltr(value)))
        if data.purpose or data.amount_centimes is not None:
            self._fact("Besoin", (self._need(self.first), self._need(self.second)))
        self._fact("Orienté·e vers", (data.entry[self.first], data.entry[self.second]), strong=True)
        self._fact("Organisme", (data.provider[self.first], data.provider[self.second]))
        self._where()
        if data.phone_first:
            text = self._pair("Téléphoner d’abord : les conditions sont à confirmer avec l’organisme.")
            self._both(text, Style(size=9, bold=True, floor=8))
            self._rule()
        self._when()
        self._documents()

    def _fact(self, label: str, value: tuple[str, str], *, strong: bool = False) -> None:
        labels = self.set.together(label)
        self.sheet.y = self.sheet.text(labels, self._small(), _MARGIN, self.sheet.inner, self.sheet.y)
        self._both(value, Style(size=11 if strong else 9.5, bold=True, floor=SMALLEST_VALUE))
        self._rule()

    def _need(self, language: str) -> str:
        data = self.data
        money = ltr(format_money(data.amount_centimes, language)) if data.amount_centimes else ""
        return "  ·  ".join(part for part in (data.purpose or "", money) if part)

    def _where(self) -> None:
        data = self.data
        if data.address_confirmed and data.address:
            phone = ltr(format_phone(data.phone)) if data.phone else ""
            place = "\n".join(part for part in (data.branch, data.address, data.hours, phone) if part)
            self._fact("Adresse", (place, place))
            return
        self._both(
            self._pair("Adresse et téléphone, à confirmer avec l’organisme"),
            Style(size=7.5, colour=QUIET, floor=SMALLEST_LABEL),
        )
        self._to_fill()

    def _when(self) -> None:
        meeting = self.data.appointment
        if meeting is None:
            return
        texts = [
            f"{format_date(meeting.day, language, 'long')}  ·  {ltr(f'{meeting.starts:%H:%M}')}"
            for language in (self.first, self.second)
        ]
        self._both((texts[0], texts[1]), Style(size=11.5, bold=True, colour=ACCENT, floor=11))
        place = "  ·  ".join(part for part in (meeting.host, meeting.place) if part)
        self._line(place, self.first, Style(size=8.5, floor=8))
        self._rule()

    def _documents(self) -> None:
        style = Style(size=9, floor=8)
        self._both(self._pair("Pièces à apporter"), Style(size=7.5, colour=QUIET, floor=SMALLEST_LABEL))
        if not self.data.documents:
            self._both(self._pair("Liste inconnue : la demander à l’organisme."), style)
        for document in self.data.documents:
            self._both((f"– {document[self.first]}", f"– {document[self.second]}"), style)
        self._rule()

    def _consent(self) -> None:
        if note := self.data.note:
            self._both((note[self.first], note[self.second]), Style(size=8.5, floor=SMALLEST_VALUE))
            self._rule()
        self._both(consent_texts(self.data, self.set), Style(size=7.5, floor=SMALLEST_LABEL))
        for label in ("Signature de la personne", "Signature et cachet de l’agence"):
            self._box(label, 16 * MM)

    def _coupon(self) -> None:
        data, sheet = self.data, self.sheet
        self._gap(8)
        sheet.rule(sheet.y, x=0, width=_WIDTH, dashed=True)
        self._gap(6)
        title = Style(size=10, bold=True, colour=ACCENT, most_lines=2, floor=8)
        self._both(self._pair("Coupon-réponse, à rendre à l’agence"), title)
        name = "  ·  ".join(dict.fromkeys(part for part in (data.person, data.person_ar) if part))
        self._line(name, self.first, Style(size=9.5, bold=True, floor=8))
        line = f"{data.provider[self.first]}  ·  {data.entry[self.first]}"
        self._line(line, self.first, Style(size=8, colour=QUIET, floor=SMALLEST_VALUE))
        if data.code:
            sheet.barcode(data.code, _WIDTH / 2 - 50, sheet.y - 4, 11 * MM)
            sheet.y -= 11 * MM + 8
            number = Style(size=10, bold=True, align="middle", floor=8, right_to_left=False)
            sheet.y = sheet.text(ltr(data.number or ""), number, _MARGIN, sheet.inner, sheet.y)
        for answer in ANSWERS:
            sheet.tick_box(_MARGIN, sheet.y - 2.5)
            style = self.set.mixed(8.5, most_lines=1)
            sheet.y = sheet.text(self.set.together(answer), style, _MARGIN + 14, sheet.inner - 14, sheet.y - 1)
        for label in ("Motif ou suite", "Date"):
            sheet.y = sheet.text(self.set.together(label), self._small(most_lines=1), _MARGIN, sheet.inner, sheet.y)
            self._to_fill()
        self._box("Cachet et signature", 18.5 * MM)

    def _box(self, label: str, height: float) -> None:
        sheet = self.sheet
        sheet.y = sheet.text(self.set.together(label), self._small(most_lines=2), _MARGIN, sheet.inner, sheet.y - 3)
        sheet.box(_MARGIN, sheet.y - 2, sheet.inner, height)
        sheet.y -= height + 5

    def _to_fill(self) -> None:
        self._gap(14)
        self.sheet.to_fill(_MARGIN, self.sheet.y, self.sheet.inner)
        self._gap(6)

    def _rule(self) -> None:
        self.sheet.rule(self.sheet.y - 2.5)
        self._gap(5)
