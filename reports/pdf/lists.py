"""Lists on paper: the call list, with room for what was said, and sheets of labels with their codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.bidi import ltr
from reports.pdf.sheet import ACCENT, MM, QUIET, Sheet
from reports.text import Style
from resources.i18n import format_date, words

_SIZE = (210 * MM, 297 * MM)
_MARGIN = 14 * MM
_FOOT = 16 * MM


@dataclass(frozen=True, slots=True)
class CallLine:
    """Whom to call: number of the dossier, names, phones (who answers after them), what to speak, where they live."""

    number: str
    name: str
    name_ar: str
    phones: tuple[str, ...]
    languages: str
    place: str


@dataclass(frozen=True, slots=True)
class CallList:
    """The sheet: what the list is, who was left out and why, and its lines."""

    title: str
    agency: str
    about: str
    left_out: str
    made_on: date
    language: str
    lines: tuple[CallLine, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the dossier's number in both forms, the name, where the person lives (for an address label)."""

    code: str
    number: str
    name: str
    name_ar: str
    place: str


def render_call_list(data: CallList) -> bytes:
    """A4 upright, a person a band, with a place to write what was said."""
    speak = words(data.language)
    sheet = Sheet(_SIZE, _MARGIN, data.title, (data.language, data.language))
    rtl = data.language == "ar"
    body = Style(size=9.5, leading=1.4, right_to_left=rtl)
    _head(sheet, data, body)
    for place, line in enumerate(data.lines, 1):
        if sheet.y < _MARGIN + _FOOT + 46:
            _foot(sheet, data, body)
            sheet.next_page()
        _band(sheet, place, line, body, speak.tr("Réponse"))
    _foot(sheet, data, body)
    return sheet.finish()


def render_labels(labels: Sequence[Label], title: str, language: str, *, with_place: bool) -> bytes:
    """Sheets of 3 × 8 labels of 70 × 37 mm, the commonest; nothing stands within 5 mm of an edge."""
    sheet = Sheet(_SIZE, 0, title, (language, language))
    width, height = 70 * MM, _SIZE[1] / 8
    for place, label in enumerate(labels):
        nth = place % 24
        if place and nth == 0:
            sheet.next_page()
        row, column = divmod(nth, 3)
        start = (2 - column if language == "ar" else column) * width
        _label(sheet, label, start + 5 * MM, _SIZE[1] - row * height - 5 * MM, width - 10 * MM, language, with_place)
    return sheet.finish()


def _head(sheet: Sheet, data: CallList, body: Style) -> None:
    top = body.but(size=17, bold=True, colour=ACCENT)
    sheet.y = sheet.text(data.title, top, sheet.margin, sheet.inner)
    told = f"{data.agency} · {format_date(data.made_on, data.language, 'long')}"
    for text in (told, data.about, data.left_out):
        if text:
            sheet.y = sheet.text(text, body.but(size=9, colour=QUIET), sheet.margin, sheet.inner) - 1
    sheet.y -= 8


def _band(sheet: Sheet, place: int, line: CallLine, body: Style, answer: str) -> None:
    start, top, inner = sheet.margin, sheet.y, sheet.inner
    mirrored = body.right_to_left
    parts = ((0.0, 0.36), (0.37, 0.27), (0.65, 0.35))
    columns = [(start + inner * ((1 - at - wide) if mirrored else at), inner * wide) for at, wide in parts]
    sheet.rule(top)
    name = f"{place}. {line.name}"
    ends = [sheet.text(name, body.but(size=10.5, bold=True), *columns[0], top - 4)]
    if line.name_ar:
        arabic = body.but(right_to_left=True, align="start" if mirrored else "end")
        ends[0] = sheet.text(line.name_ar, arabic, *columns[0], ends[0] - 1)
    ends[0] = sheet.text(ltr(line.number), body.but(size=8, colour=QUIET), *columns[0], ends[0] - 1)
    ends.append(top - 3)
    for phone in line.phones:
        told = ltr(phone) if phone[:1] in "+0123456789" else phone
        ends[1] = sheet.text(told, body.but(size=10.5, bold=True), *columns[1], ends[1] - 1)
    for text in (line.languages, line.place):
        if text:
            ends[1] = sheet.text(text, body.but(size=8.5, colour=QUIET), *columns[1], ends[1] - 1)
    at, wide = columns[2]
    sheet.text(answer, body.but(size=7.5, colour=QUIET), at, wide, top - 4)
    sheet.to_fill(at, top - 26, wide)
    sheet.to_fill(at, top - 40, wide)
    sheet.y = min(*ends, top - 44) - 4


def _foot(sheet: Sheet, data: CallList, body: Style) -> None:
    speak = words(data.language)
    text = speak.tr("Données personnelles : à garder sous clé, à détruire après usage (loi 09-08).")
    sheet.rule(_MARGIN + 12)
    sheet.text(text, body.but(size=7.5, colour=QUIET), sheet.margin, sheet.inner, _MARGIN + 10)


def _label(sheet: Sheet, label: Label, start: float, top: float, width: float, language: str, with_place: bool) -> None:
    style = Style(size=10, leading=1.3, right_to_left=language == "ar", most_lines=2, floor=7)
    y = sheet.text(label.name or label.name_ar, style.but(bold=True), start, width, top)
    if with_place:
        if label.name and label.name_ar:
            arabic = style.but(size=9, right_to_left=True, most_lines=1, align="start" if language == "ar" else "end")
            y = sheet.text(label.name_ar, arabic, start, width, y - 1)
        y = sheet.text(label.place, style.but(size=8.5, colour=QUIET), start, width, y - 1)
    bottom = top - _SIZE[1] / 8 + 10 * MM
    sheet.barcode(label.code, start - 4, bottom + 20, 20)
    number = style.but(size=7.5, colour=QUIET, align="end" if language != "ar" else "start", right_to_left=False)
    sheet.text(ltr(label.number), number, start + width * 0.55, width * 0.45, bottom + 14)
