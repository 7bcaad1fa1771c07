"""What a foreign file must not be before any reader opens it: bombs, entities, macros, paths that climb out.

Limits as measured in tech/documents.md section 5: a workbook of 100,000 rows stays far below each.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO

from reports.errors import UnreadableFile, UnsafeFile

LARGEST_FILE = 25 << 20
LARGEST_INSIDE = 400 << 20
LARGEST_RATIO = 120
MOST_PARTS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BLOCK = 1 << 20
_PROLOGUE = 4_096


def is_workbook(path: Path) -> bool:
    """Whether the file holds a workbook (xlsx, ods); a text otherwise. Judged by what is in it, never by its name.

    Raises UnreadableFile (missing, empty, an old or protected Office file) and UnsafeFile.
    """
    start = _start(path)
    if start.startswith(_OLE):
        raise UnreadableFile("file.old_or_protected")
    if not start.startswith(_ZIP):
        return False
    check_archive(path)
    return True


def is_locked(path: Path) -> bool:
    """Whether it may be a workbook that a password locks. Raises UnreadableFile, UnsafeFile."""
    return _start(path).startswith(_OLE)


def check_archive(source: Path | BinaryIO) -> None:
    """Raises UnreadableFile or UnsafeFile when a workbook is broken, a bomb, or carries what it must not."""
    try:
        with zipfile.ZipFile(source) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        raise UnreadableFile from None


def _start(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(8)
    except OSError:
        raise UnreadableFile("file.missing") from None
    if not size:
        raise UnreadableFile("file.empty")
    if size > LARGEST_FILE:
        raise UnsafeFile("file.too_large")
    return start


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    packed = sum(part.compress_size for part in parts) or 1
    said = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or said > LARGEST_INSIDE or said / packed > LARGEST_RATIO:
        raise UnsafeFile("file.bomb")
    inside = 0
    for part in parts:
        name = part.filename.lower()
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise UnsafeFile
        if part.flag_bits & 1:
            raise UnreadableFile("file.old_or_protected")
        if name.endswith("vbaproject.bin") or "macrosheets/" in name:
            raise UnsafeFile("file.macros")
        inside += _check_part(archive, part, LARGEST_INSIDE - inside)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpacks a part without keeping it: what an archive says of its own sizes may be a lie. Gives its true size."""
    size = 0
    with archive.open(part) as stream:
        block = stream.read(_BLOCK)
        if b"<!DOCTYPE" in block[:_PROLOGUE] or b"<!ENTITY" in block[:_PROLOGUE]:
            raise UnsafeFile("file.entities")
        while block:
            size += len(block)
            if size > left:
                raise UnsafeFile("file.bomb")
            block = stream.read(_BLOCK)
    return size
