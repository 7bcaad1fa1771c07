"""The directory judged for one person or for nobody in particular, and the answers that move it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.funding.change_texts import change_text
from app.funding.changes import WouldChange, would_change
from app.funding.directory import ListedEntry, facts_of, listed_entries, provider_names
from app.funding.entries import Kind
from app.funding.facts import Fact, Facts
from app.funding.questions import Question, next_question
from app.funding.reasons import Reason, reasons
from app.funding.texts import Texts
from app.funding.verdicts import EntryVerdict, Matcher, ranked
from app.people.changing import change_fields
from app.people.forms import PaperForm
from app.people.registration import save_paper

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry judged for one person: the verdict, each reason, and what would change it."""

    listed: ListedEntry
    verdict: EntryVerdict
    reasons: tuple[Reason, ...]
    changes: tuple[WouldChange, ...]
    names: Mapping[str, Texts]

    @property
    def id(self) -> UUID:
        """The entry's row: what a list knows it by."""
        return self.listed.id

    def say(self, change: WouldChange) -> Texts:
        """One step or question in words."""
        return change_text(change, self.names)


@dataclass(frozen=True, slots=True)
class Matching:
    """The directory judged for one person, best first, and the question that would settle most."""

    facts: Facts
    judged: tuple[Judged, ...]
    question: Question | None

    def of(self, slug: str) -> Judged | None:
        """One entry of it."""
        return next((one for one in self.judged if one.listed.entry.id == slug), None)


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="directory.matched")
def match_facts(workspace: Workspace, facts: Facts, passed: Collection[Fact] = ()) -> Matching:
    """The directory judged for facts that belong to nobody: an anonymous consultation keeps nothing."""
    with reading(workspace) as session:
        return match_all(session, facts, passed)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="directory.matched_person")
def match_person(
    workspace: Workspace, person_id: UUID, passed: Collection[Fact] = (), need: int | None = None
) -> Matching:
    """The directory judged for a person as of today and the need of that number (else their latest); `passed` is what they
    could not say. Raises NotFound.
    """
    with reading(workspace) as session:
        return match_all(session, facts_of(workspace, session, person_id, need), passed)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="fact.answered")
def answer_fact(workspace: Workspace, person_id: UUID, fact: Fact, value: str) -> None:
    """Keeps the answer to a question where the dossier has its place.

    Situations are answered by what the person holds: `paper:TYPE[:EXPIRES]`, or `declares:none`, `declares:passport-only`.
    Raises NotFound, Refused (a word that is no answer).
    """
    with writing(workspace):
        if fact is not Fact.SITUATIONS:
            key = "birth" if fact is Fact.BIRTH_YEAR else fact.value
            change_fields(workspace, person_id, {key: value})
            return
        manner, _, word = value.partition(":")
        if manner == "declares":
            change_fields(workspace, person_id, {"declares": word})
        elif manner == "paper":
            kind, _, expires = word.partition(":")
            save_paper(workspace, person_id, PaperForm(kind, None, None, _day(expires)))
        else:
            raise Refused("fact.not_answered_here")


def match_all(session: Session, facts: Facts, passed: Collection[Fact] = ()) -> Matching:
    """The whole directory judged: for use cases that go on from there."""
    # A service is asked for by name, never matched: it has no condition to judge (PRODUCT.md F1, F10).
    listed = [one for one in listed_entries(session) if one.entry.kind is not Kind.SERVICE]
    matcher = matcher_of(listed)
    by_id = {one.entry.id: one for one in listed}
    enablers = [one.entry for one in listed if one.entry.kind is Kind.ENABLER]
    names = {**provider_names(session), **{one.id: one.title for one in enablers}}
    return Matching(
        facts,
        tuple(
            Judged(by_id[one.entry.id], one, reasons(one), would_change(one, enablers), names)
            for one in ranked(matcher.judge(facts))
        ),
        next_question(matcher, facts, passed),
    )


_newest: dict[str, Matcher] = {}


def matcher_of(listed: list[ListedEntry]) -> Matcher:
    """The matcher of these entries; the last one made is kept, since every screen asks for the same."""
    found = _newest.get("matcher")
    if (
        found is None
        or len(found.entries) != len(listed)
        or any(known is not one.entry for known, one in zip(found.entries, listed, strict=True))
    ):
        found = _newest["matcher"] = Matcher([one.entry for one in listed])
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("paper.date_impossible", value=text) from error
