"""The real window on a base of the test's own, with somebody signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.accounts.entrance import sign_in
from resources.i18n import use_language
from tests.conftest import CLOCK, PASSWORD
from ui.application import make_application, make_window
from ui.main_window import MainWindow


@pytest.fixture
def window(base_file: Path) -> Iterator[MainWindow]:
    """The desk of amina, supervisor and administrator, at noon."""
    make_application()
    opened = make_window(str(base_file))
    opened.show()
    opened.enter(sign_in(str(base_file), "amina", PASSWORD, clock=CLOCK))
    yield opened
    opened.close()
    use_language("fr")
