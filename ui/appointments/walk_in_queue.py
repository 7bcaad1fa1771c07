"""The queue at the end edge: who waits without an appointment, since when, and the next one called."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from resources.i18n import format_number, format_time, tr, trn
from ui.context import Desk
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, clear
from ui.widgets.fields import TextField

_EACH_MINUTE_MS = 60_000
HIDDEN = "•••••"


class WalkInQueue(Card):
    """The first to come first; Enter in the field gives a ticket."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tight=True)
        self.desk = desk
        self.hides_names = False
        self._waiting: list[Any] = []
        self.rows.addWidget(Section(tr("Sans rendez-vous")))
        self.field = TextField(tr("prénom ou un mot (facultatif)"))
        self.field.setAccessibleName(tr("Qui attend"))
        self.field.returnPressed.connect(self.give)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        give = Button("", self.give, icon_name="ticket", tip=tr("Donner un ticket"))
        give.setAccessibleName(tr("Donner un ticket"))
        row.addWidget(give)
        self.rows.addLayout(row)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(LOOK.px(SPACE[2]))
        self.rows.addLayout(self._lines)
        self.rows.addStretch()
        self._minute = QTimer(self)
        self._minute.setInterval(_EACH_MINUTE_MS)
        self._minute.timeout.connect(self._show)
        self._minute.start()
        self.refresh()

    def refresh(self) -> None:
        """Reads the queue again."""
        from app.appointments.walk_ins import walk_ins

        self.desk.jobs.read("agenda.queue", walk_ins, self.desk.workspace, done=self._came)

    def give(self) -> None:
        """A ticket for who has just come."""
        from app.appointments.walk_ins import join_queue

        self.desk.jobs.write(join_queue, self.desk.workspace, self.field.value(), done=self._given)
        self.field.clear()

    def hide_names(self, hidden: bool) -> None:
        """Privacy: the words people are known by are covered, tickets are not."""
        self.hides_names = hidden
        self._show()

    def _given(self, one: Any) -> None:
        self.desk.say.done(tr("Ticket {n} donné ({number}).", n=format_number(one.ticket), number=one.number))

    def _came(self, waiting: list[Any]) -> None:
        self._waiting = waiting
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for one in self._waiting:
            self._lines.addLayout(self._line(one))
        if not self._waiting:
            self._lines.addWidget(
                Words(tr("Personne n’attend. Un ticket fait entrer dans la file."), part="quiet", wrap=True)
            )

    def _line(self, one: Any) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(LOOK.px(SPACE[2]))
        number = Words(format_number(one.ticket), size="large", bold=True, part="accent")
        number.setToolTip(one.number)
        top.addWidget(number)
        label = HIDDEN if self.hides_names and one.label else one.label
        top.addWidget(Words(label or tr("sans nom"), part="" if one.label else "quiet"), 1)
        call = Button(tr("Appeler"), lambda: self._call(one), kind="flat")
        call.setAccessibleName(tr("Appeler le ticket {n}", n=one.ticket))
        gone = Button("", lambda: self._close(one), icon_name="check", kind="flat", tip=tr("Reçu·e ou parti·e"))
        gone.setAccessibleName(tr("Ticket {n} : reçu·e ou parti·e", n=one.ticket))
        if one.called_at is None:
            top.addWidget(call)
        top.addWidget(gone)
        column.addLayout(top)
        column.addWidget(Words(self._since(one), size="small", part="quiet"))
        return column

    def _since(self, one: Any) -> str:
        if one.called_at is not None:
            return tr("appelé·e à {time}", time=format_time(one.called_at))
        minutes = max(int((self.desk.workspace.clock.now() - one.arrived_at).total_seconds() // 60), 0)
        return trn("attend depuis {n} minute", "attend depuis {n} minutes", minutes)

    def _call(self, one: Any) -> None:
        from app.appointments.walk_ins import call_walk_in

        self.desk.jobs.write(call_walk_in, self.desk.workspace, one.id)

    def _close(self, one: Any) -> None:
        from app.appointments.walk_ins import close_walk_in

        self.desk.jobs.write(
            close_walk_in, self.desk.workspace, one.id, done=lambda _: self.desk.say.done(tr("Noté."), undo=True)
        )
