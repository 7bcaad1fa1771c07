"""`wasl funding …`: the directory, and what is open to whom."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk, table
from app.funding.cli_checks import run_check, run_stale, run_who
from app.funding.cli_criteria import declare_criteria
from app.funding.cli_packs import declare_packs
from app.funding.cli_papers import declare_papers
from app.state_words import said
from resources.i18n import current_language, tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms
    from app.funding.matching import Judged, Matching
    from app.funding.texts import Texts


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    funding = rooms.room("funding", help=tr_noop("L’annuaire et les dispositifs"))
    listing = funding.verb("list", run_list, help=tr_noop("Liste l’annuaire"))
    listing.add_argument("--kind", choices=("funding", "enabler", "service"))
    show = funding.verb("show", run_show, help=tr_noop("Montre une fiche"))
    show.add_argument("option")
    match = funding.verb("match", run_match, help=tr_noop("Ce qui est ouvert à une personne, et pourquoi"))
    match.add_argument("dossier", nargs="?")
    match.add_argument("--need", type=int)
    match.add_argument("--lines", action="store_true")
    match.set_defaults(parser=match)
    check = funding.verb("check", run_check, help=tr_noop("Les questions à poser au téléphone, et leurs réponses"))
    check.add_argument("option")
    check.add_argument("--answer", action="append", metavar="QUESTION=RÉPONSE")
    check.add_argument("--state", metavar="open|suspended|closed|call_based[:DU:AU]")
    check.add_argument("--reason", metavar="TEXTE")
    check.add_argument("--still-correct", action="store_true")
    check.add_argument("--who", metavar="NOM", help=tr("qui a répondu"))
    check.set_defaults(parser=check)
    declare_papers(funding)
    declare_packs(funding)
    declare_criteria(funding)
    who = funding.verb("who", run_who, help=tr_noop("À qui une option est ouverte, ou le serait à une chose près"))
    who.add_argument("option")
    who.add_argument("--limit", type=int, default=100)
    funding.verb("stale", run_stale, help=tr_noop("Les fiches à rappeler, la plus ancienne d’abord"))


def run_list(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding list`."""
    from app.funding.directory import list_entries

    entries = list_entries(desk.workspace, args.kind)
    document: dict[str, object] = {
        "entries": [
            {
                "id": one.entry.id,
                "kind": one.entry.kind,
                "title": _three(one.entry.title),
                "availability": one.entry.availability.state,
                "last_checked": one.last_checked_on.isoformat() if one.last_checked_on else None,
                "unknown": list(one.entry.unknown),
            }
            for one in entries
        ]
    }
    rows = [
        (one.entry.id, one.entry.title.get(current_language()), said(one.entry.availability.state)) for one in entries
    ]
    desk.out.answer(document, table((tr("Fiche"), tr("Titre"), tr("Disponibilité")), rows))


def run_show(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding show`."""
    from app.funding.directory import entry_providers
    from app.funding.entry_lines import entry_lines
    from app.funding.entry_writer import criterion_data

    listed, providers = entry_providers(desk.workspace, args.option)
    entry = listed.entry
    document: dict[str, object] = {
        "id": entry.id,
        "kind": entry.kind,
        "title": _three(entry.title),
        "availability": entry.availability.state,
        "last_checked": listed.last_checked_on.isoformat() if listed.last_checked_on else None,
        "providers": [
            {
                "id": one.slug,
                "name": one.name.get(current_language()),
                "role": one.role,
                "branches": [
                    {
                        "name": b.name,
                        "address": b.address,
                        "city": b.city,
                        "phone": b.phone,
                        "confirmed": b.is_confirmed,
                    }
                    for b in one.branches
                ],
            }
            for one in providers
        ],
        "criteria": [{"criterion": c.key, "decides": c.decides, **criterion_data(c)} for c in entry.criteria],
        "unknown": list(entry.unknown),
        "sources": [{"url": url, "date": entry.provenance.date} for url in entry.provenance.sources],
        "confidence": entry.provenance.confidence,
    }
    desk.out.answer(document, entry_lines(listed, providers))


def run_match(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding match`, for a dossier or for facts, one line each, that belong to nobody."""
    from app.funding.facts import facts_from_words
    from app.funding.matching import match_facts, match_person
    from app.people.dossier import find_dossier

    if args.lines:
        workspace = desk.workspace
        for line in sys.stdin:
            if line.strip():
                found = match_facts(
                    workspace, facts_from_words({"on": workspace.clock.today().isoformat(), **json.loads(line)})
                )
                verdicts = {one.listed.entry.id: one.verdict.verdict for one in found.judged}
                desk.out.line({"verdicts": verdicts, "question": _question(found)})
        return
    if not args.dossier:
        args.parser.error(tr("il faut un dossier, ou --lines"))
    found = match_person(desk.workspace, find_dossier(desk.workspace, args.dossier), need=args.need)
    document: dict[str, object] = {"entries": [_entry(one) for one in found.judged], "question": _question(found)}
    desk.out.answer(document, _match_lines(found))


def _match_lines(found: Matching) -> list[str]:
    """Each entry with its verdict and what decides it; last, the question that would settle most."""
    language = current_language()
    lines: list[str] = []
    for one in found.judged:
        entry = one.listed.entry
        lines.append(f"{said(one.verdict.verdict)} : {entry.title.get(language)}  ({entry.id})")
        decides = (reason for reason in one.reasons if reason.verdict == one.verdict.verdict)
        lines += [f"  {reason.text.get(language)}" for reason in decides]
    if found.question is not None:
        lines += ["", f"{tr('La question qui ouvre le plus')} : {found.question.text.get(language)}"]
    return lines


def _entry(one: Judged) -> dict[str, object]:
    return {
        "id": one.listed.entry.id,
        "verdict": one.verdict.verdict,
        "reasons": [
            {
                "criterion": reason.criterion,
                "verdict": reason.verdict,
                "text": _three(reason.text),
                "source": reason.source,
                "date": reason.date,
            }
            for reason in one.reasons
        ],
        "unknown": list(one.verdict.unknown),
        "would_change": [
            {
                "criterion": change.criterion,
                "fact": change.fact,
                "from": _plain(change.before),
                "to": _plain(change.after),
                "means": change.means,
                "by": change.by,
                "about": list(change.about),
                "verdict": change.verdict,
                "text": _three(one.say(change)),
            }
            for change in one.changes
        ],
    }


def _question(found: Matching) -> dict[str, object] | None:
    if found.question is None:
        return None
    return {"fact": found.question.fact, "text": _three(found.question.text)}


def _three(texts: Texts) -> dict[str, str]:
    return {"fr": texts.fr, "ar": texts.ar, "en": texts.en}


def _plain(value: object) -> object:
    return sorted(str(one) for one in value) if isinstance(value, frozenset | tuple | set) else value
