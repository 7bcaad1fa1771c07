"""The list handed to a provider with the slips of a period: A4 across, as many pages as it takes, nothing cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.bidi import ltr
from reports.pdf.pairs import PAIRS, Bilingual
from reports.pdf.sheet import ACCENT, INK, MM, QUIET, SOFT, Sheet
from reports.text import Block, Style, fit
from resources.i18n import format_date, format_money, format_phone, tr_noop

_SIZE = (297 * MM, 210 * MM)
_MARGIN = 12 * MM
_PAD = 4.0
_FOOT = 26 * MM

COLUMNS: tuple[tuple[str, float], ...] = (
    (tr_noop("Bon"), 0.13), (tr_noop("Émis le"), 0.08), (tr_noop("Personne"), 0.2), (tr_noop("Orienté·e vers"), 0.2),
    (tr_noop("Besoin"), 0.17), (tr_noop("Données partagées"), 0.1), (tr_noop("Réponse"), 0.12),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BordereauLine:
    """One referral, with what the person agreed to pass on and nothing else."""

    number: str
    code: str
    issued_on: date
    person: str
    person_ar: str | None
    entry: dict[str, str]
    purpose: str | None
    amount_centimes: int | None
    birth: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Bordereau:
    """A provider's list of a period. `left_out` were referred but agreed to no sharing (any more)."""

    agency: dict[str, str]
    provider: dict[str, str]
    first: date
    last: date
    made_on: date
    made_by: str
    lines: tuple[BordereauLine, ...]
    languages: str = "fr-ar"
    left_out: int = 0


def render_bordereau(data: Bordereau) -> bytes:
    """The list as a tagged PDF, each page with its number and the total."""
    return _Pages(data).sheet.finish()


class _Pages:
    def __init__(self, data: Bordereau) -> None:
        self.data = data
        first = PAIRS[data.languages][0]
        self.sheet = Sheet(_SIZE, _MARGIN, "", PAIRS[data.languages])
        self.set = Bilingual(self.sheet, data.languages)
        title = f"{self.set.one.tr('Bordereau de transmission')} {data.provider[first]} {data.first} {data.last}"
        self.sheet.canvas.setTitle(title)
        rows = [self._cells(line) for line in data.lines]
        pages = self._broken(rows)
        for place, part in enumerate(pages, 1):
            if place > 1:
                self.sheet.next_page()
            self._head()
            for row in part:
                self._row(row)
            if place == len(pages):
                self._foot()
            self._page(place, len(pages))

    def _x(self, column: int) -> float:
        return self.sheet.margin + sum(share for _, share in COLUMNS[:column]) * self.sheet.inner

    def _width(self, column: int) -> float:
        return COLUMNS[column][1] * self.sheet.inner - 2 * _PAD

    def _cells(self, line: BordereauLine) -> list[Block]:
        pair, data = self.set, self.data
        names = "\n".join(dict.fromkeys(part for part in (line.person, line.person_ar) if part))
        money = ltr(format_money(line.amount_centimes, pair.first)) if line.amount_centimes is not None else ""
        shared = [line.birth, ltr(format_phone(line.phone)) if line.phone else None]
        entry = "\n".join(dict.fromkeys(line.entry[language] for language in PAIRS[data.languages]))
        texts = (
            ltr(line.number), format_date(line.issued_on, pair.first, "numeric"), names, entry,
            "\n".join(part for part in (line.purpose, money) if part), "\n".join(part for part in shared if part), "",
        )  # fmt: skip
        found = []
        for column, text in enumerate(texts):
            style = pair.mixed(9, bold=column in (0, 2), right_to_left=None if column == 4 else False)
            found.append(fit(text, self._width(column), style.but(most_lines=0)))
        return found

    def _broken(self, rows: list[list[Block]]) -> list[list[list[Block]]]:
        """Rows by page; the last page keeps room for what stands under the list."""
        room = self.sheet.height - 2 * self.sheet.margin - 84
        pages: list[list[list[Block]]] = [[]]
        left = room
        for row in rows:
            height = _height(row)
            if height > left and pages[-1]:
                pages.append([])
                left = room
            pages[-1].append(row)
            left -= height
        if left < _FOOT and len(pages[-1]) > 1:
            pages.append([pages[-1].pop()])
        return pages

    def _head(self) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        french = data.agency["fr"]
        names = (data.agency.get(pair.first) or french, data.agency.get(pair.second) or french)
        sheet.y = pair.both(names, pair.style(8.5, colour=QUIET, most_lines=1), sheet.y)
        title = pair.style(14, bold=True, colour=ACCENT, most_lines=1, floor=9)
        sheet.y = pair.both(pair.pair("Bordereau de transmission"), title, sheet.y)
        told = []
        for language, speak in ((pair.first, pair.one), (pair.second, pair.two)):
            days = [ltr(format_date(day, language, "numeric")) for day in (data.first, data.last)]
            told.append(speak.tr("À {provider}, du {first} au {last}", provider=data.provider[language], first=days[0],
                                 last=days[1]))  # fmt: skip
        sheet.y = pair.both((told[0], told[1]), pair.style(10, bold=True, most_lines=1), sheet.y) - 4
        top = sheet.y
        sheet.box(sheet.margin, top, sheet.inner, 26, fill=SOFT, line=None)
        for column, (label, _) in enumerate(COLUMNS):
            texts = pair.pair(label)
            style = pair.mixed(7.5, colour=INK, bold=True, most_lines=1)
            y = sheet.text(texts[0], style, self._x(column) + _PAD, self._width(column), top - 2)
            if texts[1] != texts[0]:
                sheet.text(texts[1], style.but(bold=False), self._x(column) + _PAD, self._width(column), y)
        sheet.y = top - 28

    def _row(self, row: list[Block]) -> None:
        sheet = self.sheet
        for column, block in enumerate(row):
            sheet.block(block, self._x(column) + _PAD, sheet.y - 3, self._width(column))
        sheet.y -= _height(row)
        sheet.rule(sheet.y)

    def _foot(self) -> None:
        sheet, data, pair = self.sheet, self.data, self.set
        if not data.lines:
            sheet.y = pair.both(
                pair.pair("Personne n’a été orienté pendant cette période."), pair.style(10), sheet.y - 6
            )
        sheet.y -= 4
        count = pair.pair("Total : {n}. Établi le {date} par {name}.", n=len(data.lines),
                          date=ltr(format_date(data.made_on, pair.first, "numeric")), name=data.made_by)  # fmt: skip
        sheet.y = pair.both(count, pair.style(8.5, colour=QUIET, most_lines=1), sheet.y)
        if data.left_out:
            left = pair.pair("Sans accord de partage, non transmis : {n}.", n=data.left_out)
            sheet.y = pair.both(left, pair.style(8.5, colour=QUIET, most_lines=1), sheet.y)
        rule = pair.pair(
            "Données transmises avec l’accord de chaque personne, pour étudier sa demande et rien d’autre."
        )
        pair.both(rule, pair.style(8, colour=QUIET, most_lines=2), sheet.y)

    def _page(self, place: int, total: int) -> None:
        style = Style(size=8, colour=QUIET, align="middle", right_to_left=False)
        self.sheet.text(ltr(f"{place} / {total}"), style, self.sheet.margin, self.sheet.inner, self.sheet.margin - 4)


def _height(row: list[Block]) -> float:
    return max(20.0, *(block.height for block in row)) + 6
