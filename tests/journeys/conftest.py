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
    application = make_application()
    opened = make_window(str(base_file))
    opened.show()
    opened.enter(sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK))
    yield opened
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_in_force("fr")
    apply_look(application, "light", 100)
