"""Following referrals through the real window: the queue, one call for a whole provider, a refusal that teaches."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.people.consents import find_provider, record_consent
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.referrals.cases import SlipOptions
from app.referrals.evidence import lessons
from app.referrals.referring import issue_slip
from ui.funding.criteria_editor import CriteriaEditor
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.referrals.call_sheet import CallSheet
from ui.referrals.follow_up import FollowUpQueue
from ui.referrals.lessons import Lessons
from ui.referrals.view import ReferralsView

PROVIDER = "reseau_entreprendre_maroc"


def referrals(window: MainWindow, count: int) -> tuple[ReferralsView, list[str]]:
    """`count` people referred to one provider; the room of referrals is shown."""
    assert window.workspace is not None
    assert window.page is not None
    workspace = window.workspace
    codes = []
    for place in range(count):
        person_id = register_person(workspace, PersonForm(given_name="Essai", family_name=f"Suivi{place}")).id
        record_consent(workspace, person_id, "dossier")
        record_consent(workspace, person_id, "sharing", provider_id=find_provider(workspace, PROVIDER))
        codes.append(issue_slip(workspace, person_id, PROVIDER, SlipOptions()).code)
    window.page.go("referrals", tool="queue")
    view = window.page.view("referrals")
    assert isinstance(view, ReferralsView)
    return view, codes


@pytest.mark.screen
def test_the_queue_says_whose_turn_and_enter_opens_the_referral(window: MainWindow) -> None:
    view, codes = referrals(window, 2)
    assert isinstance(view.tool, FollowUpQueue)
    queue = view.tool
    wait_until(lambda: queue.model.rowCount() == 2)

    queue.table.setFocus()
    QTest.keyClick(queue.table, Qt.Key.Key_Return)
    wait_until(lambda: view.code in codes and view.tool is None)

    wait_until(lambda: view.answers is not None and view.answers.first is not None)


@pytest.mark.screen
def test_a_provider_s_referrals_are_answered_in_one_call_without_the_mouse(window: MainWindow) -> None:
    view, _codes = referrals(window, 2)
    view.open(tool="calls")
    assert isinstance(view.tool, CallSheet)
    sheet = view.tool
    wait_until(lambda: sheet.providers.current() is not None)

    QTest.keyClick(sheet.providers, Qt.Key.Key_Return)
    wait_until(lambda: sheet.model.rowCount() == 2 and sheet.table.current() is not None)
    QTest.keyClick(sheet.table, Qt.Key.Key_F6)
    wait_until(lambda: any(row.progress == "received" for row in (sheet.model.row(0), sheet.model.row(1)) if row))
    sheet.reason.show_value("changed_mind")
    QTest.keyClick(sheet.table, Qt.Key.Key_F3)

    wait_until(lambda: sheet.model.rowCount() == 1)


@pytest.mark.screen
def test_a_refusal_on_a_criterion_stands_before_the_supervisor_and_offers_another_option(window: MainWindow) -> None:
    assert window.workspace is not None
    workspace = window.workspace
    view, codes = referrals(window, 1)
    view.open(code=codes[0])
    wait_until(lambda: view.answers is not None)
    card = view.answers
    assert card is not None
    wait_until(lambda: card.criterion.count() > 1)
    card.criterion.show_value("situations")

    card.answer("refused")
    wait_until(lambda: bool(lessons(workspace, open_only=True)))

    assert lessons(workspace)[0].criterion == "situations"
    view.open(tool="lessons")
    assert isinstance(view.tool, Lessons)
    table = view.tool
    wait_until(lambda: table.table.current() is not None)

    QTest.keyClick(table.table, Qt.Key.Key_Return)
    assert window.page is not None
    funding = window.page.view("funding")
    wait_until(lambda: isinstance(getattr(funding, "panel", None), CriteriaEditor))
    editor = funding.panel  # type: ignore[attr-defined]
    assert editor.proposal.lesson.criterion == "situations"
    assert "Refus du" in editor.reason.text()
    editor.save()
    wait_until(lambda: lessons(workspace)[0].entry_version is not None)
