"""One search over everything: people, options, today's and coming appointments, referrals by their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right, has_right
from app.accounts.use_case import Undo, use_case
from app.appointments.booking import appointments_between
from app.errors import WaslError
from app.funding.directory import list_entries
from app.people.finding import search_at_once, search_whole
from app.people.finding_lines import FoundLine
from app.people.names import fold
from app.referrals.answers import referral_details
from resources.i18n import current_language, format_date, tr

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its kind (`person`, `entry`, `appointment`, `referral`), id and words."""

    kind: str
    id: UUID | str
    title: str
    subtitle: str


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="everything.searched_at_once")
def find_at_once(workspace: Workspace, text: str, limit: int = 12) -> list[Hit]:
    """What `text` may mean, as far as it is told in a few milliseconds: people whose names begin so first.

    Nothing the account may not see.
    """
    roles = workspace.user.roles
    hits: list[Hit] = []
    if has_right(roles, Right.REFER):
        hits += _referral(workspace, text)
    if has_right(roles, Right.VIEW_PEOPLE):
        hits += map(_of_person, search_at_once(workspace, text, limit))
    return [*hits, *_entries(workspace, text)][:limit]


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="everything.searched_further")
def find_further(workspace: Workspace, text: str, limit: int = 12) -> list[Hit]:
    """What takes longer: people whose names sound so (with those of `find_at_once`), coming appointments."""
    roles = workspace.user.roles
    hits: list[Hit] = []
    if has_right(roles, Right.VIEW_PEOPLE):
        hits += map(_of_person, search_whole(workspace, text, limit))
    if has_right(roles, Right.BOOK):
        hits += _appointments(workspace, text)
    return hits


def _of_person(line: FoundLine) -> Hit:
    if line.elsewhere is not None:
        return Hit("person", line.id, tr("un dossier existe à {agency}, demander", agency=line.elsewhere), "")
    return Hit("person", line.id, line.display_name, line.number)


def _entries(workspace: Workspace, text: str) -> list[Hit]:
    words = fold(text).split()
    found = []
    for one in list_entries(workspace):
        title = one.entry.title.get(current_language())
        folded = fold(" ".join((one.entry.title.fr, one.entry.title.ar, one.entry.title.en)))
        if words and all(word in folded for word in words):
            found.append(Hit("entry", one.entry.id, title, tr("fiche de l’annuaire")))
    return found[:4]


def _appointments(workspace: Workspace, text: str) -> list[Hit]:
    words, today = fold(text).split(), workspace.clock.today()
    return [
        Hit("appointment", a.id, a.person.display_name, f"{format_date(a.day)} {a.starts:%H:%M}")
        for a in appointments_between(workspace, today, today + timedelta(days=30))
        if words and all(word in fold(a.person.display_name) for word in words)
    ][:3]


def _referral(workspace: Workspace, text: str) -> list[Hit]:
    if sum(sign.isdigit() for sign in text) < 6:
        return []
    try:
        card = referral_details(workspace, code=text).card
    except WaslError:
        return []  # no slip's number: the other rooms may know it
    return [Hit("referral", card.code, card.number, card.person.display_name)]
