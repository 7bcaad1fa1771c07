"""Hints of twins: what makes two people look like one, and what keeps relatives apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.alignment import align
from app.people.dates import BirthDate
from app.people.likeness import PERHAPS_SAME, SENTENCES, PersonLook, likeness, look_of_texts
from app.people.papers import Paper, PaperType
from app.people.word_likeness import word_likeness

_MAMADOU = PersonLook(
    given="Mamadou",
    family="Diallo",
    sex="M",
    birth=BirthDate(date(1988, 3, 12)),
    nationality="GIN",
    phones=("+212661234567",),
    papers=(Paper(PaperType.CONSULAR_CARD, "GN123456"),),
)


@pytest.mark.parametrize(
    "other",
    [
        _MAMADOU,
        replace(_MAMADOU, given="Mamadu", family="Jalloh", papers=()),
        replace(_MAMADOU, given="Diallo", family="Mamadou", phones=()),
        PersonLook(given="مامادو", family="ديالو", birth=BirthDate(date(1988, 3, 12)), nationality="GIN"),
        PersonLook(name_ar="مامادو ديالو", phones=("+212661234567",), nationality="GIN"),
        replace(_MAMADOU, birth=BirthDate(date(1988, 12, 3)), papers=()),
    ],
)
def test_one_person_written_otherwise_looks_the_same(other: PersonLook) -> None:
    assert likeness(_MAMADOU, other).score >= PERHAPS_SAME


@pytest.mark.parametrize(
    "other",
    [
        replace(_MAMADOU, given="Fatoumata", sex="F", papers=(), birth=BirthDate(date(1990, 6, 1))),
        replace(_MAMADOU, given="Ibrahima", papers=(Paper(PaperType.CONSULAR_CARD, "GN999888"),)),
        PersonLook(given="Mamadou", family="Diallo", birth=BirthDate(date(1971, 5, 2)), nationality="GIN"),
        PersonLook(given="Chidi", family="Okafor", nationality="NGA"),
        PersonLook(),
    ],
)
def test_relatives_homonyms_and_strangers_do_not(other: PersonLook) -> None:
    assert likeness(_MAMADOU, other).score < PERHAPS_SAME


def test_a_household_number_shared_by_two_names_is_weak() -> None:
    case = (Paper(PaperType.HCR_CASE, "433-15C96328"),)

    pair = PersonLook(given="Awa", family="Diop", papers=case), PersonLook(given="Omar", family="Diop", papers=case)

    assert likeness(*pair).score < PERHAPS_SAME


def test_the_score_is_explained_heaviest_first() -> None:
    found = likeness(_MAMADOU, replace(_MAMADOU, given="Mamadu", birth=None))

    weights = [abs(term.weight) for term in found.terms]
    assert found.terms[0].name == "paper_same"
    assert {term.name for term in found.terms if term.agrees} == {"paper_same", "phone_same", "name", "country_same"}
    assert weights == sorted(weights, reverse=True)
    assert all(term.sentence in SENTENCES.values() for term in found.terms)


def test_the_eight_fields_of_a_file_make_a_look() -> None:
    look = look_of_texts(
        given_name="Awa",
        family_name="DIOP",
        sex="f",
        birth_date="1988",
        nationality="Sénégal",
        phone="0661234567 / 0698773507",
        doc_type="passport",
        doc_number="a1 23",
        today=date(2026, 11, 23),
    )

    assert look.birth is not None
    assert (look.sex, look.birth.iso(), look.nationality) == ("F", "1988", "SEN")
    assert look.phones == ("+212661234567", "+212698773507")
    assert look.papers == (Paper(PaperType.PASSPORT, "A1 23"),)


def test_a_field_that_cannot_be_read_is_left_out() -> None:
    look = look_of_texts(given_name="Awa", birth_date="32/13/1988", nationality="?", today=date(2026, 11, 23))

    assert look == PersonLook(given="Awa")


def test_words_pair_in_any_order_and_glued() -> None:
    assert align("Jean Paul Mbarga", "MBARGA Jeanpaul").worst > 0.9
    assert align("Awa Diop", "Diop Awa Marie").left_over == 1
    assert align("", "Awa").words == 0


_looks = st.builds(
    PersonLook,
    given=st.sampled_from(["Awa", "Mamadou", "محمد", "", "J."]),
    family=st.sampled_from(["Diallo", "ديالو", "", "N'Guessan"]),
    name_ar=st.sampled_from(["", "محمد ديالو"]),
    sex=st.sampled_from(["F", "M", None]),
    birth=st.none() | st.builds(BirthDate, st.dates(date(1950, 1, 1), date(2010, 1, 1))),
    phones=st.sampled_from([(), ("+212661234567",), ("+212698773507",)]),
    papers=st.sampled_from([(), (Paper(PaperType.PASSPORT, "A1234567"),), (Paper(PaperType.HCR_CASE, "1-2"),)]),
)


@given(_looks, _looks)
def test_likeness_is_the_same_both_ways(a: PersonLook, b: PersonLook) -> None:
    there, back = likeness(a, b).score, likeness(b, a).score

    assert 0 <= there <= 1
    assert there == pytest.approx(back)


@given(st.text(alphabet="abcdehiklmnorstuydjz محدعلوي", min_size=1, max_size=12))
def test_a_word_is_like_itself(word: str) -> None:
    assert word_likeness(word, word) == 1.0
