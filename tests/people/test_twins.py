"""The queue of dossiers that may be one person: filled by registration and by going over the registry, read and judged."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from app.accounts.undo import undo_last
from app.errors import NotFound
from app.people.dates import parse_birth
from app.people.duplicate_list import list_duplicates
from app.people.duplicates import find_duplicates, queue_duplicates
from app.people.forms import PersonForm, PhoneForm
from app.people.reception import receive
from app.people.registration import register_person
from app.people.twins import list_twins, look_again, say_different
from app.workspace import Workspace
from db.types import uuid7

PHONE = PhoneForm("0661000001")
AWA = PersonForm(given_name="Aminata", family_name="Essai-Diarra", phones=(PHONE,))
AOUA = PersonForm(given_name="Aminatou", family_name="Essai-Diara", phones=(PHONE,))
OTHER = PersonForm(given_name="Chidi", family_name="Essai-Fictif", phones=(PhoneForm("0661000009"),))


def two(workspace: Workspace, form: PersonForm = AWA, twin: PersonForm = AOUA) -> tuple[UUID, UUID]:
    return register_person(workspace, form).id, register_person(workspace, twin).id


def test_a_registration_queues_who_looks_alike_with_what_agrees_and_differs(either: Workspace) -> None:
    first, second = two(either)
    register_person(either, OTHER)

    queue = list_twins(either)

    assert queue.total == 1
    pair = queue.pairs[0]
    assert {pair.left.card.id, pair.right.card.id} == {first, second}
    assert {"name", "phone_same"} <= {term.name for term in pair.likeness.terms if term.agrees}
    assert pair.left.phones == ("+212661000001",)
    assert not pair.is_different


def test_not_the_same_is_remembered_with_who_said_it_and_can_be_undone(either: Workspace) -> None:
    first, second = two(either)

    say_different(either, second, first)

    assert list_twins(either).total == 0
    said = list_twins(either, different=True).pairs[0]
    assert (said.said_by, said.is_different) == ("Amina Essai", True)
    assert said.said_on == either.clock.today()
    assert find_duplicates(either) == []
    assert queue_duplicates(either).queued == 0
    undo_last(either)
    assert list_twins(either).total == 1
    say_different(either, first, second)
    look_again(either, said.id)
    assert list_twins(either).total == 1


def test_who_was_said_to_be_another_while_received_is_not_queued(workspace: Workspace) -> None:
    first = register_person(workspace, AWA).id
    values = {"given_name": "Aminatou", "family_name": "Essai-Diara", "phone": "0661000001"}

    receive(workspace, values, (), None, consents=False, draft_id=uuid7(), language="fr", not_the_same=[first])

    assert list_twins(workspace).total == 0
    assert list_twins(workspace, different=True).pairs[0].said_by == "Amina Essai"


def test_the_registry_is_gone_over_best_first(either: Workspace) -> None:
    born = parse_birth("1991-03-12", either.clock.today())
    register_person(either, replace(AWA, birth=born))
    register_person(either, OTHER)
    register_person(either, PersonForm(name_ar="أميناتا ديارا", birth=born, phones=(PHONE,)))
    register_person(either, replace(AOUA, birth=born))
    steps: list[tuple[int, int]] = []

    found = list_duplicates(either, 0.5, lambda done, total: steps.append((done, total)))

    scores = [pair.likeness.score for pair in found]
    assert scores == sorted(scores, reverse=True)
    assert len(found) >= 2
    assert found[0].agreeing()
    assert steps[-1][0] == steps[-1][1]
    assert list_duplicates(either, 1.0) == []


def test_going_over_the_registry_fills_the_queue_once(workspace: Workspace) -> None:
    first, second = two(workspace, AWA, replace(AOUA, phones=()))
    before = list_twins(workspace).total
    born = parse_birth("1991-03-12", workspace.clock.today())
    register_person(workspace, replace(OTHER, birth=born))

    sweep = queue_duplicates(workspace, 0.1)
    again = queue_duplicates(workspace, 0.1)

    assert sweep.queued == sweep.found - before
    assert again.queued == 0
    assert first != second


def test_stopped_nothing_is_queued(workspace: Workspace) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    two(workspace)
    before = list_twins(workspace).total

    with pytest.raises(Stopped):
        queue_duplicates(workspace, 0.1, stop)

    assert list_twins(workspace).total == before


def test_of_another_agency_nothing_is_told(workspace: Workspace) -> None:
    first, second = two(workspace)
    elsewhere = replace(workspace, agency=replace(workspace.agency, id=uuid7()))

    assert list_twins(elsewhere).total == 0
    assert find_duplicates(elsewhere) == []
    with pytest.raises(NotFound):
        say_different(elsewhere, first, second)
