"""The call script in the real window: an answer by click, "still correct" by one key, the page comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.funding.checks import entry_page
from resources.i18n import tr
from ui.funding.check_panel import CheckPanel
from ui.funding.entry_panel import EntryPanel
from ui.funding.view import FundingView
from ui.main_window import MainWindow
from ui.minute import wait_until

INMAA = "inmaa_microcredit"


def begin(window: MainWindow) -> tuple[FundingView, CheckPanel]:
    assert window.page is not None
    window.page.go("funding", check=INMAA)
    view = window.page.view("funding")
    assert isinstance(view, FundingView)
    wait_until(lambda: isinstance(view.panel, CheckPanel))
    assert isinstance(view.panel, CheckPanel)
    return view, view.panel


@pytest.mark.screen
def test_an_answer_leaves_the_script_and_is_kept(window: MainWindow) -> None:
    assert window.workspace is not None
    _view, panel = begin(window)
    panel.who.setText("Essai Guichet")
    row = panel.rows["situations:recepisse"]
    yes = next(one for one in row.findChildren(QPushButton) if one.text() == tr("Oui"))

    yes.click()
    wait_until(lambda: "situations:recepisse" not in panel.rows)

    check = entry_page(window.workspace, INMAA).checks[0]
    assert (check.field, check.answer, check.answered_by) == ("situations:recepisse", "yes", "Essai Guichet")


@pytest.mark.screen
def test_one_call_to_a_provider_asks_for_all_it_runs_and_a_rhythm_is_chosen(window: MainWindow) -> None:
    assert window.workspace is not None
    assert window.page is not None
    window.page.go("funding", check="anapec_auto_emploi")
    view = window.page.view("funding")
    assert isinstance(view, FundingView)
    wait_until(lambda: isinstance(view.panel, CheckPanel))
    panel = view.panel
    assert isinstance(panel, CheckPanel)
    other, script = next((slug, one) for slug, one in panel.others.items() if "phone" in one.rows or one.rows)
    key = next(iter(script.rows))
    panel.answer(key, "yes" if ":" in key else "open" if key == "availability" else "12", other)
    wait_until(lambda: key not in script.rows)
    assert entry_page(window.workspace, other).checks[0].field == key

    view.back()
    wait_until(lambda: isinstance(view.panel, EntryPanel))
    page = view.panel
    assert isinstance(page, EntryPanel)
    page.days.setText("3")
    page.choose_rhythm()
    wait_until(lambda: bool(page.wrong.text()))
    page.days.setText("14")
    page.choose_rhythm()
    wait_until(lambda: isinstance(view.panel, EntryPanel) and view.panel.page.rhythm_days == 14)


@pytest.mark.screen
def test_what_is_no_answer_is_said_where_the_eye_is(window: MainWindow) -> None:
    _view, panel = begin(window)
    panel.answer("amount_max", "1000000000000")
    wait_until(lambda: not panel.wrong.isHidden())

    assert "1000000000000" in panel.wrong.text()


@pytest.mark.screen
def test_still_correct_is_one_key(window: MainWindow) -> None:
    assert window.workspace is not None
    view, panel = begin(window)
    QTest.keyClick(panel, Qt.Key.Key_F12)
    wait_until(lambda: isinstance(view.panel, EntryPanel))

    page = entry_page(window.workspace, INMAA)
    assert page.checks[0].field == "all"
    assert page.listed.last_checked_on == window.workspace.clock.today()
