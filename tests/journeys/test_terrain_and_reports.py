"""Terrain and Rapports through the real window, in French and in Arabic: a session counted and kept, figures, workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.indicators.reporting import show_figures
from app.outreach.sessions import call_backs_due, recent_sessions
from app.people.forms import PersonForm
from app.people.registration import register_person
from app.workspace import Workspace
from resources.i18n import tr
from tests.journeys.hands import has_focus, press, shortcut, type_text, wait_until
from ui.indicators.view import ReportsView
from ui.main_window import MainWindow
from ui.outreach.view import OutreachView
from ui.widgets.fields import TextField

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=["fr", "ar"])
def language(window: MainWindow, request: pytest.FixtureRequest) -> str:
    """The desk in each language, switched live."""
    code = str(request.param)
    window.choose_language(code)
    wait_until(window.jobs.idle)
    return code


def workspace_of(window: MainWindow) -> Workspace:
    """Who is signed in."""
    assert window.workspace is not None
    return window.workspace


def terrain(window: MainWindow) -> OutreachView:
    """The tab, reached by its key."""
    assert window.page is not None
    shortcut(window, Qt.Key.Key_6, CTRL)
    view = window.page.view("outreach")
    assert isinstance(view, OutreachView)
    wait_until(window.jobs.idle)
    return view


def reports(window: MainWindow) -> ReportsView:
    """The tab, reached by its key."""
    assert window.page is not None
    shortcut(window, Qt.Key.Key_7, CTRL)
    view = window.page.view("indicators")
    assert isinstance(view, ReportsView)
    wait_until(lambda: view.shown is not None and window.jobs.idle())
    return view


def write_in(field: TextField, text: str) -> None:
    """Somebody goes to a field and types."""
    field.setFocus()
    type_text(text)


def click(view: OutreachView, french: str) -> None:
    """A click on the button that says this in the language in force."""
    button = next(one for one in view.findChildren(QAbstractButton) if one.text() == tr(french))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_session_is_counted_with_the_keyboard_and_kept(window: MainWindow, language: str) -> None:
    view = terrain(window)
    counters = list(view.counters.values())
    assert has_focus(counters[0])
    press(Qt.Key.Key_Up)
    type_text("++")
    press(Qt.Key.Key_Down)
    counters[-1].setFocus()
    type_text("12")
    town, name = ("Rabat", "Personne Inventée") if language == "fr" else ("الرباط", "شخص تجريبي")
    write_in(view.city, town)
    write_in(view.calls[0][0], name)
    write_in(view.calls[0][1], "0661000000")

    click(view, "Enregistrer la séance")
    wait_until(lambda: view.sessions.rowCount() == 1 and view.waiting.rowCount() == 1 and window.jobs.idle())

    session = recent_sessions(workspace_of(window))[0]
    assert (session.heads, session.city) == (14, town)
    assert [one.name for one in call_backs_due(workspace_of(window))] == [name]
    assert [counter.value() for counter in counters] == [0] * len(counters)
    assert view.city.text() == ""


def test_figures_are_shown_and_their_workbook_is_made(window: MainWindow, language: str, tmp_path: Path) -> None:
    view = reports(window)
    before = view.shown
    register_person(workspace_of(window), PersonForm(given_name="Essai", family_name="Comptée", sex="F"))
    wait_until(lambda: view.shown is not before and window.jobs.idle())
    first, last = view.period()
    assert view.shown == show_figures(workspace_of(window), first, last, language)

    file = tmp_path / "rapport.xlsx"
    view.export(file, language)
    wait_until(lambda: file.exists() and window.jobs.idle())

    assert window.page is not None
    assert file.name in window.page.messages.text()
    sheets = load_workbook(file).worksheets
    assert sheets
    assert all(bool(sheet.sheet_view.rightToLeft) is (language == "ar") for sheet in sheets)
