"""The household of a person: who lives with them, each dossier one key away; what they share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.households import PLACES, HouseholdCard
from resources.i18n import tr
from ui.context import Desk
from ui.people.choices import translated
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Section, Trouble, Words, clear
from ui.widgets.fields import ChoiceField, Form, TextField


class HouseholdPart(QWidget):
    """Reads itself; hidden names are the panel's affair."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.card: HouseholdCard | None = None
        self.place = ChoiceField(translated(PLACES))
        self.hcr_case, self.address = TextField(longest=200), TextField(longest=1000)
        self.number = TextField(tr("numéro de dossier, lu ou scanné"), longest=40)
        self.number.setAccessibleName(tr("Numéro de dossier à relier"))
        self.number.returnPressed.connect(self.add)
        self.number_place = ChoiceField(translated(PLACES))
        self.number_place.setAccessibleName(tr("Place dans le foyer"))
        self.wrong = Trouble()
        self._members = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(Section(tr("Foyer")))
        column.addLayout(self._members)
        joining = QHBoxLayout()
        joining.addWidget(self.number, 2)
        joining.addWidget(self.number_place, 1)
        joining.addWidget(Button(tr("Relier ce dossier"), self.add, icon_name="user-plus"))
        column.addLayout(joining)
        form = Form()
        form.add(tr("Sa place dans le foyer"), self.place)
        form.add(tr("Numéro de dossier HCR du foyer"), self.hcr_case)
        form.add(tr("Adresse du foyer"), self.address)
        column.addWidget(form)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Enregistrer le foyer"), self.save, icon_name="save"))
        self.leave = Button(tr("Quitter ce foyer"), self._leave, kind="flat")
        row.addWidget(self.leave)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.wrong)

    def refresh(self) -> None:
        """Reads the household again."""
        from app.people.households import household_of

        key = f"household.{self.person_id}"
        self.desk.jobs.read(key, household_of, self.desk.workspace, self.person_id, done=self._show)

    def add(self) -> None:
        """Links the dossier of the number typed."""
        from app.people.households import add_to_household

        if self.number.value():
            self.desk.jobs.write(
                add_to_household, self.desk.workspace, self.person_id, self.number.value(), self.number_place.value(),
                done=self._added, failed=self._failed,
            )  # fmt: skip

    def save(self) -> None:
        """Keeps what the household shares."""
        from app.people.households import save_household

        self.desk.jobs.write(
            save_household, self.desk.workspace, self.person_id, place=self.place.value(), hcr_case=self.hcr_case.value(),
            address=self.address.value(), version=self.card.version if self.card else 0, done=self._saved,
            failed=self._failed,
        )  # fmt: skip

    def _show(self, card: HouseholdCard | None) -> None:
        before, self.card = self.card, card
        if before is None or card is None or before.version != card.version or before.members != card.members:
            self.place.show_value(card.place_of(self.person_id) if card else None)
            self.hcr_case.show_value(card.hcr_case if card else None)
            self.address.show_value(card.address if card else None)
        self.leave.setVisible(card is not None)
        clear(self._members)
        others = [member for member in card.members if member.person_id != self.person_id] if card else []
        if not others:
            self._members.addWidget(Words(tr("Personne n’est relié à ce foyer."), part="quiet"))
        places = dict(PLACES)
        for member in others:
            row = QHBoxLayout()
            if member.card is None:
                row.addWidget(Words(tr("un dossier d’une autre agence"), part="quiet"))
            else:
                place = tr(places[member.place]) if member.place in places else ""
                text = "  ·  ".join(part for part in (member.card.display_name, place, member.card.number) if part)
                row.addWidget(Words(text))
                row.addWidget(
                    Button(tr("Ouvrir"), lambda one=member: self._open(one), icon_name="arrow-right", kind="flat")
                )
            row.addStretch()
            self._members.addLayout(row)

    def _open(self, member: Any) -> None:
        self.desk.go("people", person_id=member.person_id)

    def _added(self, card: HouseholdCard) -> None:
        self.number.clear()
        self._saved(card)

    def _saved(self, card: HouseholdCard) -> None:
        self.wrong.setText("")
        self._show(card)
        if self.hcr_case.value() and card.hcr_case is None:
            self.desk.say.warn(
                tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08).")
            )
        else:
            self.desk.say.done(tr("Foyer enregistré."), undo=True)

    def _leave(self) -> None:
        from app.people.households import leave_household

        self.desk.jobs.write(
            leave_household, self.desk.workspace, self.person_id,
            done=lambda _: self.desk.say.done(tr("La personne n’est plus dans ce foyer."), undo=True),
        )  # fmt: skip

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
