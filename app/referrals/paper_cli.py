"""`wasl referrals …`: versions, printing, letters, lists to providers and their answers."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.command_desk import CommandDesk, read_secret, table
from app.errors import BadFile, NotFound
from app.state_words import said_day, said_slip
from app.whole_file import write_whole
from resources.i18n import tr, tr_noop, trn

if TYPE_CHECKING:
    from app.cli import Room
    from app.referrals.answer_list import RowState
    from app.referrals.printing import Paper, Send, Trouble

_LANGUAGES = ("fr-ar", "en-ar", "en-fr")
_FORMATS = ("a4", "a5", "80mm")


def declare_papers(referrals: Room) -> None:
    """Declares the commands about papers."""
    new = referrals.verb("replace", run_replace, help=tr_noop("Refait un bon : le nouveau annule et remplace l’ancien"))
    new.add_argument("code")
    new.add_argument("--languages", choices=_LANGUAGES)
    new.add_argument("--format", choices=_FORMATS)
    new.add_argument("--reason", default="")
    new.add_argument("--out", required=True, metavar="FICHIER.pdf")
    versions = referrals.verb("versions", run_versions, help=tr_noop("Liste les versions d’un bon"))
    versions.add_argument("code")
    printing = referrals.verb("print", run_print, help=tr_noop("Imprime les bons qui attendent, ou ceux qu’on nomme"))
    printing.add_argument("--code", action="append", default=[])
    where = printing.add_mutually_exclusive_group()
    where.add_argument("--printer", metavar="NOM")
    where.add_argument("--out", metavar="DOSSIER")
    printing.add_argument("--copies", default="", metavar="person,agency,provider")
    letter = referrals.verb("letter", run_letter, help=tr_noop("Fait une lettre : attestation, convocation, avis"))
    letter.add_argument("kind")
    about = letter.add_mutually_exclusive_group(required=True)
    about.add_argument("--code")
    about.add_argument("--appointment", type=UUID, metavar="ID")
    letter.add_argument("--languages", choices=_LANGUAGES, default="fr-ar")
    letter.add_argument("--out", required=True, metavar="FICHIER.pdf")
    wording = referrals.verb("wording", run_wording, help=tr_noop("Change les mots d’une lettre, à partir d’un jour"))
    wording.add_argument("kind")
    wording.add_argument("language", choices=("fr", "ar", "en"))
    wording.add_argument("--title", required=True)
    wording.add_argument("--body-file", required=True, metavar="FICHIER")
    wording.add_argument("--from", dest="first", type=date.fromisoformat)
    listing = referrals.verb("bordereau", run_bordereau, help=tr_noop("Fait la liste à transmettre à un organisme"))
    listing.add_argument("provider")
    listing.add_argument("--from", dest="first", type=date.fromisoformat)
    listing.add_argument("--to", dest="last", type=date.fromisoformat)
    listing.add_argument("--languages", choices=_LANGUAGES, default="fr-ar")
    listing.add_argument("--file-password-file", metavar="FICHIER")
    listing.add_argument("--out", required=True, metavar="FICHIER.pdf|.xlsx")
    reading = referrals.verb("read-answers", run_read_answers, help=tr_noop("Lit la liste de réponses d’un organisme"))
    reading.add_argument("provider")
    reading.add_argument("file")
    reading.add_argument("--dry-run", action="store_true")
    reading.add_argument("--date", type=date.fromisoformat)
    reading.add_argument("--means", action="append", default=[], metavar="MOT=accepted|refused:REASON|waiting|…")
    reading.add_argument("--column", action="append", default=[], metavar="TITRE=number|answer|reason|on|until")
    reading.add_argument("--file-password-file", metavar="FICHIER")


def run_replace(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals replace`: the old slip is cancelled only when the new one could be kept."""
    from app.referrals.cases import SlipOptions
    from app.referrals.printing import mark_printed
    from app.referrals.referring import archive_slip
    from app.referrals.versions import replace_slip, slip_versions

    out = _file_to(args.out)
    held = slip_versions(desk.workspace, args.code).held
    options = SlipOptions(
        languages=args.languages or held.languages, paper_format=args.format or held.paper_format, shared=held.shared
    )
    issued = replace_slip(desk.workspace, args.code, options, args.reason)
    content, digest = archive_slip(desk.workspace, issued.slip_id)
    write_whole(out, content)
    mark_printed(desk.workspace, issued.slip_id)
    document: dict[str, object] = {
        "code": issued.code, "number": issued.number, "replaces": held.code, "file": str(out), "sha256": digest,
    }  # fmt: skip
    desk.out.answer(document, [f"{issued.number}  {issued.code}  {out}"])


def run_versions(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals versions`."""
    from app.referrals.versions import slip_versions

    found = slip_versions(desk.workspace, args.code)
    rows = [(one.number, one.edition, said_day(one.issued_on), said_slip(one.state)) for one in found.versions]
    document: dict[str, object] = {
        "held": found.held.code, "valid": found.valid.code, "replaced": found.is_replaced,
        "versions": [{"code": one.code, "edition": one.edition, "state": one.state} for one in found.versions],
    }  # fmt: skip
    desk.out.answer(document, table((tr("Bon"), tr("Version"), tr("Émis le"), tr("État")), rows))


def run_print(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals print`: without a printer or a folder it only lists what waits."""
    from app.referrals.printing import list_to_print, print_slips
    from app.referrals.versions import slip_versions

    lines = list_to_print(desk.workspace)
    wanted = [line.id for line in lines]
    if args.code:
        wanted = [slip_versions(desk.workspace, code).valid.slip_id for code in args.code]
    if not args.printer and not args.out:
        rows = [(line.number, line.person.display_name, said_slip(line.state), line.problem) for line in lines]
        document: dict[str, object] = {
            "to_print": [{"code": line.code, "state": line.state, "problem": line.problem} for line in lines]
        }
        desk.out.answer(document, table((tr("Bon"), tr("Personne"), tr("État"), tr("Pourquoi")), rows))
        return
    whom = tuple(one for one in args.copies.split(",") if one)
    batch = print_slips(
        desk.workspace, wanted, _sender(args.printer, args.out), whom, desk.out.progress, only_waiting=not args.code
    )
    failed = [{"number": number, "problem": trouble} for number, trouble in batch.failed]
    told = [trn("{n} bon imprimé", "{n} bons imprimés", batch.printed)]
    told += [f"{number}: {trouble}" for number, trouble in batch.failed]
    desk.out.answer({"printed": batch.printed, "failed": failed, "left": batch.left}, told)
    if failed:
        desk.out.exit_code = 1


def run_letter(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals letter`."""
    from app.referrals.letters import appointment_letter, referral_letter

    out = _file_to(args.out)
    if args.code:
        letter = referral_letter(desk.workspace, args.kind, args.code, args.languages)
    else:
        letter = appointment_letter(desk.workspace, args.kind, args.appointment, args.languages)
    write_whole(out, letter.content)
    desk.out.answer({"file": str(out)}, [str(out)])


def run_wording(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals wording`."""
    from app.referrals.letter_wordings import save_wording

    try:
        body = Path(args.body_file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile("file.unreadable", file=Path(args.body_file).name) from error
    text = save_wording(desk.workspace, args.kind, args.language, args.title, body, args.first)
    document: dict[str, object] = {"kind": text.kind, "language": text.language, "edition": text.edition}
    desk.out.answer(document, [f"{text.kind} {text.language} {text.edition}"])


def run_bordereau(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals bordereau`: this week's, unless a period is given."""
    from app.referrals.bordereau import bordereau_paper, bordereau_sheet, week_of

    out = _file_to(args.out)
    monday, sunday = week_of(desk.workspace.clock.today())
    first, last = args.first or monday, args.last or sunday
    if out.suffix.lower() == ".xlsx":
        if args.file_password_file is None:
            raise BadFile("bordereau.password_file", file=out.name)
        password, language = read_secret(args.file_password_file), args.languages[:2]
        made = bordereau_sheet(desk.workspace, args.provider, first, last, password, language)
    else:
        made = bordereau_paper(desk.workspace, args.provider, first, last, args.languages)
    write_whole(out, made.content)
    desk.out.answer({"file": str(out), "lines": made.lines, "left_out": made.left_out}, [f"{out}  {made.lines}"])


def run_read_answers(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl referrals read-answers`: every row told; bad ones change nothing and are named."""
    from app.people.consents import find_provider
    from app.referrals.answer_list import BAD, open_answers, plan_answers, record_answers
    from app.referrals.answer_words import remember_words

    workspace = desk.workspace
    provider_id = find_provider(workspace, args.provider)
    password = read_secret(args.file_password_file) if args.file_password_file else ""
    sheet = open_answers(workspace, Path(args.file), password)
    if args.means or args.column:
        remember_words(workspace, provider_id, _pairs(args.means), _pairs(args.column))
    plan = plan_answers(workspace, provider_id, sheet.rows, args.date)
    recorded = 0 if args.dry_run else record_answers(workspace, plan, desk.out.progress).recorded
    bad = [row for row in plan.rows if row.state in BAD]
    document: dict[str, object] = {
        "recorded": recorded, "new": plan.count(*_states("new")), "known": plan.count(*_states("known")),
        "silent": plan.count(*_states("silent")), "unknown_words": list(plan.unknown_words),
        "bad": [{"line": row.line, "number": row.number, "word": row.word, "state": row.state} for row in bad],
    }  # fmt: skip
    rows = [(row.line, row.number, row.word, row.state) for row in plan.rows]
    desk.out.answer(document, table((tr("Ligne"), tr("Bon"), tr("Réponse"), tr("État")), rows))


def _states(*words: str) -> list[RowState]:
    from app.referrals.answer_list import RowState

    return [RowState(word) for word in words]


def _pairs(told: list[str]) -> dict[str, str]:
    pairs = [one.rpartition("=") for one in told]
    return {word.strip(): meaning.strip() for word, _, meaning in pairs if word.strip()}


def _file_to(path: str) -> Path:
    out = Path(path)
    if not out.parent.is_dir():
        raise BadFile("file.unwritable", file=out.name)
    return out


def _sender(printer: str | None, folder: str | None) -> Send:
    if printer:
        from app.referrals.spooler import spool_to

        return spool_to(printer)
    into = Path(folder or "")
    if not into.is_dir():
        raise NotFound("print.no_folder", folder=str(into))

    def save(paper: Paper) -> Trouble | None:
        write_whole(into / f"{paper.number}.pdf", paper.content)
        return None

    return save
