"""The rows of a list before they are imported: each with its state and reason, shown by state, corrected in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from resources.i18n import format_number, tr
from ui.theme import LOOK, SPACE, Tone, icon
from ui.widgets.basic import Button

if TYPE_CHECKING:
    from app.people.imports.plan import ImportPlan, PlannedRow

_ROOT = QModelIndex()
_FIXED = 3
"""The columns before those of the file: line, state, why."""
_NAMES = frozenset({"given_name", "family_name", "full_name", "name_ar", "known_as"})
_WIDTHS = (60, 190, 300)
_OWN_WIDTH = 140
STATES: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), "all"), (("new",), "new"), (("known",), "known"), (("twin_in_file",), "twin_in_file"),
    (("twin_in_registry",), "twin_in_registry"), (("error",), "error"),
)  # fmt: skip
SIGNS = {
    "new": ("user-plus", Tone.GOOD), "known": ("check", Tone.MUTED), "twin_in_file": ("users", Tone.ASK),
    "twin_in_registry": ("users", Tone.ASK), "error": ("triangle-alert", Tone.BAD),
}  # fmt: skip
Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """The rows of a plan that are in the states shown; nothing is copied, so 100,000 cost no more than ten.

    `corrected(line, column, text)` asks for a cell to be read again; what was typed is shown until it is.
    """

    corrected = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.lines: list[int] = []
        self.places: list[int] = []
        self.hides_names = False
        self._states: tuple[str, ...] = ()
        self._pending: dict[tuple[int, int], str] = {}

    def show_plan(self, plan: ImportPlan | None, states: Sequence[str]) -> None:
        """Shows the rows of a plan in these states; none means all."""
        self.beginResetModel()
        self.plan, self._states = plan, tuple(states)
        self._pending = {}
        rows = [] if plan is None else plan.in_states(states) if states else plan.rows
        self.lines = [row.read.line for row in rows]
        fields = plan.columns.fields if plan else ()
        titles = plan.columns.titles if plan else ()
        taken = [place for place, field in enumerate(fields) if field]
        self.places = taken + [place for place, title in enumerate(titles) if title and place not in taken]
        self.endResetModel()

    def judged(self, lines: frozenset[int]) -> None:
        """Rows that were judged again: they stay where they are, whatever state they are in now."""
        self._pending = {cell: text for cell, text in self._pending.items() if cell[0] not in lines}
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))

    def row(self, place: int) -> PlannedRow | None:
        """The row shown at a place."""
        return self.plan.row_at(self.lines[place]) if self.plan is not None and place < len(self.lines) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows are in the states shown."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Line, state and reason, then the columns of the file, those that are taken first."""
        return 0 if parent.isValid() or self.plan is None else _FIXED + len(self.places)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal or self.plan is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < _FIXED:
            return (tr("Ligne"), tr("État"), tr("Pourquoi"))[section]
        return self.plan.columns.titles[self.places[section - _FIXED]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown of a row; a cell that is wrong has a sign and says why."""
        row = self.row(index.row())
        if row is None:
            return None
        if index.column() < _FIXED:
            return self._fixed(row, index.column(), role)
        place = self.places[index.column() - _FIXED]
        field = self.plan.columns.fields[place] if self.plan else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if field in _NAMES and self.hides_names and role == Qt.ItemDataRole.DisplayRole:
                return "•••••"
            cells = row.read.cells
            return self._pending.get((row.read.line, place), cells[place] if place < len(cells) else "")
        wrong = [problem for problem in row.read.problems if field and problem.field == field]
        if wrong and role == Qt.ItemDataRole.DecorationRole:
            return icon("triangle-alert", Tone.BAD)
        if wrong and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            from app.people.imports.rejects import reason

            return "\n".join(map(reason, wrong))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The cells of the file may be corrected."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= _FIXED else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes what was typed and asks for the row to be read again."""
        row = self.row(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole or index.column() < _FIXED:
            return False
        text = str(value).strip()
        if text == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        place = self.places[index.column() - _FIXED]
        self._pending[row.read.line, place] = text
        self.dataChanged.emit(index, index)
        self.corrected.emit(row.read.line, place, text)
        return True

    def _fixed(self, row: PlannedRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(*SIGNS[row.state]) if column == 1 else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            origin = self.plan.origins.get(row.read.line) if self.plan else None
            return f"{origin[0]} {origin[1]}" if origin else str(row.read.line)
        return state_name(row.state) if column == 1 else why(row)


class ImportGrid(QWidget):
    """Buttons that choose the state shown, with their counts, above the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.model = GridModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Lignes de la liste"))
        triggers = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(LOOK.px(34))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.states = QHBoxLayout()
        self.states.setSpacing(LOOK.px(SPACE[1]))
        self.buttons: dict[str, Button] = {}
        group = QButtonGroup(self)
        for states, name in STATES:
            button = Button("", icon_name=SIGNS[name][0] if name in SIGNS else "list", kind="plain")
            button.setCheckable(True)
            button.clicked.connect(_chooser(self.choose, states))
            group.addButton(button)
            self.states.addWidget(button)
            self.buttons[name] = button
        self.states.addStretch()
        self.buttons["all"].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, LOOK.px(SPACE[1]), 0, 0)
        column.setSpacing(LOOK.px(SPACE[1]))
        column.addLayout(self.states)
        column.addWidget(self.table, 1)
        self._chosen: tuple[str, ...] = ()
        self.tell()

    def show_plan(self, plan: ImportPlan | None) -> None:
        """Takes a plan; a state that has no row any more gives way to all."""
        if plan is not None and self._chosen and not plan.count(*self._chosen):
            self._chosen = ()
            self.buttons["all"].setChecked(True)
        self.model.show_plan(plan, self._chosen)
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, LOOK.px(_WIDTHS[column] if column < _FIXED else _OWN_WIDTH))
        self.tell()

    def choose(self, states: Sequence[str]) -> None:
        """Shows the rows in these states only; none means all."""
        self._chosen = tuple(states)
        self.model.show_plan(self.model.plan, self._chosen)
        self.tell()

    def judged(self, lines: frozenset[int]) -> None:
        """Rows were judged again."""
        self.model.judged(lines)
        self.tell()

    def tell(self) -> None:
        """Says how many rows are in each state."""
        plan = self.model.plan
        for states, name in STATES:
            count = 0 if plan is None else plan.count(*states) if states else len(plan.rows)
            words = tr("toutes") if name == "all" else state_words(name)
            self.buttons[name].setText(f"{words} {format_number(count)}")
            self.buttons[name].setVisible(count > 0 or name == "all")


def state_name(state: str) -> str:
    """The state of one row."""
    return {
        "new": tr("nouvelle"), "known": tr("déjà connue"), "twin_in_file": tr("doublon dans le fichier"),
        "twin_in_registry": tr("doublon du registre"), "error": tr("rejetée"),
    }[state]  # fmt: skip


def state_words(state: str) -> str:
    """The state of several rows, short."""
    return {
        "new": tr("nouvelles"), "known": tr("déjà connues"), "twin_in_file": tr("doublons du fichier"),
        "twin_in_registry": tr("doublons du registre"), "error": tr("rejetées"),
    }[state]  # fmt: skip


def why(row: PlannedRow) -> str:
    """What there is to know of a row."""
    if row.read.problems:
        from app.people.imports.rejects import reason

        return " ; ".join(map(reason, row.read.problems))
    if not row.twins:
        return ""
    twin = row.twins[0]
    share = format_number(round(twin.score * 100))
    if twin.shares_paper:
        if twin.line is not None:
            return tr("même pièce que la ligne {line}", line=twin.line)
        return tr("même pièce qu’un dossier du registre")
    if twin.line is not None:
        return tr("ressemble à la ligne {line} ({share} %)", line=twin.line, share=share)
    return tr("ressemble à un dossier du registre ({share} %)", share=share)


def _chooser(choose: Callable[[Sequence[str]], None], states: Sequence[str]) -> Callable[[], None]:
    return lambda: choose(states)
