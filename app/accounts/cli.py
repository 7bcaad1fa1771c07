"""`wasl init` and `wasl users …`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk, read_secret, table
from app.errors import BadFile
from resources.i18n import format_datetime, tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms

_ROLE_WORDS = {
    "agent": tr_noop("Agent·e"), "supervisor": tr_noop("Superviseur·e"), "administrator": tr_noop("Administrateur·rice"),
    "protection_officer": tr_noop("Protection des données"),
}  # fmt: skip
_ROLES = {
    **{role: role for role in ("agent", "supervisor", "administrator", "protection_officer")},
    "protection-officer": "protection_officer",
    "data-protection-officer": "protection_officer",
    "dpo": "protection_officer",
}


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    init = rooms.command("init", run_init, help=tr_noop("Crée une base chiffrée, avec son premier compte"))
    init.set_defaults(parser=init)
    init.add_argument("--agency", required=True, metavar="NOM")
    init.add_argument("--city")
    init.add_argument("--label", default="")
    init.add_argument("--agency-code", default="001")
    init.add_argument("--cndp", metavar="NUMÉRO")
    init.add_argument("--recovery-out", metavar="FICHIER")
    users = rooms.room("users", help=tr_noop("Les comptes"))
    add = users.verb("add", run_add, help=tr_noop("Ajoute un compte"))
    add.add_argument("name")
    add.add_argument("--role", nargs="+", action="extend", required=True, choices=tuple(_ROLES))
    add.add_argument("--new-password-file", metavar="FICHIER")
    add.add_argument("--agency", metavar="CODE")
    reset = users.verb("reset", run_reset, help=tr_noop("Donne un nouveau mot de passe"))
    reset.add_argument("name")
    reset.add_argument("--new-password-file", metavar="FICHIER")
    users.verb("list", run_list, help=tr_noop("Liste les comptes"))
    grant = users.verb("grant-audit", run_grant, help=tr_noop("Autorise un export d’audit pendant 24 heures"))
    grant.add_argument("name")
    agencies = rooms.room("agencies", help=tr_noop("Les agences d’une même base"))
    new = agencies.verb("add", run_add_agency, help=tr_noop("Ajoute une agence"))
    new.add_argument("name", metavar="NOM")
    new.add_argument("--code", required=True)
    new.add_argument("--label", required=True)
    new.add_argument("--city")
    agencies.verb("list", run_list_agencies, help=tr_noop("Liste les agences"))


def run_init(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl init`: the recovery key goes to its file, else once to standard error."""
    from app.accounts.entrance import Founding, found_base, sign_out

    out = Path(args.recovery_out) if args.recovery_out else None
    if out is not None and out.exists():
        raise BadFile("file.exists", file=out.name)
    name = desk.user or os.environ.get("WASL_USER") or ""
    if not name:
        args.parser.error(tr("il faut --user NOM"))
    founding = Founding(
        agency_name=args.agency, user_name=name, password=desk.password(name), code=args.agency_code,
        label=args.label, city=args.city, cndp_number=args.cndp,
    )  # fmt: skip
    founded = found_base(desk.location, founding)
    try:
        _hand_over(desk, out, founded.recovery_key)
        agency = founded.workspace.agency
        document: dict[str, object] = {"base": desk.location, "agency": agency.name, "label": agency.label}
        desk.out.answer(document, [tr("Base créée : {file}", file=desk.location)])
    finally:
        sign_out(founded.workspace)


def run_add(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl users add`: without a password file, a one-time password is printed once."""
    from app.accounts.rights import Role
    from app.accounts.users import add_user

    roles = frozenset(Role(_ROLES[role]) for role in args.role)
    new = read_secret(args.new_password_file) if args.new_password_file else None
    workspace = desk.workspace
    password = add_user(
        workspace, args.name, roles, desk.password(workspace.user.name), new_password=new, agency=args.agency
    )
    _answer_with_password(desk, args.name, None if new else password)


def run_reset(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl users reset`: as for a new account."""
    from app.accounts.users import reset_password

    new = read_secret(args.new_password_file) if args.new_password_file else None
    workspace = desk.workspace
    password = reset_password(workspace, args.name, desk.password(workspace.user.name), new_password=new)
    _answer_with_password(desk, args.name, None if new else password)


def run_list(desk: CommandDesk, _args: argparse.Namespace) -> None:
    """`wasl users list`."""
    from app.accounts.users import list_users

    users = list_users(desk.workspace)
    document: dict[str, object] = {
        "users": [{"name": u.name, "roles": sorted(u.roles), "active": u.is_active} for u in users]
    }
    rows = [
        (
            u.name,
            ", ".join(tr(_ROLE_WORDS[role]) for role in sorted(u.roles)),
            tr("actif") if u.is_active else tr("fermé"),
        )
        for u in users
    ]
    desk.out.answer(document, table((tr("Compte"), tr("Rôles"), tr("État")), rows))


def run_grant(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl users grant-audit`."""
    from app.accounts.users import grant_audit

    until = grant_audit(desk.workspace, args.name)
    document: dict[str, object] = {"user": args.name, "until": until.isoformat()}
    desk.out.answer(document, [tr("Autorisé jusqu’au {until}", until=format_datetime(until))])


def _answer_with_password(desk: CommandDesk, name: str, password: str | None) -> None:
    document: dict[str, object] = {"user": name}
    lines = [name]
    if password is not None:
        document["one_time_password"] = password
        lines.append(tr("Mot de passe à usage unique : {password}", password=password))
    desk.out.answer(document, lines)


def _hand_over(desk: CommandDesk, out: Path | None, recovery_key: str) -> None:
    if out is None:
        desk.out.note(tr("Clé de secours, à noter maintenant : {key}", key=recovery_key))
        return
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        desk.out.note(tr("Clé de secours, à noter maintenant : {key}", key=recovery_key))
        raise BadFile("file.unwritable", file=out.name) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(recovery_key + "\n")


def run_add_agency(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl agencies add`: its accounts will see its dossiers only."""
    from app.accounts.agencies import add_agency

    card = add_agency(desk.workspace, args.name, args.code, args.label, args.city)
    desk.out.answer({"agency": card.name, "code": card.code, "label": card.label}, [f"{card.code} {card.label}"])


def run_list_agencies(desk: CommandDesk, _args: argparse.Namespace) -> None:
    """`wasl agencies list`."""
    from app.accounts.agencies import list_agencies

    cards = list_agencies(desk.workspace)
    document: dict[str, object] = {
        "agencies": [{"code": card.code, "label": card.label, "name": card.name} for card in cards]
    }
    desk.out.answer(document, [f"{card.code}  {card.label}  {card.name}" for card in cards])
