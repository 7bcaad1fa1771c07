"""A person's needs, each with the state its referrals give it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import format_date, format_money, tr, trn
from ui.context import Desk
from ui.signs import badge
from ui.widgets.basic import Words, clear


class NeedsStrip(QWidget):
    """One line a need: what, how much, for which project, by when, and how far it has come."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    def refresh(self) -> None:
        """Reads the needs again."""
        from app.referrals.needs import needs_of

        key = f"needs.{self.person_id}"
        self.desk.jobs.read(key, needs_of, self.desk.workspace, self.person_id, done=self._came)

    def _came(self, needs: list[Any]) -> None:
        clear(self._rows)
        for need in needs:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(badge(need.state))
            row.addWidget(Words(_text(need), wrap=True), 1)
            self._rows.addWidget(line)
        self.setVisible(bool(needs))


def _text(need: Any) -> str:
    parts = [
        need.purpose,
        format_money(need.amount_centimes) if need.amount_centimes is not None else "",
        need.project or "",
        tr("avant le {date}", date=format_date(need.wanted_by)) if need.wanted_by else "",
        trn("{n} bon en cours", "{n} bons en cours", need.open) if need.open else "",
    ]
    return "  ·  ".join(part for part in parts if part)
