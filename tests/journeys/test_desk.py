"""The desk itself: the help is left with one key, and an option is found from the one search field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.journeys.hands import has_focus, press, shortcut, type_text, wait_until
from ui.funding.view import FundingView
from ui.guide import read_guide
from ui.help_page import HelpPage
from ui.main_window import MainWindow
from ui.people.dossier_panel import _TOPICS
from ui.rooms import ROOMS

CTRL = Qt.KeyboardModifier.ControlModifier


def test_escape_leaves_the_help_for_where_one_was(window: MainWindow) -> None:
    assert window.page is not None
    shortcut(window, Qt.Key.Key_6, CTRL)
    shortcut(window, Qt.Key.Key_F1)
    assert isinstance(window._stack.currentWidget(), HelpPage)

    press(Qt.Key.Key_Escape)
    wait_until(lambda: window._stack.currentWidget() is window.page)  # the button shows that it was pressed

    assert window.page.current == "outreach"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_guide_speaks_of_every_screen(language: str) -> None:
    guide = read_guide(language)
    topics = {topic for section in guide.sections for topic in section.topics}

    assert {room.name for room in ROOMS} | set(_TOPICS) | {"reception", "import", "list"} <= topics
    assert len(guide.sections) == guide.text.count("\n## ")
    assert "<!--" not in guide.text


def test_the_help_opens_at_the_screen_one_is_on(window: MainWindow) -> None:
    def asked() -> HelpPage:
        shortcut(window, Qt.Key.Key_F1)
        page = window._stack.currentWidget()
        assert isinstance(page, HelpPage)
        return page

    assert window.page is not None
    window.page.go("appointments")
    page = asked()
    assert page.guide.sections[page.sections.currentRow()].title == "Rendez-vous"
    wait_until(lambda: page.text.verticalScrollBar().value() > 0)
    at_appointments = page.text.verticalScrollBar().value()
    page.sections.setFocus()
    press(Qt.Key.Key_Down)
    assert page.text.verticalScrollBar().value() > at_appointments
    press(Qt.Key.Key_Escape)
    wait_until(lambda: window._stack.currentWidget() is window.page)

    window.choose_language("ar")
    window.page.go("people", new=True)
    page = asked()
    assert page.guide.sections[page.sections.currentRow()].title == "الاستقبال ومسك الملف"


@pytest.mark.parametrize("words", ["inmaa", "microcrédit inmaa", "MICROCREDIT INMAA"])
def test_words_of_an_option_open_its_page(window: MainWindow, words: str) -> None:
    assert window.page is not None
    shortcut(window, Qt.Key.Key_K, CTRL)
    assert has_focus(window.page.field)
    type_text(words)
    press(Qt.Key.Key_Return)  # before the answer has come

    wait_until(lambda: window.page is not None and window.page.current == "funding" and window.jobs.idle())
    view = window.page.view("funding")
    assert isinstance(view, FundingView)
    assert view.slug == "inmaa_microcredit"
