"""Changing single fields of a dossier by their names: what the command line, the import and the dossier's form speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.people.dossier import dossier, save_project
from app.people.fields import ALIASES, PERSON_FIELDS, PROJECT_FIELDS, project_texts, read_fields, texts_of
from app.people.forms import Dossier, PersonForm, ProjectForm
from app.people.registration import change_person
from db.models import AppUser, Person

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A field somebody else changed meanwhile: what this form saw, what it says now, what the dossier says now."""

    name: str
    seen: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit. With `clashes` nothing was written; `by` and `at` say who wrote last, and when."""

    clashes: tuple[FieldClash, ...] = ()
    by: str | None = None
    at: datetime | None = None


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="person.fields_changed")
def change_fields(workspace: Workspace, person_id: UUID, pairs: Mapping[str, str]) -> list[str]:
    """Changes the named fields; an empty value forgets one. Gives the names it does not know, and then changes nothing.

    Raises NotFound, Refused (a value that cannot be).
    """
    named = {ALIASES.get(key, key): value for key, value in pairs.items()}
    unknown = [key for key in named if key not in PERSON_FIELDS and key not in PROJECT_FIELDS]
    if unknown:
        return unknown
    with writing(workspace):
        whole = dossier(workspace, person_id)
        _write(workspace, whole, named)
    return []


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="person.fields_changed")
def edit_fields(workspace: Workspace, person_id: UUID, seen: Mapping[str, str], mine: Mapping[str, str]) -> Edited:
    """Writes what this form changed since it `seen` the dossier; what others changed elsewhere stays as they left it.

    Where both changed one field, nothing is written and the clashes come back to be chosen from (X2).
    Raises NotFound, Refused (a value that cannot be).
    """
    with writing(workspace) as session:
        whole = dossier(workspace, person_id)
        now, today = all_texts(whole), workspace.clock.today()
        changed = {name: text.strip() for name, text in mine.items() if text != seen.get(name, "") and name in now}
        before, after = _plain(seen, today, strict=False), _plain(changed, today, strict=True)
        clashes = tuple(
            FieldClash(name, before.get(name, ""), text, now[name])
            for name, text in after.items()
            if now[name] not in (before.get(name, ""), text)
        )
        if clashes:
            row = session.get_one(Person, person_id)
            who = session.get(AppUser, row.updated_by) if row.updated_by else None
            return Edited(clashes, who.display_name if who else None, row.updated_at)
        _write(workspace, whole, changed)
    return Edited()


def all_texts(whole: Dossier) -> dict[str, str]:
    """Every field of the dossier's form as text: the person's, then the current project's."""
    project = whole.current_project
    return texts_of(whole.form) | project_texts(project.form if project else None)


def _plain(texts: Mapping[str, str], today: date, *, strict: bool) -> dict[str, str]:
    """The texts in their one spelling, so that `12/03/1988` and `1988-03-12` are the same."""
    person = {name: text for name, text in texts.items() if name in PERSON_FIELDS}
    spelt = texts_of(read_fields(PersonForm(), person, today, strict=strict))
    return {name: spelt.get(name, text.strip()) for name, text in texts.items()}


def _write(workspace: Workspace, whole: Dossier, named: Mapping[str, str]) -> None:
    form = read_fields(whole.form, named, workspace.clock.today())
    if form != whole.form:
        change_person(workspace, whole.card.id, whole.card.version, form)
    wanted = {PROJECT_FIELDS[name]: text.strip() or None for name, text in named.items() if name in PROJECT_FIELDS}
    current = whole.current_project
    before = current.form if current else ProjectForm()
    after = replace(before, **wanted)
    if after != before:
        save_project(
            workspace, whole.card.id, after, current.id if current else None, current.version if current else 0
        )
