"""One appointment, opened from the agenda: who, with whom, what became of it, and the way to the dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from resources.i18n import format_date, format_phone, format_time, tr, trn
from ui.context import Desk
from ui.signs import badge, sign_of, word_of
from ui.widgets.basic import Button, Card, Section, Words

_OUTCOMES = ("came", "no_show", "excused", "cancelled")


class MeetingCard(Card):
    """Escape goes back to the agenda."""

    def __init__(
        self, desk: Desk, one: Any, clashes: bool, left: Callable[[], None], *, hides_names: bool = False
    ) -> None:
        super().__init__(tight=True)
        self.desk, self.one, self._left = desk, one, left
        self.rows.addWidget(Section(tr("Un rendez-vous"), Button(tr("Fermer (Échap)"), left, kind="flat")))
        self.rows.addWidget(
            Words("•••••" if hides_names else one.person.display_name, size="title", bold=True, wrap=True)
        )
        lasts = trn("{n} minute", "{n} minutes", one.minutes)
        self.rows.addWidget(Words(f"{format_date(one.day)}  {format_time(one.starts)}  ·  {lasts}", wrap=True))
        for told in (one.host, one.place, one.purpose):
            if told:
                self.rows.addWidget(Words(told, part="quiet", wrap=True))
        if one.person.phone and not hides_names:
            self.rows.addWidget(Words(format_phone(one.person.phone), part="quiet"))
        if clashes:
            told = tr("En conflit : au même moment, la même personne ou le même hôte est attendu ailleurs.")
            self.rows.addWidget(Words(told, part="wrong", wrap=True))
        self.rows.addWidget(badge(one.outcome or "planned"))
        self.file = Button(
            tr("Dossier"), lambda: desk.go("people", person_id=one.person.id), icon_name="user", kind="main"
        )
        self.rows.addWidget(self.file)
        for outcome in _OUTCOMES:
            if outcome != one.outcome:
                self.rows.addWidget(
                    Button(word_of(outcome), lambda outcome=outcome: self.keep(outcome), icon_name=sign_of(outcome)[0])
                )
        if one.outcome:
            self.rows.addWidget(Button(tr("À remplir de nouveau"), lambda: self.keep(None), icon_name="undo-2"))

    def focus_first(self) -> None:
        """The way to the dossier; Tab goes on to what became of it."""
        self.file.setFocus()

    def keep(self, outcome: str | None) -> None:
        """Keeps what became of it."""
        from app.appointments.booking import set_outcome

        self.desk.jobs.write(
            set_outcome,
            self.desk.workspace,
            self.one.id,
            outcome,
            done=lambda _: self.desk.say.done(tr("Noté."), undo=True),
        )
        self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self._left()
        else:
            super().keyPressEvent(event)
