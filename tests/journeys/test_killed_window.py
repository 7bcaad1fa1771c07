"""The window's own process killed while somebody types: the reception waits in "Aujourd'hui" with every word of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from tests.conftest import PASSWORD
from tests.journeys.conftest import take_away
from tests.journeys.hands import press, type_text, wait_until
from ui.application import make_application, make_window
from ui.home.view import HomeView
from ui.main_window import MainWindow
from ui.people.view import PeopleView
from ui.reception.panel import ReceptionPanel

ROOT = Path(__file__).parents[2]
# Starts the program as `wasl` does, signs in and types with keys; says "kept" once the draft is in the base, and lives on.
_TYPIST = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.application import open_window

def window():
    return next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow")

def when(ready, then):
    timer = QTimer(window())
    def look():
        if ready():
            timer.stop()
            then()
    timer.timeout.connect(look)
    timer.start(10)

def enter():
    door = window().centralWidget().currentWidget()
    QTest.keyClicks(door.password, sys.argv[2])
    QTest.keyClick(door.password, Qt.Key.Key_Return)
    when(lambda: window().page is not None, receive)

def receive():
    QTest.keyClick(window(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    for part in ("Essai", "Tuee"):
        focus = QApplication.focusWidget() or window().focusWidget()
        QTest.keyClicks(focus, part)
        QTest.keyClick(focus, Qt.Key.Key_Return)
    panel = window().page.view("people").side.currentWidget()
    when(lambda: not panel._unsaved and window().jobs.idle(), lambda: print("kept", flush=True))

open_window(sys.argv[1], painted=enter)
"""


@pytest.fixture
def killed_base(base_file: Path) -> Path:
    """A base whose window was killed right after it had kept what was typed."""
    command = [sys.executable, "-c", _TYPIST, str(base_file), PASSWORD]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
    assert said.strip() == "kept"
    return base_file


@pytest.fixture
def again(killed_base: Path) -> Iterator[MainWindow]:
    """The window started again on it, and amina's password typed at its door."""
    application = make_application()
    window = make_window(str(killed_base))
    window.show()
    wait_until(lambda: QGuiApplication.focusWindow() is not None)
    type_text(PASSWORD)
    press(Qt.Key.Key_Return)
    wait_until(lambda: window.page is not None)
    yield window
    take_away(application, window)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_a_reception_outlives_the_killed_window(again: MainWindow) -> None:
    page = again.page
    assert page is not None
    home, people = page.view("home"), page.view("people")
    assert isinstance(home, HomeView)
    assert isinstance(people, PeopleView)

    def offered() -> QPushButton | None:
        return next((one for one in home.findChildren(QPushButton) if one.text() == "Reprendre"), None)

    wait_until(lambda: offered() is not None)
    button = offered()
    assert button is not None
    button.click()
    panel = people.side.currentWidget()
    assert isinstance(panel, ReceptionPanel)
    wait_until(lambda: not panel.is_reading)
    values = panel.values()
    assert (values["given_name"], values["family_name"]) == ("Essai", "Tuee")
