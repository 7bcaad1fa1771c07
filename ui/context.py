"""What every screen receives: the desk. And what every screen is: a view.

A room is added by `ui/<room>/view.py` with `create(desk) -> View` and, if it has commands, `ui/<room>/commands.py` with
`COMMANDS`; its line in ROOMS of ui/rooms.py gives its tab. Nothing else knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from app.accounts.rights import Right, has_right

if TYPE_CHECKING:
    from app.errors import WaslError
    from app.workspace import Change, Workspace
    from ui.commands import CommandBook
    from ui.jobs import Jobs


class Say(Protocol):
    """The line of messages above the screens: never a dialog."""

    def done(self, text: str, *, undo: bool = False) -> None:
        """Something is done; with `undo` the message carries its own way back."""

    def warn(self, text: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Something to know, with the one action that mends it."""

    def error(self, error: WaslError) -> None:
        """What happened, what was kept, what to do."""


class Go(Protocol):
    """Moves to a room: `go("people", person_id=…)`, `go("people", new=True)`, `go("referrals", code="…")`."""

    def __call__(self, room: str, **target: Any) -> None:
        """Shows the room and hands `target` to its view's `open`."""


@dataclass(slots=True)
class Desk:
    """Everything a view may use. It holds no rule and no session."""

    workspace: Workspace
    jobs: Jobs
    go: Go
    say: Say
    commands: CommandBook

    def may(self, right: str) -> bool:
        """Whether the signed-in account has the right (a word of app.accounts.rights.Right)."""
        return has_right(self.workspace.user.roles, Right(right))


class View(QWidget):
    """A screen: shows results and sends commands."""

    nouns: frozenset[str] = frozenset()
    """The nouns (table names) whose changes this view shows; empty means none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def focus_first(self) -> None:
        """Puts the keyboard where work begins."""
        self.setFocus()

    def open(self, **target: Any) -> None:
        """Shows what `target` names (`person_id`, `code`, `new`, …)."""

    def refresh(self, change: Change | None) -> None:
        """Something this view shows has changed (None: everything may have); keeps selection, scroll and typed text."""

    def help_topic(self) -> str:
        """Which section of the guide speaks of what is open here (a mark of docs/guide.*.md); "" is the room's own."""
        return ""

    def state(self) -> dict[str, Any]:
        """What to come back to after the window is rebuilt (language, theme) or another tab was shown."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Comes back to what `state` said."""

    def settle(self) -> None:
        """Saves at once what is being typed: before a lock, a switch of user, a rebuild, the end."""
