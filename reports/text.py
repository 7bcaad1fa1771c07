"""Text on paper, in any direction: runs by level and font, wrapped in logical order, drawn as shaped glyphs, tagged."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from reports.bidi import LRI, PDI, RLI, base_of, clean, levels, visual_order
from reports.faces import Face, faces

_WORDS = re.compile(r"(?:\u2066[^\u2069]*\u2069\S*|\S)+\s*")
_ISOLATES = dict.fromkeys(map(ord, (LRI, RLI, PDI)))
_REPLACEMENT = "\u25a1"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. `leading` in sizes: Arabic needs 1.4, Latin 1.2. `floor` is the smallest size it may shrink to."""

    size: float = 9
    bold: bool = False
    colour: tuple[float, float, float] = (0.09, 0.12, 0.13)
    leading: float = 1.28
    align: str = "start"
    most_lines: int = 0
    floor: float = 0
    right_to_left: bool | None = None
    ellipsis: str = "…"

    def but(self, **changes: Any) -> Style:
        """The same with some things otherwise."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Block:
    """A text broken into lines that fit a width, at the size that was found."""

    lines: tuple[str, ...]
    size: float
    style: Style
    right_to_left: bool
    cut: bool

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last, in points."""
        return self.size * self.style.leading * len(self.lines)


def kept(text: object) -> str:
    """Text as it may be set: cleaned, but for the isolates that `ltr` has put around values."""
    if not isinstance(text, str) or (LRI not in text and RLI not in text):
        return clean(text)
    return "".join(part if part in (LRI, RLI, PDI) else clean(part) for part in re.split(f"([{LRI}{RLI}{PDI}])", text))


def unprintable(text: object) -> tuple[str, ...]:
    """The signs of a text that no font on paper has, each once: they would come out as another sign. `U+…` if it has no form."""
    known = faces()[0]
    missing = dict.fromkeys(one for one in kept(text) if _face_for(one, known, None)[1] != one)
    return tuple(one if one.isprintable() else f"U+{ord(one):04X}" for one in missing)


def fit(text: object, width: float, style: Style) -> Block:
    """Breaks a text to a width; shrinks to the floor, then cuts with its ellipsis, where the style allows only so many lines."""
    whole = kept(text)
    rtl = style.right_to_left if style.right_to_left is not None else bool(base_of(whole))
    size = style.size
    while True:
        lines = _wrapped(whole, round(width / size * 1000), style.bold, rtl, style.most_lines)
        if not style.most_lines or len(lines) <= style.most_lines:
            return Block(lines, size, style, rtl, cut=False)
        if style.floor and size - 0.25 >= style.floor:
            size -= 0.25
            continue
        shown = list(lines[: style.most_lines])
        while shown[-1] and measure(shown[-1] + style.ellipsis, style.bold, rtl) * size > width:
            shown[-1] = shown[-1][:-1]
        shown[-1] += style.ellipsis
        return Block(tuple(shown), size, style, rtl, cut=True)


def measure(text: str, bold: bool, rtl: bool) -> float:
    """The width of one line in sizes."""
    return _units(text, bold, rtl) / 1000


def draw(canvas: Any, block: Block, x: float, top: float, width: float) -> float:
    """Draws a block from `top` downwards, tagged as a paragraph in its language; gives the y under it."""
    size, style = block.size, block.style
    step = size * style.leading
    baseline = top - step * 0.5 - size * 0.33
    tag = getattr(canvas, "wasl_tags", None)
    for line in block.lines:
        line_width = measure(line, style.bold, block.right_to_left) * size
        at_end = (style.align == "end") != block.right_to_left
        offset = (width - line_width) / 2 if style.align == "middle" else width - line_width if at_end else 0
        if tag is not None and line.strip():
            tag.begin(canvas, block.right_to_left)
        canvas.setFillColorRGB(*style.colour)
        _draw_line(canvas, line, x + offset, baseline, size, style.bold, block.right_to_left)
        if tag is not None and line.strip():
            tag.end(canvas)
        baseline -= step
    return top - block.height


_NARROWEST = 100


@lru_cache(65_536)
def _wrapped(text: str, units: int, bold: bool, rtl: bool, most_lines: int = 0) -> tuple[str, ...]:
    """The lines; where only so many are wanted, one more than these tells that they are not enough."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for match in _WORDS.finditer(paragraph):
            word = match.group()
            if not current or _units((current + word).rstrip(), bold, rtl) <= units:
                current += word
            else:
                lines.append(current.rstrip())
                if most_lines and len(lines) > most_lines:
                    return tuple(lines)
                current = word
            while len(current.rstrip()) > 1 and _units(current.rstrip(), bold, rtl) > units:
                if most_lines and len(lines) > most_lines:
                    return tuple(lines)
                cut = _longest_that_fits(current.rstrip(), units, bold, rtl)
                lines.append(current[:cut])
                current = current[cut:]
        lines.append(current.rstrip())
    return tuple(lines)


def _longest_that_fits(text: str, units: int, bold: bool, rtl: bool) -> int:
    # No letter is narrower than a tenth of its size: what cannot fit anyway is not measured.
    low, high = 1, min(len(text), units // _NARROWEST + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if _units(text[:middle], bold, rtl) <= units:
            low = middle
        else:
            high = middle - 1
    while 1 < low < len(text) and unicodedata.category(text[low]) == "Mn":
        low -= 1
    return low


@lru_cache(131_072)
def _units(text: str, bold: bool, rtl: bool) -> float:
    return sum(face.width(part, bool(level % 2)) for level, face, part in _runs(text, bold, rtl))


@lru_cache(65_536)
def _runs(text: str, bold: bool, rtl: bool) -> tuple[tuple[int, Face, str], ...]:
    level_of = levels(text, int(rtl))
    known = faces()[int(bold)]
    drawn: list[tuple[int, Face, str]] = []
    face: Face | None = None
    for place, typed in enumerate(text):
        face, sign = _face_for(typed, known, face)
        if drawn and drawn[-1][0] == level_of[place] and drawn[-1][1] is face:
            drawn[-1] = (level_of[place], face, drawn[-1][2] + sign)
        else:
            drawn.append((level_of[place], face, sign))
    visible = [(level, face, part.translate(_ISOLATES)) for level, face, part in drawn]
    visible = [run for run in visible if run[2]]
    return tuple(visible[place] for place in visual_order([level for level, _, _ in visible]))


def _face_for(sign: str, known: tuple[Face, ...], current: Face | None) -> tuple[Face, str]:
    if sign.isspace() or unicodedata.category(sign) in ("Mn", "Cf"):
        return current or known[0], sign
    for face in known:
        if face.has(sign):
            return face, sign
    return known[0], _REPLACEMENT if known[0].has(_REPLACEMENT) else "?"


def _draw_line(canvas: Any, text: str, x: float, y: float, size: float, bold: bool, rtl: bool) -> None:
    code = canvas._code
    code.append(f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm")
    pen = _Pen(canvas, size)
    for level, face, part in _runs(text, bold, rtl):
        for glyph in face.shape(part, bool(level % 2)):
            pen.put(face, glyph.code, glyph.advance, glyph.dx, glyph.dy)
    pen.flush()
    if pen.rise:
        code.append("0 Ts")
    code.append("ET")


class _Pen:
    """Collects glyphs into as few PDF operators as can be."""

    def __init__(self, canvas: Any, size: float) -> None:
        self.canvas, self.size = canvas, size
        self.parts: list[str] = []
        self.bytes = bytearray()
        self.font = ""
        self.rise = 0.0

    def put(self, face: Face, glyph: int, advance: float, dx: float, dy: float) -> None:
        name, sign = self._placed(face, glyph)
        if name != self.font:
            self.flush()
            self.canvas._code.append(f"{name} {self.size:g} Tf")
            self.font = name
        if dy != self.rise:
            self.flush()
            self.canvas._code.append(f"{dy * self.size / 1000:.3f} Ts")
            self.rise = dy
        if dx:
            self._move(-dx)
        self.bytes += sign
        if abs(correction := face.width_of_code(glyph) - advance + dx) > 0.05:
            self._move(correction)

    def flush(self) -> None:
        self._close()
        if self.parts:
            self.canvas._code.append(f"[{' '.join(self.parts)}] TJ")
            self.parts = []

    def _placed(self, face: Face, glyph: int) -> tuple[str, bytes]:
        """The name and byte of a glyph in this document's subset of the font: reportlab's own search is slow."""
        known: dict[tuple[str, int], tuple[str, bytes]] = self.canvas.__dict__.setdefault("wasl_glyphs", {})
        found = known.get((face.name, glyph))
        if found is None:
            document = self.canvas._doc
            ((subset, sign),) = face.font.splitString(chr(glyph), document)
            found = known[face.name, glyph] = (face.font.getSubsetInternalName(subset, document), sign)
        return found

    def _move(self, units: float) -> None:
        self._close()
        self.parts.append(f"{units:.1f}")

    def _close(self) -> None:
        if self.bytes:
            self.parts.append(f"({self.canvas._escape(bytes(self.bytes))})")
            self.bytes = bytearray()
