"""Pairs of dossiers that may be one person's wait for somebody to look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from app.workspace import Change
from resources.i18n import tr, trn
from ui.context import Desk
from ui.widgets.basic import Button, Card, Words

if TYPE_CHECKING:
    from app.people.twins import TwinQueue


class TwinsStrip(Card):
    """Hidden while none waits."""

    nouns = frozenset({"twin_pair", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(tight=True)
        self.desk = desk
        self.words = Words(wrap=True)
        self.button = Button(tr("Revoir les doublons"), lambda: desk.go("people", twins=True), icon_name="users")
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.rows.addLayout(row)
        self.hide()

    def refresh(self, change: Change | None = None) -> None:
        """Counts them again."""
        from app.people.twins import list_twins

        if self.desk.may("edit_people") and (change is None or change.nouns & self.nouns):
            self.desk.jobs.read("twins.waiting", list_twins, self.desk.workspace, limit=0, done=self._show)

    def _show(self, queue: TwinQueue) -> None:
        text = trn(
            "{n} paire de dossiers qui se ressemblent attend.", "{n} paires de dossiers qui se ressemblent attendent.",
            queue.total,
        )  # fmt: skip
        self.words.setText(text)
        self.setVisible(queue.total > 0)
