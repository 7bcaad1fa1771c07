"""Search as one types, in the window: the first lines at once, the rest below them, and nothing moves under the hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import delete, update

import app.desk.search as desk_search
import app.people.finding as finding
from app.people.forms import PersonForm, PhoneForm
from app.people.registration import register_person
from db.models import PersonSound, SearchState
from tests.journeys.hands import press, type_text, wait_until
from ui.main_window import MainWindow
from ui.people.search import CAP
from ui.people.view import PeopleView


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Callable[[], None]]]:
    """Holds one stage of the search back, as a large registry would, until it is let go."""
    gates: list[threading.Event] = []

    def held(name: str, where: ModuleType = finding) -> Callable[[], None]:
        gate, real = threading.Event(), getattr(where, name)
        gates.append(gate)

        def later(*args: Any) -> Any:
            gate.wait(20)
            return real(*args)

        monkeypatch.setattr(where, name, later)
        return gate.set

    yield held
    for gate in gates:
        gate.set()


def register(window: MainWindow, *names: str) -> list[UUID]:
    people = []
    assert window.workspace is not None
    for place, name in enumerate(names):
        given, family = name.split(" ", 1)
        form = PersonForm(given_name=given, family_name=family, phones=(PhoneForm(f"06000001{place:02}"),))
        people.append(register_person(window.workspace, form).id)
    return people


def people_view(window: MainWindow) -> PeopleView:
    assert window.page is not None
    window.page.go("people")
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    view.focus_first()
    settle(window)
    return view


def settle(window: MainWindow) -> None:
    assert window.page is not None
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    wait_until(lambda: window.jobs.idle() and not view._timer.isActive() and not view.search.is_ending())


def lines(view: PeopleView) -> list[str]:
    rows = [view.model.row(place) for place in range(view.model.rowCount())]
    return [row.display_name for row in rows if row is not None]


def test_other_spellings_come_below_those_that_begin_so(window: MainWindow) -> None:
    register(window, "Mohammed Essai", "Mohamed Modèle", "Blessing Okoro-Essai")
    view = people_view(window)

    type_text("mohamed")
    settle(window)

    assert lines(view) == ["MODÈLE Mohamed", "ESSAI Mohammed"]
    assert view.count.text().startswith("2")


def test_the_row_chosen_stays_when_others_are_added(
    window: MainWindow, hold: Callable[..., Callable[[], None]]
) -> None:
    one, _ = register(window, "Mohamed Modèle", "Mohammed Essai")
    view = people_view(window)
    let_go = hold("search_whole")

    type_text("mohamed")
    wait_until(lambda: view.model.rowCount() == 1)
    press(Qt.Key.Key_Down)
    view.table.selectRow(0)
    let_go()
    settle(window)

    assert getattr(view.table.current(), "id", None) == one
    assert view.table.currentIndex().row() == 0
    assert len(lines(view)) == 2


def test_enter_before_any_answer_opens_the_one_meant(window: MainWindow) -> None:
    one, _ = register(window, "Mamadou Essai", "Awa Modèle")
    view = people_view(window)

    type_text("mamad")
    press(Qt.Key.Key_Return)
    wait_until(lambda: view.person_id is not None)

    assert view.person_id == one


def test_enter_waits_for_the_second_stage_when_the_first_finds_nobody(window: MainWindow) -> None:
    one, _ = register(window, "Mamadou Essai", "Awa Modèle")
    view = people_view(window)

    type_text("مامادو")
    press(Qt.Key.Key_Return)
    wait_until(lambda: view.person_id is not None)

    assert view.person_id == one


def test_enter_on_a_name_nobody_bears_begins_a_reception(window: MainWindow) -> None:
    register(window, "Awa Modèle")
    view = people_view(window)

    type_text("zoulikha tchernia")
    press(Qt.Key.Key_Return)
    wait_until(lambda: type(view.side.currentWidget()).__name__ == "ReceptionPanel")


def test_a_letter_more_takes_the_enter_back(window: MainWindow, hold: Callable[..., Callable[[], None]]) -> None:
    register(window, "Mamadou Essai")
    view = people_view(window)
    let_go = hold("search_at_once")

    type_text("mam")
    press(Qt.Key.Key_Return)
    type_text("a")
    let_go()
    settle(window)

    assert view.person_id is None
    assert lines(view) == ["ESSAI Mamadou"]


def test_more_than_a_hundred_are_said_so(window: MainWindow) -> None:
    assert window.workspace is not None
    for place in range(CAP + 3):
        register_person(window.workspace, PersonForm(given_name=f"Awa{place:03}", family_name="Essai"))
    view = people_view(window)

    type_text("essai")
    settle(window)

    assert view.count.text().startswith("100+")
    assert view.model.rowCount() == CAP


def test_an_index_an_older_version_left_out_is_made_while_one_works(window: MainWindow) -> None:
    register(window, "Mamadou Essai")
    assert window.workspace is not None
    with window.workspace.database.engine.begin() as connection:
        connection.execute(delete(PersonSound))
        connection.execute(update(SearchState).values(algorithm=0))
    view = people_view(window)

    type_text("mamadu")
    wait_until(lambda: view.model.rowCount() == 1)

    assert lines(view) == ["ESSAI Mamadou"]


def test_the_letters_typed_stand_out_in_the_list_and_not_in_privacy_mode(window: MainWindow) -> None:
    register(window, "Mamadou Essai")
    view = people_view(window)

    type_text("mama")
    settle(window)

    assert view._matched("ESSAI Mamadou") == ((6, 4),)
    view.hide_names(True)
    assert view._matched("ESSAI Mamadou") == ()
    view.hide_names(False)
    view.grab()  # the delegate draws


def palette_lines(window: MainWindow) -> list[str]:
    assert window.page is not None
    picked = window.page.palette_of_commands._list.picked
    return [picked.item(row).text().split("   ·   ")[0].strip("\u2068\u2069") for row in range(picked.count())]


def test_the_search_of_everything_shows_what_begins_so_and_puts_what_sounds_so_below_it(
    window: MainWindow, hold: Callable[..., Callable[[], None]]
) -> None:
    register(window, "Mohammed Essai", "Mohamed Modèle")
    page = window.page
    assert page is not None
    palette = page.palette_of_commands
    let_go = hold("search_whole", desk_search)
    page.field.setFocus()

    type_text("mohamed")
    wait_until(lambda: palette_lines(window) == ["MODÈLE Mohamed"] and palette._list.isVisible())
    first = palette._list.picked.currentItem()
    let_go()
    wait_until(lambda: len(palette_lines(window)) == 2)

    assert palette_lines(window) == ["MODÈLE Mohamed", "ESSAI Mohammed"]
    assert palette._list.picked.currentItem() is first
    assert [shown[0] for shown in map(palette._list._matched, palette_lines(window))] == [(7, 7), (6, 8)]


def test_enter_in_the_search_of_everything_waits_for_who_only_sounds_so(window: MainWindow) -> None:
    one, _ = register(window, "Mohammed Essai", "Awa Modèle")
    page = window.page
    assert page is not None
    page.field.setFocus()

    type_text("muhamad")
    press(Qt.Key.Key_Return)
    view = page.view("people")
    assert isinstance(view, PeopleView)
    wait_until(lambda: view.person_id is not None)

    assert view.person_id == one
