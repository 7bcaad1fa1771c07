"""The consents of a person: what to read aloud, what was answered, one key to attest."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.people.forms import ConsentCard, Dossier
from resources.i18n import current_language, format_date, tr, tr_noop
from ui.context import Desk
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Words, clear

PURPOSES = (
    ("dossier", tr_noop("Tenir un dossier")),
    ("contact", tr_noop("Être appelé·e")),
    ("statistics", tr_noop("Statistiques anonymes")),
)


class ConsentTab(QWidget):
    """One card a purpose, and the answers given to providers."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(LOOK.px(SPACE[2]))

    def show_dossier(self, whole: Dossier) -> None:
        """Every purpose with its latest answer."""
        clear(self._rows)
        for purpose, label in PURPOSES:
            self._rows.addWidget(self._card(purpose, tr(label), whole.consent(purpose)))
        for consent in whole.consents:
            if consent.purpose == "sharing":
                self._rows.addWidget(self._card("sharing", tr("Transmettre à un organisme"), consent))
        self._rows.addStretch()

    def record(self, purpose: str, answer: str, provider_id: UUID | None = None) -> None:
        """Keeps an answer, oral and attested by the agent, in the language shown."""
        from app.people.consents import record_consent

        self.desk.jobs.write(
            record_consent, self.desk.workspace, self.person_id, purpose, answer=answer, language=current_language(),
            provider_id=provider_id, done=lambda _: self.desk.say.done(tr("Réponse enregistrée."), undo=True),
        )  # fmt: skip

    def _card(self, purpose: str, label: str, consent: ConsentCard | None) -> Card:
        card = Card(tight=True)
        row = QHBoxLayout()
        row.addWidget(Words(label, bold=True))
        row.addStretch()
        if consent is None:
            row.addWidget(Badge(tr("À recueillir"), "circle-question-mark", Tone.ASK))
        elif consent.in_force:
            row.addWidget(Badge(tr("Donné le {date}", date=format_date(consent.answered_on)), "check", Tone.GOOD))
        else:
            row.addWidget(Badge(tr("Refusé ou retiré le {date}", date=format_date(consent.answered_on)), "x", Tone.BAD))
        card.rows.addLayout(row)
        provider = consent.provider_id if consent else None
        buttons = QHBoxLayout()
        if consent is None or not consent.in_force:
            if purpose != "sharing":
                self._read_aloud(card, purpose)
            buttons.addWidget(
                Button(tr("Donné oralement"), lambda: self.record(purpose, "given", provider), icon_name="check")
            )
        if consent is None:
            buttons.addWidget(Button(tr("Refusé"), lambda: self.record(purpose, "refused"), icon_name="x"))
        elif consent.in_force:
            buttons.addWidget(
                Button(tr("Retirer l’accord"), lambda: self.record(purpose, "withdrawn", provider), kind="grave")
            )
        buttons.addStretch()
        card.rows.addLayout(buttons)
        return card

    def _read_aloud(self, card: Card, purpose: str) -> None:
        from app.people.wordings import WORDINGS

        text = WORDINGS[purpose][current_language()]
        card.rows.addWidget(Words(text, wrap=True))
        card.rows.addWidget(Words(tr("(modèle, à valider)"), size="small", part="quiet"))
