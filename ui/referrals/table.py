"""A list of referrals: of one person, or of the agency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.i18n import current_language, format_date, tr
from ui.context import Desk
from ui.models.paged import PAGE, Column, PagedModel
from ui.referrals.needs_strip import NeedsStrip
from ui.referrals.printing import print_slip
from ui.signs import sign_of, word_of
from ui.widgets.table import DataTable


class ReferralsTable(QWidget):
    """Overdue first; Enter opens the referral, ready to record the answer; Ctrl+P prints its slip."""

    def __init__(self, desk: Desk, person_id: UUID | None = None) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.open_only = False
        self.model = PagedModel(
            [
                Column("number", tr("Bon"), lambda r: r.number, 130),
                Column("person", tr("Personne"), lambda r: r.person.display_name, 180, is_name=True),
                Column("entry", tr("Fiche"), lambda r: r.entry.get(current_language(), ""), 195),
                Column("state", tr("État"), lambda r: word_of(_state(r)), 130, sign=lambda r: sign_of(_state(r))),
                Column("due", tr("Avant le"), lambda r: format_date(r.due_on) if r.due_on else "", 145),
                Column("owner", tr("À qui"), lambda r: _owner(r.owner), 100),
            ],
            self._ask if person_id is None else None,
        )
        self.table = DataTable(self.model, tr("Référencements"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.needs = NeedsStrip(desk, person_id) if person_id is not None else None
        if self.needs is not None:
            column.addWidget(self.needs)
        column.addWidget(self.table)
        self.table.opened.connect(self._open)
        # A slip is printed from the list, its dossier unopened.
        printing = QShortcut(QKeySequence("Ctrl+P"), self, self.print_row)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if person_id is not None:
            self.refresh()

    def refresh(self) -> None:
        """Reads the list again."""
        if self.needs is not None:
            self.needs.refresh()
        if self.person_id is None:
            self.model.restart()
            return
        from app.referrals.answers import list_referrals

        self.desk.jobs.read(
            f"referrals.{self.person_id}", list_referrals, self.desk.workspace, open_only=self.open_only,
            person_id=self.person_id, done=self.model.show_all,
        )  # fmt: skip

    def hide_names(self, hidden: bool) -> None:
        """Privacy."""
        self.model.hides_names = hidden
        self.table.viewport().update()

    def print_row(self) -> None:
        """Prints the slip of the row the cursor is on."""
        if (row := self.table.current()) is not None:
            print_slip(self.desk, row.slip_id, row.number)

    def _ask(self, page: int, _order: str, _descending: bool) -> None:
        """A page of the agency's list, as it comes into sight."""
        from app.referrals.board import referral_page

        self.desk.jobs.read(
            f"referrals.list.{page}", referral_page, self.desk.workspace, None, page, PAGE, open_only=self.open_only,
            done=lambda found: self.model.take(found.page, found.rows, found.total),
        )  # fmt: skip

    def _open(self, row: Any) -> None:
        self.desk.go("referrals", code=row.code)


def _state(row: Any) -> str:
    return str(row.result or row.decision or (row.ending if row.progress == "closed" else None) or row.progress)


def _owner(owner: str | None) -> str:
    return {"agency": tr("agence"), "provider": tr("organisme"), "agent": tr("agent·e")}.get(owner or "", "")
