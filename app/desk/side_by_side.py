"""Two dossiers side by side before they are merged, and the merges of a dossier that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.numbers import read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.desk.merge_rows import ids_of
from app.people.dossier import dossier
from app.people.fields import texts_of
from app.people.finding import look_of
from app.people.forms import Dossier
from app.people.likeness import Likeness, likeness
from app.people.merged import CHOSEN
from app.people.names import display_name
from app.people.registration import load_person
from app.workspace import LOCAL_ZONE
from db.models import AppUser, PersonMerge

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field of both, as text (app.people.fields); `takes_right` unless one chooses: only the right one has it."""

    name: str
    left: str
    right: str

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to choose."""
        return self.left == self.right

    @property
    def takes_right(self) -> bool:
        """Whether the right one is proposed."""
        return not self.left and bool(self.right)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both dossiers, the fields in the order of P1, how alike they look, and how many rows of each table each has."""

    left: Dossier
    right: Dossier
    fields: tuple[FieldPair, ...]
    likeness: Likeness
    rows: tuple[dict[str, int], dict[str, int]]


@dataclass(frozen=True, slots=True)
class MergeCard:
    """A dossier merged into this one: its number and name then, when and by whom; only the newest can be taken back."""

    id: UUID
    number: str
    name: str
    on: date
    by: str | None
    can_be_undone: bool


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="dossiers.compared")
def side_by_side(workspace: Workspace, left_id: UUID, right_id: UUID) -> SideBySide:
    """Both dossiers for a choice field by field. Raises NotFound."""
    with reading(workspace) as session:
        left, right = dossier(workspace, left_id), dossier(workspace, right_id)
        looks = [look_of(load_person(workspace, session, one)) for one in (left_id, right_id)]
        ours, theirs = texts_of(left.form), texts_of(right.form)
        fields = tuple(FieldPair(name, ours[name], theirs[name]) for name in ours if name in CHOSEN)
        counts = [{table: len(ids) for table, ids in ids_of(session, one).items()} for one in (left_id, right_id)]
        return SideBySide(left, right, fields, likeness(*looks), (counts[0], counts[1]))


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="merges.listed")
def merges_of(workspace: Workspace, person_id: UUID) -> list[MergeCard]:
    """The dossiers merged into this one, the newest first. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        query = select(PersonMerge, AppUser.display_name).outerjoin(AppUser, AppUser.id == PersonMerge.created_by)
        query = query.where(PersonMerge.survivor_id == person_id).order_by(
            PersonMerge.created_at.desc(), PersonMerge.id.desc()
        )
        return [
            MergeCard(
                merge.id, read_aloud(merge.merged_code, workspace.agency.label), _name(merge),
                merge.created_at.astimezone(LOCAL_ZONE).date(), by, place == 0,
            )
            for place, (merge, by) in enumerate(session.execute(query))
        ]  # fmt: skip


def _name(merge: PersonMerge) -> str:
    values = merge.snapshot.get("merged")
    if not isinstance(values, dict):
        return ""
    shown = display_name(values.get("family_name"), values.get("given_name"), values.get("name_ar"))
    return shown or values.get("known_as") or ""
