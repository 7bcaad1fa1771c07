"""The list of erased ids: beside the base, inside each backup and beside it, so that an older backup brings nobody back.

Each id stands as its SHA-256: a list found on a stick says how many, and nothing of anyone, not even when.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from app.accounts.slots import is_server, write_whole
from app.errors import BadFile

KIND = "wasl-erasures"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LARGEST = 50_000_000


def digest_of(person_id: UUID) -> str:
    """How an erased id is kept."""
    return hashlib.sha256(person_id.bytes).hexdigest()


def beside(file: Path) -> Path:
    """The list of a base or of a backup: the same name and `.erased`."""
    return file.with_name(file.name + ".erased")


def written(base_id: str, digests: Iterable[str]) -> bytes:
    """The list as a file holds it."""
    document = {"kind": KIND, "base": base_id, "erased": sorted(set(digests))}
    return json.dumps(document, indent=1).encode()


def read_list(content: bytes, name: str) -> tuple[str, list[str]]:
    """The base a list is of, and its digests. Raises BadFile when it is none."""
    try:
        document = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        raise BadFile("erasures.not_one", file=name) from error
    erased = document.get("erased") if isinstance(document, dict) and document.get("kind") == KIND else None
    if not isinstance(erased, list) or not all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in erased):
        raise BadFile("erasures.not_one", file=name)
    return str(document.get("base") or ""), erased


def read_file(file: Path) -> tuple[str, list[str]]:
    """The same from a file. Raises BadFile when it cannot be read or is no list."""
    try:
        if file.stat().st_size > _LARGEST:
            raise BadFile("erasures.not_one", file=file.name)
        return read_list(file.read_bytes(), file.name)
    except OSError as error:
        raise BadFile("erasures.not_one", file=file.name) from error


def keep_beside_base(location: str, digests: Iterable[str], base_id: str = "") -> None:
    """Writes the list beside an embedded base. A server keeps it in its own table and in its own backups."""
    if not is_server(location):
        write_whole(beside(Path(location)), written(base_id, digests))


def listed_beside_base(location: str) -> list[str]:
    """The ids listed beside an embedded base; none when there is no list or somebody broke it."""
    if is_server(location) or not beside(Path(location)).exists():
        return []
    try:
        return read_file(beside(Path(location)))[1]
    except BadFile:
        return []  # the table in the base still holds them
