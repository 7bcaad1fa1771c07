"""What two dossiers have in common and what tells them apart: a sign and a word a line, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from resources.i18n import tr
from ui.theme import LOOK, SPACE, Tone, pixmap
from ui.widgets.basic import Words

if TYPE_CHECKING:
    from app.people.likeness import Likeness

_SIGN = 14


class LikenessPart(QWidget):
    """First what agrees, then what differs, each group heaviest first."""

    def __init__(self, likeness: Likeness) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[0]))
        self.agreeing = list(dict.fromkeys(tr(term.sentence) for term in likeness.terms if term.agrees))
        self.differing = list(dict.fromkeys(tr(term.sentence) for term in likeness.terms if not term.agrees))
        for title, sentences, sign, tone in (
            (tr("Concorde"), self.agreeing, "check", Tone.GOOD),
            (tr("Diffère"), self.differing, "x", Tone.ASK),
        ):
            if sentences:
                column.addWidget(Words(title, size="small", part="quiet"))
            for sentence in sentences:
                column.addLayout(_line(sentence, sign, tone))
        self.setAccessibleName(
            " ".join(
                f"{title} : {' '.join(sentences)}"
                for title, sentences in ((tr("Concorde"), self.agreeing), (tr("Diffère"), self.differing))
                if sentences
            )
        )


def _line(sentence: str, sign: str, tone: Tone) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(LOOK.px(SPACE[1]))
    drawn = QLabel()
    drawn.setPixmap(pixmap(sign, tone, LOOK.px(_SIGN)))
    row.addWidget(drawn, alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(sentence, size="small", wrap=True), 1)
    return row
