"""Who may do what: roles, rights, and the one table between them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.errors import NotAllowed

if TYPE_CHECKING:
    from app.workspace import Workspace


class Role(StrEnum):
    """What an account may do; one account may hold several (PRODUCT.md §1). Same words as the base's column."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    PROTECTION_OFFICER = "protection_officer"


class Right(StrEnum):
    """One thing an account may be allowed to do; each use case declares which it takes."""

    ANYONE = "anyone"
    VIEW_PEOPLE = "view_people"
    EDIT_PEOPLE = "edit_people"
    VIEW_DISABILITY = "view_disability"
    IMPORT_PEOPLE = "import_people"
    MERGE_PEOPLE = "merge_people"
    VIEW_DIRECTORY = "view_directory"
    EDIT_DIRECTORY = "edit_directory"
    REFER = "refer"
    BOOK = "book"
    OUTREACH = "outreach"
    VIEW_FIGURES = "view_figures"
    EXPORT_REPORT = "export_report"
    EXPORT_AUDIT = "export_audit"
    EXPORT_LISTS = "export_lists"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_AGENCY = "manage_agency"
    MANAGE_LISTS = "manage_lists"
    BACKUP = "backup"
    READ_JOURNAL = "read_journal"
    GRANT_AUDIT = "grant_audit"
    EDIT_WORDINGS = "edit_wordings"
    SIGN_OFF_WORDINGS = "sign_off_wordings"
    PERSON_RIGHTS = "person_rights"


_EVERYONE = frozenset({Right.ANYONE, Right.VIEW_DIRECTORY})
_AGENT = _EVERYONE | {
    Right.VIEW_PEOPLE,
    Right.EDIT_PEOPLE,
    Right.IMPORT_PEOPLE,
    Right.REFER,
    Right.BOOK,
    Right.OUTREACH,
    Right.VIEW_FIGURES,
}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.AGENT: _AGENT,
    # EXPORT_AUDIT also takes a dated authorisation by the data-protection officer (PRODUCT.md E2).
    Role.SUPERVISOR: _AGENT
    | {
        Right.VIEW_DISABILITY,
        Right.MERGE_PEOPLE,
        Right.EDIT_DIRECTORY,
        Right.EXPORT_REPORT,
        Right.EXPORT_AUDIT,
        Right.EXPORT_LISTS,
        Right.MANAGE_LISTS,
        Right.EDIT_WORDINGS,
        Right.PERSON_RIGHTS,
    },
    # An administrator alone opens no dossier (PRODUCT.md §1).
    Role.ADMINISTRATOR: _EVERYONE
    | {
        Right.MANAGE_ACCOUNTS,
        Right.MANAGE_AGENCY,
        Right.MANAGE_LISTS,
        Right.BACKUP,
        Right.READ_JOURNAL,
    },
    # Changes no dossier except rectification and erasure on request (PRODUCT.md §1).
    Role.PROTECTION_OFFICER: _EVERYONE
    | {
        Right.VIEW_PEOPLE,
        Right.VIEW_DISABILITY,
        Right.VIEW_FIGURES,
        Right.READ_JOURNAL,
        Right.GRANT_AUDIT,
        Right.EDIT_WORDINGS,
        Right.SIGN_OFF_WORDINGS,
        Right.PERSON_RIGHTS,
    },
}


def has_right(roles: frozenset[Role], right: Right) -> bool:
    """Whether any of these roles grants the right."""
    return any(right in RIGHTS[role] for role in roles)


def require(workspace: Workspace, right: Right) -> None:
    """Raises NotAllowed unless the signed-in user has the right."""
    if not has_right(workspace.user.roles, right):
        raise NotAllowed("right.missing", right=right.value)
