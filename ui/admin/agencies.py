"""The agencies of a shared base: each has its dossiers, its accounts and its numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from resources.i18n import tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.widgets.basic import Button, Words
from ui.widgets.fields import TextField
from ui.widgets.table import DataTable


class AgenciesPage(QWidget):
    """The list, and a new one under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.model = PagedModel(
            [
                Column("code", tr("Code"), lambda a: a.code, 80),
                Column("label", tr("Sigle"), lambda a: a.label, 120),
                Column("name", tr("Agence"), lambda a: a.name, 320),
                Column("city", tr("Ville"), lambda a: a.city or "", 200),
            ]
        )
        self.table = DataTable(self.model, tr("Agences"))
        self.name, self.code = TextField(tr("Nom de l’agence")), TextField("002", longest=3)
        self.label, self.city = TextField("CAS", longest=8), TextField(tr("Ville"))
        self.wrong = Words(part="wrong", wrap=True)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for field, label in (
            (self.name, tr("Nom de l’agence")), (self.code, tr("Code")), (self.label, tr("Sigle")), (self.city, tr("Ville")),
        ):  # fmt: skip
            field.setAccessibleName(label)
            row.addWidget(field)
        row.addWidget(Button(tr("Ajouter"), self.add, icon_name="plus", kind="main"))
        column.addLayout(row)
        column.addWidget(self.wrong)

    def refresh(self) -> None:
        """Reads the list again."""
        from app.accounts.agencies import list_agencies

        self.desk.jobs.read("agencies", list_agencies, self.desk.workspace, done=self.model.show_all)

    def add(self) -> None:
        """Keeps a new one."""
        from app.accounts.agencies import add_agency

        self.wrong.setText("")
        self.desk.jobs.write(
            add_agency, self.desk.workspace, self.name.value() or "", self.code.value() or "", self.label.value() or "",
            self.city.value(), done=self._added, failed=self._failed,
        )  # fmt: skip

    def _added(self, _: object) -> None:
        for field in (self.name, self.code, self.label, self.city):
            field.clear()
        self.desk.say.done(tr("Enregistré."), undo=True)
        self.refresh()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
