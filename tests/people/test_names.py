"""Names in any script: cleaned, shown, folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.people.names import NAME_LIMIT, Script, clean_name, display_name, fold, script_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("N'Guessan", "nguessan"),
        ("N’GUESSAN", "nguessan"),
        ("Élise  Müller", "elise muller"),
        ("Jean-Paul", "jean paul"),
        ("أحمد", "احمد"),
        ("إدريس", "ادريس"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("موسى", "موسي"),
        ("فاطمة", "فاطمه"),
        ("عائشة", "عايشه"),
        ("٠٦٦١", "0661"),
        ("Ɓóyi Ŋɛlɔ", "boyi nelo"),
        ("Ousmane\u200b Dia\u200fllo", "ousmane diallo"),
        ("Łukasz Ødegård", "lukasz odegard"),
        ("", ""),
        ("...", ""),
    ],
)
def test_spellings_of_one_name_fold_into_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)

    assert fold(once) == once
    assert once == " ".join(once.split())


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40))
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Awa\tMarie \n DIOP ", "Awa Marie DIOP"),
        ("Ma\u0301riam", "M\u00e1riam"),
        ("\u2067محمد\u2069", "محمد"),
        ("\ufee3\ufea4\ufee4\ufeaa", "محمد"),
        ("N’Guessan", "N’Guessan"),
        (None, ""),
        ("\u0000\u0007", ""),
    ],
)
def test_a_name_is_kept_as_written_without_what_cannot_be_seen(typed: str | None, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


def test_a_pasted_page_is_no_name() -> None:
    assert len(clean_name("a" * NAME_LIMIT)) == NAME_LIMIT
    with pytest.raises(Refused) as refusal:
        clean_name("a" * (NAME_LIMIT + 1))

    assert refusal.value.key == "person.name_too_long"


@pytest.mark.parametrize(
    ("family", "given_name", "arabic", "shown"),
    [
        ("Diallo", "Mamadou", None, "DIALLO Mamadou"),
        ("el amrani", "JEAN-PIERRE", None, "EL AMRANI Jean-Pierre"),
        ("", "McKenzie", None, "McKenzie"),
        ("Traoré", "", "تراوري", "TRAORÉ"),
        ("", "", "محمد", "محمد"),
        (None, None, None, ""),
    ],
)
def test_a_person_is_shown_family_first(
    family: str | None, given_name: str | None, arabic: str | None, shown: str
) -> None:
    assert display_name(family, given_name, arabic) == shown


def test_the_script_of_a_name_is_recognised() -> None:
    assert script_of("Élise") is Script.LATIN
    assert script_of("محمد 2") is Script.ARABIC
    assert script_of("Ali علي") is Script.MIXED
    assert script_of("ሰላም") is Script.OTHER
    assert script_of("12 -") is Script.NONE
