"""The papers of a dossier: each with where it stands, what looks odd and its files; added, changed or removed in place."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.forms import Dossier, PaperCard
from resources.i18n import tr
from ui.context import Desk
from ui.people.paper_entry import PaperEntry, paper_line, warnings_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Section, Trouble, Words, clear


class PapersPart(QWidget):
    """The list, and the one being typed under it."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._editing: PaperCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(Section(tr("Pièces")))
        self._list = QVBoxLayout()
        column.addLayout(self._list)
        self.entry = PaperEntry(desk, person_id)
        column.addWidget(self.entry)
        self.wrong = Trouble()
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        self.button = Button(tr("Ajouter la pièce"), self.save, icon_name="plus")
        self.stop = Button(tr("Ne pas modifier"), self._stop, kind="flat")
        self.stop.hide()
        row.addWidget(self.button)
        row.addWidget(self.stop)
        row.addStretch()
        column.addLayout(row)

    def show_dossier(self, whole: Dossier) -> None:
        """The papers as they stand."""
        clear(self._list)
        if not whole.papers:
            self._list.addWidget(Words(tr("Aucune pièce enregistrée."), part="quiet"))
        for paper in whole.papers:
            self._list.addLayout(self._row(paper))

    def edit(self, paper: PaperCard) -> None:
        """Takes a paper up to be changed."""
        self._editing = paper
        form = paper.form
        days = {"issued": form.issued_on, "expires": form.expires_on}
        texts = {"type": form.type, "number": form.number or "", "status": form.status}
        self.entry.show_texts(texts | {key: f"{day:%d/%m/%Y}" if day else "" for key, day in days.items()})
        self.button.setText(tr("Enregistrer la pièce"))
        self.stop.show()
        self.entry.fields["number"].setFocus()

    def save(self) -> None:
        """Keeps the paper typed."""
        from app.people.registration import save_paper

        try:
            form = self.entry.form()
        except WaslError as error:
            self._failed(error)
            return
        paper_id, version = (self._editing.id, self._editing.version) if self._editing else (None, 0)
        self.desk.jobs.write(
            save_paper,
            self.desk.workspace,
            self.person_id,
            form,
            paper_id,
            version,
            done=self._saved,
            failed=self._failed,
        )

    def _row(self, paper: PaperCard) -> QVBoxLayout:
        both = QVBoxLayout()
        row = QHBoxLayout()
        row.addWidget(Words(paper_line(paper.form), wrap=True), 1)
        row.addWidget(Button(tr("Modifier"), lambda: self.edit(paper), icon_name="pencil", kind="flat"))
        row.addWidget(Button(tr("Retirer"), lambda: self._remove(paper), icon_name="trash-2", kind="flat"))
        both.addLayout(row)
        for said in warnings_of(paper.form, self.desk.workspace.clock.today()):
            words = Words(said, size="small", wrap=True)
            words.setProperty("tone", "ask")
            both.addWidget(words)
        return both

    def _remove(self, paper: PaperCard) -> None:
        from app.people.registration import remove_paper

        self.desk.jobs.write(
            remove_paper, self.desk.workspace, self.person_id, paper.id,
            done=lambda _: self.desk.say.done(tr("Pièce retirée."), undo=True),
        )  # fmt: skip

    def _saved(self, dropped: bool) -> None:
        was_change = self._editing is not None
        self._stop()
        if dropped:
            self.desk.say.warn(
                tr("Sans numéro CNDP de l’agence, les numéros des pièces ne sont pas gardés (loi 09-08).")
            )
        else:
            self.desk.say.done(tr("Pièce enregistrée.") if was_change else tr("Pièce ajoutée."), undo=True)

    def _stop(self) -> None:
        self._editing = None
        self.wrong.setText("")
        self.entry.empty()
        self.button.setText(tr("Ajouter la pièce"))
        self.stop.hide()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
