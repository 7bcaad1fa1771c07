"""The criterion editor: fields, plain words in three languages, a try on the real dossiers, then a version with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from app.funding.criteria import CriterionKey
from app.funding.editing import broken_because, edited_entry, said
from resources.i18n import current_language, format_date, format_number, tr
from ui.context import Desk
from ui.funding.criteria_fields import CriteriaFields
from ui.funding.moved_words import moved_model
from ui.funding.refusal_lines import proposal_lines, refusal_line
from ui.signs import word_of
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Card, Section, Words, clear
from ui.widgets.fields import TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.checks import EntryPage
    from app.funding.editing import Tried
    from app.funding.versions import VersionCard
    from app.referrals.evidence import Lesson, Proposal

_DEBOUNCE_MS = 400
_LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))


class CriteriaEditor(QWidget):
    """Nothing broken can be saved; what is tried is not kept until it is saved with a reason.

    A refusal's `proposal` stands in the fields already, marked as what it is: it is read, changed and saved, or left.
    """

    def __init__(
        self, desk: Desk, page: EntryPage, back: Callable[[], object], proposal: Proposal | None = None
    ) -> None:
        super().__init__()
        self.desk, self.listed, self._back, self.proposal = desk, page.listed, back, proposal
        shown = edited_entry(page.listed.entry, proposal.criteria) if proposal else None
        self.fields = CriteriaFields(page.listed.entry, shown)
        self._lessons: dict[int, Lesson] = {}
        self._found: list[VersionCard] = []
        self.wrong = Words(part="wrong", wrap=True)
        self.tried = Words(tr("Pas encore essayé sur les dossiers."), wrap=True)
        self.moved = moved_model()
        self.moved_table = DataTable(self.moved, tr("Qui change"))
        self.moved_table.setMinimumHeight(LOOK.px(180))
        self.moved_table.opened.connect(lambda one: desk.go("people", person_id=one.id))
        self.moved_table.hide()
        self.words = QVBoxLayout()
        self.versions = QVBoxLayout()
        self.reason = TextField(tr("pourquoi ce changement (obligatoire)"))
        self.reason.setAccessibleName(tr("Raison"))
        if proposal is not None:
            self.reason.show_value(refusal_line(proposal.lesson))
        self.save_button = Button(tr("Enregistrer les critères"), self.save, icon_name="save", kind="main")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(self.try_on_dossiers)
        self._lay_out()
        self.fields.changed.connect(self._edited)
        self._say()
        self._read_versions()

    def focus_first(self) -> None:
        """The first field, or the one that a refusal is about."""
        field = self.fields.field_of(CriterionKey.SITUATIONS)
        if self.proposal is not None and self.proposal.lesson.criterion is not None:
            lesson = self.proposal.lesson
            word = lesson.fact or next(iter(lesson.situations), "")
            field = self.fields.field_of(CriterionKey(self.proposal.lesson.criterion), word)
        field.setFocus()

    def try_on_dossiers(self) -> None:
        """Judges every dossier with what the fields say; keeps nothing."""
        from app.funding.editing import try_criteria

        criteria = self.fields.criteria()
        if broken_because(self.listed.entry, criteria) is None:
            self.desk.jobs.read(
                "criteria", try_criteria, self.desk.workspace, self.listed.entry.id, criteria, done=self._show_tried,
                title=tr("Essai sur les dossiers"),
            )  # fmt: skip

    def save(self) -> None:
        """Keeps them as a version, tied to the refusal they come from."""
        from app.funding.editing import change_criteria
        from app.referrals.evidence import take_lesson

        if self.proposal is not None:
            self.desk.jobs.write(
                take_lesson, self.desk.workspace, self.proposal.lesson.id, self.listed.version, self.fields.criteria(),
                self.reason.value() or "", done=lambda _: self._kept(), failed=self._failed,
            )  # fmt: skip
            return
        self.desk.jobs.write(
            change_criteria, self.desk.workspace, self.listed.entry.id, self.listed.version, self.fields.criteria(),
            self.reason.value() or "", done=lambda _: self._kept(), failed=self._failed,
        )  # fmt: skip

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        head = Card()
        head.rows.addWidget(Words(tr("Modifier les critères"), size="small", part="quiet"))
        title = self.listed.entry.title.get(current_language())
        head.rows.addWidget(Words(title, size="title", bold=True, wrap=True))
        if self.proposal is not None:
            for text in proposal_lines(self.proposal):
                head.rows.addWidget(Badge(text, "scale", Tone.ASK))
        head.rows.addWidget(self.tried)
        head.rows.addWidget(self.moved_table)
        head.rows.addWidget(self.wrong)
        head.rows.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(Button(tr("Retour sans enregistrer"), self._back, icon_name="arrow-left"))
        row.addStretch()
        head.rows.addLayout(row)
        column.addWidget(head)
        for text, part in ((tr("En clair"), self.words), (tr("Versions"), self.versions)):
            card = Card()
            card.rows.addWidget(Section(text))
            card.rows.addLayout(part)
            column.addWidget(card)
        card = Card()
        card.rows.addWidget(self.fields)
        column.insertWidget(1, card)
        column.addStretch()

    def _edited(self) -> None:
        self._say()
        self._timer.start()

    def _say(self) -> None:
        """The words follow each key, in the frame it was pressed in: no base is asked."""
        criteria = self.fields.criteria()
        error = broken_because(self.listed.entry, criteria)
        self.wrong.setText("" if error is None else " ".join(sentence(error)))
        self.wrong.setVisible(error is not None)
        self.save_button.allow(error is None, self.wrong.text())
        if error is not None:
            return
        clear(self.words)
        found = said(edited_entry(self.listed.entry, criteria))
        for code, name in _LANGUAGES:
            self.words.addWidget(Words(name, size="small", part="quiet"))
            self.words.addWidget(Words("\n".join(f"• {one.get(code)}" for one in found), wrap=True))

    def _show_tried(self, tried: Tried) -> None:
        parts = [
            f"{word_of(verdict)} {format_number(tried.before[verdict])} → {format_number(count)}"
            for verdict, count in tried.after.items()
        ]
        said = tr("Sur les dossiers de l’agence : {what}", what="   ".join(parts))
        who = tr("{n} personnes changent de verdict.", n=format_number(tried.moved_count))
        self.tried.setText(f"{said}\n{who}")
        self.moved.show_all(list(tried.moved))
        self.moved_table.setVisible(bool(tried.moved))

    def _read_versions(self) -> None:
        from app.funding.versions import versions_of
        from app.referrals.evidence import lessons

        workspace, entry = self.desk.workspace, self.listed
        self.desk.jobs.read("versions.lessons", lessons, workspace, entry_id=entry.id, done=self._lessons_came)
        self.desk.jobs.read("versions", versions_of, workspace, entry.entry.id, done=self._show_versions)

    def _lessons_came(self, found: list[Lesson]) -> None:
        self._lessons = {one.entry_version: one for one in found if one.entry_version is not None}
        self._show_versions(self._found)

    def _show_versions(self, found: list[VersionCard]) -> None:
        clear(self.versions)
        self._found = found
        for one in found:
            parts = [tr("version {n}", n=one.number), format_date(one.valid_from), one.by or "", one.reason or ""]
            if (lesson := self._lessons.get(one.number)) is not None:
                parts.append(tr("née d’un refus du {date}", date=format_date(lesson.on)))
            self.versions.addWidget(Words("  ·  ".join(part for part in parts if part), wrap=True))
        if not found:
            self.versions.addWidget(Words(tr("Telle que le catalogue l’a apportée."), part="quiet"))

    def _kept(self) -> None:
        self.desk.say.done(tr("Critères enregistrés ; les verdicts suivent."), undo=True)
        self._back()

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
        self.wrong.show()
