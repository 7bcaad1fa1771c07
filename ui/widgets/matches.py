"""A column whose letters that answer the search stand out: heavier and underlined, never by colour alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNED = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
Parts = Callable[[str], Sequence[tuple[int, int]]]


class MatchDelegate(QStyledItemDelegate):
    """Draws a text with the parts that `parts` says: (start, length) of each; in the first column only, unless there is one.

    A letter typed changes every line there is, so a cell asks its model for the text alone and nothing is worked out twice.
    """

    def __init__(self, parts: Parts, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts = parts
        self._areas: dict[tuple[int, int], QRect] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, choice and focus as the style draws them; the text is ours."""
        text = str(index.data(_DISPLAY) or "")
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not text:
            return
        area = self._area(style, option)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        painter.setFont(option.font)
        parts = self.parts(text) if index.column() == 0 else ()
        if not parts:
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.setLayoutDirection(option.direction)
            painter.drawText(area, _ALIGNED, shown)
            return
        layout = _laid_out(text, option, parts, area.width())
        if layout.lineAt(0).naturalTextWidth() > area.width():
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            layout = _laid_out(shown, option, parts, area.width())
        # The line itself is clipped: heavier letters are wider than those that were measured.
        top = area.top() + (area.height() - layout.lineAt(0).height()) / 2
        layout.draw(painter, QPointF(area.left(), top), [], QRectF(area))

    def _area(self, style: QStyle, option: QStyleOptionViewItem) -> QRect:
        """Where the text stands: of cells of one size always the same place in them."""
        size = (option.rect.width(), option.rect.height())
        inside = self._areas.get(size)
        if inside is None:
            shown = QStyleOptionViewItem(option)
            shown.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
            inside = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, option.widget)
            margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, option.widget) + 1
            inside.adjust(margin, 0, -margin, 0)
            inside.translate(-option.rect.topLeft())
            self._areas[size] = inside
        return inside.translated(option.rect.topLeft())


def _laid_out(text: str, option: QStyleOptionViewItem, parts: Sequence[tuple[int, int]], width: int) -> QTextLayout:
    layout = QTextLayout(text, option.font)
    direction = QTextOption(Qt.AlignmentFlag.AlignLeading)
    direction.setTextDirection(option.direction)
    direction.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(direction)
    ranges = []
    for start, length in parts:
        if start < len(text):
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, min(length, len(text) - start), _MEANT
            ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def _meant() -> QTextCharFormat:
    meant = QTextCharFormat()
    meant.setFontWeight(QFont.Weight.Bold)
    meant.setFontUnderline(True)
    return meant


_MEANT = _meant()
