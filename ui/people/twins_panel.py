"""The review of dossiers that may be one person's: pair after pair, what agrees, what differs, and the answer by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import format_date, format_number, format_phone, is_rtl, isolated, tr, trn
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.people.choices import paper_label
from ui.people.likeness_part import LikenessPart
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Button, Card, Section, Words, clear, scrolled
from ui.widgets.fields import ChoiceField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.people.duplicates import Sweep
    from app.people.twins import TwinCard, TwinQueue, TwinSide
    from ui.jobs import Job

SWEEP = "people.sweep"
# The letter, and what the same key sends where an Arabic layout is on.
_DIFFERENT, _MERGE = "dي", "mةك"


class TwinsPanel(QWidget):
    """The pairs above, the one chosen below; answered, the next comes by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._hidden = False
        self._place = 0
        self.state = ChoiceField(
            [("review", tr("À revoir")), ("different", tr("Dites différentes"))], required=True
        )  # fmt: skip
        self.state.setAccessibleName(tr("Quelles paires"))
        self.state.changed.connect(self.refresh)
        self.count = Words(part="quiet", size="small")
        self.model = PagedModel(
            [
                Column("score", tr("Ressemblance"), lambda p: f"{format_number(round(100 * p.likeness.score))} %", 115),
                Column("left", tr("Un dossier"), lambda p: _named(p.left), 270, is_name=True),
                Column("right", tr("L’autre"), lambda p: _named(p.right), 270, is_name=True),
            ]
        )
        self.table = DataTable(self.model, tr("Doublons à revoir"))
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _: self.merge())
        self.table.installEventFilter(self)
        self.sweep = Button(tr("Parcourir tout le registre"), self.look_over, icon_name="search")
        self.different = Button(tr("Deux personnes (D)"), self.say_different, icon_name="x")
        self.one = Button(tr("Réunir… (M)"), self.merge, icon_name="users", kind="main")
        self.details = QHBoxLayout()
        self._lay_out()
        desk.jobs.ended.connect(self._ended)
        self.refresh()

    def focus_first(self) -> None:
        """The pairs."""
        self.table.setFocus()

    def hide_names(self, hidden: bool) -> None:
        """Privacy mode."""
        self._hidden = self.model.hides_names = hidden
        self.table.viewport().update()
        self._show(self.table.current())

    def refresh(self) -> None:
        """Reads the queue again; the cursor stays where it was, on the pair that has come there."""
        from app.people.twins import list_twins

        self.sweep.allow(not any(job.key == SWEEP for job in self.desk.jobs.running), tr("Le registre est parcouru."))
        different = self.state.value() == "different"
        self.desk.jobs.read("twins.queue", list_twins, self.desk.workspace, different=different, done=self._came)

    def say_different(self) -> None:
        """Two people: remembered with who said it. Of a pair that was said to be different, look again."""
        from app.people.twins import look_again, say_different

        pair = self.table.current()
        if pair is None or not self.different.isEnabled():
            return
        if pair.is_different:
            self.desk.jobs.write(
                look_again, self.desk.workspace, pair.id,
                done=lambda _: self.desk.say.done(tr("La paire est de nouveau à revoir."), undo=True),
            )  # fmt: skip
        else:
            self.desk.jobs.write(
                say_different, self.desk.workspace, pair.left.card.id, pair.right.card.id,
                done=lambda _: self.desk.say.done(tr("Noté : ce sont deux personnes."), undo=True),
            )  # fmt: skip

    def merge(self) -> None:
        """Both side by side, for those who may make one dossier of two."""
        pair = self.table.current()
        if pair is not None and self.one.isEnabled():
            self.desk.go("people", merge=(pair.left.card.id, pair.right.card.id))

    def look_over(self) -> None:
        """Goes over the whole registry in the background; the line at the bottom of the window stops it."""
        from app.people.duplicates import queue_duplicates

        self.sweep.allow(False, tr("Le registre est parcouru."))
        self.desk.jobs.read(
            SWEEP, queue_duplicates, self.desk.workspace, done=self._swept, title=tr("Recherche de doublons")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """D and M answer, whatever layout the keyboard has; the list would search for the letter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            letter = event.text().lower() if plain else ""
            if letter and letter in _DIFFERENT + _MERGE:
                (self.say_different if letter in _DIFFERENT else self.merge)()
                return True
        return super().eventFilter(watched, event)

    def _came(self, queue: TwinQueue) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self.model.show_all(list(queue.pairs))
        text = trn("{n} paire", "{n} paires", queue.total)
        if len(queue.pairs) < queue.total:
            text += " · " + tr("les {n} plus ressemblantes d’abord", n=len(queue.pairs))
        self.count.setText(text)
        if queue.pairs:
            self.table.selectRow(min(place, len(queue.pairs) - 1))
        self._show(self.table.current())

    def _show(self, pair: TwinCard | None) -> None:
        clear(self.details)
        may = self.desk.may("merge_people")
        self.one.allow(
            pair is not None and may, tr("Une personne superviseure réunit les dossiers.") if not may else ""
        )
        self.different.allow(pair is not None and self.desk.may("edit_people"), tr("Aucune paire n’est choisie."))
        if pair is None:
            empty = tr(
                "Rien à revoir. Les inscriptions, les imports et le parcours du registre remplissent cette liste."
            )
            self.details.addWidget(Words(empty, part="quiet", wrap=True))
            return
        self.different.setText(tr("Revoir cette paire (D)") if pair.is_different else tr("Deux personnes (D)"))
        for side in (pair.left, pair.right):
            self.details.addWidget(self._side(side), 1)
        why = Card(tight=True)
        why.rows.addWidget(LikenessPart(pair.likeness))
        if pair.is_different and pair.said_on is not None:
            who, when = pair.said_by or tr("quelqu’un"), format_date(pair.said_on)
            why.rows.addWidget(
                Words(tr("Dites différentes par {who}, {when}", who=who, when=when), part="quiet", wrap=True)
            )
        why.rows.addStretch()
        self.details.addWidget(why, 1)

    def _side(self, side: TwinSide) -> Card:
        from app.people.dates import format_birth

        card, person = Card(tight=True), side.card
        card.rows.addWidget(Words("•••••" if self._hidden else person.display_name, bold=True, wrap=True))
        arabic = person.name_ar if person.name_ar and not self._hidden else ""
        lines = [
            isolated(arabic) if arabic else "", isolated(person.number), tr("inscrit·e le {date}", date=format_date(person.registered_on)),
            format_birth(person.birth) if person.birth else "", person.city or "",
        ]  # fmt: skip
        if not self._hidden:
            lines += [isolated(format_phone(phone)) for phone in side.phones]
            lines += [f"{paper_label(kind)} {isolated(number or '')}".strip() for kind, number in side.papers]
        start = "\u200f" if is_rtl() else "\u200e"  # each line begins where the reader begins, whatever its letters
        told = "\n".join(start + line for line in lines if line)
        card.rows.addWidget(Words(told, part="quiet", wrap=True))
        card.rows.addStretch()
        look = Button(tr("Ouvrir"), lambda: self.desk.go("people", person_id=person.id), icon_name="eye", kind="flat")
        look.setAccessibleName(f"{tr('Ouvrir')} {person.number}")
        card.rows.addWidget(look)
        return card

    def _swept(self, sweep: Sweep) -> None:
        found = trn("{n} paire se ressemble", "{n} paires se ressemblent", sweep.found)
        new = trn("{n} nouvelle à revoir", "{n} nouvelles à revoir", sweep.queued)
        self.desk.say.done(f"{found} · {new}")
        self.refresh()

    def _ended(self, job: Job) -> None:
        if job.key == SWEEP:
            self.sweep.allow(True)
            if job.is_cancelled:
                self.desk.say.warn(tr("Parcours arrêté : ce qui était déjà à revoir reste."))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[2]))
        head = QHBoxLayout()
        head.addWidget(Section(tr("Doublons à revoir")))
        head.addWidget(self.count)
        head.addStretch()
        head.addWidget(self.state)
        head.addWidget(self.sweep)
        column.addLayout(head)
        column.addWidget(self.table, 2)
        row = QHBoxLayout()
        row.addWidget(self.one)
        row.addWidget(self.different)
        row.addStretch()
        column.addLayout(row)
        inside = QWidget()
        inside.setLayout(self.details)
        self.details.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside), 3)


def _named(side: Any) -> str:
    return f"{side.card.display_name}  ·  {isolated(side.card.number)}"
