"""A column whose letters that answer the search stand out: heavier and underlined, never by colour alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Parts = Callable[[str], Sequence[tuple[int, int]]]


class MatchDelegate(QStyledItemDelegate):
    """Draws a text with the parts that `parts` says: (start, length) of each."""

    def __init__(self, parts: Parts, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts = parts

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As the style draws it; the text is ours where something in it is meant."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        parts = self.parts(text)
        if not parts:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, option.widget) + 1
        area.adjust(margin, 0, -margin, 0)
        text = shown.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        layout = _laid_out(text, shown, parts, area.width())
        is_chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setClipRect(option.rect)
        painter.setPen(shown.palette.color(role))
        layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - layout.boundingRect().height()) / 2))
        painter.restore()


def _laid_out(text: str, option: QStyleOptionViewItem, parts: Sequence[tuple[int, int]], width: int) -> QTextLayout:
    layout = QTextLayout(text, option.font)
    direction = QTextOption(Qt.AlignmentFlag.AlignLeading)
    direction.setTextDirection(option.direction)
    direction.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(direction)
    meant = QTextCharFormat()
    meant.setFontWeight(QFont.Weight.Bold)
    meant.setFontUnderline(True)
    ranges = []
    for start, length in parts:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, min(length, len(text) - start), meant
        if start < len(text):
            ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout
