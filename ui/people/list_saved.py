"""Lists kept by name: chosen from one field, kept from another, shared with the agency by a supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.errors import sentence
from resources.i18n import tr
from ui.context import Desk
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button
from ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from app.people.lists.saved import SavedCard
    from ui.people.list_panel import ListPanel


class SavedLists(QWidget):
    """Choosing one shows it; keeping replaces one's own of the same name."""

    def __init__(self, desk: Desk, panel: ListPanel) -> None:
        super().__init__()
        self.desk = desk
        self.panel = panel
        self._cards: dict[str, SavedCard] = {}
        self.choice = ChoiceField([], none_text=tr("listes gardées"))
        self.choice.setAccessibleName(tr("Listes gardées"))
        self.name = TextField(tr("nom de la liste"))
        self.name.setAccessibleName(tr("Nom de la liste"))
        self.shared = QCheckBox(tr("pour l’agence"))
        self.keep = Button(tr("Garder"), self.save, icon_name="save")
        self.drop = Button("", self.remove, icon_name="trash-2", kind="flat", tip=tr("Ôter cette liste"))
        self.drop.setAccessibleName(tr("Ôter cette liste"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LOOK.px(SPACE[1]))
        for part in (self.choice, self.drop, self.name, self.shared, self.keep):
            row.addWidget(part)
        self.shared.setVisible(desk.may("manage_lists"))
        self.drop.hide()
        self.name.returnPressed.connect(self.save)
        self.choice.changed.connect(self._chosen)
        self._read()

    def save(self) -> None:
        """Keeps the list as it is shown."""
        from app.people.lists.saved import save_list

        name = self.name.text().strip()
        self.desk.jobs.write(
            save_list, self.desk.workspace, name, self.panel.filter, self.panel.columns,
            is_shared=self.shared.isChecked(), done=lambda _: self._kept(name), failed=self._failed,
        )  # fmt: skip

    def remove(self) -> None:
        """Takes the chosen list away; it can be undone."""
        from app.people.lists.saved import remove_list

        card = self._cards.get(str(self.choice.value()))
        if card is not None:
            self.desk.jobs.write(remove_list, self.desk.workspace, card.id, done=lambda _: self._removed())

    def _kept(self, name: str) -> None:
        self.name.clear()
        self.desk.say.done(tr("Liste gardée : {name}", name=name), undo=True)
        self._read()

    def _removed(self) -> None:
        self.desk.say.done(tr("Liste ôtée."), undo=True)
        self._read()

    def _failed(self, error: Any) -> None:
        self.desk.say.warn(" ".join(sentence(error)))

    def _read(self) -> None:
        from app.people.lists.saved import saved_lists

        self.desk.jobs.read("people.saved", saved_lists, self.desk.workspace, done=self._offer)

    def _offer(self, cards: list[SavedCard]) -> None:
        self._cards = {str(card.id): card for card in cards}
        told = [
            (key, card.name if card.is_mine else f"{card.name} · {card.owner}") for key, card in self._cards.items()
        ]
        self.choice.fill(told)
        self._show_drop()

    def _chosen(self) -> None:
        card = self._cards.get(str(self.choice.value()))
        self._show_drop()
        if card is not None:
            self.panel.show_columns(card.columns)
            self.panel.use(card.filter)

    def _show_drop(self) -> None:
        card = self._cards.get(str(self.choice.value()))
        self.drop.setVisible(card is not None and card.is_mine)
