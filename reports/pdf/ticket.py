"""The slip on an 80 mm roll: one column, the second language under the first, as long as it needs to be."""

from __future__ import annotations

from reports.bidi import ltr
from reports.pdf.sheet import ACCENT, MM, QUIET, Sheet
from reports.pdf.slip import PAIRS, SMALLEST_LABEL, SMALLEST_VALUE, SlipData
from reports.text import Style
from resources.i18n import format_date, format_money, format_phone, words

_WIDTH = 80 * MM
_MARGIN = 4 * MM
_TALLEST = 900 * MM
_QR = 24 * MM


def lay_out_ticket(data: SlipData) -> Sheet:
    """Laid out once to measure it, then on a page of that length: a roll is cut where the text ends."""
    used = _TALLEST - _Ticket(data, _TALLEST).sheet.y
    return _Ticket(data, used + _MARGIN).sheet


class _Ticket:
    def __init__(self, data: SlipData, height: float) -> None:
        self.data = data
        self.first, self.second = PAIRS[data.languages]
        self.one, self.two = words(self.first), words(self.second)
        title = f"{self.one.tr('Bon d’orientation')} {data.number or ''}".strip()
        self.sheet = Sheet((_WIDTH, height), _MARGIN, title, (self.first, self.second))
        if data.number is None:
            self.sheet.watermark(self.one.tr("APERÇU"))
        self._head()
        self._facts()
        self._consent()
        self._coupon()

    def _line(self, text: str, language: str, style: Style) -> None:
        """One text over the whole width, in its language's direction."""
        if language == "ar":
            style = style.but(size=style.size * 1.07, leading=1.42, right_to_left=True, floor=style.floor)
        else:
            style = style.but(right_to_left=False)
        self.sheet.y = self.sheet.text(text, style, _MARGIN, self.sheet.inner, self.sheet.y)

    def _both(self, texts: tuple[str, str], style: Style) -> None:
        if not any(texts):
            return
        self._line(texts[0], self.first, style)
        if texts[1] != texts[0]:
            self._line(texts[1], self.second, style)

    def _pair(self, text: str) -> tuple[str, str]:
        return self.one.tr(text), self.two.tr(text)

    def _gap(self, height: float = 4) -> None:
        self.sheet.y -= height

    def _head(self) -> None:
        data, sheet = self.data, self.sheet
        french = data.agency["fr"]
        names = (data.agency.get(self.first) or french, data.agency.get(self.second) or french)
        self._both(names, Style(size=8, colour=QUIET, most_lines=2, floor=SMALLEST_LABEL))
        self._both(self._pair("Bon d’orientation"), Style(size=14, bold=True, colour=ACCENT, most_lines=1, floor=11))
        self._gap()
        middle = Style(size=15, bold=True, align="middle", most_lines=1, floor=11, right_to_left=False)
        sheet.y = sheet.text(ltr(data.number or "—" * 6), middle, _MARGIN, sheet.inner, sheet.y)
        if data.code:
            sheet.qr(data.code, _WIDTH / 2 - _QR / 2, sheet.y - 3, _QR)
            sheet.y -= _QR + 6
        line = f"{format_date(data.issued_on, self.first, 'long')}  ·  {data.agent}"
        self._line(line, self.first, Style(size=8, most_lines=2, floor=SMALLEST_VALUE))
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
            self._both(text, Style(size=9, bold=True, most_lines=4, floor=8))
            self._rule()
        self._when()
        self._documents()

    def _fact(self, label: str, value: tuple[str, str], *, strong: bool = False, most_lines: int = 4) -> None:
        labels = "  ·  ".join(dict.fromkeys(self._pair(label)))
        small = Style(size=7.5, colour=QUIET, most_lines=1, floor=SMALLEST_LABEL, right_to_left=False)
        self.sheet.y = self.sheet.text(labels, small, _MARGIN, self.sheet.inner, self.sheet.y)
        self._both(value, Style(size=11 if strong else 9.5, bold=True, most_lines=most_lines, floor=SMALLEST_VALUE))
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
            self._fact("Adresse", (place, place), most_lines=8)
            return
        self._both(
            self._pair("Adresse et téléphone, à confirmer avec l’organisme"),
            Style(size=7.5, colour=QUIET, most_lines=2, floor=SMALLEST_LABEL),
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
        self._both((texts[0], texts[1]), Style(size=11.5, bold=True, colour=ACCENT, most_lines=2, floor=9))
        place = "  ·  ".join(part for part in (meeting.host, meeting.place) if part)
        self._line(place, self.first, Style(size=8.5, most_lines=2, floor=8))
        self._rule()

    def _documents(self) -> None:
        style = Style(size=9, most_lines=3, floor=8)
        self._both(self._pair("Pièces à apporter"), Style(size=7.5, colour=QUIET, floor=SMALLEST_LABEL))
        if not self.data.documents:
            self._both(self._pair("Liste inconnue : la demander à l’organisme."), style)
        for document in self.data.documents:
            self._both((f"– {document[self.first]}", f"– {document[self.second]}"), style)
        self._rule()

    def _consent(self) -> None:
        data = self.data
        texts = []
        for language, speak in ((self.first, self.one), (self.second, self.two)):
            text = data.consent[language]
            if data.consent_is_model:
                text += " " + speak.tr("(modèle, à valider)")
            if data.consent_on:
                text += " " + speak.tr(
                    "Accord donné le {date}.", date=ltr(format_date(data.consent_on, language, "numeric"))
                )
            texts.append(text)
        self._both((texts[0], texts[1]), Style(size=7.5, most_lines=12, floor=SMALLEST_LABEL))
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
        self._line(name, self.first, Style(size=9.5, bold=True, most_lines=2, floor=8))
        line = f"{data.provider[self.first]}  ·  {data.entry[self.first]}"
        self._line(line, self.first, Style(size=8, colour=QUIET, most_lines=2, floor=7))
        if data.code:
            sheet.barcode(data.code, _WIDTH / 2 - 50, sheet.y - 4, 11 * MM)
            sheet.y -= 11 * MM + 8
            number = Style(size=10, bold=True, align="middle", floor=8, right_to_left=False)
            sheet.y = sheet.text(ltr(data.number or ""), number, _MARGIN, sheet.inner, sheet.y)
        for answer in ("Accepté", "En attente", "Refusé", "Reçu"):
            sheet.tick_box(_MARGIN, sheet.y - 2.5)
            both = "  ·  ".join(dict.fromkeys(self._pair(answer)))
            style = Style(size=8.5, most_lines=1, floor=7, right_to_left=False)
            sheet.y = sheet.text(both, style, _MARGIN + 14, sheet.inner - 14, sheet.y - 1)
        for label in ("Motif ou suite", "Date"):
            both = " · ".join(dict.fromkeys(self._pair(label)))
            style = Style(size=7.5, colour=QUIET, most_lines=1, floor=SMALLEST_LABEL, right_to_left=False)
            sheet.y = sheet.text(both, style, _MARGIN, sheet.inner, sheet.y)
            self._to_fill()
        self._box("Cachet et signature", 18.5 * MM)

    def _box(self, label: str, height: float) -> None:
        sheet = self.sheet
        both = " · ".join(dict.fromkeys(self._pair(label)))
        style = Style(size=7, colour=QUIET, most_lines=2, floor=SMALLEST_LABEL, right_to_left=False)
        sheet.y = sheet.text(both, style, _MARGIN, sheet.inner, sheet.y - 3)
        sheet.box(_MARGIN, sheet.y - 2, sheet.inner, height)
        sheet.y -= height + 5

    def _to_fill(self) -> None:
        self._gap(14)
        self.sheet.to_fill(_MARGIN, self.sheet.y, self.sheet.inner)
        self._gap(6)

    def _rule(self) -> None:
        self.sheet.rule(self.sheet.y - 2.5)
        self._gap(5)
