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
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_ARABIC_WORD = re.compile(r"(?<!\w)[\u0621-\u064a]{2,}(?!\w)")
_MIXED_WORD = re.compile(r"[A-Za-zà-ÿ][\u0621-\u064a]|[\u0621-\u064a][A-Za-zà-ÿ]")
_SAMPLE_BYTES = 1 << 16
_SHOWN_LINES = 3
_SAMPLE_LINES = 50
_LONGEST_CELL = 1 << 20


def text_rows(path: Path, encoding: str = "") -> tuple[list[list[str]], str, bool]:
    """The rows, the encoding they were read in, and whether it is beyond doubt.

    Raises UnreadableFile: no text, or not in that encoding.
    """
    content = path.read_bytes()
    used = encoding or guess_encoding(content)
    text = _decoded(content, used)
    if "\0" in (text or content.decode("latin-1")):
        raise UnreadableFile
    if text is None:
        raise UnreadableFile("file.encoding")
    csv.field_size_limit(_LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        rows = [[_unguarded(cell.strip()) for cell in row] for row in reader]
    except csv.Error:
        raise UnreadableFile from None
    return rows, used, bool(encoding) or is_sure(content)


def guess_encoding(content: bytes) -> str:
    """UTF-8 when it is valid, UTF-16 by its mark, else by the words: all Arabic, or Arabic letters amid Latin ones.

    Windows' Arabic page holds the small accented letters of French where its French page has them, not the capitals.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if _decoded(content, "utf-8") is not None:
        return "utf-8"
    read = _decoded(content, "cp1256") or ""
    arabic = len(_ARABIC_WORD.findall(read))
    is_french = arabic <= len(_MIXED_WORD.findall(read)) and _decoded(content, "cp1252") is not None
    return "cp1252" if is_french else "cp1256"


def is_sure(content: bytes) -> bool:
    """Whether the text reads the same whatever was guessed."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _decoded(content, "utf-8") is not None:
        return True
    return _decoded(content, "cp1252") == _decoded(content, "cp1256")


def samples(path: Path) -> dict[str, str]:
    """For each encoding that a file could be in, its first lines where they differ: what a person chooses by.

    Raises UnreadableFile.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_SAMPLE_BYTES)
    except OSError:
        raise UnreadableFile("file.missing") from None
    content = content[: content.rfind(b"\n") + 1] or content
    lines = [line for line in content.splitlines() if _HIGH_BYTES.search(line)][:_SHOWN_LINES]
    told = {name: _decoded(b"\n".join(lines), name) for name in ENCODINGS if name != "utf-16"}
    return {name: text for name, text in told.items() if text}


def guarded(cell: str) -> str:
    """With an apostrophe where a spreadsheet would take the text for a formula; the reader takes it off again."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeError, LookupError):
        return None


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
