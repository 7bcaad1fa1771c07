"""Keys and clicks as the system delivers them: at the window that has the focus, before any field sees them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_WATCHED = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class InputWatch(QObject):
    """Hands each press to `seen`, which says whether it is swallowed; dialogs and popups are watched too.

    A filter on the whole application would see every event of every part: it doubled the time a panel takes to be made.
    """

    def __init__(self, parent: QObject, seen: Callable[[QEvent], bool]) -> None:
        super().__init__(parent)
        self._seen = seen
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._follow)
        self._follow(application.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only what a person did."""
        return event.type() in _WATCHED and self._seen(event)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # twice is once: Qt only moves it to the front
