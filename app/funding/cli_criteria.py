"""`wasl funding criteria OPTION`: its conditions in plain words, tried on the dossiers with others, and kept."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from app.command_desk import CommandDesk, table
from resources.i18n import current_language, tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Room
    from app.funding.entries import Entry


def declare_criteria(funding: Room) -> None:
    """Declares the command."""
    verb = funding.verb("criteria", run_criteria, help=tr_noop("Les conditions d’une fiche : lues, essayées, changées"))
    verb.add_argument("option")
    verb.add_argument(
        "--set", action="append", default=[], metavar="CHAMP=JSON",
        help=tr("écrit comme dans un catalogue ; null pour enlever"),
    )  # fmt: skip
    verb.add_argument("--commit", action="store_true", help=tr("garder, au lieu d’essayer seulement"))
    verb.add_argument("--reason", metavar="TEXTE", default="")
    verb.set_defaults(parser=verb)


def run_criteria(desk: CommandDesk, args: argparse.Namespace) -> None:
    """Without `--set` reads them; with it tries on every dossier of the agency; with `--commit` keeps them."""
    from app.funding.checks import entry_page
    from app.funding.editing import change_criteria, said, try_criteria
    from app.funding.entry_writer import entry_data

    listed = entry_page(desk.workspace, args.option).listed
    document: dict[str, object] = {"id": args.option}
    lines: list[str] = []
    entry: Entry = listed.entry
    if args.set:
        held: Any = entry_data(entry)["criteria"]
        changed = {**held, **dict(_pair(one, args) for one in args.set)}
        tried = try_criteria(desk.workspace, args.option, changed, progress=desk.out.progress)
        entry = tried.entry
        document |= {
            "before": tried.before,
            "after": tried.after,
            "changes": tried.moved_count,
            "who": [
                {"dossier": one.number, "from": one.before, "to": one.after,
                 "why": [reason.in_language(current_language()) for reason in one.why]}
                for one in tried.moved
            ],
        }  # fmt: skip
        headers = (tr("Dossier"), tr("Avant"), tr("Après"), tr("Pourquoi"))
        rows = [
            (one.number, one.before, one.after, " ".join(reason.in_language(current_language()) for reason in one.why))
            for one in tried.moved
        ]
        lines += table(headers, rows) if rows else []
        lines.append(tr("{n} personnes changent de verdict.", n=tried.moved_count))
        if args.commit:
            change_criteria(desk.workspace, args.option, listed.version, changed, args.reason)
    document |= {
        "committed": bool(args.set and args.commit),
        "criteria": [{"fr": one.fr, "ar": one.ar, "en": one.en} for one in said(entry)],
    }
    desk.out.answer(document, [*(one.get(current_language()) for one in said(entry)), *lines])


def _pair(text: str, args: argparse.Namespace) -> tuple[str, object]:
    name, mark, value = text.partition("=")
    try:
        return name, json.loads(value) if mark else args.parser.error(tr("une condition s’écrit CHAMP=JSON"))
    except ValueError:
        args.parser.error(tr("une condition s’écrit CHAMP=JSON"))
        raise
