"""Two languages side by side on one baseline: the first from the start, Arabic from the other edge, a little larger."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.pdf.sheet import Sheet
from reports.text import Block, Style, fit, measure
from resources.i18n import Words, words

PAIRS = {"fr-ar": ("fr", "ar"), "en-ar": ("en", "ar"), "en-fr": ("en", "fr"), "fr-en": ("fr", "en")}
SMALLEST_LABEL, SMALLEST_VALUE = 6.5, 8.0
SMALLEST_ARABIC_LABEL, SMALLEST_ARABIC_VALUE = 7.5, 9.0
"""No paper is set smaller, however much it must hold (points)."""

_ARABIC = 1.07
_ARABIC_LEADING = 1.42
_LABELS_BELOW = 8.0
_BETWEEN = 8.0


@dataclass(slots=True)
class Bilingual:
    """Sets texts of a pair on a sheet; `k` is how tight, 1 being as designed."""

    sheet: Sheet
    languages: str
    k: float = 1.0
    first: str = ""
    second: str = ""
    one: Words = field(init=False)
    two: Words = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.second = PAIRS[self.languages]
        self.one, self.two = words(self.first), words(self.second)

    def pair(self, text: str, **values: object) -> tuple[str, str]:
        """A French sentence in both languages."""
        return self.one.tr(text, **values), self.two.tr(text, **values)

    def together(self, text: str) -> str:
        """Both on one line, once where they are the same."""
        return "  ·  ".join(dict.fromkeys(self.pair(text)))

    def style(self, size: float, **more: object) -> Style:
        """A style as large as `k` leaves it, never under its floor."""
        label = size < _LABELS_BELOW
        floor = SMALLEST_LABEL if label else SMALLEST_VALUE
        return Style(size=max(size * self.k, floor), floor=floor).but(**more)

    def mixed(self, size: float, **more: object) -> Style:
        """For a line that may hold Arabic words among Latin ones."""
        floor = SMALLEST_ARABIC_LABEL if size < _LABELS_BELOW else SMALLEST_ARABIC_VALUE
        style = self.style(size, right_to_left=False).but(**more)
        return style.but(size=max(style.size, floor), floor=floor)

    def side(self, language: str, style: Style) -> Style:
        """The style of one language."""
        if language != "ar":
            return style.but(right_to_left=False)
        floor = SMALLEST_ARABIC_LABEL if style.floor < SMALLEST_VALUE else max(SMALLEST_ARABIC_VALUE, style.floor)
        size = max(style.size * _ARABIC, floor)
        return style.but(size=size, leading=_ARABIC_LEADING, right_to_left=True, floor=floor)

    def both(self, texts: tuple[str, str], style: Style, top: float, *, inset: float = 0) -> float:
        """One text in each half of the sheet; gives the y under both."""
        left, right = self.fitted(texts, style, inset)
        sheet = self.sheet
        half = self.half(inset)
        under = sheet.block(left, sheet.margin + inset, top, half)
        return min(under, sheet.block(right, sheet.margin + inset + half + _BETWEEN, top, half))

    def fitted(self, texts: tuple[str, str], style: Style, inset: float = 0) -> tuple[Block, Block]:
        """Both texts broken to their half."""
        half = self.half(inset)
        return fit(texts[0], half, self.side(self.first, style)), fit(texts[1], half, self.side(self.second, style))

    def half(self, inset: float = 0) -> float:
        """The width of one language's column; `inset` leaves room for an icon at the start."""
        return (self.sheet.inner - inset - _BETWEEN) / 2

    def ends(self, texts: tuple[str, str], style: Style, x: float, width: float, top: float) -> float:
        """Both on one line of `width`, the second at its end; one under the other where that is too narrow."""
        first, second = self.side(self.first, style), self.side(self.second, style)
        rooms = [
            measure(text, one.bold, bool(one.right_to_left)) * one.size + 1
            for text, one in zip(texts, (first, second), strict=True)
        ]
        narrow = sum(rooms) + 4 > width
        under = self.sheet.text(texts[0], first.but(most_lines=1), x, width if narrow else rooms[0], top)
        if self.second != "ar" and not narrow:
            second = second.but(align="end")
        self.sheet.text(texts[1], second.but(most_lines=1), x, width, under if narrow else top)
        return under
