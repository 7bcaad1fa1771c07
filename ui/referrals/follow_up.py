"""À suivre: what waits, whose turn it is since when and until when, late first; Enter opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resources.i18n import current_language, format_date, format_phone, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.referrals.tool import Tool, line
from ui.referrals.words import owner_word, silence_text
from ui.theme import Tone
from ui.widgets.basic import Button, Words
from ui.widgets.table import DataTable


def task_word(task: str) -> str:
    """What a line asks for."""
    return {
        "answer": tr("Obtenir la réponse"), "retry": tr("Réessayer : les fonds devaient revenir"),
        "six_months": tr("Six mois après : appeler la personne"),
    }.get(task, task)  # fmt: skip


class FollowUpQueue(Tool):
    """The agency's queue, or one's own."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        super().__init__(desk, tr("À suivre"), tr("Aucun référencement ne reste sans personne ni date."), back)
        self.figures = Words(size="large")
        self.mine = Button(tr("Les miens seulement"), self.refresh)
        self.mine.setCheckable(True)
        self.model = PagedModel(
            [
                Column("due", tr("Avant le"), lambda r: format_date(r.due_on), 175, sign=_late),
                Column("task", tr("À faire"), lambda r: task_word(r.task), 270),
                Column("turn", tr("À qui"), lambda r: owner_word(r.turn), 100),
                Column("since", tr("Depuis"), lambda r: format_date(r.since), 150),
                Column("person", tr("Personne"), lambda r: r.card.person.display_name, 190, is_name=True),
                Column("provider", tr("Organisme"), lambda r: r.card.provider.get(current_language(), ""), 200),
                Column("phone", tr("Téléphone"), _phone, 150),
            ]
        )
        self.table = DataTable(self.model, tr("À suivre"))
        self.rows.addLayout(line(self.figures))
        self.rows.addLayout(line(self.mine))
        self.rows.addWidget(self.table, 1)
        self.table.opened.connect(lambda row: desk.go("referrals", code=row.card.code))
        self.refresh()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Reads the queue again."""
        from app.referrals.following import follow_up_queue, silence

        workspace = self.desk.workspace
        self.desk.jobs.read("referrals.queue", follow_up_queue, workspace, mine=self.mine.isChecked(), done=self._came)
        self.desk.jobs.read("referrals.silence", silence, workspace, done=self._told)

    def _came(self, lines: list[Any]) -> None:
        self.model.show_all(lines)
        if lines and self.table.current() is None:
            self.table.selectRow(0)

    def _told(self, told: Any) -> None:
        self.figures.setText(silence_text(told))


def _late(row: Any) -> tuple[str, Tone] | None:
    return ("triangle-alert", Tone.BAD) if row.is_late else ("clock", Tone.MUTED)


def _phone(row: Any) -> str:
    if row.turn != "agent":
        return ""
    if not row.may_call:
        return tr("n’a pas accepté d’être appelé·e")
    return format_phone(row.card.person.phone) if row.card.person.phone else tr("pas de téléphone")
