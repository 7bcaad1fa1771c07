"""The rooms' tabs: where the window is too narrow they give up their signs first, then the ends of their words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar

_GAP = 8
"""Between the sign and the word, at most; and what a style may add at the edges."""


class RoomTabs(QTabBar):
    """All rooms stay in sight at any text size, with their whole word as a tooltip where it is cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self._signs: list[QIcon] = []
        self._whole = 0
        """How wide the bar is with every sign."""

    def add(self, sign: QIcon, word: str) -> None:
        """One more room."""
        self._signs.append(sign)
        self.setTabToolTip(self.addTab(sign, word), word)

    def resizeEvent(self, event: Any) -> None:
        """Signs only where there is room for them beside the words."""
        if not self.tabIcon(0).isNull():
            self._whole = sum(self.tabSizeHint(place).width() for place in range(self.count())) + _GAP
        wants = self.width() >= self._whole
        if wants == self.tabIcon(0).isNull():
            for place, sign in enumerate(self._signs):
                self.setTabIcon(place, sign if wants else QIcon())
        super().resizeEvent(event)
