"""`wasl report SET`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk, read_secret, table
from app.errors import BadFile, Refused
from app.whole_file import write_whole
from resources.i18n import LANGUAGES, tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms
    from app.indicators.reporting import Exported


def declare(rooms: Rooms) -> None:
    """Declares the command of this room."""
    report = rooms.command("report", run_report, help=tr_noop("Le rapport du bailleur"))
    report.add_argument("set")
    report.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    report.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    report.add_argument("--language", choices=LANGUAGES, default="fr")
    report.add_argument("--agency", metavar="AGENCE")
    report.add_argument("--audit", action="store_true")
    report.add_argument("--reason", metavar="MOTIF", default="")
    report.add_argument("--file-password-file", metavar="FICHIER")
    report.add_argument("--out", required=True, metavar="FICHIER.xlsx")


def run_report(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl report`: the file is written whole or not at all."""
    out = Path(args.out)
    if not out.parent.is_dir():
        raise BadFile("file.unwritable", file=out.name)
    exported = _export(desk, args)
    write_whole(out, exported.content)
    document: dict[str, object] = {"file": str(out), "sha256": exported.sha256, "figures": exported.figures}
    rows = [(key, "< 5" if value is None else value) for key, value in exported.figures.items()]
    desk.out.answer(document, [*table((tr("Indicateur"), tr("Valeur")), rows), str(out)])


def _export(desk: CommandDesk, args: argparse.Namespace) -> Exported:
    from app.indicators.reporting import export_audit, export_donor

    if not args.audit:
        return export_donor(desk.workspace, args.set, args.first, args.last, args.language, args.agency)
    if args.file_password_file is None:
        raise Refused("audit.password_missing")
    password = read_secret(args.file_password_file)
    return export_audit(desk.workspace, args.set, args.first, args.last, args.reason, password, args.language)
