"""Pages of a paper on the screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea

from resources.i18n import tr


class PagePreview(QScrollArea):
    """Shows the first page of a PDF, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._label.setAccessibleName(tr("Aperçu du papier"))
        self._label.setMinimumSize(1, 1)
        self.setMinimumWidth(1)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self._image: QImage | None = None

    def show_pages(self, pages: list[Any]) -> None:
        """Takes the pictures made by a job."""
        first = pages[0]
        self._image = QImage(first.rgb, first.width, first.height, first.width * 3, QImage.Format.Format_RGB888).copy()
        self._fit()

    def resizeEvent(self, event: Any) -> None:
        """As wide as the place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image is not None:
            width = max(self.viewport().width() - 8, 100)
            scaled = self._image.scaledToWidth(
                round(width * self.devicePixelRatioF()), Qt.TransformationMode.SmoothTransformation
            )
            picture = QPixmap.fromImage(scaled)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._label.setPixmap(picture)
