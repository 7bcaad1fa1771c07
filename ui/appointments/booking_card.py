"""A new appointment, begun where nothing was: who, with whom, how long. Enter takes the first person found, then books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from app.errors import WaslError, sentence
from app.settings import APPOINTMENT_MINUTES
from resources.i18n import format_date, format_time, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.theme import LOOK
from ui.widgets.basic import Button, Card, Section, Trouble, Words
from ui.widgets.fields import ChoiceField, SearchField, TextField
from ui.widgets.table import DataTable

_DEBOUNCE_MS = 80
_MOST = 8
_LENGTHS = (15, 30, 45, 60, 90, 120)


class BookingCard(Card):
    """`booked` tells of the appointment made; Escape leaves without one."""

    booked = Signal(object)

    def __init__(
        self, desk: Desk, day: date, at: time, hosts: list[Any], host_id: UUID | None, left: Callable[[], None]
    ) -> None:
        super().__init__(tight=True)
        self.desk, self.day, self.at, self._left = desk, day, at, left
        self.person: Any = None
        self._wants_first = False
        self.rows.addWidget(Section(tr("Nouveau rendez-vous"), Button(tr("Fermer (Échap)"), left, kind="flat")))
        self.rows.addWidget(Words(f"{format_date(day)}  {format_time(at)}", bold=True, part="accent"))
        self.field = SearchField(tr("nom, téléphone, pièce, numéro de dossier"))
        self.field.setAccessibleName(tr("Personne"))
        self.model = PagedModel(
            [
                Column("name", tr("Nom"), lambda c: c.display_name, 140, is_name=True),
                Column("number", tr("Dossier"), lambda c: c.number, 120),
            ]
        )
        self.table = DataTable(self.model, tr("Personnes trouvées"))
        self.table.setFixedHeight(LOOK.px(170))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.hide()
        self.chosen = Words(bold=True, wrap=True)
        self.chosen.hide()
        self.host = ChoiceField([(one.id, one.name) for one in hosts if one.is_active], required=True)
        self.host.setAccessibleName(tr("Avec"))
        mine = next((one.id for one in hosts if one.user_id == desk.workspace.user.id), None)
        self.host.show_value(host_id or mine)
        usual = desk.workspace.settings.get(APPOINTMENT_MINUTES)
        lengths = sorted({*_LENGTHS, usual})
        self.minutes = ChoiceField([(n, trn("{n} minute", "{n} minutes", n)) for n in lengths], required=True)
        self.minutes.setAccessibleName(tr("Durée"))
        self.minutes.show_value(usual)
        self.purpose = TextField(tr("objet (facultatif)"))
        self.purpose.setAccessibleName(tr("Objet"))
        self.wrong = Trouble()
        self.button = Button(tr("Prendre le rendez-vous"), self.book, icon_name="calendar-plus", kind="main")
        self.button.setAutoDefault(True)
        for part in (
            self.field,
            self.table,
            self.chosen,
            self.host,
            self.minutes,
            self.purpose,
            self.wrong,
            self.button,
        ):
            self.rows.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self.field.textEdited.connect(self._typed)
        self.field.down.connect(self.table.setFocus)
        self.field.returnPressed.connect(self._take_first)
        self.table.opened.connect(self.take)
        self.table.clicked.connect(lambda index: self.take(self.model.row(index.row())))
        self._allow()

    def focus_first(self) -> None:
        """Who it is for."""
        self.field.setFocus()

    def hide_names(self, hidden: bool) -> None:
        """Privacy."""
        self.model.hides_names = hidden
        self.model.layoutChanged.emit()

    def take(self, card: Any) -> None:
        """It is for this person; the keyboard goes to the button that books."""
        if card is None:
            return
        self.person = card
        self.field.setText(card.display_name)
        self.chosen.setText(f"{card.display_name}  ·  {card.number}")
        self.chosen.show()
        self.table.hide()
        self._allow()
        self.button.setFocus()

    def book(self) -> None:
        """Books it; a refusal says why and what is free."""
        from app.appointments.booking import book

        if self.person is None or self.host.value() is None:
            return
        self.button.setEnabled(False)
        self.desk.jobs.write(
            book, self.desk.workspace, self.person.id, self.host.value(), self.day, self.at, self.minutes.value(),
            purpose=self.purpose.value(), done=self.booked.emit, failed=self._failed,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self._left()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        self.person, self._wants_first = None, False
        self.chosen.hide()
        self._allow()
        self._timer.start()

    def _ask(self) -> None:
        from app.people.finding import search_people

        text = self.field.text().strip()
        if not text:
            self.table.hide()
            return
        self.desk.jobs.read("agenda.people", search_people, self.desk.workspace, text, _MOST, done=self._came)

    def _came(self, hits: list[Any]) -> None:
        found = [hit.card for hit in hits if hit.card is not None]
        self.model.show_all(found)
        self.table.setVisible(bool(found) and self.person is None)
        self.wrong.setText("" if found else tr("Personne de ce nom ici : enregistrez d’abord la personne (Ctrl+N)."))
        if self._wants_first and found:
            self._wants_first = False
            self.take(found[0])

    def _take_first(self) -> None:
        if self._timer.isActive() or self.model.row(0) is None:
            self._wants_first = True  # the answer is on its way: Enter means its first line
        elif self.person is None:
            self.take(self.model.row(0))

    def _allow(self) -> None:
        why = (
            tr("Choisissez d’abord la personne.")
            if self.person is None
            else tr("Aucun hôte : l’administration en ajoute.")
        )
        self.button.allow(self.person is not None and self.host.value() is not None, why)

    def _failed(self, error: WaslError) -> None:
        self._allow()
        self.button.setFocus()  # which it lost while it could not be pressed
        self.wrong.setText(" ".join(sentence(error)))
