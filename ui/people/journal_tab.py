"""The timeline of a dossier, and a note."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import format_date, tr, tr_noop
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.signs import word_of
from ui.widgets.basic import Button
from ui.widgets.fields import TextField
from ui.widgets.table import DataTable

_KINDS = {
    "contact": tr_noop("Contact"),
    "note": tr_noop("Note"),
    "step": tr_noop("Référencement"),
    "appointment": tr_noop("Rendez-vous"),
}
_WORDS = {
    "informed": tr_noop("informé·e"), "mobilised": tr_noop("mobilisé·e"), "oriented": tr_noop("orienté·e"),
    "referred": tr_noop("référé·e"), "accompanied": tr_noop("accompagné·e"), "issue": tr_noop("bon émis"),
    "note": "", "reopen": tr_noop("rouvert"),
}  # fmt: skip


class JournalTab(QWidget):
    """Everything that happened, the newest first."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.model = PagedModel(
            [
                Column("on", tr("Date"), lambda line: format_date(line.on), 140),
                Column("kind", tr("Quoi"), lambda line: tr(_KINDS[line.kind]), 140),
                Column("word", "", lambda line: _word(line.word), 160),
                Column("detail", tr("Détail"), lambda line: line.detail, 400),
            ]
        )
        self.note = TextField(tr("ajouter une note"), longest=2000)
        self.note.returnPressed.connect(self.add)
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(Button(tr("Ajouter"), self.add, icon_name="plus"))
        column.addLayout(row)
        column.addWidget(DataTable(self.model, tr("Journal")), 1)
        self.refresh()

    def refresh(self) -> None:
        """Reads the timeline again."""
        from app.people.history import timeline

        self.desk.jobs.read(
            f"timeline.{self.person_id}", timeline, self.desk.workspace, self.person_id, done=self.model.show_all
        )

    def add(self) -> None:
        """Keeps a note."""
        from app.people.history import add_note

        if text := self.note.value():
            self.note.clear()
            self.desk.jobs.write(add_note, self.desk.workspace, self.person_id, text, done=lambda _: self.refresh())


def _word(word: str) -> str:
    known = _WORDS.get(word)
    return tr(known) if known else word_of(word.rpartition(":")[2]) if known is None else ""
