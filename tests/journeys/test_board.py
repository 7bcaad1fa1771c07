"""The board of referrals through the real window: piles walked by keyboard, the choice remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.referrals.answers import record_answer
from app.referrals.board import Pile
from app.settings import REFERRALS_VIEW
from tests.journeys.hands import press, wait_until
from tests.referrals.papers import a_slip_issued
from ui.main_window import MainWindow
from ui.referrals.view import ReferralsView

KEY = Qt.Key


def test_the_piles_are_walked_by_keyboard_and_remembered(window: MainWindow) -> None:
    workspace, page = window.workspace, window.page
    assert workspace is not None
    assert page is not None
    here, there = a_slip_issued(workspace, "Awa"), a_slip_issued(workspace, "Sara")
    record_answer(workspace, there.code, "received")
    page.go("referrals", show="board")
    view = page.view("referrals")
    assert isinstance(view, ReferralsView)
    wait_until(lambda: window.jobs.idle() and view.board.piles[Pile.RECEIVED].count.text() == "1")
    view.focus_first()
    current = view.board.piles[Pile.ISSUED].list.current()
    assert current is not None
    assert current.code == here.code

    press(KEY.Key_Right)
    press(KEY.Key_Return)
    wait_until(lambda: view.answers is not None)
    assert view.code == there.code
    view.only_open.click()
    assert view.board.piles[Pile.CLOSED].isHidden()
    assert workspace.settings.get(REFERRALS_VIEW) == "board"

    window.choose_language("ar")
    assert window.page is not None
    window.page.go("referrals")
    again = window.page.view("referrals")
    assert isinstance(again, ReferralsView)
    wait_until(lambda: window.jobs.idle() and again.board.piles[Pile.ISSUED].list.cards.rowCount() == 1)
    again.board.begin()
    window.grab()
    press(KEY.Key_Left)  # towards the end of the line
    assert again.board.piles[Pile.RECEIVED].list.hasFocus()

    again.choose(False)
    wait_until(lambda: window.jobs.idle() and again.list.model.rowCount() == 2)
    assert workspace.settings.get(REFERRALS_VIEW) == "table"
