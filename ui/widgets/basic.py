"""Labels, badges, buttons, cards: small parts that say one thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import LOOK, SPACE, Tone, font_of, icon, icon_on_accent, pixmap, sign_size


class Words(QLabel):
    """A line or paragraph. Plain text only: what people typed is never read as markup."""

    def __init__(
        self, text: str = "", *, size: str = "body", bold: bool = False, part: str = "", wrap: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font_of(size, bold=bold))
        self.setWordWrap(wrap)
        if part:
            self.setProperty("part", part)
        self.setText(text)


class Trouble(Words):
    """What went wrong, where the eye is; takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(part="wrong", wrap=True)

    def setText(self, text: str) -> None:
        """Says it; "" takes it away."""
        super().setText(text)
        self.setVisible(bool(text))


class Badge(QFrame):
    """A state: icon, word and colour together, never colour alone."""

    def __init__(self, text: str = "", icon_name: str = "circle", tone: Tone = Tone.MUTED) -> None:
        super().__init__()
        self._icon = QLabel()
        self._text = Words(size="small", bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(LOOK.px(8), LOOK.px(2), LOOK.px(8), LOOK.px(2))
        row.setSpacing(LOOK.px(4))
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, icon_name, tone)

    def show_state(self, text: str, icon_name: str, tone: Tone) -> None:
        """Says another state."""
        self._icon.setPixmap(pixmap(icon_name, tone, LOOK.px(14)))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setProperty("badge", str(tone))
        self._text.setProperty("tone", str(tone))
        for part in (self, self._text):
            part.style().unpolish(part)
            part.style().polish(part)


class Button(QPushButton):
    """A button that says what it does; `kind` main, plain, flat or grave. Disabled, its tooltip says why."""

    def __init__(
        self,
        text: str,
        run: Callable[[], object] | None = None,
        *,
        icon_name: str = "",
        kind: str = "plain",
        tip: str = "",
    ) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self._sign = (icon_name, kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._dress()
        if tip:
            self.setToolTip(tip)
        if run is not None:
            self.clicked.connect(lambda: run())

    def setText(self, text: str) -> None:
        """Says something else; the sign keeps its distance from the words."""
        had = bool(self.text())
        super().setText(text)
        if had != bool(text):
            self._dress()

    def _dress(self) -> None:
        name, kind = self._sign
        if not name:
            return
        spaced = bool(self.text())
        if kind == "main":
            self.setIcon(icon_on_accent(name, spaced=spaced))
        else:
            self.setIcon(icon(name, Tone.BAD if kind == "grave" else Tone.PLAIN, spaced=spaced))
        self.setIconSize(sign_size(spaced=spaced))

    def allow(self, allowed: bool, why_not: str = "") -> None:
        """Enables it, or disables it with the reason as its tooltip."""
        self.setEnabled(allowed)
        self.setToolTip("" if allowed else why_not)


class Card(QFrame):
    """A piece of paper on the ground, with its rows from top to bottom."""

    def __init__(self, *, tight: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.rows = QVBoxLayout(self)
        inner = LOOK.px(SPACE[2] if tight else SPACE[4])
        self.rows.setContentsMargins(inner, inner, inner, inner)
        self.rows.setSpacing(LOOK.px(SPACE[2]))


class Section(QWidget):
    """A heading with an optional button at its end."""

    def __init__(self, title: str, button: QWidget | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(title, size="large", bold=True))
        row.addStretch()
        if button is not None:
            row.addWidget(button)


class EmptyState(QWidget):
    """What belongs here, and the one action that fills it."""

    def __init__(self, icon_name: str, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(LOOK.px(SPACE[3]))
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, Tone.MUTED, LOOK.px(40)))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = Words(text, part="quiet", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        column.addWidget(words)
        if action:
            button = Button(action, run, kind="main")
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)


class Facts(QWidget):
    """Label and value, one pair a row; an unknown value has its own words, never an empty cell."""

    def __init__(self, pairs: list[tuple[str, str]] | None = None, *, unknown: str = "—") -> None:
        super().__init__()
        from PySide6.QtWidgets import QGridLayout

        self._unknown = unknown
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(LOOK.px(SPACE[4]))
        self._grid.setVerticalSpacing(LOOK.px(SPACE[1]))
        self._grid.setColumnStretch(1, 1)
        self.show_pairs(pairs or [])

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Replaces what is shown."""
        clear(self._grid)
        for row, (label, value) in enumerate(pairs):
            self._grid.addWidget(Words(label, part="quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
            shown = Words(value or self._unknown, part="" if value else "quiet", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(shown, row, 1)


def rule() -> QFrame:
    """A thin line between parts."""
    line = QFrame()
    line.setProperty("part", "rule")
    return line


def clear(layout: object) -> None:
    """Takes every part out of a layout and frees it."""
    from PySide6.QtWidgets import QLayout

    if not isinstance(layout, QLayout):
        return
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif item.layout() is not None:
            clear(item.layout())


def bring_into_view(part: QWidget) -> None:
    """Scrolls to a part that has just something to say."""
    from PySide6.QtCore import QTimer

    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        area = above
        QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part))


def scrolled(part: QWidget) -> QScrollArea:
    """A part that scrolls where the window is too small for it (150 % on 1366 × 768)."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(part)
    return area
