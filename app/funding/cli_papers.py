"""`wasl funding …` that look further than a verdict, or hand over a paper: path, compare, paper, protection."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.command_desk import CommandDesk, table
from app.state_words import said
from app.whole_file import write_whole
from resources.i18n import current_language, tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Room

_FOR_A_PERSON = ("comparison", "path", "project")
KINDS = ("information", *_FOR_A_PERSON, "pitch", "crowdfunding")


def declare_papers(funding: Room) -> None:
    """Declares these commands."""
    path = funding.verb("path", run_path, help=tr_noop("Les étapes qui ouvrent le plus d’options, dans l’ordre"))
    path.add_argument("dossier")
    compare = funding.verb("compare", run_compare, help=tr_noop("Des options côte à côte, et ce qu’elles coûteraient"))
    compare.add_argument("dossier")
    compare.add_argument("options", nargs="+", metavar="OPTION")
    paper = funding.verb("paper", run_paper, help=tr_noop("Un papier pour la personne"))
    paper.add_argument("kind", choices=KINDS)
    paper.add_argument("dossier", nargs="?")
    paper.add_argument("--option", action="append", default=[], metavar="OPTION")
    for parser in (compare, paper):
        parser.add_argument("--amount", type=float, metavar="MAD")
        parser.add_argument("--months", type=int)
    sheet = funding.verb("protection", run_protection, help=tr_noop("La fiche de protection, à imprimer"))
    for parser in (paper, sheet):
        parser.add_argument("--language", choices=("fr", "ar", "en"), default="fr")
        parser.add_argument("--out", required=True, metavar="FICHIER.pdf")
    paper.add_argument("--large", action="store_true", help=tr("grands caractères"))
    paper.set_defaults(parser=paper)


def run_path(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding path DOSSIER`."""
    from app.funding.comparison import path_for
    from app.funding.leaflets import step_words

    steps = path_for(desk.workspace, _person(desk, args.dossier))
    document: dict[str, object] = {
        "steps": [
            {
                "means": step.means,
                "by": step.by,
                "verdict": step.verdict,
                "opens": [{"id": one.entry.id, "from": one.before, "to": one.after} for one in step.opens],
            }
            for step in steps
        ]
    }
    rows = [(place, step_words(step, current_language()), len(step.opens)) for place, step in enumerate(steps, 1)]
    desk.out.answer(document, table(("", tr("Étape"), tr("Options ouvertes")), rows))


def run_compare(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding compare DOSSIER OPTION…`."""
    from app.funding.comparison import compare_offers
    from app.funding.leaflets import offer_figures
    from app.funding.simulation import NoFigure

    offers = compare_offers(
        desk.workspace, _person(desk, args.dossier), args.options, _centimes(args.amount), args.months
    )
    document: dict[str, object] = {
        "options": [
            {
                "id": one.entry.id,
                "verdict": one.judged.verdict.verdict,
                "no_figure": one.repayment if isinstance(one.repayment, NoFigure) else None,
                "monthly": None if isinstance(one.repayment, NoFigure) else one.repayment.monthly_centimes / 100,
                "cost": None if isinstance(one.repayment, NoFigure) else one.repayment.cost_centimes / 100,
                "own_share": one.share.own_centimes / 100 if one.share else None,
                "ceiling": one.ceiling.centimes / 100 if one.ceiling else None,
                "above": one.above,
            }
            for one in offers
        ]
    }
    language = current_language()
    rows = [(one.entry.id, said(one.judged.verdict.verdict), *offer_figures(one, language)) for one in offers]
    desk.out.answer(document, table((tr("Fiche"), tr("Verdict"), tr("Par mois"), tr("Coût total")), rows))


def run_paper(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding paper KIND`: an information sheet given to a dossier counts as a contact."""
    from app.funding import papers, project_sheet

    workspace, how = desk.workspace, (args.language, args.large)
    if (args.kind in _FOR_A_PERSON) and not args.dossier:
        args.parser.error(tr("il faut un dossier"))
    if args.kind in ("information", "comparison") and not args.option:
        args.parser.error(tr("il faut --option"))
    person = _person(desk, args.dossier) if args.dossier else None
    if args.kind == "information":
        slug = args.option[0]
        content = papers.give_information(workspace, person, slug, *how) if person else papers.information_paper(
            workspace, slug, *how)  # fmt: skip
    elif args.kind == "pitch":
        content = papers.pitch_paper(workspace, *how)
    elif args.kind == "crowdfunding":
        content = papers.crowdfunding_paper(workspace, *how)
    else:
        assert person is not None
        if args.kind == "comparison":
            amount = _centimes(args.amount)
            content = papers.comparison_paper(workspace, person, args.option, amount, args.months, *how)
        else:
            make = papers.path_paper if args.kind == "path" else project_sheet.project_paper
            content = make(workspace, person, *how)
    _hand_over(desk, content, args.out)


def run_protection(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding protection`: the sheet, without a dossier."""
    from app.funding.protection import protection_paper

    _hand_over(desk, protection_paper(desk.workspace, args.language), args.out)


def _person(desk: CommandDesk, dossier: str) -> UUID:
    from app.people.dossier import find_dossier

    return find_dossier(desk.workspace, dossier)


def _centimes(amount: float | None) -> int | None:
    return None if amount is None else round(amount * 100)


def _hand_over(desk: CommandDesk, content: bytes, file: str) -> None:
    write_whole(Path(file), content)
    desk.out.answer({"file": file}, [file])
