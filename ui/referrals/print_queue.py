"""What is still to print: slips that wait, failed or must come out again; one by one or all in one job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox

from app.settings import PRINTER, SLIP_COPIES
from resources.i18n import current_language, format_datetime, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.referrals.printing import chosen_copies, print_all, print_slip, printer_names, why
from ui.referrals.tool import Tool, line
from ui.theme import Tone
from ui.widgets.basic import Button, Words
from ui.widgets.fields import ChoiceField
from ui.widgets.table import DataTable

_SIGNS = {
    "to_print": ("printer", Tone.ASK), "printed": ("check", Tone.GOOD), "failed": ("triangle-alert", Tone.BAD),
    "again": ("refresh-cw", Tone.ASK), "cancelled": ("ban", Tone.MUTED),
}  # fmt: skip


def state_word(state: str) -> str:
    """Where a slip stands on its way to paper, in words."""
    return {
        "to_print": tr("À imprimer"), "printed": tr("Imprimé"), "failed": tr("Pas sorti"), "again": tr("À réimprimer"),
        "cancelled": tr("Annulé, remplacé"),
    }.get(state, state)  # fmt: skip


class PrintQueue(Tool):
    """Enter prints the row; the button prints everything that waits, and can be stopped."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr("Rien ne se perd et rien ne sort deux fois : chaque bon est noté dès que l’imprimante l’a pris.")
        super().__init__(desk, tr("Bons à imprimer"), hint, back)
        self.lines: list[Any] = []
        self.of_today = QCheckBox(tr("Montrer aussi ceux du jour déjà imprimés"))
        self.printer = ChoiceField(none_text=tr("PDF, sans imprimante"))
        self.printer.setMinimumContentsLength(22)
        self.printer.setAccessibleName(tr("Imprimante"))
        self.copies = [
            (whom, QCheckBox(word))
            for whom, word in (
                ("person", tr("la personne")),
                ("agency", tr("l’agence")),
                ("provider", tr("l’organisme")),
            )
        ]
        self.model = PagedModel(
            [
                Column("state", tr("État"), lambda r: state_word(r.state), 150, sign=lambda r: _SIGNS[r.state]),
                Column("number", tr("Bon"), lambda r: r.number, 150),
                Column("person", tr("Personne"), lambda r: r.person.display_name, 200, is_name=True),
                Column("entry", tr("Fiche"), lambda r: r.entry.get(current_language(), ""), 240),
                Column("paper", tr("Papier"), lambda r: r.paper_format.upper(), 70),
                Column("at", tr("Émis le"), lambda r: format_datetime(r.issued_at), 200),
                Column("why", tr("Pourquoi"), lambda r: why(r.problem or ""), 260),
            ]
        )
        self.table = DataTable(self.model, tr("Bons à imprimer"))
        self.everything = Button(tr("Tout imprimer"), self.print_everything, icon_name="printer", kind="main")
        self.one = Button(tr("Imprimer la ligne (Entrée)"), self._print_row, icon_name="printer")
        self.by_hand = Button(tr("Déjà imprimé"), self._by_hand, icon_name="check")
        self.again = Button(tr("À réimprimer"), self._again, icon_name="refresh-cw")
        self._lay_out()
        desk.jobs.read("referrals.printers", printer_names, done=self._printers)
        self.refresh()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Reads the list again."""
        from app.referrals.printing import list_to_print

        day = self.desk.workspace.clock.today() if self.of_today.isChecked() else None
        self.desk.jobs.read("referrals.to_print", list_to_print, self.desk.workspace, day, done=self._came)

    def print_everything(self) -> None:
        """Everything that has not come out, in the order it was issued."""
        waiting = [row.id for row in self.lines if row.state != "printed"]
        if waiting:
            self.everything.allow(False, tr("L’impression est en cours."))
            print_all(self.desk, waiting, self.refresh)

    def _printers(self, names: list[str]) -> None:
        self.printer.fill([(name, name) for name in names])
        self.printer.show_value(self.desk.workspace.settings.get(PRINTER) or None)

    def _came(self, lines: list[Any]) -> None:
        self.lines = lines
        self.model.show_all(lines)
        waiting = sum(row.state != "printed" for row in lines)
        self.everything.setText(trn("Imprimer {n} bon", "Imprimer {n} bons", waiting))
        self.everything.allow(waiting > 0, tr("Tout est imprimé."))

    def _print_row(self, row: Any = None) -> None:
        row = row or self.table.current()
        if row is not None:
            print_slip(self.desk, row.id, row.number)

    def _by_hand(self) -> None:
        from app.referrals.printing import mark_printed

        if (row := self.table.current()) is not None:
            self.desk.jobs.write(mark_printed, self.desk.workspace, row.id)

    def _again(self) -> None:
        from app.referrals.printing import print_again

        if (row := self.table.current()) is not None:
            self.desk.jobs.write(
                print_again, self.desk.workspace, row.id, done=lambda _: self.desk.say.done(tr("Noté."), undo=True)
            )

    def _keep_printer(self) -> None:
        from app.accounts.preferences import change_setting

        self.desk.jobs.write(change_setting, self.desk.workspace, PRINTER, self.printer.value() or "")

    def _keep_copies(self) -> None:
        from app.accounts.preferences import change_setting

        wanted = ",".join(whom for whom, box in self.copies if box.isChecked())
        self.desk.jobs.write(change_setting, self.desk.workspace, SLIP_COPIES, wanted)

    def _lay_out(self) -> None:
        boxes = [box for _, box in self.copies]
        for whom, box in self.copies:
            box.setChecked(whom in chosen_copies(self.desk.workspace))
            box.toggled.connect(self._keep_copies)
        self.rows.addLayout(line(Words(tr("Imprimante")), self.printer, Words(tr("Un exemplaire pour")), *boxes))
        self.rows.addWidget(self.of_today)
        self.rows.addWidget(self.table, 1)
        self.rows.addLayout(line(self.everything, self.one, self.by_hand, self.again))
        self.table.opened.connect(self._print_row)
        self.of_today.toggled.connect(self.refresh)
        self.printer.changed.connect(self._keep_printer)
        printing = QShortcut(QKeySequence("Ctrl+P"), self, lambda: self._print_row())
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
