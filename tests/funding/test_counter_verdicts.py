"""The real catalogue at the counter: the verdicts of DOMAIN.md 1.1, why, what would change them, what to ask next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.funding.change_texts import change_text
from app.funding.changes import Means, would_change
from app.funding.criteria import Verdict
from app.funding.entries import Kind
from app.funding.facts import Fact, Facts
from app.funding.questions import next_question
from app.funding.reasons import reasons
from app.funding.verdicts import Matcher, evaluate, ranked
from tests.funding.directory import TODAY, an_entry, someone, the_catalogue, the_entry

YES, ASK, NO, CLOSED = (Verdict.ELIGIBLE, Verdict.ASK, Verdict.NOT_ELIGIBLE, Verdict.CLOSED)
ENABLERS = [entry for entry in the_catalogue().entries if entry.kind is Kind.ENABLER]


@pytest.mark.parametrize(
    ("entry_id", "permit", "bra", "hcr", "asylum", "nothing"),
    [
        ("reseau_entreprendre_maroc", ASK, ASK, ASK, NO, NO),
        ("forsa", CLOSED, CLOSED, CLOSED, CLOSED, CLOSED),
        ("amappe_hcr_agr", ASK, ASK, ASK, ASK, ASK),
        ("es_maroc_incubator", ASK, ASK, ASK, ASK, ASK),
        ("work4life", CLOSED, CLOSED, CLOSED, CLOSED, CLOSED),
        ("intelaka", ASK, ASK, ASK, ASK, ASK),
        ("inmaa_microcredit", ASK, ASK, ASK, ASK, ASK),
        ("alamana_microcredit", ASK, ASK, ASK, ASK, ASK),
        ("ana_moukawil", ASK, ASK, ASK, ASK, ASK),
        ("indh_p3_entrepreneuriat", ASK, ASK, ASK, ASK, ASK),
        ("auto_entrepreneur", YES, ASK, ASK, NO, NO),
        ("cooperative", YES, ASK, ASK, ASK, ASK),
        ("bank_account", YES, ASK, ASK, ASK, ASK),
        ("m_wallet", ASK, ASK, ASK, ASK, ASK),
    ],
)
def test_who_is_known_to_accept_whom(
    entry_id: str, permit: Verdict, bra: Verdict, hcr: Verdict, asylum: Verdict, nothing: Verdict
) -> None:
    held = {
        "carte_immatriculation": permit,
        "refugie_bra": bra,
        "refugie_hcr": hcr,
        "demandeur_asile_hcr": asylum,
        "sans_document": nothing,
    }
    person: dict[str, object] = {
        "birth_year": 1990,
        "sex": "F",
        "city": "Rabat",
        "stage": "creation",
        "legal_form": "auto_entrepreneur",
    }
    for situation, verdict in held.items():
        judged = evaluate(the_entry(entry_id), someone(situations=[situation], has_account=True, **person))
        assert judged.verdict is verdict, situation


def test_the_permit_is_accepted_by_reseau_entreprendre_and_only_the_call_makes_it_ask() -> None:
    judged = evaluate(
        the_entry("reseau_entreprendre_maroc"), someone(situations=["carte_residence"], city="Rabat", stage="creation")
    )

    assert judged.verdict is ASK
    assert judged.availability is ASK
    assert {verdict for _criterion, verdict in judged.criteria} == {YES}


def test_the_refusal_of_an_asylum_seeker_says_that_it_is_inferred_and_since_when() -> None:
    judged = evaluate(the_entry("auto_entrepreneur"), someone(situations=["demandeur_asile_hcr"]))
    reason = reasons(judged)[0]

    assert reason.verdict is NO
    assert reason.inferred
    assert reason.source == "https://maghress.com/fr/aujourdhui/278494"
    assert reason.date == "2018"
    assert "déduit" in reason.text.fr
    assert "2018" in reason.text.fr
    assert "مستنتج" in reason.text.ar
    assert "inferred" in reason.text.en


def test_an_old_source_stands_beside_the_verdict() -> None:
    judged = evaluate(the_entry("ardi_microcredit"), someone(stage="creation"))
    stage = next(reason for reason in reasons(judged) if reason.criterion == "stage")

    assert "selon une source de 2017, à vérifier" in stage.text.fr


@pytest.mark.parametrize(
    "person", [someone(), someone(situations=["recepisse"], city="Fès", stage="existing", sex="M")]
)
def test_every_reason_is_said_in_three_languages(person: Facts) -> None:
    for entry in the_catalogue().entries:
        judged = evaluate(entry, person)
        given = reasons(judged)
        assert [reason.criterion for reason in given] == [*(c.key for c, _v in judged.criteria), "availability"]
        for reason in given:
            text = reason.text
            assert len({text.fr, text.ar, text.en}) == 3
            for said in (text.fr, text.ar, text.en):
                assert "{" not in said
                assert said.endswith(".")


def test_an_expired_permit_is_a_paper_to_renew() -> None:
    person = replace(someone(situations=["demandeur_asile_hcr"]), lapsed=frozenset({"carte_immatriculation"}))
    changes = would_change(evaluate(the_entry("auto_entrepreneur"), person), ENABLERS)

    assert [(change.means, change.by, change.verdict) for change in changes] == [
        (Means.PAPER_TO_RENEW, "carte_immatriculation", YES)
    ]
    assert changes[0].before == ("demandeur_asile_hcr",)
    assert changes[0].after == ("carte_immatriculation", "demandeur_asile_hcr")


def test_someone_whose_only_paper_has_expired_is_told_to_renew_it() -> None:
    person = replace(someone(), lapsed=frozenset({"carte_residence"}))
    changes = would_change(evaluate(the_entry("auto_entrepreneur"), person), ENABLERS)

    assert (changes[0].means, changes[0].by, changes[0].verdict) == (Means.PAPER_TO_RENEW, "carte_residence", YES)


def test_a_missing_account_leads_to_the_enabler_that_opens_one() -> None:
    entry = an_entry(account_required={"required": True})
    changes = would_change(evaluate(entry, someone(situations=["marocain"], has_account=False)), ENABLERS)

    assert [(change.fact, change.after, change.means, change.by, change.verdict) for change in changes] == [
        (Fact.HAS_ACCOUNT, True, Means.ENABLER, "bank_account", YES)
    ]


def test_each_change_gives_the_verdict_it_announces() -> None:
    people = [
        someone(situations=["sans_document"], stage="idea", legal_form="none", has_account=False, city="Rabat"),
        someone(situations=["recepisse"], birth_year=1990),
        someone(),
    ]
    for person in people:
        for entry in the_catalogue().entries:
            for change in would_change(evaluate(entry, person), ENABLERS):
                if change.means is Means.PROVIDER_ANSWER:
                    continue
                learned = someone(**{change.fact: change.after})
                field = "born" if change.fact == Fact.BIRTH_YEAR else change.fact
                after = replace(person, **{field: getattr(learned, field)})
                assert evaluate(entry, after).verdict is change.verdict


def test_what_only_the_provider_knows_is_a_question_to_it_with_both_outcomes() -> None:
    lists = {"accepted": [], "refused": [], "unknown": ["refugie_bra"]}
    changes = would_change(evaluate(an_entry(situations=lists), someone(situations=["refugie_bra"])), ENABLERS)

    assert [(one.fact, one.about, one.after, one.verdict) for one in changes] == [
        ("provider.situations", ("refugie_bra",), "accepts", YES),
        ("provider.situations", ("refugie_bra",), "refuses", NO),
    ]
    assert {one.means for one in changes} == {Means.PROVIDER_ANSWER}


def test_a_call_that_leaves_another_point_open_says_that_it_does() -> None:
    lists = {"accepted": [], "refused": [], "unknown": ["recepisse"]}
    entry = an_entry(state="unknown", situations=lists)
    changes = would_change(evaluate(entry, someone(situations=["recepisse"])), ENABLERS)

    assert [(one.criterion, one.after, one.verdict) for one in changes] == [
        ("situations", "accepts", ASK), ("situations", "refuses", NO),
        ("availability", "open", ASK), ("availability", "closed", CLOSED),
    ]  # fmt: skip


def test_each_change_is_said_in_three_languages() -> None:
    names = {entry.id: entry.title for entry in ENABLERS}
    person = someone(situations=["recepisse"], stage="idea", legal_form="none", has_account=False, city="Fès")
    for entry in the_catalogue().entries:
        for change in would_change(evaluate(entry, person), ENABLERS):
            text = change_text(change, names)
            assert len({text.fr, text.ar, text.en}) == 3
            assert "{" not in text.fr + text.ar + text.en


def test_nothing_is_said_of_a_closed_entry() -> None:
    assert would_change(evaluate(the_entry("forsa"), someone()), ENABLERS) == ()


def test_the_first_question_to_a_stranger_and_none_when_all_is_known() -> None:
    matcher = Matcher(the_catalogue().entries)
    complete = someone(
        situations=["carte_residence"], birth_year=1990, sex="F", city="Rabat", stage="creation",
        legal_form="company", has_account=True,
    )  # fmt: skip

    question = next_question(matcher, Facts(on=TODAY))

    assert question is not None
    assert question.settles > 0
    assert len({question.text.fr, question.text.ar, question.text.en}) == 3
    assert next_question(matcher, complete) is None


def test_answering_every_question_leads_to_the_end() -> None:
    matcher = Matcher(the_catalogue().entries)
    answers: dict[Fact, dict[str, Any]] = {
        Fact.SITUATIONS: {"situations": frozenset({"carte_residence"})},
        Fact.CITY: {"city": "Rabat"},
        Fact.STAGE: {"stage": "creation"},
        Fact.LEGAL_FORM: {"legal_form": "cooperative"},
        Fact.HAS_ACCOUNT: {"has_account": True},
        Fact.SEX: {"sex": "F"},
        Fact.BIRTH_YEAR: {"born": someone(birth_year=1990).born},
    }
    facts, asked = Facts(on=TODAY), []
    while question := next_question(matcher, facts):
        asked.append(question.fact)
        facts = replace(facts, **answers[question.fact])

    assert len(asked) == len(set(asked))


def test_a_paper_of_unknown_validity_is_the_first_question() -> None:
    matcher = Matcher(the_catalogue().entries)
    facts = Facts(on=TODAY, uncertain=frozenset({"carte_residence"}))

    question = next_question(matcher, facts)

    assert question is not None
    assert question.fact is Fact.SITUATIONS
    assert "valable" in question.text.fr


def test_a_permit_of_unstated_kind_is_asked_for_its_kind_where_it_matters() -> None:
    lists = {"accepted": ["carte_immatriculation"], "refused": [], "unknown": []}
    facts = someone(situations=["carte_immatriculation|carte_residence"])

    question = next_question(Matcher([an_entry(situations=lists)]), facts)

    assert question is not None
    assert "carte de résidence" in question.text.fr


def test_what_is_open_comes_first_and_what_is_closed_last() -> None:
    person = someone(situations=["carte_residence"], city="Rabat", stage="idea", legal_form="none", has_account=False)
    order = [judged.verdict for judged in ranked(Matcher(the_catalogue().entries).judge(person))]

    assert order == sorted(order, key=[YES, ASK, NO, CLOSED].index)
    assert {YES, ASK, NO, CLOSED} == set(order)


def test_equal_comparisons_are_judged_once() -> None:
    entries = the_catalogue().entries
    deciding = [criterion for entry in entries for criterion in entry.criteria if criterion.decides]

    assert len(Matcher(entries).comparisons) < len(deciding) / 2
