"""Sending a slip to the printer chosen on this PC, or into a dated folder when there is none."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtPrintSupport import QPrinterInfo

from app.settings import PRINTER
from app.workspace import Workspace


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


def _folder(workspace: Workspace) -> Path:
    location = workspace.database.location
    base = Path.home() if "://" in location else Path(location).parent
    folder = base / "bons" / workspace.clock.today().isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def printer_names() -> list[str]:
    """The printers this PC knows, as Qt names them."""
    return list(QPrinterInfo.availablePrinterNames())
