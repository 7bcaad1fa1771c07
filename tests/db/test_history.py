"""The journal, undo, stale edits, drafts: what every room relies on, on both engines."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from app.accounts.agencies import (
    NeighbourhoodCard,
    agency_details,
    change_agency,
    list_neighbourhoods,
    save_neighbourhood,
)
from app.accounts.drafts import drop_draft, list_drafts, save_draft
from app.accounts.journal import broken_journal, read_journal
from app.accounts.rights import Right
from app.accounts.undo import next_undo, undo_last
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, Refused
from app.workspace import Change, FixedClock, Workspace
from db.models import Agency, AuditBody, AuditRow, Neighbourhood
from tests.conftest import NOON


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="test.tampered")
def tamper(workspace: Workspace, statement: object) -> None:
    with writing(workspace) as session:
        session.execute(statement)


@use_case(right=Right.ANYONE, undo=Undo.UNDOABLE, audit="test.failed")
def fail_halfway(workspace: Workspace) -> None:
    with writing(workspace) as session:
        session.add(Neighbourhood(city="Rabat", name="à moitié"))
        session.flush()
        raise Refused("test.no")


def takaddoum() -> NeighbourhoodCard:
    return NeighbourhoodCard("Rabat", "Takaddoum")


def test_each_write_leaves_a_row_and_the_chain_holds(either: Workspace) -> None:
    save_neighbourhood(either, takaddoum())

    line = read_journal(either)[0]
    assert (line.action, line.operation, line.entity, line.actor) == (
        "neighbourhood.saved", "create", "neighbourhood", "Amina Essai",
    )  # fmt: skip
    assert broken_journal(either) == []


def test_an_edited_journal_row_shows(either: Workspace) -> None:
    save_neighbourhood(either, takaddoum())
    seq = read_journal(either)[0].seq

    tamper(
        either,
        update(AuditRow).where(AuditRow.seq == seq).values(action="nothing.happened"),
    )

    assert seq in broken_journal(either)


def test_an_erased_body_leaves_the_chain_whole_but_a_changed_one_shows(
    either: Workspace,
) -> None:
    save_neighbourhood(either, takaddoum())
    seq = read_journal(either)[0].seq

    tamper(either, update(AuditBody).where(AuditBody.seq == seq).values(body="{}"))
    assert broken_journal(either) == [seq]

    tamper(either, delete(AuditBody).where(AuditBody.seq == seq))
    assert broken_journal(either) == []


def test_a_cut_tail_shows(either: Workspace) -> None:
    save_neighbourhood(either, takaddoum())
    seq = read_journal(either)[0].seq

    tamper(either, delete(AuditRow).where(AuditRow.seq == seq))

    assert broken_journal(either) != []


def test_a_failed_use_case_leaves_nothing_behind(either: Workspace) -> None:
    before = len(read_journal(either))

    with pytest.raises(Refused):
        fail_halfway(either)

    assert list_neighbourhoods(either) == []
    assert len(read_journal(either)) == before


def test_listeners_hear_of_a_commit_with_its_nouns_and_cause(either: Workspace) -> None:
    heard: list[Change] = []
    stop = either.changes.listen(heard.append)

    row_id = save_neighbourhood(either, takaddoum())
    stop()
    save_neighbourhood(either, NeighbourhoodCard("Rabat", "Youssoufia"))

    assert [(c.cause, c.nouns, c.ids) for c in heard] == [
        ("neighbourhood.saved", frozenset({"neighbourhood"}), frozenset({row_id}))
    ]


def test_undo_takes_back_a_creation_then_a_change(either: Workspace) -> None:
    row_id = save_neighbourhood(either, takaddoum())
    card = replace(takaddoum(), id=row_id, version=1, name="Takadoum")
    save_neighbourhood(either, card)

    step = undo_last(either)
    assert step is not None
    assert step.action == "neighbourhood.saved"
    assert [n.name for n in list_neighbourhoods(either)] == ["Takaddoum"]

    undo_last(either)
    assert list_neighbourhoods(either) == []
    assert next_undo(either) is None
    assert broken_journal(either) == []


def test_undo_is_refused_when_the_row_has_moved_on(either: Workspace) -> None:
    row_id = save_neighbourhood(either, takaddoum())
    other = replace(either, user=replace(either.user, id=uuid4()))
    save_neighbourhood(other, replace(takaddoum(), id=row_id, version=1, name="Takadoum"))

    with pytest.raises(Refused, match="moved_on"):
        undo_last(either)

    assert [n.name for n in list_neighbourhoods(either)] == ["Takadoum"]


def test_undo_reaches_back_twelve_hours_only(either: Workspace) -> None:
    save_neighbourhood(either, takaddoum())
    tomorrow = replace(either, clock=FixedClock(NOON + timedelta(hours=13)))

    assert next_undo(tomorrow) is None


def test_the_second_of_two_edits_from_one_version_is_told(either: Workspace) -> None:
    details = agency_details(either)
    change_agency(either, details.version, replace(details.form, phone="05 00 00 00 01"))

    with pytest.raises(ConflictingEdit):
        change_agency(either, details.version, replace(details.form, phone="05 00 00 00 02"))

    assert agency_details(either).form.phone == "05 00 00 00 01"


def test_a_stale_row_is_refused_by_the_engine_too(either: Workspace) -> None:
    @use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="test.read")
    def load(workspace: Workspace) -> Agency:
        with reading(workspace) as session:
            return session.scalars(select(Agency)).one()

    @use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="test.merged")
    def merge(workspace: Workspace, agency: Agency) -> None:
        with writing(workspace) as session:
            session.merge(agency)

    mine, theirs = load(either), load(either)
    mine.phone, theirs.phone = "1", "2"
    merge(either, mine)

    with pytest.raises(ConflictingEdit):
        merge(either, theirs)


def test_drafts_belong_to_their_owner_and_expire(either: Workspace) -> None:
    draft = uuid4()
    save_draft(either, draft, "reception", "Essai", {"given": "Awa"})
    save_draft(either, draft, "reception", "Essai Awa", {"given": "Awa", "family": "Essai"})

    assert [(d.title, d.body) for d in list_drafts(either)] == [("Essai Awa", {"given": "Awa", "family": "Essai"})]
    later = replace(either, clock=FixedClock(NOON + timedelta(days=31)))
    assert list_drafts(later) == []
    drop_draft(either, draft)
    assert list_drafts(either) == []
    assert all(line.entity != "draft" for line in read_journal(either))


def test_a_session_is_refused_in_a_second_thread(either: Workspace) -> None:
    raised: list[BaseException] = []

    def misuse(session: object) -> None:
        try:
            session.execute(select(Agency))  # type: ignore[attr-defined]
        except RuntimeError as error:
            raised.append(error)

    with either.database.read() as session:
        thread = threading.Thread(target=misuse, args=(session,))
        thread.start()
        thread.join()

    assert len(raised) == 1
