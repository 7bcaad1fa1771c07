"""Phone checks: an entry's page with who checked it last, the answers of a call, "still correct", and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.funding.directory import ListedEntry, ListedProvider, entry_by_slug, listed_entries, providers_of
from app.funding.phone_check import CheckQuestion, check_questions, with_answer
from app.funding.rhythm import LONGEST, SHORTEST, due_on, is_stale, rhythm_days
from app.funding.suspicions import suspicions
from app.funding.versions import keep_version, row_of
from db.models import AppUser, DirectoryEntry, EntryCheck, EntryProvider
from db.models import Provider as ProviderRow

if TYPE_CHECKING:
    from app.workspace import Workspace

STILL_CORRECT = "all"
"""The field of a check that found nothing to change."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One answer of one call: when, by whom, who answered, about what (`all`: still correct), and what they said."""

    on: date
    by: str | None
    answered_by: str | None
    field: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything an entry's page shows beside its facts. `siblings` are the other entries of the same provider."""

    listed: ListedEntry
    providers: tuple[ListedProvider, ...]
    questions: tuple[CheckQuestion, ...]
    checks: tuple[CheckLine, ...]
    rhythm_days: int
    due_on: date | None
    is_stale: bool
    suspicions: tuple[str, ...]
    siblings: tuple[ListedEntry, ...]


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="directory.entry_read")
def entry_page(workspace: Workspace, slug: str) -> EntryPage:
    """One entry with who runs it, its calls, and the questions still open. Raises NotFound."""
    today = workspace.clock.today()
    with reading(workspace) as session:
        listed = entry_by_slug(session, slug)
        query = select(EntryCheck, AppUser.display_name).outerjoin(AppUser, AppUser.id == EntryCheck.created_by)
        query = query.where(EntryCheck.entry_id == listed.id).order_by(EntryCheck.id.desc()).limit(20)
        entry, chosen = listed.entry, listed.check_every_days
        return EntryPage(
            listed=listed,
            providers=providers_of(session, slug),
            questions=check_questions(entry),
            checks=tuple(
                CheckLine(one.on, name, one.answered_by, one.field, one.answer) for one, name in session.execute(query)
            ),
            rhythm_days=rhythm_days(entry, chosen),
            due_on=due_on(entry, chosen, listed.last_checked_on),
            is_stale=is_stale(entry, chosen, listed.last_checked_on, today),
            suspicions=suspicions(entry),
            siblings=tuple(one for one in _of_providers(workspace, slug) if one.entry.id != slug),
        )


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="directory.answered")
def record_answer(
    workspace: Workspace, slug: str, version: int, key: str, value: str, answered_by: str | None = None
) -> int:
    """Keeps one answer of a call: the entry changes, verdicts follow at once. Gives the entry's new version.

    Raises NotFound, ConflictingEdit, Refused (no answer to that question, a figure that cannot be).
    """
    today = workspace.clock.today()
    with writing(workspace) as session:
        row = row_of(session, slug, version)
        known = {question.key for question in check_questions(entry_by_slug(session, slug).entry)}
        if key not in known:
            raise Refused("check.not_asked", key=key)
        keep_version(session, row, with_answer(row.body, key, value, today), today, f"phone: {key}")
        _note(workspace, row, today)
        session.add(EntryCheck(entry_id=row.id, on=today, field=key[:60], answered_by=answered_by, answer=value))
        session.flush()
        return row.version


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="directory.checked")
def still_correct(workspace: Workspace, slug: str, version: int, answered_by: str | None = None) -> int:
    """Somebody has confirmed that all of it still stands. Gives the new version. Raises NotFound, ConflictingEdit."""
    today = workspace.clock.today()
    with writing(workspace) as session:
        row = row_of(session, slug, version)
        _note(workspace, row, today)
        session.add(EntryCheck(entry_id=row.id, on=today, field=STILL_CORRECT, answered_by=answered_by))
        session.flush()
        return row.version


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="directory.state_changed")
def change_state(
    workspace: Workspace, slug: str, version: int, state: str, reason: str, answered_by: str | None = None
) -> int:
    """Opens, closes or suspends an entry, with the reason that stands beside it from then on. Gives the new version.

    Raises NotFound, ConflictingEdit, Refused (no reason, an unknown word).
    """
    today = workspace.clock.today()
    if not reason.strip():
        raise Refused("entry.reason_missing")
    with writing(workspace) as session:
        row = row_of(session, slug, version)
        keep_version(session, row, with_answer(row.body, "availability", state, today), today, reason.strip())
        _note(workspace, row, today)
        session.add(
            EntryCheck(
                entry_id=row.id, on=today, field="availability", answered_by=answered_by,
                answer=f"{state}: {reason.strip()}",
            )
        )  # fmt: skip
        session.flush()
        return row.version


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="directory.rhythm_chosen")
def choose_rhythm(workspace: Workspace, slug: str, version: int, days: int | None) -> int:
    """How often an entry is to be checked; None is the usual rhythm. Raises NotFound, ConflictingEdit, Refused."""
    if days is not None and not SHORTEST <= days <= LONGEST:
        raise Refused("entry.rhythm_out_of_range", least=SHORTEST, most=LONGEST)
    with writing(workspace) as session:
        row = row_of(session, slug, version)
        row.check_every_days = days
        session.flush()
        return row.version


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="directory.stale_listed")
def stale_entries(workspace: Workspace) -> list[ListedEntry]:
    """The entries whose facts should be asked again, the longest unchecked first."""
    today = workspace.clock.today()
    with reading(workspace) as session:
        found = [
            one
            for one in listed_entries(session)
            if is_stale(one.entry, one.check_every_days, one.last_checked_on, today)
        ]
    return sorted(found, key=lambda one: one.last_checked_on or date.min)


def _note(workspace: Workspace, row: DirectoryEntry, today: date) -> None:
    row.last_checked_on, row.last_checked_by = today, workspace.user.id


def _of_providers(workspace: Workspace, slug: str) -> list[ListedEntry]:
    """The entries run by whoever runs this one, itself among them; one call may answer for all of them."""
    with reading(workspace) as session:
        runs = (
            select(EntryProvider.provider_id)
            .join(DirectoryEntry, DirectoryEntry.id == EntryProvider.entry_id)
            .join(ProviderRow, ProviderRow.id == EntryProvider.provider_id)
            .where(DirectoryEntry.slug == slug, EntryProvider.role == "runs", ~ProviderRow.is_generic)
        )
        ids = set(
            session.scalars(
                select(EntryProvider.entry_id).where(EntryProvider.provider_id.in_(runs), EntryProvider.role == "runs")
            )
        )
        return [one for one in listed_entries(session) if one.id in ids]
