"""`wasl funding check …` and `stale`: the phone check from the command line."""

from __future__ import annotations

import argparse

from app.command_desk import CommandDesk, table
from app.state_words import said
from resources.i18n import current_language, format_phone, tr


def run_check(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding check OPTION`: its open questions; with answers, keeps them."""
    from app.funding.checks import change_state, entry_page, record_answer, still_correct

    page = entry_page(desk.workspace, args.option)
    version = page.listed.version
    for answer in args.answer or []:
        key, mark, value = answer.partition("=")
        if not mark:
            args.parser.error(tr("une réponse s’écrit QUESTION=RÉPONSE"))
        version = record_answer(desk.workspace, args.option, version, key, value, args.who)
    if args.state:
        version = change_state(desk.workspace, args.option, version, args.state, args.reason or "", args.who)
    if args.still_correct:
        still_correct(desk.workspace, args.option, version, args.who)
    page = entry_page(desk.workspace, args.option)
    language = current_language()
    checked = page.listed.last_checked_on
    document: dict[str, object] = {
        "id": args.option,
        "last_checked": checked.isoformat() if checked else None,
        "due": page.due_on.isoformat() if page.due_on else None,
        "stale": page.is_stale,
        "questions": [{"key": one.key, "kind": one.kind, "text": one.text.get(language)} for one in page.questions],
        "checks": [
            {"on": one.on.isoformat(), "by": one.by, "answered_by": one.answered_by, "field": one.field, "answer": one.answer}
            for one in page.checks
        ],
        "suspicious": list(page.suspicions),
    }  # fmt: skip
    rows = [(one.key, one.text.get(language)) for one in page.questions]
    desk.out.answer(document, table((tr("Question"), tr("À demander")), rows))


def run_stale(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding stale`: what should be asked again, the longest unchecked first."""
    from app.funding.checks import stale_entries

    found = stale_entries(desk.workspace)
    dates = [one.last_checked_on.isoformat() if one.last_checked_on else None for one in found]
    document: dict[str, object] = {
        "entries": [{"id": one.entry.id, "last_checked": day} for one, day in zip(found, dates, strict=True)]
    }
    rows = [(one.entry.id, one.entry.title.get(current_language()), day) for one, day in zip(found, dates, strict=True)]
    desk.out.answer(document, table((tr("Fiche"), tr("Titre"), tr("Vérifiée")), rows))


def run_who(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl funding who OPTION`: to whom it is open, or would be if one thing changed."""
    from app.funding.callers import who_is_eligible

    found = who_is_eligible(desk.workspace, args.option, most=args.limit, progress=desk.out.progress)
    document: dict[str, object] = {
        "id": args.option,
        "people": found.people,
        "counts": found.counts,
        "close": found.close,
        "call": [
            {
                "dossier": one.number,
                "name": one.name,
                "phone": one.phone,
                "verdict": one.verdict,
                "agreed_to_calls": one.agreed_to_calls,
                "change": None if one.change is None else {"fact": one.change.fact, "means": one.change.means, "by": one.change.by},
            }
            for one in found.lines
        ],
    }  # fmt: skip
    rows = [(one.number, one.name, one.phone and format_phone(one.phone), said(one.verdict)) for one in found.lines]
    desk.out.answer(document, table((tr("Dossier"), tr("Nom"), tr("Téléphone"), tr("Verdict")), rows))
