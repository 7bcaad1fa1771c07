"""The one table: on a paged model, whole rows, kept selection and scroll, Enter opens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.models.paged import PagedModel
from ui.theme import LOOK


class DataTable(QTableView):
    """Rows of a PagedModel. `chosen` tells which row the cursor is on, `opened` which was asked for by Enter or click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: PagedModel, name: str) -> None:
        super().__init__()
        self.rows = model
        self._kept: object = None
        self._scroll = 0
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LOOK.px(34))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, LOOK.px(column.width))
        self.setSortingEnabled(any(column.sortable for column in model.columns))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._come_back)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._tell(now.row()))
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def current(self) -> Any | None:
        """The row the cursor is on."""
        return self.rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def choose(self, row_id: object) -> bool:
        """Puts the cursor on the row of that id, if it has been fetched."""
        place = self.rows.find(row_id)
        if place is None:
            self._kept = row_id
            return False
        self.selectRow(place)
        return True

    def forget(self) -> None:
        """No row is chosen any more, not even after the list is read again."""
        self._kept = None
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def selectRow(self, row: int) -> None:
        """Puts the cursor on a row. Qt's own looks for the column at the far edge, finds none in Arabic, and stays."""
        self.setCurrentIndex(self.rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        row = self.current()
        if row is not None:
            self._kept = getattr(row, "id", None)
        self._scroll = self.verticalScrollBar().value()

    def _come_back(self) -> None:
        place = self.rows.find(self._kept) if self._kept is not None else None
        if place is not None:
            blocked = self.selectionModel().blockSignals(True)
            self.selectRow(place)
            self.selectionModel().blockSignals(blocked)
            self.verticalScrollBar().setValue(self._scroll)
            self.viewport().update()

    def _tell(self, place: int) -> None:
        if (row := self.rows.row(place)) is not None:
            self.chosen.emit(row)

    def _open(self, place: int) -> None:
        if (row := self.rows.row(place)) is not None:
            self.opened.emit(row)
