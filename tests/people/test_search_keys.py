"""Keys and questions of the search field, matched as the base matches them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.search_keys import TOKEN_LIMIT, KeyKind, NumberQuery, WordsQuery, query_plan, search_keys

_AWA = search_keys(
    names=["Diallo", "Mamadou Alpha", "محمد الفاسي ديالو", None],
    phones=["+212661234567", "+224628123456"],
    paper_numbers=["A583671M", "433-15C96328"],
    dossiers=[("10010026000422", "RAB-26-00042-2")],
    external_ids=["KOBO-17"],
)


def _words_match(query: WordsQuery | None) -> bool:
    return query is not None and any(
        kind is query.kind and token.startswith(query.first) and all(f" {word}" in token for word in query.others)
        for token, kind in _AWA
    )


def _number_matches(query: NumberQuery) -> bool:
    return any(kind in query.kinds and token.startswith(query.starts) for token, kind in _AWA)


def _found(text: str) -> bool:
    plan = query_plan(text)
    by_name = plan.names is None or _words_match(plan.names)
    return not plan.is_empty and by_name and all(_number_matches(number) for number in plan.numbers)


@pytest.mark.parametrize(
    "typed",
    [
        "diallo",
        "mam dia",
        "alpha DIALLO mamadou",
        "محمد",
        "فاسي",
        "06 61 23 45 67",
        "+212 661 23",
        "234567",
        "0661",
        "628123",
        "mamadou 0661 23",
        "a583671m",
        "3671M",
        "433-15C9",
        "RAB-26-00042-2",
        "rab-26-0004",
        "RAB 26 00042 2",
        "10010026000422",
        "26-00042",
        "42",
        "00042",
        "diallo 1988",
        "٠٦٦١٢٣",
        "kobo-17",
    ],
)
def test_a_person_is_found_by_any_part_of_what_is_known(typed: str) -> None:
    assert _found(typed)


@pytest.mark.parametrize("typed", ["traore", "diallo fatou", "0777", "A999", "CAS-26-00042-2", "mamadou 0777", "43"])
def test_and_not_by_what_is_not(typed: str) -> None:
    assert not _found(typed)


@pytest.mark.parametrize("typed", ["", "   ", "...", "\u200f"])
def test_nothing_typed_asks_for_nobody(typed: str) -> None:
    assert query_plan(typed).is_empty


def test_a_year_beside_a_name_favours_and_never_hides() -> None:
    plan = query_plan("diallo 1988")

    assert plan.birth_year == 1988
    assert plan.numbers == ()
    assert query_plan("1988").numbers != ()


@pytest.mark.parametrize(
    ("typed", "is_begun"), [("awa dia", True), ("awa diallo ", False), ("awa 1988", False), ("06", False)]
)
def test_the_last_word_may_not_be_typed_to_its_end(typed: str, is_begun: bool) -> None:
    assert query_plan(typed).is_begun is is_begun


def test_the_longest_word_drives_the_scan() -> None:
    names = query_plan("ba mamadou oumar").names

    assert names == WordsQuery(KeyKind.NAME, "mamadou", ("oumar", "ba"))


@given(st.lists(st.text(max_size=120), max_size=4), st.lists(st.text(max_size=30), max_size=3))
def test_any_person_has_keys_that_fit_the_index(names: list[str], numbers: list[str]) -> None:
    for token, _ in search_keys(names=names, phones=numbers, paper_numbers=numbers, external_ids=numbers):
        assert 0 < len(token) <= TOKEN_LIMIT


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    plan = query_plan(text)

    assert plan.names is None or plan.names.first
    assert all(all(number.starts) for number in plan.numbers)


@given(st.lists(st.sampled_from(["diallo", "mamadou", "alpha", "محمد", "ديالو"]), min_size=1, unique=True))
def test_words_find_in_any_order(words: list[str]) -> None:
    assert _found(" ".join(words))
