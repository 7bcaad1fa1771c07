"""The person's rights: a complete copy, a correction at their request, and erasure, which says first what will go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.fields import LABELS, PERSON_FIELDS
from app.people.forms import Dossier
from resources.i18n import LANGUAGES, current_language, language_name, tr
from ui.context import Desk
from ui.people.person_fields import label_of, make_field
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words
from ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from app.upkeep.erasure import Extent


class RightsTab(QWidget):
    """Three cards; only for those who may answer such a request."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._number = ""
        column = QVBoxLayout(self)
        column.setSpacing(LOOK.px(SPACE[3]))
        column.addWidget(self._copy_card())
        column.addWidget(self._correction_card())
        column.addWidget(self._erasure_card())
        column.addStretch()

    def show_dossier(self, whole: Dossier) -> None:
        """In which language the copy is written unless another is chosen."""
        if not self._number and whole.form.paper_language:
            self.language.show_value(whole.form.paper_language)
        self._number = whole.card.number

    def print_copy(self) -> None:
        """The copy, to the printer or into a file."""
        from app.desk.person_copy import export_copy
        from ui.referrals.printing import print_paper

        self.desk.jobs.write(
            export_copy, self.desk.workspace, self.person_id, self.language.value(), title=tr("Copie complète"),
            done=lambda content: print_paper(self.desk, content, f"copie-{self._number}"),
        )  # fmt: skip

    def correct(self) -> None:
        """Writes the field anew; the reason stands in the journal."""
        from app.people.rectifying import rectify

        self.wrong.setText("")
        pairs = {self.field.value(): str(self._value().value() or "")}
        self.desk.jobs.write(
            rectify, self.desk.workspace, self.person_id, pairs, self.why.value() or "", done=self._corrected,
            failed=lambda error: self.wrong.setText(_words(error)),
        )  # fmt: skip

    def weigh(self) -> None:
        """Says what would go, and puts the consequence on the button."""
        from app.upkeep.erasure import erasure_extent

        if not self.reason.value():
            self.lost.setText(tr("Écrivez d’abord la raison, sans nom."))
            self.reason.setFocus()
            return
        self.desk.jobs.read(
            f"extent.{self.person_id}", erasure_extent, self.desk.workspace, self.person_id, done=self._weighed
        )

    def erase(self) -> None:
        """For good."""
        from app.upkeep.erasure import erase_person

        self.final.setEnabled(False)
        self.desk.jobs.write(
            erase_person, self.desk.workspace, self.person_id, self.reason.value() or "", title=tr("Effacement"),
            done=lambda _: self.desk.say.done(tr("Dossier effacé. Une ligne sans nom reste pour les statistiques.")),
            failed=lambda error: self.lost.setText(_words(error)),
        )  # fmt: skip

    def _copy_card(self) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Copie complète")))
        card.rows.addWidget(
            Words(tr("Tout ce qui est gardé de la personne, dans sa langue, avec ses droits."), part="quiet", wrap=True)
        )
        row = QHBoxLayout()
        self.language = ChoiceField([(one, language_name(one)) for one in LANGUAGES], required=True)
        self.language.show_value(current_language())
        self.language.setAccessibleName(tr("Langue"))
        row.addWidget(self.language)
        row.addWidget(Button(tr("Imprimer la copie"), self.print_copy, icon_name="printer", kind="main"))
        row.addStretch()
        card.rows.addLayout(row)
        return card

    def _correction_card(self) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Correction à sa demande")))
        row = QHBoxLayout()
        names = [(key, label_of(key)) for key in LABELS if key in PERSON_FIELDS]
        self.field = ChoiceField(names, required=True)
        self.field.setAccessibleName(tr("Champ à corriger"))
        self.field.changed.connect(self._change_field)
        self._holder = QVBoxLayout()
        row.addWidget(self.field)
        row.addLayout(self._holder, 1)
        card.rows.addLayout(row)
        self._change_field()
        self.why = TextField(tr("ce que la personne a demandé"), longest=400)
        self.why.setAccessibleName(tr("ce que la personne a demandé"))
        card.rows.addWidget(self.why)
        self.wrong = Words(part="wrong", wrap=True)
        card.rows.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Corriger"), self.correct, icon_name="check"))
        row.addStretch()
        card.rows.addLayout(row)
        return card

    def _erasure_card(self) -> Card:
        card = Card()
        card.rows.addWidget(Section(tr("Effacement")))
        text = tr(
            "Définitif : le dossier, ses papiers, ses bons et ses fichiers partent, des sauvegardes aussi quand on les "
            "restaure. Une ligne sans nom reste, pour que les chiffres passés ne changent pas."
        )
        card.rows.addWidget(Words(text, part="quiet", wrap=True))
        self.reason = TextField(tr("la raison, sans nom : « à sa demande »"), longest=400)
        self.reason.setAccessibleName(tr("la raison, sans nom : « à sa demande »"))
        card.rows.addWidget(self.reason)
        self.lost = Words(wrap=True)
        card.rows.addWidget(self.lost)
        row = QHBoxLayout()
        self.ask = Button(tr("Effacer ce dossier…"), self.weigh, icon_name="trash-2")
        self.final = Button("", self.erase, icon_name="trash-2", kind="grave")
        self.final.hide()
        row.addWidget(self.ask)
        row.addWidget(self.final)
        row.addStretch()
        card.rows.addLayout(row)
        return card

    def _change_field(self) -> None:
        while (item := self._holder.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        value = make_field(self.field.value())
        value.setAccessibleName(tr("La valeur juste"))
        self._holder.addWidget(value)
        self._field_widget = value

    def _value(self) -> TextField:
        return self._field_widget  # type: ignore[return-value]

    def _corrected(self, _: object) -> None:
        self.why.clear()
        self.desk.say.done(tr("Corrigé ; la raison est au journal."), undo=True)

    def _weighed(self, extent: Extent) -> None:
        total = sum(extent.rows.values())
        names = {
            "identity_document": tr("Pièces"), "consent": tr("Accords"), "interaction": tr("Contacts et notes"),
            "referral": tr("Référencements"), "slip": tr("Bons d’orientation"), "appointment": tr("Rendez-vous"),
            "attachment": tr("Fichiers joints"), "need": tr("Besoins"), "person_phone": tr("Téléphones"),
        }  # fmt: skip
        parts = [f"{label} : {extent.rows[table]}" for table, label in names.items() if table in extent.rows]
        self.lost.setText("  ·  ".join([extent.number, *parts]))
        self.final.setText(tr("Effacer pour toujours ({n} lignes)", n=total))
        self.ask.hide()
        self.final.show()
        self.final.setFocus()


def _words(error: WaslError) -> str:
    return " ".join(sentence(error))
