"""Refus à étudier: what providers' refusals say of the directory, for the supervisor to take in or set aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resources.i18n import current_language, format_date, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.referrals.tool import Tool, line
from ui.referrals.words import REASONS, criterion_name
from ui.widgets.basic import Button
from ui.widgets.table import DataTable


class Lessons(Tool):
    """Enter opens the entry, to change its criteria or to call the provider."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        hint = tr(
            "Chaque refus motivé est un indice daté sur un critère : vérifiez-le auprès de l’organisme avant de changer la fiche."
        )
        super().__init__(desk, tr("Refus à étudier"), hint, back)
        reasons = {value: label for value, label in REASONS}
        self.model = PagedModel(
            [
                Column("on", tr("Le"), lambda r: format_date(r.on), 120),
                Column("entry", tr("Fiche"), lambda r: r.entry.get(current_language(), ""), 240),
                Column("provider", tr("Organisme"), lambda r: r.provider.get(current_language(), ""), 200),
                Column("reason", tr("Motif"), lambda r: tr(reasons.get(r.reason, r.reason)), 190),
                Column(
                    "criterion",
                    tr("Critère"),
                    lambda r: criterion_name(r.criterion) if r.criterion else tr("non précisé"),
                    170,
                ),
                Column("situations", tr("Situation de la personne"), _situations, 220),
            ]
        )
        self.table = DataTable(self.model, tr("Refus à étudier"))
        self.rows.addWidget(self.table, 1)
        buttons = [Button(tr("Ouvrir la fiche (Entrée)"), self._open, icon_name="book-open", kind="main")]
        if desk.may("edit_directory"):
            buttons += [
                Button(tr("Pris en compte"), lambda: self._settle("taken"), icon_name="check"),
                Button(tr("Écarter"), lambda: self._settle("dismissed"), icon_name="x"),
            ]
        self.rows.addLayout(line(*buttons))
        self.table.opened.connect(lambda row: desk.go("funding", hit=row.slug))
        self.refresh()

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()

    def refresh(self) -> None:
        """Reads the list again."""
        from app.referrals.evidence import lessons

        self.desk.jobs.read("referrals.lessons", lessons, self.desk.workspace, open_only=True, done=self.model.show_all)

    def _open(self) -> None:
        if (row := self.table.current()) is not None:
            self.desk.go("funding", hit=row.slug)

    def _settle(self, decision: str) -> None:
        from app.referrals.evidence import settle_lesson

        if (row := self.table.current()) is not None:
            self.desk.jobs.write(
                settle_lesson, self.desk.workspace, row.id, decision,
                done=lambda _: self.desk.say.done(tr("Noté."), undo=True),
            )  # fmt: skip


def _situations(row: Any) -> str:
    from app.people.situations import SITUATION_LABELS

    return ", ".join(tr(SITUATION_LABELS.get(one, one)) for one in row.situations) or tr("inconnue")
