"""Writing a file for people: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import BadFile


def write_whole(file: Path, content: bytes) -> None:
    """Writes beside and renames; what stood there before stays until the new one is whole. Raises BadFile."""
    temporary = file.with_name(file.name + ".new")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, file)
    except OSError as error:
        raise BadFile("file.unwritable", file=file.name) from error
