"""The dossier's own fields and the papers: edited in place, kept when one asks."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError
from app.people.forms import Dossier, PaperCard
from resources.i18n import countries, current_language, format_date, format_phone, tr
from ui.context import Desk
from ui.people.choices import LEGAL_FORMS, SEXES, STAGES, YES_NO, paper_choices, paper_label, translated
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Section, Words, clear
from ui.widgets.fields import ChoiceField, Form, LongField, TextField


class FactsTab(QWidget):
    """Shows the dossier as it stands; "Enregistrer" keeps the changes, and nothing is lost when it is refused."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.fields: dict[str, TextField | ChoiceField | LongField] = {}
        column = QVBoxLayout(self)
        self.form = Form()
        self._fill_form()
        column.addWidget(self.form)
        self.wrong = Words(part="wrong", wrap=True)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(Button(tr("Enregistrer"), self.save, icon_name="save", kind="main"))
        row.addStretch()
        column.addLayout(row)
        column.addWidget(Section(tr("Pièces")))
        self._papers = QVBoxLayout()
        column.addLayout(self._papers)
        adding = QHBoxLayout()
        self.paper_type = ChoiceField(paper_choices())
        self.paper_number = TextField(tr("numéro"))
        self.paper_expires = TextField(tr("fin de validité, jj/mm/aaaa"))
        for part in (self.paper_type, self.paper_number, self.paper_expires):
            adding.addWidget(part)
        adding.addWidget(Button(tr("Ajouter la pièce"), self.add_paper, icon_name="plus"))
        column.addLayout(adding)
        column.addStretch()
        column.setSpacing(LOOK.px(SPACE[2]))

    def show_dossier(self, whole: Dossier) -> None:
        """Fills the fields, unless somebody is typing in them."""
        if not any(field.hasFocus() for field in self.fields.values()):
            for key, value in values_of(whole).items():
                self.fields[key].show_value(value)
        clear(self._papers)
        if not whole.papers:
            self._papers.addWidget(Words(tr("Aucune pièce enregistrée."), part="quiet"))
        for paper in whole.papers:
            self._papers.addLayout(self._paper_row(paper))

    def save(self) -> None:
        """Keeps every field, in a job."""
        from app.people.changing import change_fields

        pairs = {key: str(field.value() or "") for key, field in self.fields.items()}
        self.desk.jobs.write(
            change_fields, self.desk.workspace, self.person_id, pairs, done=self._saved, failed=self._failed
        )

    def add_paper(self) -> None:
        """Keeps a new paper."""
        from app.people.registration import save_paper
        from ui.people.choices import paper_form

        if self.paper_type.value() is None:
            self.paper_type.setFocus()
            return
        try:
            form = paper_form(self.paper_type.value(), self.paper_number.value(), self.paper_expires.value())
        except WaslError as error:
            self._failed(error)
            return
        self.desk.jobs.write(
            save_paper, self.desk.workspace, self.person_id, form, done=self._paper_saved, failed=self._failed
        )

    def _fill_form(self) -> None:
        text = {
            "given_name": tr("Prénom"), "family_name": tr("Nom"), "name_ar": tr("Nom en arabe"), "known_as": tr("Dit·e"),
            "birth": tr("Naissance"), "phone": tr("Téléphones"), "city": tr("Ville"), "neighbourhood": tr("Quartier"),
        }  # fmt: skip
        for key, label in text.items():
            self.fields[key] = TextField(tr("jj/mm/aaaa, 1988, environ 30 ans") if key == "birth" else "")
            self.form.add(label, self.fields[key])
        choices = {
            "sex": (tr("Sexe"), translated(SEXES)),
            "nationality": (tr("Nationalité"), countries(current_language())),
            "has_account": (tr("Compte bancaire"), translated(YES_NO)),
            "stage": (tr("Étape du projet"), translated(STAGES)),
            "legal_form": (tr("Forme juridique"), translated(LEGAL_FORMS)),
        }
        for key, (label, words) in choices.items():
            self.fields[key] = ChoiceField(words)
            self.form.add(label, self.fields[key])
        self.fields["project"] = TextField()
        self.form.add(tr("Projet"), self.fields["project"])
        self.fields["note"] = LongField()
        self.form.add(tr("Note"), self.fields["note"])

    def _paper_row(self, paper: PaperCard) -> QHBoxLayout:
        row = QHBoxLayout()
        ends = format_date(paper.form.expires_on) if paper.form.expires_on else tr("fin inconnue")
        row.addWidget(
            Words("  ·  ".join(p for p in (paper_label(paper.form.type), paper.form.number or "", ends) if p))
        )
        row.addStretch()
        row.addWidget(Button(tr("Retirer"), lambda: self._remove(paper), icon_name="trash-2", kind="flat"))
        return row

    def _remove(self, paper: PaperCard) -> None:
        from app.people.registration import remove_paper

        self.desk.jobs.write(
            remove_paper, self.desk.workspace, self.person_id, paper.id,
            done=lambda _: self.desk.say.done(tr("Pièce retirée."), undo=True),
        )  # fmt: skip

    def _saved(self, _: object) -> None:
        self.wrong.setText("")
        self.desk.say.done(tr("Dossier enregistré."), undo=True)

    def _paper_saved(self, dropped: bool) -> None:
        self.wrong.setText("")
        self.paper_number.clear()
        self.paper_expires.clear()
        if dropped:
            self.desk.say.warn(
                tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08).")
            )
        else:
            self.desk.say.done(tr("Pièce ajoutée."), undo=True)

    def _failed(self, error: WaslError) -> None:
        from app.errors import sentence

        self.wrong.setText(" ".join(sentence(error)))


def values_of(whole: Dossier) -> dict[str, object]:
    """The fields' values as the form shows them."""
    form, project = whole.form, whole.current_project
    account = None if form.has_account is None else "yes" if form.has_account else "no"
    return {
        "given_name": form.given_name, "family_name": form.family_name, "name_ar": form.name_ar, "known_as": form.known_as,
        "birth": form.birth.iso() if form.birth else None, "phone": " / ".join(format_phone(p.number) for p in form.phones),
        "city": form.city, "neighbourhood": form.neighbourhood, "sex": form.sex, "nationality": form.nationality,
        "has_account": account, "stage": project.form.stage if project else None,
        "legal_form": project.form.legal_form if project else None, "project": project.form.title if project else None,
        "note": form.note,
    }  # fmt: skip
