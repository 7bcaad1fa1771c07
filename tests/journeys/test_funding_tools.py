"""Path, comparison and papers beside the list, in the real window."""

from __future__ import annotations

import pytest

from app.funding.project_sheet import project_sheet
from app.people.dossier import save_project
from app.people.forms import PersonForm, ProjectForm
from app.people.registration import register_person
from tests.journeys.test_questions import funding_tab_of
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.people.funding_tools import FundingTools


@pytest.mark.screen
def test_compared_calculated_and_kept_for_the_project_sheet(window: MainWindow) -> None:
    assert window.workspace is not None
    person = register_person(window.workspace, PersonForm(given_name="Essai", declared_situation="sans_document"))
    save_project(window.workspace, person.id, ProjectForm(stage="creation", legal_form="none"))
    tab = funding_tab_of(window, person.id)
    tab.show_tools()
    tools = tab.findChildren(FundingTools)[0]
    wait_until(lambda: bool(tools.sheet_fields) and tools.steps.count() > 0)

    tools.compared[0].show_value("reseau_entreprendre_maroc")
    tools.compared[1].show_value("alamana_microcredit")
    tools.amount.setText("60000")
    tools.compare()
    wait_until(lambda: tools.offers.count() == 4)
    tools.amount.setText("beaucoup")
    tools.compare()
    assert not tools.compare_wrong.isHidden()

    tools.sheet_fields["offer"].setPlainText("Couture")
    tools.save_sheet()
    wait_until(window.jobs.idle)
    assert project_sheet(window.workspace, person.id).answers == {"offer": "Couture"}

    tools.back.click()
    assert tab.stack.currentIndex() == 0
