"""What is done with a list: a call list, labels, texts to send, an export; each one leaves a line in the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import BadFile, Refused
from app.people.imports.plan import Progress, no_progress
from app.people.lists.columns import COLUMNS, Cell, PersonLine
from app.people.lists.conditions import PeopleFilter, words_of
from app.people.lists.listing import Selection, chosen_lines
from app.people.registration import load_person
from app.whole_file import write_whole
from db.models import Interaction, InteractionKind
from resources.i18n import current_language, format_number, format_phone, language_name, tr, trn

if TYPE_CHECKING:
    from app.workspace import Workspace

MOST_ON_PAPER = 3_000
MOST_EXPORTED = 200_000
MESSAGE_LANGUAGES = ("fr", "ar", "en")
LONGEST_MESSAGE = 1_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper or file made of a list, how many it holds, and how many were left out for which want."""

    content: bytes
    count: int
    without_consent: int = 0
    without_phone: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A text for one person, in their language, to one phone."""

    person_id: UUID
    name: str
    phone: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of a list, and how many people were left out for which want."""

    messages: tuple[Message, ...]
    without_consent: int
    without_phone: int


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="list.call_list")
def call_list(workspace: Workspace, selection: Selection) -> Paper:
    """The PDF of those who agreed to be called and have a phone, with room for what they say.

    Raises Refused: nobody is left, or more than a paper holds.
    """
    from reports.pdf.lists import CallLine, CallList, render_call_list

    language = current_language()
    lines, consent, phone = _reachable(workspace, selection)
    data = CallList(
        title=tr("Liste d’appels"), agency=workspace.agency.name, about=about(selection.filter),
        left_out=left_out_words(consent, phone), made_on=workspace.clock.today(), language=language,
        lines=tuple(
            CallLine(
                number=line.card.number, name=line.card.display_name, name_ar=line.card.name_ar or "",
                phones=(*(format_phone(one, language) for one in line.phones),
                        *((line.answered_by,) if line.answered_by else ())),
                languages=", ".join(language_name(one, language) for one in line.languages),
                place=_place(line),
            )
            for line in lines
        ),
    )  # fmt: skip
    content = render_call_list(data)
    _journal(workspace, "list.call_list", selection, len(lines), content)
    return Paper(content, len(lines), consent, phone)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="list.labels")
def labels(workspace: Workspace, selection: Selection, *, with_place: bool = False) -> Paper:
    """Sheets of labels with name, number and barcode; `with_place`: and where the person lives. Raises Refused."""
    from reports.pdf.lists import Label, render_labels

    with reading(workspace) as session:
        lines = _limited(chosen_lines(workspace, session, selection, MOST_ON_PAPER + 1))
    told = [
        Label(line.card.code, line.card.number, line.card.display_name, line.card.name_ar or "", _place(line))
        for line in lines
    ]
    content = render_labels(told, tr("Étiquettes"), current_language(), with_place=with_place)
    _journal(workspace, "list.labels", selection, len(lines), content)
    return Paper(content, len(lines))


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="list.messages")
def messages(workspace: Workspace, selection: Selection, texts: Mapping[str, str]) -> Messages:
    """A text for each who agreed to be called and has a phone, in their language; {name} and {agency} are filled.

    Raises Refused: no text, a text too long, nobody is left.
    """
    known = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not known or any(len(text) > LONGEST_MESSAGE for text in known.values()):
        raise Refused("list.text_impossible", longest=LONGEST_MESSAGE)
    lines, consent, phone = _reachable(workspace, selection)
    found = []
    for line in lines:
        language = message_language(line.paper_language, line.languages, tuple(known))
        name = line.given_name or line.card.display_name
        if language == "ar" and line.card.name_ar:
            name = line.card.name_ar
        text = known[language].replace("{name}", name).replace("{agency}", workspace.agency.name)
        found.append(Message(line.id, line.card.display_name, line.phones[0], language, text))
    _journal(workspace, "list.messages", selection, len(found), "\n".join(sorted(known.values())).encode())
    return Messages(tuple(found), consent, phone)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="message.sent")
def mark_sent(workspace: Workspace, person_id: UUID, text: str) -> None:
    """Notes in the dossier that a text was sent; a note, never counted as a contact. Raises NotFound."""
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        session.add(
            Interaction(
                person_id=person_id, agency_id=workspace.agency.id, kind=InteractionKind.NOTE,
                on=workspace.clock.today(), at=workspace.clock.now(), text=tr("Message envoyé : {text}", text=text),
            )
        )  # fmt: skip


@use_case(right=Right.EXPORT_LISTS, undo=Undo.HARMLESS, audit="list.exported")
def export_list(
    workspace: Workspace,
    selection: Selection,
    columns: Sequence[str],
    file: Path,
    progress: Progress = no_progress,
) -> Paper:
    """Writes the chosen columns into a .xlsx or .csv file; texts are never formulas. Takes its own right.

    Raises BadFile (another kind of file, or one that cannot be written), Refused (nobody, too many).
    """
    from reports.excel.list import ListSheet, render_text, render_workbook

    kinds = {".xlsx": render_workbook, ".csv": render_text}
    if file.suffix.lower() not in kinds:
        raise BadFile("list.kind_unknown", file=file.name)
    language = current_language()
    chosen = [COLUMNS[name] for name in columns if name in COLUMNS]
    sheet = ListSheet(
        title=tr("Liste de personnes"), about=(workspace.agency.name, about(selection.filter)),
        headers=[tr(column.label) for column in chosen], widths=[column.width for column in chosen], language=language,
    )  # fmt: skip
    with reading(workspace) as session:
        lines = _limited(chosen_lines(workspace, session, selection, MOST_EXPORTED + 1), MOST_EXPORTED)
    rows = _reported(([column.cell(line, language) for column in chosen] for line in lines), len(lines), progress)
    content = kinds[file.suffix.lower()](sheet, rows)
    # Journalled before the file is there: an export that is not written down does not happen.
    _journal(workspace, "list.exported", selection, len(lines), content, columns)
    write_whole(file, content)
    return Paper(content, len(lines))


def message_language(paper_language: str | None, spoken: Sequence[str], known: Sequence[str]) -> str:
    """The language of a person's text: the one they read, else the first they speak, among those written; else the first."""
    return next((one for one in (paper_language, *spoken) if one is not None and one in known), known[0])


def about(filter_: PeopleFilter) -> str:
    """What a list is, in words: its conditions, or the whole registry."""
    return " · ".join(map(words_of, filter_.conditions)) or tr("tout le registre")


def left_out_words(without_consent: int, without_phone: int) -> str:
    """Who was left out and why, "" when nobody was."""
    parts = []
    if without_consent:
        parts.append(
            trn("{n} personne laissée de côté : pas d’accord pour être appelée",
                "{n} personnes laissées de côté : pas d’accord pour être appelées", without_consent)
        )  # fmt: skip
    if without_phone:
        parts.append(trn("{n} sans téléphone", "{n} sans téléphone", without_phone))
    return " · ".join(parts)


def _reachable(workspace: Workspace, selection: Selection) -> tuple[list[PersonLine], int, int]:
    with reading(workspace) as session:
        lines = _limited(chosen_lines(workspace, session, selection, MOST_ON_PAPER + 1))
    agreed = [line for line in lines if line.may_be_called]
    reachable = [line for line in agreed if line.phones]
    consent, phone = len(lines) - len(agreed), len(agreed) - len(reachable)
    if not reachable:
        raise Refused("list.nobody_reachable", consent=consent, phone=phone)
    return reachable, consent, phone


def _limited(lines: Iterable[PersonLine], most: int = MOST_ON_PAPER) -> list[PersonLine]:
    found = list(lines)
    if not found:
        raise Refused("list.nobody")
    if len(found) > most:
        raise Refused("list.too_many", most=format_number(most))
    return found


def _reported(rows: Iterable[list[Cell]], total: int, progress: Progress) -> Iterable[list[Cell]]:
    for place, row in enumerate(rows, 1):
        yield row
        if place % 500 == 0:
            progress(place, total)


def _place(line: PersonLine) -> str:
    return ", ".join(part for part in (line.neighbourhood, line.card.city) if part)


def _journal(
    workspace: Workspace, action: str, selection: Selection, count: int, content: bytes, columns: Sequence[str] = ()
) -> None:
    told: dict[str, object] = {
        "filter": selection.filter.told(), "chosen": selection.ids is not None, "rows": count,
        "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    if columns:
        told["columns"] = list(columns)
    with writing(workspace) as session:
        record(session, action, "person", None, told)
