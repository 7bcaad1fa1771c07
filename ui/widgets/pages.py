"""Pages of a paper on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea

from resources.i18n import tr

_EDGE = 8


def picture_of(page: Any, width: int) -> QImage:
    """A page made `width` dots wide. For a worker: drawing a page smaller takes longer than a frame."""
    whole = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
    return whole.scaledToWidth(max(width, 100), Qt.TransformationMode.SmoothTransformation).copy()


def picture_of_all(pages: Sequence[Any], width: int) -> QImage:
    """Pages one under the other: a slip with its annex."""
    pictures = [picture_of(page, width) for page in pages]
    if len(pictures) == 1:
        return pictures[0]
    height = sum(one.height() for one in pictures) + _EDGE * (len(pictures) - 1)
    whole = QImage(pictures[0].width(), height, QImage.Format.Format_RGB888)
    whole.fill(Qt.GlobalColor.lightGray)
    painter, top = QPainter(whole), 0
    for one in pictures:
        painter.drawImage(QPoint(0, top), one)
        top += one.height() + _EDGE
    painter.end()
    return whole


class PagePreview(QScrollArea):
    """Shows the pages of a PDF, as wide as there is room."""

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
        self._shown: tuple[int, int] | None = None

    def dots(self) -> int:
        """How wide a page should be made for the room there is now."""
        return round(max(self.viewport().width() - _EDGE, 100) * self.devicePixelRatioF())

    def show_picture(self, picture: QImage) -> None:
        """Takes the picture made by a job."""
        self._image = picture
        self._fit()

    def resizeEvent(self, event: Any) -> None:
        """As wide as the place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        image, width = self._image, self.dots()
        if image is None or self._shown == (image.cacheKey(), width):
            return
        self._shown = (image.cacheKey(), width)
        if abs(image.width() - width) > _EDGE:
            image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._label.setPixmap(picture)
