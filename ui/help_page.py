"""The user guide inside the window (F1), open at the section of the screen one comes from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent, QTextBlock
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from resources.i18n import current_language, tr
from ui.guide import read_guide
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button

_SECTION_LEVEL = 2


class HelpPage(QWidget):
    """The guide in the current language, its sections at the start edge. Escape leaves; Tab goes to the sections and back."""

    may_be_left = True

    def __init__(self, back: Callable[[], None], topic: str = "") -> None:
        super().__init__()
        self.guide = read_guide(current_language())
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[5]),) * 4)
        self._back = Button(tr("Retour (Échap)"), back, icon_name="arrow-left", kind="main")
        self._back.setShortcut("Escape")
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addStretch()
        column.addLayout(head)
        self.sections = QListWidget()
        self.sections.setAccessibleName(tr("Sections du guide"))
        self.sections.addItems([one.title for one in self.guide.sections])
        self.sections.setFixedWidth(LOOK.px(260))
        self.sections.setWordWrap(True)
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Aide"))
        self.text.setMarkdown(self.guide.text)
        body = QHBoxLayout()
        body.addWidget(self.sections)
        body.addWidget(self.text, 1)
        column.addLayout(body)
        self._wanted = self.guide.place_of(topic)
        self.sections.setCurrentRow(self._wanted)
        self.sections.currentRowChanged.connect(self.show_section)

    def focus_first(self) -> None:
        """The keyboard scrolls the guide."""
        self.text.setFocus()
        self.show_section(self._wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The section stays at the top while its lines are laid out anew."""
        super().resizeEvent(event)
        self.show_section(self._wanted)

    def show_section(self, place: int) -> None:
        """Scrolls its heading to the top."""
        self._wanted = place
        document = self.text.document()
        block = _heading(document.begin(), self.guide.sections[place].title)
        if block is not None:
            top = document.documentLayout().blockBoundingRect(block).top()
            self.text.verticalScrollBar().setValue(round(top))


def _heading(block: QTextBlock, title: str) -> QTextBlock | None:
    while block.isValid():
        if block.blockFormat().headingLevel() == _SECTION_LEVEL and block.text().strip() == title:
            return block
        block = block.next()
    return None
