"""A work of its own inside Référencements (printing, lists, letters): a title, a way back, Escape."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.context import Desk
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words


class Tool(QWidget):
    """`rows` is where the work stands, from top to bottom."""

    def __init__(self, desk: Desk, title: str, hint: str, back: Callable[[], None]) -> None:
        super().__init__()
        self.desk, self._back = desk, back
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(LOOK.px(SPACE[2]))
        head = QHBoxLayout()
        head.addWidget(Words(title, size="large", bold=True))
        head.addStretch()
        head.addWidget(Button(tr("Retour (Échap)"), back, kind="flat"))
        self.rows.addLayout(head)
        self.rows.addWidget(Words(hint, part="quiet", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Puts the keyboard where work begins."""
        self.setFocus()

    def refresh(self) -> None:
        """Something it shows has changed."""


def line(*parts: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Parts beside one another, from the start."""
    row = QHBoxLayout()
    row.setSpacing(LOOK.px(SPACE[2]))
    for part in parts:
        row.addWidget(part)
    if stretch:
        row.addStretch()
    return row


def column(*parts: QWidget) -> QVBoxLayout:
    """Parts below one another; the last takes the room there is."""
    rows = QVBoxLayout()
    rows.setSpacing(LOOK.px(SPACE[2]))
    for part in parts:
        rows.addWidget(part)
    rows.setStretch(len(parts) - 1, 1)
    return rows
