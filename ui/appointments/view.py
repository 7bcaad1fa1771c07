"""Rendez-vous: the week, or one day with its hosts as columns; who waits without an appointment at the end edge."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.settings import AGENDA_VIEW
from app.workspace import Change
from resources.i18n import format_date, tr
from ui.appointments.booking_card import BookingCard
from ui.appointments.grid import AgendaGrid
from ui.appointments.meeting_card import MeetingCard
from ui.appointments.plan import day_plan, monday_of, week_plan
from ui.appointments.walk_in_queue import WalkInQueue
from ui.context import Desk, View
from ui.theme import LOOK, SPACE, icon
from ui.widgets.basic import Button, Words, scrolled
from ui.widgets.fields import ChoiceField

_WEEK = 6
_WEEKEND = 5
_ONE_ROW_UP_TO = 110
"""Percent of the text's size: beyond it the title stands above its buttons, or a small screen would be too narrow."""


def create(desk: Desk) -> View:
    """The view of this room."""
    return AppointmentsView(desk)


class AppointmentsView(View):
    """`day` is in the week shown, or the day shown."""

    nouns = frozenset({"appointment", "host", "holiday", "walk_in", "person"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.one_day = desk.workspace.settings.get(AGENDA_VIEW) == "day"
        self.day = self._first_day()
        self.agenda: Any = None
        self.card: BookingCard | MeetingCard | None = None
        self._wants_today = True
        self._wanted_host: UUID | None = None
        self._hides_names = False
        self.grid = AgendaGrid()
        self.queue = WalkInQueue(desk)
        self._lay_out()
        self.grid.free.connect(self.begin)
        self.grid.opened.connect(self.open_meeting)
        self.grid.day_wanted.connect(self.show_day)
        self.grid.turned.connect(self.turn)
        self.grid.today_wanted.connect(self.show_today)
        self.refresh(None)

    def focus_first(self) -> None:
        """The agenda, or what is open beside it."""
        if self.card is not None:
            self.card.focus_first()
        else:
            self.grid.setFocus()

    def open(self, **target: Any) -> None:
        """`show` is week, day or today; a search's `hit` shows today."""
        if target.get("show") in ("week", "day"):
            self.choose(target["show"] == "day")
        else:
            self.show_today()
        self.focus_first()

    def refresh(self, change: Change | None) -> None:
        """Reads the days again."""
        from app.appointments.agenda import agenda

        first = self.day if self.one_day else monday_of(self.day)
        last = first if self.one_day else first + timedelta(days=_WEEK)
        self.desk.jobs.read("agenda", agenda, self.desk.workspace, first, last, done=self._came)
        if change is None or "walk_in" in change.nouns:
            self.queue.refresh()

    def state(self) -> dict[str, Any]:
        """The days shown and whose."""
        return {"day": self.day, "one_day": self.one_day, "host": self.host.value()}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to them."""
        self.day, self.one_day = state.get("day", self.day), state.get("one_day", self.one_day)
        self._wanted_host = state.get("host")
        self.refresh(None)

    def hide_names(self, hidden: bool) -> None:
        """Privacy."""
        self._hides_names = self.grid.hides_names = hidden
        self.grid.viewport().update()
        self.queue.hide_names(hidden)
        if isinstance(self.card, BookingCard):
            self.card.hide_names(hidden)
        elif self.card is not None:
            self.close_card()

    def choose(self, one_day: bool) -> None:
        """The week or one day; the choice is kept for this account."""
        from app.accounts.preferences import change_setting

        if one_day != self.one_day:
            self.one_day = one_day
            word = "day" if one_day else "week"
            self.desk.jobs.write(change_setting, self.desk.workspace, AGENDA_VIEW, word)
        if one_day and self.grid.plan.columns:
            self.day = self.grid.plan.columns[self.grid.column].day
        self.refresh(None)

    def show_day(self, day: date) -> None:
        """One day, its hosts as columns."""
        if self.one_day and self.day == day:
            return
        self.one_day, self.day = True, day
        self.refresh(None)

    def show_today(self) -> None:
        """Today, wherever one was."""
        self.day = self._first_day()
        self._wants_today = True
        self.refresh(None)

    def turn(self, pages: int) -> None:
        """The next week or working day, or the one before."""
        if self.one_day:
            self.day += timedelta(days=pages)
            while self.day.weekday() >= _WEEKEND:
                self.day += timedelta(days=pages)
        else:
            self.day += timedelta(days=7 * pages)
        self.refresh(None)

    def begin(self, day: date, at: time, host_id: UUID | None) -> None:
        """A new appointment at a place that is free."""
        hosts = list(self.agenda.hosts)
        card = BookingCard(self.desk, day, at, hosts, host_id or self.host.value(), self.close_card)
        card.hide_names(self._hides_names)
        card.booked.connect(self._booked)
        self._beside(card)

    def open_meeting(self, meeting: Any) -> None:
        """One appointment, beside the agenda."""
        clash = meeting.id in self.grid.plan.clashing
        self._beside(MeetingCard(self.desk, meeting, clash, self.close_card, hides_names=self._hides_names))

    def close_card(self) -> None:
        """Back to the agenda."""
        if self.card is not None:
            self._side.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        self.grid.setFocus()

    def _beside(self, card: BookingCard | MeetingCard) -> None:
        self.close_card()
        self.card = card
        self._side.insertWidget(0, card)
        card.focus_first()

    def _booked(self, made: Any) -> None:
        self.close_card()
        told = tr("Rendez-vous pris : {day} à {time}.", day=format_date(made.day), time=f"{made.starts:%H:%M}")
        self.desk.say.done(told, undo=True)

    def _came(self, agenda: Any) -> None:
        self.agenda = agenda
        chosen, self._wanted_host = self._wanted_host or self.host.value(), None
        self.host.fill([(host.id, host.name) for host in agenda.hosts])
        self.host.show_value(chosen)
        self._show()

    def _show(self) -> None:
        if self.agenda is None:
            return
        one_day = len(self.agenda.days) == 1
        if one_day:
            plan = day_plan(self.agenda)
            self.title.setText(format_date(self.agenda.days[0].day, style="long"))
        else:
            titles = [format_date(one.day) for one in self.agenda.days]
            plan = week_plan(self.agenda, titles, self.host.value())
            self.title.setText(tr("Semaine du {date}", date=format_date(self.agenda.days[0].day)))
        self.host.setVisible(not one_day)
        self.week_button.setChecked(not one_day)
        self.day_button.setChecked(one_day)
        self.grid.show_plan(plan, one_day=one_day)
        if self._wants_today:
            self._wants_today = False
            now = self.agenda.now
            self.grid.put_cursor(self.day, now.time() if self.day == now.date() else None)

    def _lay_out(self) -> None:
        self.title = Words(size="large", bold=True)
        self.week_button = Button(tr("Semaine"), lambda: self.choose(False))
        self.day_button = Button(tr("Un jour"), lambda: self.choose(True))
        for button in (self.week_button, self.day_button):
            button.setCheckable(True)
        self.host = ChoiceField(none_text=tr("tout le monde"))
        self.host.setAccessibleName(tr("Avec"))
        self.host.changed.connect(self._show)
        before = _arrow("chevron-left", tr("Page d’avant"), lambda: self.turn(-1))
        after = _arrow("chevron-right", tr("Page d’après"), lambda: self.turn(1))
        row = QHBoxLayout()
        for part in (before, Button(tr("Aujourd’hui (T)"), self.show_today), after, self.week_button, self.day_button):
            row.addWidget(part)
        left = QVBoxLayout()
        if LOOK.px(100) <= _ONE_ROW_UP_TO:
            row.addWidget(self.title)
        else:
            left.addWidget(self.title)
        row.addStretch()
        row.addWidget(self.host)
        left.addLayout(row)
        left.addWidget(self.grid, 1)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.queue, 1)
        edge = scrolled(side)
        edge.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        edge.setFixedWidth(LOOK.px(300 if LOOK.px(100) <= _ONE_ROW_UP_TO else 255))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(*(LOOK.px(SPACE[3]),) * 4)
        whole.setSpacing(LOOK.px(SPACE[3]))
        whole.addLayout(left, 1)
        whole.addWidget(edge)

    def _first_day(self) -> date:
        """Today; at the weekend the Monday to come."""
        today = self.desk.workspace.clock.today()
        return today if today.weekday() < _WEEKEND else monday_of(today) + timedelta(days=7)


def _arrow(name: str, tip: str, run: Any) -> Button:
    button = Button("", run, tip=tip)
    button.setIcon(icon(name, mirrored=button.layoutDirection() is Qt.LayoutDirection.RightToLeft))
    button.setAccessibleName(tip)
    return button
