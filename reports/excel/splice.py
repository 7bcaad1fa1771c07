"""Many rows into a workbook that openpyxl has drawn: streamed into its zip, never held as cells.

openpyxl builds everything around the rows (styles, tables, charts, print set-up) with two sample rows under the header:
the first as cells look, the second as texts look that would otherwise be taken for a formula. Both are taken out again.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from openpyxl.utils import get_column_letter

SAMPLES = 2
FORMULA_SIGNS = tuple("=+-@\t\r")
"""What a text may begin with that a spreadsheet would compute."""

Streamed = str | int | float | date | None
_DAY_ZERO = date(1899, 12, 30).toordinal()
_LONGEST_TEXT = 32_767
_ROWS_AT_ONCE = 500
_REMEMBERED = 4_096
_UNFIT = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ROW = re.compile(rb'<row r="(\d+)".*?</row>', re.DOTALL)
_STYLE = re.compile(rb'<c r="[A-Z]+\d+"(?: s="(\d+)")?')
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?')


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one sheet that begin at line `first`, where the two sample rows stand in the template."""

    first: int
    rows: Iterable[Sequence[Streamed]]


def spliced(
    template: bytes, titles: Sequence[str], values: Mapping[tuple[str, str], int], streams: Mapping[str, Rows]
) -> bytes:
    """The template with its rows streamed in and each formula's result beside it; keys are titles of sheets.

    `values` are by title and coordinate: readers that compute nothing (previews, protected view) show them.
    """
    out = BytesIO()
    files = {f"xl/worksheets/sheet{place}.xml": title for place, title in enumerate(titles, 1)}
    with zipfile.ZipFile(BytesIO(template)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            title = files.get(item.filename)
            part = old.read(item)
            if title is not None and title in streams:
                with new.open(item.filename, "w", force_zip64=True) as stream:
                    for piece in _with_rows(part, streams[title]):
                        stream.write(piece)
            else:
                new.writestr(item, _with_values(part, title, values) if title else part)
    return out.getvalue()


def _with_values(part: bytes, title: str, values: Mapping[tuple[str, str], int]) -> bytes:
    def beside(found: re.Match[bytes]) -> bytes:
        return found[1] + b"<v>%d</v>" % values[title, found[2].decode()]

    return _FORMULA.sub(beside, part)


def _with_rows(part: bytes, stream: Rows) -> Iterator[bytes]:
    samples = [row for row in _ROW.finditer(part) if int(row[1]) >= stream.first]
    plain, quoted = (_STYLE.findall(row[0]) for row in samples[:SAMPLES])
    cells = [
        _Column(get_column_letter(place), one.decode() or "0", other.decode() or "0")
        for place, (one, other) in enumerate(zip(plain, quoted, strict=True), 1)
    ]
    yield part[: samples[0].start()]
    waiting: list[str] = []
    for line, row in enumerate(stream.rows, stream.first):
        number = str(line)
        told = [
            f"{one.head}{number}{one.tail(value)}" for one, value in zip(cells, row, strict=True) if value is not None
        ]
        waiting.append(f'<row r="{number}">{"".join(told)}</row>')
        if len(waiting) == _ROWS_AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()
    yield part[samples[SAMPLES - 1].end() :]


@dataclass(slots=True)
class _Column:
    """Writes the cells of one column; what came before is remembered, for most columns hold few words."""

    letter: str
    style: str
    quoted: str
    head: str = ""
    _known: dict[Streamed, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = f'<c r="{self.letter}'

    def tail(self, value: Streamed) -> str:
        """A cell after its line: style, kind, value."""
        tail = self._known.get(value)
        if tail is None:
            tail = self._made(value)
            if len(self._known) < _REMEMBERED:
                self._known[value] = tail
        return tail

    def _made(self, value: Streamed) -> str:
        if isinstance(value, str):
            style = self.quoted if value.startswith(FORMULA_SIGNS) else self.style
            return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(value)}</t></is></c>'
        number = value.toordinal() - _DAY_ZERO if isinstance(value, date) else value
        return f'" s="{self.style}"><v>{number!r}</v></c>'


def _escaped(text: str) -> str:
    return _UNFIT.sub(lambda found: _ENTITIES.get(found[0], ""), text[:_LONGEST_TEXT])
