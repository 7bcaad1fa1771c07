"""Taking a merge back: for each thing written since, whose it is from now on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from resources.i18n import format_date, isolated, tr, trn
from ui.context import Desk
from ui.people.person_fields import label_of, shown_text
from ui.people.table_words import TABLES, table_word
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Trouble, Words, clear, scrolled
from ui.widgets.fields import ChoiceField

if TYPE_CHECKING:
    from app.desk.side_by_side import MergeCard
    from app.desk.unmerging import WrittenSince


class MergesStrip(QWidget):
    """The dossiers merged into this one; takes no room while there are none. `opened` asks to take one back."""

    opened = Signal(object)

    def __init__(self, desk: Desk, person_id: UUID) -> None:
        super().__init__()
        self.desk, self.person_id = desk, person_id
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def refresh(self) -> None:
        """Reads them again."""
        from app.desk.side_by_side import merges_of

        key = f"merges.{self.person_id}"
        self.desk.jobs.read(
            key, merges_of, self.desk.workspace, self.person_id, done=self._show, failed=lambda _: None
        )  # a dossier that is gone says so once, where it is read

    def _show(self, merges: list[MergeCard]) -> None:
        clear(self._lines)
        for one in merges:
            self._lines.addLayout(self._line(one))
        self.setVisible(bool(merges))

    def _line(self, one: MergeCard) -> QHBoxLayout:
        row = QHBoxLayout()
        text = tr("réunis le {date} : {name} {number}", date=format_date(one.on), name=one.name,
                  number=isolated(one.number))  # fmt: skip
        by = tr("par {name}", name=one.by) if one.by else ""
        row.addWidget(Words("  ·  ".join(part for part in (text, by) if part), wrap=True), 1)
        button = Button(tr("Séparer…"), lambda: self.opened.emit(one), icon_name="undo-2")
        if not self.desk.may("merge_people"):
            button.allow(False, tr("Une personne superviseure sépare les dossiers."))
        elif not one.can_be_undone:
            button.allow(False, tr("Séparez d’abord ce qui a été réuni plus tard."))
        row.addWidget(button)
        return row


class UnmergePanel(QWidget):
    """Everything stays unless one says otherwise; Esc leaves, nothing is written."""

    def __init__(self, desk: Desk, merge: MergeCard, number: str, back: Callable[[], None]) -> None:
        super().__init__()
        from app.desk.unmerging import written_since

        self.desk, self.card, self._back = desk, merge, back
        self._number = number
        self.choices: dict[str, ChoiceField] = {}
        self.said = Words(part="quiet", wrap=True)
        self.wrong = Trouble()
        self.run = Button("", self.separate, icon_name="undo-2", kind="grave")
        self.run.setAutoDefault(True)
        self.run.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(Section(tr("Séparer deux dossiers")))
        column.addWidget(self.said)
        card = Card(tight=True)
        self._rows = QVBoxLayout()
        card.rows.addLayout(self._rows)
        card.rows.addStretch()
        column.addWidget(scrolled(card), 1)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(self.run)
        row.addWidget(Button(tr("Ne rien changer (Échap)"), back, kind="flat"))
        row.addStretch()
        column.addLayout(row)
        desk.jobs.read(
            f"unmerge.{merge.id}", written_since, desk.workspace, merge.id, done=self._show, failed=self._failed
        )

    def focus_first(self) -> None:
        """The first choice, or the button."""
        next(iter(self.choices.values()), self.run).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def separate(self) -> None:
        """Two dossiers again."""
        from app.desk.unmerging import unmerge_people

        given = [key for key, choice in self.choices.items() if choice.value()]
        self.run.setEnabled(False)
        self.desk.jobs.write(
            unmerge_people, self.desk.workspace, self.card.id, given, done=self._separated, failed=self._failed
        )

    def _show(self, written: list[WrittenSince]) -> None:
        number = isolated(self.card.number)
        back = tr("{number} redevient un dossier, comme il était.", number=number)
        since = (
            tr("Pour chaque chose écrite depuis, choisissez à qui elle est.") if written
            else tr("Rien n’a été écrit depuis.")
        )  # fmt: skip
        self.said.setText(f"{back} {since}")
        for one in written:
            choice = ChoiceField(
                [(False, tr("reste à {number}", number=isolated(self._number))), (True, tr("va à {number}", number=number))],
                required=True,
            )  # fmt: skip
            choice.setAccessibleName(_told(one))
            choice.changed.connect(self._say)
            self.choices[one.key] = choice
            row = QHBoxLayout()
            row.addWidget(Words(_told(one), wrap=True), 1)
            row.addWidget(choice, 1)
            self._rows.addLayout(row)
        self._say()
        self.run.setEnabled(True)
        self.focus_first()

    def _say(self) -> None:
        count = sum(bool(choice.value()) for choice in self.choices.values())
        number = isolated(self.card.number)
        self.run.setText(
            trn("Séparer {number} et lui rendre {n} chose", "Séparer {number} et lui rendre {n} choses", count, number=number)
            if count else tr("Séparer {number}", number=number)
        )  # fmt: skip

    def _separated(self, person_id: UUID) -> None:
        self._back()
        text = tr("{number} est de nouveau un dossier.", number=isolated(self.card.number))
        self.desk.say.warn(text, tr("Ouvrir"), lambda: self.desk.go("people", person_id=person_id))

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
        self.run.setEnabled(bool(self.run.text()))


def _told(one: WrittenSince) -> str:
    if one.noun not in TABLES:
        return f"{label_of(one.noun)} : {shown_text(one.noun, one.text) or tr('(vide)')}"
    when = format_date(one.on) if one.on else ""
    return "  ·  ".join(part for part in (table_word(one.noun), one.text, when) if part)
