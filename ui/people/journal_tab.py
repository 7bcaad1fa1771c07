"""The timeline of a dossier: filtered by kind and period, printed in three languages; notes and contacts added."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.people.contacts import ADDED_BY_HAND, CONTACTS
from app.people.timeline_words import KINDS
from resources.i18n import format_date, format_list, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.people.unmerge_panel import MergesStrip
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Trouble, Words
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.people.timeline import TimelineFilter, TimelineLine

_PAPERS = (("fr", "français"), ("ar", "arabe"), ("en", "anglais"))


class JournalTab(QWidget):
    """Everything that happened, the newest first."""

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self.model = PagedModel(
            [
                Column("on", tr("Date"), lambda line: format_date(line.on), 165),
                Column("kind", tr("Quoi"), lambda line: tr(dict(KINDS)[line.kind]), 130),
                Column("told", tr("Détail"), told, 420),
                Column("by", tr("Par"), lambda line: line.by, 120),
            ]
        )
        self.merges = MergesStrip(desk, person_id)
        self.kinds: dict[str, QAction] = {}
        self.chosen = Button("", kind="plain", icon_name="filter")
        self.since, self.until = (
            TextField(tr("depuis, jj/mm/aaaa"), longest=20),
            TextField(tr("jusqu’au, jj/mm/aaaa"), longest=20),
        )
        self.count = Words(part="quiet", size="small")
        self.wrong = Trouble()
        self.what = ChoiceField(
            [("note", tr("Note")), *((kind, tr(label)) for kind, label in CONTACTS if kind in ADDED_BY_HAND)],
            required=True,
        )
        self.what.setAccessibleName(tr("Quoi"))
        self.note = TextField(tr("ajouter une note, ou ce qui a été fait avec la personne"), longest=5_000)
        self.note.returnPressed.connect(self.add)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Reads the timeline again."""
        from app.people.timeline import timeline

        self.merges.refresh()
        wanted = self.wanted()
        if wanted is not None:
            key = f"timeline.{self.person_id}"
            self.desk.jobs.read(key, timeline, self.desk.workspace, self.person_id, wanted, done=self._came)

    def wanted(self) -> TimelineFilter | None:
        """The filter as chosen; None, with its reason said, while a date cannot be."""
        from app.people.papers import parse_day
        from app.people.timeline import TimelineFilter

        days: list[date | None] = []
        for field in (self.since, self.until):
            try:
                days.append(parse_day(field.value() or ""))
                field.set_wrong(False)
            except WaslError as error:
                field.set_wrong(True)
                self.wrong.setText(" ".join(sentence(error)))
                return None
        self.wrong.setText("")
        chosen = frozenset(kind for kind, action in self.kinds.items() if action.isChecked())
        return TimelineFilter(chosen, days[0], days[1])

    def add(self) -> None:
        """Keeps a note, or a contact with its words."""
        from app.people.contacts import add_contact, add_note

        text, what = self.note.value() or "", self.what.value()
        if what == "note" and text:
            self.desk.jobs.write(
                add_note, self.desk.workspace, self.person_id, text, done=self._added, failed=self._failed
            )
        elif what != "note":
            self.desk.jobs.write(
                add_contact, self.desk.workspace, self.person_id, what, text, done=self._added, failed=self._failed
            )

    def print_in(self, language: str) -> None:
        """The lines shown, on paper."""
        from app.people.timeline import print_timeline

        wanted = self.wanted()
        if wanted is not None:
            self.desk.jobs.write(
                print_timeline, self.desk.workspace, self.person_id, wanted, language, done=self._printed,
                title=tr("Impression"),
            )  # fmt: skip

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(self.merges)
        adding = QHBoxLayout()
        adding.addWidget(self.what)
        adding.addWidget(self.note, 1)
        adding.addWidget(Button(tr("Ajouter"), self.add, icon_name="plus"))
        column.addLayout(adding)
        row = QHBoxLayout()
        menu = QMenu(self.chosen)
        for kind, label in KINDS:
            action = menu.addAction(tr(label))
            action.setCheckable(True)
            action.toggled.connect(lambda _: self._chose())
            self.kinds[kind] = action
        self.chosen.setMenu(menu)
        row.addWidget(self.chosen)
        for field, name in ((self.since, tr("Depuis")), (self.until, tr("Jusqu’au"))):
            field.setAccessibleName(name)
            field.setMaximumWidth(LOOK.px(170))
            field.changed.connect(self.refresh)
            row.addWidget(field)
        row.addWidget(self.count)
        row.addStretch()
        papers = Button(tr("Imprimer"), icon_name="printer")
        languages = QMenu(papers)
        for language, name in _PAPERS:
            languages.addAction(tr(name)).triggered.connect(lambda _=False, language=language: self.print_in(language))
        papers.setMenu(languages)
        row.addWidget(papers)
        column.addLayout(row)
        column.addWidget(self.wrong)
        column.addWidget(DataTable(self.model, tr("Journal")), 1)
        self._name_choice()

    def _chose(self) -> None:
        self._name_choice()
        self.refresh()

    def _name_choice(self) -> None:
        names = [tr(label) for kind, label in KINDS if self.kinds[kind].isChecked()]
        self.chosen.setText(format_list(names[:2]) + ("…" if len(names) > 2 else "") if names else tr("Tout"))

    def _came(self, lines: list[TimelineLine]) -> None:
        self.model.show_all(lines)
        self.count.setText(trn("{n} ligne", "{n} lignes", len(lines)))

    def _added(self, _: Any) -> None:
        self.note.clear()
        self.wrong.setText("")
        self.desk.say.done(tr("Noté."), undo=True)
        self.refresh()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))

    def _printed(self, content: bytes) -> None:
        from ui.referrals.printing import print_paper

        print_paper(self.desk, content, "journal")


def told(line: TimelineLine) -> str:
    """What happened and what it is about, in one cell; the lines of a note follow one another."""
    return " : ".join(part for part in (line.title, line.detail.replace("\n", " ")) if part)
