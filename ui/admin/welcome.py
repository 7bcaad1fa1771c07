"""The welcome of a new base: the agency, the first account, then the recovery key, shown once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog

from app.accounts.entrance import Founded, Founding, found_base
from app.errors import BadFile
from resources.i18n import current_language, tr
from ui.admin.sign_in import DoorPage, Enter, password_field
from ui.widgets.basic import Button, Words
from ui.widgets.fields import TextField, enter_moves_on

if TYPE_CHECKING:
    from ui.jobs import Jobs


class WelcomePage(DoorPage):
    """Two minutes to a working desk."""

    def __init__(self, location: str, jobs: Jobs, enter: Enter) -> None:
        under = tr("Cette base est chiffrée : sans mot de passe ni clé de secours, personne ne peut la lire.")
        super().__init__(jobs, tr("Bienvenue dans Wasl"), under, width=640)
        self._location, self._enter = location, enter
        self.agency, self.city = TextField(tr("Agence …")), TextField()
        self.code, self.label = TextField(text="001", longest=3), TextField(tr("trois lettres, comme RAB"), longest=8)
        self.cndp = TextField(tr("laisser vide : pas encore"), longest=80)
        self.user, self.shown = TextField(longest=80), TextField(longest=120)
        self.password, self.again = password_field(), password_field()
        add = self.form.add
        add(tr("Nom de l’agence"), self.agency)
        add(tr("Ville"), self.city)
        add(tr("Code de l’agence"), self.code, tr("Trois chiffres, dans les numéros de dossier."))
        add(tr("Sigle"), self.label)
        add(tr("Numéro CNDP"), self.cndp, tr("Sans lui, les numéros des pièces ne sont pas gardés (loi 09-08)."))
        add(tr("Votre nom de compte"), self.user)
        add(tr("Nom affiché"), self.shown)
        add(tr("Mot de passe"), self.password)
        add(tr("Encore une fois"), self.again)
        self.button = Button(tr("Créer la base"), self.submit, kind="main")
        self.card.rows.addWidget(self.button)
        fields = [
            self.agency, self.city, self.code, self.label, self.cndp, self.user, self.shown, self.password, self.again,
        ]  # fmt: skip
        enter_moves_on(list(fields), self.submit)

    def focus_first(self) -> None:
        """The agency's name."""
        self.agency.setFocus()

    def submit(self) -> None:
        """Makes the base, in a worker."""
        if self.password.text() != self.again.text():
            self.form.say_wrong(self.again, tr("Les deux mots de passe ne sont pas les mêmes."))
            return
        self.form.all_right()
        founding = Founding(
            agency_name=self.agency.text(), user_name=self.user.text(), password=self.password.text(),
            display_name=self.shown.text(), code=self.code.text().strip(), label=self.label.text(),
            city=self.city.value(), cndp_number=self.cndp.value(), language=current_language(),
        )  # fmt: skip
        self.wait()
        self.jobs.write(found_base, self._location, founding, done=self._founded, failed=self.say_wrong)

    def _founded(self, founded: Founded) -> None:
        self.card.setEnabled(True)
        self.card.hide()
        self.grid.addWidget(RecoveryCard(self.jobs, founded, lambda: self._enter(founded.workspace)), 0, 0)


class RecoveryCard(DoorPage):
    """The recovery key: to print or save, then ticked, then never shown again."""

    def __init__(self, jobs: Jobs, founded: Founded, go_on: Callable[[], None]) -> None:
        under = tr(
            "Si tous les mots de passe sont perdus, elle seule ouvre la base. Gardez-la sur papier, en lieu sûr."
        )
        super().__init__(jobs, tr("La clé de secours"), under, width=600)
        self._founded = founded
        self.key = Words(founded.recovery_key, size="large", bold=True, wrap=True)
        self.card.rows.addWidget(self.key)
        self.save = Button(tr("Enregistrer la feuille à imprimer…"), self._save, icon_name="printer")
        self.card.rows.addWidget(self.save)
        self.kept = QCheckBox(tr("Je l’ai imprimée ou notée"))
        self.card.rows.addWidget(self.kept)
        self.go_on = Button(tr("Commencer"), go_on, kind="main")
        self.kept.toggled.connect(self.go_on.setEnabled)
        self.go_on.setEnabled(False)
        self.card.rows.addWidget(self.go_on)

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Enregistrer la feuille à imprimer…"), "cle-de-secours.pdf", "PDF (*.pdf)"
        )
        if name:
            from app.accounts.recovery_sheet import recovery_sheet
            from app.whole_file import write_whole

            try:
                write_whole(Path(name), recovery_sheet(self._founded))
            except BadFile as error:
                self.say_wrong(error)
