"""Two dossiers side by side, each field chosen; what moves is said, and the button names its consequence."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.errors import WaslError, sentence
from resources.i18n import format_date, isolated, tr, trn
from ui.context import Desk
from ui.people.likeness_part import LikenessPart
from ui.people.person_fields import label_of, shown_text
from ui.people.table_words import moved_text
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Trouble, Words, scrolled

if TYPE_CHECKING:
    from app.desk.merging import Merged
    from app.desk.side_by_side import FieldPair, SideBySide

_LONGEST = 60
LEFT, RIGHT = 0, 1


class MergePanel(QWidget):
    """Arrow keys choose within a field, Tab goes to the next one, Esc goes back to the review: nothing is written."""

    def __init__(self, desk: Desk, left_id: UUID, right_id: UUID) -> None:
        super().__init__()
        from app.desk.side_by_side import side_by_side

        self.desk = desk
        self.both: SideBySide | None = None
        self.fields: dict[str, QButtonGroup] = {}
        self._touched: set[str] = set()
        self._hidden = False
        self.survivor = QButtonGroup(self)
        self.survivor.idToggled.connect(self._choose_survivor)
        self.moves = Words(wrap=True)
        self.wrong = Trouble()
        self.run = Button("", self.merge, icon_name="users", kind="grave")
        self.run.setAutoDefault(True)
        self.run.setEnabled(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Section(tr("Réunir deux dossiers")))
        desk.jobs.read(
            "merge.sides", side_by_side, desk.workspace, left_id, right_id, done=self._show, failed=desk.say.error
        )

    def focus_first(self) -> None:
        """Which dossier stays."""
        first = self.survivor.button(LEFT)
        (first or self).setFocus()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode: the names are what is chosen here, so the panel is left."""
        if hidden:
            self._leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def choose(self, name: str, side: int) -> None:
        """Takes a field from one side."""
        self._touched.add(name)
        self.fields[name].button(side).setChecked(True)

    def merge(self) -> None:
        """One dossier of two; the survivor opens."""
        from app.desk.merging import merge_people

        if self.both is None:
            return
        stays = self.survivor.checkedId()
        sides = (self.both.left.card, self.both.right.card)
        kept, gone = sides[stays], sides[1 - stays]
        taken = [name for name, group in self.fields.items() if group.checkedId() != stays]
        self.run.setEnabled(False)
        self.desk.jobs.write(
            merge_people, self.desk.workspace, kept.id, gone.id, taken, versions=(kept.version, gone.version),
            done=self._merged, failed=self._failed,
        )  # fmt: skip

    def _show(self, both: SideBySide) -> None:
        self.both = both
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        column.addWidget(self._chosen_number(both))
        column.addWidget(self._grid(both))
        column.addWidget(LikenessPart(both.likeness))
        column.addStretch()
        self._column.addWidget(scrolled(inside), 1)
        foot = Card(tight=True)
        foot.rows.addWidget(self.moves)
        foot.rows.addWidget(self.wrong)
        row = QHBoxLayout()
        row.addWidget(self.run)
        row.addWidget(Button(tr("Ne rien changer (Échap)"), self._leave, kind="flat"))
        row.addStretch()
        foot.rows.addLayout(row)
        self._column.addWidget(foot)
        self.survivor.button(
            LEFT if both.left.card.registered_on <= both.right.card.registered_on else RIGHT
        ).setChecked(True)
        self.focus_first()

    def _chosen_number(self, both: SideBySide) -> Card:
        card = Card(tight=True)
        card.rows.addWidget(Words(tr("Le dossier qui reste"), part="quiet"))
        row = QHBoxLayout()
        for side, one in enumerate((both.left.card, both.right.card)):
            button = _radio(one.display_name, tr("Le dossier qui reste"))
            button.setAccessibleName(f"{tr('Le dossier qui reste')} : {one.display_name} {one.number}")
            self.survivor.addButton(button, side)
            half = QVBoxLayout()
            half.addWidget(button)
            when = tr("inscrit·e le {date}", date=format_date(one.registered_on))
            half.addWidget(Words(f"{isolated(one.number)}  ·  {when}", size="small", part="quiet", wrap=True))
            row.addLayout(half, 1)
        card.rows.addLayout(row)
        return card

    def _grid(self, both: SideBySide) -> Card:
        card = Card(tight=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(LOOK.px(SPACE[3]))
        grid.setVerticalSpacing(LOOK.px(SPACE[1]))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        shown = [pair for pair in both.fields if pair.left or pair.right]
        for place, pair in enumerate(sorted(shown, key=lambda pair: pair.is_same)):
            label = label_of(pair.name) if pair.name != "donor_project_id" else tr("Projet du bailleur")
            grid.addWidget(Words(label, part="quiet"), place, 0)
            if pair.is_same:
                text = Words(_short(shown_text(pair.name, pair.left)), part="quiet")
                grid.addWidget(text, place, 1, 1, 2)
                continue
            group = QButtonGroup(self)
            for side, text_of in enumerate((pair.left, pair.right)):
                button = _radio(shown_text(pair.name, text_of) or tr("(vide)"), label)
                button.clicked.connect(lambda _=False, name=pair.name: self._touched.add(name))
                group.addButton(button, side)
                grid.addWidget(button, place, side + 1)
            group.idToggled.connect(lambda *_: self._say())
            self.fields[pair.name] = group
        card.rows.addLayout(grid)
        return card

    def _choose_survivor(self, _: int, is_chosen: bool) -> None:
        """What nobody chose yet follows the dossier that stays, but for what only the other has."""
        if self.both is None or not is_chosen:
            return
        for pair in self.both.fields:
            if pair.name in self.fields and pair.name not in self._touched:
                self.fields[pair.name].button(_proposed(pair, self.survivor.checkedId())).setChecked(True)
        self._say()

    def _say(self) -> None:
        if self.both is None or self.survivor.checkedId() < 0:
            return
        gone = 1 - self.survivor.checkedId()
        numbers = [isolated(one.number) for one in (self.both.left.card, self.both.right.card)]
        rows = self.both.rows[gone]
        told = moved_text(rows) or tr("rien d’autre que ses champs")
        self.moves.setText(
            tr("Passe à {kept} : {rows}. Le numéro {gone}, ses bons et ses identifiants mènent ensuite à {kept}.",
               kept=numbers[1 - gone], gone=numbers[gone], rows=told)
        )  # fmt: skip
        text = trn("Fermer {gone} dans {kept} ({n} ligne)", "Fermer {gone} dans {kept} ({n} lignes)",
                   sum(rows.values()), gone=numbers[gone], kept=numbers[1 - gone])  # fmt: skip
        self.run.setText(text)
        self.run.allow(self.desk.may("merge_people"), tr("Une personne superviseure réunit les dossiers."))

    def _merged(self, merged: Merged) -> None:
        self.desk.go("people", person_id=merged.survivor_id)
        self.desk.say.done(tr("Un seul dossier reste. Son journal permet de séparer à nouveau."))

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
        self.run.setEnabled(True)

    def _leave(self) -> None:
        self.desk.go("people", twins=True)


def _proposed(pair: FieldPair, stays: int) -> int:
    texts = (pair.left, pair.right)
    return stays if texts[stays] or not texts[1 - stays] else 1 - stays


def _radio(text: str, label: str) -> QRadioButton:
    button = QRadioButton(_short(text))
    button.setToolTip(text)
    button.setAccessibleName(f"{label} : {text}")
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return button


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
