"""A whole reception recorded in one transaction: person, consent, paper, project, need; or nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import WaslError
from app.people.consents import record_consent
from app.people.dates import BirthDate, parse_birth
from app.people.dossier import add_need, save_project
from app.people.forms import PaperForm, PersonForm, PhoneForm, ProjectForm
from app.people.phones import split_phones
from app.people.registration import Registered, register_person

if TYPE_CHECKING:
    from app.workspace import Workspace


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="reception.recorded")
def receive(
    workspace: Workspace,
    values: dict[str, str],
    paper: PaperForm | None,
    amount_centimes: int | None,
    *,
    consents: bool,
    draft_id: UUID,
    language: str,
) -> Registered:
    """Registers what the five steps asked. Raises what registering raises; the draft stays when it is refused."""
    with writing(workspace):
        form = form_of_values(workspace, values)
        registered = register_person(workspace, form, (paper,) if paper else (), draft_id=draft_id)
        if consents:
            record_consent(workspace, registered.id, "dossier", language=language)
        project_id = None
        if values.get("project") or values.get("stage"):
            project = ProjectForm(title=values.get("project") or None, stage=values.get("stage") or None)
            project_id = save_project(workspace, registered.id, project)
        if values.get("purpose"):
            add_need(workspace, registered.id, values["purpose"], amount_centimes, project_id)
        return registered


def form_of_values(workspace: Workspace, values: dict[str, str], *, strict: bool = True) -> PersonForm:
    """The fields as typed, read. Not `strict`, a birth date still being typed counts as unknown. Raises Refused."""
    return PersonForm(
        given_name=values.get("given_name") or None, family_name=values.get("family_name") or None,
        name_ar=values.get("name_ar") or None, sex=values.get("sex") or None, birth=_birth(workspace, values, strict),
        nationality=values.get("nationality") or None, city=values.get("city") or None,
        phones=tuple(PhoneForm(one) for one in split_phones(values.get("phone", ""))),
    )  # fmt: skip


def _birth(workspace: Workspace, values: dict[str, str], strict: bool) -> BirthDate | None:
    text = values.get("birth", "")
    if not text:
        return None
    try:
        return parse_birth(text, workspace.clock.today())
    except WaslError:
        if strict:
            raise
        return None
