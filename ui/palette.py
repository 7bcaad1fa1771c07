"""The universal search field and its list: people, options, appointments, referrals, and every command by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.theme import LOOK, Tone, icon
from ui.widgets.fields import SearchField

if TYPE_CHECKING:
    from app.desk.search import Hit
    from ui.commands import Command
    from ui.context import Desk

_DEBOUNCE_MS = 60
_MOST_HITS = 12
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
        if self.field.text().strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._list.hide()

    def _ask(self) -> None:
        from app.desk.search import search_everything

        text = self.field.text().strip()
        if text:
            self.desk.jobs.read("palette", search_everything, self.desk.workspace, text, _MOST_HITS, done=self._came)

    def _came(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._list.show_under(self.field, [*map(self._of_hit, hits), *map(self._of_command, self._commands())])
        if self._waiting_enter:
            self._waiting_enter = False
            self._act(self._list.picked.currentItem())

    def _enter(self) -> None:
        # Enter before the answer has come means "the first one, when it comes".
        if self._timer.isActive() or not self._list.isVisible():
            self._timer.stop()
            self._waiting_enter = True
            self._ask()
        else:
            self._act(self._list.picked.currentItem())

    def _act(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        line: _Line = item.data(Qt.ItemDataRole.UserRole)
        self._list.hide()
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
        self.picked = QListWidget()
        self.picked.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picked.setIconSize(QSize(LOOK.px(18), LOOK.px(18)))
        self.picked.setAccessibleName(tr("Résultats"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.picked)
        self.hide()

    def show_under(self, field: QWidget, lines: list[_Line]) -> None:
        self.picked.clear()
        for line in lines:
            item = QListWidgetItem(
                icon(line.icon, Tone.ACCENT), f"{line.text}   ·   {line.detail}" if line.detail else line.text
            )
            item.setData(Qt.ItemDataRole.UserRole, line)
            self.picked.addItem(item)
        if not lines:
            self.picked.addItem(QListWidgetItem(icon("info", Tone.MUTED), tr("Rien ne correspond.")))
            self.picked.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            self.picked.setCurrentRow(0)
        place = field.mapTo(self.parentWidget(), QPoint(0, field.height() + 2))
        rows = min(max(len(lines), 1), 12)
        self.setGeometry(place.x(), place.y(), max(field.width(), LOOK.px(420)), rows * LOOK.px(34) + 8)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        rows = self.picked.count()
        if rows:
            self.picked.setCurrentRow((self.picked.currentRow() + step) % rows)


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign)).replace("’", " ").replace("'", " ")
