"""The real window on a base of the test's own, with somebody signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.accounts.entrance import sign_in
from tests.conftest import CLOCK, PASSWORD
from ui.application import make_application, make_window
from ui.language import put_in_force
from ui.main_window import MainWindow
from ui.theme import apply_look


@pytest.fixture
def window(base_file: Path) -> Iterator[MainWindow]:
    """The desk of amina, supervisor and administrator, at noon."""
    yield from _desk(str(base_file))


@pytest.fixture
def shared_window(shared_url: str) -> Iterator[MainWindow]:
    """The same on a shared base, whose server may go away."""
    yield from _desk(shared_url)


def _desk(location: str) -> Iterator[MainWindow]:
    application = make_application()
    opened = make_window(location)
    opened.show()
    opened.enter(sign_in(location, "amina", PASSWORD, clock=CLOCK))
    yield opened
    take_away(application, opened)


def take_away(application: QApplication, window: MainWindow) -> None:
    """Closes and frees the window; the next test begins in French, in the light."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_in_force("fr")
    apply_look(application, "light", 100)
