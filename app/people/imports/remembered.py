"""What is remembered of lists: how their columns were understood (by the agency), and cells mended but not yet imported."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import select

from app.accounts.drafts import drop_draft, list_drafts, save_draft
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.people.imports.columns import FIELDS
from app.people.names import fold
from db.models import ImportMapping

if TYPE_CHECKING:
    from app.people.imports.plan import ImportPlan
    from app.workspace import Workspace

DRAFT_KIND = "import"
_DRAFTS = UUID("6f1d4c1e-0c0f-4c55-9a35-6a0c3d1f2b77")


@dataclass(frozen=True, slots=True)
class BegunImport:
    """An import of this very file that was begun: the columns chosen, the cells mended, how far it had come."""

    mapping: dict[str, str]
    corrections: dict[int, dict[int, str]]
    uses: dict[str, str]
    done: int = 0


def remembered_mapping(workspace: Workspace, titles: Sequence[str]) -> dict[str, str] | None:
    """What the agency last said of a list with these headers, as far as its words are still known; joins a use case."""
    with reading(workspace) as session:
        mine = (ImportMapping.agency_id == workspace.agency.id) & (ImportMapping.headers == _headers_key(titles))
        kept = session.scalar(select(ImportMapping.mapping).where(mine))
    if kept is None:
        return None
    return {title: field for title, field in kept.items() if not field or field in FIELDS}


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.mapping_kept")
def remember_mapping(workspace: Workspace, plan: ImportPlan) -> None:
    """Keeps how the columns of a plan are understood, for the next list with the same headers."""
    columns = plan.columns
    mapping = {title: field or "" for title, field in zip(columns.titles, columns.fields, strict=True) if title}
    key = _headers_key(columns.titles)
    with writing(workspace) as session:
        mine = (ImportMapping.agency_id == workspace.agency.id) & (ImportMapping.headers == key)
        row = session.scalars(select(ImportMapping).where(mine)).first()
        if row is None:
            session.add(ImportMapping(agency_id=workspace.agency.id, headers=key, mapping=mapping))
        elif row.mapping != mapping:
            row.mapping = mapping


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.begun")
def keep_begun(workspace: Workspace, sha256: str, plan: ImportPlan, uses: Mapping[str, str], done: int = 0) -> None:
    """Keeps the cells mended in a file, so that neither a cut nor another day loses them; a draft of the user's own."""
    columns = plan.columns
    # Without the agency's CNDP number a mended paper number is not written down either (P12).
    keeps = workspace.agency.keeps_paper_numbers
    hidden = set() if keeps else {at for at, field in enumerate(columns.fields) if field and "number" in field}
    body: dict[str, object] = {
        "mapping": {title: field or "" for title, field in zip(columns.titles, columns.fields, strict=True) if title},
        "corrections": {
            str(line): {str(at): text for at, text in cells.items() if at not in hidden}
            for line, cells in plan.corrections.items()
        },
        "uses": dict(uses),
        "done": done,
    }  # fmt: skip
    save_draft(workspace, _draft_id(workspace, sha256), DRAFT_KIND, sha256, body)


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.begun")
def begun_import(workspace: Workspace, sha256: str) -> BegunImport | None:
    """What was begun with this very file, None when nothing was."""
    draft = next((one for one in list_drafts(workspace, DRAFT_KIND) if one.title == sha256), None)
    if draft is None:
        return None
    body = draft.body
    corrections = _mapping(body.get("corrections"))
    done = body.get("done")
    return BegunImport(
        mapping={str(title): str(field) for title, field in _mapping(body.get("mapping")).items()},
        corrections={
            int(line): {int(at): str(text) for at, text in _mapping(cells).items()} for line, cells in corrections.items()
        },
        uses={str(name): str(use) for name, use in _mapping(body.get("uses")).items()},
        done=done if isinstance(done, int) else 0,
    )  # fmt: skip


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.ended")
def drop_begun(workspace: Workspace, sha256: str) -> None:
    """Forgets what was begun with a file: it is all in the registry now."""
    drop_draft(workspace, _draft_id(workspace, sha256))


def _draft_id(workspace: Workspace, sha256: str) -> UUID:
    return uuid5(_DRAFTS, f"{workspace.user.id} {sha256}")


def _headers_key(titles: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(fold(title) for title in titles).encode()).hexdigest()


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
