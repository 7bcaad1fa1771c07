"""The other way round: groups give what one person at a time gives; the registry's call list; edited criteria."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from app.accounts.undo import undo_last
from app.errors import Refused
from app.funding.callers import call_list_paper, who_is_eligible
from app.funding.criteria import Verdict
from app.funding.editing import broken_because, change_criteria, edited_entry, said, try_criteria
from app.funding.entries import Kind
from app.funding.entry_writer import entry_data
from app.funding.facts import LEGAL_FORMS, PERMIT_OF_UNSTATED_KIND, SITUATIONS, STAGES, Facts, born_in
from app.funding.reverse import Crowd
from app.funding.verdicts import Matcher
from app.funding.versions import versions_of
from app.people.consents import record_consent
from app.people.dossier import save_project
from app.people.forms import PaperForm, PersonForm, PhoneForm, ProjectForm
from app.people.registration import register_person
from app.workspace import Workspace
from tests.funding.directory import TODAY, the_catalogue, the_entry

MATCHER = Matcher([entry for entry in the_catalogue().entries if entry.kind is not Kind.SERVICE])
AE = "auto_entrepreneur"


def anybody(dice: Random) -> Facts:
    return Facts(
        on=TODAY,
        situations=frozenset(dice.sample((*SITUATIONS, PERMIT_OF_UNSTATED_KIND), dice.randrange(3))),
        uncertain=frozenset(dice.sample(SITUATIONS, dice.randrange(2))),
        born=born_in(dice.randrange(1960, 2012)) if dice.random() < 0.7 else None,
        sex=dice.choice(("F", "M", None)),
        city=dice.choice(("Rabat", "الرباط", "Casablanca", "Fès", None)),
        stage=dice.choice((*STAGES, None)),
        legal_form=dice.choice((*LEGAL_FORMS, None)),
        has_account=dice.choice((True, False, None)),
    )


def test_a_crowd_has_the_verdict_of_each_of_its_people_for_each_option() -> None:
    dice = Random(3)
    people = [(number, anybody(dice)) for number in range(1500)]
    crowd = Crowd(MATCHER, people)
    alone = [MATCHER.verdicts(facts) for _number, facts in people]

    for entry in MATCHER.entries:
        for verdict, bits in crowd.of(entry).items():
            assert list(crowd.places(bits)) == [n for n in range(1500) if alone[n][entry.id] is verdict]


def test_a_crowd_keeps_the_outcome_of_each_condition() -> None:
    dice = Random(4)
    people = [(number, anybody(dice)) for number in range(300)]
    crowd = Crowd(MATCHER, people)
    for place, comparison in enumerate(MATCHER.comparisons):
        met = set(crowd.places(crowd.met[place]))
        failed = set(crowd.places(crowd.failed[place]))
        for number, facts in people:
            verdict = comparison.judge(facts)
            assert (number in met, number in failed) == (verdict is Verdict.ELIGIBLE, verdict is Verdict.NOT_ELIGIBLE)


def test_nobody_is_no_trouble() -> None:
    crowd: Crowd[int] = Crowd(MATCHER, [])

    assert not any(crowd.of(MATCHER.entries[0]).values())


def test_progress_is_told_and_may_stop_it() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        Crowd(MATCHER, ((n, Facts(on=TODAY)) for n in range(5000)), stop)


def registry(workspace: Workspace) -> dict[str, str]:
    """Four invented people: permit, asylum seeker, nothing known, expired permit."""
    papers = {
        "permit": (PaperForm("carte_residence", None, None, date(2030, 1, 1)),),
        "asylum": (PaperForm("hcr_asylum", None, None, date(2030, 1, 1)),),
        "nothing": (),
        "expired": (PaperForm("carte_residence", None, None, date(2020, 1, 1)),
                    PaperForm("hcr_asylum", None, None, date(2030, 1, 1))),
    }  # fmt: skip
    names = {}
    for name, held in papers.items():
        form = PersonForm(given_name=f"Essai {name}", city="Rabat", phones=(PhoneForm("0661000001"),))
        person = register_person(workspace, form, held)
        save_project(workspace, person.id, ProjectForm(stage="creation", legal_form="none"))
        names[name] = person.number
        if name == "permit":
            record_consent(workspace, person.id, "contact")
    return names


def test_who_it_is_open_to_who_is_close_and_by_what(either: Workspace) -> None:
    numbers = registry(either)
    found = who_is_eligible(either, AE)

    assert found.counts == {Verdict.ELIGIBLE: 1, Verdict.ASK: 1, Verdict.NOT_ELIGIBLE: 2, Verdict.CLOSED: 0}
    assert found.lines[0].number == numbers["permit"]
    changes = {line.number: line.change.by if line.change else None for line in found.lines}
    assert changes[numbers["expired"]] == "carte_residence"
    assert changes[numbers["asylum"]] == "carte_immatriculation"
    assert [line.agreed_to_calls for line in found.lines].count(True) == 1
    assert {line.phone for line in found.lines} == {"+212661000001"}


def test_the_printed_list_names_only_who_agreed_to_be_called(workspace: Workspace) -> None:
    from tests.funding.test_papers import text_of

    registry(workspace)
    said_on_paper = text_of(call_list_paper(workspace, AE, "fr"))

    assert "Essai permit" in said_on_paper
    assert "Essai asylum" not in said_on_paper


def criteria_of(entry_id: str) -> dict[str, dict[str, object] | None]:
    data = entry_data(the_entry(entry_id))["criteria"]
    assert isinstance(data, dict)
    return {key: value for key, value in data.items()}


def test_edited_criteria_are_tried_on_real_dossiers_and_keep_nothing(either: Workspace) -> None:
    registry(either)
    criteria = criteria_of(AE)
    criteria["situations"] = {"accepted": ["demandeur_asile_hcr"], "refused": [], "unknown": []}
    tried = try_criteria(either, AE, criteria)

    assert (tried.before[Verdict.ELIGIBLE], tried.after[Verdict.ELIGIBLE]) == (1, 2)
    assert versions_of(either, AE) == []


def test_a_change_is_a_version_with_who_and_why_and_can_be_undone(either: Workspace) -> None:
    version = who_is_eligible(either, AE).listed.version
    criteria = {**criteria_of(AE), "age_min": {"at_least": 18}}
    change_criteria(either, AE, version, criteria, "Dit par le registre")

    newest = versions_of(either, AE)[0]
    assert (newest.number, newest.by, newest.reason) == (2, "Amina Essai", "Dit par le registre")
    assert newest.entry.criterion("age_min") is not None
    undo_last(either)
    assert who_is_eligible(either, AE).listed.entry == the_entry(AE)


@pytest.mark.parametrize(
    "broken",
    [
        {"age_min": {"at_least": 40}, "age_max": {"at_most": 30}},
        {"age_min": {"at_least": "dix"}},
        {"age_min": {"at_least": 400}},
        {"stage": {"among": []}},
        {"stage": {"among": ["dream"]}},
        {"shoe_size": {"at_least": 3}},
        {"situations": {"accepted": ["recepisse"], "refused": ["recepisse"], "unknown": []}},
        {"situations": None},
        {"cities": {"served": ["nationwide"], "exclusive": True}},
        {"sex": {"at_least": 3}},
    ],
)
def test_broken_criteria_cannot_be_saved(workspace: Workspace, broken: dict[str, dict[str, object] | None]) -> None:
    criteria = {**criteria_of(AE), **broken}
    version = who_is_eligible(workspace, AE).listed.version

    error = broken_because(the_entry(AE), criteria)
    assert error is not None
    assert error.values["reason"]
    with pytest.raises(Refused):
        change_criteria(workspace, AE, version, criteria, "pour voir")
    assert who_is_eligible(workspace, AE).listed.version == version


def test_a_change_without_a_reason_is_refused(workspace: Workspace) -> None:
    version = who_is_eligible(workspace, AE).listed.version
    with pytest.raises(Refused):
        change_criteria(workspace, AE, version, criteria_of(AE), " ")


def test_every_condition_of_the_catalogue_is_said_in_three_languages() -> None:
    for entry in the_catalogue().entries:
        for text in said(entry):
            assert len({text.fr, text.ar, text.en}) == 3
            assert "{" not in text.fr + text.ar + text.en


def test_conditions_left_as_they_are_stay_the_sources() -> None:
    entry = the_entry(AE)

    assert edited_entry(entry, criteria_of(AE)) == entry
    assert replace(entry) == entry
