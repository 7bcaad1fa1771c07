"""Language, theme and text size are switched live: what somebody was typing goes through every one of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLineEdit, QWidget

from app.accounts.drafts import list_drafts
from app.people.forms import PersonForm
from app.people.registration import register_person
from tests.journeys.hands import has_focus, rest, type_text, wait_until
from ui.main_window import MainWindow
from ui.people.dossier_panel import DossierPanel
from ui.people.facts_tab import FactsTab
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel
from ui.theme import LOOK


def beside(window: MainWindow) -> QWidget | None:
    """What stands beside the registry."""
    assert window.page is not None
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    return view.side.currentWidget()


def reception(window: MainWindow) -> ReceptionPanel:
    """The reception that is open."""
    panel = beside(window)
    assert isinstance(panel, ReceptionPanel)
    return panel


def begin(window: MainWindow, given_name: str) -> None:
    """A reception with a name typed into it."""
    assert window.page is not None
    window.page.go("people", new=True)
    assert has_focus(reception(window).fields["given_name"])
    type_text(given_name)


@contextmanager
def busy_writer(window: MainWindow) -> Iterator[None]:
    """A long write is under way: what is written meanwhile waits behind it."""
    over = threading.Event()
    window.jobs.write(over.wait, 20)
    try:
        yield
    finally:
        over.set()


def test_a_reception_goes_through_theme_size_and_language_in_a_row(window: MainWindow) -> None:
    begin(window, "Awa")

    window.choose_theme("dark")
    window.choose_text(150)
    window.choose_language("ar")
    wait_until(window.jobs.idle)

    assert reception(window).fields["given_name"].text() == "Awa"
    assert (LOOK.name, LOOK.percent) == ("dark", 150)


def test_a_reception_is_read_again_after_its_own_writing(window: MainWindow) -> None:
    begin(window, "Awa")

    with busy_writer(window):
        window.choose_theme("dark")
        rest(300)  # time for a reader that would not wait its turn
    wait_until(window.jobs.idle)

    assert reception(window).fields["given_name"].text() == "Awa"


def test_what_is_typed_before_the_draft_has_come_is_added_to_it(window: MainWindow) -> None:
    begin(window, "Awa")

    with busy_writer(window):
        window.choose_theme("dark")
        reception(window).fields["family_name"].setFocus()
        type_text("Essai")
        rest(600)  # longer than the pause after which a reception saves itself
        window.choose_text(125)
    wait_until(lambda: window.jobs.idle() and not reception(window).is_reading)
    reception(window).settle()
    wait_until(window.jobs.idle)

    fields = reception(window).fields
    assert (fields["given_name"].text(), fields["family_name"].text()) == ("Awa", "Essai")
    assert window.workspace is not None
    assert [draft.title for draft in list_drafts(window.workspace, "reception")] == ["Awa Essai"]


def test_what_was_changed_in_a_dossier_is_read_again_after_its_own_writing(window: MainWindow) -> None:
    assert window.workspace is not None
    assert window.page is not None
    person = register_person(window.workspace, PersonForm(given_name="Awa", family_name="Essai")).id
    window.page.go("people", person_id=person)
    wait_until(lambda: isinstance(panel := beside(window), DossierPanel) and panel.dossier is not None)
    wait_until(window.jobs.idle)
    city_of(window).setFocus()
    wait_until(window.jobs.idle)
    type_text("Ville inventee")

    with busy_writer(window):
        window.choose_theme("dark")
        city_of(window)
        rest(300)
    wait_until(window.jobs.idle)

    wait_until(lambda: city_of(window).text() == "Ville inventee")


def city_of(window: MainWindow) -> QLineEdit:
    """The field of the city, in the tab of the dossier that is open."""
    panel = beside(window)
    assert isinstance(panel, DossierPanel)
    panel.tabs.setCurrentIndex(1)
    wait_until(lambda: panel.dossier is not None)
    field = panel.findChildren(FactsTab)[0].fields["city"]
    assert isinstance(field, QLineEdit)
    return field
