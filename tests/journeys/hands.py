"""What hands do at the window: keys as the system delivers them, to whichever window has the focus."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.main_window import MainWindow
from ui.minute import rest, wait_until

__all__ = ["has_focus", "press", "rest", "scan", "shortcut", "type_text", "wait_until"]


def scan(text: str) -> None:
    """A scanner types `text` and Enter, without a pause between keys."""
    for sign in text:
        _key(0, sign)
    _key(Qt.Key.Key_Return, "\r")


def type_text(text: str) -> None:
    """Somebody types into whatever has the keyboard."""
    for sign in text:
        _key(0, sign)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, to whatever has the keyboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def shortcut(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A shortcut, through the window."""
    QTest.keyClick(window, key, modifiers)


def has_focus(widget: QWidget) -> bool:
    """Whether the keyboard is in it."""
    return QApplication.focusWidget() is widget


def _key(key: int, sign: str) -> None:
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the focus"
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))
