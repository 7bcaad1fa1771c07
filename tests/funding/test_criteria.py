"""Each clause of status_rule, cities_rule and criteria_rule, one table a clause."""

from __future__ import annotations

from datetime import date

import pytest

from app.funding.criteria import Verdict
from app.funding.facts import Facts, facts_from_words
from app.funding.verdicts import evaluate
from tests.funding.directory import an_entry, someone, texts

YES, ASK, NO, CLOSED = (Verdict.ELIGIBLE, Verdict.ASK, Verdict.NOT_ELIGIBLE, Verdict.CLOSED)
PERMIT = "carte_immatriculation|carte_residence"
LISTS = {
    "accepted": ["carte_immatriculation", "carte_residence"],
    "refused": ["sans_document", "demandeur_asile_hcr", "passeport_seul"],
    "unknown": ["recepisse", "refugie_bra"],
}


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        ([], ASK),
        (["carte_residence"], YES),
        (["demandeur_asile_hcr"], NO),
        (["demandeur_asile_hcr", "passeport_seul"], NO),
        (["demandeur_asile_hcr", "carte_immatriculation"], YES),
        (["demandeur_asile_hcr", "recepisse"], ASK),
        (["recepisse"], ASK),
        (["marocain"], ASK),
        (["refugie_hcr"], ASK),
        (["a_word_nobody_knows"], ASK),
        (["demandeur_asile_hcr", "a_word_nobody_knows"], ASK),
        ([PERMIT], YES),
        (["carte_residence|carte_immatriculation"], YES),
    ],
)
def test_one_accepted_situation_is_enough_and_only_all_refused_refuses(held: list[str], verdict: Verdict) -> None:
    assert evaluate(an_entry(situations=LISTS), someone(situations=held)).verdict is verdict


@pytest.mark.parametrize(
    ("accepted", "refused", "verdict"),
    [
        (["carte_immatriculation", "carte_residence"], [], YES),
        (["carte_immatriculation"], [], ASK),
        (["carte_immatriculation"], ["carte_residence"], ASK),
        ([], ["carte_residence"], ASK),
        ([], ["carte_immatriculation", "carte_residence"], NO),
    ],
)
def test_a_permit_of_unstated_kind_counts_only_where_both_kinds_do(
    accepted: list[str], refused: list[str], verdict: Verdict
) -> None:
    entry = an_entry(situations={"accepted": accepted, "refused": refused, "unknown": []})

    assert evaluate(entry, someone(situations=[PERMIT])).verdict is verdict


@pytest.mark.parametrize(
    ("held", "uncertain", "verdict"),
    [
        ([], ["carte_immatriculation"], ASK),
        (["demandeur_asile_hcr"], ["carte_immatriculation"], ASK),
        (["demandeur_asile_hcr"], ["passeport_seul"], NO),
        (["carte_residence"], ["demandeur_asile_hcr"], YES),
    ],
)
def test_a_paper_of_unknown_validity_makes_ask_never_a_situation(
    held: list[str], uncertain: list[str], verdict: Verdict
) -> None:
    facts = Facts(on=date(2026, 11, 23), situations=frozenset(held), uncertain=frozenset(uncertain))

    assert evaluate(an_entry(situations=LISTS), facts).verdict is verdict


def test_where_every_situation_is_unknown_the_provider_is_asked() -> None:
    entry = an_entry(situations={"accepted": [], "refused": [], "unknown": ["carte_residence"]})

    assert evaluate(entry, someone(situations=["carte_residence"])).verdict is ASK


@pytest.mark.parametrize(
    ("birth_year", "minimum", "maximum"),
    [
        (None, ASK, ASK),
        (2010, NO, YES),
        (2009, NO, YES),
        (2008, ASK, YES),  # 17 or 18 on 23 November 2026
        (2007, YES, YES),
        (1991, YES, YES),  # 34 or 35
        (1990, YES, ASK),  # 35 or 36
        (1989, YES, NO),
        (2030, ASK, ASK),
        (1850, ASK, ASK),
        ("1989", YES, NO),
        ("about 1989", ASK, ASK),
        (True, ASK, ASK),
    ],
)
def test_an_age_decides_only_when_the_birth_year_leaves_no_doubt(
    birth_year: object, minimum: Verdict, maximum: Verdict
) -> None:
    person = someone(situations=["marocain"], birth_year=birth_year)

    assert evaluate(an_entry(age_min={"at_least": 18}), person).verdict is minimum
    assert evaluate(an_entry(age_max={"at_most": 35}), person).verdict is maximum


def test_an_exact_birth_date_settles_the_year_in_doubt() -> None:
    born = date(2008, 11, 23)
    facts = Facts(on=date(2026, 11, 23), situations=frozenset({"marocain"}), born=(born, born))

    assert evaluate(an_entry(age_min={"at_least": 18}), facts).verdict is YES


def test_without_a_day_no_age_is_known() -> None:
    facts = facts_from_words({"situations": ["marocain"], "birth_year": 1950})

    assert evaluate(an_entry(age_min={"at_least": 18}), facts).verdict is ASK


@pytest.mark.parametrize(("sex", "verdict"), [("F", YES), ("M", NO), (None, ASK), ("X", ASK)])
def test_reserved_to_women(sex: object, verdict: Verdict) -> None:
    assert evaluate(an_entry(sex={"among": ["F"]}), someone(situations=["marocain"], sex=sex)).verdict is verdict


@pytest.mark.parametrize("sex", ["F", "M", None])
def test_women_prioritised_refuses_nobody_and_means_ask(sex: str | None) -> None:
    entry = an_entry(sex={"statement": texts("femmes prioritaires")})

    assert evaluate(entry, someone(situations=["marocain"], sex=sex)).verdict is ASK


UP_TO_5 = {"text": texts("existing up to 5 years"), "narrows": "existing"}
TAKEOVER = {"text": texts("takeover")}


@pytest.mark.parametrize(
    ("listed", "outside", "idea", "creation", "existing"),
    [
        (["creation", "existing"], [], NO, YES, YES),
        (["creation"], [UP_TO_5], NO, YES, ASK),
        (["idea", "creation"], [UP_TO_5], YES, YES, ASK),
        (["creation"], [TAKEOVER], ASK, YES, ASK),
        ([], [TAKEOVER], ASK, ASK, ASK),
        (["creation"], [UP_TO_5, TAKEOVER], ASK, YES, ASK),
    ],
)
def test_a_list_refuses_only_what_all_its_values_plainly_exclude(
    listed: list[str], outside: list[object], idea: Verdict, creation: Verdict, existing: Verdict
) -> None:
    entry = an_entry(stage={"among": listed, "outside": outside})

    for stage, verdict in (("idea", idea), ("creation", creation), ("existing", existing), (None, ASK), ("seed", ASK)):
        assert evaluate(entry, someone(situations=["marocain"], stage=stage)).verdict is verdict, stage


@pytest.mark.parametrize(
    ("form", "verdict"),
    [("auto_entrepreneur", YES), ("company", ASK), ("none", NO), ("association", NO), (None, ASK), ("guild", ASK)],
)
def test_a_company_with_register_entry_is_a_company_of_which_more_is_asked(form: object, verdict: Verdict) -> None:
    entry = an_entry(
        legal_form={
            "among": ["auto_entrepreneur"],
            "outside": [{"text": texts("company with RC"), "narrows": "company"}],
        }
    )

    assert evaluate(entry, someone(situations=["marocain"], legal_form=form)).verdict is verdict


@pytest.mark.parametrize(("has_account", "verdict"), [(True, YES), (False, NO), (None, ASK), ("perhaps", ASK)])
def test_a_required_account_decides(has_account: object, verdict: Verdict) -> None:
    entry = an_entry(account_required={"required": True})

    assert evaluate(entry, someone(situations=["marocain"], has_account=has_account)).verdict is verdict


@pytest.mark.parametrize("has_account", [True, False, None])
def test_a_sentence_about_an_account_means_ask(has_account: bool | None) -> None:
    entry = an_entry(account_required={"statement": texts("un compte spécial par projet")})

    assert evaluate(entry, someone(situations=["marocain"], has_account=has_account)).verdict is ASK


@pytest.mark.parametrize(
    ("cities", "city", "verdict"),
    [
        ({"served": ["Rabat", "Casablanca"]}, "Rabat", YES),
        ({"served": ["Rabat"]}, "RABAT ", YES),
        ({"served": ["Rabat"]}, "الرباط", YES),
        ({"served": ["Casablanca"]}, "Casa", YES),
        ({"served": ["Salé"]}, "sale", YES),
        ({"served": ["Rabat"]}, "Fès", ASK),
        ({"served": ["Rabat"]}, None, ASK),
        ({"served": ["Rabat", "others"]}, "Fès", ASK),
        ({"served": ["Rabat", "others"]}, "others", ASK),
        ({"served": ["nationwide"]}, None, YES),
        ({"served": ["online"]}, "Fès", YES),
        ({"served": ["Rabat"], "exclusive": True}, "Fès", NO),
        ({"served": ["Rabat"], "exclusive": True}, "Rabat", YES),
        ({"served": ["Rabat"], "exclusive": True}, None, ASK),
        (None, "Fès", YES),
        (None, None, YES),
    ],
)
def test_elsewhere_is_ask_unless_the_cities_are_exclusive(cities: object, city: str | None, verdict: Verdict) -> None:
    assert evaluate(an_entry(cities=cities), someone(situations=["marocain"], city=city)).verdict is verdict


@pytest.mark.parametrize(
    ("state", "met", "not_met"),
    [
        ("open", YES, NO),
        ("unknown", ASK, NO),
        ("call_based", ASK, NO),
        ("closed", CLOSED, CLOSED),
        ("suspended", CLOSED, CLOSED),
    ],
)
def test_closed_comes_first_then_what_is_not_met_then_ask(state: str, met: Verdict, not_met: Verdict) -> None:
    entry = an_entry(state=state, sex={"among": ["F"]})

    assert evaluate(entry, someone(situations=["marocain"], sex="F")).verdict is met
    assert evaluate(entry, someone(situations=["marocain"], sex="M")).verdict is not_met


@pytest.mark.parametrize(("day", "verdict"), [("2026-11-23", YES), ("2026-12-31", YES), ("2027-01-01", ASK)])
def test_a_dated_call_opens_a_call_based_entry_for_its_days(day: str, verdict: Verdict) -> None:
    state: dict[str, object] = {"state": "call_based", "calls": [{"opens": "2026-11-23", "closes": "2026-12-31"}]}
    entry = an_entry(state=state)

    assert evaluate(entry, someone(on=day, situations=["marocain"])).verdict is verdict


def test_what_is_only_shown_decides_nothing() -> None:
    shown = {"shown": texts("mot")}
    judged = evaluate(an_entry(sector=shown, group_loan=shown, other=shown), someone(situations=["marocain"]))

    assert judged.verdict is YES
    assert [criterion.key for criterion, _verdict in judged.criteria] == ["situations"]


def test_a_null_is_listed_as_unknown_and_changes_no_verdict() -> None:
    judged = evaluate(an_entry(age_min=None, stage=None, cities=None), someone(situations=["marocain"]))

    assert judged.verdict is YES
    assert {"age_min", "stage", "cities"} <= set(judged.unknown)
