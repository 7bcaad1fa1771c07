"""A column whose letters that answer the search stand out: heavier and underlined, never by colour alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import bidirectional

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

_DISPLAY = Qt.ItemDataRole.DisplayRole
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_START = {
    Qt.LayoutDirection.LeftToRight: Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignAbsolute,
    Qt.LayoutDirection.RightToLeft: Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignAbsolute,
}
"""Where the window begins, as Qt wants it of a text that may run the other way."""
Index = QModelIndex | QPersistentModelIndex
Parts = Callable[[str], Sequence[tuple[int, int]]]


class MatchDelegate(QStyledItemDelegate):
    """Draws a text with the parts that `parts` says: (start, length) of each; in the first column only, unless there is one.

    A letter typed changes every line there is, so a cell asks its model for the text alone and nothing is worked out twice.
    """

    def __init__(self, parts: Parts, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts = parts
        self._areas: dict[tuple[int, int], QRect] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, choice and focus as the style draws them; the text is ours."""
        text = str(index.data(_DISPLAY) or "")
        area = self._ground(painter, option, index)
        if not text:
            return
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        painter.setFont(option.font)
        direction = self.direction_of(text, option)
        parts = self.parts(text) if index.column() == 0 else ()
        if not parts:
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.setLayoutDirection(direction)
            painter.drawText(area, int(_side(option)) | _MIDDLE, shown)
            return
        layout = _laid_out(text, option, direction, area.width(), parts)
        wide = layout.lineAt(0).naturalTextWidth()
        if wide > area.width():
            heavier = int(wide - option.fontMetrics.horizontalAdvance(text))
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - heavier)
            layout = _laid_out(shown, option, direction, area.width(), parts)
        top = area.top() + (area.height() - layout.lineAt(0).height()) / 2
        layout.draw(painter, QPointF(area.left(), top))

    def direction_of(self, text: str, option: QStyleOptionViewItem) -> Qt.LayoutDirection:
        """That of its own words: a Latin name that is cut in an Arabic window is cut at its end."""
        strong = next((sign for sign in map(bidirectional, text) if sign in ("L", "R", "AL")), "L")
        return Qt.LayoutDirection.LeftToRight if strong == "L" else Qt.LayoutDirection.RightToLeft

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRect:
        """All but the text; gives where that stands: in cells of one size always the same place."""
        style = _style_of(option)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        size = (option.rect.width(), option.rect.height())
        inside = self._areas.get(size)
        if inside is None:
            shown = QStyleOptionViewItem(option)
            shown.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
            inside = self._areas[size] = _text_area(shown).translated(-option.rect.topLeft())
        return inside.translated(option.rect.topLeft())


class IconMatchDelegate(MatchDelegate):
    """The same of lines that begin with an icon, each of several texts that stand in the window's order: a short list."""

    def direction_of(self, text: str, option: QStyleOptionViewItem) -> Qt.LayoutDirection:
        """The window's."""
        return option.direction

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRect:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        _style_of(option).drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        return _text_area(shown)


def _style_of(option: QStyleOptionViewItem) -> QStyle:
    return option.widget.style() if option.widget else QApplication.style()


def _text_area(option: QStyleOptionViewItem) -> QRect:
    style = _style_of(option)
    area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
    margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, option.widget) + 1
    return area.adjusted(margin, 0, -margin, 0)


def _laid_out(
    text: str, option: QStyleOptionViewItem, direction: Qt.LayoutDirection, width: int, parts: Sequence[tuple[int, int]]
) -> QTextLayout:
    layout = QTextLayout(text, option.font)
    how = QTextOption(_side(option))
    how.setTextDirection(direction)
    how.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(how)
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


def _side(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    return _START[option.direction]


def _meant() -> QTextCharFormat:
    meant = QTextCharFormat()
    meant.setFontWeight(QFont.Weight.Bold)
    meant.setFontUnderline(True)
    return meant


_MEANT = _meant()
