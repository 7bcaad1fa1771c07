"""The people of the current project: each dossier one key away, others brought in by their number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.forms import Dossier
from resources.i18n import tr
from ui.context import Desk
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Section, Trouble, Words, clear
from ui.widgets.fields import TextField


class ProjectPart(QWidget):
    """Shown once the person has a project."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.project_id: UUID | None = None
        self.number = TextField(tr("numéro de dossier, lu ou scanné"), longest=40)
        self.number.setAccessibleName(tr("Numéro de dossier à relier"))
        self.number.returnPressed.connect(self.add)
        self.wrong = Trouble()
        self._people = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(Section(tr("Personnes du projet")))
        column.addLayout(self._people)
        row = QHBoxLayout()
        row.addWidget(self.number, 2)
        row.addWidget(Button(tr("Relier ce dossier"), self.add, icon_name="user-plus"))
        self.leave = Button(tr("Quitter ce projet"), self._leave, kind="flat")
        row.addWidget(self.leave)
        column.addLayout(row)
        column.addWidget(self.wrong)
        self.hide()

    def show_dossier(self, whole: Dossier) -> None:
        """The current project's people."""
        project = whole.current_project
        self.project_id = project.id if project else None
        self.setVisible(project is not None)
        if self.project_id is not None:
            from app.people.project_members import project_members

            self.desk.jobs.read(
                f"project.{self.person_id}", project_members, self.desk.workspace, self.person_id, self.project_id,
                done=self._show,
            )  # fmt: skip

    def add(self) -> None:
        """Links the dossier of the number typed."""
        from app.people.project_members import add_project_member

        if self.number.value():
            self._write(add_project_member, self.person_id, self.project_id, self.number.value())

    def _leave(self) -> None:
        from app.people.project_members import leave_project

        self._write(leave_project, self.person_id, self.project_id)

    def _write(self, function: Any, *args: Any) -> None:
        self.desk.jobs.write(function, self.desk.workspace, *args, done=self._done, failed=self._failed)

    def _done(self, _: object) -> None:
        self.number.clear()
        self.wrong.setText("")
        self.desk.say.done(tr("Projet enregistré."), undo=True)

    def _show(self, people: list[Any]) -> None:
        clear(self._people)
        others = [card for card in people if card.id != self.person_id]
        self.leave.setVisible(bool(others))
        if not others:
            self._people.addWidget(Words(tr("La personne est seule sur ce projet."), part="quiet"))
        for card in others:
            row = QHBoxLayout()
            row.addWidget(Words(f"{card.display_name}  ·  {card.number}"))
            row.addWidget(Button(tr("Ouvrir"), lambda one=card: self._open(one), icon_name="arrow-right", kind="flat"))
            row.addStretch()
            self._people.addLayout(row)

    def _open(self, card: Any) -> None:
        self.desk.go("people", person_id=card.id)

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
