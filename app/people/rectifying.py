"""Rectification on request: the one change the data-protection officer makes, with its reason in the journal (P9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import ConflictingEdit, Refused
from app.people.dossier import form_of
from app.people.fields import ALIASES, PERSON_FIELDS, read_fields
from app.people.registration import load_person, rewrite_person

if TYPE_CHECKING:
    from app.workspace import Workspace


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.UNDOABLE, audit="person.rectified")
def rectify(
    workspace: Workspace, person_id: UUID, pairs: Mapping[str, str], reason: str, version: int | None = None
) -> None:
    """Corrects the named fields at the person's request; the reason and the fields stand in the journal.

    Raises NotFound, Refused (no reason, an unknown field, a value that cannot be), ConflictingEdit.
    """
    if not reason.strip():
        raise Refused("rectification.reason_missing")
    named = {ALIASES.get(key, key): value for key, value in pairs.items()}
    if unknown := [key for key in named if key not in PERSON_FIELDS]:
        raise Refused("rectification.field_unknown", field=unknown[0])
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        if version is not None and person.version != version:
            raise ConflictingEdit("row.changed")
        form = read_fields(form_of(person), named, workspace.clock.today())
        rewrite_person(workspace, session, person, form)
        record(session, "person.rectified", "person", person_id, {"fields": sorted(named), "reason": reason.strip()})
