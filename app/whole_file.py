"""Writing a file for people: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import BadFile


def write_whole(file: Path, content: bytes) -> None:
    """Writes beside and renames; what stood there before stays until the new one is whole. Raises BadFile.

    The file is its owner's alone until they say otherwise: most of what leaves Wasl is about somebody.
    """
    temporary = file.with_name(file.name + ".new")
    try:
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as handle:
            handle.write(content)
        os.replace(temporary, file)
    except OSError as error:
        raise BadFile("file.unwritable", file=file.name) from error
