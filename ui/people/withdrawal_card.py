"""Before a consent ends: what it stops, in the card itself, and a button that names the consequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from resources.i18n import current_language, format_date, tr, trn
from ui.context import Desk
from ui.widgets.basic import Button, Card, Words

if TYPE_CHECKING:
    from app.desk.withdrawal import Effects


class WithdrawalCard(Card):
    """Asks the base, shows the answer, ends the consent when told to."""

    def __init__(
        self,
        desk: Desk,
        person_id: UUID,
        purpose: str,
        provider_id: UUID | None,
        answer: str,
        end: Callable[[Effects], None],
    ) -> None:
        super().__init__(tight=True)
        from app.desk.withdrawal import withdrawal_effects

        self._answer, self._end = answer, end
        self.text = Words(tr("On regarde ce que cela arrête…"), part="quiet", wrap=True)
        self.rows.addWidget(self.text)
        desk.jobs.read(
            f"effects.{person_id}.{purpose}.{provider_id}", withdrawal_effects, desk.workspace, person_id, purpose, provider_id,
            done=self._show,
        )  # fmt: skip

    def _show(self, effects: Effects) -> None:
        language = current_language()
        lines = [
            f"• {one.number} · {one.provider.get(language, one.provider.get('fr', ''))}" for one in effects.referrals
        ]
        lines += [
            "• " + tr("rappel du rendez-vous du {date} à {time}", date=format_date(one.day), time=one.starts)
            for one in effects.reminders
        ]
        head = tr("Cela arrête :") if lines else tr("Aucun référencement ouvert ni rappel n’en dépend.")
        self.text.setText("\n".join([head, *lines]))
        row = QHBoxLayout()
        self.button = Button(self._consequence(len(effects.referrals)), lambda: self._end(effects), kind="grave")
        row.addWidget(self.button)
        row.addWidget(Button(tr("Ne rien changer"), self.hide, kind="flat"))
        row.addStretch()
        self.rows.addLayout(row)
        self.button.setFocus()

    def _consequence(self, count: int) -> str:
        what = tr("Noter le refus") if self._answer == "refused" else tr("Retirer l’accord")
        if not count:
            return what
        return trn("{what} et clore {n} référencement", "{what} et clore {n} référencements", count, what=what)
