"""Accounts: adding one, its roles, its password, closing it, and the dated authorisation for an audit export."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select

from app.accounts import slots
from app.accounts.entrance import check_password
from app.accounts.envelope import Cost, unwrap, wrap
from app.accounts.founding import add_account, check_user_name, find_account
from app.accounts.rights import Right, Role
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, NotAllowed, NotFound, Refused
from db.models import Agency, AppUser, Host, HostKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace

AUDIT_GRANT = timedelta(hours=24)
_ONE_TIME_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class UserCard:
    """An account as the list of accounts shows it."""

    id: UUID
    version: int
    name: str
    display_name: str
    roles: frozenset[Role]
    is_active: bool
    audit_granted_until: datetime | None


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="users.listed")
def list_users(workspace: Workspace) -> list[UserCard]:
    """All accounts of the base, by name."""
    with reading(workspace) as session:
        return [_card(user) for user in session.scalars(select(AppUser).order_by(AppUser.name))]


@use_case(right=Right.MANAGE_ACCOUNTS, undo=Undo.FINAL, audit="user.added")
def add_user(
    workspace: Workspace,
    name: str,
    roles: frozenset[Role],
    data_key_password: str,
    *,
    display_name: str = "",
    new_password: str | None = None,
    cost: Cost | None = None,
    agency: str | None = None,
) -> str:
    """Adds an account to one's own agency, or to that of a code or label, and gives its password: `new_password`, else a one-time one that must be changed.

    `data_key_password` is the password of whoever does this: it opens the key that the new slot wraps.
    Raises Refused (name taken or ill-formed, no role, short password), NotFound (the agency) and NotSignedIn.
    """
    check_user_name(name)
    if not roles:
        raise Refused("user.role_missing")
    password = new_password or one_time_password()
    check_password(password)
    with writing(workspace) as session:
        if find_account(session, name) is not None:
            raise Refused("user.exists", name=name)
        user = add_account(
            session,
            _agency(workspace, session, agency),
            name,
            display_name,
            roles,
            workspace.user.language,
        )
        user.must_change_password = new_password is None
        _give_slot(workspace, name.strip(), password, data_key_password, cost)
    return password


@use_case(right=Right.MANAGE_ACCOUNTS, undo=Undo.FINAL, audit="user.password_reset")
def reset_password(
    workspace: Workspace,
    name: str,
    own_password: str,
    *,
    new_password: str | None = None,
    cost: Cost | None = None,
) -> str:
    """Gives an account a new password (a one-time one unless given). Raises NotFound, Refused, NotSignedIn."""
    password = new_password or one_time_password()
    check_password(password)
    with writing(workspace) as session:
        user = _find(session, name)
        user.must_change_password = new_password is None
        _give_slot(workspace, user.name, password, own_password, cost)
    return password


@use_case(right=Right.ANYONE, undo=Undo.FINAL, audit="user.password_changed")
def change_own_password(
    workspace: Workspace,
    old_password: str,
    new_password: str,
    *,
    cost: Cost | None = None,
) -> None:
    """Changes the password of the signed-in account. Raises NotSignedIn, Refused."""
    check_password(new_password)
    with writing(workspace) as session:
        user = session.get_one(AppUser, workspace.user.id)
        user.must_change_password = False
        _give_slot(workspace, user.name, new_password, old_password, cost)


@use_case(right=Right.MANAGE_ACCOUNTS, undo=Undo.FINAL, audit="user.changed")
def change_user(
    workspace: Workspace,
    user_id: UUID,
    version: int,
    *,
    display_name: str,
    roles: frozenset[Role],
    is_active: bool,
) -> UserCard:
    """Changes roles, name or whether the account is open. Somebody must remain who can manage accounts.

    Raises Refused, ConflictingEdit.
    """
    if not roles:
        raise Refused("user.role_missing")
    with writing(workspace) as session:
        user = session.get_one(AppUser, user_id)
        if user.version != version:
            raise ConflictingEdit("row.changed")
        user.display_name = display_name.strip() or user.name
        user.roles = sorted(role.value for role in roles)
        user.is_active = is_active
        session.flush()
        others = session.scalars(select(AppUser).where(AppUser.is_active)).all()
        if not any(Role.ADMINISTRATOR.value in other.roles for other in others):
            raise Refused("user.last_administrator")
        _keep_host(session, user)
        session.flush()
        return _card(user)


@use_case(right=Right.GRANT_AUDIT, undo=Undo.FINAL, audit="user.audit_granted")
def grant_audit(workspace: Workspace, name: str) -> datetime:
    """Allows another person one day of audit exports (PRODUCT.md E2). Gives the end. Raises NotFound, NotAllowed."""
    with writing(workspace) as session:
        user = _find(session, name)
        if user.id == workspace.user.id:
            raise NotAllowed("audit.grant_self")
        user.audit_granted_until = workspace.clock.now() + AUDIT_GRANT
        user.audit_granted_by = workspace.user.id
        return user.audit_granted_until


def one_time_password() -> str:
    """Twelve characters that can be read aloud."""
    return "".join(secrets.choice(_ONE_TIME_ALPHABET) for _ in range(12))


def _find(session: Session, name: str) -> AppUser:
    user = find_account(session, name)
    if user is None:
        raise NotFound("user.not_found", name=name)
    return user


def _agency(workspace: Workspace, session: Session, asked: str | None) -> UUID:
    if asked is None:
        return workspace.agency.id
    found = session.scalar(select(Agency.id).where(or_(Agency.code == asked, Agency.label == asked.upper())))
    if found is None:
        raise NotFound("agency.not_found", name=asked)
    return found


def _give_slot(workspace: Workspace, name: str, password: str, opener: str, cost: Cost | None) -> None:
    location = workspace.database.location
    envelope = slots.load(location)
    own = envelope.slot(workspace.user.name)
    if own is None:
        raise NotFound("user.not_found", name=workspace.user.name)
    data_key = unwrap(envelope.base_id, own, opener)
    changed = envelope.with_slot(wrap(envelope.base_id, name, password, data_key, cost or own.cost))
    slots.save(location, changed)


def _keep_host(session: Session, user: AppUser) -> None:
    host = session.scalars(select(Host).where(Host.user_id == user.id)).first()
    works_at_counter = bool({Role.AGENT.value, Role.SUPERVISOR.value} & set(user.roles))
    if host is not None:
        host.is_active = user.is_active and works_at_counter
        host.name = user.display_name
    elif works_at_counter:
        session.add(
            Host(
                agency_id=user.agency_id,
                name=user.display_name,
                kind=HostKind.AGENT,
                user_id=user.id,
            )
        )


def _card(user: AppUser) -> UserCard:
    roles = frozenset(Role(role) for role in user.roles)
    return UserCard(
        user.id,
        user.version,
        user.name,
        user.display_name,
        roles,
        user.is_active,
        user.audit_granted_until,
    )
