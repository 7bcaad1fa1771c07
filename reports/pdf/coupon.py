"""The lower part of a slip: signatures, and the coupon that comes back with the provider's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.bidi import ltr
from reports.pdf.pairs import SMALLEST_ARABIC_LABEL
from reports.pdf.sheet import ACCENT, MM, QUIET
from reports.text import measure

if TYPE_CHECKING:
    from reports.pdf.slip_page import SlipPage

ANSWERS = ("Accepté", "En attente", "Refusé", "Reçu")
_STAMP = (44 * MM, 18.5 * MM)
"""What a provider's stamp takes: at least 40 x 18 mm, nothing printed in it."""
_BARS = 100
_CODE_HEIGHT = 9 * MM


def signature_height(page: SlipPage) -> float:
    """Of both boxes."""
    return (20 if page.large else 13.5) * MM * min(page.k, 1)


def draw_signatures(page: SlipPage) -> None:
    """One box for the person, one for the agency, above the coupon."""
    sheet, pair = page.sheet, page.set
    height = signature_height(page)
    top = page.bottom + height
    half = sheet.inner / 2 - 4
    style = pair.style(7, colour=QUIET)
    for place, label in enumerate(("Signature de la personne", "Signature et cachet de l’agence")):
        x = sheet.margin + place * (half + 8)
        sheet.box(x, top, half, height)
        pair.ends(pair.pair(label), style, x + 4, half - 8, top - 1)


def draw_coupon(page: SlipPage) -> None:
    """Under the dashed line: whose, to whom, the code, what to tick, and room for a stamp."""
    sheet, data, pair = page.sheet, page.data, page.set
    top, x = page.bottom - 5, sheet.margin
    sheet.rule(top, x=sheet.margin * 0.4, width=sheet.width - sheet.margin * 0.8, dashed=True)
    title = pair.style(10.5, bold=True, colour=ACCENT, most_lines=1)
    y = pair.both(pair.pair("Coupon-réponse, à rendre à l’agence"), title, top - 4)
    left = sheet.inner - _BARS - 12
    if data.code:
        sheet.barcode(data.code, x + sheet.inner - _BARS, y - 2, _CODE_HEIGHT)
        number = pair.style(9.5, bold=True, align="middle", right_to_left=False)
        sheet.text(ltr(data.number or ""), number, x + sheet.inner - _BARS - 4, _BARS + 4, y - 3 - _CODE_HEIGHT)
    name = "  ·  ".join(dict.fromkeys(part for part in (data.person, data.person_ar) if part))
    under = sheet.text(name, pair.mixed(9.5, bold=True, most_lines=2 if page.large else 1), x, left, y - 2)
    line = "  ·  ".join(part for part in (data.provider[pair.first], data.entry[pair.first]) if part)
    under = sheet.text(line, pair.mixed(8, colour=QUIET, most_lines=1), x, left, under)
    under = _boxes(page, x, under - 3, left)
    stamp_top = sheet.margin * 0.7 + _STAMP[1]
    sheet.box(x + sheet.inner - _STAMP[0], stamp_top, *_STAMP)
    # Never larger than its place above the box: nothing may stand where the stamp goes.
    small = pair.style(6.5 / max(page.k, 1), colour=QUIET)
    pair.ends(pair.pair("Cachet et signature"), small, x + sheet.inner - _STAMP[0], _STAMP[0], stamp_top + 13)
    _lines_to_fill(page, x, under - 3, sheet.inner - _STAMP[0] - 12)


def _boxes(page: SlipPage, x: float, top: float, width: float) -> float:
    sheet, pair = page.sheet, page.set
    step = width / 2
    style = pair.mixed(8.5, most_lines=1)
    row = 15.5 if page.large else 13.5
    for place, answer in enumerate(ANSWERS):
        left, line = x + (place % 2) * step, top - (place // 2) * row
        sheet.tick_box(left, line - 1.5)
        sheet.text(pair.together(answer), style, left + 14, step - 18, line)
    return top - 2 * row


def _lines_to_fill(page: SlipPage, x: float, top: float, width: float) -> None:
    """Labels and dotted lines, spread over what is left of the coupon: a pen needs room."""
    sheet, pair = page.sheet, page.set
    style = pair.mixed(7.5, colour=QUIET, most_lines=1, floor=SMALLEST_ARABIC_LABEL)
    lines = ("Motif ou suite", "", "Date") if page.large else ("Motif ou suite", "Date")
    label = max(measure(pair.together(text), style.bold, rtl=False) for text in lines) * style.size + 4
    step = max((top - sheet.margin * 0.7) / len(lines), 13)
    for text in lines:
        start = x + label if text else x
        if text:
            sheet.text(pair.together(text), style, x, label, top - step + 11)
        sheet.to_fill(start, top - step + 2, x + width - start)
        top -= step
