"""Two people changed one field: both values side by side, one key each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from resources.i18n import format_datetime, tr
from ui.people.person_fields import label_of, shown_text
from ui.theme import Tone
from ui.widgets.basic import Badge, Button, Card, Words, clear


class ClashCard(Card):
    """Hidden until there is something to choose. `settle(name, theirs, keeps_mine)` is told of each choice."""

    def __init__(self, settle: Callable[[str, str, bool], None]) -> None:
        super().__init__(tight=True)
        self._settle = settle
        self.left: dict[str, Any] = {}
        self.hide()

    def show_clashes(self, edited: Any) -> None:
        """The fields both changed, and who wrote the dossier last."""
        self.left = {clash.name: clash for clash in edited.clashes}
        clear(self.rows)
        who = edited.by or tr("quelqu’un")
        when = format_datetime(edited.at) if edited.at else ""
        self.rows.addWidget(Badge(tr("Modifié entre-temps par {who}, {when}", who=who, when=when), "users", Tone.ASK))
        self.rows.addWidget(Words(tr("Rien n’a été écrasé : choisissez champ par champ."), part="quiet", wrap=True))
        for clash in edited.clashes:
            self.rows.addWidget(Words(label_of(clash.name), bold=True))
            row = QHBoxLayout()
            mine = shown_text(clash.name, clash.mine) or tr("(vide)")
            theirs = shown_text(clash.name, clash.theirs) or tr("(vide)")
            row.addWidget(Button(tr("Garder le mien : {value}", value=mine), lambda c=clash: self._choose(c, True)))
            row.addWidget(Button(tr("Garder le sien : {value}", value=theirs), lambda c=clash: self._choose(c, False)))
            row.addStretch()
            self.rows.addLayout(row)
        self.show()

    def _choose(self, clash: Any, keeps_mine: bool) -> None:
        self.left.pop(clash.name, None)
        if not self.left:
            self.hide()
        self._settle(clash.name, clash.theirs, keeps_mine)
