"""The path opens what it says; repayments add up; no figure where the rate is unknown; ceilings of the decree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.funding.changes import Means
from app.funding.comparison import compare_offers, legal_ceilings, path_for
from app.funding.criteria import Verdict
from app.funding.entries import Kind
from app.funding.facts import Facts
from app.funding.path import path_of
from app.funding.simulation import LoanTerms, NoFigure, Repayment, ceiling_for, own_share, repayment, terms_of
from app.funding.verdicts import Matcher
from app.people.dossier import save_project
from app.people.forms import PersonForm, ProjectForm
from app.people.registration import register_person
from app.workspace import Workspace
from tests.funding.directory import an_entry, someone, the_catalogue, the_entry

MATCHER = Matcher([entry for entry in the_catalogue().entries if entry.kind is not Kind.SERVICE])
_WORSE = [Verdict.CLOSED, Verdict.NOT_ELIGIBLE, Verdict.ASK, Verdict.ELIGIBLE]


def walk(facts: Facts) -> list[tuple[Means, str]]:
    return [(step.means, step.by) for step in path_of(MATCHER, facts)]


def test_someone_without_a_paper_begins_with_the_permit() -> None:
    facts = someone(situations=["sans_document"], stage="creation", legal_form="none", has_account=False, city="Rabat")
    steps = path_of(MATCHER, facts)

    assert (steps[0].means, steps[0].by) == (Means.PAPER_TO_OBTAIN, "carte_immatriculation")
    assert all(step.opens for step in steps[:1])


def test_an_expired_permit_is_renewed_not_asked_for_anew() -> None:
    facts = replace(
        someone(situations=["passeport_seul"], stage="idea", legal_form="none", has_account=False, city="Rabat"),
        lapsed=frozenset({"carte_residence"}),
    )

    assert (Means.PAPER_TO_RENEW, "carte_residence") in walk(facts)
    assert Means.PAPER_TO_OBTAIN not in {means for means, _by in walk(facts)}


def test_someone_whose_only_paper_has_expired_begins_by_renewing_it() -> None:
    known = someone(stage="creation", legal_form="none", has_account=False, city="Rabat")

    assert walk(replace(known, lapsed=frozenset({"carte_immatriculation"})))[0] == (
        Means.PAPER_TO_RENEW, "carte_immatriculation",
    )  # fmt: skip


def test_what_nobody_has_asked_is_a_question_and_never_a_step() -> None:
    assert walk(someone(situations=["carte_residence"], city="Rabat")) == []


def test_an_account_opens_what_asks_for_one() -> None:
    entries = [an_entry("loan", account_required={"required": True}), the_entry("bank_account")]
    facts = someone(situations=["carte_residence"], has_account=False)
    steps = path_of(Matcher(entries), facts)

    assert [(step.by, [one.entry.id for one in step.opens]) for step in steps] == [("bank_account", ["loan"])]
    assert steps[0].verdict is Verdict.ELIGIBLE


def test_a_step_refused_to_the_person_is_no_step() -> None:
    entries = [an_entry("grant", legal_form={"among": ["auto_entrepreneur"]}), the_entry("auto_entrepreneur")]
    facts = someone(situations=["sans_document"], legal_form="none")
    means = [step.means for step in path_of(Matcher(entries), facts)]

    assert means == [Means.PAPER_TO_OBTAIN, Means.ENABLER]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        ["marocain", "recepisse", "refugie_hcr", "demandeur_asile_hcr", "sans_document", "carte_residence"]
    ),
    st.sampled_from(["idea", "creation", "existing"]),
    st.sampled_from(["none", "individual", "auto_entrepreneur", "cooperative"]),
    st.booleans(),
)
def test_each_step_moves_what_it_says_and_nothing_backwards(held: str, stage: str, form: str, account: bool) -> None:
    facts = someone(situations=[held], stage=stage, legal_form=form, has_account=account, city="Rabat", sex="F")
    for step in path_of(MATCHER, facts):
        before, after = MATCHER.verdicts(facts), MATCHER.verdicts(step.facts)
        for one in step.opens:
            assert (one.before, one.after) == (before[one.entry.id], after[one.entry.id])
            assert _WORSE.index(one.after) > _WORSE.index(one.before)
        facts = step.facts


@pytest.mark.parametrize(
    ("terms", "monthly", "cost"),
    [
        # 50,000 MAD at 0 % over 50 months: 1,000 a month, nothing more.
        (LoanTerms(5_000_000, 0, 50), 100_000, 0),
        # 100,000 MAD at 12 % over 12 months: 8,884.88 a month (annuity tables).
        (LoanTerms(10_000_000, 1200, 12), 888_488, 661_854),
        # 225,000 MAD, 60 months of which 12 without capital, 0 %: 4,687.50.
        (LoanTerms(22_500_000, 0, 60, 12), 468_750, 0),
    ],
)
def test_repayments(terms: LoanTerms, monthly: int, cost: int) -> None:
    found = repayment(terms)

    assert isinstance(found, Repayment)
    assert found.monthly_centimes == monthly
    assert abs(found.cost_centimes - cost) <= 2
    assert len(found.payments) == terms.months


@settings(deadline=None)
@given(st.integers(1_000, 10**9), st.integers(0, 4500), st.integers(1, 120), st.integers(0, 24))
def test_payments_add_up_to_the_loan_and_its_cost(centimes: int, rate: int, months: int, deferral: int) -> None:
    found = repayment(LoanTerms(centimes, rate, months + deferral, deferral))

    assert isinstance(found, Repayment)
    assert sum(found.payments) == centimes + found.cost_centimes
    assert found.cost_centimes >= 0 or rate == 0
    # Half a centime of rounding a month, with interest upon interest, is all that the last payment makes good.
    assert abs(found.last_centimes - found.monthly_centimes) <= months * (1 + rate / 120_000) ** months + 1


@pytest.mark.parametrize("terms", [
    LoanTerms(0, 100, 12), LoanTerms(10**15, 100, 12), LoanTerms(100, 20_000, 12), LoanTerms(100, 100, 12, 12),
    LoanTerms(100, 100, 999), LoanTerms(100, -1, 12),
])  # fmt: skip
def test_what_cannot_be_has_no_figure(terms: LoanTerms) -> None:
    assert repayment(terms) is NoFigure.OUT_OF_RANGE


def test_no_figure_where_the_source_gives_no_rate() -> None:
    assert terms_of(the_entry("alamana_microcredit"), 1_000_000, 12) is NoFigure.RATE_UNKNOWN
    assert terms_of(the_entry("initiative_rabat_sale_kenitra"), 1_000_000) is NoFigure.DURATION_UNKNOWN
    assert terms_of(the_entry("amappe_hcr_agr"), 1_000_000) is NoFigure.NOT_A_LOAN
    assert terms_of(the_entry("reseau_entreprendre_maroc"), None) is NoFigure.NO_AMOUNT
    assert terms_of(the_entry("reseau_entreprendre_maroc"), 1_000_000) == LoanTerms(1_000_000, 0, 60, 12)


def test_figures_stand_only_where_the_words_of_the_source_say_them() -> None:
    for entry in the_catalogue().entries:
        for term in entry.terms:
            numbers = (term.basis_points, term.months, term.deferral_months, term.grant_percent)
            for number in (one for one in numbers if one):
                assert term.text is not None
                said = number // 100 if number == term.basis_points else number
                assert str(said) in term.text.en, (entry.id, term.name)


def test_the_ceilings_of_the_decree() -> None:
    ceilings = legal_ceilings()

    assert ceiling_for(ceilings, None).centimes == 5_000_000
    assert ceiling_for(ceilings, "none").centimes == 5_000_000
    assert ceiling_for(ceilings, "auto_entrepreneur").centimes == 15_000_000
    assert ceiling_for(ceilings, "cooperative").centimes == 15_000_000
    assert "2.25.450" in ceilings.law.fr
    assert ceilings.provenance.sources


def test_own_share_of_the_indh_grant() -> None:
    share = own_share(10_000_000, 60)

    assert (share.grant_centimes, share.own_centimes) == (6_000_000, 4_000_000)


def test_compared_for_a_person(workspace: Workspace) -> None:
    person = register_person(workspace, PersonForm(given_name="Essai", city="Rabat"))
    save_project(workspace, person.id, ProjectForm(stage="creation", legal_form="none"))
    offers = compare_offers(
        workspace, person.id, ["reseau_entreprendre_maroc", "alamana_microcredit", "indh_p3_entrepreneuriat"], 6_000_000
    )

    assert isinstance(offers[0].repayment, Repayment)
    assert offers[1].repayment is NoFigure.RATE_UNKNOWN
    assert offers[1].ceiling is not None
    assert offers[1].above
    assert offers[2].share is not None
    assert [step.by for step in path_for(workspace, person.id)] == ["auto_entrepreneur"]
