"""A paper for a person to take away: large type, a sign beside each part, as many pages as it needs, in one language."""

from __future__ import annotations

from datetime import date

from reports.bidi import base_of, ltr
from reports.pdf.sheet import ACCENT, INK, MM, QUIET, SOFT, WARN, Sheet
from reports.text import Style, fit
from resources.i18n import format_date, is_rtl, words

A4 = (210 * MM, 297 * MM)
_MARGIN = 18 * MM
_SIGN = 24
_GAP = 9
_SHORT = 60


class Handout:
    """A page that goes down from its title. `large` is for those who read little: fewer words fit, each is seen; `tight`
    for what must hold on one page.
    """

    def __init__(
        self, title: str, language: str, *, agency: str, made_on: date | None, large: bool = False, tight: bool = False
    ) -> None:
        self.language, self.rtl = language, is_rtl(language)
        self.tr = words(language).tr
        self.scale = 1.3 if large else (0.72 if self.rtl else 0.84) if tight else 1.0
        self.sheet = Sheet(A4, _MARGIN, title, (language, language))
        self._foot = "  ·  ".join(part for part in (agency, format_date(made_on, language) if made_on else "") if part)
        self._indent = 0.0
        self._draw_foot()
        self.text(title, size=20, bold=True, colour=ACCENT)
        self.sheet.rule(self.sheet.y - 4)
        self.gap(14)

    def text(
        self,
        text: str,
        *,
        size: float = 11.5,
        bold: bool = False,
        colour: tuple[float, float, float] = INK,
        turn: bool | None = None,
    ) -> None:
        """A paragraph, broken over pages where it must. `turn`: right to left or not, when not the language's own."""
        if not text:
            return
        style = self._style(size, bold, colour, turn)
        block = fit(text, self.sheet.inner - self._indent, style)
        step = block.size * style.leading
        lines = list(block.lines)
        while lines:
            room = max(int((self.sheet.y - self._floor) / step), 0)
            if room == 0 or (room < len(lines) and room < 2):
                self._turn_page()
                continue
            shown, lines = lines[:room], lines[room:]
            part = type(block)(tuple(shown), block.size, style, block.right_to_left, block.cut)
            start = self.sheet.margin + (0 if self.rtl else self._indent)
            self.sheet.y = self.sheet.block(part, start, self.sheet.y, self.sheet.inner - self._indent)

    def part(self, title: str, sign: str) -> None:
        """A heading with its sign; what follows stands under it until the next one."""
        self._indent = 0
        self.gap(10)
        self.keep(70)
        x = self.sheet.width - self.sheet.margin - _SIGN if self.rtl else self.sheet.margin
        self.sheet.icon(sign, x, self.sheet.y, _SIGN)
        self._indent = _SIGN + _GAP
        self.sheet.y -= 3
        self.text(title, size=14, bold=True, colour=ACCENT)
        self.gap(3)

    def fact(self, label: str, value: str) -> None:
        """A label over its value."""
        self.keep(32)
        self.text(label, size=9, colour=QUIET)
        self.text(value, size=12, bold=True)
        self.gap(4)

    def bullet(self, text: str, sign: str = "") -> None:
        """One of several; with a sign of its own where it has one."""
        size = 13 * self.scale
        self.keep(18)
        base, self._indent = self._indent, self._indent + size + 6
        x = self.sheet.width - self.sheet.margin - base - size if self.rtl else self.sheet.margin + base
        if sign:
            self.sheet.icon(sign, x, self.sheet.y - 1, size)
        else:
            self.sheet.box(x + size / 2 - 2, self.sheet.y - 6 * self.scale, 4, 4, fill=ACCENT, line=None)
        self.text(text)
        self._indent = base
        self.gap(3)

    def tick(self, text: str) -> None:
        """A box for a pen, and what it is about."""
        size = 11 * self.scale
        self.keep(18)
        base, self._indent = self._indent, self._indent + size + 8
        x = self.sheet.width - self.sheet.margin - base - size if self.rtl else self.sheet.margin + base
        self.sheet.tick_box(x, self.sheet.y - 2, size)
        self.text(text)
        self._indent = base
        self.gap(5)

    def to_fill(self, label: str, lines: int = 1) -> None:
        """A label with empty lines for a pen: what is not known yet."""
        self.keep(24 + 18 * lines)
        self.text(label, size=9, colour=QUIET)
        for _ in range(lines):
            self.gap(17)
            start = self.sheet.margin + (0 if self.rtl else self._indent)
            self.sheet.to_fill(start, self.sheet.y, self.sheet.inner - self._indent)
        self.gap(8)

    def note(self, text: str, *, warn: bool = False) -> None:
        """A boxed sentence one should not miss."""
        style = self._style(10.5, True, INK, None)
        inner = self.sheet.inner - self._indent - 16
        height = fit(text, inner, style).height + 14
        self.keep(height)
        start = self.sheet.margin + (0 if self.rtl else self._indent)
        self.sheet.box(
            start, self.sheet.y, self.sheet.inner - self._indent, height, fill=WARN if warn else SOFT, line=None
        )
        self.sheet.text(text, style, start + 8, inner, self.sheet.y - 7)
        self.sheet.y -= height
        self.gap(8)

    def columns(self, rows: list[list[str]], shares: list[float]) -> None:
        """A table, its first row the heading; a row stays on one page."""
        width = self.sheet.inner
        order = list(range(len(shares)))
        for place, row in enumerate(rows):
            style = self._style(8.5, place == 0, QUIET if place == 0 else INK, None)
            blocks = [fit(cell, width * share - 8, style) for cell, share in zip(row, shares, strict=True)]
            height = max(block.height for block in blocks) + 8
            self.keep(height)
            x = self.sheet.margin
            for column in reversed(order) if self.rtl else order:
                self.sheet.block(blocks[column], x + 4, self.sheet.y - 4, width * shares[column] - 8)
                x += width * shares[column]
            self.sheet.y -= height
            self.sheet.rule(self.sheet.y)

    def gap(self, height: float) -> None:
        """White space."""
        self.sheet.y -= height * min(self.scale, 1)

    def keep(self, height: float) -> None:
        """Begins a new page unless so much fits on this one."""
        if self.sheet.y - height * self.scale < self._floor:
            self._turn_page()

    def kept(self, text: str) -> str:
        """A short text in Latin letters (an address, a name) in one piece inside an Arabic page.

        A long one is left to the order of its words: what is kept in one piece is broken anywhere, not between words.
        """
        return ltr(text) if self.rtl and 0 < len(text) <= _SHORT and not base_of(text) else text

    def finish(self) -> bytes:
        """The PDF."""
        return self.sheet.finish()

    @property
    def _floor(self) -> float:
        return self.sheet.margin + 16

    def _style(self, size: float, bold: bool, colour: tuple[float, float, float], turn: bool | None) -> Style:
        arabic = self.language == "ar"
        grown = size * self.scale * (1.07 if arabic else 1)
        leading = 1.42 if arabic and self.scale >= 1 else 1.34 if arabic else 1.3
        return Style(
            size=grown, bold=bold, colour=colour, leading=leading, right_to_left=self.rtl if turn is None else turn
        )

    def _turn_page(self) -> None:
        self.sheet.next_page()
        self._draw_foot()

    def _draw_foot(self) -> None:
        style = Style(size=8, colour=QUIET, right_to_left=self.rtl, most_lines=1, floor=6)
        self.sheet.text(self._foot, style, self.sheet.margin, self.sheet.inner, self.sheet.margin + 6)
