"""The window when somebody is signed in: header, tabs, messages, the rooms' views, footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from resources.i18n import tr
from ui.away import DraftsAway
from ui.commands import CommandBook
from ui.context import Desk, View
from ui.palette import Palette
from ui.rooms import ROOMS, create_view, room_commands
from ui.signs import drawings
from ui.slices import in_slices
from ui.theme import LOOK, SPACE, Tone, icon, pixmap
from ui.widgets.basic import Words, scrolled
from ui.widgets.fields import SearchField
from ui.widgets.footer import Footer
from ui.widgets.messages import MessageBar
from ui.widgets.pictures import logo_pixmap
from ui.widgets.room_tabs import RoomTabs
from ui.window_menu import UserMenu, window_commands

if TYPE_CHECKING:
    from app.workspace import Change, Workspace
    from ui.jobs import Jobs


_BURST_MS = 80
"""What is written within this time is shown by one refresh."""
_AHEAD_MS = 150
_FIELD = 240


class DeskPage(QWidget):
    """Knows views by their room's name only; makes each when it is first shown."""

    changed = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.messages = MessageBar(self.undo)
        self.desk = Desk(workspace, jobs, self.go, self.messages, CommandBook())
        self.rooms = [room for room in ROOMS if not room.rights or any(self.desk.may(right) for right in room.rights)]
        self._views: dict[str, View] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self._dirty: set[str] = set()
        self._back: list[str] = []
        self._lay_out(window)
        self._declare(window)
        # The use case calls in its own thread; a queued signal brings the change to this one.
        self.changed.connect(self._gather)
        self._gathered: Change | None = None
        self._burst = QTimer(self)
        self._burst.setSingleShot(True)
        self._burst.setInterval(_BURST_MS)
        self._burst.timeout.connect(self._refresh)
        self._stop_listening = workspace.changes.listen(self._hear)
        self._ask_logo()
        self._away = DraftsAway(self.desk, self)

    def go(self, room: str, **target: Any) -> None:
        """Shows a room and hands the target to its view."""
        names = [known.name for known in self.rooms]
        if room not in names:
            return
        # A view nothing in which had the keyboard yet: the stack gives it to whatever comes first, be it a scroll area.
        is_fresh = self.view(room).focusWidget() is None
        self.tabs.setCurrentIndex(names.index(room))
        view = self._show(room)
        if target:
            view.open(**target)
        elif is_fresh or not view.isAncestorOf(self.focusWidget() or self):
            view.focus_first()

    def view(self, room: str) -> View:
        """The view of a room, made now if it was not yet."""
        if room not in self._views:
            made = create_view(next(known for known in self.rooms if known.name == room), self.desk)
            self._views[room] = made
            self._stack.addWidget(made)
            if room in self._kept:
                made.restore(self._kept.pop(room))
        return self._views[room]

    def make_ahead(self) -> None:
        """Makes the registry's view and draws its signs while nothing is asked: the first name typed must not wait."""
        in_slices(self, *(lambda room=room: self.view(room.name) for room in self.rooms[:2]), *drawings())

    @property
    def current(self) -> str:
        """The name of the room shown."""
        return self.rooms[self.tabs.currentIndex()].name

    def help_topic(self) -> str:
        """What the guide is asked about: the work that is open, else the room."""
        return self.view(self.current).help_topic() or self.current

    def state(self) -> dict[str, Any]:
        """Where everything stands, to come back to after a rebuild or a switch of user."""
        states = {name: view.state() for name, view in self._views.items()}
        return {"room": self.current, "views": {**self._kept, **states}}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to it."""
        self._kept = dict(state.get("views", {}))
        self.go(state.get("room", self.rooms[0].name))
        QTimer.singleShot(_AHEAD_MS, self, self.make_ahead)

    def settle(self) -> None:
        """Saves at once what is being typed anywhere."""
        for view in self._views.values():
            view.settle()

    def close_down(self) -> None:
        """Stops listening before the page is freed."""
        self._stop_listening()

    def hide_names(self, hidden: bool) -> None:
        """Privacy: views that show names cover them."""
        for view in self._views.values():
            cover = getattr(view, "hide_names", None)
            if cover is not None:
                cover(hidden)

    def undo(self) -> None:
        """Takes back the last thing done."""
        from app.accounts.undo import UndoStep, undo_last

        def told(step: UndoStep | None) -> None:
            if step is None:
                self.messages.warn(tr("Il n’y a rien à annuler."))
            else:
                self.messages.done(tr("Annulé : {what}", what=tr(f"action.{step.action}")))

        self.desk.jobs.write(undo_last, self.desk.workspace, done=told)

    def _lay_out(self, window: QWidget) -> None:
        self.field = SearchField(tr("nom, téléphone, pièce, bon, action…"))
        self.field.setAccessibleName(tr("Recherche universelle (Ctrl+K)"))
        self.tabs = RoomTabs()
        self.tabs.setAccessibleName(tr("Onglets"))
        for room in self.rooms:
            self.tabs.add(icon(room.icon, Tone.MUTED), tr(room.label))
        self._stack = QStackedWidget()
        area = scrolled(self._stack)  # at 200 % a room may be larger than the screen
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.footer = Footer(self.desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.chrome: list[QWidget] = [self._header(window)]
        column.addWidget(self.chrome[0])
        holder = QFrame()
        holder.setProperty("part", "header")
        row = QHBoxLayout(holder)
        row.setContentsMargins(LOOK.px(SPACE[2]), 0, LOOK.px(SPACE[2]), 0)
        row.addWidget(self.tabs, 1)
        column.addWidget(holder)
        self.chrome += [holder, self.footer]
        column.addWidget(self.messages)
        column.addWidget(area, 1)
        column.addWidget(self.footer)
        self.tabs.currentChanged.connect(lambda place: self._show(self.rooms[place].name))
        self.palette_of_commands = Palette(self.desk, self.field, self)

    def _header(self, window: QWidget) -> QFrame:
        header = QFrame()
        header.setProperty("part", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(LOOK.px(SPACE[4]), LOOK.px(SPACE[2]), LOOK.px(SPACE[2]), LOOK.px(SPACE[2]))
        self._mark = QLabel()
        self._mark.setPixmap(pixmap("arrow-up-right", Tone.ACCENT, LOOK.px(20)))
        row.addWidget(self._mark)
        row.addWidget(Words("Wasl", size="large", bold=True, part="accent"))
        row.addWidget(Words(self.desk.workspace.agency.name, part="quiet"))
        row.addStretch(1)
        self.field.setMinimumWidth(LOOK.px(_FIELD))
        row.addWidget(self.field, 3)
        row.addStretch(1)
        self.user_menu = UserMenu(self.desk, window)
        for button in self.user_menu.buttons:
            row.addWidget(button)
        return header

    def _declare(self, window: QWidget) -> None:
        self.desk.commands.add(*window_commands(self, window))
        for room in self.rooms:
            self.desk.commands.add(*room_commands(room))
        for command in self.desk.commands.allowed(self.desk):
            for key in command.shortcuts:
                QShortcut(QKeySequence(key), self, _runner(command.run, self.desk))

    def _show(self, room: str) -> View:
        view = self.view(room)
        self._stack.setCurrentWidget(view)
        if room in self._dirty:
            self._dirty.discard(room)
            view.refresh(None)
        return view

    def _hear(self, change: Change) -> None:
        if shiboken6.isValid(self):
            self.changed.emit(change)

    def _ask_logo(self) -> None:
        from app.accounts.agencies import agency_details

        self.desk.jobs.read("logo", agency_details, self.desk.workspace, done=self._logo_came)

    def _logo_came(self, details: Any) -> None:
        logo = logo_pixmap(details.form.logo, LOOK.px(28))
        self._mark.setPixmap(pixmap("arrow-up-right", Tone.ACCENT, LOOK.px(20)) if logo.isNull() else logo)
        self._mark.setAccessibleName("" if logo.isNull() else details.form.name)

    def _gather(self, change: Change) -> None:
        """Several writes in a row (a slip issued, printed, archived) are one refresh."""
        known = self._gathered
        self._gathered = (
            replace(change, nouns=known.nouns | change.nouns, ids=known.ids | change.ids) if known else change
        )
        if not self._burst.isActive():
            self._burst.start()

    def _refresh(self) -> None:
        change, self._gathered = self._gathered, None
        if change is None:
            return
        for name, view in self._views.items():
            if not view.nouns & change.nouns:
                continue
            if view is self._stack.currentWidget():
                view.refresh(change)
            else:
                self._dirty.add(name)
        self.footer.refresh(change)
        if "draft_away" in change.nouns:
            self._away.begin()
        if "agency" in change.nouns:
            self._ask_logo()


def _runner(run: Callable[[Desk], None], desk: Desk) -> Callable[[], None]:
    return lambda: run(desk)
