"""Groups of conditions (all, any, none) and conditions on the need: read, judged, said, tried on real dossiers, kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import BadFile
from app.funding.changes import Means, would_change
from app.funding.checks import entry_page
from app.funding.criteria import CriterionKey, Verdict
from app.funding.editing import change_criteria, said, try_criteria
from app.funding.entry_writer import entry_data
from app.funding.matching import match_person
from app.funding.reasons import reasons
from app.funding.verdicts import evaluate
from app.people.dossier import add_need
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.workspace import Workspace
from tests.funding.directory import an_entry, someone

OPTION = "bank_account"
WOMAN_OR_YOUNG = {"any": [{"sex": {"among": ["F"]}}, {"age_max": {"at_most": 35}}]}
NOT_OWNER = {"none": [{"legal_form": {"among": ["company"]}}, {"need_min": {"at_least": 100_000}}]}


@pytest.mark.parametrize(
    ("group", "person", "verdict"),
    [
        (WOMAN_OR_YOUNG, {"sex": "F"}, "eligible"),
        (WOMAN_OR_YOUNG, {"sex": "M", "birth_year": 2000}, "eligible"),
        (WOMAN_OR_YOUNG, {"sex": "M", "birth_year": 1960}, "not_eligible"),
        (WOMAN_OR_YOUNG, {"sex": "M"}, "ask"),
        (WOMAN_OR_YOUNG, {"birth_year": 1960}, "ask"),
        (NOT_OWNER, {"legal_form": "company"}, "not_eligible"),
        (NOT_OWNER, {"legal_form": "none"}, "ask"),
        (NOT_OWNER, {"legal_form": "none", "need_amount": 20_000}, "eligible"),
        (NOT_OWNER, {"legal_form": "none", "need_amount": 100_000}, "not_eligible"),
        ({"all": [{"account_required": {"required": True}}, {"sex": {"among": ["F"]}}]}, {"sex": "F"}, "ask"),
        ({"all": [{"account_required": {"required": True}}, {"sex": {"among": ["F"]}}]}, {"sex": "M"}, "not_eligible"),
        ({"any": [{"purpose": {"mentions": ["couture", "خياطة"]}}]}, {"need_purpose": "Machine de Couture"}, "eligible"),
        ({"any": [{"purpose": {"mentions": ["couture"]}}]}, {"need_purpose": "un étal"}, "ask"),
        ({"none": [{"purpose": {"mentions": ["alcool"]}}]}, {"need_purpose": "vente d'alcool"}, "not_eligible"),
        ({"none": [{"purpose": {"mentions": ["alcool"]}}]}, {}, "ask"),
        ({"all": [WOMAN_OR_YOUNG, {"need_max": {"at_most": 50_000}}]}, {"sex": "F", "need_amount": 50_000}, "eligible"),
        ({"all": [WOMAN_OR_YOUNG, {"need_max": {"at_most": 50_000}}]}, {"sex": "F", "need_amount": 50_001}, "not_eligible"),
    ],
)  # fmt: skip
def test_judged(group: dict[str, Any], person: dict[str, Any], verdict: str) -> None:
    entry = an_entry(groups=[group])
    judged = evaluate(entry, someone(situations=["marocain"], **person))

    assert judged.verdict == verdict
    texts = next(one for one in reasons(judged) if one.criterion == CriterionKey.GROUPS).text
    assert len({texts.fr, texts.ar, texts.en}) == 3
    assert "{" not in texts.fr + texts.ar + texts.en
    (words,) = [text for one, text in zip(entry.criteria, said(entry), strict=True) if one.parts]
    assert len({words.fr, words.ar, words.en}) == 3


def test_a_need_alone_is_a_condition_too() -> None:
    entry = an_entry(need_min={"at_least": 5_000}, need_max={"at_most": 50_000})
    told = [
        evaluate(entry, someone(situations=["marocain"], need_amount=mad)).verdict for mad in (4_999, 5_000, 50_001)
    ]
    assert told == [Verdict.NOT_ELIGIBLE, Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE]
    unknown = evaluate(entry, someone(situations=["marocain"]))
    assert unknown.verdict is Verdict.ASK
    # What the person wants is not the provider's to say.
    assert not [one for one in would_change(unknown, ()) if one.means is Means.PROVIDER_ANSWER]


@pytest.mark.parametrize(
    ("criteria", "said_in"),
    [
        ({"groups": [{"some": []}]}, "all, any"),
        ({"groups": [{"any": []}]}, "groupe"),
        ({"groups": {"any": []}}, "groups"),
        ({"groups": [{"any": [{"height": {"at_least": 1}}]}]}, "height"),
        ({"groups": [{"any": [{"groups": []}]}]}, "groups"),
        ({"groups": [{"any": [{"age_min": {"at_least": 18}, "sex": {"among": ["F"]}}]}]}, "un champ"),
        ({"groups": [{"any": [{"sector": {"shown": {"fr": "a", "ar": "a", "en": "a"}}}]}]}, "texte"),
        ({"groups": [{"any": [{"cities": {"served": ["nationwide"]}}]}]}, "toujours"),
        ({"groups": [{"any": [{"all": [{"none": [{"sex": {"among": ["F"]}}]}]}]}]}, "profond"),
        ({"need_min": {"at_least": 10**12}}, "dirhams"),
        ({"need_min": {"at_least": 9}, "need_max": {"at_most": 8}}, "montant"),
        ({"purpose": {"mentions": []}}, "vide"),
    ],
)
def test_what_is_no_group_is_refused_with_its_reason(criteria: dict[str, Any], said_in: str) -> None:
    with pytest.raises(BadFile) as refused:
        an_entry(**criteria)
    assert said_in in str(refused.value.values["reason"])


def test_what_would_change_a_group_is_looked_for_in_its_conditions() -> None:
    entry = an_entry(
        groups=[{"any": [{"legal_form": {"among": ["cooperative"]}}, {"account_required": {"required": True}}]}]
    )
    judged = evaluate(entry, someone(situations=["marocain"], legal_form="none"))

    found = would_change(judged, ())
    assert ("has_account", True, Verdict.ELIGIBLE) in [(one.fact, one.after, one.verdict) for one in found]
    assert {one.criterion for one in found} == {"groups"}


def test_tried_on_real_dossiers_it_says_who_changes_and_why(either: Workspace) -> None:
    woman = register_person(either, PersonForm(given_name="Essai", family_name="Une", sex="F", nationality="MAR"))
    man = register_person(either, PersonForm(given_name="Essai", family_name="Deux", sex="M", nationality="MAR"))
    page = entry_page(either, OPTION)
    held: Any = entry_data(page.listed.entry)["criteria"]
    criteria = {**held, "groups": [{"all": [{"sex": {"among": ["F"]}}]}]}

    tried = try_criteria(either, OPTION, criteria)
    assert tried.moved_count == 1
    (moved,) = tried.moved
    assert (moved.id, moved.before, moved.after) == (man.id, Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE)
    assert [one.criterion for one in moved.why] == ["groups"]
    assert tried.before[Verdict.ELIGIBLE] == 2

    change_criteria(either, OPTION, page.listed.version, criteria, "Essai")
    verdicts = {one.id: match_person(either, one.id).of(OPTION) for one in (woman, man)}
    assert [one.verdict.verdict for one in verdicts.values() if one] == [Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE]
    assert entry_page(either, OPTION).listed.entry.criteria[-1].parts


def test_the_need_that_is_meant_is_the_one_judged(workspace: Workspace) -> None:
    person = register_person(workspace, PersonForm(given_name="Essai", nationality="MAR"))
    for purpose, amount in (("un étal", 5_000_00), ("un four", 80_000_00)):
        add_need(workspace, person.id, purpose, amount)
    page = entry_page(workspace, OPTION)
    held: Any = entry_data(page.listed.entry)["criteria"]
    change_criteria(workspace, OPTION, page.listed.version, {**held, "need_max": {"at_most": 50_000}}, "Essai")

    found = [match_person(workspace, person.id, need=number).of(OPTION) for number in (1, 2, None)]
    assert [one.verdict.verdict for one in found if one] == ["eligible", "not_eligible", "not_eligible"]


def test_from_the_command_line(
    base_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.cli import main
    from tests.conftest import PASSWORD

    monkeypatch.setenv("WASL_PASSWORD", PASSWORD)
    words = ["--base", str(base_file), "--json"]
    assert main([*words, "people", "add", "--given", "Essai", "--sex", "M", "--nationality", "MAR"]) == 0
    capsys.readouterr()
    criteria = [*words, "funding", "criteria", OPTION]
    edited = [*criteria, "--set", 'groups=[{"any": [{"sex": {"among": ["F"]}}]}]']
    assert main(edited) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["changes"], told["committed"]) == (1, False)
    assert (told["who"][0]["from"], told["who"][0]["to"]) == ("eligible", "not_eligible")
    assert main([*edited, "--commit"]) == 7  # no reason
    assert main([*edited, "--commit", "--reason", "Essai"]) == 0
    capsys.readouterr()
    assert main(criteria) == 0
    assert "Au moins une" in json.loads(capsys.readouterr().out)["criteria"][-1]["fr"]
    assert main([*criteria, "--set", 'age_max={"at_most": 400}']) == 7
    with pytest.raises(SystemExit):
        main([*criteria, "--set", "age_max"])
