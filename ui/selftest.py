"""The window's part of the self-test: Qt with its plug-ins, fonts, icons, printing and local sockets, and the real window."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QImageReader
from PySide6.QtNetwork import QLocalServer
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from resources.places import DOCS, FAMILY
from ui.application import make_application, make_window
from ui.rooms import ROOMS, room_commands
from ui.theme import icon


def look() -> str:
    """Makes the window at its door and says what Qt runs on. Raises RuntimeError for what is missing."""
    make_application()
    if FAMILY not in QFontDatabase.families():
        raise RuntimeError(f"the font {FAMILY} is missing")
    if b"svg" not in [bytes(name.data()) for name in QImageReader.supportedImageFormats()]:
        raise RuntimeError("Qt cannot read svg")
    if icon("users").pixmap(24, 24).isNull():
        raise RuntimeError("the icons are missing")
    if not (DOCS / "guide.ar.md").exists():
        raise RuntimeError("the guide is missing")
    for room in ROOMS:
        room_commands(room)
    server = QLocalServer()
    if not server.listen("wasl-selftest"):
        raise RuntimeError(server.errorString())
    server.close()
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(str(Path(folder) / "none.wasl"))
        window.show()
        QApplication.processEvents()
        shown = window.grab().width()
        window.close()
    return f"{QApplication.platformName()}, {shown} px, {len(QPrinterInfo.availablePrinterNames())} printers"
