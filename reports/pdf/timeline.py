"""The timeline of a dossier on A4: one line a row, as many pages as it takes, mirrored in Arabic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.bidi import ltr
from reports.pdf.sheet import ACCENT, MM, QUIET, SOFT, Sheet
from reports.text import Style, fit
from resources.i18n import format_date, words

_PARTS = (0.17, 0.15, 0.52, 0.16)
_PAD = 3.0


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line: its day, its kind, what happened, what it is about, who did it; in the paper's language."""

    on: date
    kind: str
    title: str
    detail: str
    by: str


@dataclass(frozen=True, slots=True)
class TimelinePaper:
    """What the paper says. `kinds`: those chosen, none for all; `since` and `until` inclusive."""

    language: str
    agency: str
    person: str
    person_ar: str | None
    number: str
    printed_on: date
    printed_by: str
    since: date | None
    until: date | None
    kinds: tuple[str, ...]
    rows: tuple[TimelineRow, ...]


def render_timeline(data: TimelinePaper) -> bytes:
    """A4, the newest first; each page says whose it is and its number."""
    return _Paper(data).draw()


class _Paper:
    def __init__(self, data: TimelinePaper) -> None:
        self.data, self.speak = data, words(data.language)
        self.mirrored = data.language == "ar"
        title = self.speak.tr("Ce qui s’est passé")
        self.sheet = Sheet((210 * MM, 297 * MM), 15 * MM, title, (data.language, data.language))
        self.body = Style(size=9, leading=1.4, right_to_left=self.mirrored)
        self.pages = 1

    def draw(self) -> bytes:
        sheet, data = self.sheet, self.data
        sheet.y = sheet.text(sheet.title, self.body.but(size=18, bold=True, colour=ACCENT), sheet.margin, sheet.inner)
        name = "   ".join(part for part in (data.person, data.person_ar) if part)
        sheet.y = sheet.text(name, self.body.but(size=13, bold=True), sheet.margin, sheet.inner)
        sheet.y = sheet.text(f"{data.agency}  ·  {ltr(data.number)}", self.body, sheet.margin, sheet.inner)
        sheet.y = sheet.text(self._chosen(), self.body.but(colour=QUIET), sheet.margin, sheet.inner) - 6
        self._head()
        for row in data.rows:
            self._row(row)
        if not data.rows:
            text = self.speak.tr("Rien ne correspond à ce choix.")
            sheet.y = sheet.text(text, self.body.but(colour=QUIET), sheet.margin, sheet.inner, sheet.y - 6)
        self._foot()
        return sheet.finish()

    def _chosen(self) -> str:
        data, speak = self.data, self.speak
        parts = [", ".join(data.kinds) if data.kinds else speak.tr("tout")]
        if data.since:
            parts.append(speak.tr("depuis le {date}", date=format_date(data.since, data.language)))
        if data.until:
            parts.append(speak.tr("jusqu’au {date}", date=format_date(data.until, data.language)))
        return "  ·  ".join(parts)

    def _head(self) -> None:
        sheet = self.sheet
        labels = (self.speak.tr("Date"), self.speak.tr("Quoi"), self.speak.tr("Détail"), self.speak.tr("Par"))
        style = self.body.but(bold=True, colour=QUIET, most_lines=1)
        sheet.box(sheet.margin, sheet.y, sheet.inner, 16, fill=SOFT, line=None)
        for (x, width), label in zip(self._columns(), labels, strict=True):
            sheet.text(label, style, x + _PAD, width - 2 * _PAD, sheet.y - 2)
        sheet.y -= 18

    def _row(self, row: TimelineRow) -> None:
        sheet = self.sheet
        told = " : ".join(part for part in (row.title, row.detail) if part) or "—"
        texts = (format_date(row.on, self.data.language), row.kind, told, row.by)
        columns = self._columns()
        blocks = [fit(text, width - 2 * _PAD, self.body) for text, (_, width) in zip(texts, columns, strict=True)]
        height = max(block.height for block in blocks) + 4
        if sheet.y - height < sheet.margin + 14:
            self._foot()
            sheet.next_page()
            self.pages += 1
            self._head()
        for block, (x, width) in zip(blocks, columns, strict=True):
            sheet.block(block, x + _PAD, sheet.y - 1, width - 2 * _PAD)
        sheet.y -= height
        sheet.rule(sheet.y)
        sheet.y -= 2

    def _columns(self) -> list[tuple[float, float]]:
        sheet = self.sheet
        found, x = [], 0.0
        for part in _PARTS:
            width = sheet.inner * part
            start = sheet.margin + (sheet.inner - x - width if self.mirrored else x)
            found.append((start, width))
            x += width
        return found

    def _foot(self) -> None:
        sheet, data = self.sheet, self.data
        said = self.speak.tr(
            "Imprimé le {date} par {name}", date=format_date(data.printed_on, data.language), name=data.printed_by
        )
        text = f"{ltr(data.number)}  ·  {said}  ·  {ltr(str(self.pages))}"
        sheet.text(
            text, self.body.but(size=7.5, colour=QUIET, most_lines=1), sheet.margin, sheet.inner, sheet.margin * 0.8
        )
