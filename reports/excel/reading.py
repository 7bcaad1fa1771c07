"""Reading a foreign sheet (xlsx, ods, csv) as texts, in a child process that may die without harm.

The child has a limit of memory and the parent one of time: a file that passes the guard may still be a giant made of two
cells. Rows come back through a pipe as JSON; nothing is written to disk.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from reports.errors import ReportError, UnreadableFile, UnsafeFile
from reports.excel.guard import is_workbook

MOST_ROWS = 200_000
MOST_COLUMNS = 500
LONGEST_SECONDS = 60.0
_MEMORY = 2 << 30
_ROWS_AT_ONCE = 2_000
_KINDS = {kind.__name__: kind for kind in (UnsafeFile, UnreadableFile)}


@dataclass(frozen=True, slots=True)
class SheetText:
    """One sheet, each cell a text as it would be typed; `encoding` says how a text file was read."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    encoding: str = ""


def read_sheet(
    path: Path,
    *,
    encoding: str = "",
    seconds: float = LONGEST_SECONDS,
    progress: Callable[[int, int], None] | None = None,
) -> SheetText:
    """The first sheet with something in it. `encoding` decides how a text file is read; else it is found out.

    `progress(rows read, 0)` may raise to stop. Raises UnreadableFile and UnsafeFile.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_read_in_child, args=(str(path), encoding, there), daemon=True)
    child.start()
    there.close()
    try:
        return _gather(child, here, time.monotonic() + seconds, progress)
    finally:
        child.kill()
        child.join()
        here.close()


def _gather(
    child: SpawnProcess, pipe: Connection, until: float, progress: Callable[[int, int], None] | None
) -> SheetText:
    rows: list[tuple[str, ...]] = []
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
        elif word == "end":
            return SheetText(told[0], tuple(rows), told[1])
        else:
            raise _KINDS[word](told[0])


def _read_in_child(path: str, encoding: str, pipe: Connection) -> None:
    def send(*parts: object) -> None:
        pipe.send_bytes(json.dumps(parts).encode())

    try:
        _limit_memory()
        name, rows, used = _read(Path(path), encoding)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            send("rows", rows[start : start + _ROWS_AT_ONCE])
        send("end", name, used)
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


def _read(path: Path, encoding: str) -> tuple[str, list[list[str]], str]:
    if is_workbook(path):
        from reports.excel.cells import workbook_rows

        name, rows = workbook_rows(path)
        used = ""
    else:
        from reports.excel.delimited import text_rows

        name, (rows, used) = path.stem, text_rows(path, encoding)
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise UnsafeFile("file.too_many_rows")
    if not any(any(row) for row in rows):
        raise UnreadableFile("file.empty")
    return name, rows, used
