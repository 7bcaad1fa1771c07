"""The phonetic index: who is found by sound, kept with each write on both engines, made again when it is missing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from app.accounts.undo import undo_last
from app.people.candidates import candidates
from app.people.dossier import dossier
from app.people.finding import search_at_once, search_like, search_people
from app.people.forms import PersonForm, PhoneForm
from app.people.likeness import PersonLook, look_of_texts
from app.people.registration import change_person, register_person
from app.people.search_index import ensure_search, is_search_whole
from app.people.sound_index import SoundIndex, SoundQuestion, SoundRow
from app.people.sound_rows import read_words, written_words
from app.workspace import Workspace
from db.models import PersonSound, SearchState


def a_person(workspace: Workspace, given: str, family: str, **more: object) -> UUID:
    form = PersonForm(given_name=given, family_name=family)
    return register_person(workspace, replace(form, **more)).id  # type: ignore[arg-type]


def found(workspace: Workspace, text: str) -> list[UUID]:
    return [hit.id for hit in search_people(workspace, text)]


@pytest.mark.parametrize(
    "typed",
    [
        "Mamadu Esai",
        "essai mamadou",
        "مامادو",
        "ESSAÏ Mamadou",
        "mamdou essai",
        "m essai",
        "mamadouessai",
        "mama",
        "essai mam",
    ],
)
def test_a_name_is_found_however_it_is_written(either: Workspace, typed: str) -> None:
    meant = a_person(either, "Mamadou", "Essai")
    a_person(either, "Blessing", "Okoro-Modèle")

    assert found(either, typed)[0] == meant


@pytest.mark.parametrize(
    ("given", "typed"), [("Jeanpaul", "jean paul"), ("Jean Paul", "jeanpaul"), ("Jean-Paul", "JEANPAUL")]
)
def test_words_written_as_one_or_as_two_are_the_same(workspace: Workspace, given: str, typed: str) -> None:
    meant = a_person(workspace, given, "Modèle")
    a_person(workspace, "Jean", "Essai")

    assert found(workspace, typed)[0] == meant


def test_what_nobody_is_called_finds_nobody(either: Workspace) -> None:
    a_person(either, "Mamadou", "Essai")

    assert found(either, "zoulikha tchernia") == []


def test_the_first_stage_finds_what_begins_so_and_nothing_else(either: Workspace) -> None:
    meant = a_person(either, "Mamadou", "Essai")

    assert [hit.id for hit in search_at_once(either, "ess mama")] == [meant]
    assert search_at_once(either, "mamadu") == []


def test_a_change_is_found_by_its_new_name_and_after_undo_by_the_old_one(either: Workspace) -> None:
    person_id = a_person(either, "Mamadou", "Essai")
    assert found(either, "mamadu") == [person_id]

    version = dossier(either, person_id).card.version
    change_person(either, person_id, version, PersonForm(given_name="Blessing", family_name="Essai"))

    assert found(either, "blesing") == [person_id]
    assert found(either, "mamadu") == []

    undo_last(either)

    assert found(either, "mamadu") == [person_id]


def test_an_index_that_is_missing_or_of_other_rules_is_made_again(either: Workspace) -> None:
    person_id = a_person(either, "Mamadou", "Essai")
    with either.database.engine.begin() as connection:
        connection.execute(delete(PersonSound))
        connection.execute(update(SearchState).values(algorithm=0))

    assert not is_search_whole(either)
    assert found(either, "mamadu") == []
    told: list[tuple[int, int]] = []
    assert ensure_search(either, lambda done, total: told.append((done, total)))

    assert told == [(1, 1)]
    assert found(either, "mamadu") == [person_id]
    assert not ensure_search(either)


def test_what_another_process_writes_is_seen(base_file: object, workspace: Workspace) -> None:
    from app.accounts.entrance import sign_in, sign_out
    from tests.conftest import PASSWORD

    assert found(workspace, "mamadu") == []
    other = sign_in(str(base_file), "amina", PASSWORD, clock=workspace.clock)
    person_id = a_person(other, "Mamadou", "Essai")
    sign_out(other)

    assert found(workspace, "mamadu") == [person_id]


def test_everything_a_reception_holds_helps_to_find(either: Workspace) -> None:
    homonyms = [a_person(either, "Awa", "Essai", sex="F", phones=(PhoneForm(f"060000000{n}"),)) for n in range(3)]
    look = look_of_texts(given_name="Hawa", family_name="ESSAI", phone="+212 6 00 00 00 01", today=either.clock.today())

    assert search_like(either, look)[0].id == homonyms[1]


def test_a_phone_alone_is_a_reception_too(either: Workspace) -> None:
    person_id = a_person(either, "Awa", "Essai", phones=(PhoneForm("0600000007"),))
    look = look_of_texts(phone="٠٦ ٠٠ ٠٠ ٠٠ ٠٧", today=either.clock.today())

    assert [hit.id for hit in search_like(either, look)] == [person_id]
    assert search_like(either, look_of_texts(today=either.clock.today())) == []


def test_candidates_come_likeliest_first(either: Workspace) -> None:
    near = a_person(either, "Mamadu", "Esai")
    same = a_person(either, "Mamadou", "Essai")
    a_person(either, "Blessing", "Okoro")

    with either.database.read() as session:
        assert candidates(session, PersonLook(given="Mamadou", family="Essai"))[:2] == [same, near]


def test_replaced_people_stand_once_and_answer_by_their_new_name() -> None:
    one, other = UUID(int=1 << 70 | 5), UUID(int=2 << 70 | 5)
    index = SoundIndex()
    index.add([SoundRow(one, read_words(written_words(["Awa Essai"])), 1990, "F"), SoundRow(other, (), None, None)])
    index.add([SoundRow(one, read_words(written_words(["Omar Essai"])), 1990, "M")])

    assert len(index) == 2
    assert [person for person, _ in index.nearest(SoundQuestion(("omar",)), 5)] == [one]
    assert index.nearest(SoundQuestion(("awa",)), 5)[:1] == [] or index.nearest(SoundQuestion(("awa",)), 5)[0][1] < 0.7


def test_a_year_favours_among_homonyms_and_hides_nobody() -> None:
    index = SoundIndex()
    index.add([SoundRow(UUID(int=n), read_words(written_words(["Awa Essai"])), 1980 + n, None) for n in range(1, 9)])

    best = index.nearest(SoundQuestion(("awa", "essai"), birth_year=1985), 10)

    assert best[0][0] == UUID(int=5)
    assert len(best) == 8
