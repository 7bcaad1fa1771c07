"""Figures as bars: word, bar, number, read in either direction."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.theme import LOOK
from ui.widgets.basic import Words

_HEIGHT = 12
_WORDS = 130


class Bar(QWidget):
    """A share of the largest."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(LOOK.px(_HEIGHT))
        self.setMinimumWidth(LOOK.px(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded bar from the reading side."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(QColor(LOOK.tokens.raised))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        width = max(self.width() * self._share, self.height() if self._share else 0)
        start = self.width() - width if self.isRightToLeft() else 0
        painter.setBrush(QColor(LOOK.tokens.accent))
        painter.drawRoundedRect(QRectF(start, 0, width, self.height()), radius, radius)


def bars(parts: list[tuple[str, int, str]], words: int = _WORDS) -> QWidget:
    """(word, number, tooltip) a line; `words` is how wide their column is."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(LOOK.px(6))
    grid.setColumnStretch(1, 1)
    largest = max((number for _, number, _ in parts), default=0)
    for line, (word, number, tip) in enumerate(parts):
        name = Words(word, wrap=True)
        name.setFixedWidth(LOOK.px(words))
        name.setMinimumHeight(name.heightForWidth(LOOK.px(words)))  # a page that scrolls would press two lines into one
        name.setToolTip(tip)
        value = Words(str(number), bold=True)
        value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(name, line, 0)
        grid.addWidget(Bar(number / largest if largest else 0), line, 1)
        grid.addWidget(value, line, 2)
    return holder
