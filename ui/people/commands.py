"""What the people room lets one do from anywhere."""

from __future__ import annotations

from resources.i18n import tr_noop
from ui.commands import Command
from ui.context import Desk


def _new_person(desk: Desk) -> None:
    desk.go("people", new=True)


def _import_list(desk: Desk) -> None:
    desk.go("people", list_file=True)


def _consult(desk: Desk) -> None:
    desk.go("people", anonymous=True)


def _review_twins(desk: Desk) -> None:
    desk.go("people", twins=True)


def _list(desk: Desk) -> None:
    desk.go("people", people_filter=None)


COMMANDS = (
    Command(
        "people.new", tr_noop("Nouvelle personne"), _new_person, "user-plus", shortcuts=("Ctrl+N",), right="edit_people"
    ),
    Command("people.anonymous", tr_noop("Consultation anonyme"), _consult, "user", right="view_people"),
    Command("people.list", tr_noop("Filtrer et faire une liste"), _list, "filter", right="view_people"),
    Command("people.twins", tr_noop("Doublons à revoir"), _review_twins, "users", right="view_people"),
    Command("people.import", tr_noop("Importer une liste"), _import_list, "upload", right="import_people"),
)
