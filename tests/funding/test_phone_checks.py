"""The phone check: its questions, what each answer changes, who and when, staleness, undo; verdicts follow at once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.accounts.undo import undo_last
from app.errors import ConflictingEdit, Refused
from app.funding.checks import change_state, choose_rhythm, entry_page, record_answer, stale_entries, still_correct
from app.funding.criteria import Verdict
from app.funding.entry_reader import read_entry
from app.funding.entry_writer import entry_data
from app.funding.facts import Facts
from app.funding.located import items_of
from app.funding.matching import match_facts
from app.funding.phone_check import check_questions, with_answer
from app.funding.reasons import reasons
from app.funding.rhythm import is_stale, rhythm_days
from app.funding.suspicions import suspicions
from app.funding.verdicts import evaluate
from app.funding.versions import versions_of
from app.workspace import FixedClock, Workspace
from tests.conftest import NOON
from tests.funding.directory import TODAY, an_entry, someone, the_catalogue, the_entry

INMAA = "inmaa_microcredit"


def answered(entry_id: str, *answers: tuple[str, str]) -> Any:
    data: Any = entry_data(the_entry(entry_id))
    for key, value in answers:
        data = with_answer(data, key, value, TODAY)
    return read_entry(items_of(data))


def verdict_of(workspace: Workspace, slug: str, facts: Facts) -> Verdict:
    found = match_facts(workspace, facts).of(slug)
    assert found is not None
    return found.verdict.verdict


def test_a_call_asks_what_is_unknown_and_nothing_else() -> None:
    keys = [question.key for question in check_questions(the_entry(INMAA))]

    assert keys[0] == "availability"
    assert "situations:refugie_bra" in keys
    assert "situations:marocain" in keys
    assert "cities:Casablanca" in keys
    assert "cities:Rabat" not in keys
    assert "guarantee" not in keys
    assert {"amount_max", "rate", "documents"} <= set(keys)


def test_every_question_of_the_catalogue_takes_an_answer_and_is_then_not_asked_again() -> None:
    values = {"state": "open", "yes_no": "yes", "age": "18", "money": "50 000", "text": "0801 000 000"}
    for entry in the_catalogue().entries:
        for question in check_questions(entry):
            after = answered(entry.id, (question.key, values[question.kind]))
            assert question.key not in [one.key for one in check_questions(after)], (entry.id, question.key)
            assert len({question.text.fr, question.text.ar, question.text.en}) == 3


def test_yes_accepts_no_refuses_and_both_say_that_it_was_said_on_the_phone() -> None:
    entry = answered(INMAA, ("situations:refugie_bra", "yes"), ("situations:sans_document", "no"))

    holds = evaluate(entry, someone(situations=["refugie_bra"])).criteria[0][1]
    without = evaluate(entry, someone(situations=["sans_document"]))
    assert holds is Verdict.ELIGIBLE
    assert without.verdict is Verdict.NOT_ELIGIBLE
    assert "selon l'organisme, appelé le 23/11/2026" in reasons(without)[0].text.fr


def test_a_dated_call_opens_for_its_days_only() -> None:
    entry = answered("reseau_entreprendre_maroc", ("availability", "call_based:2026-12-01:2026-12-31"))

    assert entry.availability.judge(TODAY) is Verdict.ASK
    assert entry.availability.judge(TODAY + timedelta(days=10)) is Verdict.ELIGIBLE


@pytest.mark.parametrize(
    ("key", "value"),
    [("availability", "perhaps"), ("situations:refugie_bra", "maybe"), ("amount_max", "beaucoup"), ("age_min", "dix"),
     ("rate", "  "), ("documents", "\n ")],
)  # fmt: skip
def test_what_is_no_answer_is_refused(key: str, value: str) -> None:
    with pytest.raises(Refused):
        with_answer(entry_data(the_entry(INMAA)), key, value, TODAY)


def test_answers_change_the_verdict_at_once_and_are_kept_with_who_when_and_whom(either: Workspace) -> None:
    person = someone(situations=["refugie_bra"], city="Rabat", stage="creation")
    assert verdict_of(either, INMAA, person) is Verdict.ASK
    version = entry_page(either, INMAA).listed.version
    for key, value in (("availability", "open"), ("situations:refugie_bra", "yes")):
        version = record_answer(either, INMAA, version, key, value, "Essai Guichet")

    assert verdict_of(either, INMAA, person) is Verdict.ELIGIBLE
    page = entry_page(either, INMAA)
    assert [(one.field, one.answer, one.answered_by, one.by) for one in page.checks] == [
        ("situations:refugie_bra", "yes", "Essai Guichet", "Amina Essai"),
        ("availability", "open", "Essai Guichet", "Amina Essai"),
    ]
    assert page.listed.last_checked_on == either.clock.today()
    assert not page.is_stale
    assert [(one.number, one.reason) for one in versions_of(either, INMAA)] == [
        (3, "phone: situations:refugie_bra"), (2, "phone: availability"), (1, None),
    ]  # fmt: skip


def test_an_answer_can_be_taken_back(either: Workspace) -> None:
    before = entry_page(either, INMAA)
    record_answer(either, INMAA, before.listed.version, "availability", "open")
    undo_last(either)

    after = entry_page(either, INMAA)
    assert after.listed.entry == before.listed.entry
    assert after.checks == ()
    assert versions_of(either, INMAA) == []


def test_still_correct_is_one_act_and_the_rhythm_brings_it_back(workspace: Workspace) -> None:
    page = entry_page(workspace, "bank_account")
    still_correct(workspace, "bank_account", page.listed.version)
    assert "bank_account" not in [one.entry.id for one in stale_entries(workspace)]

    later = replace(workspace, clock=FixedClock(NOON + timedelta(days=page.rhythm_days)))
    assert "bank_account" in [one.entry.id for one in stale_entries(later)]


def test_a_rhythm_of_its_own(workspace: Workspace) -> None:
    version = still_correct(workspace, INMAA, entry_page(workspace, INMAA).listed.version)
    choose_rhythm(workspace, INMAA, version, 7)

    assert entry_page(workspace, INMAA).due_on == workspace.clock.today() + timedelta(days=7)
    with pytest.raises(Refused):
        choose_rhythm(workspace, INMAA, version + 1, 1)


def test_rhythms_follow_how_fast_facts_change() -> None:
    assert rhythm_days(an_entry(state="unknown"), None) < rhythm_days(an_entry(), None)
    assert rhythm_days(an_entry(), None) < rhythm_days(an_entry(state="closed"), None)
    assert rhythm_days(an_entry(), 14) == 14
    assert is_stale(an_entry(), None, None, TODAY)


def test_closing_needs_a_reason_and_nobody_is_offered_it_any_more(workspace: Workspace) -> None:
    version = entry_page(workspace, INMAA).listed.version
    with pytest.raises(Refused):
        change_state(workspace, INMAA, version, "closed", " ")
    change_state(workspace, INMAA, version, "closed", "Ne prête plus, dit au guichet")

    assert verdict_of(workspace, INMAA, someone()) is Verdict.CLOSED
    assert entry_page(workspace, INMAA).checks[0].answer == "closed: Ne prête plus, dit au guichet"


def test_an_impossible_amount_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    version = entry_page(workspace, INMAA).listed.version
    with pytest.raises(Refused) as refused:
        record_answer(workspace, INMAA, version, "amount_max", "1000000000000")

    assert "1000000000000" in str(refused.value.values["reason"])
    assert entry_page(workspace, INMAA).listed.version == version


def test_a_rate_of_45_percent_is_kept_and_shown_as_suspicious() -> None:
    assert "45" in suspicions(answered(INMAA, ("rate", "45 % par an")))[0]
    assert suspicions(the_entry("intelaka")) == ()


def test_somebody_else_was_faster(workspace: Workspace) -> None:
    version = entry_page(workspace, INMAA).listed.version
    still_correct(workspace, INMAA, version)
    with pytest.raises(ConflictingEdit):
        record_answer(workspace, INMAA, version, "availability", "open")


def test_the_phone_check_from_the_command_line(base_file: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.cli import main
    from tests.conftest import PASSWORD

    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    words = ["--base", str(base_file), "--json", "funding", "check", "attawfiq_microcredit"]
    assert main([*words, "--answer", "availability=open", "--answer", "phone=0801 000 000", "--who", "Essai"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["last_checked"] is not None
    assert not told["stale"]
    assert "availability" not in [one["key"] for one in told["questions"]]
    assert main([*words, "--answer", "availability=open"]) == 7
