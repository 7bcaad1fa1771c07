"""Whether this Qt is safe for this Python: 6.12.0 on 3.11 takes references to None away until the process dies."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from ui.application import make_application
from ui.models.paged import Column, PagedModel

_TIMES = 2_000


def test_calls_into_qt_take_no_reference_to_none_away() -> None:
    make_application()
    model = PagedModel([Column("name", "Nom", lambda row: "")])
    model.show_all([object()])
    picture = QImage(8, 8, QImage.Format.Format_ARGB32)
    before = sys.getrefcount(None)
    for _ in range(_TIMES):
        model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole)
        model.headerData(0, Qt.Orientation.Vertical)
        model.index(0, 0).data()
        painter = QPainter(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.end()
    # From 3.12 on None is immortal and its count stands still.
    assert sys.getrefcount(None) > before - _TIMES // 2
