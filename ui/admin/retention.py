"""Dossiers nobody has touched for long: kept for a reason, or opened to be erased; never erased by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.settings import RETENTION_MONTHS
from resources.i18n import format_date, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words
from ui.widgets.fields import TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.upkeep.retention import ToReview


class RetentionPage(QWidget):
    """The list, the period, and what one may do with the dossier chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.model = PagedModel(
            [
                Column("name", tr("Nom"), lambda one: one.card.display_name, 240, is_name=True),
                Column("number", tr("Dossier"), lambda one: one.card.number, 140),
                Column("last", tr("Dernière activité"), lambda one: format_date(one.last_on), 180),
                Column("why", tr("Pourquoi"), _why, 320),
            ]
        )
        self.table = DataTable(self.model, tr("Dossiers à revoir"))
        self.months = TextField("36", longest=3)
        self.reason = TextField(tr("pourquoi on le garde"), longest=400)
        self.wrong = Words(part="wrong", wrap=True)
        self.count = Words(part="quiet")
        self._lay_out()
        self.table.opened.connect(lambda one: desk.go("people", person_id=one.card.id, rights=True))

    def refresh(self) -> None:
        """Reads the list again."""
        from app.upkeep.retention import dossiers_to_review

        self.desk.jobs.read("retention", dossiers_to_review, self.desk.workspace, done=self._came)

    def keep(self) -> None:
        """Keeps the dossier chosen, for a reason."""
        from app.upkeep.retention import keep_dossier

        self.wrong.setText("")
        if one := self.table.current():
            self.desk.jobs.write(
                keep_dossier,
                self.desk.workspace,
                one.card.id,
                self.reason.value() or "",
                done=self._kept,
                failed=self._failed,
            )

    def keep_period(self) -> None:
        """After how many months a dossier is looked at."""
        from app.upkeep.retention import set_period

        typed = self.months.value() or ""
        self.months.set_wrong(not typed.isdecimal())
        if typed.isdecimal():
            self.desk.jobs.write(
                set_period, self.desk.workspace, int(typed), done=lambda _: self.refresh(), failed=self._failed
            )

    def open_chosen(self) -> None:
        """To its rights, where it can be erased."""
        if one := self.table.current():
            self.desk.go("people", person_id=one.card.id, rights=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(LOOK.px(SPACE[2]))
        row = QHBoxLayout()
        label = tr("Mois sans aucune activité (0 : jamais)")
        row.addWidget(Words(label, part="quiet"))
        self.months.setFixedWidth(LOOK.px(60))
        self.months.setAccessibleName(label)
        self.months.show_value(self.desk.workspace.settings.get(RETENTION_MONTHS))
        row.addWidget(self.months)
        row.addWidget(Button(tr("Fixer"), self.keep_period))
        row.addStretch()
        row.addWidget(self.count)
        column.addLayout(row)
        hint = tr(
            "Aucune durée légale n’a été trouvée : fixez-la avec la personne chargée de la protection des données."
        )
        column.addWidget(Words(hint, part="quiet", size="small", wrap=True))
        column.addWidget(self.table, 1)
        self.reason.setAccessibleName(tr("pourquoi on le garde"))
        acts = QHBoxLayout()
        acts.addWidget(self.reason, 1)
        acts.addWidget(Button(tr("Garder"), self.keep, icon_name="check"))
        acts.addWidget(Button(tr("Ouvrir pour effacer"), self.open_chosen, icon_name="trash-2"))
        column.addLayout(acts)
        column.addWidget(self.wrong)

    def _came(self, found: list[ToReview]) -> None:
        self.model.show_all(found)
        self.count.setText(trn("{n} dossier à revoir", "{n} dossiers à revoir", len(found)))

    def _kept(self, until: object) -> None:
        self.reason.clear()
        self.desk.say.done(tr("Gardé jusqu’au {date}.", date=format_date(until)), undo=True)
        self.refresh()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))


def _why(one: object) -> str:
    return tr("accord retiré ou refusé") if getattr(one, "is_withdrawn", False) else tr("sans activité")
