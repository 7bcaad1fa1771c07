"""A barcode scanner is a keyboard that types very fast: fourteen digits and Enter, through whatever layout the PC has."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.input_watch import InputWatch

CODE_LENGTH = 14
FASTEST_TYPIST_MS = 45
"""Between two keys of a scan there is less; people type their fastest pairs in about 60 ms."""

_SAME = "0123456789"
# What the digit row gives without Shift, by layout: French AZERTY (also as Morocco ships it), Belgian, and the digits
# that Arabic layouts may give.
_ROWS = ("à&é\"'(-è_ç", "à&é\"'(§è!ç", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", ")!@#$%^&*(")
_SHIFTED_US = _ROWS[4]


def repair(text: str) -> str | None:
    """The fourteen digits that a scanner meant, or None when this is no such text.

    A scan comes through one layout, so one row must explain the whole of it.
    """
    if len(text) != CODE_LENGTH:
        return None
    if text.isascii() and text.isdigit():
        return text
    for row in _ROWS:
        if all(sign in row for sign in text):
            return "".join(_SAME[row.index(sign)] for sign in text)
    return None


class Scanner(QObject):
    """Watches every key; a burst that is a scan is taken out of the field it fell into, and the Enter that ends it too."""

    scanned = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._signs: list[str] = []
        self._clock = QElapsedTimer()
        self._target: QWidget | None = None
        self._watch = InputWatch(self, self._saw)

    def _saw(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._ends()
        if event.text() and event.text().isprintable():
            self._took(event.text())
        return False

    def _took(self, sign: str) -> None:
        if not self._clock.isValid() or self._clock.elapsed() > FASTEST_TYPIST_MS:
            self._signs = []
            self._target = QApplication.focusWidget()
        self._clock.start()
        self._signs.append(sign)
        del self._signs[:-CODE_LENGTH]

    def _ends(self) -> bool:
        in_time = self._clock.isValid() and self._clock.elapsed() <= 2 * FASTEST_TYPIST_MS
        typed = "".join(self._signs)
        code = repair(typed) if in_time else None
        self._signs = []
        if code is None:
            return False
        _take_out(self._target, typed)
        self.scanned.emit(code)
        return True


def _take_out(field: QWidget | None, typed: str) -> None:
    if isinstance(field, QLineEdit):
        end = field.cursorPosition()
        if field.text()[:end].endswith(typed):
            field.setText(field.text()[: end - len(typed)] + field.text()[end:])
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        cursor = field.textCursor()
        cursor.movePosition(cursor.MoveOperation.PreviousCharacter, cursor.MoveMode.KeepAnchor, len(typed))
        if cursor.selectedText() == typed:
            cursor.removeSelectedText()
