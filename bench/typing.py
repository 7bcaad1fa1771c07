"""The beat of the window while names are typed in the registry's search field, both stages following in workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.base import open_base, typed_names

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

_BEAT_MS = 2
_BETWEEN_KEYS_MS = 90
_AFTER_NAME_MS = 400


def gaps_while_typing(location: str, typed: int) -> tuple[list[float], list[float]]:
    """Milliseconds between two beats (all, and without the waits for a processor), over so many names typed in the real window."""
    from bench.heart import Heart
    from ui.application import make_application, make_window
    from ui.minute import rest, wait_until
    from ui.people.view import PeopleView
    from ui.warming import warm

    application = make_application()
    workspace = open_base(location)
    names = typed_names(workspace, typed)
    window = make_window(location)
    window.show()
    warm(window)
    wait_until(window.jobs.idle)
    window.enter(workspace)
    assert window.page is not None
    window.page.go("people")
    view = window.page.view("people")
    assert isinstance(view, PeopleView)
    view.focus_first()
    rest(1500)
    wait_until(window.jobs.idle)
    heart = Heart(_BEAT_MS)
    heart.start()
    for name in names:
        _type(view.field, name)
    heart.stop()
    window.close()
    application.processEvents()
    return heart.gaps, heart.held


def gaps_without_search(typed: int) -> tuple[list[float], list[float]]:
    """The same keys in a bare window with a field and a table."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

    from bench.heart import Heart
    from ui.minute import rest

    application = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    column = QVBoxLayout(window)
    field, table = QLineEdit(), QTableView()
    table.setModel(QStringListModel([f"Ligne {place}" for place in range(100)], table))
    column.addWidget(field)
    column.addWidget(table)
    window.show()
    field.setFocus()
    rest(300)
    heart = Heart(_BEAT_MS)
    heart.start()
    for _ in range(typed):
        _type(field, "mamadou ess")
    heart.stop()
    window.close()
    application.processEvents()
    return heart.gaps, heart.held


def _type(field: QLineEdit, name: str) -> None:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from ui.minute import rest

    field.clear()
    for letter in name:  # QTest knows only the keys of ASCII
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        rest(_BETWEEN_KEYS_MS)
    rest(_AFTER_NAME_MS)
