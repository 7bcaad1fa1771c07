"""The question that opens the most, answered where it stands: the list moves, the card stays."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QPushButton

from app.funding.facts import Fact
from app.people.dossier import dossier
from app.people.forms import PersonForm
from app.people.registration import register_person
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.dossier_panel import DossierPanel
from ui.people.funding_tab import FundingTab
from ui.people.view import PeopleView


def funding_tab_of(window: MainWindow, person_id: UUID) -> FundingTab:
    assert window.page is not None
    window.page.go("people", person_id=person_id)
    view = window.page.view("people")
    panel = view.side.currentWidget() if isinstance(view, PeopleView) else None
    assert isinstance(panel, DossierPanel)
    wait_until(lambda: panel.funding.model.rowCount() > 0 and window.jobs.idle())
    return panel.funding


def press(tab: FundingTab, place: int) -> None:
    button = tab.question.findChildren(QPushButton)[place]
    button.click()


@pytest.mark.screen
def test_an_answer_is_kept_and_brings_the_next_question_without_the_card_going_away(window: MainWindow) -> None:
    assert window.workspace is not None
    person = register_person(window.workspace, PersonForm(given_name="Essai"))
    tab = funding_tab_of(window, person.id)
    question = tab.question.question
    assert question is not None
    assert question.fact is Fact.STAGE
    hidden: list[bool] = []
    tab.model.filled.connect(lambda: hidden.append(tab.question.isHidden()))

    press(tab, 0)
    wait_until(lambda: tab.question.question is not None and tab.question.question.fact is not Fact.STAGE)
    wait_until(window.jobs.idle)

    project = dossier(window.workspace, person.id).current_project
    assert project is not None
    assert project.form.stage == "idea"
    assert hidden
    assert not any(hidden)


@pytest.mark.screen
def test_what_the_person_cannot_say_is_not_asked_again(window: MainWindow) -> None:
    assert window.workspace is not None
    person = register_person(window.workspace, PersonForm(given_name="Essai"))
    tab = funding_tab_of(window, person.id)
    asked: list[Fact] = []
    while tab.question.question is not None:
        asked.append(tab.question.question.fact)
        shown = tab.question.question
        press(tab, len(tab.question.findChildren(QPushButton)) - 1)
        wait_until(lambda shown=shown: tab.question.question is not shown and window.jobs.idle())

    assert len(asked) == len(set(asked))
    assert tab.question.isHidden()


@pytest.mark.screen
def test_a_paper_named_in_the_card_gives_the_situation(window: MainWindow) -> None:
    assert window.workspace is not None
    from app.funding.matching import answer_fact

    person = register_person(window.workspace, PersonForm(given_name="Essai"))
    answer_fact(window.workspace, person.id, Fact.SITUATIONS, "paper:carte_residence:2030-01-01")
    answer_fact(window.workspace, person.id, Fact.BIRTH_YEAR, "1990")

    whole = dossier(window.workspace, person.id)
    assert whole.situations.situations == {"carte_residence"}
    assert whole.form.birth is not None
