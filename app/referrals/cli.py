"""`wasl referrals …`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.command_desk import CommandDesk, table
from app.errors import BadFile, NotFound, Refused
from app.referrals.paper_cli import declare_papers
from app.state_words import said, said_day, said_owner
from app.whole_file import write_whole
from resources.i18n import tr, tr_noop

if TYPE_CHECKING:
    from app.cli import Rooms
    from app.referrals.answers import ReferralCard
    from app.workspace import Workspace

_TASKS = {
    "answer": tr_noop("Obtenir la réponse"), "retry": tr_noop("Réessayer : les fonds devaient revenir"),
    "six_months": tr_noop("Six mois après : appeler la personne"),
}  # fmt: skip
_SOURCES = ("coupon", "call", "list", "person")


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    referrals = rooms.room("referrals", help=tr_noop("Les référencements"))
    issue = referrals.verb("issue", run_issue, help=tr_noop("Émet un bon d’orientation"))
    issue.add_argument("dossier")
    issue.add_argument("option")
    issue.add_argument("--need", type=int)
    issue.add_argument("--provider")
    issue.add_argument("--branch")
    issue.add_argument("--languages", choices=("fr-ar", "en-ar", "en-fr"), default="fr-ar")
    issue.add_argument("--format", choices=("a4", "a5", "80mm"), default="a4")
    issue.add_argument("--reason")
    issue.add_argument("--out", required=True, metavar="FICHIER.pdf")
    answer = referrals.verb("answer", run_answer, help=tr_noop("Enregistre une réponse"))
    answer.add_argument("code")
    answer.add_argument("answer", choices=("accepted", "refused", "waiting", "received", "awaiting-person"))
    answer.add_argument("--reason")
    answer.add_argument("--until", type=date.fromisoformat)
    answer.add_argument("--source", choices=_SOURCES, default="call")
    answer.add_argument("--criterion", metavar="CRITERE")
    answer.add_argument("--words", metavar="TEXTE")
    handing = referrals.verb("hand-over", run_hand_over, help=tr_noop("Note que la personne tient son bon"))
    handing.add_argument("code")
    result = referrals.verb("result", run_result, help=tr_noop("Enregistre un résultat"))
    result.add_argument("code")
    result.add_argument("result", choices=("funded", "started", "other-help", "nothing"))
    result.add_argument("--amount", type=float)
    result.add_argument("--date", type=date.fromisoformat)
    closing = referrals.verb("close", run_close, help=tr_noop("Clôt un référencement"))
    closing.add_argument("code")
    closing.add_argument("how", choices=(
        "unreachable", "no-show", "no-answer", "redirected", "cancelled", "declined", "consent-withdrawn"))  # fmt: skip
    closing.add_argument("--to", metavar="CODE")
    reopening = referrals.verb("reopen", run_reopen, help=tr_noop("Rouvre un référencement"))
    reopening.add_argument("code")
    listing = referrals.verb("list", run_list, help=tr_noop("Liste les référencements"))
    listing.add_argument("--open", action="store_true")
    queue = referrals.verb("queue", run_queue, help=tr_noop("Montre ce qui attend, à qui de jouer et jusqu’à quand"))
    queue.add_argument("--mine", action="store_true")
    declare_papers(referrals)


def run_issue(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals issue`: the file is the archived copy, written whole or not at all."""
    from app.people.dossier import find_dossier
    from app.referrals.cases import SlipOptions
    from app.referrals.printing import mark_printed
    from app.referrals.referring import archive_slip, issue_slip

    out = Path(args.out)
    if not out.parent.is_dir():
        raise BadFile("file.unwritable", file=out.name)
    workspace = desk.workspace
    person_id = find_dossier(workspace, args.dossier)
    options = SlipOptions(
        need_id=_need(workspace, person_id, args.need), provider=args.provider,
        branch_id=_branch(workspace, args.option, args.branch), languages=args.languages, paper_format=args.format,
        reason=args.reason,
    )  # fmt: skip
    issued = issue_slip(workspace, person_id, args.option, options)
    content, digest = archive_slip(workspace, issued.slip_id)
    try:
        write_whole(out, content)
    except BadFile:
        mark_printed(workspace, issued.slip_id, False)
        raise
    mark_printed(workspace, issued.slip_id, True)
    document: dict[str, object] = {"code": issued.code, "number": issued.number, "file": str(out), "sha256": digest}
    desk.out.answer(document, [f"{issued.number}  {issued.code}  {out}"])


def run_answer(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals answer`."""
    from app.referrals.answers import record_answer

    card = record_answer(
        desk.workspace,
        args.code,
        args.answer.replace("-", "_"),
        source=args.source,
        reason=args.reason,
        until=args.until,
        criterion=args.criterion,
        words=args.words,
    )
    _tell(desk, card)


def run_hand_over(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals hand-over`."""
    from app.referrals.answers import hand_over

    _tell(desk, hand_over(desk.workspace, args.code))


def run_result(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals result`."""
    from app.referrals.answers import record_result

    amount = round(args.amount * 100) if args.amount is not None else None
    word = args.result.replace("-", "_")
    _tell(desk, record_result(desk.workspace, args.code, word, amount_centimes=amount, on=args.date))


def run_close(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals close`."""
    from app.referrals.answers import close_referral

    _tell(desk, close_referral(desk.workspace, args.code, args.how.replace("-", "_"), redirected_to=args.to))


def run_reopen(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals reopen`."""
    from app.referrals.answers import reopen_referral

    _tell(desk, reopen_referral(desk.workspace, args.code))


def run_list(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals list`."""
    from app.referrals.answers import list_referrals

    cards = list_referrals(desk.workspace, open_only=args.open, most=100_000)
    rows = [
        (
            c.number,
            c.person.display_name,
            said(c.progress),
            said(c.decision),
            said(c.result),
            said_owner(c.owner),
            said_day(c.due_on),
        )
        for c in cards
    ]
    headers = (tr("Bon"), tr("Personne"), tr("Avancement"), tr("Décision"), tr("Résultat"), tr("À qui"), tr("Avant le"))
    desk.out.answer({"referrals": [_document(card) for card in cards]}, table(headers, rows))


def run_queue(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals queue`."""
    from app.referrals.following import follow_up_queue

    lines = follow_up_queue(desk.workspace, mine=args.mine)
    rows = [
        (one.card.number, one.card.person.display_name, tr(_TASKS[one.task.value]), said_owner(one.turn), said_day(one.since),
         said_day(one.due_on))
        for one in lines
    ]  # fmt: skip
    headers = (tr("Bon"), tr("Personne"), tr("À faire"), tr("À qui"), tr("Depuis"), tr("Avant le"))
    documents = [
        {
            "code": one.card.code, "task": one.task.value, "turn": one.turn, "since": one.since.isoformat(),
            "due": one.due_on.isoformat(), "late": one.is_late,
        }
        for one in lines
    ]  # fmt: skip
    desk.out.answer({"queue": documents}, table(headers, rows))


def _tell(desk: CommandDesk, card: ReferralCard) -> None:
    desk.out.answer(
        _document(card),
        [
            "  ".join(
                part for part in (card.number, said(card.progress), said(card.decision), said(card.result)) if part
            )
        ],
    )


def _document(card: ReferralCard) -> dict[str, object]:
    return {
        "code": card.code, "number": card.number, "progress": card.progress, "decision": card.decision,
        "result": card.result, "ending": card.ending, "owner": card.owner,
        "due": card.due_on.isoformat() if card.due_on else None,
    }  # fmt: skip


def _need(workspace: Workspace, person_id: UUID, number: int | None) -> UUID | None:
    if number is None:
        return None
    from app.people.dossier import dossier

    found = next((need.id for need in dossier(workspace, person_id).needs if need.number == number), None)
    if found is None:
        raise NotFound("need.not_found", number=number)
    return found


def _branch(workspace: Workspace, option: str, name: str | None) -> UUID | None:
    if name is None:
        return None
    from app.funding.directory import entry_providers

    branches = [b for provider in entry_providers(workspace, option)[1] for b in provider.branches]
    wanted = name.strip().casefold()
    found = next(
        (b.id for b in branches if wanted in {str(b.id), (b.name or "").casefold(), (b.city or "").casefold()}), None
    )
    if found is None:
        raise Refused("referral.branch_unknown", branch=name)
    return found
