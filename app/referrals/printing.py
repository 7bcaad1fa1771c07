"""Slips on their way to paper: to print, printed, failed, to print again. Each is told one by one: nothing lost or double."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from app.accounts.journal import record
from app.accounts.number_series import spoken_number
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.referrals.referring import slip_here
from app.workspace import LOCAL_ZONE
from db.files import read_bytes
from db.models import DirectoryEntry, Person, Referral, Slip, SlipState

if TYPE_CHECKING:
    from app.workspace import Workspace


class Trouble(StrEnum):
    """What kept a paper from coming out."""

    PRINTER_GONE = "printer_gone"
    PRINTER_STOPPED = "printer_stopped"
    OUT_OF_PAPER = "out_of_paper"
    REFUSED = "refused"
    NOT_OUT = "not_out"
    NO_PRINTER = "no_printer"


OF_THE_PRINTER = frozenset({Trouble.PRINTER_GONE, Trouble.PRINTER_STOPPED, Trouble.OUT_OF_PAPER})
"""After one of these no other slip would come out either: a batch stops there."""

COPIES = ("person", "agency", "provider")
"""Whom a copy may be for."""


class PrintState(StrEnum):
    """Where a slip stands on its way to paper."""

    TO_PRINT = "to_print"
    PRINTED = "printed"
    FAILED = "failed"
    AGAIN = "again"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A slip in a list of what is to print."""

    id: UUID
    code: str
    number: str
    person: PersonCard
    entry: dict[str, str]
    paper_format: str
    state: PrintState
    problem: str | None
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """Something for a printer."""

    slip_id: UUID
    number: str
    content: bytes
    paper_format: str
    is_duplicate: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a batch: how many were handed over, which were not and why; `left` were not tried."""

    printed: int
    failed: tuple[tuple[str, Trouble], ...]
    left: int


Send = Callable[[Paper], Trouble | None]
"""Hands a paper to a printer; None when it took it."""


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slips.to_print_listed")
def list_to_print(workspace: Workspace, day: date | None = None) -> list[PrintLine]:
    """Every slip that has not come out yet, the oldest first; with `day` also those of that day that have."""
    waiting: ColumnElement[bool] = Slip.state.in_((SlipState.TO_PRINT, SlipState.FAILED))
    if day is not None:
        begins = datetime.combine(day, time(), LOCAL_ZONE)
        of_day = Slip.issued_at.between(begins, begins + timedelta(days=1)) & (Slip.state != SlipState.CANCELLED)
        waiting = or_(waiting, of_day)
    query = (
        select(Slip, Person, DirectoryEntry.body)
        .join(Referral, Referral.id == Slip.referral_id)
        .join(Person, Person.id == Referral.person_id)
        .join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id)
        .where(Referral.agency_id == workspace.agency.id, waiting)
        .options(selectinload(Person.phones))
        .order_by(Slip.issued_at)
    )
    with reading(workspace) as session:
        return [_line(workspace, *row) for row in session.execute(query)]


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.taken_to_print")
def paper_of(workspace: Workspace, slip_id: UUID, whom: Sequence[str] = ()) -> Paper:
    """What is to be printed of a slip: the stored bytes, DUPLICATA when they came out before, a copy for each of `whom`.

    Raises NotFound, Refused (cancelled: a newer version replaces it).
    """
    from reports.pdf.copies import copies_for

    with writing(workspace) as session:
        slip = slip_here(workspace, session, slip_id)
        number = spoken_number(slip, slip.code, workspace.agency.label)
        if slip.state is SlipState.CANCELLED:
            raise Refused("slip.replaced_before", number=number)
        content = read_bytes(session, workspace.database, slip.file_id)
        again = slip.copies_printed > 0
        if again:
            record(session, "slip.reprinted", "slip", slip_id, {})
    marked = copies_for(content, slip.languages, tuple(whom), is_duplicate=again)
    return Paper(slip_id, number, marked, slip.paper_format, again)


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slip.printed")
def mark_printed(workspace: Workspace, slip_id: UUID, printed: bool = True, trouble: Trouble = Trouble.REFUSED) -> None:
    """Whether the printer took it; what failed waits under "to print", as what was only kept as a file does.

    A cancelled one stays so. Raises NotFound.
    """
    with writing(workspace) as session:
        slip = slip_here(workspace, session, slip_id)
        slip.problem = None if printed else trouble.value
        if printed:
            slip.copies_printed += 1
            slip.printed_at = workspace.clock.now()
        if slip.state is not SlipState.CANCELLED and (printed or trouble is not Trouble.NO_PRINTER):
            slip.state = SlipState.PRINTED if printed else SlipState.FAILED


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="slip.to_print_again")
def print_again(workspace: Workspace, slip_id: UUID, trouble: Trouble | None = None) -> None:
    """The paper did not come out, or is lost or spoilt: it waits again. Raises NotFound, Refused (cancelled)."""
    with writing(workspace) as session:
        slip = slip_here(workspace, session, slip_id)
        if slip.state is SlipState.CANCELLED:
            raise Refused("slip.replaced_before", number=spoken_number(slip, slip.code, workspace.agency.label))
        slip.state = SlipState.TO_PRINT
        slip.problem = trouble.value if trouble else None
        if trouble is Trouble.NOT_OUT and slip.copies_printed:
            slip.copies_printed -= 1  # what never came out has no duplicate


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="slips.printed")
def print_slips(
    workspace: Workspace,
    slip_ids: Sequence[UUID],
    send: Send,
    whom: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    only_waiting: bool = False,
) -> Batch:
    """Prints one after the other and notes each at once, so that a stop or a failure leaves none lost and none double.

    A printer that is gone or stopped ends the batch: the rest stays as it was. `only_waiting` passes over those that
    another counter has printed meanwhile, or replaced. `progress` may raise to stop.
    """
    printed, failed = 0, []
    for place, slip_id in enumerate(slip_ids):
        progress(place, len(slip_ids))
        if only_waiting and not _waits(workspace, slip_id):
            continue
        paper = paper_of(workspace, slip_id, whom)
        trouble = send(paper)
        mark_printed(workspace, slip_id, trouble is None, trouble or Trouble.REFUSED)
        if trouble in (None, Trouble.NO_PRINTER):
            printed += 1
            continue
        assert trouble is not None
        failed.append((paper.number, trouble))
        if trouble in OF_THE_PRINTER:
            return Batch(printed, tuple(failed), len(slip_ids) - place - 1)
    progress(len(slip_ids), len(slip_ids))
    return Batch(printed, tuple(failed), 0)


def _waits(workspace: Workspace, slip_id: UUID) -> bool:
    with reading(workspace) as session:
        return slip_here(workspace, session, slip_id).state in (SlipState.TO_PRINT, SlipState.FAILED)


def _line(workspace: Workspace, slip: Slip, person: Person, body: dict[str, object]) -> PrintLine:
    title = body.get("title")
    state = PrintState(slip.state.value)
    if state is PrintState.TO_PRINT and (slip.copies_printed or slip.problem == Trouble.NOT_OUT):
        state = PrintState.AGAIN
    return PrintLine(
        slip.id, slip.code, spoken_number(slip, slip.code, workspace.agency.label), card_of(person, workspace.agency.label),
        {str(k): str(v) for k, v in title.items()} if isinstance(title, dict) else {}, slip.paper_format, state,
        slip.problem, slip.issued_at,
    )  # fmt: skip
