"""Who may already be the person being received, beside the name, with what agrees and what differs: never a wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.i18n import format_date, isolated, tr, trn
from ui.people.likeness_part import LikenessPart
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Section, Words, clear, scrolled
from ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.people.finding import TwinHint

TO_CANDIDATES = "Alt+Down"
"""From any field to the first candidate: the key is the same on AZERTY, QWERTY and Arabic keyboards."""


class TwinsAside(Card):
    """Each candidate is one key away: looked at, taken for the person, or said not to be the same.

    `different` are those said not to be; `decided` tells that it has changed.
    """

    decided = Signal()

    def __init__(self, it_is: Callable[[UUID], None], look_at: Callable[[UUID], None]) -> None:
        super().__init__(tight=True)
        self._it_is, self._look_at = it_is, look_at
        self.different: set[UUID] = set()
        self._hints: list[TwinHint] = []
        self._shown: object = None
        self.setFixedWidth(LOOK.px(250))
        self.rows.addWidget(Section(tr("Déjà connu·e ?")))
        inside = QWidget()
        self._twins = QVBoxLayout(inside)
        self._twins.setContentsMargins(0, 0, 0, 0)
        self._twins.setSpacing(LOOK.px(SPACE[2]))
        self.rows.addWidget(scrolled(inside), 1)
        self.again = Button("", self._look_again, icon_name="undo-2", kind="flat")
        self.rows.addWidget(self.again)
        self.again.hide()
        QShortcut(QKeySequence(TO_CANDIDATES), self, self.focus_first)
        self._show()

    def focus_first(self) -> None:
        """The first candidate's buttons."""
        button = next((one for one in self.findChildren(Button) if not one.isHidden()), None)
        if button is not None:
            button.setFocus()

    def show_hints(self, hints: list[TwinHint]) -> None:
        """The candidates, most alike first; nothing moves under the hand while they stay the same."""
        self._hints = hints
        self._show()

    def begin_with(self, different: Iterable[UUID]) -> None:
        """Begins with those said to be different in the draft."""
        self.different = set(different)
        self._show()

    def _show(self) -> None:
        left = [hint for hint in self._hints if hint.card.id not in self.different]
        shown = [(hint.card, hint.likeness.terms) for hint in left], len(self.different)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._twins)
        if not left:
            self._twins.addWidget(Words(tr("Personne de ressemblant."), part="quiet", wrap=True))
        else:
            self._twins.addWidget(Words(tr("Alt+↓ : y aller"), size="small", part="quiet"))
        for hint in left:
            self._twins.addWidget(self._candidate(hint))
        self._twins.addStretch()
        self.again.setText(trn("{n} écartée : revoir", "{n} écartées : revoir", len(self.different)))
        self.again.setVisible(bool(self.different))

    def _candidate(self, hint: TwinHint) -> Card:
        card, person_id = Card(tight=True), hint.card.id
        name, number = hint.card.display_name, hint.card.number
        card.rows.addWidget(Badge(tr("peut-être la même personne"), "triangle-alert", Tone.ASK))
        card.rows.addWidget(Words(name, bold=True, wrap=True))
        line = f"{isolated(number)} · {format_date(hint.card.registered_on)}"
        card.rows.addWidget(Words(line, size="small", part="quiet", wrap=True))
        card.rows.addWidget(LikenessPart(hint.likeness))
        keys = Flow()
        for text, run, icon_name in (
            (tr("C’est cette personne"), lambda: self._it_is(person_id), "check"),
            (tr("Regarder"), lambda: self._look_at(person_id), "eye"),
            (tr("Pas la même"), lambda: self._say_different(person_id), "x"),
        ):
            button = Button(text, run, icon_name=icon_name)
            button.setAccessibleName(f"{text} : {name} {number}")
            button.setAutoDefault(True)
            keys.addWidget(button)
        card.rows.addLayout(keys)
        return card

    def _say_different(self, person_id: UUID) -> None:
        self.different.add(person_id)
        self._show()
        self.focus_first()
        self.decided.emit()

    def _look_again(self) -> None:
        self.different.clear()
        self._show()
        self.focus_first()
        self.decided.emit()
