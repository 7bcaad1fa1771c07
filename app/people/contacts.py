"""Contacts: what was done with a person, one line each; those that an event makes are counted once (R1, PRODUCT.md §2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import NotFound, Refused
from app.people.names import clean_text
from app.people.registration import load_person
from db.models import DirectoryEntry, Interaction, InteractionKind
from resources.i18n import tr_noop

if TYPE_CHECKING:
    from app.workspace import Workspace

LONGEST_TEXT = 4_000
CONTACTS = (
    ("informed", tr_noop("informé·e")), ("mobilised", tr_noop("mobilisé·e")), ("oriented", tr_noop("orienté·e")),
    ("referred", tr_noop("référé·e")), ("accompanied", tr_noop("accompagné·e")),
)  # fmt: skip
"""What an interaction may be, a note apart, and what to call it."""
ADDED_BY_HAND = ("informed", "mobilised", "oriented", "accompanied")
"""A slip alone makes "referred"."""


def counts_again(known: Iterable[tuple[str, UUID | None, date]], kind: str, entry_id: UUID | None, on: date) -> bool:
    """Whether an event makes a contact of its own, `known` being (kind, entry, day) of those there are.

    Telling twice of one entry on one day is one contact, and so is printing its sheet twice; another day is another one.
    """
    return (kind, entry_id, on) not in set(known)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="note.added")
def add_note(workspace: Workspace, person_id: UUID, text: str) -> None:
    """A free note in the timeline; no contact, never counted as one. Raises NotFound, Refused (empty, too long)."""
    words = clean_text(text, LONGEST_TEXT)
    if words is None:
        raise Refused("note.empty")
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        add_interaction(workspace, session, person_id, InteractionKind.NOTE, text=words)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="contact.added")
def add_contact(workspace: Workspace, person_id: UUID, kind: str, text: str = "") -> None:
    """A contact the agent tells of. Raises NotFound, Refused (no such kind, or one only a slip makes; too long)."""
    if kind not in ADDED_BY_HAND:
        raise Refused("contact.kind_unknown")
    words = clean_text(text, LONGEST_TEXT)
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        add_interaction(workspace, session, person_id, InteractionKind(kind), text=words)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="contact.told")
def tell_about(workspace: Workspace, person_id: UUID, slug: str) -> bool:
    """The agent told the person about an entry: "informed". Gives whether it counts anew. Raises NotFound."""
    return _event(workspace, person_id, InteractionKind.INFORMED, slug)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="contact.oriented")
def sheet_handed(workspace: Workspace, person_id: UUID, slug: str) -> bool:
    """The information sheet of an entry was printed for the person: "oriented". Gives whether it counts anew.

    Raises NotFound.
    """
    return _event(workspace, person_id, InteractionKind.ORIENTED, slug)


def add_interaction(
    workspace: Workspace,
    session: Session,
    person_id: UUID,
    kind: InteractionKind,
    *,
    entry_id: UUID | None = None,
    referral_id: UUID | None = None,
    text: str | None = None,
) -> None:
    """One line of the timeline, made by the event it tells of."""
    session.add(
        Interaction(
            person_id=person_id, agency_id=workspace.agency.id, kind=kind, on=workspace.clock.today(),
            at=workspace.clock.now(), entry_id=entry_id, referral_id=referral_id, text=text,
        )
    )  # fmt: skip


def _event(workspace: Workspace, person_id: UUID, kind: InteractionKind, slug: str) -> bool:
    today = workspace.clock.today()
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        entry_id = session.scalar(select(DirectoryEntry.id).where(DirectoryEntry.slug == slug))
        if entry_id is None:
            raise NotFound("option.not_found", option=slug)
        rows = session.scalars(select(Interaction).where(Interaction.person_id == person_id, Interaction.on == today))
        known = [(row.kind.value, row.entry_id, row.on) for row in rows]
        anew = counts_again(known, kind.value, entry_id, today)
        if anew:
            add_interaction(workspace, session, person_id, kind, entry_id=entry_id)
        return anew
