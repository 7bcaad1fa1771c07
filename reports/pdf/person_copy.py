"""The printed copy of everything held about a person, in their language: sections of labelled values, and their rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reports.bidi import base_of, ltr
from reports.pdf.sheet import ACCENT, MM, QUIET, Sheet
from reports.text import Block, Style, fit, kept
from resources.i18n import format_date, words

_LABEL_SHARE = 0.32
_GAP = 4


@dataclass(frozen=True, slots=True)
class CopySection:
    """One part: each entry is its labelled values; none is said in a word."""

    title: str
    entries: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class PersonCopy:
    """The whole copy, every word of it already in `language`."""

    title: str
    agency: str
    person: str
    number: str
    on: date
    language: str
    intro: str
    sections: tuple[CopySection, ...]
    rights_title: str
    rights: tuple[str, ...]


def render_person_copy(data: PersonCopy) -> bytes:
    """A4, as many pages as it takes."""
    return _Copy(data).draw()


class _Copy:
    def __init__(self, data: PersonCopy) -> None:
        self.data = data
        self.rtl = data.language == "ar"
        self.speak = words(data.language)
        self.sheet = Sheet((210 * MM, 297 * MM), 16 * MM, data.title, (data.language, data.language))
        self.body = Style(size=9.5, leading=1.38, right_to_left=self.rtl)
        self.page = 1

    def draw(self) -> bytes:
        sheet, data = self.sheet, self.data
        self._foot()
        sheet.y = (
            sheet.text(data.title, self.body.but(size=19, bold=True, colour=ACCENT), sheet.margin, sheet.inner) - 2
        )
        sheet.y = sheet.text(data.person, self.body.but(size=12, bold=True), sheet.margin, sheet.inner)
        line = f"{ltr(data.number)}  ·  {data.agency}  ·  {format_date(data.on, data.language, 'long')}"
        sheet.y = sheet.text(line, self.body, sheet.margin, sheet.inner) - _GAP
        sheet.y = sheet.text(data.intro, self.body.but(colour=QUIET), sheet.margin, sheet.inner) - 2 * _GAP
        for section in data.sections:
            self._section(section)
        self._rights()
        return sheet.finish()

    def _section(self, section: CopySection) -> None:
        sheet = self.sheet
        self._room(60)
        sheet.y = sheet.text(section.title, self.body.but(size=12, bold=True, colour=ACCENT), sheet.margin, sheet.inner)
        sheet.rule(sheet.y)
        sheet.y -= _GAP
        for place, entry in enumerate(section.entries):
            if place:
                sheet.rule(sheet.y, dashed=True)
                sheet.y -= _GAP
            for label, value in entry:
                self._pair(label, value)
        sheet.y -= 2 * _GAP

    def _pair(self, label: str, value: str) -> None:
        sheet = self.sheet
        narrow = sheet.inner * _LABEL_SHARE
        wide = sheet.inner - narrow - 8
        name = fit(label, narrow, self.body.but(colour=QUIET))
        # A French or English sentence within an Arabic copy reads its own way, at the side of its label.
        foreign = self.rtl and base_of(kept(value)) == 0
        said = fit(value, wide, self.body.but(right_to_left=False, align="end") if foreign else self.body)
        self._room(min(max(name.height, said.height), sheet.height / 2) + 2)
        starts = (sheet.margin + wide + 8, sheet.margin) if self.rtl else (sheet.margin, sheet.margin + narrow + 8)
        ends = sheet.block(name, starts[0], sheet.y, narrow)
        for part in self._parts(said):
            under = sheet.block(part, starts[1], sheet.y, wide)
            sheet.y = under
        sheet.y = min(ends, sheet.y) - 2

    def _parts(self, block: Block) -> Iterator[Block]:
        """A value longer than what is left of a page goes on the next one."""
        lines = list(block.lines)
        step = block.size * block.style.leading
        while lines:
            fits = max(1, int((self.sheet.y - self.sheet.margin - 14) / step))
            yield replace(block, lines=tuple(lines[:fits]))
            lines = lines[fits:]
            if lines:
                self._turn()

    def _rights(self) -> None:
        sheet = self.sheet
        self._room(90)
        sheet.y = sheet.text(
            self.data.rights_title, self.body.but(size=12, bold=True, colour=ACCENT), sheet.margin, sheet.inner
        )
        sheet.rule(sheet.y)
        sheet.y -= _GAP
        for sentence in self.data.rights:
            sheet.y = sheet.text(sentence, self.body, sheet.margin, sheet.inner) - 3

    def _room(self, height: float) -> None:
        if self.sheet.y - height < self.sheet.margin + 12:
            self._turn()

    def _turn(self) -> None:
        self.sheet.next_page()
        self.page += 1
        self._foot()

    def _foot(self) -> None:
        sheet = self.sheet
        text = f"{ltr(self.data.number)}  ·  {self.speak.tr('page {n}', n=self.page)}"
        sheet.text(text, self.body.but(size=8, colour=QUIET, align="middle"), sheet.margin, sheet.inner, sheet.margin)
