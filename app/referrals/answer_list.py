"""A provider's answer list read back: each row told what it would do before anything is written, and repeatable."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.number_series import spoken_code
from app.accounts.numbers import NumberKind, parse
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.errors import BadFile, Refused
from app.people.names import ascii_digits
from app.referrals.answer_words import IGNORED, Lexicon, lexicon
from app.referrals.answers import record_answer
from app.referrals.lifecycle import ANSWERS, Step, Told, after
from app.referrals.rows import earlier_of, state_of, steps_of
from db.models import Agency, Provider, Referral, ReferralStep, Slip
from reports.errors import ReportError
from reports.excel.reading import SheetText, read_sheet

if TYPE_CHECKING:
    from app.workspace import Workspace

Progress = Callable[[int, int], None]


class RowState(StrEnum):
    """What becomes of a row; every row is in exactly one state."""

    NEW = "new"
    KNOWN = "known"
    SILENT = "silent"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_NUMBER = "unknown_number"
    WRONG_NUMBER = "wrong_number"
    OTHER_AGENCY = "other_agency"
    OTHER_PROVIDER = "other_provider"
    TWO_ANSWERS = "two_answers"
    OLDER = "older"
    ILLEGAL = "illegal"
    WRONG_DATE = "wrong_date"
    TOO_EARLY = "too_early"


BAD = frozenset(RowState) - {RowState.NEW, RowState.KNOWN, RowState.SILENT}
"""States of rows that somebody must look at."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of the list and what it would do. `line` counts from 1 as the sheet does.

    `known_on` is the day of what the row comes too late or too early for: a newer answer, the slip itself. `said` is
    why it was refused in the provider's own words, which are kept; `is_coded` tells that a reason of ours says the same.
    """

    line: int
    number: str
    code: str | None
    word: str
    answer: str | None
    reason: str | None
    on: date
    until: date | None
    state: RowState
    known_on: date | None = None
    said: str = ""
    is_coded: bool = True


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """A list as it was understood: its columns, its rows, and the words nobody has explained yet."""

    provider_id: UUID
    titles: tuple[str, ...]
    fields: tuple[str | None, ...]
    rows: tuple[AnswerRow, ...]

    @property
    def unknown_words(self) -> tuple[str, ...]:
        """Each once, in the order of the list."""
        return tuple(dict.fromkeys(row.word for row in self.rows if row.state is RowState.UNKNOWN_WORD))

    @property
    def unknown_reasons(self) -> tuple[str, ...]:
        """Why people were refused, in words nobody has given a reason for: kept as they are, or explained once."""
        return tuple(dict.fromkeys(row.said for row in self.rows if row.said and not row.is_coded))

    def count(self, *states: RowState) -> int:
        """How many rows are in one of these states."""
        return sum(row.state in states for row in self.rows)


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What was written: `refused` are rows that another counter overtook meanwhile."""

    recorded: int
    known: int
    bad: int
    refused: tuple[str, ...] = ()


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="answers.file_read")
def open_answers(workspace: Workspace, file: Path, password: str = "", progress: Progress | None = None) -> SheetText:
    """The rows of a list, each cell a text, read in a child process. Raises BadFile; nothing was taken from it."""
    try:
        return read_sheet(file, password=password, progress=progress)
    except ReportError as error:
        raise BadFile(error.key, file=file.name) from error


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="answers.planned")
def plan_answers(
    workspace: Workspace, provider_id: UUID, rows: Sequence[Sequence[str]], on: date | None = None
) -> AnswerPlan:
    """What each row would do; nothing is written. `on` (today) is the date of rows that tell none.

    Raises BadFile: no column holds slip numbers, or none answers.
    """
    with reading(workspace) as session:
        words = lexicon(session, provider_id)
        header, fields = words.fields(rows)
        for field in ("number", "answer"):
            if field not in fields:
                raise BadFile("answers.no_number_column" if field == "number" else "answers.no_answer_column")
        planner = _Planner(workspace, session, provider_id, words, fields, on or workspace.clock.today())
        planned = [planner.row(line, row) for line, row in enumerate(rows[header + 1 :], header + 2) if any(row)]
        return AnswerPlan(provider_id, tuple(rows[header]), fields, tuple(planner.settled(planned)))


@use_case(right=Right.REFER, undo=Undo.UNDOABLE, audit="answers.recorded")
def record_answers(
    workspace: Workspace, plan: AnswerPlan, progress: Progress = lambda done, total: None
) -> AnswersTaken:
    """Records every new row, each whole; stopped by `progress`, what was written stays and is known the next time."""
    wanted = sorted((row for row in plan.rows if row.state is RowState.NEW), key=lambda row: row.on)
    overtaken: list[str] = []
    for place, row in enumerate(wanted):
        progress(place, len(wanted))
        try:
            record_answer(
                workspace,
                row.code or "",
                row.answer or "",
                source="list",
                on=row.on,
                reason=row.reason,
                until=row.until,
                words=row.said,
            )
        except Refused:
            overtaken.append(row.number)
    progress(len(wanted), len(wanted))
    bad = sum(row.state in BAD for row in plan.rows)
    return AnswersTaken(len(wanted) - len(overtaken), plan.count(RowState.KNOWN), bad, tuple(overtaken))


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="answers.providers_listed")
def answering_providers(workspace: Workspace) -> list[tuple[str, UUID, dict[str, str]]]:
    """The providers the agency has ever referred people to: slug, id and names."""
    mine = select(Referral.provider_id).where(Referral.agency_id == workspace.agency.id)
    with reading(workspace) as session:
        rows = session.scalars(select(Provider).where(Provider.id.in_(mine)).order_by(Provider.slug))
        return [(row.slug, row.id, row.name) for row in rows]


class _Planner:
    def __init__(
        self, workspace: Workspace, session: Session, provider_id: UUID, words: Lexicon, fields: Sequence[str | None],
        on: date,
    ) -> None:  # fmt: skip
        self.workspace, self.session, self.provider_id, self.words, self.on = workspace, session, provider_id, words, on
        self.places = {field: place for place, field in enumerate(fields) if field}
        self.agencies = {label: code for label, code in session.execute(select(Agency.label, Agency.code))}

    def row(self, line: int, cells: Sequence[str]) -> AnswerRow:
        told = {field: cells[place].strip() if place < len(cells) else "" for field, place in self.places.items()}
        number, word = told["number"], told["answer"]

        def so(state: RowState, **more: object) -> AnswerRow:
            known = {"code": None, "answer": None, "reason": None, "on": self.on, "until": None} | more
            return AnswerRow(line=line, number=number, word=word, state=state, **known)  # type: ignore[arg-type]

        if not word:
            return so(RowState.SILENT)
        try:
            code = parse(number, NumberKind.SLIP, self.agencies)
        except Refused:
            return so(RowState.WRONG_NUMBER)
        meaning = self.words.answer(word)
        if meaning is None:
            return so(RowState.UNKNOWN_WORD, code=code)
        if meaning[0] == IGNORED:
            return so(RowState.SILENT, code=code)
        days = [_day(told.get(field, "")) for field in ("on", "until")]
        on, until = (day if isinstance(day, date) else None for day in days)
        if "wrong" in days or (on and on > self.workspace.clock.today()):
            return so(RowState.WRONG_DATE, code=code)
        answer, reason = meaning
        said = told.get("reason", "") if answer == "refused" else ""
        meant = self.words.reason(said) if said else None
        if answer == "refused":
            reason = reason or meant or "other"
        until = until if answer == "waiting" else None
        draft = so(RowState.NEW, code=code, answer=answer, reason=reason, on=on or self.on, until=until,
                   said=said, is_coded=not said or reason != "other" or meant is not None)  # fmt: skip
        return self._judged(draft, dated=on is not None)

    def settled(self, rows: Sequence[AnswerRow]) -> list[AnswerRow]:
        """Two different answers of one day for one referral: neither is taken. The same one twice counts once."""
        answers: dict[tuple[UUID, date], set[tuple[object, ...]]] = {}
        owners = {row.line: self._owner(row) for row in rows if row.state in (RowState.NEW, RowState.KNOWN)}
        for row in rows:
            if (owner := owners.get(row.line)) is not None:
                answers.setdefault((owner, row.on), set()).add((row.answer, row.until))
        met: set[tuple[object, ...]] = set()
        found = []
        for row in rows:
            owner = owners.get(row.line)
            state = row.state
            if owner is not None and len(answers[owner, row.on]) > 1:
                state = RowState.TWO_ANSWERS
            elif owner is not None and state is RowState.NEW:
                told = (owner, row.on, row.answer, row.until)
                state = RowState.KNOWN if told in met else state
                met.add(told)
            found.append(replace(row, state=state))
        return found

    def _owner(self, row: AnswerRow) -> UUID | None:
        return self.session.scalar(select(Slip.referral_id).where(Slip.code == row.code))

    def _judged(self, row: AnswerRow, *, dated: bool) -> AnswerRow:
        slip = self.session.scalars(select(Slip).where(Slip.code == row.code)).first()
        if slip is None:
            return replace(row, state=RowState.UNKNOWN_NUMBER)
        referral = self.session.get_one(Referral, slip.referral_id)
        row = replace(row, number=spoken_code(self.session, slip.code))
        if referral.agency_id != self.workspace.agency.id:
            return replace(row, state=RowState.OTHER_AGENCY)
        if referral.provider_id != self.provider_id:
            return replace(row, state=RowState.OTHER_PROVIDER)
        if referral.issued_on is not None and row.on < referral.issued_on:
            return replace(row, state=RowState.TOO_EARLY, known_on=referral.issued_on)
        steps = _answers_told(self.session, referral.id)
        same = [step for step in steps if step.kind == row.answer and step.until == row.until]
        latest = max((step.on for step in steps), default=None)
        if same and (not dated or row.on <= max(step.on for step in same)):
            return replace(row, state=RowState.KNOWN)
        if latest is not None and row.on < latest:
            return replace(row, state=RowState.OLDER, known_on=latest)
        try:
            after(state_of(referral), Told(Step(row.answer or ""), row.on, "list", until=row.until),
                  earlier_of(self.session, referral.id))  # fmt: skip
        except Refused as error:
            state = RowState.KNOWN if error.key == "referral.same_answer" else RowState.ILLEGAL
            return replace(row, state=state)
        return row


def _answers_told(session: Session, referral_id: UUID) -> list[ReferralStep]:
    """What the provider has answered so far, by whatever way it came."""
    answers = {step.value for step in ANSWERS}
    return [step for step in steps_of(session, referral_id) if step.kind in answers]


def _day(text: str) -> date | str | None:
    plain = ascii_digits(text).strip()
    if not plain:
        return None
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    turned = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", plain)
    parts = iso.groups() if iso else turned.groups()[::-1] if turned else None
    try:
        year, month, day = map(int, parts or ())
        return date(year, month, day)
    except ValueError:
        return "wrong"
