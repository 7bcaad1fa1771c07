"""Handing a paper to the printing system of Linux (CUPS): vectors stay vectors, and a printer that cannot is told why.

What a printer takes is spooled, no more: whether paper came out only the person in front of it knows. An unknown name is
asked about first, for Qt and others print silently on another printer.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from app.referrals.printing import Paper, Send, Trouble
from reports.pdf.raster import page_size

_SECONDS = 30
_MEDIA = {"a4": "A4", "a5": "A5"}
_EMPTY = ("media-empty", "media-needed", "out of paper")


def has_spooler() -> bool:
    """Whether this system prints through `lp`."""
    return shutil.which("lp") is not None


def spool_to(printer: str) -> Send:
    """What sends papers to a printer of this PC."""

    def send(paper: Paper) -> Trouble | None:
        return trouble_of(printer) or _spooled(printer, paper)

    return send


def trouble_of(printer: str) -> Trouble | None:
    """What would keep a paper from coming out of this printer, as far as it tells."""
    said = _said("lpstat", "-l", "-p", printer)
    if said is None:
        return Trouble.PRINTER_GONE
    if any(word in said for word in _EMPTY):
        return Trouble.OUT_OF_PAPER
    if " disabled" in said or "not accepting" in (_said("lpstat", "-a", printer) or ""):
        return Trouble.PRINTER_STOPPED
    return None


def _spooled(printer: str, paper: Paper) -> Trouble | None:
    width, height = page_size(paper.content)
    media = _MEDIA.get(paper.paper_format, f"Custom.{width:.0f}x{height:.0f}")
    # Through its standard input: the paper never lies in a file. Scaled to fit, bars would be unreadable.
    words = ["lp", "-d", printer, "-t", paper.number, "-o", f"media={media}", "-o", "print-scaling=none", "-"]
    try:
        done = subprocess.run(
            words, input=paper.content, capture_output=True, check=False, timeout=_SECONDS, env=_plain()
        )
    except (OSError, subprocess.TimeoutExpired):
        return Trouble.PRINTER_STOPPED
    return None if done.returncode == 0 else Trouble.REFUSED


def _said(*words: str) -> str | None:
    try:
        done = subprocess.run(words, capture_output=True, check=False, timeout=_SECONDS, env=_plain())
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").lower() if done.returncode == 0 and done.stdout.strip() else None


def _plain() -> dict[str, str]:
    """Its answers are read: in English whatever the desk speaks."""
    return {**os.environ, "LC_ALL": "C"}
