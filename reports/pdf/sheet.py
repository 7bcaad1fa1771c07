"""One page being laid out from top to bottom: text, lines, icons, codes; tagged, deterministic."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports.faces import faces
from reports.pdf.icons import SIGNS
from reports.text import Block, Style, draw, fit

MM = 72 / 25.4
INK = (0.09, 0.12, 0.13)
# Dark enough that small labels, lines to fill and boxes survive a photocopy.
QUIET = (0.16, 0.19, 0.21)
ACCENT = (0.043, 0.361, 0.369)
SOFT = (0.90, 0.945, 0.94)
LINE = (0.30, 0.33, 0.33)
WARN = (0.985, 0.945, 0.85)
_THIN, _DOT = 0.8, 1.1
"""In points: of a line, and of the dots of a line to fill."""
BAR = 2 / 203 * 72
"""The width of the thinnest bar: two dots of a 203 dpi printer. Codes are never scaled with the page."""


@dataclass(slots=True)
class Tags:
    """The marked contents of the pages, in reading order: (page, id, language)."""

    first: str
    second: str
    page: int = 0
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    _next: int = 0

    def begin(self, canvas: Any, right_to_left: bool) -> None:
        """Opens a paragraph."""
        language = "ar" if right_to_left else self.first if self.first != "ar" else self.second
        self.marks.append((self.page, self._next, language))
        canvas._code.append(f"/P <</MCID {self._next}>> BDC")
        self._next += 1

    def end(self, canvas: Any) -> None:
        """Closes it."""
        canvas._code.append("EMC")

    def next_page(self) -> None:
        """Ids begin again on each page."""
        self.page += 1
        self._next = 0


class Sheet:
    """A canvas with a cursor `y` that goes down; sizes in points."""

    def __init__(self, size: tuple[float, float], margin: float, title: str, languages: tuple[str, str]) -> None:
        faces()
        self.width, self.height = size
        self.margin = margin
        self.title = title
        self.tags = Tags(*languages)
        self._buffer = BytesIO()
        first = languages[0]
        # reportlab puts Helvetica on every page unless told another font to begin with.
        self.canvas = Canvas(
            self._buffer,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            lang=first,
            initialFontName="Plex",
            initialFontSize=8,
        )
        self.canvas.setTitle(title)
        self.canvas.setCreator("Wasl")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.canvas.wasl_tags = self.tags
        self.y = self.height - margin
        self.smallest = 99.0
        self.smallest_arabic = 99.0
        self.cut = False
        self.whole = True
        """Whether nothing ran over what stands below it; the layout says so."""

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    def text(self, text: object, style: Style, x: float, width: float, top: float | None = None) -> float:
        """Sets a text; gives the y under it and leaves the cursor alone."""
        block = fit(text, width, style)
        return self.block(block, x, self.y if top is None else top, width)

    def block(self, block: Block, x: float, top: float, width: float) -> float:
        """Sets a text that was fitted before."""
        self.smallest = min(self.smallest, block.size)
        if any("\u0600" <= sign <= "\u06ff" for line in block.lines for sign in line):
            self.smallest_arabic = min(self.smallest_arabic, block.size)
        self.cut = self.cut or block.cut
        return draw(self.canvas, block, x, top, width)

    def box(self, x: float, top: float, width: float, height: float, *, fill: Any = None, line: Any = LINE) -> None:
        """A rounded box below `top`."""
        with _Artifact(self.canvas):
            if fill:
                self.canvas.setFillColorRGB(*fill)
            if line:
                self.canvas.setStrokeColorRGB(*line)
                self.canvas.setLineWidth(_THIN)
            self.canvas.roundRect(x, top - height, width, height, 3, stroke=int(bool(line)), fill=int(bool(fill)))

    def rule(self, y: float, *, x: float | None = None, width: float | None = None, dashed: bool = False) -> None:
        """A thin line across."""
        with _Artifact(self.canvas):
            self.canvas.setStrokeColorRGB(*(QUIET if dashed else LINE))
            self.canvas.setLineWidth(_THIN)
            self.canvas.setDash([3, 3] if dashed else [])
            start = self.margin if x is None else x
            self.canvas.line(start, y, start + (self.inner if width is None else width), y)
            self.canvas.setDash([])

    def to_fill(self, x: float, y: float, width: float) -> None:
        """A dotted line for a pen."""
        with _Artifact(self.canvas):
            self.canvas.setStrokeColorRGB(*QUIET)
            self.canvas.setLineWidth(_DOT)
            self.canvas.setDash([_DOT, 2.4])
            self.canvas.line(x, y, x + width, y)
            self.canvas.setDash([])

    def tick_box(self, x: float, top: float, size: float = 9) -> None:
        """An empty box to tick."""
        self.box(x, top, size, size, line=INK)

    def barcode(self, code: str, x: float, top: float, height: float) -> float:
        """Code128 of the digits, with its quiet zones; gives its width."""
        width, bars = _bars(code)
        drawn = " ".join(f"{x + start:.3f} {top - height:.2f} {wide:.3f} {height:.2f} re" for start, wide in bars)
        with _Artifact(self.canvas):
            self.canvas._code.append(f"0 0 0 rg {drawn} f")
        return width

    def qr(self, code: str, x: float, top: float, size: float) -> None:
        """A QR of the digits, its quiet zone outside `size`."""
        with _Artifact(self.canvas):
            unit = size / _qr_width(code)
            squares = " ".join(
                f"{x + column * unit:.2f} {top - (row + 1) * unit:.2f} {length * unit + 0.02:.2f} {unit + 0.02:.2f} re"
                for row, column, length in _qr(code)
            )
            # Written out: a path of reportlab's costs more than the rest of the page.
            self.canvas._code.append(f"0 0 0 rg {squares} f")

    def picture(self, content: bytes, x: float, top: float, width: float, height: float) -> None:
        """A logo, as large as fits."""
        with _Artifact(self.canvas):
            self.canvas.drawImage(
                ImageReader(BytesIO(content)),
                x,
                top - height,
                width,
                height,
                preserveAspectRatio=True,
                mask="auto",
                anchor="c",
            )

    def icon(self, name: str, x: float, top: float, size: float) -> None:
        """One of the small drawings that let a paper be shown without words."""
        with _Artifact(self.canvas):
            self.canvas.saveState()
            self.canvas.translate(x, top - size)
            self.canvas.scale(size / 24, size / 24)
            self.canvas.setStrokeColorRGB(*ACCENT)
            self.canvas.setLineWidth(2)
            self.canvas.setLineCap(1)
            self.canvas.setLineJoin(1)
            _ICONS[name](self.canvas)
            self.canvas.restoreState()

    def watermark(self, text: str) -> None:
        """A large word across the page, light enough to read through."""
        with _Artifact(self.canvas):
            self.canvas.saveState()
            self.canvas.translate(self.width / 2, self.height / 2)
            self.canvas.rotate(50)
            self.canvas.wasl_tags = None
            style = Style(size=self.width / 7, bold=True, colour=(0.88, 0.90, 0.90), align="middle")
            draw(self.canvas, fit(text, self.width * 1.4, style), -self.width * 0.7, self.width / 12, self.width * 1.4)
            self.canvas.wasl_tags = self.tags
            self.canvas.restoreState()

    def next_page(self) -> None:
        """Goes on at the top of another page of the same size."""
        self.canvas.showPage()
        self.canvas.setFont("Plex", 8)
        self.tags.next_page()
        self.y = self.height - self.margin

    def finish(self) -> bytes:
        """The PDF, tagged."""
        from reports.pdf.tagging import tagged

        self.canvas.showPage()
        self.canvas.save()
        return tagged(self._buffer.getvalue(), self.tags)


class _Artifact:
    """What is drawn within is no text to be read aloud."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def __enter__(self) -> None:
        self.canvas._code.append("/Artifact BMC")

    def __exit__(self, *_: object) -> None:
        self.canvas._code.append("EMC")


class Rehearsal(Sheet):
    """The same movements with nothing drawn: to see whether a layout fits before it is done in earnest."""

    def __init__(self, size: tuple[float, float], margin: float) -> None:
        faces()
        self.width, self.height = size
        self.margin = margin
        self.y = self.height - margin
        self.smallest = self.smallest_arabic = 99.0
        self.cut, self.whole = False, True

    def block(self, block: Block, x: float, top: float, width: float) -> float:
        """Only how far down it comes."""
        return top - block.height

    def box(self, x: float, top: float, width: float, height: float, *, fill: Any = None, line: Any = LINE) -> None:
        """Nothing."""

    def rule(self, y: float, *, x: float | None = None, width: float | None = None, dashed: bool = False) -> None:
        """Nothing."""

    def to_fill(self, x: float, y: float, width: float) -> None:
        """Nothing."""

    def barcode(self, code: str, x: float, top: float, height: float) -> float:
        """Nothing, as wide as it would be."""
        return _bars(code)[0]

    def qr(self, code: str, x: float, top: float, size: float) -> None:
        """Nothing."""

    def picture(self, content: bytes, x: float, top: float, width: float, height: float) -> None:
        """Nothing."""

    def icon(self, name: str, x: float, top: float, size: float) -> None:
        """Nothing."""

    def watermark(self, text: str) -> None:
        """Nothing."""


@lru_cache(256)
def _bars(code: str) -> tuple[float, tuple[tuple[float, float], ...]]:
    """The width of a Code128 with its quiet zones, and each bar's start and width."""
    drawing = Code128(code, barHeight=1, barWidth=BAR, quiet=True, lquiet=10 * BAR, rquiet=10 * BAR)
    drawing._calculate()
    bars: list[tuple[float, float]] = []
    at = 10 * BAR
    for sign in drawing.decomposed:  # a letter is as many modules wide as its place in the alphabet; capitals are dark
        wide = (ord(sign.lower()) - ord("a") + 1) * BAR
        if sign.isupper():
            bars.append((at, wide))
        at += wide
    return at + 10 * BAR, tuple(bars)


@lru_cache(256)
def _qr(code: str) -> tuple[tuple[int, int, int], ...]:
    """Runs of dark squares: row, column, length."""
    runs: list[tuple[int, int, int]] = []
    for place, row in enumerate(segno.make(code, error="m", micro=False).matrix):
        column = 0
        for dark, squares in groupby(row):
            length = len(list(squares))
            if dark:
                runs.append((place, column, length))
            column += length
    return tuple(runs)


def _qr_width(code: str) -> int:
    return max(row for row, _, _ in _qr(code)) + 1


def _person(c: Any) -> None:
    c.circle(12, 16, 4)
    path = c.beginPath()
    path.moveTo(4, 3)
    path.curveTo(4, 10, 20, 10, 20, 3)
    c.drawPath(path)


def _money(c: Any) -> None:
    c.roundRect(2, 6, 20, 12, 2)
    c.circle(12, 12, 3)


def _arrow(c: Any) -> None:
    c.circle(12, 12, 10)
    c.line(7, 12, 17, 12)
    c.line(13, 16, 17, 12)
    c.line(13, 8, 17, 12)


def _calendar(c: Any) -> None:
    c.roundRect(3, 2, 18, 18, 2)
    c.line(3, 14, 21, 14)
    c.line(8, 18, 8, 22)
    c.line(16, 18, 16, 22)


def _place(c: Any) -> None:
    path = c.beginPath()
    path.moveTo(12, 2)
    path.curveTo(3, 10, 4, 22, 12, 22)
    path.curveTo(20, 22, 21, 10, 12, 2)
    c.drawPath(path)
    c.circle(12, 14, 3)


def _papers(c: Any) -> None:
    c.roundRect(4, 2, 16, 20, 2)
    for y in (8, 12, 16):
        c.line(8, y, 16, y)


def _phone(c: Any) -> None:
    c.roundRect(7, 2, 10, 20, 2)
    c.line(11, 5, 13, 5)


def _house(c: Any) -> None:
    path = c.beginPath()
    path.moveTo(3, 11)
    path.lineTo(12, 20)
    path.lineTo(21, 11)
    c.drawPath(path)
    c.line(6, 12, 6, 3)
    c.line(18, 12, 18, 3)
    c.line(6, 3, 18, 3)


_ICONS = {
    "arrow": _arrow, "person": _person, "money": _money, "calendar": _calendar, "place": _place, "papers": _papers, "phone": _phone,
    "house": _house, **SIGNS,
}  # fmt: skip
