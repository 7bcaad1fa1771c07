"""The days a provider is given at each step; a supervisor changes them, an agent reads them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QGridLayout, QSpinBox

from resources.i18n import tr
from ui.context import Desk
from ui.theme import LOOK
from ui.widgets.basic import Button, Card, Words


class DelaysCard(Card):
    """One small field a delay, in days."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tight=True)
        self.desk = desk
        self.provider_id: UUID | None = None
        self.days: dict[str, QSpinBox] = {}
        self.rows.addWidget(Words(tr("Délais en jours"), part="quiet"))
        grid = QGridLayout()
        for name, label in (
            ("after_issue", tr("après le bon")), ("after_receipt", tr("après réception")), ("waiting", tr("en attente")),
            ("person", tr("la personne")), ("after_acceptance", tr("après l’accord")),
        ):  # fmt: skip
            field = QSpinBox()
            field.setRange(1, 365)
            field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            field.setFixedWidth(LOOK.px(52))
            field.setAccessibleName(label)
            field.setEnabled(desk.may("edit_directory"))
            self.days[name] = field
            grid.addWidget(Words(label, size="small", part="quiet"), 0, len(self.days))
            grid.addWidget(field, 1, len(self.days))
        if desk.may("edit_directory"):
            grid.addWidget(Button(tr("Garder"), self.keep, kind="flat"), 1, len(self.days) + 1)
        grid.setColumnStretch(len(self.days) + 2, 1)
        self.rows.addLayout(grid)
        self.hide()

    def show_provider(self, provider_id: UUID) -> None:
        """Reads and shows the delays of a provider."""
        from app.referrals.following import provider_delays

        self.provider_id = provider_id
        self.desk.jobs.read("referrals.delays", provider_delays, self.desk.workspace, provider_id, done=self._came)

    def keep(self) -> None:
        """Keeps them for this provider, in force from the next step on."""
        from app.referrals.following import save_provider_delays
        from app.referrals.lifecycle import Delays

        delays = Delays(**{name: field.value() for name, field in self.days.items()})
        self.desk.jobs.write(
            save_provider_delays, self.desk.workspace, self.provider_id, delays,
            done=lambda _: self.desk.say.done(tr("Délais gardés."), undo=True),
        )  # fmt: skip

    def _came(self, delays: Any) -> None:
        for one in fields(delays):
            if one.name in self.days:
                self.days[one.name].setValue(getattr(delays, one.name))
        self.show()
