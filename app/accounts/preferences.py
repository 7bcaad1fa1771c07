"""Changing settings: one's own, the agency's, or this PC's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right, require
from app.accounts.use_case import Undo, use_case, writing
from app.settings import Scope, Setting
from db.models import AppUser, SettingValue

if TYPE_CHECKING:
    from app.workspace import Workspace

T = TypeVar("T")


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="setting.changed")
def change_setting(workspace: Workspace, setting: Setting[T], value: T) -> None:
    """Keeps a setting. One of the agency takes the right to manage the agency. Raises NotAllowed."""
    if setting.scope is Scope.PC:
        workspace.settings.set_on_this_pc(setting, value)
        return
    if setting.scope is Scope.AGENCY:
        require(workspace, Right.MANAGE_AGENCY)
    _keep(workspace, setting, value)


def keep_agency_setting(workspace: Workspace, setting: Setting[T], value: T) -> None:
    """The same for one of the agency that has a use case, and so a right, of its own."""
    _keep(workspace, setting, value)


def _keep(workspace: Workspace, setting: Setting[T], value: T) -> None:
    owner: UUID = workspace.agency.id if setting.scope is Scope.AGENCY else workspace.user.id
    with writing(workspace) as session:
        mine = (
            SettingValue.scope == setting.scope.value,
            SettingValue.owner_id == owner,
        )
        row = session.scalars(select(SettingValue).where(*mine, SettingValue.name == setting.name)).first()
        if row is None:
            session.add(
                SettingValue(
                    scope=setting.scope.value,
                    owner_id=owner,
                    name=setting.name,
                    value=value,
                )
            )
        else:
            row.value = value
        if setting.name == "language" and isinstance(value, str):
            session.get_one(AppUser, workspace.user.id).language = value
        session.flush()
        kept = session.execute(select(SettingValue.name, SettingValue.value).where(*mine))
        values = {name: stored for name, stored in kept}
    workspace.settings.take(setting.scope, values)
