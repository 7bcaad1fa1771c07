"""Printing dots where no `lp` passes vectors on (Windows): each page at 300 dpi, on white, at its true size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

if TYPE_CHECKING:
    from app.referrals.printing import Paper, Send, Trouble

_DPI = 300


def draw_on(name: str) -> Send:
    """What sends papers to a printer that Qt knows by this name."""

    def send(paper: Paper) -> Trouble | None:
        from app.referrals.printing import Trouble

        info = QPrinterInfo.printerInfo(name)
        # Qt takes an unknown name silently and prints elsewhere: it must be asked about first.
        if info.isNull():
            return Trouble.PRINTER_GONE
        if info.state() == QPrinter.PrinterState.Error:
            return Trouble.PRINTER_STOPPED
        return None if _drawn(QPrinter(info), paper) else Trouble.REFUSED

    return send


def _drawn(printer: QPrinter, paper: Paper) -> bool:
    from app.referrals.counter import pages_of, size_of

    width, height = size_of(paper.content)
    printer.setResolution(_DPI)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setDocName(paper.number)
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for place, page in enumerate(pages_of(paper.content, _DPI)):
        if place and not printer.newPage():
            painter.end()
            return False
        image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
        painter.drawImage(QPoint(0, 0), image)  # dot for dot: bars that are scaled cannot be read
    return painter.end()
