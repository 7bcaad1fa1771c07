"""Reading a foreign sheet (xlsx, ods, csv) as texts, in a child process that may die without harm.

The child has a limit of memory and the parent one of time: a file that passes the guard may still be a giant made of two
cells. Rows come back through a pipe as JSON; nothing is written to disk.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING

from reports.errors import ReportError, UnreadableFile, UnsafeFile
from reports.excel.guard import LARGEST_FILE, check_archive, is_locked, is_workbook

if TYPE_CHECKING:
    from reports.excel.cells import SheetRows

MOST_ROWS = 200_000
MOST_COLUMNS = 500
LONGEST_SECONDS = 60.0
_MEMORY = 2 << 30
_ROWS_AT_ONCE = 2_000
_KINDS = {kind.__name__: kind for kind in (UnsafeFile, UnreadableFile)}


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetText:
    """One sheet, each cell a text as it would be typed; `encoding` says how a text file was read.

    `is_sure`: whether no other encoding was to be thought of. `repeats`: sheets whose rows belong to this one's, by name.
    `sha256` is that of the whole file.
    """

    name: str
    rows: Rows
    encoding: str = ""
    is_sure: bool = True
    repeats: tuple[tuple[str, Rows], ...] = ()
    sha256: str = ""


def read_sheet(
    path: Path,
    *,
    encoding: str = "",
    password: str = "",
    seconds: float = LONGEST_SECONDS,
    progress: Callable[[int, int], None] | None = None,
) -> SheetText:
    """The first sheet with something in it. `encoding` decides how a text file is read; else it is found out.
    `password` opens a workbook that is locked.

    `progress(rows read, 0)` may raise to stop. Raises UnreadableFile (changed while it was read among them), UnsafeFile.
    """
    before = _fingerprint(path)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_read_in_child, args=(str(path), encoding, password, there), daemon=True)
    child.start()
    there.close()
    try:
        sheet = _gather(child, here, time.monotonic() + seconds, progress)
        if _fingerprint(path) != before:
            raise UnreadableFile("file.changed")
        return replace(sheet, sha256=before)
    finally:
        child.kill()
        child.join()
        here.close()


def _gather(
    child: SpawnProcess, pipe: Connection, until: float, progress: Callable[[int, int], None] | None
) -> SheetText:
    rows: list[tuple[str, ...]] = []
    sheets: list[tuple[str, Rows]] = []
    while True:
        if not pipe.poll(0.1):
            if time.monotonic() > until:
                raise UnsafeFile("file.too_slow")
            if progress is not None:
                progress(len(rows), 0)
            continue
        try:
            word, *told = json.loads(pipe.recv_bytes())
        except EOFError:
            child.join()
            if child.exitcode == 1:
                raise RuntimeError("the reader of sheets broke") from None
            raise UnsafeFile("file.too_large") from None  # stopped by a signal at its limit of memory
        if word == "rows":
            rows += [tuple(row) for row in told[0]]
            if progress is not None:
                progress(len(rows), 0)
        elif word == "sheet":
            sheets.append((told[0], tuple(rows)))
            rows = []
        elif word == "end":
            (name, first), *repeats = sheets
            return SheetText(name, first, told[0], told[1], tuple(repeats))
        else:
            raise _KINDS[word](told[0])


def _read_in_child(path: str, encoding: str, password: str, pipe: Connection) -> None:
    def send(*parts: object) -> None:
        pipe.send_bytes(json.dumps(parts).encode())

    try:
        _limit_memory()
        sheets, used, is_sure = _read(Path(path), encoding, password)
        for sheet in sheets:
            for start in range(0, len(sheet.rows), _ROWS_AT_ONCE):
                send("rows", sheet.rows[start : start + _ROWS_AT_ONCE])
            send("sheet", sheet.name)
        send("end", used, is_sure)
    except ReportError as error:
        send(type(error).__name__, error.key)
    except MemoryError:
        send("UnsafeFile", "file.too_large")


def _limit_memory() -> None:
    """On Windows nothing limits the child but time and the guard."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _read(path: Path, encoding: str, password: str) -> tuple[list[SheetRows], str, bool]:
    from reports.excel.cells import SheetRows, unlocked, workbook_rows

    if password and is_locked(path):
        clear = unlocked(path, password)
        check_archive(clear)
        clear.seek(0)
        sheets, used, is_sure = workbook_rows(clear), "", True
    elif is_workbook(path):
        sheets, used, is_sure = workbook_rows(path), "", True
    else:
        from reports.excel.delimited import text_rows

        rows, used, is_sure = text_rows(path, encoding)
        sheets = [SheetRows(path.stem, rows)]
    if sum(len(one.rows) for one in sheets) > MOST_ROWS or any(
        len(row) > MOST_COLUMNS for one in sheets for row in one.rows
    ):
        raise UnsafeFile("file.too_many_rows")
    if not any(any(row) for row in sheets[0].rows):
        raise UnreadableFile("file.empty")
    return sheets, used, is_sure


def _fingerprint(path: Path) -> str:
    """What is in the file now; of one that cannot be read, or is too large to be, nothing: the child says why."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
