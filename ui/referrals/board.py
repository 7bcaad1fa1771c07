"""The board: the piles of a referral's life side by side, each with its count and how many are late."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.referrals.board import Pile
from resources.i18n import format_number, tr, trn
from ui.context import Desk
from ui.models.paged import PAGE, Column, PagedModel
from ui.referrals.pile import PileList
from ui.referrals.printing import print_slip
from ui.signs import sign_of
from ui.theme import LOOK, SPACE
from ui.widgets.basic import Badge, Words, scrolled


class ReferralsBoard(QWidget):
    """Enter opens a referral, Ctrl+P prints its slip; `open_only` leaves the last pile out."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.open_only = False
        self.piles = {pile: _PileColumn(desk, pile) for pile in Pile}
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(LOOK.px(SPACE[2]))
        for pile, column in self.piles.items():
            row.addWidget(column, 1)
            column.list.opened.connect(self.opened)
            column.list.moved.connect(lambda step, pile=pile: self._step(pile, step))
        area = scrolled(holder)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        printing = QShortcut(QKeySequence("Ctrl+P"), self, self.print_row)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def begin(self) -> None:
        """The first pile that has anything."""
        shown = [column for column in self.piles.values() if not column.isHidden()]
        first = next((column for column in shown if column.list.cards.rowCount()), shown[0])
        first.list.begin()

    def refresh(self) -> None:
        """Counts again, and reads again what is in sight."""
        from app.referrals.board import pile_counts

        self.desk.jobs.read("referrals.piles", pile_counts, self.desk.workspace, done=self._counted)
        for pile, column in self.piles.items():
            column.setVisible(not (self.open_only and pile is Pile.CLOSED))
            if not column.isHidden():
                column.list.cards.restart()

    def hide_names(self, hidden: bool) -> None:
        """Privacy."""
        for column in self.piles.values():
            column.list.cards.hides_names = hidden
            column.list.viewport().update()

    def print_row(self) -> None:
        """Prints the slip of the card the cursor is on."""
        for column in self.piles.values():
            if column.list.hasFocus() and (row := column.list.current()) is not None:
                print_slip(self.desk, row.slip_id, row.number)

    def _counted(self, counts: list[Any]) -> None:
        for one in counts:
            self.piles[one.pile].show_count(one)

    def _step(self, pile: Pile, step: int) -> None:
        shown = [one for one, column in self.piles.items() if not column.isHidden()]
        place = shown.index(pile) + step
        if 0 <= place < len(shown):
            following = self.piles[shown[place]]
            self._area.ensureWidgetVisible(following)
            following.list.begin()


class _PileColumn(QWidget):
    """The name of a pile, its count, and its cards."""

    def __init__(self, desk: Desk, pile: Pile) -> None:
        super().__init__()
        self.desk, self.pile = desk, pile
        self.badge = Badge(_name(pile), *sign_of(pile.value))
        self.count = Words(size="large", bold=True)
        self.late = Words(size="small", bold=True, part="wrong")
        model = PagedModel([Column("card", _name(pile), lambda card: card.number)], self._ask)
        self.list = PileList(model, _name(pile), desk.workspace.clock.today)
        head = QHBoxLayout()
        head.addWidget(self.badge)
        head.addWidget(self.count)
        head.addStretch()
        head.addWidget(self.late)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LOOK.px(SPACE[1]))
        column.addLayout(head)
        column.addWidget(self.list, 1)
        self.setMinimumWidth(LOOK.px(165))

    def show_count(self, one: Any) -> None:
        """How many there are, how many late."""
        self.count.setText(format_number(one.count))
        self.late.setText(trn("{n} en retard", "{n} en retard", one.late) if one.late else "")
        self.list.setAccessibleName(f"{_name(self.pile)} : {format_number(one.count)}  {self.late.text()}")

    def _ask(self, page: int, _order: str, _descending: bool) -> None:
        from app.referrals.board import referral_page

        self.desk.jobs.read(
            f"referrals.{self.pile}.{page}", referral_page, self.desk.workspace, self.pile, page, PAGE, done=self._came
        )

    def _came(self, found: Any) -> None:
        self.list.cards.take(found.page, found.rows, found.total)


def _name(pile: Pile) -> str:
    return {
        Pile.ISSUED: tr("Émis"), Pile.RECEIVED: tr("Reçu"), Pile.WAITING: tr("En attente"),
        Pile.DECIDED: tr("Décidé"), Pile.CLOSED: tr("Terminé"),
    }[pile]  # fmt: skip
