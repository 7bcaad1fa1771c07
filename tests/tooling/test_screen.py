"""Keys reach a field in a real window: on a real X server too, where the screen's run is made."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot


@pytest.mark.screen
def test_typed_letters_arrive_in_the_focused_field(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus(Qt.FocusReason.OtherFocusReason)

    qtbot.keyClicks(field, "Fatou")

    assert field.text() == "Fatou"
    assert QApplication.platformName() == os.environ["QT_QPA_PLATFORM"]
