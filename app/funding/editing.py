"""Conditions edited without code: read from fields, said in plain words, tried on the dossiers, kept as a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused, WaslError
from app.funding.criteria import Verdict
from app.funding.criterion_words import in_plain_words
from app.funding.directory import entry_by_slug
from app.funding.entries import Entry
from app.funding.entry_writer import entry_data
from app.funding.texts import Texts
from app.funding.versions import checked, keep_version, row_of

if TYPE_CHECKING:
    from app.funding.callers import Moved
    from app.workspace import Workspace

Criteria = Mapping[str, Any]
"""Conditions in the shape of the pack, by field; None is "not known"."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What edited conditions would give: each in plain words, how many dossiers have which verdict now and then, and who
    changes (the first of `moved_count`), with the reasons that changed.
    """

    entry: Entry
    words: tuple[Texts, ...]
    before: dict[Verdict, int]
    after: dict[Verdict, int]
    moved: tuple[Moved, ...]
    moved_count: int


def edited_entry(entry: Entry, criteria: Criteria) -> Entry:
    """The entry with other conditions. Raises Refused with the reason when it would be broken."""
    return checked({**entry_data(entry), "criteria": dict(criteria)}, entry.id)


def said(entry: Entry) -> tuple[Texts, ...]:
    """Each condition in plain words, in three languages."""
    return tuple(in_plain_words(one) for one in entry.criteria)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.HARMLESS, audit="directory.criteria_tried")
def try_criteria(
    workspace: Workspace, slug: str, criteria: Criteria, progress: Callable[[int, int], None] = lambda _d, _t: None
) -> Tried:
    """Tries conditions on every dossier of the agency, keeping nothing. Raises NotFound, Refused (broken)."""
    from app.funding.callers import who_moves

    with reading(workspace) as session:
        edited = edited_entry(entry_by_slug(session, slug).entry, criteria)
    found = who_moves(workspace, slug, edited, progress=progress)
    return Tried(edited, said(edited), found.before, found.after, found.moved, found.moved_count)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="directory.criteria_changed")
def change_criteria(workspace: Workspace, slug: str, version: int, criteria: Criteria, reason: str) -> int:
    """Keeps other conditions as a version with its day, who and why. Gives the entry's new version.

    Raises NotFound, ConflictingEdit, Refused (broken, no reason).
    """
    if not reason.strip():
        raise Refused("entry.reason_missing")
    with writing(workspace) as session:
        row = row_of(session, slug, version)
        edited = edited_entry(entry_by_slug(session, slug).entry, criteria)
        keep_version(session, row, entry_data(edited), workspace.clock.today(), reason.strip())
        session.flush()
        return row.version


def broken_because(entry: Entry, criteria: Criteria) -> WaslError | None:
    """Why conditions cannot be kept, None when they can."""
    try:
        edited_entry(entry, criteria)
    except Refused as error:
        return error
    return None
