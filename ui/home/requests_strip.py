"""Dossiers that other agencies ask for: handed over, or refused with a word (PRODUCT.md P11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.workspace import Change
from resources.i18n import format_date, tr
from ui.context import Desk
from ui.widgets.basic import Button, Card, Section, Words, clear
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from app.desk.requests import Made, Received

_ANSWERS_SHOWN = 3


class RequestsStrip(Card):
    """Hidden while nobody asks and no answer came."""

    nouns = frozenset({"dossier_request", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(tight=True)
        self.desk = desk
        self._received: list[Received] = []
        self.rows.addWidget(Section(tr("Dossiers demandés entre agences")))
        self._lines = QVBoxLayout()
        self.rows.addLayout(self._lines)
        self.hide()

    def refresh(self, change: Change | None = None) -> None:
        """Reads both lists again."""
        from app.desk.requests import requests_received

        if self.desk.may("edit_people") and (change is None or change.nouns & self.nouns):
            self.desk.jobs.read("requests", requests_received, self.desk.workspace, done=self._came)

    def _came(self, received: list[Received]) -> None:
        from app.desk.requests import requests_made

        self._received = received
        self.desk.jobs.read("requests.made", requests_made, self.desk.workspace, done=self._show)

    def _show(self, made: list[Made]) -> None:
        clear(self._lines)
        for one in self._received:
            self._lines.addLayout(self._asked(one))
        answered = [one for one in made if one.state != "open"][:_ANSWERS_SHOWN]
        for waiting in [one for one in made if one.state == "open"]:
            text = tr(
                "Demandé à {agency} le {date} : sans réponse", agency=waiting.agency, date=format_date(waiting.asked_on)
            )
            self._lines.addWidget(Words(text, part="quiet", wrap=True))
        for done in answered:
            self._lines.addLayout(self._answered(done))
        self.setVisible(bool(self._received or made))

    def _asked(self, one: Received) -> QVBoxLayout:
        column = QVBoxLayout()
        row = QHBoxLayout()
        line = tr(
            "{agency} ({name}) demande le dossier {number}",
            agency=one.agency,
            name=one.asked_by,
            number=one.card.number,
        )
        row.addWidget(Words(f"{line}  ·  {one.card.display_name}", wrap=True), 1)
        row.addWidget(Words(format_date(one.asked_on), part="quiet"))
        row.addWidget(Button(tr("Ouvrir"), lambda: self.desk.go("people", person_id=one.card.id), kind="flat"))
        column.addLayout(row)
        if one.reason:
            column.addWidget(Words(f"« {one.reason} »", part="quiet", wrap=True))
        acts = QHBoxLayout()
        why = TextField(tr("pourquoi on le garde ici"), longest=400)
        why.setAccessibleName(tr("pourquoi on le garde ici"))
        give = Button(tr("Transmettre le dossier…"), icon_name="send")
        give.clicked.connect(lambda: self._weigh(one, give))
        acts.addWidget(give)
        acts.addWidget(why, 1)
        acts.addWidget(Button(tr("Refuser la demande"), lambda: self._answer(one, False, why.value() or "")))
        column.addLayout(acts)
        return column

    def _weigh(self, one: Received, button: Button) -> None:
        """The consequence stands on the button before it is pressed again."""
        from app.desk.requests import transfer_effects

        def weighed(meetings: int) -> None:
            button.clicked.disconnect()
            button.setText(
                tr("Transmettre et annuler les rendez-vous à venir ({n})", n=meetings) if meetings else tr("Transmettre pour de bon")
            )  # fmt: skip
            button.clicked.connect(lambda: self._answer(one, True, ""))

        self.desk.jobs.read(f"transfer.{one.id}", transfer_effects, self.desk.workspace, one.id, done=weighed)

    def _answer(self, one: Received, transfer: bool, word: str) -> None:
        from app.desk.requests import answer_request

        said = tr("Dossier transmis à {agency}.", agency=one.agency) if transfer else tr("Demande refusée.")
        self.desk.jobs.write(
            answer_request, self.desk.workspace, one.id, transfer=transfer, answer=word, done=lambda _: self._done(said)
        )

    def _done(self, said: str) -> None:
        self.desk.say.done(said)
        self.refresh()

    def _answered(self, one: Made) -> QHBoxLayout:
        row = QHBoxLayout()
        if one.person_id is not None:
            row.addWidget(Words(tr("{agency} a transmis le dossier demandé", agency=one.agency), wrap=True), 1)
            row.addWidget(Button(tr("Ouvrir"), self._opener(one.person_id), kind="flat"))
        else:
            text = tr("{agency} a refusé : « {answer} »", agency=one.agency, answer=one.answer or "")
            row.addWidget(Words(text, wrap=True), 1)
        return row

    def _opener(self, person_id: Any) -> Any:
        return lambda: self.desk.go("people", person_id=person_id)
