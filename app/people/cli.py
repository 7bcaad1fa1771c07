"""`wasl people …`, `wasl consent …`, `wasl needs …`."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from typing import TYPE_CHECKING

from app.command_desk import CommandDesk, table
from app.errors import Refused
from app.workspace import SystemClock
from resources.i18n import country_name, format_phone, tr, tr_noop, trn

if TYPE_CHECKING:
    from app.cli import Rooms
    from app.people.finding import PersonHit
    from app.people.forms import PaperForm

_RECEPTION = (
    "given_name", "family_name", "sex", "birth_date", "nationality", "phone", "doc_type", "doc_number",
)  # fmt: skip
_DECLARED = {"none": "sans_document", "passport-only": "passeport_seul"}


def declare(rooms: Rooms) -> None:
    """Declares the commands of this room."""
    people = rooms.room("people", help=tr_noop("Les personnes"))
    add = people.verb("add", run_add, help=tr_noop("Enregistre une personne"))
    for name in ("given", "family", "name-ar", "sex", "birth", "nationality", "city"):
        add.add_argument(f"--{name}")
    add.add_argument("--phone", action="append", default=[])
    add.add_argument("--paper", action="append", default=[], metavar="TYPE[:NUMERO[:EXPIRE]]")
    add.add_argument("--declares", choices=tuple(_DECLARED))
    change = people.verb("set", run_set, help=tr_noop("Change un champ d’un dossier"))
    change.add_argument("dossier")
    change.add_argument("pairs", nargs="+", metavar="CLE=VALEUR")
    change.set_defaults(parser=change)
    search = people.verb("search", run_search, help=tr_noop("Cherche dans le registre"))
    search.add_argument("text", nargs="?")
    search.add_argument("--limit", type=int, default=10)
    search.add_argument("--lines", action="store_true")
    search.set_defaults(parser=search)
    compare = people.verb("compare", run_compare, help=tr_noop("Dit si deux fiches sont la même personne"))
    compare.add_argument("--lines", action="store_true", required=True)
    compare.set_defaults(parser=compare)
    twins = people.verb("duplicates", run_duplicates, help=tr_noop("Cherche les doublons du registre"))
    twins.add_argument("--min", type=float, default=0.5, metavar="0…1")
    twins.add_argument("--queue", action="store_true", help=tr("met ce qui est trouvé à revoir dans la fenêtre"))
    twins.set_defaults(parser=twins)
    taken = people.verb("import", run_import, help=tr_noop("Importe une liste de personnes"))
    taken.add_argument("file", metavar="FICHIER")
    taken.add_argument("--mapping", metavar="FICHIER")
    taken.add_argument("--encoding", choices=("utf-8", "utf-16", "cp1252", "cp1256"))
    taken.add_argument("--dry-run", action="store_true")
    taken.add_argument("--known", choices=("leave", "fill", "overwrite"), default="fill")
    taken.add_argument("--repeat", action="append", default=[], metavar="FEUILLE=none|details|persons")
    taken.set_defaults(parser=taken)
    taken.add_argument("--rejects", metavar="FICHIER")
    listed = people.verb("list", run_list, help=tr_noop("Liste le registre selon un filtre"))
    listed.add_argument("--filter", action="append", default=[], metavar="CLE=VALEUR")
    listed.add_argument("--saved", metavar="NOM")
    listed.add_argument("--save", metavar="NOM")
    listed.add_argument("--shared", action="store_true")
    listed.add_argument("--columns", metavar="A,B,…")
    listed.add_argument("--order", choices=("name", "number", "age", "city", "registered"))
    listed.add_argument("--limit", type=int, default=50)
    listed.add_argument("--out", metavar="FICHIER")
    listed.add_argument("--call-list", metavar="FICHIER")
    listed.add_argument("--labels", metavar="FICHIER")
    listed.set_defaults(parser=listed)
    show = people.verb("show", run_show, help=tr_noop("Montre un dossier"))
    show.add_argument("dossier")
    consent = rooms.room("consent", help=tr_noop("Les consentements"))
    for verb, run, text in (
        ("record", run_consent, tr_noop("Enregistre un consentement")),
        ("withdraw", run_withdraw, tr_noop("Retire un consentement")),
    ):
        parser = consent.verb(verb, run, help=text)
        parser.add_argument("dossier")
        parser.add_argument("purpose", choices=("dossier", "sharing", "statistics", "contact"))
        parser.add_argument("--to", metavar="ORGANISME")
        parser.add_argument("--manner", choices=("oral", "signed", "phone"), default="oral")
        parser.add_argument("--language", default="fr", metavar="LANGUE")
        parser.add_argument("--refused", action="store_true")
    form = consent.verb("form", run_form, help=tr_noop("Écrit le formulaire d’accord à signer"))
    form.add_argument("dossier")
    form.add_argument("--to", metavar="ORGANISME", action="append", default=[])
    form.add_argument("--language", metavar="LANGUE")
    form.add_argument("--out", required=True, metavar="FICHIER.pdf")
    needs = rooms.room("needs", help=tr_noop("Les besoins"))
    need = needs.verb("add", run_need, help=tr_noop("Ajoute un besoin"))
    need.add_argument("dossier")
    need.add_argument("--purpose", required=True)
    need.add_argument("--amount", metavar="MAD")
    need.add_argument("--project")


def run_add(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people add`: prints the number; what may be a twin is said, never refused."""
    from app.people.dates import parse_birth
    from app.people.fields import read_nationalities
    from app.people.finding import possible_twins
    from app.people.forms import PersonForm, PhoneForm
    from app.people.phones import split_phones
    from app.people.registration import register_person

    workspace = desk.workspace
    phones = tuple(PhoneForm(one) for text in args.phone for one in split_phones(text))
    nationalities = read_nationalities(args.nationality or "")
    form = PersonForm(
        given_name=args.given,
        family_name=args.family,
        name_ar=args.name_ar,
        sex=_sex(args.sex),
        birth=parse_birth(args.birth, workspace.clock.today()) if args.birth else None,
        nationality=nationalities[0] if nationalities else None,
        other_nationalities=nationalities[1:],
        city=args.city,
        phones=phones,
        declared_situation=_DECLARED.get(args.declares),
    )
    papers = tuple(_paper(text) for text in args.paper)
    for twin in possible_twins(workspace, form):
        desk.out.note(tr("Peut-être la même personne : {number}", number=twin.card.number))
    registered = register_person(workspace, form, papers)
    if registered.dropped_numbers:
        desk.out.note(tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08)."))
    desk.out.answer({"dossier": registered.number, "code": registered.code}, [registered.number])


def run_set(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people set`: any field of P1; stage and legal form go to the current project."""
    from app.people.changing import change_fields
    from app.people.dossier import find_dossier

    pairs: dict[str, str] = {}
    for pair in args.pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            args.parser.error(tr("il faut CLE=VALEUR : {pair}", pair=pair))
        pairs[key.strip().replace("-", "_")] = value.strip()
    workspace = desk.workspace
    person_id = find_dossier(workspace, args.dossier)
    unknown = change_fields(workspace, person_id, pairs)
    if unknown:
        args.parser.error(tr("champ inconnu : {key}", key=", ".join(unknown)))
    run_show(desk, args)


def run_search(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people search`, or one search a line of standard input with `--lines`."""
    workspace = desk.workspace
    if not args.text and not args.lines:
        args.parser.error(tr("il faut un texte à chercher"))
    from app.people.finding import search_people
    from app.people.search_index import ensure_search

    ensure_search(workspace, desk.out.progress)
    if args.lines:
        for place, line in enumerate(sys.stdin, 1):
            if line.strip():
                desk.out.line(_search_line(desk, _question(line, place, args)))
        return

    hits = search_people(workspace, args.text, args.limit)
    rows = [
        (
            h.card.number,
            h.card.display_name,
            h.card.nationality and country_name(h.card.nationality),
            format_phone(h.card.phone) if h.card.phone else "",
        )
        if h.card
        else ("", tr("un dossier existe à {agency}, demander", agency=h.elsewhere or ""), "", "")
        for h in hits
    ]
    desk.out.answer(
        {"results": [_hit(h) for h in hits]}, table((tr("Dossier"), tr("Nom"), tr("Pays"), tr("Téléphone")), rows)
    )


def run_compare(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people compare --lines`: two records a line, one number 0...1 a line; no base, no password."""
    from app.people.comparing import compare_line

    today = SystemClock().today()
    for place, line in enumerate(sys.stdin, 1):
        if line.strip():
            try:
                score = compare_line(line, today)
            except ValueError:
                args.parser.error(tr("ligne {n} : il faut un document JSON avec left et right", n=place))
            desk.out.line(score)


def run_duplicates(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people duplicates`: pairs over the registry, best first, with what agrees and what differs."""
    from app.people.duplicate_list import list_duplicates
    from app.people.duplicates import queue_duplicates

    if not 0 <= args.min <= 1:
        args.parser.error(tr("--min va de 0 à 1"))
    if args.queue:
        sweep = queue_duplicates(desk.workspace, args.min, desk.out.progress)
        desk.out.note(trn("{n} paire mise à revoir", "{n} paires mises à revoir", sweep.queued))
    pairs = list_duplicates(desk.workspace, args.min, desk.out.progress)
    desk.out.answer(
        {"pairs": [pair.document() for pair in pairs]},
        table(
            (
                tr("Ressemblance"),
                tr("Dossier"),
                tr("Nom"),
                tr("Dossier"),
                tr("Nom"),
                tr("Ce qui concorde"),
                tr("Ce qui diffère"),
            ),
            [pair.cells() for pair in pairs],
        ),
    )


def run_import(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people import`: every row is new, known, a twin to review or rejected with its reason."""
    from app.people.imports.commands import run

    run(desk, args)


def run_list(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people list`: by conditions, into a file where one is named."""
    from app.people.lists.commands import run

    run(desk, args)


def run_show(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl people show`."""
    from app.people.changing import all_texts
    from app.people.dossier import dossier, find_dossier
    from app.people.history import appointments_of, referrals_of
    from app.people.households import household_lines
    from app.people.show_lines import show_lines

    workspace = desk.workspace
    person_id = find_dossier(workspace, args.dossier)
    whole = dossier(workspace, person_id)
    fields = {name: text for name, text in all_texts(whole).items() if text}
    household = household_lines(workspace, person_id)
    referrals, meetings = referrals_of(workspace, person_id), appointments_of(workspace, person_id)
    names = {"given": whole.form.given_name, "family": whole.form.family_name, "arabic": whole.form.name_ar}
    document: dict[str, object] = {
        "dossier": whole.card.number,
        "code": whole.card.code,
        "names": names | {"known_as": whole.form.known_as, "shown": whole.card.display_name},
        "sex": whole.form.sex,
        "birth": whole.form.birth.iso() if whole.form.birth else None,
        "nationality": whole.form.nationality,
        "city": whole.form.city,
        "phones": [phone.number for phone in whole.form.phones],
        "has_account": whole.form.has_account,
        "fields": fields,
        "household": household,
        "situations": sorted(whole.situations.situations),
        "papers": [
            {"type": p.form.type, "number": p.form.number, "expires": p.form.expires_on and p.form.expires_on.isoformat(),
             "status": p.form.status}
            for p in whole.papers
        ],
        "consents": [
            {"purpose": c.purpose, "answer": c.answer, "on": c.answered_on.isoformat(), "in_force": c.in_force}
            for c in whole.consents
        ],
        "projects": [{"title": p.form.title, "stage": p.form.stage, "legal_form": p.form.legal_form} for p in whole.projects],
        "needs": [
            {"need": n.number, "purpose": n.purpose, "amount": n.amount_centimes and n.amount_centimes / 100}
            for n in whole.needs
        ],
        "referrals": referrals,
        "appointments": meetings,
    }  # fmt: skip
    desk.out.answer(document, show_lines(whole, fields, household, referrals, meetings))


def run_consent(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl consent record`."""
    _answer_consent(desk, args, "refused" if args.refused else "given")


def run_withdraw(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl consent withdraw`."""
    _answer_consent(desk, args, "withdrawn")


def run_form(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl consent form`: every purpose asked, in the person's language and in French, to be signed."""
    from pathlib import Path

    from app.people.consent_form import consent_form
    from app.people.consents import find_provider
    from app.people.dossier import find_dossier
    from app.whole_file import write_whole

    workspace = desk.workspace
    providers = tuple(find_provider(workspace, slug) for slug in args.to)
    content = consent_form(workspace, find_dossier(workspace, args.dossier), args.language, providers)
    write_whole(Path(args.out), content)
    desk.out.answer({"file": args.out}, [args.out])


def run_need(desk: CommandDesk, args: argparse.Namespace) -> None:
    """`wasl needs add`: prints the need's number within the dossier."""
    from app.people.dossier import add_need, dossier, find_dossier, save_project
    from app.people.forms import ProjectForm

    workspace = desk.workspace
    person_id = find_dossier(workspace, args.dossier)
    project_id = None
    if args.project:
        known = dossier(workspace, person_id).projects
        project_id = next((p.id for p in known if p.form.title == args.project), None)
        project_id = project_id or save_project(workspace, person_id, ProjectForm(title=args.project))
    need = add_need(workspace, person_id, args.purpose, _centimes(args.amount), project_id)
    desk.out.answer({"need": need.number}, [str(need.number)])


def _answer_consent(desk: CommandDesk, args: argparse.Namespace, answer: str) -> None:
    from app.people.consents import find_provider, record_consent
    from app.people.dossier import find_dossier
    from app.people.timeline_words import CONSENT_ANSWERS, PURPOSES

    workspace = desk.workspace
    person_id = find_dossier(workspace, args.dossier)
    provider_id = find_provider(workspace, args.to) if args.to else None
    card = record_consent(
        workspace, person_id, args.purpose, answer=answer, manner=args.manner, language=args.language,
        provider_id=provider_id,
    )  # fmt: skip
    document: dict[str, object] = {"purpose": card.purpose, "answer": card.answer, "on": card.answered_on.isoformat()}
    desk.out.answer(document, [f"{tr(PURPOSES[card.purpose])} : {tr(CONSENT_ANSWERS[card.answer])}"])


def _question(line: str, place: int, args: argparse.Namespace) -> dict[str, object]:
    question: dict[str, object] | None = None
    with contextlib.suppress(ValueError):
        read = json.loads(line)
        question = read if isinstance(read, dict) else None
    if question is None:
        args.parser.error(tr("ligne {n} : il faut un document JSON avec text ou les champs d’une réception", n=place))
    return question or {}


def _search_line(desk: CommandDesk, question: dict[str, object]) -> dict[str, object]:
    from app.people.finding import search_like, search_people
    from app.people.likeness import look_of_texts

    began = time.perf_counter()
    if text := str(question.get("text") or "").strip():
        hits = search_people(desk.workspace, text, 10)
    else:
        fields = {name: str(question.get(name) or "") for name in _RECEPTION}
        hits = search_like(desk.workspace, look_of_texts(**fields, today=desk.workspace.clock.today()), 10)
    took = round((time.perf_counter() - began) * 1000, 2)
    return {"results": [_hit(hit) for hit in hits], "ms": took}


def _hit(hit: PersonHit) -> dict[str, object]:
    card = hit.card
    return {
        "dossier": card.number if card else None,
        "external_id": hit.external_id,
        "name": card.display_name if card else None,
        "score": hit.score,
    }


def _sex(text: str | None) -> str | None:
    if text is None or text == "":
        return None
    letter = text.strip().upper()
    if letter not in {"F", "M", "H"}:
        raise Refused("person.sex_unknown", value=text)
    return "M" if letter == "H" else letter


def _paper(text: str) -> PaperForm:
    from app.people.forms import PaperForm
    from app.people.papers import parse_paper

    paper = parse_paper(text)
    return PaperForm(paper.type, paper.number, paper.issued_on, paper.expires_on)


def _centimes(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return round(float(text.replace(" ", "").replace(",", ".")) * 100)
    except ValueError as error:
        raise Refused("need.amount_impossible") from error
