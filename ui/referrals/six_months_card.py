"""Six months after a result: three questions, each with "we do not know", and somebody not reached comes back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from resources.i18n import tr
from ui.context import Desk
from ui.people.choices import YES_NO, translated
from ui.widgets.basic import Button, Card, Section, Words
from ui.widgets.fields import ChoiceField, TextField


class SixMonthsCard(Card):
    """Filled during the call, kept with one button."""

    def __init__(self, desk: Desk, card: Any) -> None:
        super().__init__(tight=True)
        self.desk, self.referral_id = desk, card.id
        self.rows.addWidget(Section(tr("Six mois après")))
        self.answers: dict[str, ChoiceField] = {}
        for name, question in (
            ("money_came", tr("L’argent est-il arrivé ?")),
            ("business_alive", tr("L’activité vit-elle ?")),
            ("is_satisfied", tr("La personne est-elle satisfaite ?")),
        ):
            field = ChoiceField(translated(YES_NO), none_text=tr("on ne sait pas"))
            field.setAccessibleName(question)
            self.answers[name] = field
            row = QHBoxLayout()
            row.addWidget(Words(question), 1)
            row.addWidget(field)
            self.rows.addLayout(row)
        self.note = TextField(tr("remarque"), longest=400)
        self.rows.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Enregistrer"), self.keep, icon_name="check"))
        row.addWidget(Button(tr("Pas joint·e"), lambda: self._record(reached=False), kind="flat"))
        row.addStretch()
        self.rows.addLayout(row)

    def keep(self) -> None:
        """Keeps what was answered."""
        said = {"yes": True, "no": False}
        self._record(reached=True, **{name: said.get(field.value()) for name, field in self.answers.items()})

    def _record(self, **answers: Any) -> None:
        from app.referrals.six_months import FollowUpForm, record_follow_up

        form = FollowUpForm(**answers, note=self.note.value())
        self.desk.jobs.write(
            record_follow_up, self.desk.workspace, self.referral_id, form,
            done=lambda _: self.desk.say.done(tr("Suivi enregistré."), undo=True),
        )  # fmt: skip
