"""Dossiers that may be one person's, through the real window: at the reception, in the review, merged and separated."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.accounts.drafts import list_drafts
from app.people.forms import PersonForm, PhoneForm
from app.people.registration import register_person
from app.people.twins import list_twins
from app.workspace import Workspace
from resources.i18n import tr
from tests.journeys.hands import press, wait_until
from ui.language import put_in_force
from ui.main_window import MainWindow
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel
from ui.widgets.basic import Button

AWA = PersonForm(given_name="Awa", family_name="Essai-Une", sex="F", city="Rabat", phones=(PhoneForm("0661000001"),))
AOUA = PersonForm(given_name="Aoua", family_name="Essai-Une", sex="F", city="Salé", phones=(PhoneForm("0661000001"),))
BOTH_WAYS = pytest.mark.parametrize("language", ["fr", "ar"])


def at_work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def beside(window: MainWindow, **target: Any) -> Any:
    """What stands beside the registry once `target` was asked for."""
    assert window.page is not None
    if target:
        window.page.go("people", **target)
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    return view.side.currentWidget()


def button(part: QWidget, words: str) -> Button:
    """The button in a part that says so."""
    return next(one for one in part.findChildren(Button) if tr(words) in one.text() and not one.isHidden())


def speak(window: MainWindow, language: str) -> None:
    put_in_force(language)


@BOTH_WAYS
def test_not_the_same_is_said_at_the_reception_and_remembered_by_its_draft(window: MainWindow, language: str) -> None:
    speak(window, language)
    known = register_person(at_work(window), AWA).id
    panel: ReceptionPanel = beside(window, new=True)
    for key, text in (("given_name", "Aoua"), ("family_name", "Essai-Une"), ("phone", "0661000001")):
        panel.fields[key].show_value(text)
    panel._typed()
    panel.settle()
    wait_until(lambda: tr("Même téléphone.") in told(panel.twins))
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert panel.twins.isAncestorOf(window.focusWidget() or window)
    button(panel.twins, "Pas la même").click()
    wait_until(lambda: window.jobs.idle() and tr("Personne de ressemblant.") in told(panel.twins))
    draft = list_drafts(at_work(window), "reception")[0]

    again: ReceptionPanel = beside(window, draft_id=draft.id)
    wait_until(lambda: not again.is_reading and window.jobs.idle())
    assert again.twins.different == {known}
    again.consent.setChecked(True)
    again.register()
    wait_until(window.jobs.idle)

    said = list_twins(at_work(window), different=True).pairs
    assert [(pair.said_by, pair.is_different) for pair in said] == [(at_work(window).user.display_name, True)]
    assert list_twins(at_work(window)).total == 0


def told(part: QWidget) -> str:
    """Every word a part shows."""
    from ui.widgets.basic import Words

    return "\n".join(one.text() for one in part.findChildren(Words) if not one.isHidden())


def two(window: MainWindow) -> tuple[UUID, UUID]:
    """Two dossiers of one person, queued at the second registration."""
    return register_person(at_work(window), AWA).id, register_person(at_work(window), AOUA).id
