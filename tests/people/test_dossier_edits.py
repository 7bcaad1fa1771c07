"""A dossier filled and edited: every field of P1 kept, two people on one dossier, households, shared projects and papers."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from app.accounts.rights import Role
from app.accounts.undo import undo_last
from app.errors import Refused
from app.people.changing import all_texts, change_fields, edit_fields
from app.people.dossier import dossier, save_project
from app.people.forms import HIDDEN, PaperForm, PersonForm, ProjectForm
from app.people.holders import paper_holders
from app.people.households import add_to_household, household_of, leave_household, save_household
from app.people.project_members import add_project_member, leave_project, project_members
from app.people.reception import receive
from app.people.registration import Registered, register_person, save_paper
from app.workspace import Workspace
from db.models import TwinPair
from tests.people.test_fields import WHOLE


def somebody(workspace: Workspace, name: str = "Essai") -> Registered:
    """A dossier of somebody invented."""
    return register_person(workspace, PersonForm(given_name=name))


def agent(workspace: Workspace) -> Workspace:
    """The same desk with an agent at it."""
    return replace(workspace, user=replace(workspace.user, roles=frozenset({Role.AGENT})))


def pairs_to_review(workspace: Workspace) -> int:
    """How many pairs wait for review."""
    with workspace.database.read() as session:
        return session.query(TwinPair).count()


def test_a_whole_reception_is_kept(either: Workspace) -> None:
    values = WHOLE | {"project": "Couture", "stage": "creation", "legal_form": "cooperative", "sector": "textile",
                      "project_city": "Salé", "purpose": "une machine"}  # fmt: skip
    papers = [PaperForm("passport", "A1234567"), PaperForm("recepisse", None, status="declared")]

    done = receive(either, values, papers, 1_500_00, consents=True, draft_id=uuid4(), language="fr")
    whole = dossier(either, done.id)

    texts = all_texts(whole)
    assert {name: texts[name] for name in WHOLE} == WHOLE
    assert [paper.form.type for paper in whole.papers] == ["passport", "recepisse"]
    assert whole.projects[0].form == ProjectForm("Couture", "creation", "cooperative", "textile", "Salé")
    assert whole.needs[0].amount_centimes == 1_500_00
    assert whole.card.has_consent


def test_every_field_is_set_by_its_name_and_taken_back(either: Workspace) -> None:
    person = somebody(either)

    assert change_fields(either, person.id, WHOLE | {"stage": "idea"}) == []
    texts = all_texts(dossier(either, person.id))
    assert {name: texts[name] for name in WHOLE} == WHOLE
    assert change_fields(either, person.id, {"taille": "1,80"}) == ["taille"]
    undo_last(either)
    assert all_texts(dossier(either, person.id))["nationality"] == ""
    assert not dossier(either, person.id).projects


def test_what_two_people_changed_elsewhere_both_stay(either: Workspace) -> None:
    person = somebody(either)
    seen = all_texts(dossier(either, person.id))
    change_fields(either, person.id, {"city": "Rabat"})

    assert edit_fields(either, person.id, seen, {"neighbourhood": "Takaddoum"}).clashes == ()
    form = dossier(either, person.id).form
    assert (form.city, form.neighbourhood) == ("Rabat", "Takaddoum")


def test_one_field_changed_by_two_is_shown_and_nothing_written(either: Workspace) -> None:
    person = somebody(either)
    seen = all_texts(dossier(either, person.id))
    change_fields(either, person.id, {"city": "Rabat", "birth": "12/03/1988"})

    edited = edit_fields(either, person.id, seen, {"city": "Salé", "birth": "1988-03-12", "note": "vue"})

    assert [(clash.name, clash.mine, clash.theirs) for clash in edited.clashes] == [("city", "Salé", "Rabat")]
    assert edited.by == "Amina Essai"
    assert dossier(either, person.id).form.note is None
    again = edit_fields(either, person.id, seen | {"city": "Rabat"}, {"city": "Salé", "note": "vue"})
    assert again.clashes == ()
    assert dossier(either, person.id).form.city == "Salé"


def test_a_declared_disability_has_its_own_right(either: Workspace) -> None:
    person = somebody(either)
    change_fields(agent(either), person.id, {"disability": "moving"})

    assert dossier(agent(either), person.id).form.disability == HIDDEN
    change_fields(agent(either), person.id, {"city": "Rabat", "disability": HIDDEN})
    assert dossier(either, person.id).form.disability == "moving"


def test_moroccan_among_several_nationalities_is_moroccan(either: Workspace) -> None:
    person = register_person(either, PersonForm(given_name="Essai", nationality="FRA", other_nationalities=("MAR",)))

    assert dossier(either, person.id).situations.situations == {"marocain"}


def test_a_household_links_dossiers_and_what_they_share(either: Workspace) -> None:
    mother, child, cousin = somebody(either, "Mère"), somebody(either, "Enfant"), somebody(either, "Cousine")

    add_to_household(either, mother.id, child.number, "child")
    save_household(either, mother.id, place="head", hcr_case="casa-12 c3", address="12 rue inventée")
    add_to_household(either, child.id, cousin.code, "relative")
    card = household_of(either, cousin.id)

    assert card is not None
    assert (card.hcr_case, card.address) == ("CASA-12 C3", "12 rue inventée")
    assert [(one.person_id, one.place) for one in card.members] == [
        (mother.id, "head"), (child.id, "child"), (cousin.id, "relative"),
    ]  # fmt: skip
    leave_household(either, cousin.id)
    assert household_of(either, cousin.id) is None
    undo_last(either)
    assert household_of(either, cousin.id) is not None


def test_a_person_is_in_one_household_at_a_time(workspace: Workspace) -> None:
    first, second, moved = somebody(workspace, "A"), somebody(workspace, "B"), somebody(workspace, "C")
    add_to_household(workspace, first.id, moved.number)
    add_to_household(workspace, second.id, moved.number)

    card = household_of(workspace, first.id)
    assert card is not None
    assert [one.person_id for one in card.members] == [first.id]
    with pytest.raises(Refused, match="oneself"):
        add_to_household(workspace, first.id, first.number)


def test_without_a_cndp_number_no_household_number_is_kept(workspace: Workspace) -> None:
    bare = replace(workspace, agency=replace(workspace.agency, keeps_paper_numbers=False))
    person = somebody(bare)

    assert save_household(bare, person.id, hcr_case="CASA-1").hcr_case is None


def test_several_people_on_one_project(either: Workspace) -> None:
    one, other = somebody(either, "Un"), somebody(either, "Deux")
    project_id = save_project(either, one.id, ProjectForm(title="Couture"))
    with pytest.raises(Refused, match="last_member"):
        leave_project(either, one.id, project_id)

    add_project_member(either, one.id, project_id, other.number)
    add_project_member(either, one.id, project_id, other.number)

    assert {card.id for card in project_members(either, other.id, project_id)} == {one.id, other.id}
    assert dossier(either, other.id).projects[0].form.title == "Couture"
    leave_project(either, one.id, project_id)
    assert not dossier(either, one.id).projects


def test_a_paper_somebody_else_holds_is_told_and_queued_never_refused(either: Workspace) -> None:
    first = register_person(either, PersonForm(given_name="Un"), (PaperForm("passport", "AB 12345"),))
    assert [one.card.id for one in paper_holders(either, "passport", "ab12345") if one.card] == [first.id]
    assert paper_holders(either, "cin", "AB12345") == []
    assert paper_holders(either, "passport", "12345") == []
    assert paper_holders(either, "passport", "AB12345", first.id) == []

    second = register_person(either, PersonForm(given_name="Deux"), (PaperForm("passport", "AB-12345"),))
    third = somebody(either, "Trois")
    save_paper(either, third.id, PaperForm("passport", "ab12345"))
    save_paper(either, third.id, PaperForm("passport", "ab12345"))

    assert second.id != first.id
    assert pairs_to_review(either) == 3


def test_a_household_file_number_is_no_ones_key(workspace: Workspace) -> None:
    for name in ("Un", "Deux"):
        register_person(workspace, PersonForm(given_name=name), (PaperForm("hcr_case", "CASA-7"),))

    assert paper_holders(workspace, "hcr_case", "CASA-7") == []
    assert pairs_to_review(workspace) == 0


@pytest.mark.parametrize("field", ["given_name", "city", "note", "carer_name", "carer_link", "external_id"])
def test_a_text_too_long_is_refused_whole(either: Workspace, field: str) -> None:
    person: UUID = somebody(either).id

    with pytest.raises(Refused, match="too_long"):
        change_fields(either, person, {field: "x" * 5_000, "sex": "F"})
    assert dossier(either, person).form == PersonForm(given_name="Essai")
