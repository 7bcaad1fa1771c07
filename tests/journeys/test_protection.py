"""F8 from any screen, and from the lock: the sheet, its print, and back to where one was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from ui.admin.sign_in import LockPage
from ui.main_window import MainWindow
from ui.minute import wait_until
from ui.protection_page import LineEditor, ProtectionPage


def shown(window: MainWindow) -> QWidget | None:
    return window._stack.currentWidget()


def press_f8(window: MainWindow) -> ProtectionPage:
    target = shown(window)
    assert target is not None
    window.activateWindow()  # without a window manager nobody else makes it the active one, and shortcuts ask for that
    wait_until(window.isActiveWindow)
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_F8)
    wait_until(lambda: isinstance(shown(window), ProtectionPage))
    page = shown(window)
    assert isinstance(page, ProtectionPage)
    wait_until(lambda: bool(page.lines))
    return page


@pytest.mark.screen
def test_one_key_from_any_room_and_back(window: MainWindow) -> None:
    assert window.page is not None
    for room in [room.name for room in window.page.rooms]:
        window.page.go(room)
        page = press_f8(window)
        page._back.click()
        wait_until(lambda: shown(window) is window.page)
        assert window.page.current == room


@pytest.mark.screen
def test_it_opens_over_the_lock_shows_no_edit_and_goes_back_to_the_lock(window: MainWindow) -> None:
    window.lock()
    page = press_f8(window)

    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Modifier"]
    page._back.click()
    wait_until(lambda: isinstance(shown(window), LockPage))


@pytest.mark.screen
def test_it_prints_in_three_languages(window: MainWindow) -> None:
    page = press_f8(window)
    for language in ("fr", "ar", "en"):
        page.print_in(language)
        wait_until(lambda language=language: f"protection-{language}" in page.said.text())


@pytest.mark.screen
def test_a_line_is_filled_in_place(window: MainWindow) -> None:
    page = press_f8(window)
    page.edit(next(one for one in page.lines if one.theme == "health"))
    editor = page.findChildren(LineEditor)[-1]
    editor.fields["fr"].setText("Centre Essai")
    editor.fields["phone"].setText("0801 000 000")
    editor.save()

    wait_until(lambda: any(one.name is not None and one.theme == "health" for one in page.lines))
