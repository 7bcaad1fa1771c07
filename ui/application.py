"""Starting: first paint before anything heavy is imported, one instance, a log without anything personal."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app.accounts.entrance import default_location
from app.crash_log import start_logging
from resources.i18n import current_language
from ui.language import put_in_force
from ui.main_window import MainWindow
from ui.scanner import Scanner
from ui.single_instance import OneInstance
from ui.theme import apply_look
from ui.warming import warm


def open_window(base: str | None, *, painted: Callable[[], None] | None = None) -> int:
    """Opens the window on a base and runs until it is closed; `painted` hears when it is first seen. Gives the exit code."""
    location = base or default_location()
    application = make_application()
    start_logging()
    _watch_for_the_unforeseen()
    one = OneInstance(location)
    if not one.is_first():
        return 0
    window = make_window(location)
    one.called.connect(window.come_forward)
    seen = FirstPaint(window)
    if painted is not None:
        seen.told.connect(painted)
    seen.told.connect(lambda: warm(window))
    window.show()
    code = application.exec()
    one.release()
    return code


class FirstPaint(QObject):
    """Tells once that a window stands on the screen, everything in it painted."""

    told = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Waits for the window's own paint; what stands in it is painted within the same turn."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.told.emit)
        return False


def make_application() -> QApplication:
    """The application with its look and language; the one already there when there is one."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Wasl")
    put_in_force(current_language())
    apply_look(application, "light", 100)
    return application


def make_window(location: str) -> MainWindow:
    """The window at its door, with the scanner listening."""
    window = MainWindow(location)
    scanner = Scanner(window)
    scanner.scanned.connect(window.open_scanned)
    window.show_door()
    return window


def _watch_for_the_unforeseen() -> None:
    log = logging.getLogger("wasl")

    def hook(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
        log.critical("unforeseen", exc_info=(kind, error, frames))

    def message(level: QtMsgType, _context: object, text: str) -> None:
        if level is not QtMsgType.QtDebugMsg:
            log.warning("qt: %s", text)

    sys.excepthook = hook
    threading.excepthook = lambda told: hook(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
    qInstallMessageHandler(message)
