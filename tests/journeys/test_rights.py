"""Consent and the person's rights through the real window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget

from app.accounts.agencies import add_agency
from app.accounts.rights import Role
from app.desk.requests import ask_for_dossier, requests_received
from app.errors import NotFound
from app.people.consents import find_provider, record_consent
from app.people.dossier import dossier
from app.people.finding import list_people
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.referrals.answers import list_referrals
from app.referrals.referring import SlipOptions, issue_slip
from app.workspace import Workspace
from ui.admin.retention import RetentionPage
from ui.admin.view import AdminView
from ui.admin.wordings import WordingsPage
from ui.home.view import HomeView
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.consent_tab import ConsentTab
from ui.people.dossier_panel import DossierPanel
from ui.people.rights_tab import RightsTab
from ui.people.view import PeopleView
from ui.people.withdrawal_card import WithdrawalCard
from ui.reception.anonymous import AnonymousPanel
from ui.reception.panel import ReceptionPanel
from ui.widgets.basic import Button

CONSENTS, RIGHTS = 2, 6


def at_work(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def somebody(window: MainWindow) -> UUID:
    return register_person(at_work(window), PersonForm(given_name="Awa", family_name="Essai", paper_language="ar")).id


def view_of(window: MainWindow, room: str, **target: Any) -> Any:
    assert window.page is not None
    window.page.go(room, **target)
    return window.page.view(room)


def tab_of(window: MainWindow, person_id: UUID, place: int) -> Any:
    view = cast(PeopleView, view_of(window, "people", person_id=person_id))
    panel = view.side.currentWidget()
    assert isinstance(panel, DossierPanel)
    wait_until(lambda: panel.dossier is not None)
    panel.tabs.setCurrentIndex(place)
    return panel._made[place]


def press(part: QWidget, words: str) -> None:
    button = next(one for one in part.findChildren(Button) if words in one.text() and not one.isHidden())
    button.click()


def test_a_consent_is_read_in_the_persons_language_and_its_withdrawal_says_what_it_stops(window: MainWindow) -> None:
    person_id, workspace = somebody(window), at_work(window)
    provider_id = find_provider(workspace, "amappe")
    record_consent(workspace, person_id, "dossier")
    record_consent(workspace, person_id, "sharing", provider_id=provider_id)
    issued = issue_slip(workspace, person_id, "amappe_hcr_agr", SlipOptions(provider="amappe"))
    tab = tab_of(window, person_id, CONSENTS)
    assert isinstance(tab, ConsentTab)
    wait_until(lambda: tab.language.value() == "ar" and bool(tab._words))
    wait_until(window.jobs.idle)

    tab.record("contact", "given")
    wait_until(lambda: dossier(workspace, person_id).consent("contact") is not None)
    given = dossier(workspace, person_id).consent("contact")
    assert given is not None
    assert (given.language, given.manner) == ("ar", "oral")
    wait_until(window.jobs.idle)
    wait_until(lambda: _texts(tab).count("Donné le") == 3)

    card = next(
        one.parent() for one in tab.findChildren(Button) if "Retirer" in one.text() and "AMAPPE" in _texts(one.parent())
    )
    press(cast(QWidget, card), "Retirer")
    wait_until(
        lambda: bool(tab.findChildren(WithdrawalCard)) and hasattr(tab.findChildren(WithdrawalCard)[0], "button")
    )
    weighed = tab.findChildren(WithdrawalCard)[0]
    assert issued.number in weighed.text.text()
    assert weighed.button.text() == "Retirer l’accord et clore 1 référencement"

    weighed.button.click()

    wait_until(lambda: list_referrals(workspace)[0].ending == "consent_withdrawn")
    assert window.page is not None
    wait_until(lambda: "1 référencement clos" in window.page.messages.text())  # type: ignore[union-attr]
    press(window.page.messages, "Imprimer l’avis")
    wait_until(lambda: bool(list(Path(workspace.database.location).parent.glob("bons/*/*.pdf"))))


def test_a_refused_dossier_leaves_nothing_and_offers_an_anonymous_consultation(window: MainWindow) -> None:
    view = cast(PeopleView, view_of(window, "people", new=True))
    panel = view.side.currentWidget()
    assert isinstance(panel, ReceptionPanel)
    panel.fields["given_name"].setText("Refusante")
    panel._refuse()

    wait_until(lambda: isinstance(view.side.currentWidget(), AnonymousPanel))
    consult = cast(AnonymousPanel, view.side.currentWidget())
    wait_until(lambda: consult.model.rowCount() > 20)
    consult.fields["situations"].show_value("carte_immatriculation")
    consult.ask()
    wait_until(window.jobs.idle)
    verdicts = {
        consult.model.row(i).listed.entry.id: consult.model.row(i).verdict.verdict
        for i in range(consult.model.rowCount())
    }

    assert verdicts["auto_entrepreneur"] == "eligible"
    assert list_people(at_work(window)).total == 0


def test_a_person_is_erased_from_the_window_after_it_said_what_goes(window: MainWindow) -> None:
    person_id = somebody(window)
    tab = tab_of(window, person_id, RIGHTS)
    assert isinstance(tab, RightsTab)
    tab.weigh()
    assert "raison" in tab.lost.text()  # no reason yet: nothing is asked for
    tab.reason.setText("à sa demande")
    tab.weigh()
    wait_until(lambda: not tab.final.isHidden())
    assert "Effacer pour toujours" in tab.final.text()

    tab.final.click()

    wait_until(lambda: list_people(at_work(window)).total == 0)
    view = cast(PeopleView, view_of(window, "people"))
    wait_until(lambda: not isinstance(view.side.currentWidget(), DossierPanel))
    with pytest.raises(NotFound):
        dossier(at_work(window), person_id)


def test_a_field_is_corrected_with_its_reason(window: MainWindow) -> None:
    person_id = somebody(window)
    tab = tab_of(window, person_id, RIGHTS)
    tab.field.setCurrentIndex(tab.field.findData("city"))
    tab._value().setText("Salé")
    tab.correct()
    wait_until(lambda: bool(tab.wrong.text()))

    tab.why.setText("déménagement")
    tab.correct()

    wait_until(lambda: dossier(at_work(window), person_id).form.city == "Salé")


def test_wordings_and_idle_dossiers_stand_in_administration(window: MainWindow) -> None:
    view = cast(AdminView, view_of(window, "admin"))
    page = view.show_page(WordingsPage)
    assert isinstance(page, WordingsPage)
    wait_until(lambda: page.model.rowCount() == 12)
    page.text.setPlainText("Un texte relu, que la personne comprend, sur la tenue d’un dossier.")
    page.save()
    wait_until(
        lambda: page.model.rowCount() == 12 and any(page.model.row(i).text.startswith("Un texte") for i in range(12))
    )
    assert not next(one for one in page.findChildren(Button) if "Valider" in one.text()).isEnabled()

    kept = view.show_page(RetentionPage)
    assert isinstance(kept, RetentionPage)
    wait_until(window.jobs.idle)
    assert kept.model.rowCount() == 0


def test_a_request_of_another_agency_waits_in_today_and_is_refused_with_a_word(window: MainWindow) -> None:
    person_id, here = somebody(window), at_work(window)
    card = add_agency(here, "Agence Casablanca Essai", "002", "CAS")
    there = replace(here, agency=card, user=replace(here.user, agency_id=card.id, roles=frozenset({Role.AGENT})))
    ask_for_dossier(there, person_id, "elle habite ici")
    home = cast(HomeView, view_of(window, "home"))
    home.refresh(None)
    wait_until(lambda: not home.requests.isHidden())
    assert "Agence Casablanca Essai" in _texts(home.requests)

    home.requests._answer(requests_received(here)[0], False, "elle revient ici")

    wait_until(lambda: requests_received(here) == [])


def _texts(part: Any) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in part.findChildren(QLabel))
