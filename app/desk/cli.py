"""`wasl people export-copy` and `rectify`: the person's rights; `merge` and `unmerge`: two dossiers of one person."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.command_desk import CommandDesk
from resources.i18n import tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    people = rooms.room("people", help=tr_noop("Les personnes"))
    copy = people.verb(
        "export-copy", run_copy, help=tr_noop("Écrit la copie complète de ce qui est gardé d’une personne")
    )
    copy.add_argument("dossier")
    copy.add_argument("--out", required=True, metavar="FICHIER.pdf")
    copy.add_argument("--language", choices=("fr", "ar", "en"))
    rectify = people.verb("rectify", run_rectify, help=tr_noop("Corrige un dossier à la demande de la personne"))
    rectify.add_argument("dossier")
    rectify.add_argument("pairs", nargs="+", metavar="CLE=VALEUR")
    rectify.add_argument("--reason", required=True, metavar="TEXTE")
    rectify.set_defaults(parser=rectify)
    merge = people.verb("merge", run_merge, help=tr_noop("Fait un seul dossier de deux ; le premier reste"))
    merge.add_argument("survivor", metavar="DOSSIER")
    merge.add_argument("merged", metavar="DOUBLON")
    merge.add_argument("--take", action="append", default=[], metavar="CHAMP")
    unmerge = people.verb("unmerge", run_unmerge, help=tr_noop("Reprend une fusion de dossiers"))
    unmerge.add_argument("merge", type=UUID, metavar="FUSION")


def run_copy(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people export-copy`: in the person's own language unless told otherwise."""
    from app.desk.person_copy import export_copy
    from app.people.dossier import find_dossier
    from app.whole_file import write_whole

    workspace = desk.workspace
    content = export_copy(workspace, find_dossier(workspace, args.dossier), args.language)
    write_whole(Path(args.out), content)
    desk.out.answer({"file": args.out}, [args.out])


def run_rectify(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people rectify`: the reason stands in the journal."""
    from app.people.dossier import find_dossier
    from app.people.rectifying import rectify

    pairs: dict[str, str] = {}
    for pair in args.pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            args.parser.error(tr("il faut CLE=VALEUR : {pair}", pair=pair))
        pairs[key.strip().replace("-", "_")] = value.strip()
    workspace = desk.workspace
    rectify(workspace, find_dossier(workspace, args.dossier), pairs, args.reason)
    desk.out.answer({"fields": sorted(pairs)}, [", ".join(sorted(pairs))])


def run_merge(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people merge`: prints what takes it back."""
    from app.desk.merging import merge_people
    from app.people.dossier import find_dossier

    workspace = desk.workspace
    survivor_id, merged_id = (find_dossier(workspace, number) for number in (args.survivor, args.merged))
    done = merge_people(workspace, survivor_id, merged_id, args.take)
    desk.out.answer({"merge": str(done.id), "code": done.merged_code}, [str(done.id)])


def run_unmerge(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people unmerge`: what was written since stays with the survivor."""
    from app.desk.unmerging import unmerge_people
    from app.people.dossier import dossier

    person_id = unmerge_people(desk.workspace, args.merge)
    card = dossier(desk.workspace, person_id).card
    desk.out.answer({"dossier": card.number, "code": card.code}, [card.number])
