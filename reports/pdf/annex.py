"""What a slip's page could only begin stands whole behind it: page 2, more if it must be, each with the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reports.bidi import ltr
from reports.pdf.pairs import SMALLEST_VALUE
from reports.pdf.sheet import ACCENT, MM, QUIET
from reports.text import Block

if TYPE_CHECKING:
    from reports.pdf.slip_page import SlipPage, Whole

_QR = 15 * MM
_GAP = 6.0


class _Line(NamedTuple):
    """One line of each language; a label keeps with what follows it."""

    left: Block | None
    right: Block | None
    wide: bool
    is_label: bool

    @property
    def height(self) -> float:
        return max(block.height for block in (self.left, self.right) if block) + (_GAP if self.is_label else 0)


def add_annex(page: SlipPage) -> None:
    """Adds the pages that are needed and says on each, the slip's own too, how many there are."""
    wholes = _gathered(page)
    if not wholes:
        return
    lines = [line for whole in wholes for line in _lines(page, whole)]
    pages = _broken(lines, page.sheet.height - page.sheet.margin * 2 - _QR - 34)
    total = len(pages) + 1
    _page_number(page, 1, total)
    for place, part in enumerate(pages, 2):
        page.sheet.next_page()
        _head(page)
        for line in part:
            _draw(page, line)
        _page_number(page, place, total)


def _gathered(page: SlipPage) -> list[Whole]:
    from reports.pdf.slip_page import Whole

    pair, papers = page.set, "Pièces à apporter"
    wholes = [whole for whole in page.wholes if whole.label != papers]
    if page.cut_documents or len(wholes) < len(page.wholes):
        lists = [
            "\n".join(f"{n}. {one[language]}" for n, one in enumerate(page.data.documents, 1))
            for language in (pair.first, pair.second)
        ]
        wholes.append(Whole(papers, (lists[0], lists[1])))
    return wholes


def _lines(page: SlipPage, whole: Whole) -> list[_Line]:
    """Label, then the text line by line, so that a page may end anywhere within it."""
    from reports.text import fit

    pair, sheet = page.set, page.sheet
    size = 9.5 if page.large else 8.5
    labels = pair.fitted(pair.pair(whole.label), pair.style(7.5, colour=QUIET))
    found = [_Line(*labels, wide=False, is_label=True)]
    style = pair.style(size, floor=SMALLEST_VALUE)
    if whole.texts[0] == whole.texts[1]:
        block = fit(whole.texts[0], sheet.inner, pair.mixed(size, right_to_left=None))
        return found + [_Line(one, None, wide=True, is_label=False) for one in _split(block)]
    left, right = (_split(block) for block in pair.fitted(whole.texts, style))
    for place in range(max(len(left), len(right))):
        one = left[place] if place < len(left) else None
        other = right[place] if place < len(right) else None
        found.append(_Line(one, other, wide=False, is_label=False))
    return found


def _split(block: Block) -> list[Block]:
    return [Block((line,), block.size, block.style, block.right_to_left, block.cut) for line in block.lines]


def _broken(lines: list[_Line], height: float) -> list[list[_Line]]:
    pages: list[list[_Line]] = [[]]
    left = height
    for place, line in enumerate(lines):
        needed = line.height + (lines[place + 1].height if line.is_label and place + 1 < len(lines) else 0)
        if needed > left and pages[-1]:
            pages.append([])
            left = height
        pages[-1].append(line)
        left -= line.height
    return pages


def _head(page: SlipPage) -> None:
    sheet, pair, data = page.sheet, page.set, page.data
    if data.code:
        sheet.qr(data.code, sheet.width / 2 - _QR / 2, sheet.y, _QR)
    title = pair.style(13, bold=True, colour=ACCENT, most_lines=1)
    pair.ends(pair.pair("Annexe au bon"), title, sheet.margin, sheet.inner, sheet.y)
    number = pair.style(11, bold=True, align="middle", floor=9, right_to_left=False)
    sheet.y = sheet.text(ltr(data.number or "—" * 6), number, sheet.margin, sheet.inner, sheet.y - _QR - 4) - 4
    sheet.rule(sheet.y)
    sheet.y -= 4


def _draw(page: SlipPage, line: _Line) -> None:
    sheet, half = page.sheet, page.set.half()
    top = sheet.y - (_GAP if line.is_label else 0)
    if line.left:
        sheet.block(line.left, sheet.margin, top, sheet.inner if line.wide else half)
    if line.right:
        sheet.block(line.right, sheet.margin + sheet.inner - half, top, half)
    sheet.y -= line.height


def _page_number(page: SlipPage, place: int, total: int) -> None:
    sheet = page.sheet
    style = page.set.style(8, colour=QUIET, align="middle", right_to_left=False)
    sheet.text(ltr(f"{place} / {total}"), style, sheet.margin, sheet.inner, sheet.margin * 0.7 - 1)
