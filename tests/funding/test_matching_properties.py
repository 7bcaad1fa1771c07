"""What must hold for every person and every entry, whatever the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.funding.criteria import Operator, Verdict, together
from app.funding.entries import Entry
from app.funding.entry_reader import read_entry
from app.funding.entry_writer import entry_data
from app.funding.facts import LEGAL_FORMS, PERMIT_OF_UNSTATED_KIND, SEXES, SITUATIONS, STAGES, Fact, Facts, born_in
from app.funding.located import items_of
from app.funding.questions import next_question
from app.funding.reverse import Crowd
from app.funding.verdicts import Matcher, combine, evaluate
from tests.funding.directory import an_entry, texts, the_catalogue

statuses = st.sets(st.sampled_from([*SITUATIONS, PERMIT_OF_UNSTATED_KIND, "unheard_of"]), max_size=3).map(frozenset)
people = st.builds(
    Facts,
    on=st.sampled_from([None, date(2026, 11, 23), date(2026, 12, 31)]),
    situations=statuses,
    uncertain=st.one_of(st.just(frozenset[str]()), statuses),
    born=st.one_of(st.none(), st.integers(1940, 2015).map(born_in)),
    sex=st.sampled_from([None, *SEXES]),
    city=st.sampled_from([None, "Rabat", "Casablanca", "Fès", "طنجة"]),
    stage=st.sampled_from([None, *STAGES]),
    legal_form=st.sampled_from([None, *LEGAL_FORMS]),
    has_account=st.sampled_from([None, True, False]),
    need_amount=st.sampled_from([None, 1_000_000, 5_000_000, 20_000_000]),
    need_purpose=st.sampled_from([None, "Machine à coudre", "stock de tissu"]),
)


@st.composite
def three_lists(draw: st.DrawFn) -> dict[str, object]:
    places = draw(st.lists(st.integers(0, 3), min_size=len(SITUATIONS), max_size=len(SITUATIONS)))
    names = ("accepted", "refused", "unknown")
    return {name: [s for s, p in zip(SITUATIONS, places, strict=True) if p == i] for i, name in enumerate(names)}


def _lists(vocabulary: tuple[str, ...]) -> st.SearchStrategy[object]:
    outside = st.lists(
        st.sampled_from([{"text": texts("autre")}, *({"text": texts(w), "narrows": w} for w in vocabulary)]), max_size=2
    )
    among = st.builds(
        lambda inside, outer: {"among": inside, "outside": outer},
        st.lists(st.sampled_from(vocabulary), min_size=1, unique=True),
        outside,
    )
    return st.one_of(st.none(), among, st.just({"statement": texts("phrase")}))


cities = st.builds(
    lambda names, exclusive: {"served": names, "exclusive": exclusive},
    st.lists(st.sampled_from(["Rabat", "Casablanca", "Tanger"]), min_size=1, unique=True),
    st.booleans(),
)
parts: st.SearchStrategy[Any] = st.sampled_from(
    [
        {"age_min": {"at_least": 18}},
        {"age_max": {"at_most": 35}},
        {"sex": {"among": ["F"]}},
        {"stage": {"among": ["existing"]}},
        {"legal_form": {"among": ["cooperative", "company"]}},
        {"account_required": {"required": True}},
        {"cities": {"served": ["Rabat"], "exclusive": True}},
        {"situations": {"accepted": ["refugie_hcr"], "refused": ["passeport_seul"], "unknown": []}},
        {"need_max": {"at_most": 50_000}},
        {"need_min": {"at_least": 50_000}},
        {"purpose": {"mentions": ["coudre"]}},
    ]
)
words_of_groups = st.sampled_from(["all", "any", "none"])


def _one_group(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda word, held: {word: held}, words_of_groups, st.lists(inner, min_size=1, max_size=3))


groups = st.lists(_one_group(st.one_of(parts, parts, _one_group(parts))), max_size=2)
entries = st.builds(
    lambda state, lists, low, high, sex, stage, form, account, where, grouped: an_entry(
        state=state,
        situations=lists,
        age_min=low,
        age_max=high,
        sex=sex,
        stage=stage,
        legal_form=form,
        account_required=account,
        cities=where,
        groups=grouped,
    ),
    st.sampled_from(["open", "open", "unknown", "call_based", "closed", "suspended"]),
    three_lists(),
    st.sampled_from([None, {"at_least": 18}, {"at_least": 21}]),
    st.sampled_from([None, {"at_most": 35}, {"at_most": 45}]),
    _lists(SEXES),
    _lists(STAGES),
    _lists(LEGAL_FORMS),
    st.sampled_from([None, {"required": True}, {"statement": texts("phrase")}]),
    st.one_of(st.none(), cities, st.just({"served": ["nationwide"]})),
    st.one_of(st.just([]), groups),
)
FIELDS = ("situations", "uncertain", "born", "sex", "city", "stage", "legal_form", "has_account", "need_amount",
          "need_purpose")  # fmt: skip


def changed(facts: Facts, field: str, value: Any) -> Facts:
    return replace(facts, **{field: value})


def without(facts: Facts, *fields: str) -> Facts:
    for field in fields:
        facts = changed(facts, field, getattr(Facts(), field))
    return facts


@given(entries, people)
def test_never_eligible_while_a_deciding_criterion_is_unknown(entry: Entry, facts: Facts) -> None:
    judged = evaluate(entry, facts)

    if judged.verdict is Verdict.ELIGIBLE:
        assert all(verdict is Verdict.ELIGIBLE for _criterion, verdict in judged.criteria)
        assert judged.availability is Verdict.ELIGIBLE
        for criterion, _verdict in judged.criteria:
            fact = criterion.comparison.fact
            if fact is not None and fact is not Fact.CITY:
                field = "born" if fact is Fact.BIRTH_YEAR else fact.value
                assert getattr(facts, field) not in (None, frozenset())


@given(entries, people)
def test_nothing_is_refused_because_something_is_unknown(entry: Entry, facts: Facts) -> None:
    for fields in (*((field,) for field in FIELDS), FIELDS):
        before, after = (evaluate(entry, facts).verdict, evaluate(entry, without(facts, *fields)).verdict)
        if after is Verdict.NOT_ELIGIBLE:
            # A paper of unknown validity may be all that kept us from refusing: knowing less of it refuses nobody else.
            assert before is Verdict.NOT_ELIGIBLE or "uncertain" in fields
    assert evaluate(entry, without(facts, *FIELDS)).verdict is not Verdict.NOT_ELIGIBLE


@given(entries, people, people)
def test_learning_a_fact_never_turns_a_refusal_by_another_fact_into_a_yes(
    entry: Entry, facts: Facts, learned: Facts
) -> None:
    judged = evaluate(entry, facts)
    failing = [
        {leaf.comparison.reads for leaf in criterion.leaves}
        for criterion, verdict in judged.criteria
        if verdict is Verdict.NOT_ELIGIBLE
    ]
    fields = {"birth_year": "born"}
    for fact in Fact:
        field = fields.get(fact.value, fact.value)
        if getattr(facts, field) not in (None, frozenset()) or not any(fact not in read for read in failing):
            continue
        after = evaluate(entry, changed(facts, field, getattr(learned, field))).verdict
        assert after is not Verdict.ELIGIBLE
        assert judged.verdict is not Verdict.NOT_ELIGIBLE or after is Verdict.NOT_ELIGIBLE


@given(entries, people, st.randoms(use_true_random=False))
def test_the_order_of_criteria_never_matters(entry: Entry, facts: Facts, shuffler: Random) -> None:
    criteria = list(entry.criteria)
    shuffler.shuffle(criteria)

    assert evaluate(replace(entry, criteria=tuple(criteria)), facts).verdict is evaluate(entry, facts).verdict


@given(st.lists(st.sampled_from([Verdict.ELIGIBLE, Verdict.ASK, Verdict.NOT_ELIGIBLE])), people)
def test_the_fast_way_and_the_explained_way_agree(_verdicts: list[Verdict], facts: Facts) -> None:
    matcher = Matcher(the_catalogue().entries)

    fast = matcher.verdicts(facts)

    for judged in matcher.judge(facts):
        assert fast[judged.entry.id] is judged.verdict
        assert judged.verdict is evaluate(judged.entry, facts).verdict
        assert judged.verdict is combine(judged.availability, (verdict for _criterion, verdict in judged.criteria))


@given(entries, people)
def test_groups_in_bits_in_columns_and_said_plainly_agree(entry: Entry, facts: Facts) -> None:
    matcher = Matcher([entry])
    plain = [criterion.comparison.judge(facts) for criterion in entry.criteria if criterion.decides]

    assert [verdict for _criterion, verdict in matcher.judge(facts)[0].criteria] == plain
    crowd = Crowd(matcher, [("x", facts), ("y", Facts(on=facts.on))])
    held = {verdict for verdict, bits in crowd.of(entry).items() if 0 in crowd.places(bits)}
    assert held == {matcher.verdicts(facts)[entry.id]}
    again = read_entry(items_of(entry_data(entry)))
    assert again.criteria == entry.criteria


three = st.sampled_from([Verdict.ELIGIBLE, Verdict.ASK, Verdict.NOT_ELIGIBLE])


@given(st.sampled_from([Operator.ALL, Operator.ANY, Operator.NONE]), st.lists(three, min_size=1, max_size=5), three)
def test_a_group_is_kleenes_logic(word: Operator, verdicts: list[Verdict], settled: Verdict) -> None:
    said = together(word, verdicts)
    worth = {Verdict.NOT_ELIGIBLE: 0, Verdict.ASK: 1, Verdict.ELIGIBLE: 2}
    values = [worth[one] for one in verdicts]
    assert worth[said] == {Operator.ALL: min(values), Operator.ANY: max(values), Operator.NONE: 2 - max(values)}[word]
    assert together(word, verdicts[::-1]) is said
    # What was unknown and is now known never overturns what was already decided.
    learned = [settled if one is Verdict.ASK else one for one in verdicts]
    assert said is Verdict.ASK or together(word, learned) is said


answers: dict[Fact, Sequence[Any]] = {
    Fact.SITUATIONS: [frozenset({status}) for status in SITUATIONS],
    Fact.CITY: ["Rabat", "Casablanca", "Tanger", "Ifrane"],
    Fact.STAGE: STAGES,
    Fact.LEGAL_FORM: LEGAL_FORMS,
    Fact.HAS_ACCOUNT: (True, False),
    Fact.SEX: SEXES,
    Fact.BIRTH_YEAR: [born_in(year) for year in (1960, 1985, 2006, 2015)],
}


@settings(max_examples=60)
@given(
    st.lists(entries, min_size=1, max_size=4),
    people.map(lambda facts: replace(facts, uncertain=frozenset(), on=date(2026, 11, 23))),
    st.sets(st.sampled_from(list(Fact)), max_size=3),
)
def test_a_question_is_asked_exactly_while_some_answer_can_change_some_verdict(
    some: list[Entry], facts: Facts, unanswered: set[Fact]
) -> None:
    facts = replace(facts, situations=facts.situations - {PERMIT_OF_UNSTATED_KIND} or frozenset({"marocain"}))
    complete = {
        Fact.CITY: "Rabat",
        Fact.STAGE: "idea",
        Fact.LEGAL_FORM: "none",
        Fact.HAS_ACCOUNT: True,
        Fact.SEX: "F",
        Fact.BIRTH_YEAR: born_in(1990),
    }
    fields = {fact: "born" if fact is Fact.BIRTH_YEAR else fact.value for fact in Fact}
    for fact, value in complete.items():
        if getattr(facts, fields[fact]) is None:
            facts = changed(facts, fields[fact], value)
    facts = without(facts, *(fields[fact] for fact in unanswered))
    matcher = Matcher([replace(entry, id=f"entry_{number}") for number, entry in enumerate(some)])

    now = matcher.verdicts(facts)
    completions = [facts]
    for fact in unanswered:
        completions = [changed(one, fields[fact], value) for one in completions for value in answers[fact]]
    can_change = any(matcher.verdicts(one) != now for one in completions)

    question = next_question(matcher, facts)
    assert (question is not None) == can_change
    assert question is None or question.fact in unanswered
