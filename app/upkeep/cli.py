"""`wasl demo`, `backup`, `restore`, `verify`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk
from resources.i18n import tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    demo = rooms.command("demo", run_demo, help=tr_noop("Remplit la base de personnes inventées"))
    demo.add_argument("--people", type=int, required=True)
    demo.add_argument("--seed", type=int, default=1)
    backup = rooms.command("backup", run_backup, help=tr_noop("Sauvegarde la base et ses clés"))
    backup.add_argument("--out", metavar="FICHIER.waslsave")
    restoring = rooms.command("restore", run_restore, help=tr_noop("Restaure une sauvegarde comme nouvelle base"))
    restoring.add_argument("save", metavar="FICHIER")
    restoring.add_argument("--to", required=True, metavar="BASE")
    restoring.add_argument("--erasures", metavar="FICHIER")
    people = rooms.room("people", help=tr_noop("Les personnes"))
    erase = people.verb("erase", run_erase, help=tr_noop("Efface une personne pour toujours, à sa demande"))
    erase.add_argument("dossier")
    erase.add_argument("--reason", required=True, metavar="TEXTE")
    rooms.command("verify", run_verify, help=tr_noop("Vérifie les pages et le journal"))


def run_demo(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl demo`."""
    from app.upkeep.demo import fill_demo

    made = fill_demo(desk.workspace, args.people, args.seed, lambda done, total: desk.out.note(f"{done} / {total}"))
    desk.out.answer({"people": made}, [str(made)])


def run_backup(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl backup`: beside the base, named by the day and time, unless `--out` says where."""
    from app.upkeep.backup import back_up

    workspace = desk.workspace
    stamp = f"{workspace.clock.now():%Y%m%d-%H%M%S}"
    out = Path(args.out) if args.out else Path(desk.location).with_suffix(f".{stamp}.waslsave")
    file = back_up(workspace, desk.password(workspace.user.name), out)
    desk.out.answer({"file": str(file)}, [str(file)])


def run_restore(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl restore`: whoever was erased since is erased again now, or when the base is first opened."""
    from app.errors import NotSignedIn
    from app.upkeep.backup import restore

    listed = restore(Path(args.save), Path(args.to), Path(args.erasures) if args.erasures else None)
    if listed:
        desk.base = args.to
        try:
            desk.open()  # signing in is what applies them
        except NotSignedIn:
            desk.out.note(tr("Les effacements déjà faits seront refaits à la première ouverture de la base."))
    desk.out.answer({"base": args.to}, [args.to])


def run_erase(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people erase`: for good; figures of the past stay what they were."""
    from app.people.dossier import find_dossier
    from app.upkeep.erasure import erase_person

    workspace = desk.workspace
    erase_person(workspace, find_dossier(workspace, args.dossier), args.reason)
    desk.out.answer({"erased": 1}, [tr("Dossier effacé. Une ligne sans nom reste pour les statistiques.")])


def run_verify(desk: CommandDesk, _args: argparse.Namespace) -> None:
    """`wasl verify`: 0 when all is well, 9 with any finding."""
    from app.upkeep.backup import verify

    workspace = desk.workspace
    findings = verify(workspace, desk.password(workspace.user.name))
    document: dict[str, object] = {
        "ok": not findings,
        "findings": [{"what": f.what, "detail": f.detail} for f in findings],
    }
    desk.out.answer(document, [f"{f.what}: {f.detail}" for f in findings] or [tr("Tout est en ordre.")])
    desk.out.exit_code = 9 if findings else 0
