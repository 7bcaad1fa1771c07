"""Tabs whose pages are made when they are first shown: making all of them at once would hold the window up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget


class LazyTabs(QTabWidget):
    """`add` takes how a page is made; `made` are the pages that were shown."""

    def __init__(self) -> None:
        super().__init__()
        self._makers: list[Callable[[], QWidget]] = []
        self.made: dict[int, QWidget] = {}
        self.currentChanged.connect(self.page)

    def add(self, title: str, make: Callable[[], QWidget]) -> None:
        """One more tab."""
        self._makers.append(make)
        holder = QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self.addTab(holder, title)

    def page(self, place: int) -> QWidget | None:
        """The page of a tab, made now if it was not yet."""
        if place < 0:
            return None
        if place not in self.made:
            self.made[place] = self._makers[place]()
            holder = self.widget(place)
            layout = holder.layout() if holder is not None else None
            assert layout is not None
            layout.addWidget(self.made[place])
        return self.made[place]
