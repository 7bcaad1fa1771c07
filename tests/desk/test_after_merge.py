"""What a merge means elsewhere: the report, an import, a slip printed before; and the two dossiers side by side."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.desk.merging import merge_people
from app.desk.side_by_side import FieldPair, merges_of, side_by_side
from app.desk.unmerging import unmerge_people
from app.errors import NotFound
from app.indicators.reporting import show_figures
from app.people.consents import record_consent
from app.people.contacts import add_note
from app.people.dossier import dossier
from app.people.forms import PersonForm, PhoneForm
from app.people.imports.planning import plan_import
from app.people.imports.writing import import_people
from app.people.registration import register_person
from app.workspace import Workspace
from db.models import Person
from db.types import uuid7
from tests.desk.any_row import stamp

HEADER = ["id", "given_name", "family_name", "sex", "phone"]
FIRST, SECOND = ["X-1", "Awa", "Essai-Une", "F", "0661000001"], ["X-2", "Aoua", "Essai-Une", "F", "0661000002"]


def ids(workspace: Workspace) -> tuple[UUID, UUID]:
    """Two dossiers of one person, imported under an id each."""
    import_people(workspace, plan_import(workspace, [HEADER, FIRST, SECOND]))
    known = [row.person_id for row in plan_import(workspace, [HEADER, FIRST, SECOND]).rows]
    assert known[0] is not None
    assert known[1] is not None
    return known[0], known[1]


def test_importing_either_id_again_is_known_and_leads_to_the_survivor(either: Workspace) -> None:
    first, second = ids(either)

    merged = merge_people(either, second, first, ())

    again = plan_import(either, [HEADER, FIRST, SECOND])
    assert [(row.state, row.person_id) for row in again.rows] == [("known", second), ("known", second)]
    assert import_people(either, again).new == 0

    unmerge_people(either, merged.id)

    apart = plan_import(either, [HEADER, FIRST, SECOND])
    assert [row.person_id for row in apart.rows] == [first, second]


def test_a_merged_person_counts_once_from_the_earlier_date(workspace: Workspace) -> None:
    first = register_person(workspace, PersonForm(given_name="Awa", family_name="Essai-Une", sex="F")).id
    second = register_person(workspace, PersonForm(given_name="Aoua", family_name="Essai-Une", sex="F")).id
    with workspace.database.write(stamp(workspace)) as session:
        early = session.get(Person, second)
        assert early is not None
        early.registered_on = date(2026, 3, 1)

    def registered(start: date, end: date) -> int | None:
        return {one.key: one.value for one in show_figures(workspace, start, end).figures}["people_registered"]

    year, march, november = (
        (date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 11, 1), date(2026, 11, 30)),
    )  # fmt: skip
    assert [registered(*when) for when in (year, march, november)] == [2, 1, 1]

    merged = merge_people(workspace, first, second, ())

    assert [registered(*when) for when in (year, march, november)] == [1, 1, 0]

    unmerge_people(workspace, merged.id)

    assert [registered(*when) for when in (year, march, november)] == [2, 1, 1]


def test_both_sides_are_shown_with_what_differs_and_what_each_has(workspace: Workspace) -> None:
    awa = PersonForm(given_name="Awa", family_name="Essai-Une", city="Rabat", phones=(PhoneForm("0661000001"),))
    aoua = PersonForm(given_name="Aoua", family_name="Essai-Une", sex="F", phones=(PhoneForm("0661000001"),))
    first, second = register_person(workspace, awa).id, register_person(workspace, aoua).id
    record_consent(workspace, second, "dossier")
    add_note(workspace, second, "une note")

    both = side_by_side(workspace, first, second)

    pairs = {pair.name: pair for pair in both.fields}
    assert pairs["given_name"] == FieldPair("given_name", "Awa", "Aoua")
    assert pairs["family_name"].is_same
    assert [name for name, pair in pairs.items() if pair.takes_right] == ["sex"]
    assert "phone" not in pairs
    assert both.rows[0] == {"person_phone": 1, "twin_pair": 1}
    assert both.rows[1] == {"person_phone": 1, "twin_pair": 1, "consent": 1, "interaction": 1}
    assert both.likeness.score >= 0.5
    with pytest.raises(NotFound):
        side_by_side(workspace, first, uuid7())


def test_only_the_newest_merge_can_be_taken_back(workspace: Workspace) -> None:
    people = [
        register_person(workspace, PersonForm(given_name=name, family_name="Essai-Une")).id
        for name in ("Awa", "Aoua", "Hawa")
    ]
    numbers = [dossier(workspace, one).card.number for one in people]
    merge_people(workspace, people[0], people[1], ())
    merge_people(workspace, people[0], people[2], ())

    cards = merges_of(workspace, people[0])

    assert [(card.number, card.can_be_undone) for card in cards] == [(numbers[2], True), (numbers[1], False)]
    assert {card.by for card in cards} == {workspace.user.display_name}
    assert cards[0].name == "ESSAI-UNE Hawa"
