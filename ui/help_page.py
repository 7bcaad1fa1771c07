"""The user guide inside the window (F1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from resources.i18n import current_language, tr
from resources.places import DOCS
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button


class HelpPage(QWidget):
    """The guide in the current language, else in French."""

    may_be_left = True

    def __init__(self, back: Callable[[], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(LOOK.px(SPACE[5]),) * 4)
        self._back = Button(tr("Retour"), back, icon_name="arrow-left", kind="main")
        self._back.setShortcut("Escape")
        column.addWidget(self._back)
        self._text = QTextBrowser()
        self._text.setAccessibleName(tr("Aide"))
        pages = (DOCS / f"guide.{current_language()}.md", DOCS / "guide.fr.md")
        page = next((page for page in pages if page.exists()), None)
        if page is not None:
            self._text.setMarkdown(page.read_text(encoding="utf-8"))
        column.addWidget(self._text)

    def focus_first(self) -> None:
        """The keyboard scrolls the guide."""
        self._text.setFocus()
