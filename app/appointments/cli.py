"""`wasl hosts …` and `wasl appointments …`."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.command_desk import CommandDesk, table
from app.errors import NotFound
from app.state_words import said, said_day
from resources.i18n import tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms
    from app.workspace import Workspace

_KINDS = {"agent": tr_noop("Agent·e"), "room": tr_noop("Salle"), "partner": tr_noop("Permanence d’un organisme")}
_OUTCOMES = {"came": "came", "no-show": "no_show", "excused": "excused", "cancelled": "cancelled"}


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    hosts = rooms.room("hosts", help=tr_noop("Avec qui ou quoi on prend rendez-vous"))
    add = hosts.verb("add", run_add_host, help=tr_noop("Ajoute un hôte"))
    add.add_argument("name")
    add.add_argument("--kind", choices=("agent", "room", "partner"), required=True)
    hosts.verb("list", run_list_hosts, help=tr_noop("Liste les hôtes"))
    appointments = rooms.room("appointments", help=tr_noop("Les rendez-vous"))
    booking = appointments.verb("book", run_book, help=tr_noop("Prend un rendez-vous"))
    booking.add_argument("dossier")
    booking.add_argument("--host")
    booking.add_argument("--at", required=True, type=datetime.fromisoformat, metavar="2026-12-01T10:00")
    booking.add_argument("--minutes", type=int, default=30)
    listing = appointments.verb("list", run_list, help=tr_noop("Liste les rendez-vous"))
    listing.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    listing.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    outcome = appointments.verb("outcome", run_outcome, help=tr_noop("Dit ce qu’est devenu un rendez-vous"))
    outcome.add_argument("id", type=UUID)
    outcome.add_argument("outcome", choices=tuple(_OUTCOMES))


def run_add_host(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl hosts add`."""
    from app.appointments.booking import save_host

    host = save_host(desk.workspace, args.name, args.kind)
    desk.out.answer({"host": host.name, "kind": host.kind}, [host.name])


def run_list_hosts(desk: CommandDesk, _args: argparse.Namespace) -> None:
    """`wasl hosts list`."""
    from app.appointments.booking import list_hosts

    hosts = list_hosts(desk.workspace)
    document: dict[str, object] = {"hosts": [{"name": h.name, "kind": h.kind, "active": h.is_active} for h in hosts]}
    desk.out.answer(document, table((tr("Hôte"), tr("Genre")), [(h.name, tr(_KINDS[h.kind])) for h in hosts]))


def run_book(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl appointments book`: with the signed-in user when no host is named."""
    from app.appointments.booking import book
    from app.people.dossier import find_dossier

    workspace = desk.workspace
    at: datetime = args.at
    person_id = find_dossier(workspace, args.dossier)
    host_id = _host(workspace, args.host)
    made = book(workspace, person_id, host_id, at.date(), at.time().replace(tzinfo=None), args.minutes)
    document: dict[str, object] = {"id": str(made.id), "at": f"{made.day}T{made.starts:%H:%M}", "host": made.host}
    desk.out.answer(document, [f"{made.id}  {said_day(made.day)} {made.starts:%H:%M}  {made.host}"])


def run_list(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl appointments list`."""
    from app.appointments.booking import appointments_between

    found = appointments_between(desk.workspace, args.first, args.last)
    document: dict[str, object] = {
        "appointments": [
            {"id": str(a.id), "at": f"{a.day}T{a.starts:%H:%M}", "dossier": a.person.number, "host": a.host,
             "minutes": a.minutes, "outcome": a.outcome}
            for a in found
        ]
    }  # fmt: skip
    rows = [
        (f"{said_day(a.day)} {a.starts:%H:%M}", a.person.display_name, a.host, said(a.outcome), str(a.id))
        for a in found
    ]
    desk.out.answer(document, table((tr("Quand"), tr("Personne"), tr("Hôte"), tr("Issue"), "id"), rows))


def run_outcome(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl appointments outcome`."""
    from app.appointments.booking import set_outcome

    set_outcome(desk.workspace, args.id, _OUTCOMES[args.outcome])
    desk.out.answer({"id": str(args.id), "outcome": args.outcome}, [said(_OUTCOMES[args.outcome])])


def _host(workspace: Workspace, name: str | None) -> UUID:
    from app.appointments.booking import list_hosts

    hosts = [host for host in list_hosts(workspace) if host.is_active]
    if name is None:
        found = next((host for host in hosts if host.user_id == workspace.user.id), None)
    else:
        found = next((host for host in hosts if host.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise NotFound("host.not_found")
    return found.id
