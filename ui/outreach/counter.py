"""A counter for a crowd: one tap more, one less, arrow keys too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import LOOK
from ui.widgets.basic import Button, Words

_LARGEST = 9_999
_BIG = 48


class Counter(QWidget):
    """How many heads of one kind."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self._value = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = Words("0", size="large", bold=True)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        caption = Words(label, size="small", part="quiet")
        caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(caption)
        row = QHBoxLayout()
        less = Button("", lambda: self.set_value(self._value - 1), icon_name="minus", kind="flat")
        more = Button("", lambda: self.set_value(self._value + 1), icon_name="plus")
        for button, said in ((less, f"{name} −1"), (more, f"{name} +1")):
            button.setAccessibleName(said)
            button.setMinimumHeight(LOOK.px(_BIG))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.setMinimumWidth(LOOK.px(_BIG))
        row.addWidget(less)
        row.addWidget(self._shown, 1)
        row.addWidget(more)
        column.addLayout(row)

    def value(self) -> int:
        """The count."""
        return self._value

    def set_value(self, value: int) -> None:
        """Another count; never below zero."""
        self._value = min(max(value, 0), _LARGEST)
        self._shown.setText(str(self._value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and plus add, down and minus take away; a digit is typed at the end, backspace takes it away."""
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Up or text == "+":
            self.set_value(self._value + 1)
        elif key == Qt.Key.Key_Down or text == "-":
            self.set_value(self._value - 1)
        elif key == Qt.Key.Key_Backspace:
            self.set_value(self._value // 10)
        elif text.isdecimal():
            self.set_value(self._value * 10 + int(text))
        else:
            super().keyPressEvent(event)
