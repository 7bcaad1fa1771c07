"""Fonts on paper: HarfBuzz shapes a run, reportlab embeds the glyphs it gave, and text stays searchable."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont

from resources.places import FONTS

_UNITS = 1000
# reportlab maps each glyph's code to text when it writes the font; glyphs without a code of their own (Arabic forms)
# get a private one, and what it stands for is noted here: font name and code -> letters.
_LETTERS: dict[tuple[str, int], str] = {}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph: its code in the embedded font, advance and offsets in thousandths of the size."""

    code: int
    advance: float
    dx: float
    dy: float


class Face:
    """One shipped font file."""

    def __init__(self, name: str, file: str) -> None:
        self.name = name
        self.font = TTFont(name, str(FONTS / file), shapable=True)
        pdfmetrics.registerFont(self.font)
        self._hb = self.font.hbFont(10)
        self._scale = _UNITS / self.font.hbFace.upem
        self._codes: dict[int, int] = {}

    def has(self, sign: str) -> bool:
        """Whether the font draws this character."""
        code = ord(sign)
        return code in self.font.face.charToGlyph and not 0xE000 <= code < 0xF900

    def width_of_code(self, code: int) -> float:
        """The advance that the embedded font declares for a code."""
        return float(self.font.face.charWidths.get(code, self.font.face.defaultWidth))

    @lru_cache(65_536)  # noqa: B019 - a face lives as long as the program
    def shape(self, text: str, right_to_left: bool) -> tuple[Glyph, ...]:
        """The glyphs of a run in the order they stand on the line."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.language = "ar" if right_to_left else "fr"
        # Optional Arabic ligatures make names hard to read and to search for.
        hb.shape(self._hb, buffer, {"kern": True, "liga": not right_to_left, "dlig": False})
        self._note_letters(text, buffer.glyph_infos, right_to_left)
        return tuple(
            Glyph(
                self._code(info.codepoint),
                at.x_advance * self._scale,
                at.x_offset * self._scale,
                at.y_offset * self._scale,
            )
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    @lru_cache(65_536)  # noqa: B019 - a face lives as long as the program
    def width(self, text: str, right_to_left: bool) -> float:
        """The width of a run in thousandths of the size."""
        return sum(glyph.advance for glyph in self.shape(text, right_to_left))

    def _code(self, glyph: int) -> int:
        code = self._codes.get(glyph)
        if code is None:
            known = self.font.face.glyphToChar.get(glyph)
            advance = self.font.face._pdfScale(self._hb.get_glyph_h_advance(glyph))
            code = known[0] if known else self.font.hbAddPrivate(f"g{glyph}", glyph, advance)
            self._codes[glyph] = code
        return code

    def _note_letters(self, text: str, infos: Any, right_to_left: bool) -> None:
        if not right_to_left:
            return
        clusters = sorted({info.cluster for info in infos})
        ends = dict(zip(clusters, [*clusters[1:], len(text)], strict=True))
        counts: dict[int, int] = {}
        for info in infos:
            counts[info.cluster] = counts.get(info.cluster, 0) + 1
        for info in infos:
            letters = text[info.cluster : ends[info.cluster]]
            # Viewers turn a map of two letters round, and a mirrored sign is drawn by another one's glyph.
            if counts[info.cluster] == 1 and len(letters) == 1 and not unicodedata.mirrored(letters):
                _LETTERS.setdefault((self.name, self._code(info.codepoint)), letters)


@lru_cache(1)
def faces() -> tuple[tuple[Face, ...], tuple[Face, ...]]:
    """The regular faces and the bold ones, each in the order they are tried for a character."""
    tifinagh = Face("NotoTifinagh", "NotoSansTifinagh-Regular.ttf")
    regular = (Face("Plex", "IBMPlexSansArabic-Regular.ttf"), Face("Noto", "NotoSans-Regular.ttf"), tifinagh)
    bold = (Face("PlexBold", "IBMPlexSansArabic-SemiBold.ttf"), Face("NotoBold", "NotoSans-SemiBold.ttf"), tifinagh)
    return regular, bold


def _to_unicode(font_name: str, subset: list[int]) -> str:
    def letters(code: int) -> str:
        text = _LETTERS.get((font_name.split("+", 1)[-1], code))
        if text is None:
            text = unicodedata.normalize("NFKC", chr(code)) if 0xFB00 <= code < 0xFEFD else chr(code)
            if len(text) > 1 and 0xFB50 <= code <= 0xFEFC:
                text = chr(code)
        return text.encode("utf-16-be").hex().upper() or "0020"

    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
        f"<< /Registry ({font_name})", f"/Ordering ({font_name})", "/Supplement 0", ">> def", f"/CMapName /{font_name} def",
        "/CMapType 2 def", "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
    ]  # fmt: skip
    items = [f"<{place:02X}> <{letters(code)}>" for place, code in enumerate(subset)]
    for first in range(0, len(items), 100):
        part = items[first : first + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


# reportlab's own map knows nothing of shaped forms, and offers no other door.
ttfonts.makeToUnicodeCMap = _to_unicode
