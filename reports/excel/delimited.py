"""Reading a text file of columns whose encoding and separator nobody stated."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from reports.errors import UnreadableFile

ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1256")
"""What a text file may be said to be."""

_SEPARATORS = ";,\t|"
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_SAMPLE_LINES = 50
_LONGEST_CELL = 1 << 20


def text_rows(path: Path, encoding: str = "") -> tuple[list[list[str]], str]:
    """The rows, and the encoding they were read in. Raises UnreadableFile: no text, or not in that encoding."""
    content = path.read_bytes()
    used = encoding or guess_encoding(content)
    try:
        text = content.decode("utf-8-sig" if used == "utf-8" else used)
    except (UnicodeError, LookupError):
        raise UnreadableFile("file.encoding") from None
    if "\0" in text:
        raise UnreadableFile
    csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        return [[_unguarded(cell.strip()) for cell in row] for row in reader], used
    except csv.Error:
        raise UnreadableFile from None


def guess_encoding(content: bytes) -> str:
    """UTF-8 when it is valid, UTF-16 by its mark, else by how accents stand: alone in French, in words in Arabic."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        runs = Counter(len(run) > 1 for run in _HIGH_BYTES.findall(content))
        return "cp1256" if runs[True] > runs[False] else "cp1252"
    return "utf-8"


def _separator(text: str) -> str:
    """The sign that parts the first lines into the same number of cells, and into most of them."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])

    def even(sign: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if row)
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        return (times if width > 1 else 0, width)

    return max(_SEPARATORS, key=even)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell
