"""Parts one after the other, going on under one another where the line is full; mirrored in Arabic."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import LOOK, SPACE


class Flow(QLayout):
    """A row that wraps: badges never make the window wider than its screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(LOOK.px(SPACE[2]))

    def addItem(self, item: QLayoutItem) -> None:
        """One more part."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """A part."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """A part, taken out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high in that width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """At least its widest part."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Its widest part."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Places the parts."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        along, down, height = 0, 0, 0
        for item in self._items:
            size = item.sizeHint()
            if along and along + size.width() > rect.width():
                along, down, height = 0, down + height + self.spacing(), 0
            if move:
                start = rect.right() + 1 - along - size.width() if mirrored else rect.left() + along
                item.setGeometry(QRect(QPoint(start, rect.top() + down), size))
            along += size.width() + self.spacing()
            height = max(height, size.height())
        return down + height
