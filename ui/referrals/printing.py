"""Sending a slip to the printer chosen on this PC, or into a dated folder when there is none. Called in a worker."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtPrintSupport import QPrinterInfo

from app.settings import PRINTER
from app.workspace import Workspace

if TYPE_CHECKING:
    from app.referrals.referring import Issued


@dataclass(frozen=True, slots=True)
class Printed:
    """Where it went: a printer's name, or a file."""

    printer: str | None
    file: Path | None


def print_or_save(workspace: Workspace, content: bytes, number: str, paper: str) -> Printed:
    """Prints when the chosen printer is there and `lp` can pass vectors on; else leaves a PDF, so that nothing is lost."""
    name = workspace.settings.get(PRINTER)
    file = _folder(workspace) / f"{number}.pdf"
    file.write_bytes(content)
    # An unknown name is accepted silently by Qt and prints on another printer: it must be asked for first.
    if name and not QPrinterInfo.printerInfo(name).isNull() and shutil.which("lp"):
        done = subprocess.run(
            ["lp", "-d", name, "-o", f"media={paper.upper()}", str(file)], check=False, capture_output=True
        )
        if done.returncode == 0:
            file.unlink()
            return Printed(name, None)
    return Printed(None, file)


def print_issued(workspace: Workspace, issued: Issued, paper: str) -> Printed:
    """Prints a slip that has just got its number, and notes that it is on paper."""
    from app.referrals.referring import mark_printed

    printed = print_or_save(workspace, issued.content, issued.number, paper)
    mark_printed(workspace, issued.slip_id, True)
    return printed


def print_again(workspace: Workspace, slip_id: UUID, number: str) -> Printed:
    """Prints the stored slip once more, marked DUPLICATA."""
    from app.referrals.referring import reprint_slip

    return print_or_save(workspace, reprint_slip(workspace, slip_id), f"{number}-duplicata", "a4")


def _folder(workspace: Workspace) -> Path:
    location = workspace.database.location
    base = Path.home() if "://" in location else Path(location).parent
    folder = base / "bons" / workspace.clock.today().isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def printer_names() -> list[str]:
    """The printers this PC knows, as Qt names them."""
    return list(QPrinterInfo.availablePrinterNames())
