"""One pile of the board: referrals as small cards, painted as they come into sight, overdue first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from resources.i18n import current_language, format_date, tr
from ui.models.paged import PagedModel
from ui.signs import sign_of, word_of
from ui.theme import LOOK, RADIUS, Tone, font_of, pixmap

HIDDEN = "•••••"
Index = QModelIndex | QPersistentModelIndex
_LINES = 4


class PileList(QListView):
    """Up and down within the pile, `moved` to the next one; Enter or a click opens a referral."""

    opened = Signal(object)
    moved = Signal(int)

    def __init__(self, model: PagedModel, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.cards, self.today = model, today
        self._kept: object = None
        self._scroll = 0
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.setMinimumHeight(LOOK.px(120))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._come_back)
        self.clicked.connect(lambda index: self._open(index.row()))

    def current(self) -> Any | None:
        """The referral the cursor is on."""
        return self.cards.row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def begin(self) -> None:
        """The keyboard comes in: the cursor is on the first card if it was on none."""
        self.setFocus()
        if not self.currentIndex().isValid() and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows across go to the next pile, in the direction of reading."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            forward = (key == Qt.Key.Key_Right) == self.isLeftToRight()
            self.moved.emit(1 if forward else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards, or a word that there are none."""
        super().paintEvent(event)
        if not self.cards.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(LOOK.tokens.quiet))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, tr("aucun bon"))
            painter.end()

    def _keep(self) -> None:
        if (row := self.current()) is not None:
            self._kept = row.id
        self._scroll = self.verticalScrollBar().value()

    def _come_back(self) -> None:
        place = self.cards.find(self._kept) if self._kept is not None else None
        if place is not None:
            self.setCurrentIndex(self.cards.index(place, 0))
        self.verticalScrollBar().setValue(self._scroll)

    def _open(self, place: int) -> None:
        if (row := self.cards.row(place)) is not None:
            self.opened.emit(row)


class CardDelegate(QStyledItemDelegate):
    """Who, what, where it stands, by when; what is late has its sign beside the date."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Four lines."""
        height = QFontMetrics(font_of("small")).height() * (_LINES - 1) + QFontMetrics(font_of("body")).height()
        return QSize(LOOK.px(120), height + LOOK.px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A card."""
        view = self.parent()
        assert isinstance(view, PileList)
        row, tokens = view.cards.row(index.row()), LOOK.tokens
        rect = option.rect.adjusted(LOOK.px(4), LOOK.px(3), -LOOK.px(4), -LOOK.px(3))
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setLayoutDirection(view.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if is_current else tokens.line), 2 if is_current else 1))
        painter.setBrush(QColor(tokens.accent_soft if is_current else tokens.paper))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        inner = rect.adjusted(LOOK.px(8), LOOK.px(5), -LOOK.px(8), -LOOK.px(5))
        if row is None:
            view.cards.data(index)  # asks for its page
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, "…")
        else:
            _paint_card(painter, inner, row, view)
        painter.restore()


def _paint_card(painter: QPainter, inner: QRect, row: Any, view: PileList) -> None:
    tokens = LOOK.tokens
    is_late = row.due_on is not None and row.due_on < view.today()
    name = HIDDEN if view.cards.hides_names else row.person.display_name
    due = format_date(row.due_on, style="numeric" if is_late else "short") if row.due_on else ""
    told = tr("en retard : {date}", date=due) if is_late else due or row.number
    state = row.result or row.decision or (row.ending if row.progress == "closed" else None) or row.progress
    lines = (
        (name, "body", True, tokens.ink, None),
        (row.entry.get(current_language(), ""), "small", False, tokens.ink, None),
        (word_of(str(state)), "small", False, tokens.quiet, sign_of(str(state))),
        (
            told,
            "small",
            is_late,
            tokens.bad if is_late else tokens.quiet,
            ("triangle-alert", Tone.BAD) if is_late else None,
        ),
    )
    top = inner.top()
    for text, size, bold, colour, sign in lines:
        font = font_of(size, bold=bold)
        metrics = QFontMetrics(font)
        line = QRect(inner.left(), top, inner.width(), metrics.height())
        if sign is not None:
            line = _paint_sign(painter, line, sign, mirrored=not view.isLeftToRight())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
        top += metrics.height()


def _paint_sign(painter: QPainter, line: QRect, sign: tuple[str, Tone], *, mirrored: bool) -> QRect:
    """Paints the sign at the start of a line; gives what is left for its words."""
    side, gap = LOOK.px(13), LOOK.px(4)
    place = QRect(line.left(), line.top() + (line.height() - side) // 2, side, side)
    if mirrored:
        place.moveRight(line.right())
    painter.drawPixmap(place, pixmap(*sign, side))
    return line.adjusted(0, 0, -side - gap, 0) if mirrored else line.adjusted(side + gap, 0, 0, 0)
