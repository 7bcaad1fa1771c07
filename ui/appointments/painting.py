"""How the agenda looks: shades, lines, appointments with their sign and word, the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from resources.i18n import format_number, format_time, tr, trn
from ui.appointments.layout import Layout, Place
from ui.appointments.plan import ROW_MINUTES, Box, Column
from ui.signs import sign_of
from ui.theme import LOOK, RADIUS, Tone, font_of, pixmap

if TYPE_CHECKING:
    from ui.appointments.grid import AgendaGrid

_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_TOP = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
_STRIPE = 3


class OnScreen(Protocol):
    """Where a place of the picture stands on the screen now."""

    def __call__(self, place: Place, *, head: bool = False, gutter: bool = False) -> QRect:
        """A rectangle of the viewport."""


class AgendaPainter:
    """One painting of the grid."""

    def __init__(self, grid: AgendaGrid, painter: QPainter, layout: Layout, on_screen: OnScreen) -> None:
        self.grid, self.plan, self.p = grid, grid.plan, painter
        self.layout, self.on_screen = layout, on_screen
        self.seen = grid.viewport().rect()

    def paint(self) -> None:
        """From the ground up: what is above covers what is below, the head and the hours last."""
        self.p.fillRect(self.seen, QColor(LOOK.tokens.paper))
        for place, column in enumerate(self.plan.columns):
            ground = self.on_screen(
                Place(
                    self.layout.cell(place, 0).start,
                    self.layout.head,
                    self.layout.column,
                    self.layout.row * self.plan.rows,
                )
            )
            if ground.intersects(self.seen):
                self._ground(place, column, ground)
                for box in column.boxes:
                    self._box(place, column, box)
        self._now()
        if self.grid.hasFocus():
            self._cursor()
        self._heads()
        self._hours()

    def _ground(self, place: int, column: Column, ground: QRect) -> None:
        closed = QColor(LOOK.tokens.raised)
        if column.opens is None or column.closes is None:
            self.p.fillRect(ground, closed)
        else:
            for begins, ends in ((self.plan.first, column.opens), (column.closes, self.plan.last)):
                if begins < ends:
                    top = self.layout.top_of(begins)
                    self.p.fillRect(
                        self.on_screen(
                            Place(
                                self.layout.cell(place, 0).start,
                                top,
                                self.layout.column,
                                self.layout.top_of(ends) - top,
                            )
                        ),
                        closed,
                    )
        self.p.setPen(QPen(QColor(LOOK.tokens.line)))
        edge = (
            ground.left() if self.grid.isLeftToRight() else ground.right()
        )  # house: the start edge, found by direction
        self.p.drawLine(edge, ground.top(), edge, ground.bottom())
        for row in range(self.plan.rows):
            line = self.on_screen(self.layout.cell(place, row))
            on_the_hour = self.plan.minutes_of(row)[0] % 60 == 0
            self.p.setPen(
                QPen(QColor(LOOK.tokens.line), 1, Qt.PenStyle.SolidLine if on_the_hour else Qt.PenStyle.DotLine)
            )
            self.p.drawLine(line.topLeft(), line.topRight())

    def _box(self, place: int, column: Column, box: Box) -> None:
        rect = self.on_screen(self.layout.box(place, box))
        if not rect.intersects(self.seen):
            return
        if not self.layout.is_shown(box):
            self._counted(column, box, rect)
            return
        one, tokens = box.meeting, LOOK.tokens
        icon_name, tone = sign_of(one.outcome or "planned")
        clash = one.id in self.plan.clashing
        if clash:
            icon_name, tone = "triangle-alert", Tone.BAD
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.p.setPen(QPen(QColor(tokens.bad), 2) if clash else Qt.PenStyle.NoPen)
        self.p.setBrush(QColor(tokens.ground_of(tone)))
        self.p.drawRoundedRect(rect, RADIUS / 2, RADIUS / 2)
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        stripe = QRect(rect)
        stripe.setWidth(_STRIPE)
        if not self.grid.isLeftToRight():
            stripe.moveRight(rect.right())
        self.p.fillRect(stripe, QColor(tokens.ink_of(tone)))
        self._words(box, self._inner(rect), icon_name if one.outcome or clash else "", tone)

    def _words(self, box: Box, inner: QRect, icon_name: str, tone: Tone) -> None:
        one = box.meeting
        name = "•••••" if self.grid.hides_names else one.person.display_name
        small, bold = font_of("small"), font_of("small", bold=True)
        metrics = QFontMetrics(bold)
        if icon_name and inner.width() > LOOK.px(40):
            size = LOOK.px(12)
            sign = QRect(inner.left(), inner.top() + 1, size, size)
            if not self.grid.isLeftToRight():
                sign.moveRight(inner.right())
            self.p.drawPixmap(sign, pixmap(icon_name, tone, size))
            inner = inner.adjusted(*((size + 3, 0, 0, 0) if self.grid.isLeftToRight() else (0, 0, -size - 3, 0)))
        off_the_row = box.begins % ROW_MINUTES != 0
        text = f"{format_time(one.starts)} {name}" if off_the_row or inner.width() > LOOK.px(150) else name
        self.p.setPen(QColor(LOOK.tokens.ink))
        self.p.setFont(bold)
        # A quarter of an hour is lower than its words: they stand in its middle rather than lose their feet.
        flags = _TOP if inner.height() >= metrics.height() else _START
        self.p.drawText(
            inner,
            flags | Qt.TextFlag.TextDontClip,
            metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width()),
        )
        below = inner.adjusted(0, metrics.height() - 1, 0, 0)
        told = one.purpose if self.grid.one_day else one.host
        if told and below.height() >= QFontMetrics(small).height() - 3:
            self.p.setFont(small)
            self.p.drawText(
                below, _TOP, QFontMetrics(small).elidedText(told, Qt.TextElideMode.ElideRight, below.width())
            )

    def _counted(self, column: Column, box: Box, rect: QRect) -> None:
        """Those that have no room of their own: how many, once for each group."""
        hidden = [one for one in column.at(box.begins, box.ends) if not self.layout.is_shown(one)]
        if hidden[0] is not box:
            return
        self.p.fillRect(rect, QColor(LOOK.tokens.accent_soft))
        self.p.setPen(QColor(LOOK.tokens.accent))
        self.p.setFont(font_of("small", bold=True))
        self.p.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"+{format_number(len(hidden))}")

    def _now(self) -> None:
        now = self.plan.now
        if now is None:
            return
        minute = now.hour * 60 + now.minute
        if not self.plan.first <= minute <= self.plan.last:
            return
        for place, column in enumerate(self.plan.columns):
            if column.day == now.date():
                cell = self.layout.cell(place, 0)
                self.p.fillRect(
                    self.on_screen(Place(cell.start, self.layout.top_of(minute), cell.width, 2)),
                    QColor(LOOK.tokens.accent),
                )

    def _cursor(self) -> None:
        if not self.plan.columns:
            return
        box = self.grid.current()
        place = (
            self.layout.cell(self.grid.column, self.grid.row) if box is None else self.layout.box(self.grid.column, box)
        )
        self.p.setPen(QPen(QColor(LOOK.tokens.accent), 2))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.drawRect(self.on_screen(place).adjusted(1, 1, -1, -1))

    def _heads(self) -> None:
        """The name of each day or host, above; a holiday's name under it."""
        tokens, layout = LOOK.tokens, self.layout
        self.p.fillRect(QRect(0, 0, self.seen.width(), layout.head), QColor(tokens.paper))
        today = self.plan.now.date() if self.plan.now else None
        bold, small = font_of("body", bold=True), font_of("small")
        for place, column in enumerate(self.plan.columns):
            rect = self.on_screen(Place(layout.cell(place, 0).start, 0, layout.column, layout.head), head=True)
            if not rect.intersects(self.seen):
                continue
            inner = rect.adjusted(LOOK.px(8), LOOK.px(4), -LOOK.px(8), -LOOK.px(4))
            self.p.setFont(bold)
            is_today = column.day == today and column.host_id is None
            self.p.setPen(QColor(tokens.accent if is_today else tokens.ink))
            metrics = QFontMetrics(bold)
            self.p.drawText(inner, _TOP, metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, inner.width()))
            self.p.setFont(small)
            self.p.setPen(QColor(tokens.ask if column.holiday else tokens.quiet))
            count = trn("{n} rendez-vous", "{n} rendez-vous", len(column.boxes)) if column.boxes else tr("libre")
            told = column.holiday or (count if column.boxes or column.opens is not None else tr("fermé"))
            below = inner.adjusted(0, metrics.height(), 0, 0)
            self.p.drawText(
                below, _TOP, QFontMetrics(small).elidedText(told, Qt.TextElideMode.ElideRight, below.width())
            )
        self.p.fillRect(QRect(0, layout.head - 1, self.seen.width(), 1), QColor(tokens.line))

    def _hours(self) -> None:
        """The hours, at the start edge."""
        layout, tokens = self.layout, LOOK.tokens
        self.p.fillRect(
            self.on_screen(Place(0, 0, layout.gutter, self.seen.height()), head=True, gutter=True), QColor(tokens.paper)
        )
        self.p.setFont(font_of("small"))
        self.p.setPen(QColor(tokens.quiet))
        self.p.setClipRect(QRect(0, layout.head, self.seen.width(), self.seen.height()))
        for row in range(self.plan.rows):
            if self.plan.minutes_of(row)[0] % 60 == 0 or row == 0:
                place = Place(LOOK.px(6), layout.cell(0, row).top, layout.gutter - LOOK.px(8), layout.row)
                self.p.drawText(self.on_screen(place, gutter=True), _TOP, format_time(self.plan.time_of(row)))
        self.p.setClipping(False)

    def _inner(self, rect: QRect) -> QRect:
        edge = _STRIPE + LOOK.px(3)
        return rect.adjusted(edge, 1, -2, 0) if self.grid.isLeftToRight() else rect.adjusted(2, 1, -edge, 0)
