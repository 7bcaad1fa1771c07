"""Fields of a form: what may be typed, read tolerantly, and the error where the eye is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from resources.i18n import tr
from ui.theme import LOOK, SPACE, Tone, icon, pixmap
from ui.widgets.basic import Words


class TextField(QLineEdit):
    """One line. `changed` tells of each key; Enter goes to the next field."""

    changed = Signal()

    def __init__(self, hint: str = "", *, longest: int = 200, text: str = "") -> None:
        super().__init__(text)
        self.setPlaceholderText(hint)
        self.setMaxLength(longest)
        self.textEdited.connect(lambda _: self.changed.emit())

    def value(self) -> str | None:
        """What was typed, without outer spaces; None for nothing."""
        return self.text().strip() or None

    def show_value(self, value: object) -> None:
        """Shows a value without telling of a change."""
        self.setText("" if value is None else str(value))

    def set_wrong(self, wrong: bool) -> None:
        """Marks the field as the one to mend."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)


class SearchField(TextField):
    """A field that searches as one types; Escape empties it, Down asks for the list."""

    down = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda _: self.changed.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down have a meaning of their own here."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class LongField(QPlainTextEdit):
    """Several lines; Tab leaves the field."""

    changed = Signal()

    def __init__(self, hint: str = "", *, lines: int = 3) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(LOOK.px(22 * lines + 16))
        self.textChanged.connect(self.changed.emit)

    def value(self) -> str | None:
        """What was typed; None for nothing."""
        return self.toPlainText().strip() or None

    def show_value(self, value: object) -> None:
        """Shows a value without telling of a change."""
        self.blockSignals(True)
        self.setPlainText("" if value is None else str(value))
        self.blockSignals(False)


class ChoiceField(QComboBox):
    """One of a list; the first line is "not stated" unless `required`."""

    changed = Signal()

    def __init__(self, choices: Iterable[tuple[Any, str]] = (), *, required: bool = False, none_text: str = "") -> None:
        super().__init__()
        self._required = required
        self._none = none_text
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.fill(choices)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def fill(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Replaces the list, keeping what was chosen where it still stands."""
        kept = self.value() if self.count() else None
        self.blockSignals(True)
        self.clear()
        if not self._required:
            self.addItem(self._none or tr("non précisé"), None)
        for value, text in choices:
            self.addItem(text, value)
        self.show_value(kept)
        self.blockSignals(False)

    def value(self) -> Any:
        """The value chosen, None for "not stated"."""
        return self.currentData()

    def show_value(self, value: Any) -> None:
        """Chooses a value without telling of a change; one that is not in the list chooses the first line."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(max(next((i for i in range(self.count()) if self.itemData(i) == value), 0), 0))
        self.blockSignals(blocked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, with a sign that it opens."""
        super().paintEvent(event)
        _draw_sign(self, "chevron-down")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it does not change what was chosen."""
        event.ignore()


class DayField(QDateEdit):
    """A day, typed or chosen from a calendar."""

    def __init__(self) -> None:
        super().__init__()
        # Before the format: Qt turns the sections round in a mirrored field, and a date runs day first in Arabic too.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)

    def day(self) -> date:
        """The day chosen."""
        return cast("date", self.date().toPython())

    def show_day(self, day: date) -> None:
        """Shows a day without telling of a change."""
        blocked = self.blockSignals(True)
        self.setDate(QDate(day.year, day.month, day.day))
        self.blockSignals(blocked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, with its calendar."""
        super().paintEvent(event)
        _draw_sign(self, "calendar")


def _draw_sign(field: QWidget, name: str) -> None:
    side, margin = LOOK.px(16), LOOK.px(8)
    start = margin if field.isRightToLeft() else field.width() - side - margin
    QPainter(field).drawPixmap(start, (field.height() - side) // 2, side, side, pixmap(name, Tone.MUTED, side))


class DateField(TextField):
    """A day that may be left empty, typed day first or as ISO writes it."""

    def day(self) -> date | None:
        """The day, None for nothing; ValueError for what is no day."""
        parts = (self.value() or "").replace("-", "/").replace(".", "/").split("/")
        if parts == [""]:
            return None
        numbers = [int(part) for part in parts]
        if len(numbers) != 3:
            raise ValueError(parts)
        year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
        return date(year, month, day)


class MoneyField(TextField):
    """An amount in dirhams, kept in centimes."""

    def centimes(self) -> int | None:
        """The amount, None for nothing; ValueError for what is no amount."""
        text = (self.value() or "").upper().replace("MAD", "").replace("DH", "")
        text = "".join(sign for sign in text if not sign.isspace()).replace(",", ".")
        if not text:
            return None
        amount = round(float(text) * 100)
        if amount < 0 or amount > 10**14:
            raise ValueError(text)
        return amount

    def show_centimes(self, centimes: int | None) -> None:
        """Shows an amount."""
        self.setText("" if centimes is None else f"{centimes / 100:g}")


class Form(QWidget):
    """Labels at the start, fields at the end, an error under the field it is about."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(LOOK.px(SPACE[4]))
        self._layout.setVerticalSpacing(LOOK.px(SPACE[2]))
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._errors: dict[QWidget, Words] = {}
        self._holders: dict[QWidget, QWidget] = {}

    def add(self, label: str, field: QWidget, hint: str = "") -> QWidget:
        """A row; gives the field back."""
        error = Words(size="small", part="wrong", wrap=True)
        error.hide()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(2))
        column.addWidget(field)
        if hint:
            column.addWidget(Words(hint, size="small", part="quiet", wrap=True))
        column.addWidget(error)
        name = Words(label, part="quiet")
        name.setBuddy(field)
        field.setAccessibleName(label)
        self._layout.addRow(name, holder)
        self._errors[field] = error
        self._holders[field] = holder
        return field

    def add_wide(self, part: QWidget) -> None:
        """A part over the whole width."""
        self._layout.addRow(part)

    def show_row(self, field: QWidget, shown: bool) -> None:
        """Shows or hides the row of a field, with its label."""
        self._layout.setRowVisible(self._holders[field], shown)

    def say_wrong(self, field: QWidget, text: str) -> None:
        """The error of one field, under it; "" takes it away."""
        self._say(field, text, wrong=True)

    def say_odd(self, field: QWidget, text: str) -> None:
        """Something to know of one field, under it: soft, nothing has to be mended. "" takes it away."""
        self._say(field, text, wrong=False)

    def _say(self, field: QWidget, text: str, *, wrong: bool) -> None:
        said = self._errors[field]
        said.setText(text)
        said.setProperty("part", "wrong" if wrong else "")
        said.setProperty("tone", "" if wrong else "ask")
        said.style().unpolish(said)
        said.style().polish(said)
        said.setVisible(bool(text))
        mark = getattr(field, "set_wrong", None)
        if mark is not None:
            mark(bool(text) and wrong)

    def all_right(self) -> None:
        """Takes every error away."""
        for field in self._errors:
            self.say_wrong(field, "")


def enter_moves_on(fields: list[QWidget], last: Callable[[], object]) -> None:
    """Enter goes from field to field, and from the last one to `last`."""
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(following.setFocus if following is not None else last)
