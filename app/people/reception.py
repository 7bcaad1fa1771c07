"""A whole reception recorded in one transaction: person, consent, papers, project, need; or nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.people.consents import record_consent
from app.people.dossier import add_need, save_project
from app.people.fields import PROJECT_FIELDS, read_fields
from app.people.forms import PaperForm, PersonForm, ProjectForm
from app.people.registration import Registered, register_person

if TYPE_CHECKING:
    from app.workspace import Workspace


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="reception.recorded")
def receive(
    workspace: Workspace,
    values: Mapping[str, str],
    papers: Sequence[PaperForm],
    amount_centimes: int | None,
    *,
    consents: bool,
    draft_id: UUID,
    language: str,
    not_the_same: Collection[UUID] = (),
) -> Registered:
    """Registers what the five steps asked; a paper another dossier holds too is queued for review, never refused.

    `not_the_same` are dossiers shown beside the name of which the agent said so: it is remembered with who said it.

    Raises what registering raises; the draft stays when it is refused.
    """
    with writing(workspace):
        form = form_of_values(workspace, values)
        registered = register_person(workspace, form, tuple(papers), draft_id=draft_id, not_the_same=not_the_same)
        if consents:
            record_consent(workspace, registered.id, "dossier", language=language)
        project_id = None
        if any(values.get(name) for name in PROJECT_FIELDS):
            project = ProjectForm(**{attribute: values.get(name) or None for name, attribute in PROJECT_FIELDS.items()})
            project_id = save_project(workspace, registered.id, project)
        if values.get("purpose"):
            add_need(workspace, registered.id, values["purpose"], amount_centimes, project_id)
        return registered


def form_of_values(workspace: Workspace, values: Mapping[str, str], *, strict: bool = True) -> PersonForm:
    """The fields as typed, read. Not `strict`, what is still being typed counts as unknown. Raises Refused."""
    return read_fields(PersonForm(), values, workspace.clock.today(), strict=strict)
