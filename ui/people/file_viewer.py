"""A file of a dossier shown inside the window, from memory: nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from resources.i18n import tr, trn
from ui.context import Desk
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words

if TYPE_CHECKING:
    from app.people.attachments import AttachmentCard


class FileViewer(QWidget):
    """Every page under the one before, as wide as there is room; Esc goes back to the dossier."""

    def __init__(self, desk: Desk, card: AttachmentCard, back: Callable[[], None]) -> None:
        super().__init__()
        self._back = back
        self.images: list[QImage] = []
        self._labels: list[QLabel] = []
        self._zoom = 1.0
        self.count = Words(tr("Ouverture…"), part="quiet")
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setSpacing(LOOK.px(SPACE[3]))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._page)
        self._area.setAccessibleName(tr("Pages du fichier"))
        self.close_button = Button(tr("Retour au dossier (Échap)"), back, icon_name="arrow-left")
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addWidget(Words(card.name, bold=True))
        row.addWidget(self.count)
        row.addStretch()
        for sign, step, name in (("minus", 0.8, tr("Plus petit")), ("plus", 1.25, tr("Plus grand"))):
            button = Button("", lambda step=step: self.zoom(step), icon_name=sign, tip=name)
            button.setAccessibleName(name)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._area, 1)
        from app.people.attachments import open_attachment

        desk.jobs.read(f"file.{card.id}", open_attachment, desk.workspace, card.id, done=self._came)

    def focus_first(self) -> None:
        """The way back."""
        self.close_button.setFocus()

    def zoom(self, step: float) -> None:
        """Larger or smaller."""
        self._zoom = min(max(self._zoom * step, 0.25), 4.0)
        self._fit()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode: the file is closed."""
        if hidden:
            self._back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; plus and minus make it larger or smaller."""
        match event.key():
            case Qt.Key.Key_Escape:
                self._back()
            case Qt.Key.Key_Plus:
                self.zoom(1.25)
            case Qt.Key.Key_Minus:
                self.zoom(0.8)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the place."""
        super().resizeEvent(event)
        self._fit()

    def _came(self, pages: list[Any]) -> None:
        self.count.setText(trn("{n} page", "{n} pages", len(pages)))
        for page in pages:
            image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
            self.images.append(image.copy())
            label = QLabel()
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._labels.append(label)
            self._column.addWidget(label)
        self._column.addStretch()
        self._fit()

    def _fit(self) -> None:
        room = max(self._area.viewport().width() - LOOK.px(SPACE[4]) * 2, 100)
        ratio = self.devicePixelRatioF()
        for image, label in zip(self.images, self._labels, strict=True):
            width = min(room, image.width()) * self._zoom
            small = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            picture = QPixmap.fromImage(small)
            picture.setDevicePixelRatio(ratio)
            label.setPixmap(picture)
