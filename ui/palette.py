"""The universal search field and its list: people, options, appointments, referrals, and every command by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.theme import LOOK, Tone, icon
from ui.widgets.fields import SearchField
from ui.widgets.matches import IconMatchDelegate

if TYPE_CHECKING:
    from app.desk.search import Hit
    from ui.commands import Command
    from ui.context import Desk

_DEBOUNCE_MS = 60
_FURTHER_AFTER_MS = 120
_MOST_HITS = 12
_MOST_LINES = 12
_ICONS = {"person": "user", "entry": "hand-coins", "appointment": "calendar", "referral": "send"}
_ROOMS = {"person": "people", "entry": "funding", "appointment": "appointments", "referral": "referrals"}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    detail: str
    icon: str
    act: Callable[[], None]


class Palette(QObject):
    """Owns the field in the header and the list that opens under it."""

    def __init__(self, desk: Desk, field: SearchField, window: QWidget) -> None:
        super().__init__(field)
        self.desk = desk
        self.field = field
        self._list = _ResultList(window)
        self._list.picked.itemClicked.connect(lambda item: self._act(item))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_FURTHER_AFTER_MS)
        self._rest.timeout.connect(self._ask_further)
        self._asked = ""
        self._hits: list[Hit] = []
        self._waiting_enter = False
        field.changed.connect(self._typed)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk the list while the cursor stays in the field."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self._list, self._close_unless_used)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list.isVisible():
            self._list.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.text().strip():
            self._enter()
            return True
        if event.key() == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.hide()
            return True
        return False

    def _typed(self) -> None:
        self._waiting_enter = False
        self._asked = ""
        self._rest.stop()
        if self.field.text().strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._list.hide()

    def _ask(self) -> None:
        from app.desk.search import find_at_once

        self._asked = text = self.field.text().strip()
        if text:
            self.desk.jobs.read(
                "palette", find_at_once, self.desk.workspace, text, _MOST_HITS, done=lambda hits: self._came(text, hits)
            )

    def _came(self, text: str, hits: list[Hit]) -> None:
        if text != self._asked:
            return
        self._hits = hits
        lines = [*map(self._of_hit, hits), *map(self._of_command, self._commands())]
        people = sum(hit.kind == "person" for hit in hits)
        self._list.show_under(self.field, text, lines, people)
        self._rest.start()
        self._enter_awaited()

    def _ask_further(self) -> None:
        from app.desk.search import find_further

        text = self._asked
        self.desk.jobs.read(
            "palette.further", find_further, self.desk.workspace, text, _MOST_HITS,
            done=lambda hits: self._came_further(text, hits),
        )  # fmt: skip

    def _came_further(self, text: str, hits: list[Hit]) -> None:
        """People who only sound so come below those shown: the line chosen, and what stands on it, stay."""
        if text != self._asked:
            return
        shown = {hit.id for hit in self._hits}
        more = [hit for hit in hits if hit.id not in shown]
        self._hits += more
        self._list.add([self._of_hit(hit) for hit in more])
        self._enter_awaited()
        self._waiting_enter = False

    def _enter_awaited(self) -> None:
        if self._waiting_enter and self._list.has_lines():
            self._waiting_enter = False
            self._act(self._list.picked.currentItem())

    def _enter(self) -> None:
        # Enter before the answer has come means "the first one, when it comes".
        if self._timer.isActive():
            self._timer.stop()
            self._waiting_enter = True
            self._ask()
        elif self._list.isVisible() and self._list.has_lines():
            self._act(self._list.picked.currentItem())
        else:
            self._waiting_enter = True
            if not self._is_under_way():
                self._ask()

    def _is_under_way(self) -> bool:
        keys = {job.key for job in self.desk.jobs.running}
        return bool(self._asked) and (self._rest.isActive() or not keys.isdisjoint(("palette", "palette.further")))

    def _act(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        line: _Line = item.data(Qt.ItemDataRole.UserRole)
        self._list.hide()
        self._asked = ""
        self._rest.stop()
        self.field.clear()
        line.act()

    def _close_unless_used(self) -> None:
        if not self.field.hasFocus() and not self._list.picked.hasFocus():
            self._list.hide()

    def _commands(self) -> list[Command]:
        words = _plain(self.field.text()).split()
        return [c for c in self.desk.commands.allowed(self.desk) if all(word in _plain(c.text) for word in words)][:6]

    def _of_hit(self, hit: Hit) -> _Line:
        target: dict[str, Any] = {"hit": hit.id}
        return _Line(hit.title, hit.subtitle, _ICONS[hit.kind], lambda: self.desk.go(_ROOMS[hit.kind], **target))

    def _of_command(self, command: Command) -> _Line:
        detail = command.shortcuts[0] if command.shortcuts else tr("action")
        return _Line(command.text, detail, command.icon, lambda: command.run(self.desk))


class _ResultList(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("part", "card")
        self.typed = ""
        self._below = 0
        self.picked = QListWidget()
        self.picked.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picked.setIconSize(QSize(LOOK.px(18), LOOK.px(18)))
        self.picked.setAccessibleName(tr("Résultats"))
        self.picked.setItemDelegate(IconMatchDelegate(self._matched, self.picked))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.picked)
        self.hide()

    def show_under(self, field: QWidget, typed: str, lines: list[_Line], people: int) -> None:
        """A new list, its first line chosen; the first `people` of its lines are people."""
        self.typed, self._below = typed, people
        self.picked.clear()
        for line in lines:
            self.picked.addItem(_item(line))
        self.picked.setCurrentRow(0)
        self.move(field.mapTo(self.parentWidget(), QPoint(0, field.height() + 2)))
        self.setFixedWidth(max(field.width(), LOOK.px(420)))
        self._fit()
        self.setVisible(bool(lines))
        self.raise_()

    def add(self, lines: list[_Line]) -> None:
        """More, below the people that are there unless one stands further down already; the last answer of all."""
        place = self._below if self.picked.currentRow() < self._below else self.picked.count()
        for offset, line in enumerate(lines):
            self.picked.insertItem(place + offset, _item(line))
        if not self.picked.count():
            self.picked.addItem(QListWidgetItem(icon("info", Tone.MUTED), tr("Rien ne correspond.")))
            self.picked.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        elif self.picked.currentRow() < 0:
            self.picked.setCurrentRow(0)
        self._fit()
        self.show()
        self.raise_()

    def has_lines(self) -> bool:
        """Whether there is something to choose."""
        return self.picked.currentItem() is not None and bool(self.picked.currentItem().flags())

    def _fit(self) -> None:
        rows = min(max(self.picked.count(), 1), _MOST_LINES)
        high = self.picked.sizeHintForRow(0) if self.picked.count() else LOOK.px(34)
        self.setFixedHeight(rows * high + 8)

    def _matched(self, shown: str) -> Sequence[tuple[int, int]]:
        from app.people.matched import matched_parts

        return matched_parts(self.typed, shown)

    def move_by(self, step: int) -> None:
        rows = self.picked.count()
        if rows:
            self.picked.setCurrentRow((self.picked.currentRow() + step) % rows)


def _item(line: _Line) -> QListWidgetItem:
    # Each in an isolate: a Latin name and its number would else be read as one, the number first, in Arabic.
    shown = f"\u2068{line.text}\u2069   ·   \u2068{line.detail}\u2069" if line.detail else line.text
    item = QListWidgetItem(icon(line.icon, Tone.ACCENT), shown)
    item.setData(Qt.ItemDataRole.UserRole, line)
    return item


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign)).replace("’", " ").replace("'", " ")
