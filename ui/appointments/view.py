"""Rendez-vous: a week, day by day, and what became of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.workspace import Change
from resources.i18n import format_date, tr
from ui.context import Desk, View
from ui.signs import badge
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Words, clear, scrolled

_DAYS = 5


def create(desk: Desk) -> View:
    """The view of this room."""
    return AppointmentsView(desk)


class AppointmentsView(View):
    """Monday to Friday; holidays are named."""

    nouns = frozenset({"appointment", "host", "holiday"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = desk.workspace.clock.today()
        self.monday = today - timedelta(days=today.weekday())
        if today.weekday() >= _DAYS:
            self.monday += timedelta(days=7)
        self.title = Words(size="large", bold=True)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Semaine d’avant"), lambda: self._move(-7), icon_name="chevron-left"))
        row.addWidget(Button(tr("Cette semaine"), self._now))
        row.addWidget(Button(tr("Semaine d’après"), lambda: self._move(7), icon_name="chevron-right"))
        row.addWidget(self.title)
        row.addStretch()
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setSpacing(LOOK.px(SPACE[2]))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        column.addLayout(row)
        column.addWidget(scrolled(page))
        self.refresh(None)

    def open(self, **target: Any) -> None:
        """A search's `hit` shows the week of today; the appointment stands in it or later."""
        self._now()

    def refresh(self, change: Change | None) -> None:
        """Reads the week again."""
        from app.appointments.booking import appointments_between

        last = self.monday + timedelta(days=6)
        self.desk.jobs.read("week", appointments_between, self.desk.workspace, self.monday, last, done=self._came)

    def _move(self, days: int) -> None:
        self.monday += timedelta(days=days)
        self.refresh(None)

    def _now(self) -> None:
        today = self.desk.workspace.clock.today()
        self.monday = today - timedelta(days=today.weekday())
        self.refresh(None)

    def _came(self, appointments: list[Any]) -> None:
        from app.appointments.calendar import holiday_name

        clear(self._grid)
        self.title.setText(tr("Semaine du {date}", date=format_date(self.monday)))
        for place in range(_DAYS):
            day = self.monday + timedelta(days=place)
            card = Card(tight=True)
            card.rows.addWidget(Words(format_date(day), bold=True, part="accent" if day == self._today() else ""))
            if name := holiday_name(day):
                card.rows.addWidget(Words(name, part="quiet", wrap=True))
            mine = [one for one in appointments if one.day == day]
            for one in mine:
                card.rows.addWidget(self._line(one))
            if not mine:
                card.rows.addWidget(Words(tr("libre"), part="quiet"))
            card.rows.addStretch()
            self._grid.addWidget(card, 0, place)
            self._grid.setColumnStretch(place, 1)

    def _line(self, one: Any) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        text = f"{one.starts:%H:%M}  {one.person.display_name}"
        column.addWidget(Button(text, lambda: self.desk.go("people", person_id=one.person.id), kind="flat"))
        row = QHBoxLayout()
        if one.outcome:
            row.addWidget(badge(one.outcome))
        else:
            for outcome, icon_name, word in (("came", "check", tr("Venu·e")), ("no_show", "x", tr("Absent·e"))):
                button = Button(
                    "", lambda outcome=outcome: self._set(one, outcome), icon_name=icon_name, kind="flat", tip=word
                )
                button.setAccessibleName(word)
                row.addWidget(button)
        row.addWidget(Words(one.host, size="small", part="quiet"))
        row.addStretch()
        column.addLayout(row)
        return holder

    def _set(self, one: Any, outcome: str) -> None:
        from app.appointments.booking import set_outcome

        self.desk.jobs.write(
            set_outcome, self.desk.workspace, one.id, outcome, done=lambda _: self.desk.say.done(tr("Noté."), undo=True)
        )

    def _today(self) -> date:
        return self.desk.workspace.clock.today()
