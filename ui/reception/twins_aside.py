"""Who may already be the person being received, beside the name: never a wall."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from resources.i18n import format_date, tr
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Section, Words, clear


class TwinsAside(Card):
    """Each candidate is one key away: it is the person, and the reception goes."""

    def __init__(self, it_is: Callable[[UUID], None]) -> None:
        super().__init__()
        self._it_is = it_is
        self.setFixedWidth(LOOK.px(240))
        self.rows.addWidget(Section(tr("Déjà connu·e ?")))
        self._twins = QVBoxLayout()
        self._twins.setSpacing(LOOK.px(SPACE[2]))
        self.rows.addLayout(self._twins)
        self.rows.addStretch()

    def show_hints(self, hints: list[Any]) -> None:
        """The candidates, most alike first."""
        clear(self._twins)
        if not hints:
            self._twins.addWidget(Words(tr("Personne de ressemblant."), part="quiet", wrap=True))
        for hint in hints:
            self._twins.addWidget(Badge(tr("peut-être la même personne"), "triangle-alert", Tone.ASK))
            line = f"{hint.card.display_name}\n{hint.card.number} · {format_date(hint.card.registered_on)}"
            person_id = hint.card.id
            self._twins.addWidget(Button(line, lambda person_id=person_id: self._it_is(person_id)))
