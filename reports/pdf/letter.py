"""A letter on one A4 page: the agency's head, the same words in two languages one under the other, signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.bidi import ltr
from reports.errors import NotPrintable
from reports.pdf.pairs import PAIRS, Bilingual
from reports.pdf.sheet import ACCENT, MM, QUIET, SOFT, Rehearsal, Sheet
from reports.text import fit
from resources.i18n import format_date, format_phone

_SIZE = (210 * MM, 297 * MM)
_MARGIN = 20 * MM
_QR = 20 * MM
_SIGNATURE = 34 * MM
_SIZES = (12.5, 11.5, 10.5, 9.5, 8.5)


@dataclass(frozen=True, slots=True)
class LetterData:
    """What a letter says: title and body by language, values already in their place.

    `code` and `number` are a slip's (its code opens the referral again); `mark` stands in a frame under the head (a day
    and an hour), by language.
    """

    title: dict[str, str]
    body: dict[str, str]
    agency: dict[str, str]
    agency_address: str | None
    agency_phone: str | None
    made_on: date
    city: str | None
    agent: str
    languages: str = "fr-ar"
    number: str | None = None
    code: str | None = None
    mark: dict[str, str] | None = None
    logo: bytes | None = None


def render_letter(data: LetterData) -> bytes:
    """The letter as a tagged PDF. Raises NotPrintable when its words do not fit a page."""
    for size in _SIZES:
        if _Letter(data, Rehearsal(_SIZE, _MARGIN), size).fits():
            title = f"{data.title[PAIRS[data.languages][0]]} {data.number or ''}".strip()
            return _Letter(data, Sheet(_SIZE, _MARGIN, title, PAIRS[data.languages]), size).sheet.finish()
    raise NotPrintable("paper.letter_too_long")


class _Letter:
    def __init__(self, data: LetterData, sheet: Sheet, size: float) -> None:
        self.data, self.sheet, self.size = data, sheet, size
        self.set = Bilingual(sheet, data.languages)
        self._head()
        for language in (self.set.first, self.set.second):
            self._words(language)
        self._signature()

    def fits(self) -> bool:
        return self.sheet.y >= self.sheet.margin

    def _head(self) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        if data.logo:
            sheet.picture(data.logo, sheet.width / 2 - 17 * MM, sheet.y + 4, 34 * MM, 16 * MM)
        french = data.agency["fr"]
        names = (data.agency.get(pair.first) or french, data.agency.get(pair.second) or french)
        sheet.y = pair.both(names, pair.style(11, bold=True, most_lines=2), sheet.y)
        known = (data.agency_address, ltr(format_phone(data.agency_phone)) if data.agency_phone else None)
        if told := "  ·  ".join(part for part in known if part):
            sheet.y = sheet.text(told, pair.mixed(8.5, colour=QUIET, most_lines=2), sheet.margin, sheet.inner)
        sheet.rule(sheet.y - 6)
        sheet.y -= 20
        when = [format_date(data.made_on, language, "long") for language in (pair.first, pair.second)]
        first = f"{data.city}, {when[0]}" if data.city else when[0]
        sheet.y = pair.both((first, when[1]), pair.style(9, colour=QUIET), sheet.y) - 14
        if data.code and data.number:
            sheet.qr(data.code, sheet.width / 2 - _QR / 2, sheet.y + 12, _QR)
            style = pair.style(9, bold=True, align="middle", right_to_left=False)
            sheet.y = sheet.text(ltr(data.number), style, sheet.margin, sheet.inner, sheet.y + 9 - _QR) - 14

    def _words(self, language: str) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        title = pair.side(language, pair.style(self.size + 6, bold=True, colour=ACCENT, most_lines=2))
        sheet.y = sheet.text(data.title[language], title, sheet.margin, sheet.inner) - 6
        if data.mark:
            style = pair.side(language, pair.style(self.size + 2, bold=True, most_lines=2))
            block = fit(data.mark[language], sheet.inner - 20, style)
            sheet.box(sheet.margin, sheet.y, sheet.inner, block.height + 12, fill=SOFT, line=ACCENT)
            sheet.y = sheet.block(block, sheet.margin + 10, sheet.y - 6, sheet.inner - 20) - 14
        body = pair.side(language, pair.style(self.size))
        body = body.but(leading=1.62 if language == "ar" else 1.5)
        for paragraph in data.body[language].split("\n"):
            sheet.y = sheet.text(paragraph, body, sheet.margin, sheet.inner) - 5
        sheet.rule(sheet.y - 6)
        sheet.y -= 20

    def _signature(self) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        labels = pair.pair("Signature et cachet de l’agence")
        half = sheet.inner * 0.62
        x = sheet.margin + sheet.inner - half
        sheet.text(data.agent, pair.mixed(9.5, bold=True, most_lines=2), sheet.margin, sheet.inner - half - 10)
        sheet.box(x, sheet.y, half, _SIGNATURE)
        pair.ends(labels, pair.style(7, colour=QUIET), x + 5, half - 10, sheet.y - 2)
        sheet.y -= _SIGNATURE
