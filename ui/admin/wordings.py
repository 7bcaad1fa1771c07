"""The wordings of consent: editions, the officer's signature, and how long an answer holds."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.consent_form import PURPOSE_LABELS
from resources.i18n import format_date, language_name, spoken_languages, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Words
from ui.widgets.fields import ChoiceField, LongField, TextField
from ui.widgets.table import DataTable


class WordingsPage(QWidget):
    """The editions above; under them the words of one, to change or to sign off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.model = PagedModel(
            [
                Column("purpose", tr("Accord"), lambda e: tr(PURPOSE_LABELS[e.purpose]), 220),
                Column("language", tr("Langue"), lambda e: language_name(e.language), 120),
                Column("edition", tr("Édition"), lambda e: str(e.edition), 80),
                Column("state", tr("État"), _state, 320),
                Column("used", tr("Emploi"), _use, 200),
            ]
        )
        self.table = DataTable(self.model, tr("Textes des accords"))
        self.purpose = ChoiceField([(key, tr(label)) for key, label in PURPOSE_LABELS.items()], required=True)
        self.language = ChoiceField(spoken_languages(), required=True)
        self.text = LongField(tr("le texte lu à la personne"), lines=4)
        self.months = TextField("0", longest=3)
        self.wrong = Words(part="wrong", wrap=True)
        self._lay_out()
        self.table.chosen.connect(self._chosen)

    def refresh(self) -> None:
        """Reads the editions again."""
        from app.people.wording_editions import list_editions

        self.desk.jobs.read("wordings", list_editions, self.desk.workspace, done=self.model.show_all)

    def save(self) -> None:
        """Keeps the words: the draft edition changed, or a new one."""
        from app.people.wording_editions import save_wording

        self.wrong.setText("")
        self.desk.jobs.write(
            save_wording, self.desk.workspace, self.purpose.value(), self.language.value(), self.text.value() or "",
            done=self._saved, failed=self._failed,
        )  # fmt: skip

    def sign(self) -> None:
        """The officer answers for the edition chosen."""
        from app.people.wording_editions import sign_off

        if edition := self.table.current():
            self.desk.jobs.write(
                sign_off, self.desk.workspace, edition.id, edition.version, done=self._saved, failed=self._failed
            )

    def keep_months(self) -> None:
        """How long answers to this purpose hold from now on."""
        from app.people.wording_editions import set_validity

        typed = self.months.value() or "0"
        if not typed.isdecimal():
            self.months.set_wrong(True)
            return
        self.months.set_wrong(False)
        self.desk.jobs.write(
            set_validity, self.desk.workspace, self.purpose.value(), int(typed), done=self._saved, failed=self._failed
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for label, field in ((tr("Accord"), self.purpose), (tr("Langue"), self.language)):
            row.addWidget(Words(label, part="quiet"))
            row.addWidget(field)
            field.setAccessibleName(label)
        row.addStretch()
        signs = self.desk.may("sign_off_wordings")
        if signs:
            label = tr("Mois de validité (0 : jusqu’au retrait)")
            row.addWidget(Words(label, part="quiet"))
            self.months.setFixedWidth(LOOK.px(60))
            self.months.setAccessibleName(label)
            row.addWidget(self.months)
            row.addWidget(Button(tr("Fixer"), self.keep_months))
            self.purpose.changed.connect(self._show_months)
            self._show_months()
        column.addLayout(row)
        self.text.setAccessibleName(tr("le texte lu à la personne"))
        column.addWidget(self.text)
        hint = tr(
            "Un texte déjà lu à quelqu’un, ou validé, ne change plus : une nouvelle édition le remplace quand elle est validée."
        )
        column.addWidget(Words(hint, part="quiet", size="small", wrap=True))
        column.addWidget(self.wrong)
        buttons = QHBoxLayout()
        buttons.addWidget(Button(tr("Garder ce texte"), self.save, icon_name="save", kind="main"))
        sign = Button(tr("Valider l’édition choisie"), self.sign, icon_name="check")
        sign.allow(signs, tr("La personne chargée de la protection des données valide les textes."))
        buttons.addWidget(sign)
        buttons.addStretch()
        column.addLayout(buttons)

    def _show_months(self) -> None:
        from app.people.wording_editions import months_of

        self.months.show_value(months_of(self.desk.workspace, self.purpose.value()))

    def _chosen(self, edition: Any) -> None:
        self.purpose.show_value(edition.purpose)
        self.language.show_value(edition.language)
        self.text.show_value(edition.text)
        if self.desk.may("sign_off_wordings"):
            self._show_months()

    def _saved(self, _: object) -> None:
        self.desk.say.done(tr("Enregistré."))
        self.refresh()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))


def _state(edition: Any) -> str:
    if edition.signed_off_at is None:
        return tr("modèle, à valider")
    return tr(
        "validée par {name} le {date}", name=edition.signed_off_by or "", date=format_date(edition.signed_off_at.date())
    )


def _use(edition: Any) -> str:
    parts = [tr("lue aux personnes")] if edition.in_force else []
    parts += [tr("figée : déjà employée")] if edition.is_used else []
    return " · ".join(parts)
