"""A table that asks for its rows as they come into sight: 200 at a time, never all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.theme import Tone, icon

PAGE = 200
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (for sorting), heading, and what to show of a row. `sign` gives icon and tone where it has one."""

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 120
    sign: Callable[[Any], tuple[str, Tone] | None] | None = None
    sortable: bool = False
    is_name: bool = False


class PagedModel(QAbstractTableModel):
    """Rows of any dataclass, known by how many there are and fetched page by page through `ask`.

    `ask(page, order_key, descending)` starts a job; its result comes back through `take(page, rows, total)`.
    """

    wanted = Signal(int)
    filled = Signal()

    def __init__(self, columns: Sequence[Column], ask: Callable[[int, str, bool], None] | None = None) -> None:
        super().__init__()
        self.columns = list(columns)
        self._ask = ask
        self._pages: dict[int, list[Any]] = {}
        self._asked: set[int] = set()
        self._total = 0
        self.order = ""
        self.descending = False
        self.hides_names = False

    def restart(self) -> None:
        """Forgets what was fetched and asks for the first page; what is shown stays until it comes."""
        self._asked = {0}
        if self._ask is not None:
            self._ask(0, self.order, self.descending)

    def take(self, page: int, rows: Sequence[Any], total: int) -> None:
        """Takes a page. The first page of a new list replaces everything."""
        if page == 0 or total != self._total:
            self.beginResetModel()
            self._pages = {page: list(rows)}
            self._asked = {page}
            self._total = total
            self.endResetModel()
        else:
            self._pages[page] = list(rows)
            self.dataChanged.emit(
                self.index(page * PAGE, 0), self.index(page * PAGE + len(rows) - 1, len(self.columns) - 1)
            )
        self.filled.emit()

    def grow(self, total: int) -> None:
        """Says how many rows there are in all, once they have been counted: those fetched stay."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()

    def show_all(self, rows: Sequence[Any]) -> None:
        """Shows a list that is already whole (a few hundred rows)."""
        self.beginResetModel()
        self._pages = {page: list(rows[page * PAGE : (page + 1) * PAGE]) for page in range(len(rows) // PAGE + 1)}
        self._asked = set(self._pages)
        self._total = len(rows)
        self.endResetModel()
        self.filled.emit()

    def extend(self, rows: Sequence[Any]) -> None:
        """Adds rows below those of a list that is whole: what is chosen and where one has scrolled to stay."""
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), self._total, self._total + len(rows) - 1)
        every = [one for page in sorted(self._pages) for one in self._pages[page]] + list(rows)
        self._pages = {page: every[page * PAGE : (page + 1) * PAGE] for page in range(len(every) // PAGE + 1)}
        self._asked = set(self._pages)
        self._total = len(every)
        self.endInsertRows()
        self.filled.emit()

    def row(self, index: int) -> Any | None:
        """The row at that place, None when it has not been fetched yet."""
        page = self._pages.get(index // PAGE)
        place = index % PAGE
        return page[place] if page is not None and place < len(page) else None

    def find(self, row_id: object) -> int | None:
        """Where the row of that id stands among those fetched."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if getattr(row, "id", None) == row_id:
                    return page * PAGE + place
        return None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows the whole list has."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown; asks for the page when it has not come yet."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        if row is None:
            self._want(index.row() // PAGE)
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DecorationRole:
            sign = column.sign(row) if column.sign else None
            return icon(*sign) if sign else None
        if column.is_name and self.hides_names:
            return "•••••" if role == Qt.ItemDataRole.DisplayRole else None
        return column.text(row)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Asks for the list in another order."""
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.order = self.columns[column].key
            self.descending = order is Qt.SortOrder.DescendingOrder
            self.restart()

    def _want(self, page: int) -> None:
        if page not in self._asked and self._ask is not None:
            self._asked.add(page)
            self._ask(page, self.order, self.descending)
