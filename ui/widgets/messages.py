"""The line of messages above the screens, and the question asked inline before the irreversible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.errors import WaslError, sentence
from resources.i18n import tr
from ui.theme import LOOK, SPACE, Tone, pixmap
from ui.widgets.basic import Button, Words

_SHOWN_MS = 8_000


class MessageBar(QFrame):
    """Says what was done, what to know, what went wrong; the newest replaces the one before."""

    def __init__(self, undo: Callable[[], None]) -> None:
        super().__init__()
        self._undo = undo
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(LOOK.px(SPACE[4]), LOOK.px(SPACE[2]), LOOK.px(SPACE[2]), LOOK.px(SPACE[2]))
        self._icon = QLabel()
        self._words = Words(wrap=True)
        self._action = Button("", self._act, kind="plain")
        self._run: Callable[[], None] | None = None
        self._close = Button("", self.hide, icon_name="x", kind="flat", tip=tr("Fermer"))
        self._close.setAccessibleName(tr("Fermer"))
        self._row.addWidget(self._icon)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._action)
        self._row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def done(self, text: str, *, undo: bool = False) -> None:
        """Something is done; goes away by itself."""
        self._show(text, "circle-check", Tone.GOOD, tr("Annuler") if undo else "", self._undo if undo else None)
        self._timer.start(_SHOWN_MS)

    def warn(self, text: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Something to know; stays until closed."""
        self._show(text, "triangle-alert", Tone.ASK, action, run)

    def error(self, error: WaslError) -> None:
        """What happened and what to do; stays until closed."""
        self._show(" ".join(sentence(error)), "circle-alert", Tone.BAD, "", None)

    def text(self) -> str:
        """What is said now; "" when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _show(self, text: str, icon_name: str, tone: Tone, action: str, run: Callable[[], None] | None) -> None:
        self._timer.stop()
        self._icon.setPixmap(pixmap(icon_name, tone, LOOK.px(18)))
        self._words.setText(text)
        self._words.setProperty("tone", str(tone))
        self.setProperty("tone", str(tone))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._run = run
        for part in (self, self._words):
            part.style().unpolish(part)
            part.style().polish(part)
        self.setAccessibleName(text)
        self.show()

    def _act(self) -> None:
        run, self._run = self._run, None
        self.hide()
        if run is not None:
            run()
