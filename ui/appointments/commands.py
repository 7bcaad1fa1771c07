"""What this room lets one do from anywhere: the agenda of today, by week or by day."""

from __future__ import annotations

from collections.abc import Callable

from resources.i18n import tr_noop
from ui.commands import Command
from ui.context import Desk


def _show(what: str) -> Callable[[Desk], None]:
    return lambda desk: desk.go("appointments", show=what)


COMMANDS: tuple[Command, ...] = (
    Command("appointments.today", tr_noop("Agenda : aujourd’hui"), _show("today"), "calendar-check", right="book"),
    Command("appointments.week", tr_noop("Agenda : la semaine"), _show("week"), "calendar-days", right="book"),
    Command(
        "appointments.day", tr_noop("Agenda : un jour, les hôtes côte à côte"), _show("day"), "calendar", right="book"
    ),
)
