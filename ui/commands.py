"""An action is declared once: its name, words, icon, shortcuts, whose right it takes. Menus, buttons, palette come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resources.i18n import tr

if TYPE_CHECKING:
    from ui.context import Desk


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do from anywhere.

    `label` and `hint` are French msgids; `shortcuts` are Qt key texts, the first is shown; `right` is a word of
    app.accounts.rights.Right ("" for anyone); `run` gets the desk.
    """

    name: str
    label: str
    run: Callable[[Desk], None]
    icon: str = "arrow-right"
    hint: str = ""
    shortcuts: tuple[str, ...] = ()
    right: str = ""

    @property
    def text(self) -> str:
        """The label in the current language."""
        return tr(self.label)


class CommandBook:
    """The commands of the window, by name, in the order they were declared."""

    def __init__(self) -> None:
        self._commands: dict[str, Command] = {}

    def add(self, *commands: Command) -> None:
        """Takes declarations; a name or a shortcut declared twice is our bug and raises."""
        for command in commands:
            taken = {key for known in self._commands.values() for key in known.shortcuts}
            clash = taken & set(command.shortcuts)
            if command.name in self._commands or clash:
                raise ValueError(f"declared twice: {command.name} {sorted(clash)}")
            self._commands[command.name] = command

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def get(self, name: str) -> Command:
        """The command of that name; KeyError is our bug."""
        return self._commands[name]

    def allowed(self, desk: Desk) -> list[Command]:
        """Those the signed-in account may use."""
        return [command for command in self._commands.values() if not command.right or desk.may(command.right)]
