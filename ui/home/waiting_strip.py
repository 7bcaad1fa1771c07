"""What waits elsewhere in the window, one button each with its count: slips to print, the queue, entries to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.workspace import Change
from resources.i18n import trn
from ui.context import Desk
from ui.widgets.basic import Button
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.desk.today import Waiting


class WaitingStrip(QWidget):
    """A button leads to what it counts; hidden while it counts nothing."""

    nouns = frozenset({"slip", "referral", "walk_in", "directory_entry", "entry_check"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.slips = Button("", lambda: desk.go("referrals", tool="print"), icon_name="printer")
        self.queue = Button("", lambda: desk.go("appointments", show="today"), icon_name="ticket")
        self.stale = Button("", lambda: desk.go("funding", kind="stale"), icon_name="phone")
        row = Flow(self)
        for button in (self.slips, self.queue, self.stale):
            button.hide()
            row.addWidget(button)
        self.hide()

    def refresh(self, change: Change | None = None) -> None:
        """Counts again what may have changed."""
        from app.desk.today import waiting

        if change is None or change.nouns & self.nouns:
            self.desk.jobs.read("today.waiting", waiting, self.desk.workspace, done=self._show)

    def _show(self, found: Waiting) -> None:
        for button, count, text in (
            (self.slips, found.to_print, trn("{n} bon à imprimer", "{n} bons à imprimer", found.to_print)),
            (self.queue, found.walk_ins, trn("{n} personne attend sans rendez-vous", "{n} personnes attendent sans rendez-vous", found.walk_ins)),
            (self.stale, found.stale, trn("{n} fiche de l’annuaire à vérifier", "{n} fiches de l’annuaire à vérifier", found.stale)),
        ):  # fmt: skip
            button.setText(text)
            button.setVisible(count > 0)
        self.setVisible(bool(found.to_print or found.walk_ins or found.stale))
