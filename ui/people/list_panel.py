"""A list of the registry: conditions, columns, people chosen, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.people.lists.conditions import PeopleFilter
from resources.i18n import current_language, format_date, format_number, tr, trn
from ui.context import Desk
from ui.models.paged import PAGE, Column, PagedModel
from ui.people.list_filter import Chips, ConditionEntry
from ui.people.list_saved import SavedLists
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, scrolled
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.people.lists.actions import Paper
    from app.people.lists.listing import Selection

_LEAST_HEIGHT = 160


class ListPanel(QWidget):
    """Nobody chosen means the whole list; what is done with it is done with those chosen."""

    def __init__(
        self,
        desk: Desk,
        filter_: PeopleFilter,
        filtered: Callable[[PeopleFilter], None],
        opened: Callable[[UUID], None],
        texts: Callable[[Selection], None],
    ) -> None:
        super().__init__()
        from app.people.lists.columns import COLUMNS, USUAL_COLUMNS

        self.desk = desk
        self.filter = filter_
        self.columns: tuple[str, ...] = USUAL_COLUMNS
        self._known = COLUMNS
        self._filtered = filtered
        self._texts = texts
        self._total = 0
        self.chips = Chips(self.use)
        self.entry = ConditionEntry(desk, lambda one: self.use(self.filter.having(one)))
        self.saved = SavedLists(desk, self)
        self.count = Words(part="quiet")
        self.model = PagedModel(self._columns_shown(), self._ask)
        self.table = DataTable(self.model, tr("Personnes de la liste"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.choose_columns = Button(tr("Colonnes"), self._offer_columns, icon_name="list")
        self.calls = Button(tr("Fiche d’appels…"), self._save_calls, icon_name="phone")
        self.labels = Button(tr("Étiquettes…"), self._save_labels, icon_name="barcode")
        self.messages = Button(tr("Messages"), self._write_texts, icon_name="message-square")
        self.export = Button(tr("Exporter…"), self._save_export, icon_name="download")
        self._lay_out()
        self.table.opened.connect(lambda line: opened(line.id))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        self.use(filter_, tell=False)

    def focus_first(self) -> None:
        """The conditions."""
        self.entry.about.setFocus()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode."""
        self.model.hides_names = hidden
        self.table.viewport().update()

    def refresh(self) -> None:
        """Something changed in the registry."""
        self.model.restart()

    def use(self, filter_: PeopleFilter, *, tell: bool = True) -> None:
        """Shows whom another filter finds."""
        self.filter = filter_
        self._total = 0
        self.chips.show_filter(filter_)
        self.model.restart()
        if tell:
            self._filtered(filter_)

    def show_columns(self, columns: tuple[str, ...]) -> None:
        """Shows other columns, the name always among them."""
        self.columns = columns if "name" in columns else ("name", *columns)
        self.model.beginResetModel()
        self.model.columns = self._columns_shown()
        self.model.endResetModel()
        for place, column in enumerate(self.model.columns):
            self.table.setColumnWidth(place, LOOK.px(column.width))

    def selection(self) -> Selection | None:
        """Whom to do something with; None while some of those chosen have not come yet."""
        from app.people.lists.listing import Selection

        order, descending = self.model.order, self.model.descending
        places = {index.row() for index in self.table.selectionModel().selectedRows()}
        if len(places) <= 1 or len(places) >= self.model.rowCount():
            return Selection(self.filter, None, order, descending)
        rows = [self.model.row(place) for place in sorted(places)]
        if any(row is None for row in rows):
            for place in places:
                self.model.data(self.model.index(place, 0))
            self.desk.say.warn(tr("Les lignes choisies arrivent : recommencez dans un instant."))
            return None
        return Selection(self.filter, tuple(row.id for row in rows if row is not None), order, descending)

    def print_calls(self, file: Path) -> None:
        """The call list into a PDF file."""
        from app.people.lists.actions import call_list

        self._make(call_list, file)

    def print_labels(self, file: Path) -> None:
        """Labels with where the people live into a PDF file."""
        from app.people.lists.actions import labels

        self._make(labels, file, with_place=True)

    def export_to(self, file: Path) -> None:
        """The columns shown into a workbook or a text file."""
        from app.people.lists.actions import export_list

        if (chosen := self.selection()) is not None:
            self.desk.jobs.read(
                "people.export", export_list, self.desk.workspace, chosen, self.columns, file,
                done=lambda paper: self._done(paper, file), title=tr("Export de la liste"),
            )  # fmt: skip

    def _make(self, function: Callable[..., Paper], file: Path, **options: bool) -> None:
        from app.whole_file import write_whole

        def write(paper: Paper) -> None:
            self.desk.jobs.write(write_whole, file, paper.content, done=lambda _: self._done(paper, file))

        if (chosen := self.selection()) is not None:
            self.desk.jobs.read(
                "people.paper", function, self.desk.workspace, chosen, done=write, title=tr("Préparation du papier"), **options
            )  # fmt: skip

    def _done(self, paper: Paper, file: Path) -> None:
        from app.people.lists.actions import left_out_words

        text = trn("{n} personne dans {file}", "{n} personnes dans {file}", paper.count, file=file.name)
        left_out = left_out_words(paper.without_consent, paper.without_phone)
        if left_out:
            self.desk.say.warn(f"{text} · {left_out}")
        else:
            self.desk.say.done(text)

    def _ask(self, page: int, order: str, descending: bool) -> None:
        from app.people.lists.listing import page_of_list

        self.desk.jobs.read(
            f"people.list.{page}", page_of_list, self.desk.workspace, self.filter, page, PAGE, order, descending,
            done=self._came,
        )  # fmt: skip

    def _came(self, result: Any) -> None:
        from app.people.lists.listing import count_of_list

        if result.page:
            self.model.take(result.page, result.rows, self.model.rowCount())
            return
        # What was counted before stands until it is counted anew: the place one has scrolled to is kept.
        known = 0 if result.is_last else self._total
        self.model.take(0, result.rows, max(len(result.rows), known))
        if result.is_last:
            self._counted(len(result.rows))
        else:
            self.desk.jobs.read(
                "people.list.count", count_of_list, self.desk.workspace, self.filter, done=self._counted
            )

    def _counted(self, total: int) -> None:
        self._total = total
        self.model.grow(total)
        self._tell()

    def _tell(self) -> None:
        chosen = len({index.row() for index in self.table.selectionModel().selectedRows()})
        text = trn("{n} personne", "{n} personnes", self._total)
        if chosen > 1:
            text += " · " + trn("{n} choisie", "{n} choisies", chosen)
        self.count.setText(text)
        some = self._total > 0
        for button in (self.calls, self.labels, self.messages):
            button.allow(some, tr("La liste est vide."))
        may = self.desk.may("export_lists")
        self.export.allow(
            some and may,
            tr("La liste est vide.") if may else tr("Exporter une liste demande un droit que votre compte n’a pas."),
        )

    def _columns_shown(self) -> list[Column]:
        return [
            Column(name, tr(self._known[name].label), _writer(self._known[name].cell), self._known[name].width,
                   sortable=self._known[name].is_sortable, is_name=name in ("name", "name_ar"))
            for name in self.columns
        ]  # fmt: skip

    def _offer_columns(self) -> None:
        menu = QMenu(self)
        for name, column in self._known.items():
            action = QAction(tr(column.label), menu)
            action.setCheckable(True)
            action.setChecked(name in self.columns)
            action.setEnabled(name != "name")
            action.toggled.connect(_turner(self._turn, name))
            menu.addAction(action)
        menu.popup(self.choose_columns.mapToGlobal(self.choose_columns.rect().bottomLeft()))

    def _turn(self, name: str, on: bool) -> None:
        wanted = {*self.columns, name} if on else set(self.columns) - {name}
        self.show_columns(tuple(one for one in self._known if one in wanted))

    def _write_texts(self) -> None:
        if (chosen := self.selection()) is not None:
            self._texts(chosen)

    def _save_calls(self) -> None:
        self._save("appels.pdf", "PDF (*.pdf)", self.print_calls)

    def _save_labels(self) -> None:
        self._save("etiquettes.pdf", "PDF (*.pdf)", self.print_labels)

    def _save_export(self) -> None:
        self._save("liste.xlsx", "Excel (*.xlsx);;CSV (*.csv)", self.export_to)

    def _save(self, name: str, kinds: str, run: Callable[[Path], None]) -> None:
        file, _ = QFileDialog.getSaveFileName(self, tr("Enregistrer sous…"), name, kinds)
        if file:
            run(Path(file))

    def _lay_out(self) -> None:
        # Where the window is small or the text large, the panel scrolls rather than make the window grow.
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        top = Card(tight=True)
        head = QHBoxLayout()
        head.addWidget(Section(tr("Liste")), 1)
        head.addWidget(self.saved)
        top.rows.addLayout(head)
        top.rows.addWidget(self.entry)
        top.rows.addWidget(self.chips)
        column.addWidget(top)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.choose_columns)
        column.addLayout(row)
        self.table.setMinimumHeight(LOOK.px(_LEAST_HEIGHT))
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        for button in (self.calls, self.labels, self.messages):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.export)
        column.addLayout(buttons)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


def _writer(cell: Callable[[Any, str], Any]) -> Callable[[Any], str]:
    def write(line: Any) -> str:
        value = cell(line, current_language())
        if isinstance(value, date):
            return format_date(value, style="numeric")
        return "" if value is None else format_number(value) if isinstance(value, int) else str(value)

    return write


def _turner(turn: Callable[[str, bool], None], name: str) -> Callable[[bool], None]:
    return lambda on: turn(name, on)
