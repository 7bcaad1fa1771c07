"""The timeline tells all that happened, once each, in the reader's language; filtered and printed."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.journal import read_journal
from app.accounts.undo import undo_last
from app.appointments.booking import book, list_hosts
from app.errors import Refused
from app.funding.directory import entry_providers
from app.people.attachments import attach
from app.people.changing import change_fields
from app.people.consents import record_consent
from app.people.contacts import add_contact, add_note, counts_again, sheet_handed, tell_about
from app.people.dossier import add_need
from app.people.forms import PaperForm, PersonForm
from app.people.registration import register_person, remove_paper
from app.people.timeline import TimelineFilter, print_timeline, timeline
from app.people.timeline_words import KINDS
from app.referrals.answers import record_answer
from app.referrals.cases import SlipOptions
from app.referrals.counter import attest_and_issue
from app.referrals.referring import Issued
from app.workspace import FixedClock, Workspace
from tests.conftest import NOON
from tests.people.test_attachments import picture

SLUG = "amappe_hcr_agr"
TODAY = date(2026, 11, 24)


def somebody(workspace: Workspace) -> UUID:
    """A dossier of somebody invented, with a paper."""
    return register_person(workspace, PersonForm(given_name="Essai"), (PaperForm("recepisse"),)).id


def refer(workspace: Workspace, person_id: UUID) -> Issued:
    """A slip for the person."""
    provider = entry_providers(workspace, SLUG)[1][0]
    return attest_and_issue(workspace, person_id, SLUG, SlipOptions(provider=provider.slug), provider.id, "fr")


def kinds(workspace: Workspace, person_id: UUID, wanted: TimelineFilter | None = None) -> Counter[str]:
    """How many lines of each kind."""
    return Counter(line.kind for line in timeline(workspace, person_id, wanted, "fr"))


def eventful(workspace: Workspace) -> UUID:
    """Somebody to whom everything happened."""
    person_id = somebody(workspace)
    add_note(workspace, person_id, "A demandé\nun délai.")
    add_contact(workspace, person_id, "accompanied", "Une heure.")
    add_need(workspace, person_id, "machine", 100_00)
    record_consent(workspace, person_id, "statistics", answer="refused")
    change_fields(workspace, person_id, {"city": "Salé", "birth": "1990"})
    attach(workspace, person_id, "visage.jpg", picture(), "photo")
    host = list_hosts(workspace)[0]
    book(workspace, person_id, host.id, TODAY + timedelta(days=7), NOON.time().replace(hour=10), 30)
    issued = refer(workspace, person_id)
    record_answer(workspace, issued.code, "accepted")
    return person_id


def test_everything_that_happened_is_told_once(either: Workspace) -> None:
    person_id = eventful(either)

    told = kinds(either, person_id)

    assert told == {"note": 1, "contact": 2, "need": 1, "consent": 3, "change": 2, "file": 1, "appointment": 1,
                    "slip": 1, "step": 1, "paper": 1}  # fmt: skip
    assert set(told) == {kind for kind, _ in KINDS}
    changed = [line for line in timeline(either, person_id, language="fr") if line.kind == "change"]
    assert [(line.title, line.detail) for line in changed] == [
        ("Dossier modifié", "Naissance, Ville"), ("Dossier ouvert", ""),
    ]  # fmt: skip
    assert {line.by for line in changed} == {"Amina Essai"}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_line_has_words_in_each_language(workspace: Workspace, language: str) -> None:
    for line in timeline(workspace, eventful(workspace), language=language):
        assert line.title or line.kind == "note"
        assert "action." not in line.title
        if language == "ar" and line.title:
            assert any("\u0600" <= sign <= "\u06ff" for sign in line.title), line


def test_filtered_by_kind_and_by_period(either: Workspace) -> None:
    person_id = eventful(either)

    assert set(kinds(either, person_id, TimelineFilter(frozenset({"note", "slip"})))) == {"note", "slip"}
    later = TimelineFilter(since=TODAY + timedelta(days=1))
    assert kinds(either, person_id, later) == {"appointment": 1}
    assert kinds(either, person_id, TimelineFilter(until=TODAY - timedelta(days=1))) == {}


def test_events_make_their_contact_once(either: Workspace) -> None:
    person_id = somebody(either)

    assert tell_about(either, person_id, SLUG)
    assert not tell_about(either, person_id, SLUG)
    assert sheet_handed(either, person_id, SLUG)
    assert not sheet_handed(either, person_id, SLUG)
    assert tell_about(either, person_id, "inmaa_microcredit")
    tomorrow = replace(either, clock=FixedClock(NOON + timedelta(days=1)))
    assert tell_about(tomorrow, person_id, SLUG)
    refer(either, person_id)

    titles = Counter(line.title for line in timeline(either, person_id, TimelineFilter(frozenset({"contact"})), "fr"))
    assert titles == {"informé·e": 3, "orienté·e": 1, "référé·e": 1}


@given(
    st.lists(
        st.tuples(st.sampled_from(["informed", "oriented"]), st.sampled_from([None, uuid4()]), st.dates()), max_size=9
    )
)
def test_the_same_contact_never_counts_twice_in_a_day(events: list[tuple[str, UUID | None, date]]) -> None:
    known: list[tuple[str, UUID | None, date]] = []
    for event in events:
        if counts_again(known, *event):
            known.append(event)

    assert len(known) == len(set(known)) == len(set(events))


def test_a_note_is_no_contact_and_can_be_taken_back(either: Workspace) -> None:
    person_id = somebody(either)
    add_note(either, person_id, "Une\u202e note")
    (line,) = timeline(either, person_id, TimelineFilter(frozenset({"note"})))
    assert line.detail == "Une note"

    undo_last(either)
    assert kinds(either, person_id, TimelineFilter(frozenset({"note"}))) == {}
    for wrong in ("", "  \u200b ", "x" * 5_000):
        with pytest.raises(Refused):
            add_note(either, person_id, wrong)
    with pytest.raises(Refused):
        add_contact(either, person_id, "referred")


def test_a_removed_paper_leaves_the_list(workspace: Workspace) -> None:
    from app.people.dossier import dossier

    person_id = somebody(workspace)
    remove_paper(workspace, person_id, dossier(workspace, person_id).papers[0].id)

    told = timeline(workspace, person_id, language="fr")
    assert [line.title for line in told if line.kind in ("paper", "change")] == ["Pièce retirée", "Dossier ouvert"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_timeline_on_paper(workspace: Workspace, tmp_path: Path, language: str) -> None:
    person_id = eventful(workspace)
    for place in range(60):
        add_note(workspace, person_id, f"ESSAI{place:02} " + "mot " * 20)

    file = tmp_path / "journal.pdf"
    file.write_bytes(print_timeline(workspace, person_id, language=language))
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True).stdout

    assert all(f"ESSAI{place:02}" in text for place in range(60))
    assert text.count("\f") >= 3
    assert any(line.action == "timeline.printed" for line in read_journal(workspace))
    assert kinds(workspace, person_id)["change"] == 2
