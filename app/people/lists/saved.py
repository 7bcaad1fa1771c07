"""Lists kept by name: a filter with its columns, one's own, or shared with the agency by a supervisor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select

from app.accounts.rights import Right, require
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused, WaslError
from app.people.lists.columns import COLUMNS, USUAL_COLUMNS
from app.people.lists.conditions import PeopleFilter, filter_of
from db.models import AppUser, SavedList

if TYPE_CHECKING:
    from app.workspace import Workspace

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A list kept by name. `owner` names who keeps it; only they change it."""

    id: UUID
    name: str
    filter: PeopleFilter
    columns: tuple[str, ...]
    is_shared: bool
    is_mine: bool
    owner: str


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="lists.read")
def saved_lists(workspace: Workspace) -> list[SavedCard]:
    """The user's own lists and those shared with the agency, by name."""
    mine = SavedList.owner_id == workspace.user.id
    query = select(SavedList, AppUser.display_name).join(AppUser, AppUser.id == SavedList.owner_id)
    query = query.where(SavedList.agency_id == workspace.agency.id, or_(mine, SavedList.is_shared))
    with reading(workspace) as session:
        rows = session.execute(query.order_by(SavedList.name))
        cards = [_card(row, owner, workspace.user.id) for row, owner in rows]
        return [card for card in cards if card is not None]


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.UNDOABLE, audit="list.saved")
def save_list(
    workspace: Workspace, name: str, filter_: PeopleFilter, columns: tuple[str, ...], *, is_shared: bool = False
) -> UUID:
    """Keeps a list under a name; one of the same name of the user's own is replaced.

    Sharing it with the agency takes the right to manage lists. Raises Refused (no name, a name too long), NotAllowed.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused("list.name_impossible", longest=LONGEST_NAME)
    if is_shared:
        require(workspace, Right.MANAGE_LISTS)
    kept = [column for column in columns if column in COLUMNS] or list(USUAL_COLUMNS)
    body: dict[str, object] = {"conditions": filter_.told(), "columns": kept}
    with writing(workspace) as session:
        mine = (SavedList.owner_id == workspace.user.id) & (SavedList.agency_id == workspace.agency.id)
        row = session.scalars(select(SavedList).where(mine, SavedList.name == name)).first()
        if row is None:
            row = SavedList(agency_id=workspace.agency.id, owner_id=workspace.user.id, name=name)
            session.add(row)
        row.is_shared, row.body = is_shared, body
        session.flush()
        return row.id


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.UNDOABLE, audit="list.removed")
def remove_list(workspace: Workspace, list_id: UUID) -> None:
    """Takes one of the user's own lists away. Raises NotFound."""
    with writing(workspace) as session:
        row = session.get(SavedList, list_id)
        if row is None or row.owner_id != workspace.user.id:
            raise NotFound("list.not_found")
        session.delete(row)


def _card(row: SavedList, owner: str, me: UUID) -> SavedCard | None:
    conditions, columns = row.body.get("conditions"), row.body.get("columns")
    try:
        found = filter_of(map(str, conditions)) if isinstance(conditions, list) else PeopleFilter()
    except WaslError:
        return None  # a word of another version: without its condition the list would hold other people
    kept = tuple(str(one) for one in columns if one in COLUMNS) if isinstance(columns, list) else ()
    return SavedCard(row.id, row.name, found, kept or USUAL_COLUMNS, row.is_shared, row.owner_id == me, owner)
