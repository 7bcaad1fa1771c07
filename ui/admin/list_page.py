"""What every list of the administration is built from: the list above, the fields of a line under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.widgets.basic import Button
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.table import DataTable


class ListPage(QWidget):
    """A list above, the fields of a new line under it."""

    def __init__(self, desk: Desk, columns: list[Column], name: str) -> None:
        super().__init__()
        self.desk = desk
        self.model = PagedModel(columns)
        self.table = DataTable(self.model, name)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.table, 1)

    def _fields(self, *parts: QWidget) -> None:
        row = QHBoxLayout()
        for part in parts:
            row.addWidget(part)
        self.column.addLayout(row)

    def _saved(self, _: object = None) -> None:
        self.desk.say.done(tr("Enregistré."), undo=True)
        self.refresh()

    def refresh(self) -> None:
        """Reads the list again."""


class EditableList(ListPage):
    """A list whose lines are added, changed and closed: choosing a line brings it into the fields."""

    def __init__(
        self, desk: Desk, columns: list[Column], name: str, fields: dict[str, TextField | ChoiceField]
    ) -> None:
        state = Column("state", tr("État"), lambda one: tr("actif") if one.is_active else tr("fermé"), 100)
        super().__init__(desk, [*columns, state], name)
        self.fields, self.chosen = fields, None
        for key, field in fields.items():
            field.setAccessibleName(next((c.title for c in columns if c.key == key), key))
        self.button = Button(tr("Ajouter"), self.save, icon_name="plus", kind="main")
        self.closing = Button(tr("Fermer ou rouvrir"), self.toggle)
        self.other = Button(tr("Nouvelle ligne"), self.begin, kind="flat")
        self._fields(*fields.values(), self.button, self.closing, self.other)
        self.table.chosen.connect(self.edit)
        self.begin()

    def begin(self) -> None:
        """Empty fields: what is saved next is a new line."""
        self.chosen = None
        self.table.forget()
        for field in self.fields.values():
            field.show_value(None)
        self._say_what_is_done()

    def edit(self, one: Any) -> None:
        """Brings a line into the fields."""
        self.chosen = one
        for key, field in self.fields.items():
            field.show_value(getattr(one, key))
        self._say_what_is_done()

    def save(self) -> None:
        """Keeps the line in the fields, new or changed."""
        self.keep(self.chosen, {key: field.value() for key, field in self.fields.items()}, is_active=True)

    def toggle(self) -> None:
        """Closes the line chosen, or opens it again: nothing that was used disappears."""
        if (one := self.chosen) is not None:
            self.keep(one, {key: getattr(one, key) for key in self.fields}, is_active=not one.is_active)

    def keep(self, chosen: Any, values: dict[str, Any], *, is_active: bool) -> None:
        """Calls the use case; `chosen` None is a new line."""
        raise NotImplementedError

    def _saved(self, result: object = None) -> None:
        self.begin()
        super()._saved(result)

    def _say_what_is_done(self) -> None:
        is_new = self.chosen is None
        self.button.setText(tr("Ajouter") if is_new else tr("Enregistrer"))
        self.closing.allow(not is_new, tr("Choisissez d’abord une ligne."))
        self.other.setVisible(not is_new)
