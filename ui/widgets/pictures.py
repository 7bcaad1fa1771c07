"""Pictures people gave: the agency's logo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap


def logo_pixmap(content: bytes | None, height: int) -> QPixmap:
    """A logo at a height of so many pixels; a null picture where there is none that can be drawn."""
    picture = QPixmap()
    if content is None or not picture.loadFromData(content):
        return QPixmap()
    return picture.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
