"""The agenda painted: only what is in sight, in either direction of writing; everything in it by keyboard."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from resources.i18n import format_date, format_time, tr, trn
from ui.appointments.layout import Layout, Place
from ui.appointments.painting import AgendaPainter
from ui.appointments.plan import Box, Column, Plan
from ui.signs import word_of

HIDDEN = "•••••"
# What the T key of a keyboard types with an Arabic layout.
_ARABIC_T = "ف"


class AgendaGrid(QAbstractScrollArea):
    """Arrows move, Enter opens an appointment or begins one where nothing is, T is today, Page Up and Down turn the page."""

    free = Signal(object, object, object)
    """A free place was asked for: its day, its time, the host or None."""
    opened = Signal(object)
    day_wanted = Signal(object)
    turned = Signal(int)
    today_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan = Plan()
        self.one_day = False
        self.hides_names = False
        self.column, self.row, self.lane = 0, 0, 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Agenda"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setSingleStep(30)
        self._layout = Layout(self.plan, 0, 0, one_day=False)

    def show_plan(self, plan: Plan, *, one_day: bool) -> None:
        """Shows other days or the same ones read again; the cursor stays where it was, as far as that exists."""
        self.plan, self.one_day = plan, one_day
        self.column = min(self.column, max(len(plan.columns) - 1, 0))
        self.row = min(self.row, max(plan.rows - 1, 0))
        self.lane = 0
        self._fit()
        self._tell()

    def put_cursor(self, day: date, at: time | None, host_id: UUID | None = None) -> None:
        """Puts the cursor on a day (and a host), at a time or in the row it is in."""
        for place, column in enumerate(self.plan.columns):
            if column.day == day and host_id in (None, column.host_id):
                row = self.row if at is None else (at.hour * 60 + at.minute - self.plan.first) // 30
                self._move_to(place, row)
                return

    def current(self) -> Box | None:
        """The appointment the cursor is on."""
        boxes = self._boxes()
        return boxes[min(self.lane, len(boxes) - 1)] if boxes else None

    def use(self) -> None:
        """What Enter does: opens the appointment, or begins one."""
        if (box := self.current()) is not None:
            self.opened.emit(box.meeting)
        elif self.plan.columns:
            column = self.plan.columns[self.column]
            self.free.emit(column.day, self.plan.time_of(self.row), column.host_id)

    def sentence(self) -> str:
        """What the cursor is on, in words: for who cannot see it, and for the tooltip."""
        if not self.plan.columns:
            return ""
        column, box = self.plan.columns[self.column], self.current()
        where = f"{format_date(column.day)}, {column.title}" if column.host_id else format_date(column.day)
        if box is not None:
            return f"{where} : {self.words_of(box)}"
        return f"{where} {format_time(self.plan.time_of(self.row))} : {self._state_of(column, self.row)}"

    def words_of(self, box: Box) -> str:
        """An appointment in a line."""
        one = box.meeting
        name = HIDDEN if self.hides_names else one.person.display_name
        clash = tr("en conflit") if one.id in self.plan.clashing else ""
        word = word_of(one.outcome) if one.outcome else ""
        lasts = trn("{n} minute", "{n} minutes", one.minutes)
        return "  ·  ".join(p for p in (format_time(one.starts), name, one.host, lasts, one.purpose, word, clash) if p)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keyboard."""
        key, mirrored = event.key(), self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        step = {Qt.Key.Key_Left: 1 if mirrored else -1, Qt.Key.Key_Right: -1 if mirrored else 1}.get(Qt.Key(key))
        if step is not None:
            self._sideways(step)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_to(self.column, self.row + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use()
        elif key in (Qt.Key.Key_T, Qt.Key.Key_Home) or event.text() == _ARABIC_T:
            self.today_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an appointment opens it, on a free place begins one, on a day's name shows that day."""
        start, top = self._from_start(event.position().toPoint().x()), event.position().toPoint().y()
        if top < self._layout.head:
            place = (start + self.horizontalScrollBar().value() - self._layout.gutter) // self._layout.column
            if start >= self._layout.gutter and 0 <= place < len(self.plan.columns):
                self.day_wanted.emit(self.plan.columns[place].day)
            return
        if (hit := self._hit(start, top)) is None:
            return
        column, row, box = hit
        if box is not None and not self._layout.is_shown(box):
            self.day_wanted.emit(self.plan.columns[column].day)
            return
        self._move_to(column, row)
        if box is not None:
            self.lane = self._boxes().index(box)
        self._tell()
        self.use()

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole of an appointment while the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            hit = self._hit(self._from_start(event.pos().x()), event.pos().y())
            QToolTip.showText(event.globalPos(), self.words_of(hit[2]) if hit and hit[2] else "", self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """As wide as the place, and no narrower than can be read."""
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor shows."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The cursor hides."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is in sight."""
        painter = QPainter(self.viewport())
        painter.setLayoutDirection(self.layoutDirection())
        AgendaPainter(self, painter, self._layout, self._on_screen).paint()
        painter.end()

    def _on_screen(self, place: Place, *, head: bool = False, gutter: bool = False) -> QRect:
        """A place of the whole picture as a rectangle of the viewport: scrolled, and mirrored in Arabic."""
        start = place.start - (0 if gutter else self.horizontalScrollBar().value())
        top = place.top - (0 if head else self.verticalScrollBar().value())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            start = self.viewport().width() - start - place.width
        return QRect(start, top, place.width, place.height)

    def _from_start(self, x: int) -> int:
        return self.viewport().width() - 1 - x if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else x

    def _hit(self, start: int, top: int) -> tuple[int, int, Box | None] | None:
        if start < self._layout.gutter or top < self._layout.head:
            return None
        start, top = start + self.horizontalScrollBar().value(), top + self.verticalScrollBar().value()
        cell = self._layout.hit(start, top)
        if cell is None:
            return None
        for box in self.plan.columns[cell[0]].boxes:
            place = self._layout.box(cell[0], box)
            if place.start <= start < place.start + place.width and place.top <= top < place.top + place.height:
                return (*cell, box)
        return (*cell, None)

    def _boxes(self) -> list[Box]:
        if not self.plan.columns:
            return []
        return self.plan.columns[self.column].at(*self.plan.minutes_of(self.row))

    def _state_of(self, column: Column, row: int) -> str:
        begins, ends = self.plan.minutes_of(row)
        if column.holiday:
            return column.holiday
        closed = column.opens is None or column.closes is None or begins < column.opens or ends > column.closes
        return tr("fermé") if closed else tr("libre")

    def _sideways(self, step: int) -> None:
        """First from appointment to appointment within a half hour, then to the next column."""
        if 0 <= self.lane + step < len(self._boxes()):
            self.lane += step
            self._tell()
        elif 0 <= self.column + step < len(self.plan.columns):
            self._move_to(self.column + step, self.row)
            self.lane = max(len(self._boxes()) - 1, 0) if step < 0 else 0
            self._tell()
        else:
            self.turned.emit(step)

    def _move_to(self, column: int, row: int) -> None:
        self.column, self.row, self.lane = column, min(max(row, 0), self.plan.rows - 1), 0
        self._into_sight()
        self._tell()

    def _into_sight(self) -> None:
        cell, layout = self._layout.cell(self.column, self.row), self._layout
        for bar, begins, size, fixed, room in (
            (self.horizontalScrollBar(), cell.start, cell.width, layout.gutter, self.viewport().width()),
            (self.verticalScrollBar(), cell.top, cell.height, layout.head, self.viewport().height()),
        ):
            bar.setValue(min(max(bar.value(), begins + size - room), begins - fixed))

    def _fit(self) -> None:
        room = self.viewport().size()
        self._layout = Layout(self.plan, room.width(), room.height(), one_day=self.one_day)
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self._layout.whole_width, room.width()),
            (self.verticalScrollBar(), self._layout.whole_height, room.height()),
        ):
            bar.setRange(0, max(whole - seen, 0))
            bar.setPageStep(seen)
        self.viewport().update()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.sentence())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()
