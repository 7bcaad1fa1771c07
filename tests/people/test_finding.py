"""Who is found for what is typed, in which order, and what is told of them; on both engines."""

from __future__ import annotations

from datetime import date

from app.people.dates import BirthDate, Precision
from app.people.finding import possible_twins, search_people
from app.people.forms import PersonForm, PhoneForm
from app.people.registration import register_person
from app.workspace import Workspace


def a_person(given: str, family: str, born: int = 1990, phone: str = "0600000001") -> PersonForm:
    birth = BirthDate(date(born, 1, 1), Precision.YEAR)
    return PersonForm(given_name=given, family_name=family, birth=birth, phones=(PhoneForm(phone),))


def names_found(workspace: Workspace, text: str, limit: int = 10) -> list[str]:
    return [hit.card.display_name for hit in search_people(workspace, text, limit) if hit.card]


def test_the_name_typed_comes_before_its_other_spellings_and_those_before_names_that_begin_so(
    either: Workspace,
) -> None:
    for given in ("Mohammed", "Mohamedou", "Mohamed"):
        register_person(either, a_person(given, "Essai"))

    assert names_found(either, "mohamed essai") == ["ESSAI Mohamed", "ESSAI Mohammed", "ESSAI Mohamedou"]


def test_only_the_best_are_shown_each_with_the_phone(either: Workspace) -> None:
    register_person(either, a_person("Awa", "Essaidi", phone="0600000002"))
    register_person(either, a_person("Awa", "Essai", phone="0600000003"))

    hits = search_people(either, "awa essai", 1)

    assert [(hit.card.display_name, hit.card.phone) for hit in hits if hit.card] == [("ESSAI Awa", "+212600000003")]


def test_a_year_of_birth_favours_and_hides_nobody(either: Workspace) -> None:
    register_person(either, a_person("Sara", "Aessai", born=1980))
    register_person(either, a_person("Sara", "Bessai", born=1999))

    assert names_found(either, "sara 1999") == ["BESSAI Sara", "AESSAI Sara"]


def test_equals_stand_in_the_order_of_their_names(either: Workspace) -> None:
    for family in ("Cessai", "Aessai", "Bessai"):
        register_person(either, a_person("Ruth", family))

    assert names_found(either, "ruth") == ["AESSAI Ruth", "BESSAI Ruth", "CESSAI Ruth"]


def test_a_dossier_that_may_be_the_same_is_shown_with_what_agrees(either: Workspace) -> None:
    register_person(either, a_person("Ibrahim", "Essai", born=1990, phone="0600000004"))
    register_person(either, a_person("Blessing", "Modèle", born=1970, phone="0600000005"))

    hints = possible_twins(either, a_person("Ibrahima", "Essai", born=1990, phone="0600000004"))

    assert [hint.card.display_name for hint in hints] == ["ESSAI Ibrahim"]
    assert "phone_same" in {term.name for term in hints[0].likeness.terms}
