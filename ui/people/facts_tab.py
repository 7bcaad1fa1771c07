"""The dossier's own fields, papers, household and files: edited in place, kept when one asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.forms import Dossier
from resources.i18n import tr
from ui.context import Desk
from ui.people.clash_card import ClashCard
from ui.people.edit_draft import EditDraft
from ui.people.files_part import FilesPart
from ui.people.household_part import HouseholdPart
from ui.people.papers_part import PapersPart
from ui.people.person_fields import CARER, LIFE, PROJECT, WHO, label_of, make_field, show_text
from ui.people.project_part import ProjectPart
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Section, Trouble, Words, bring_into_view
from ui.widgets.entries import SuggestField
from ui.widgets.fields import Form


class FactsTab(QWidget):
    """Shows the dossier as it stands; "Enregistrer" keeps what was changed here.

    What somebody else changes meanwhile shows at once, except in a field being edited; where both changed the same
    field, both values are shown and one is chosen (X2).
    """

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.fields: dict[str, Any] = {}
        self._seen: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._covered = Words(tr("Le dossier est masqué (F9 pour le montrer)."), part="quiet")
        self._covered.hide()
        self._shown_part = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._covered)
        whole.addWidget(self._shown_part)
        column = QVBoxLayout(self._shown_part)
        column.setSpacing(LOOK.px(SPACE[2]))
        self.minor = Badge(tr("Moins de 18 ans : notez un responsable et son accord"), "triangle-alert", Tone.ASK)
        self.minor.hide()
        column.addWidget(self.minor)
        self.form = Form()
        for title, keys in (
            (tr("Identité"), WHO), (tr("Sa situation"), (*LIFE, "declared_situation")), (tr("Projet"), PROJECT),
            ("", ("external_id", "note")),
        ):  # fmt: skip
            self._group(title, keys)
        column.addWidget(self.form)
        self.clashes = ClashCard(self._settle)
        column.addWidget(self.clashes)
        self.wrong = Trouble()
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        self.button = Button(tr("Enregistrer (Ctrl+S)"), self.save, icon_name="save", kind="main")
        self.button.setShortcut("Ctrl+S")
        row.addWidget(self.button)
        row.addStretch()
        column.addLayout(row)
        self.project = ProjectPart(desk, person_id)
        self.papers = PapersPart(desk, person_id)
        self.household = HouseholdPart(desk, person_id)
        self.files = FilesPart(desk, person_id)
        for part in (self.project, self.papers, self.household, self.files):
            column.addWidget(part)
        column.addStretch()
        self.draft = EditDraft(desk, person_id, self, self._unkept)
        for field in self.fields.values():
            field.changed.connect(self.draft.typed)
        self._suggest()

    def show_dossier(self, whole: Dossier) -> None:
        """Fills the fields, except those being edited."""
        from app.people.changing import all_texts
        from app.people.remarks import carer_lacks, may_be_minor

        first = not self._shown
        edited = self.edited()
        for key, text in all_texts(whole).items():
            if key in self.fields and key not in edited:
                self._seen[key] = text
                show_text(self.fields[key], text)
                self._shown[key] = self._text(key)
        today = self.desk.workspace.clock.today()
        self.minor.setVisible(bool(carer_lacks(whole.form, today)))
        filled = any(self.fields[key].value() for key in CARER)
        for key in CARER:
            self.form.show_row(self.fields[key], filled or may_be_minor(whole.form.birth, today))
        self.papers.show_dossier(whole)
        self.project.show_dossier(whole)
        self.household.refresh()
        self.files.show_dossier(whole)
        if first:
            self.draft.load(self._take_up)

    def edited(self) -> dict[str, str]:
        """The fields changed here and not kept yet, as typed."""
        return {
            key: self._text(key) for key in self.fields if key in self._shown and self._text(key) != self._shown[key]
        }

    def settle(self) -> None:
        """Keeps what was changed as a draft, at once."""
        if self._shown:
            self.draft.settle()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode: everything here says who it is."""
        self._covered.setVisible(hidden)
        self._shown_part.setVisible(not hidden)

    def save(self) -> None:
        """Keeps what was changed, in a job."""
        from app.people.changing import edit_fields

        mine = self.edited()
        if not mine:
            self.wrong.setText("")
            return
        seen = {key: self._seen.get(key, "") for key in mine}
        self.desk.jobs.write(
            edit_fields, self.desk.workspace, self.person_id, seen, mine,
            done=lambda edited: self._saved(edited, mine), failed=self._failed,
        )  # fmt: skip

    def _group(self, title: str, keys: tuple[str, ...]) -> None:
        if title:
            self.form.add_wide(Section(title))
        for key in keys:
            self.fields[key] = self.form.add(label_of(key), make_field(key))

    def _text(self, key: str) -> str:
        return str(self.fields[key].value() or "")

    def _saved(self, edited: Any, mine: dict[str, str]) -> None:
        if edited.clashes:
            self.clashes.show_clashes(edited)
            bring_into_view(self.clashes)
            return
        for key, text in mine.items():
            self._shown[key] = text
            self._seen[key] = text
        self.wrong.setText("")
        self.form.all_right()
        self.draft.settle()
        self.desk.say.done(tr("Dossier enregistré."), undo=True)

    def _unkept(self) -> tuple[dict[str, str], dict[str, str]]:
        mine = self.edited()
        return mine, {key: self._seen.get(key, "") for key in mine}

    def _take_up(self, mine: dict[str, str], seen: dict[str, str]) -> None:
        """What was typed before a crash, or before another dossier was opened, stands in the form again."""
        for key, text in mine.items():
            if key in self.fields and key not in self.edited():
                show_text(self.fields[key], text)
                self._seen[key] = seen.get(key, "")
        if self.edited():
            self.wrong.setText(tr("Vos modifications non enregistrées sont là : Ctrl+S les garde."))

    def _settle(self, name: str, theirs: str, keeps_mine: bool) -> None:
        """One clash is decided; when none is left, what was typed is kept."""
        self._seen[name] = theirs
        if not keeps_mine:
            show_text(self.fields[name], theirs)
            self._shown[name] = self._text(name)
        if not self.clashes.left:
            self.save()

    def _failed(self, error: WaslError) -> None:
        from app.people.remarks import remarks

        self.form.all_right()
        texts = {key: self._text(key) for key in self.fields}
        for remark in remarks(texts, self.desk.workspace.clock.today()):
            if remark.error is not None and remark.field in self.fields:
                self.form.say_wrong(self.fields[remark.field], " ".join(sentence(remark.error)))
        self.wrong.setText(" ".join(sentence(error)))
        bring_into_view(self.wrong)

    def _suggest(self) -> None:
        from app.people.known_places import known_places

        self.desk.jobs.read(f"places.{self.person_id}", known_places, self.desk.workspace, done=self._places)

    def _places(self, places: Any) -> None:
        for key, words in (
            ("city", places.cities), ("project_city", places.cities), ("neighbourhood", places.neighbourhoods),
        ):  # fmt: skip
            field = self.fields[key]
            if isinstance(field, SuggestField):
                field.suggest(words)
