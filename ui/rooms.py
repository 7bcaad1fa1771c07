"""The tabs of the window, in their order: the only list of rooms."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from resources.i18n import tr_noop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.commands import Command
    from ui.context import Desk, View


@dataclass(frozen=True, slots=True)
class Room:
    """One tab. `rights`: any of these shows it; none means everyone."""

    name: str
    label: str
    icon: str
    rights: tuple[str, ...] = ()
    has_commands: bool = True


ROOMS = (
    Room("home", tr_noop("Aujourd’hui"), "layout-dashboard", ("view_people",)),
    Room("people", tr_noop("Entrepreneurs"), "users", ("view_people",)),
    Room("funding", tr_noop("Financements"), "hand-coins"),
    Room("appointments", tr_noop("Rendez-vous"), "calendar-days", ("book",)),
    Room("referrals", tr_noop("Référencements"), "send", ("refer",)),
    Room("outreach", tr_noop("Terrain"), "map-pin", ("outreach",), has_commands=False),
    Room("indicators", tr_noop("Rapports"), "chart-column", ("view_figures",), has_commands=False),
    Room(
        "admin",
        tr_noop("Administration"),
        "settings",
        ("manage_accounts", "manage_agency", "manage_lists", "read_journal", "edit_wordings"),
    ),
)


def create_view(room: Room, desk: Desk) -> View:
    """The view of a room, its module imported now and not before."""
    return cast("View", importlib.import_module(f"ui.{room.name}.view").create(desk))


def room_commands(room: Room) -> Sequence[Command]:
    """What the room lets people do from anywhere."""
    if not room.has_commands:
        return ()
    return cast("Sequence[Command]", importlib.import_module(f"ui.{room.name}.commands").COMMANDS)
