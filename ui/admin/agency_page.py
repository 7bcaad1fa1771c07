"""The agency's card, with its logo as it will stand on papers and in the header."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.settings import KEEP_PAPER_FILES
from resources.i18n import tr
from ui.context import Desk
from ui.theme import LOOK
from ui.widgets.basic import Button, Section, Words
from ui.widgets.fields import Form, TextField
from ui.widgets.pictures import logo_pixmap

_LOGO_HEIGHT = 64


class AgencyPage(QWidget):
    """Name, address, CNDP number and logo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.details: Any = None
        self.logo: bytes | None = None
        self.fields = {
            "name": TextField(), "name_ar": TextField(), "city": TextField(), "address": TextField(longest=400),
            "phone": TextField(), "cndp_number": TextField(),
        }  # fmt: skip
        self.keeps = QCheckBox(tr("Garder les numéros des pièces sans numéro CNDP (décision journalisée)"))
        self.keeps_files = QCheckBox(tr("Garder des copies des pièces d’identité, chiffrées (décision journalisée)"))
        self.keeps_files.setChecked(desk.workspace.settings.get(KEEP_PAPER_FILES))
        self.keeps_files.clicked.connect(self._keep_files)
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("Logo de l’agence"))
        self.wrong = Words(part="wrong", wrap=True)
        self.without = Button(tr("Retirer le logo"), lambda: self.take_logo(None), icon_name="trash-2", kind="flat")
        self._lay_out()

    def refresh(self) -> None:
        """Reads the card again."""
        from app.accounts.agencies import agency_details

        self.desk.jobs.read("agency", agency_details, self.desk.workspace, done=self._came)

    def save(self) -> None:
        """Keeps it."""
        from app.accounts.agencies import AgencyForm, change_agency

        if self.details is None:
            return
        values = {key: field.value() for key, field in self.fields.items()}
        form = AgencyForm(name=values.pop("name") or "", **values, logo=self.logo,
                          keeps_paper_numbers=True if self.keeps.isChecked() else None)  # fmt: skip
        self.wrong.setText("")
        self.desk.jobs.write(
            change_agency, self.desk.workspace, self.details.version, form, done=self._saved, failed=self._failed
        )

    def take_logo(self, content: bytes | None) -> None:
        """Another logo, kept at once; None for none. One that cannot be used is refused and the old one stays."""
        self.logo = content
        self.save()

    def _lay_out(self) -> None:
        labels = (
            tr("Nom de l’agence"), tr("Nom en arabe"), tr("Ville"), tr("Adresse"), tr("Téléphone"), tr("Numéro CNDP"),
        )  # fmt: skip
        form = Form()
        for field, label in zip(self.fields.values(), labels, strict=True):
            form.add(label, field)
        form.add_wide(self.keeps)
        form.add_wide(self.keeps_files)
        column = QVBoxLayout(self)
        column.addWidget(Section(tr("La fiche de l’agence")))
        column.addWidget(form)
        logo = QHBoxLayout()
        logo.addWidget(self.picture)
        logo.addWidget(Button(tr("Choisir un logo…"), self._choose, icon_name="image"))
        logo.addWidget(self.without)
        logo.addStretch()
        column.addLayout(logo)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Enregistrer"), self.save, icon_name="save", kind="main"))
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def _keep_files(self, wanted: bool) -> None:
        from app.accounts.preferences import change_setting

        self.desk.jobs.write(
            change_setting, self.desk.workspace, KEEP_PAPER_FILES, wanted,
            done=lambda _: self.desk.say.done(tr("Décision enregistrée au journal.")),
        )  # fmt: skip

    def _came(self, details: Any) -> None:
        self.details, self.logo = details, details.form.logo
        for key, field in self.fields.items():
            field.show_value(getattr(details.form, key))
        self.keeps.setChecked(bool(details.form.keeps_paper_numbers))
        shown = logo_pixmap(self.logo, LOOK.px(_LOGO_HEIGHT))
        self.picture.setPixmap(shown)
        self.picture.setVisible(not shown.isNull())
        self.without.setVisible(self.logo is not None)

    def _saved(self, details: Any) -> None:
        self._came(details)
        self.desk.say.done(tr("Enregistré ; en vigueur à la prochaine ouverture de session."), undo=True)

    def _failed(self, error: WaslError) -> None:
        self.logo = self.details.form.logo
        self.wrong.setText(" ".join(sentence(error)))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choisir un logo…"), "", "PNG, JPEG (*.png *.jpg *.jpeg)")
        if name:
            self.take_logo(Path(name).read_bytes())
