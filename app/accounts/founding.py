"""What a new base is filled with, and how a signed-in account becomes a workspace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.envelope import folded
from app.accounts.rights import Role
from app.errors import NotSignedIn, Refused
from app.settings import Scope, Settings
from app.workspace import AgencyCard, Changes, Clock, SignedIn, Workspace
from db.engine import Database, Stamp
from db.models import Agency, AppUser, BaseFact, Host, HostKind, SettingValue
from db.types import uuid7

if TYPE_CHECKING:
    from app.accounts.entrance import Founding

INSTALLERS: list[Callable[[Session], None]] = []
"""Rooms add what a new base starts with (the directory, the wordings of consent): see app.rooms."""

LABEL_FORM = re.compile(r"[A-Z]{2,8}")
CODE_FORM = re.compile(r"[0-9]{3}")
_LONGEST_NAME = 80


def check_founding(founding: Founding) -> None:
    """Raises Refused for a name, code, label or password that cannot be."""
    from app.accounts.entrance import check_password

    if not founding.agency_name.strip():
        raise Refused("agency.name_missing")
    check_user_name(founding.user_name)
    if not CODE_FORM.fullmatch(founding.code):
        raise Refused("agency.code_form", code=founding.code)
    if not LABEL_FORM.fullmatch(label_of(founding)):
        raise Refused("agency.label_form", label=founding.label)
    check_password(founding.password)


def check_user_name(name: str) -> None:
    """Raises Refused for a sign-in name that is empty, too long or reserved."""
    if not name.strip() or len(name) > _LONGEST_NAME or name.startswith("#"):
        raise Refused("user.name_form", longest=_LONGEST_NAME)


def label_of(founding: Founding) -> str:
    """The label asked for, else the first three letters of the agency's city, else of its name."""
    if founding.label.strip():
        return founding.label.strip().upper()
    plain = unicodedata.normalize("NFKD", founding.city or founding.agency_name).upper()
    return re.sub(r"[^A-Z]", "", plain)[:3].ljust(2, "X")


def fill_new_base(database: Database, base_id: str, founding: Founding, clock: Clock) -> None:
    """Agency, first account (supervisor and administrator, and a host of appointments), in one transaction."""
    now = clock.now()
    with database.write(Stamp(None, now, "base.founded", "final", uuid7())) as session:
        agency = Agency(
            code=founding.code,
            label=label_of(founding),
            name=founding.agency_name.strip(),
            city=founding.city,
            cndp_number=founding.cndp_number,
        )
        session.add(agency)
        session.add(BaseFact(name="base_id", value=base_id))
        session.add(BaseFact(name="founded_at", value=now.astimezone(UTC).isoformat()))
        session.flush()
        roles = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
        add_account(
            session,
            agency.id,
            founding.user_name,
            founding.display_name,
            roles,
            founding.language,
        )
        for fill in INSTALLERS:
            fill(session)


def add_account(
    session: Session,
    agency_id: object,
    name: str,
    display_name: str,
    roles: frozenset[Role],
    language: str = "fr",
) -> AppUser:
    """Adds the account's row and, for who works at the counter, the host that appointments are made with."""
    user = AppUser(
        agency_id=agency_id,
        name=name.strip(),
        display_name=display_name.strip() or name.strip(),
        roles=sorted(role.value for role in roles),
        language=language,
    )
    session.add(user)
    session.flush()
    if roles & {Role.AGENT, Role.SUPERVISOR}:
        session.add(
            Host(
                agency_id=agency_id,
                name=user.display_name,
                kind=HostKind.AGENT,
                user_id=user.id,
            )
        )
    return user


def workspace_for(
    database: Database,
    user_name: str,
    clock: Clock,
    changes: Changes,
    pc_file: Path | None,
) -> Workspace:
    """The workspace of an account whose password has been checked. Raises NotSignedIn when it is closed."""
    from app.accounts.use_case import as_wasl_error
    from db.errors import EngineError

    settings = Settings(pc_file)
    try:
        with database.read() as session:
            user = find_account(session, user_name)
            if user is None or not user.is_active:
                raise NotSignedIn("sign_in.closed")
            agency = session.get_one(Agency, user.agency_id)
            settings.take(Scope.AGENCY, _values(session, Scope.AGENCY, agency.id))
            settings.take(Scope.USER, _values(session, Scope.USER, user.id))
            return Workspace(database, signed_in(user), agency_card(agency), settings, clock, changes)
    except EngineError as error:
        raise as_wasl_error(error) from error


def find_account(session: Session, user_name: str) -> AppUser | None:
    """The account of that name, whatever the case it is typed in."""
    wanted = folded(user_name)
    query = select(AppUser).where(func.lower(AppUser.name) == user_name.strip().lower())
    found = session.scalars(query).first()
    if found is not None:
        return found
    return next(
        (user for user in session.scalars(select(AppUser)) if folded(user.name) == wanted),
        None,
    )


def signed_in(user: AppUser) -> SignedIn:
    """The account as use cases see it."""
    roles = frozenset(Role(role) for role in user.roles)
    return SignedIn(
        user.id,
        user.name,
        user.display_name,
        roles,
        user.agency_id,
        user.language,
        user.must_change_password,
    )


def agency_card(agency: Agency) -> AgencyCard:
    """The agency as use cases see it. Paper numbers are kept with a CNDP number, or if the administrator decided so."""
    keeps = agency.keeps_paper_numbers if agency.keeps_paper_numbers is not None else bool(agency.cndp_number)
    return AgencyCard(
        agency.id,
        agency.code,
        agency.label,
        agency.name,
        agency.city,
        agency.cndp_number,
        keeps,
    )


def _values(session: Session, scope: Scope, owner_id: object) -> dict[str, object]:
    query = select(SettingValue.name, SettingValue.value)
    rows = session.execute(query.where(SettingValue.scope == scope.value, SettingValue.owner_id == owner_id))
    return {name: value for name, value in rows}
